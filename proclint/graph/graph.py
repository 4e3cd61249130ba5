"""The questions that one may ask of the graph: the verdict and the trail of a step, who is who, loops, dead ends.

Answers are computed when they are asked for and kept until a document changes. It judges no document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from proclint.graph import search
from proclint.graph.census import Census
from proclint.graph.leads import Leads
from proclint.graph.network import Network
from proclint.graph.pages import Page
from proclint.graph.ranks import LOOPS, Ranks
from proclint.graph.trails import Trails
from proclint.graph.values import HandOff, Hop, Loop, PartyNode, Trail, Verdict
from proclint.model import Document, Kind, Organisation, Step
from proclint.names import key_of

_ORDER = tuple(Verdict)
_TIED, _OPEN, _UNTIED, _UNSERVED, _OUTSIDE = map(_ORDER.index, Verdict)  # a verdict as a byte: its place in this order
_BY_RANK = (_UNTIED, _UNTIED, _OPEN, _TIED)  # by LOOPS, ENDS, OPEN, TIED


class _Judged:
    """The verdicts of the steps of one document, a byte each.

    `trails` are those of its untied steps, once asked for, and `passed` the parties on which they hang.
    """

    __slots__ = ("passed", "trails", "verdicts")

    def __init__(self, verdicts: bytes) -> None:
        self.verdicts = verdicts
        self.trails: tuple[Trail, ...] | None = None
        self.passed: frozenset[str] = frozenset()

    def verdict(self, at: int) -> Verdict:
        """The verdict of the step with the index `at`."""
        return _ORDER[self.verdicts[at]]


class Graph:
    """Who serves whom, in all documents that it holds."""

    def __init__(self, organisation: Organisation | None = None) -> None:
        """An empty graph of an organisation (default: one that states nothing)."""
        self.organisation = organisation or Organisation()
        self._network = Network()
        self._census = Census(self._network, self.organisation)
        self._leads: dict[str | None, Leads] = {}  # to a party, or (None) to anybody of whom nothing is known
        self._ranks = Ranks(self._network)
        self._trails = Trails(self._network, self._ranks, self._census, self.organisation)
        self._judged: dict[str, _Judged] = {}
        self._stale = True
        self._turns = 0
        self._loops: tuple[Loop, ...] | None = None
        self._ending: dict[str, tuple[Loop, ...]] | None = None
        self._dead_ends: tuple[str, ...] | None = None
        self._reached: frozenset[str] | None = None

    def declare(self, serves: Mapping[str, tuple[str, ...]], kinds: Mapping[str, Kind]) -> None:
        """Takes in the hops that the config states, and the kinds of the parties that it names, all by key."""
        self._network.declare(serves, kinds)
        self._outdate()

    def replace(self, document: Document) -> None:
        """Takes in `document`, its parties resolved, for the one at its path."""
        self.remove(document.path)
        self._network.replace(document)
        if document.steps:
            self._census.enter(document)

    def remove(self, path: str) -> None:
        """Forgets the document at `path`; one that is not known is no error."""
        page = self._network.pages.get(path)
        if page is not None:
            self._census.leave(page.document)
            self._network.remove(path)
        self._outdate(path)

    def verdict(self, path: str, step: str) -> Verdict:
        """The verdict of the step with the id `step`. Raises KeyError where there is none."""
        return self.verdicts(path)[step]

    def verdicts(self, path: str) -> dict[str, Verdict]:
        """The verdicts of the steps of one document, by their ids; none where it is not known."""
        page = self._network.pages.get(path)
        if page is None:
            return {}
        verdicts = self._judge(path).verdicts
        return {step.id: _ORDER[verdict] for step, verdict in zip(page.document.steps, verdicts, strict=True)}

    def tally(self, paths: Iterable[str]) -> Counter[Verdict]:
        """How many steps of these documents have each verdict."""
        self._judge_all()
        judged = self._judged
        verdicts = b"".join([judged[path].verdicts for path in paths if path in judged])
        counts = ((verdict, verdicts.count(at)) for at, verdict in enumerate(_ORDER))
        return Counter({verdict: count for verdict, count in counts if count})

    def untied(self) -> Iterator[Trail]:
        """The trails of all steps whose every trail ends inside, by path and in the order of the documents.

        They are kept, as far as no change touches a party that they pass.
        """
        self._judge_all()
        for path in sorted(path for path, judged in self._judged.items() if _UNTIED in judged.verdicts):
            judged = self._judged[path]
            if judged.trails is None:
                passed: set[str] = set()
                page = self._network.pages[path]
                places = [at for at, verdict in enumerate(judged.verdicts) if verdict == _UNTIED]
                judged.trails = tuple(self._trails.trail(page, at, Verdict.UNTIED, passed) for at in places)
                judged.passed = frozenset(passed)
            yield from judged.trails

    def trail(self, path: str, step: str) -> Trail:
        """The trail that is shown of the step with the id `step`. Raises KeyError where there is none."""
        page = self._network.pages[path]
        at = _places(page)[step]
        return self._trails.trail(page, at, self._judge(path).verdict(at))

    def trails(self) -> Iterator[Trail]:
        """The trails of all steps, by path and in the order of the documents."""
        for path in sorted(self._network.pages):
            page = self._network.pages[path]
            judged = self._judge(path)
            for at in range(len(page.ends)):
                yield self._trails.trail(page, at, judged.verdict(at))

    def step(self, path: str, step: str) -> Step:
        """The step with the id `step`, resolved. Raises KeyError where there is none."""
        page = self._network.pages[path]
        return page.document.steps[_places(page)[step]]

    def hand_offs(self, giver: str, taker: str) -> tuple[HandOff, ...]:
        """The hand-offs from one party to another, by place; what only the config states is not among them."""
        return tuple(self._network.hand_offs(giver, taker))

    def hop(self, hand_off: HandOff) -> Hop:
        """A hand-off with the names of both parties, as its document has them, and its place."""
        return self._trails.hop(hand_off)

    @property
    def parties(self) -> Mapping[str, PartyNode]:
        """All parties, those that only the config names included, sorted by key; each is made when it is asked for."""
        self._settle()
        return self._census

    def of_kind(self, kind: Kind) -> list[PartyNode]:
        """The parties of one kind, sorted by key."""
        parties = self.parties
        return [parties[key] for key in sorted(key for key, one in self._network.kinds.items() if one is kind)]

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """What each party is."""
        return self._network.kinds

    @property
    def declared(self) -> Mapping[str, tuple[str, ...]]:
        """Whom parties serve by the config, in its order; those who serve nobody by it are not there."""
        return self._network.declared

    @property
    def turns(self) -> int:
        """How often it has been found that parties came, went or turned another kind."""
        self._settle()
        return self._turns

    @property
    def known_names(self) -> tuple[str, ...]:
        """What the parties are called whose kind is known, sorted; those that are local to one file left out."""
        self._settle()
        return self._census.known_names

    def documents_with(self, key: str) -> list[Document]:
        """The documents with steps that mention a party, sorted by path."""
        return [self._network.pages[path].document for path in sorted(self._network.mentioned.get(key, ()))]

    def named(self, name: str) -> PartyNode | None:
        """The party that is called `name`, whatever its case and number; None where there is none."""
        if name in self.parties:
            return self.parties[name]
        key = key_of(name)
        called = (node for node in self.parties.values() if any(key_of(one) == key for one in node.names))
        return self.parties.get(key) or next(called, None)

    @property
    def loops(self) -> tuple[Loop, ...]:
        """Groups of two or more internal parties that serve only one another."""
        self._settle()
        if self._loops is None:
            self._loops = search.loops(self._network, self._ranks.known)
        return self._loops

    def loops_of(self, path: str, step: str) -> tuple[Loop, ...]:
        """The loops in which trails of a step end. Raises KeyError where there is no such step."""
        if self._ending is None:
            self._ending = search.ending(self._network, self._ranks.known, self.loops)
        page = self._network.pages[path]
        takers = page.takers(_places(page)[step]) or ()
        found = {loop.members: loop for key in takers for loop in self._ending.get(key, ())}
        return tuple(found[members] for members in sorted(found))

    @property
    def dead_ends(self) -> tuple[str, ...]:
        """Internal parties that judged steps serve, and that perform no step and serve nobody by the config."""
        self._settle()
        if self._dead_ends is None:
            network = self._network
            idle = (key for key in network.taken if key not in network.performing and not network.declared.get(key))
            self._dead_ends = tuple(sorted(key for key in idle if network.kinds[key] is Kind.INTERNAL))
        return self._dead_ends

    @property
    def reached(self) -> frozenset[str]:
        """The parties that a trail of any judged step reaches."""
        if self._reached is None:
            self._reached = self._network.reached()
        return self._reached

    def leads(self, path: str, steps: Iterable[str], key: str | None = None) -> bool:
        """Whether trails of these steps of one document reach the party `key` (None: anybody of whom nothing is known).

        Raises KeyError where the document or a step is not known.
        """
        self._settle()
        if key not in self._leads:
            self._leads[key] = Leads(self._network, key)
        page = self._network.pages[path]
        places = _places(page)
        return self._leads[key].lead({taker for step in steps for taker in page.takers(places[step]) or ()})

    def _outdate(self, path: str | None = None) -> None:
        """Drops what a change may touch wherever it is; what hangs on single parties waits for `_settle`."""
        if path is not None:
            self._judged.pop(path, None)
        self._stale = True
        self._loops = self._ending = self._dead_ends = self._reached = None

    def _settle(self) -> None:
        """Brings the ranks up to date, and drops the verdicts and trails that hang on what changed."""
        if not self._stale:
            return
        network, changes = self._network, self._network.take_changes()
        self._stale = False
        changed = self._ranks.update(changes)
        self._census.forget(changes)
        self._turns += bool(changes.all or changes.kinds)
        if changes.all:
            self._judged.clear()
            self._leads.clear()
            return
        for path in {path for key in changed for path in network.mentioned.get(key, ())}:
            self._judged.pop(path, None)
        touched = changed | changes.keys
        for judged in self._judged.values():
            if judged.trails and not touched.isdisjoint(judged.passed):
                judged.trails = None
        self._leads = {key: one for key, one in self._leads.items() if one.holds(changes)}

    def _judge(self, path: str) -> _Judged:
        """The verdicts of the steps of a document that is known."""
        self._settle()
        known = self._judged.get(path)
        if known is None:
            known = self._judged[path] = _Judged(_verdicts(self._network.pages[path], self._ranks.known))
        return known

    def _judge_all(self) -> None:
        self._settle()
        for path in self._network.pages.keys() - self._judged.keys():
            self._judge(path)


def _verdicts(page: Page, ranks: Mapping[str, int]) -> bytes:
    """The verdicts of the steps of a page by whom they serve: the farthest that any of their trails gets."""
    reached = [ranks.get(key, LOOPS) for key in page.served]
    verdicts: list[int] = []
    start = 0
    for end in page.ends:
        if end == start:
            verdicts.append(_UNSERVED)
        elif end == start + 1:  # as of most
            verdicts.append(_BY_RANK[reached[start]])
        else:
            verdicts.append(_BY_RANK[max(reached[start:end])])
        start = end
    for at in page.outside:
        verdicts[at] = _OUTSIDE
    return bytes(verdicts)


def _places(page: Page) -> dict[str, int]:
    """Where each step stands among its document's, by its id."""
    if page.places is None:
        page.places = {step.id: at for at, step in enumerate(page.document.steps)}
    return page.places
