"""The questions that one may ask of the graph: the verdict and the trail of a step, who is who, loops, dead ends.

Answers are computed when they are asked for and kept until a document changes. It judges no document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from proclint.graph import search
from proclint.graph.network import ENDS, LOOPS, OPEN, TIED, Network, Page
from proclint.graph.values import DECLARED, HandOff, Hop, Loop, PartyNode, Reason, Trail, Verdict
from proclint.model import Document, Kind, Organisation, Party, Source, Step
from proclint.names import key_of

_VERDICTS = {LOOPS: Verdict.UNTIED, ENDS: Verdict.UNTIED, OPEN: Verdict.OPEN, TIED: Verdict.TIED}


class Graph:
    """Who serves whom, in all documents that it holds."""

    def __init__(self, organisation: Organisation | None = None) -> None:
        """An empty graph of an organisation (default: one that states nothing)."""
        self.organisation = organisation or Organisation()
        self._network = Network()
        self._ranks: dict[str, int] = {}
        self._verdicts: dict[str, list[Verdict]] = {}
        self._stale = True
        self._parties: dict[str, PartyNode] | None = None
        self._loops: tuple[Loop, ...] | None = None
        self._reached: frozenset[str] | None = None

    def declare(self, serves: Mapping[str, tuple[str, ...]], kinds: Mapping[str, Kind]) -> None:
        """Takes in the hops that the config states, and the kinds of the parties that it names, all by key."""
        self._network.declare(serves, kinds)
        self._outdate()

    def replace(self, document: Document) -> None:
        """Takes in `document`, its parties resolved, for the one at its path."""
        self._network.replace(document)
        self._verdicts.pop(document.path, None)
        self._outdate()

    def remove(self, path: str) -> None:
        """Forgets the document at `path`; one that is not known is no error."""
        self._network.remove(path)
        self._verdicts.pop(path, None)
        self._outdate()

    def verdict(self, path: str, step: str) -> Verdict:
        """The verdict of the step with the id `step`. Raises KeyError where there is none."""
        return self.verdicts(path)[step]

    def verdicts(self, path: str) -> dict[str, Verdict]:
        """The verdicts of the steps of one document, by their ids; none where it is not known."""
        page = self._network.pages.get(path)
        if page is None:
            return {}
        return {step.id: verdict for step, verdict in zip(page.document.steps, self._judged(path), strict=True)}

    def tally(self, paths: Iterable[str]) -> Counter[Verdict]:
        """How many steps of these documents have each verdict."""
        counts: Counter[Verdict] = Counter()
        for path in paths:
            if path in self._network.pages:
                counts.update(self._judged(path))
        return counts

    def trail(self, path: str, step: str) -> Trail:
        """The trail that is shown of the step with the id `step`. Raises KeyError where there is none."""
        page = self._network.pages[path]
        at = _places(page)[step]
        return self._trail(page, at)

    def trails(self) -> Iterator[Trail]:
        """The trails of all steps, by path and in the order of the documents."""
        for path in sorted(self._network.pages):
            page = self._network.pages[path]
            for at in range(len(page.takers)):
                yield self._trail(page, at)

    def step(self, path: str, step: str) -> Step:
        """The step with the id `step`, resolved. Raises KeyError where there is none."""
        page = self._network.pages[path]
        return page.document.steps[_places(page)[step]]

    def hand_offs(self, giver: str, taker: str) -> tuple[HandOff, ...]:
        """The hand-offs from one party to another, by place; what only the config states is not among them."""
        return tuple(self._network.hand_offs(giver, taker))

    def hop(self, hand_off: HandOff) -> Hop:
        """A hand-off with the names of both parties, as its document has them, and its place."""
        page = self._network.pages[hand_off.path]
        step = page.document.steps[hand_off.at]
        return _hop(page.document, step, hand_off.giver, hand_off.taker, hand_off.source)

    @property
    def parties(self) -> Mapping[str, PartyNode]:
        """All parties, those that only the config names included, sorted by key."""
        if self._parties is None:
            self._parties = self._all_parties()
        return self._parties

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
            self._loops = search.loops(self._network, self._ranks)
        return self._loops

    @property
    def dead_ends(self) -> tuple[str, ...]:
        """Internal parties that judged steps serve, and that perform no step and serve nobody by the config."""
        network = self._network
        ends = (key for key in network.taken if network.kinds[key] is Kind.INTERNAL)
        return tuple(sorted(key for key in ends if not network.performing[key] and not network.declared.get(key)))

    @property
    def reached(self) -> frozenset[str]:
        """The parties that a trail of any judged step reaches."""
        if self._reached is None:
            self._reached = self._network.reach(self._network.taken)
        return self._reached

    def reach(self, path: str, steps: Iterable[str]) -> frozenset[str]:
        """The parties that the trails of these steps of one document reach. Raises KeyError where it is not known."""
        page = self._network.pages[path]
        places = _places(page)
        return self._network.reach(taker for step in steps for taker in page.takers[places[step]] or ())

    def _outdate(self) -> None:
        self._stale = True
        self._parties = self._loops = self._reached = None

    def _settle(self) -> None:
        """Brings the ranks up to date, and drops the verdicts that hang on those that changed."""
        if not self._stale:
            return
        old, new = self._ranks, self._network.ranks()
        changed = [key for key, rank in new.items() if old.get(key) != rank]
        changed += [key for key in old if key not in new]
        for key in changed:
            for path in self._network.taken.get(key, ()):
                self._verdicts.pop(path, None)
        self._ranks, self._stale = new, False

    def _judged(self, path: str) -> list[Verdict]:
        """The verdicts of the steps of a document that is known, in its order."""
        self._settle()
        known = self._verdicts.get(path)
        if known is None:
            known = self._verdicts[path] = [self._judge(takers) for takers in self._network.pages[path].takers]
        return known

    def _judge(self, takers: tuple[str, ...] | None) -> Verdict:
        if not takers:
            return Verdict.OUTSIDE if takers is None else Verdict.UNSERVED
        best, ranks = LOOPS, self._ranks
        for key in takers:
            rank = ranks.get(key, LOOPS)
            if rank > best:
                best = rank
        return _VERDICTS[best]

    def _trail(self, page: Page, at: int) -> Trail:
        self._settle()
        document, takers = page.document, page.takers[at]
        step, path = document.steps[at], document.path
        line, verdict = document.lines.line(step.span.start), self._judge(takers)
        if not takers:
            return Trail(path, line, step, verdict, reason=Reason.NO_CUSTOMER if takers is not None else None)
        doer = step.performers[0].key if step.performers else None
        first, stretches = search.way(self._network, self._ranks, path, doer, takers)
        hops = [_first_hop(document, step, first)]
        for giver, taker, where in stretches:
            if where is None:
                hops.append(self._declared(hops[-1], giver, taker))
            else:
                hops.append(self.hop(self._network.hand_off(where, giver, taker)))
        if self._ranks.get(first, LOOPS) == LOOPS:
            return Trail(path, line, step, verdict, tuple(hops), reason=Reason.EACH_OTHER)
        end = hops[-1].taker
        ends = {Kind.EXTERNAL: "customer", Kind.CONTACT: "contact"}.get(self._network.kinds[end])
        reason = None if ends else self._reason(end)
        return Trail(path, line, step, verdict, tuple(hops), end, hops[-1].taker_name, ends, reason)

    def _reason(self, end: str) -> Reason:
        """Why a trail ends at a party that is not outside."""
        kind = self._network.kinds[end]
        if kind is Kind.UNKNOWN or end in self._network.addressing:
            return Reason.NOT_KNOWN
        if kind is Kind.SYSTEM:
            return Reason.SYSTEM
        return Reason.SERVES_NOBODY if self._network.performing[end] else Reason.PERFORMS_NO_STEP

    def _declared(self, before: Hop, giver: str, taker: str) -> Hop:
        """The hop that the config states, from the party that the hop before led to."""
        lines, config = self.organisation.lines, self.organisation.config or ""
        place = self._network.declared[giver].index(taker)
        line = lines.get(("parties", giver, "serves", place), lines.get(("parties", giver, "serves")))
        return Hop(giver, taker, before.taker_name, self._name(taker), DECLARED, config, line)

    def _names(self, key: str, mentioned: Iterable[str]) -> tuple[str, ...]:
        """All that a party is called, by pages and by the config; its key where nobody calls it anything else."""
        declared = self.organisation.parties.get(key)
        stated = (self._name(key), *declared.names) if declared is not None else ()
        return tuple(sorted({*mentioned, *stated} or {key}))

    def _name(self, key: str) -> str:
        """What a party that the config names is called."""
        return key.replace("-", " ").replace("_", " ") if key in self.organisation.parties else key

    def _all_parties(self) -> dict[str, PartyNode]:
        network = self._network
        names: dict[str, Counter[str]] = {}
        performs: dict[str, list[tuple[str, str]]] = {}
        served: dict[str, list[tuple[str, str]]] = {}
        for path in sorted(network.pages):
            document = network.pages[path].document
            seen: set[tuple[str, object]] = set()
            for party in _mentions(document):
                if (party.key, party.span) not in seen:  # the customers of a section are those of each of its steps
                    seen.add((party.key, party.span))
                    names.setdefault(party.key, Counter())[party.name] += 1
            for step in document.steps:
                for key in dict.fromkeys(p.key for p in step.performers if p.source is not Source.DOCUMENT):
                    performs.setdefault(key, []).append((path, step.id))
                for key in dict.fromkeys(party.key for party in step.customers):
                    served.setdefault(key, []).append((path, step.id))
        givers: dict[str, list[str]] = {}
        for giver, takers in network.out.items():
            for taker in takers:
                givers.setdefault(taker, []).append(giver)
        return {
            key: PartyNode(
                key=key,
                name=self._name(key) if key in self.organisation.parties else _commonest(names.get(key), key),
                kind=network.kinds.get(key, Kind.UNKNOWN),
                party=key if key in self.organisation.parties else None,
                names=self._names(key, names.get(key, ())),
                mentions=names[key].total() if key in names else 0,
                performs=tuple(performs.get(key, ())),
                served_in=tuple(served.get(key, ())),
                serves=tuple(sorted(network.out.get(key, ()))),
                served_by=tuple(sorted(givers.get(key, ()))),
                declares=network.declared.get(key, ()),
            )
            for key in sorted({*network.kinds, *self.organisation.parties})
        }


def _commonest(names: Counter[str] | None, key: str) -> str:
    """The name that most mentions have, the first of them by place."""
    return names.most_common(1)[0][0] if names else key


def _mentions(document: Document) -> Iterator[Party]:
    for process in document.processes:
        if process.owner is not None:
            yield process.owner
        yield from process.customers
    for step in document.steps:
        yield from step.performers
        yield from step.named_customers


def _places(page: Page) -> dict[str, int]:
    """Where each step stands among its document's, by its id."""
    if page.places is None:
        page.places = {step.id: at for at, step in enumerate(page.document.steps)}
    return page.places


def _first_hop(document: Document, step: Step, taker: str) -> Hop:
    """The hop from a step to one of its customers."""
    source = next(party.source for party in step.customers if party.key == taker)
    return _hop(document, step, step.performers[0].key if step.performers else None, taker, source)


def _hop(document: Document, step: Step, giver: str | None, taker: str, source: Source) -> Hop:
    served = next(party for party in step.customers if party.key == taker)
    name = next((party.name for party in step.performers if party.key == giver), None)
    span = step.text_span if served.span is None or source is Source.FLOW else served.span
    return Hop(
        giver, taker, name, served.name, source, document.path, document.lines.line(step.span.start), step.id, span
    )
