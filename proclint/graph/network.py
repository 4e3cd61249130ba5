"""Parties and the hand-offs between them, kept up to date document by document.

Plain dicts, and no recursion: a workspace of a million steps goes through. It finds no trails; see `search`.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from proclint.graph.pages import ABOVE, Page, Parties, givers_to, own_customers, read
from proclint.graph.values import HandOff
from proclint.model import Document, Kind

T = TypeVar("T")
OUTSIDE = frozenset({Kind.EXTERNAL, Kind.CONTACT})


@dataclass(slots=True)
class Changes:
    """What has changed in a network.

    `keys` are all parties that documents mention which came or went, `addressing` those that perform steps there for
    somebody without a name; `kinds` are what parties were before (None: not there); `pairs` that gained their first
    hand-off or lost the last one had one before, or had none; `all`: everything is new.
    """

    all: bool = False
    keys: set[str] = field(default_factory=set)
    kinds: dict[str, Kind | None] = field(default_factory=dict)
    addressing: set[str] = field(default_factory=set)
    pairs: dict[tuple[str, str], bool] = field(default_factory=dict)

    def see(self, parties: Parties) -> None:
        """Takes in that a document with these parties has come or gone."""
        self.keys.update(parties.kinds, parties.performing)  # who acts in another's step is not mentioned as a party
        self.addressing.update(parties.addressing)


class Network:
    """The hand-offs between parties, by their keys.

    `out[giver][taker]` lists the documents with a hand-off between them, sorted; `into` leads back from a taker to all
    givers; `mentioned` has the documents that name a party, each with what it calls them (None: see `Parties`);
    `performing` are the parties that perform steps, `taken` those that judged steps serve, and `addressing` those that
    perform steps for somebody without a name, each with the number of documents; `declared` are the hops that the
    config states.
    """

    def __init__(self) -> None:
        """An empty one."""
        self.pages: dict[str, Page] = {}
        self.out: dict[str, dict[str, list[str]]] = defaultdict(dict)
        self.into: dict[str, dict[str, None]] = defaultdict(dict)
        self.mentioned: dict[str, dict[str, str | None]] = defaultdict(dict)
        self.taken: dict[str, int] = {}
        self.kinds: dict[str, Kind] = {}
        self.performing: dict[str, int] = {}
        self.addressing: dict[str, int] = {}
        self.declared: dict[str, tuple[str, ...]] = {}
        self.changes = Changes(all=True)
        self._declared_kinds: dict[str, Kind] = {}

    def declare(self, serves: Mapping[str, tuple[str, ...]], kinds: Mapping[str, Kind]) -> None:
        """States the hops that the config declares, and the kinds of the parties that it names."""
        for key in self._declared_kinds:
            if key not in self.mentioned:
                self.kinds.pop(key, None)
        self.declared = dict(serves)
        self._declared_kinds = dict(kinds)
        for key, kind in kinds.items():
            self.kinds.setdefault(key, kind)
        self.changes = Changes(all=True)

    def replace(self, document: Document) -> None:
        """Takes in `document` for the one at its path."""
        self.remove(document.path)
        if not document.steps:
            return
        page, parties = read(document)
        path, out, into, mentioned = document.path, self.out, self.into, self.mentioned
        self.pages[path] = page
        changes = self.changes if not self.changes.all else None
        for key, name in parties.names.items():
            mentioned[key][path] = name
        if changes is not None:
            changes.see(parties)
            for key, kind in parties.kinds.items():
                if self.kinds.get(key) is not kind:
                    changes.kinds.setdefault(key, self.kinds.get(key))
        self.kinds.update(parties.kinds)
        for giver, firsts in page.pairs.items():
            takers = out[giver]
            for taker in firsts:
                paths = takers.get(taker)
                if paths is None:
                    takers[taker] = [path]
                    into[taker][giver] = None
                    if changes is not None:
                        changes.pairs.setdefault((giver, taker), False)
                elif paths[-1] < path:
                    paths.append(path)
                else:
                    insort(paths, path)
        for table, keys in self._counts(parties):
            for key in keys:
                table[key] = table.get(key, 0) + 1

    def remove(self, path: str) -> None:
        """Forgets the document at `path`; one that is not known is no error."""
        page = self.pages.pop(path, None)
        if page is None:
            return
        _, parties = read(page.document)
        changes = self.changes
        changes.see(parties)
        for giver, firsts in page.pairs.items():
            for taker in firsts:
                paths = self.out[giver][taker]
                del paths[bisect_left(paths, path)]
                if not paths:
                    _drop(self.out, giver, taker)
                    _drop(self.into, taker, giver)
                    changes.pairs.setdefault((giver, taker), True)
        for key in parties.kinds:
            _drop(self.mentioned, key, path)
            if key not in self.mentioned:
                changes.kinds.setdefault(key, self.kinds.pop(key))
                if key in self._declared_kinds:
                    self.kinds[key] = self._declared_kinds[key]
        for table, keys in self._counts(parties):
            for key in keys:
                table[key] -= 1
                if not table[key]:
                    del table[key]

    def _counts(self, parties: Parties) -> tuple[tuple[dict[str, int], set[str]], ...]:
        """The tables of how many documents there are, each with the parties that one document adds to it."""
        return (
            (self.performing, parties.performing),
            (self.taken, parties.taken),
            (self.addressing, parties.addressing),
        )

    def hand_off(self, path: str, giver: str, taker: str, at: int | None = None) -> HandOff:
        """The hand-off between two parties by the step with the index `at` in a document (default: the first of it)."""
        page = self.pages[path]
        at = page.pairs[giver][taker] if at is None else at
        step = page.document.steps[at]
        source = next(party.source for party in step.customers if party.key == taker and party.source not in ABOVE)
        return HandOff(path, at, giver, taker, source, step.id)

    def hand_offs(self, giver: str, taker: str) -> Iterator[HandOff]:
        """All hand-offs from one party to another, by place."""
        for path in self.out.get(giver, {}).get(taker, ()):
            for at, step in enumerate(self.pages[path].document.steps):
                if taker in own_customers(step) and giver in givers_to(step, taker):
                    yield self.hand_off(path, giver, taker, at)

    def take_changes(self) -> Changes:
        """What has changed since it was last asked: kinds and pairs only where they are not again as they were."""
        found, self.changes = self.changes, Changes()
        found.kinds = {key: kind for key, kind in found.kinds.items() if self.kinds.get(key) is not kind}
        found.pairs = {
            (giver, taker): had
            for (giver, taker), had in found.pairs.items()
            if (taker in self.out.get(giver, ())) is not had
        }
        return found

    def is_end(self, key: str) -> bool:
        """Whether no hop leads on from a party that is not outside."""
        return not self.out.get(key) and not self.declared.get(key)

    def onward(self, key: str) -> Collection[str]:
        """The parties that a hop leads to from a party; from one outside, none does."""
        if self.kinds.get(key) in OUTSIDE:
            return ()
        found, declared = self.out.get(key, {}), self.declared.get(key)
        return {**dict.fromkeys(found), **dict.fromkeys(declared)} if declared else found

    def reached(self) -> frozenset[str]:
        """The parties that a trail of any judged step reaches.

        Whoever is served by somebody inside is taken by that very step; only the config leads further.
        """
        seen = set(self.taken)
        pending = [key for key in self.declared if key in seen]
        while pending:
            for key in self.onward(pending.pop()):
                if key not in seen:
                    seen.add(key)
                    pending.append(key)
        return frozenset(seen)


def _drop(table: dict[str, dict[str, T]], outer: str, inner: str) -> None:
    """Takes an entry out of a table of tables, and the inner table with its last entry."""
    del table[outer][inner]
    if not table[outer]:
        del table[outer]
