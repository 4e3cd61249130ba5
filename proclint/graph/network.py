"""Parties and the hand-offs between them, kept up to date document by document.

Plain dicts, and no recursion: a workspace of a million steps goes through. It finds no trails; see `search`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from proclint.graph.values import HandOff
from proclint.model import Action, Document, Evidence, Kind, Source, Step
from proclint.names import bare_key
from proclint.wording import is_done_to_you

_YOURS = re.compile(r"\byours?\b", re.IGNORECASE)  # "approves your leave" serves a reader who has no name
_ABOVE = frozenset({Source.SECTION, Source.DOCUMENT})  # what is said above a step, not of it
_BESIDE = frozenset({Source.SECTION, Source.FIELD})  # what is not said in the sentence itself
_WHOEVER = frozenset({"he", "it", "she", "they", "who"})  # they may stand for a performer named before
OUTSIDE = frozenset({Kind.EXTERNAL, Kind.CONTACT})


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

    def see(self, counts: _Counts) -> None:
        """Takes in that a document with these counts has come or gone."""
        self.keys.update(counts.kinds)
        self.addressing.update(counts.addressing)


class Network:
    """The hand-offs between parties, by their keys.

    `out[giver][taker]` lists the documents with a hand-off between them, sorted; `into` leads back from a taker to all
    givers; `mentioned` has the documents that name a party; `taken` are the parties that judged steps serve, and
    `addressing` those that perform steps for somebody without a name, each with the number of documents; `declared` are
    the hops that the config states.
    """

    def __init__(self) -> None:
        """An empty one."""
        self.pages: dict[str, Page] = {}
        self.out: dict[str, dict[str, list[str]]] = {}
        self.into: dict[str, dict[str, None]] = {}
        self.mentioned: dict[str, dict[str, None]] = {}
        self.taken: Counter[str] = Counter()
        self.kinds: dict[str, Kind] = {}
        self.performing: Counter[str] = Counter()
        self.addressing: Counter[str] = Counter()
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
        page, counts = _page(document)
        path, out, into, mentioned = document.path, self.out, self.into, self.mentioned
        self.pages[path] = page
        changes = self.changes if not self.changes.all else None
        for key in counts.kinds:
            documents = mentioned.get(key)
            if documents is None:
                mentioned[key] = {path: None}
            else:
                documents[path] = None
        if changes is not None:
            changes.see(counts)
            for key, kind in counts.kinds.items():
                if self.kinds.get(key) is not kind:
                    changes.kinds.setdefault(key, self.kinds.get(key))
        self.kinds.update(counts.kinds)
        for pair in page.pairs:
            giver, taker = pair
            takers = out.get(giver)
            if takers is None:
                takers = out[giver] = {}
            paths = takers.get(taker)
            if paths is None:
                takers[taker] = [path]
                givers = into.get(taker)
                if givers is None:
                    into[taker] = {giver: None}
                else:
                    givers[giver] = None
                if changes is not None:
                    changes.pairs.setdefault(pair, False)
            elif paths[-1] < path:
                paths.append(path)
            else:
                insort(paths, path)
        for key, count in counts.performing.items():
            self.performing[key] += count
        for key in counts.taken:
            self.taken[key] += 1
        self.addressing.update(counts.addressing)

    def remove(self, path: str) -> None:
        """Forgets the document at `path`; one that is not known is no error."""
        page = self.pages.pop(path, None)
        if page is None:
            return
        _, counts = _page(page.document)
        changes = self.changes
        changes.see(counts)
        for giver, taker in page.pairs:
            paths = self.out[giver][taker]
            del paths[bisect_left(paths, path)]
            if not paths:
                _drop(self.out, giver, taker)
                _drop(self.into, taker, giver)
                changes.pairs.setdefault((giver, taker), True)
        for key in counts.kinds:
            _drop(self.mentioned, key, path)
            if key not in self.mentioned:
                changes.kinds.setdefault(key, self.kinds.pop(key))
                if key in self._declared_kinds:
                    self.kinds[key] = self._declared_kinds[key]
        for key, count in counts.performing.items():
            self.performing[key] -= count
            if not self.performing[key]:
                del self.performing[key]
        for table, keys in ((self.taken, counts.taken), (self.addressing, counts.addressing)):
            for key in keys:
                table[key] -= 1
                if not table[key]:
                    del table[key]

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
                if taker in own and giver in givers_to(step, taker):
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


def _drop(table: dict[str, dict[str, list[str]]] | dict[str, dict[str, None]], outer: str, inner: str) -> None:
    """Takes an entry out of a table of tables, and the inner table with its last entry."""
    del table[outer][inner]
    if not table[outer]:
        del table[outer]


def givers_to(step: Step, taker: str) -> list[str]:
    """The performers of a step who do for `taker` what it does for them, in order.

    A step of several sentences may have several who act: in "The porter calls you. You may then call the cab", the
    cab is no customer of the porter's. Whoever performs the step as its heading or field says performs all of it, but
    not for somebody of a shorter name, who may be the same: below "Sub-teams" a "team" is one of them.
    """
    givers = [party for party in step.performers if party.source is not Source.DOCUMENT]
    acts = [act for act in step.actions if _is_for(act, taker)]
    doing = {party.key for act in acts for party in act.performers}
    if not all(act.performers for act in acts) or not doing.isdisjoint(_WHOEVER):
        doing = set()
    found = [
        party.key
        for party in givers
        if party.source not in _BESIDE or not _ends_with(party.key, taker)
        if not doing or party.source is not Source.SENTENCE or party.key in doing
    ]
    others = (giver for giver, act, is_other in _acts(step) if is_other and giver != taker and _is_for(act, taker))
    return list(dict.fromkeys([*found, *others]))


def _acts(step: Step) -> Iterator[tuple[str, Action, bool]]:
    """Who does what in the sentences of a step, and whether it is another than its performers.

    Others act there no less than in a step of their own: "Ask the desk. The clerk will call you".
    """
    own = {party.key for party in step.performers}
    for act in step.actions:
        for party in act.performers:
            if party.evidence is not Evidence.PRONOUN and party.kind is not Kind.SYSTEM:
                yield party.key, act, party.key not in own


def _is_for(act: Action, taker: str) -> bool:
    return any(party.key == taker for party in act.customers)


def _ends_with(key: str, other: str) -> bool:
    """Whether a name is or ends with another one; in the config's keys stand hyphens."""
    long, short = (one.replace("-", " ").replace("_", " ") for one in (bare_key(key), bare_key(other)))
    return f" {long}".endswith(f" {short}")


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
        beside = False
        judged = not step.performers
        for party in step.performers:
            key = party.key
            kinds[key] = kind = party.kind
            performing[key] = performing.get(key, 0) + 1
            if kind is not external and kind is not contact:
                judged = True
            if party.source is not of_document:
                givers.append(key)
                beside = beside or party.source in _BESIDE
        takers = []
        for party in step.customers:
            key = party.key
            kinds[key] = party.kind
            takers.append(key)
            source = party.source
            if source is not of_section and source is not of_document:
                for giver in givers_to(step, key) if givers and (beside or len(step.actions) > 1) else givers:
                    pairs.setdefault((giver, key), at)
        if givers and not takers and (step.addressed or _YOURS.search(step.text) or is_done_to_you(step.text)):
            addressing.update(givers)
        for giver, act, is_other in _acts(step):
            if is_other:
                performing[giver] = performing.get(giver, 0) + 1
            for party in act.customers:
                if party.evidence is Evidence.PRONOUN:
                    addressing.add(giver)
                elif is_other and party.key in takers and party.key != giver:
                    pairs.setdefault((giver, party.key), at)
        if judged:
            served.append(tuple(takers))
            taken.update(takers)
        else:
            served.append(None)
    return Page(document, served, pairs), _Counts(kinds, performing, taken, addressing)
