"""Parties and the hand-offs between them, kept up to date document by document, and how far trails get from each party.

Plain dicts, and no recursion: a workspace of a million steps goes through. It finds no trails; see `search`.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from proclint.graph.values import HandOff
from proclint.model import Document, Kind, Source, Step

LOOPS, ENDS, OPEN, TIED = range(4)
"""How far the trails from a party get: they end nowhere; inside; at somebody unknown or a contact; at a customer."""

_ABOVE = frozenset({Source.SECTION, Source.DOCUMENT})  # what is said above a step, not of it
_OUTSIDE = frozenset({Kind.EXTERNAL, Kind.CONTACT})


@dataclass(slots=True)
class Page:
    """What the network keeps of a document.

    `takers` has for each step the parties that it serves, None where it is not judged; `pairs` lead from (giver, taker)
    to the index of the first hand-off between them; `places` lead from ids of steps to their indexes, once asked for.
    """

    document: Document
    takers: list[tuple[str, ...] | None]
    pairs: dict[tuple[str, str], int]
    places: dict[str, int] | None = None


@dataclass(slots=True)
class _Counts:
    """What a document adds to the counts of parties, and takes out with it.

    The kinds of all parties that it mentions, how many steps each performs, which of them judged steps serve, and which
    perform a step for somebody without a name ("tells you the sum").
    """

    kinds: dict[str, Kind]
    performing: dict[str, int]
    taken: set[str]
    addressing: set[str]


class Network:
    """The hand-offs between parties, by their keys.

    `out[giver][taker]` lists the documents with a hand-off between them, sorted; `into` leads back from a taker to the
    givers inside; `taken[taker]` has the documents with a judged step for it; `declared` are the hops that the config
    states; `addressing` are the parties that perform steps for somebody without a name, with the number of documents.
    """

    def __init__(self) -> None:
        """An empty one."""
        self.pages: dict[str, Page] = {}
        self.out: dict[str, dict[str, list[str]]] = {}
        self.into: dict[str, dict[str, None]] = {}
        self.taken: dict[str, dict[str, None]] = {}
        self.kinds: dict[str, Kind] = {}
        self.performing: Counter[str] = Counter()
        self.addressing: Counter[str] = Counter()
        self.declared: dict[str, tuple[str, ...]] = {}
        self._declared_kinds: dict[str, Kind] = {}
        self._mentioned: Counter[str] = Counter()

    def declare(self, serves: Mapping[str, tuple[str, ...]], kinds: Mapping[str, Kind]) -> None:
        """States the hops that the config declares, and the kinds of the parties that it names."""
        for key in self._declared_kinds:
            if not self._mentioned[key]:
                self.kinds.pop(key, None)
        self.declared = dict(serves)
        self._declared_kinds = dict(kinds)
        for key, kind in kinds.items():
            self.kinds.setdefault(key, kind)

    def replace(self, document: Document) -> None:
        """Takes in `document` for the one at its path."""
        self.remove(document.path)
        if not document.steps:
            return
        page, counts = _page(document)
        self.pages[document.path] = page
        path, out, into, mentioned = document.path, self.out, self.into, self._mentioned
        kinds = counts.kinds
        self.kinds.update(kinds)
        for key in kinds:
            mentioned[key] = mentioned.get(key, 0) + 1
        for giver, taker in page.pairs:
            takers = out.get(giver)
            if takers is None:
                takers = out[giver] = {}
            paths = takers.get(taker)
            if paths is None:
                takers[taker] = [path]
                if kinds[giver] not in _OUTSIDE:
                    into.setdefault(taker, {})[giver] = None
            elif paths[-1] < path:
                paths.append(path)
            else:
                insort(paths, path)
        for key, count in counts.performing.items():
            self.performing[key] += count
        for key in counts.taken:
            self.taken.setdefault(key, {})[path] = None
        self.addressing.update(counts.addressing)

    def remove(self, path: str) -> None:
        """Forgets the document at `path`; one that is not known is no error."""
        page = self.pages.pop(path, None)
        if page is None:
            return
        _, counts = _page(page.document)
        for giver, taker in page.pairs:
            paths = self.out[giver][taker]
            del paths[bisect_left(paths, path)]
            if not paths:
                _drop(self.out, giver, taker)
                if giver in self.into.get(taker, ()):
                    _drop(self.into, taker, giver)
        for key in counts.kinds:
            self._mentioned[key] -= 1
            if not self._mentioned[key]:
                del self._mentioned[key], self.kinds[key]
                if key in self._declared_kinds:
                    self.kinds[key] = self._declared_kinds[key]
        for key, count in counts.performing.items():
            self.performing[key] -= count
            if not self.performing[key]:
                del self.performing[key]
        for key in counts.taken:
            _drop(self.taken, key, path)
        for key in counts.addressing:
            self.addressing[key] -= 1
            if not self.addressing[key]:
                del self.addressing[key]

    def hand_off(self, path: str, giver: str, taker: str, at: int | None = None) -> HandOff:
        """The hand-off between two parties by the step with the index `at` in a document (default: the first of it)."""
        page = self.pages[path]
        at = page.pairs[giver, taker] if at is None else at
        step = page.document.steps[at]
        source = next(party.source for party in step.customers if party.key == taker and party.source not in _ABOVE)
        return HandOff(path, at, giver, taker, source, step.id)

    def hand_offs(self, giver: str, taker: str) -> Iterator[HandOff]:
        """All hand-offs from one party to another, by place."""
        for path in self.out.get(giver, {}).get(taker, ()):
            for at, step in enumerate(self.pages[path].document.steps):
                own = {party.key for party in step.customers if party.source not in _ABOVE}
                if giver in _givers(step) and taker in own:
                    yield self.hand_off(path, giver, taker, at)

    def is_end(self, key: str) -> bool:
        """Whether no hop leads on from a party that is not outside."""
        return not self.out.get(key) and not self.declared.get(key)

    def ranks(self) -> dict[str, int]:
        """How far the trails from each party get; one that is missing has LOOPS."""
        back: dict[str, list[str]] = {}
        for giver, takers in self.declared.items():
            if self.kinds.get(giver) not in _OUTSIDE:
                for taker in takers:
                    back.setdefault(taker, []).append(giver)
        into, ranks = self.into, dict[str, int]()
        seeds: dict[int, list[str]] = {TIED: [], OPEN: [], ENDS: []}
        for key, kind in self.kinds.items():
            if kind is Kind.EXTERNAL:
                seeds[TIED].append(key)
            elif kind is Kind.UNKNOWN or kind is Kind.CONTACT or key in self.addressing:
                seeds[OPEN].append(key)
            elif self.is_end(key):
                seeds[ENDS].append(key)
        contacts = [key for key in seeds[OPEN] if self.kinds[key] is Kind.CONTACT]
        ranks.update(dict.fromkeys(contacts, OPEN))  # no hop leads on from them
        for rank, keys in seeds.items():
            pending = [key for key in keys if ranks.setdefault(key, rank) == rank]
            while pending:
                key = pending.pop()
                for giver in into.get(key, ()):
                    if giver not in ranks:
                        ranks[giver] = rank
                        pending.append(giver)
                for giver in back.get(key, ()):
                    if giver not in ranks:
                        ranks[giver] = rank
                        pending.append(giver)
        return ranks

    def onward(self, key: str) -> Iterator[str]:
        """The parties that a hop leads to from a party; from one outside, none does."""
        if self.kinds.get(key) not in _OUTSIDE:
            yield from self.out.get(key, ())
            yield from self.declared.get(key, ())

    def reach(self, keys: Iterable[str]) -> frozenset[str]:
        """The parties that trails reach from `keys`, these included."""
        seen = set(keys)
        pending = list(seen)
        while pending:
            for key in self.onward(pending.pop()):
                if key not in seen:
                    seen.add(key)
                    pending.append(key)
        return frozenset(seen)


def _drop(table: dict[str, dict[str, list[str]]] | dict[str, dict[str, None]], outer: str, inner: str) -> None:
    """Takes an entry out of a table of tables, and the inner table with its last entry."""
    del table[outer][inner]
    if not table[outer]:
        del table[outer]


def _givers(step: Step) -> set[str]:
    """The parties that perform a step by name."""
    return {party.key for party in step.performers if party.source is not Source.DOCUMENT}


def _page(document: Document) -> tuple[Page, _Counts]:
    """What a document gives to the network. This is the one place where every party of every step is looked at."""
    served: list[tuple[str, ...] | None] = []
    pairs: dict[tuple[str, str], int] = {}
    kinds: dict[str, Kind] = {}
    performing: dict[str, int] = {}
    taken: set[str] = set()
    addressing: set[str] = set()
    external, contact, of_document, of_section = Kind.EXTERNAL, Kind.CONTACT, Source.DOCUMENT, Source.SECTION
    for process in document.processes:
        for party in (process.owner, *process.customers):
            if party is not None:
                kinds[party.key] = party.kind
    for at, step in enumerate(document.steps):
        givers = []
        judged = not step.performers
        for party in step.performers:
            key = party.key
            kinds[key] = kind = party.kind
            performing[key] = performing.get(key, 0) + 1
            if kind is not external and kind is not contact:
                judged = True
            if party.source is not of_document:
                givers.append(key)
        takers = []
        for party in step.customers:
            key = party.key
            kinds[key] = party.kind
            takers.append(key)
            source = party.source
            if source is not of_section and source is not of_document:
                for giver in givers:
                    pairs.setdefault((giver, key), at)
        if givers and not takers and step.addressed:
            addressing.update(givers)
        if judged:
            served.append(tuple(takers))
            taken.update(takers)
        else:
            served.append(None)
    return Page(document, served, pairs), _Counts(kinds, performing, taken, addressing)
