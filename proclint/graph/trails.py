"""The trail that is shown of a step, as a reader sees it: hops with names and places, the end, and why it ends there.

It finds no way through the network; see `search`.
"""

from __future__ import annotations

from proclint.graph import search
from proclint.graph.census import Census
from proclint.graph.network import Network
from proclint.graph.pages import Page, givers_to
from proclint.graph.ranks import LOOPS, Ranks
from proclint.graph.values import DECLARED, HandOff, Hop, Reason, Trail, Verdict
from proclint.model import Document, Kind, Organisation, Source, Step


class Trails:
    """Makes trails of a network whose ranks are up to date."""

    def __init__(self, network: Network, ranks: Ranks, census: Census, organisation: Organisation) -> None:
        """Those of the documents in `network`, and of what the config of `organisation` states."""
        self._network, self._ranks, self._census, self._organisation = network, ranks, census, organisation

    def trail(self, page: Page, at: int, verdict: Verdict, passed: set[str] | None = None) -> Trail:
        """The trail of the step with the index `at`; the parties on which it hangs go into `passed`."""
        document, takers = page.document, page.takers(at)
        step, path = document.steps[at], document.path
        line = document.lines.line(step.span.start)
        if not takers:
            return Trail(path, line, step, verdict, reason=Reason.NO_CUSTOMER if takers is not None else None)
        doer = step.performers[0].key if step.performers else None
        first, stretches = search.way(self._network, self._ranks.known, path, doer, takers, passed)
        hops = [_first_hop(document, step, first)]
        for giver, taker, where in stretches:
            if where is None:
                hops.append(self._declared(hops[-1], giver, taker))
            else:
                hops.append(self.hop(self._network.hand_off(where, giver, taker)))
        if self._ranks.known.get(first, LOOPS) == LOOPS:
            return Trail(path, line, step, verdict, tuple(hops), reason=Reason.EACH_OTHER)
        end = hops[-1].taker
        ends = {Kind.EXTERNAL: "customer", Kind.CONTACT: "contact"}.get(self._network.kinds[end])
        reason = None if ends else self._reason(end)
        return Trail(path, line, step, verdict, tuple(hops), end, hops[-1].taker_name, ends, reason)

    def hop(self, hand_off: HandOff) -> Hop:
        """A hand-off with the names of both parties, as its document has them, and its place."""
        page = self._network.pages[hand_off.path]
        step = page.document.steps[hand_off.at]
        return _hop(page.document, step, hand_off.giver, hand_off.taker, hand_off.source)

    def _reason(self, end: str) -> Reason:
        """Why a trail ends at a party that is not outside."""
        kind = self._network.kinds[end]
        if kind is Kind.UNKNOWN or end in self._network.addressing:
            return Reason.NOT_KNOWN
        if kind is Kind.SYSTEM:
            return Reason.SYSTEM
        return Reason.SERVES_NOBODY if end in self._network.performing else Reason.PERFORMS_NO_STEP

    def _declared(self, before: Hop, giver: str, taker: str) -> Hop:
        """The hop that the config states, from the party that the hop before led to."""
        lines, config = self._organisation.lines, self._organisation.config or ""
        place = self._network.declared[giver].index(taker)
        line = lines.get(("parties", giver, "serves", place), lines.get(("parties", giver, "serves")))
        return Hop(giver, taker, before.taker_name, self._census.stated_name(taker), DECLARED, config, line)


def _first_hop(document: Document, step: Step, taker: str) -> Hop:
    """The hop from a step to one of its customers."""
    source = next(party.source for party in step.customers if party.key == taker)
    givers = givers_to(step, taker)
    above = next((party.key for party in step.performers if party.source is Source.DOCUMENT), None)
    return _hop(document, step, givers[0] if givers else above, taker, source)


def _hop(document: Document, step: Step, giver: str | None, taker: str, source: Source) -> Hop:
    served = next(party for party in step.customers if party.key == taker)
    acting = (*step.performers, *(party for act in step.actions for party in act.performers))
    name = next((party.name for party in acting if party.key == giver), None)
    span = step.text_span if served.span is None or source is Source.FLOW else served.span
    return Hop(
        giver, taker, name, served.name, source, document.path, document.lines.line(step.span.start), step.id, span
    )
