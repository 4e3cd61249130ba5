"""How far the trails from each party get, kept up to date change by change.

Each party has a next one on the way to its end, so a change touches only those whose way it cuts, or who get farther
now. It shows no trail; see `search`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from proclint.graph.network import OUTSIDE, Changes, Network
from proclint.model import Kind

LOOPS, ENDS, OPEN, TIED = range(4)
"""How far the trails from a party get: they end nowhere; inside; at somebody unknown or a contact; at a customer."""


class Ranks:
    """`known` has the rank of each party; one that is missing has LOOPS."""

    def __init__(self, network: Network) -> None:
        """Those of `network`; they are found by `update`."""
        self.known: dict[str, int] = {}
        self._network = network
        self._next: dict[str, str | None] = {}  # the party whose rank is a party's own; None where it is by itself
        self._back: dict[str, list[str]] = {}  # from a party to those that serve it by the config

    def update(self, changes: Changes) -> set[str]:
        """Takes in what has changed; the parties whose rank is another now."""
        network, known = self._network, self.known
        if changes.all:
            known.clear()
            self._next.clear()
            self._back.clear()
            for giver, takers in network.declared.items():
                for taker in takers:
                    self._back.setdefault(taker, []).append(giver)
            starting: Iterable[str] = network.kinds
        else:
            starting = {*changes.kinds, *changes.addressing, *(giver for giver, _ in changes.pairs)}
        cut = self._cut(starting) if known else {}
        before: dict[str, int] = {}
        for rank in (TIED, OPEN, ENDS):
            self._spread(rank, [*starting, *cut], before, by_hops=not changes.all)
        for key, rank in cut.items():
            before[key] = rank
        return {key for key, rank in before.items() if known.get(key, LOOPS) != rank}

    def _cut(self, keys: Iterable[str]) -> dict[str, int]:
        """Takes the rank from those of `keys` that no longer have it, and from all whose way leads through them."""
        network, known, onward = self._network, self.known, self._next
        pending = []
        for key in keys:
            if key in known:
                after = onward[key]
                if self._own(key) != known[key] if after is None else after not in network.onward(key):
                    pending.append(key)
        cut: dict[str, int] = {}
        while pending:
            key = pending.pop()
            if key in cut:
                continue
            cut[key] = known.pop(key)
            del onward[key]
            pending += [giver for giver in self._givers(key) if onward.get(giver) == key]
        return cut

    def _spread(self, rank: int, keys: Iterable[str], before: dict[str, int], *, by_hops: bool) -> None:
        """Gives `rank` to those of `keys` that have it by themselves or by a hop, and to all whom they lead to it.

        What these and the parties cut off had goes into `before`; where all are new, hops need not be looked at first.
        """
        network, known, onward = self._network, self.known, self._next
        pending = []
        for key in keys:
            if known.get(key, LOOPS) >= rank:
                continue
            if self._own(key) == rank:
                after = None
            elif by_hops:
                after = next((taker for taker in network.onward(key) if known.get(taker) == rank), None)
                if after is None:
                    continue
            else:
                continue
            before.setdefault(key, known.get(key, LOOPS))
            known[key], onward[key] = rank, after
            pending.append(key)
        kinds = network.kinds
        while pending:
            key = pending.pop()
            for giver in self._givers(key):
                if known.get(giver, LOOPS) < rank and kinds.get(giver) not in OUTSIDE:
                    before.setdefault(giver, known.get(giver, LOOPS))
                    known[giver], onward[giver] = rank, key
                    pending.append(giver)

    def _own(self, key: str) -> int:
        """The rank that a party has by itself."""
        kind = self._network.kinds.get(key)
        if kind is Kind.EXTERNAL:
            return TIED
        if kind is Kind.UNKNOWN or kind is Kind.CONTACT or (kind is not None and key in self._network.addressing):
            return OPEN
        return ENDS if kind is not None and self._network.is_end(key) else LOOPS

    def _givers(self, key: str) -> Collection[str]:
        """The parties from which a hop leads to a party."""
        givers, stating = self._network.into.get(key, ()), self._back.get(key)
        return (*givers, *stating) if stating else givers
