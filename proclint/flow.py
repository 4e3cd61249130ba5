"""Whom the flow serves where a step names nobody: whoever goes on from there.

It works on the steps of one document whose parties are resolved. It does not decide who is a party.
"""

from __future__ import annotations

from dataclasses import replace

from proclint.model import Evidence, Kind, Party, Source, Step


def with_flow(steps: list[Step]) -> list[Step]:
    """Give each step without a customer the one that follows (see `_Flow`), unless it serves its reader."""
    flow = _Flow(steps)
    return [
        step if step.customers or step.addressed else replace(step, customers=flow.customers(index))
        for index, step in enumerate(steps)
    ]


class _Flow:
    """Whom the flow serves: the performer of the next step when that is another; else, walking on through the list,
    what the first step has that has another customer or performer. Nobody where the list ends first.

    Bullets need not stand in the order of the work: they are walked no further than to the next one, and those that
    name nobody who acts, or tell a standing duty ("keeping the log"), not at all.
    """

    def __init__(self, steps: list[Step]) -> None:
        self.steps = steps
        self.by_number: dict[tuple[str, str], int] = {}
        for index, step in enumerate(steps):
            if step.number is not None:
                self.by_number[step.process, step.number] = index
        self.known: dict[tuple[int, frozenset[str]], tuple[Party, ...]] = {}

    def customers(self, index: int) -> tuple[Party, ...]:
        """The customers that follow from the steps behind the one at `index`."""
        own = frozenset(party.key for party in self.steps[index].performers)
        seen = {index}
        walked = [index]  # steps with one way on: what is found at its end holds for all of them
        straight = True
        pending = self._following(index, index)
        found: tuple[Party, ...] = ()
        while pending and not found:
            at = pending.pop()
            if at in seen:
                continue
            seen.add(at)
            known = self.known.get((at, own)) if self.steps[at].in_order else None
            found = self._at(at, own) or known or ()
            if found or (straight and known is not None):
                break
            more = self._following(at, index)
            straight = straight and len(more) < 2 and not pending
            if straight and self.steps[at].in_order:
                walked.append(at)
            pending += more
        if straight:
            self.known.update(dict.fromkeys(((at, own) for at in walked), found))
        return found

    def _at(self, index: int, own: frozenset[str]) -> tuple[Party, ...]:
        step = self.steps[index]
        named = [party for party in step.performers if party.key not in own and party.evidence is not Evidence.PRONOUN]
        parties = [party for party in named if party.kind is not Kind.SYSTEM] or [
            party for party in step.customers if party.key not in own
        ]  # nobody is served by the order of the steps by what they themselves do
        return tuple(replace(party, source=Source.FLOW) for party in parties)

    def _following(self, index: int, start: int) -> list[int]:
        """The steps that may come after a step, the likeliest last: those that it names, and the next in its list."""
        step = self.steps[index]
        follows = index + 1 < len(self.steps) and self.steps[index + 1].list == step.list
        found = [index + 1] if follows and (step.in_order or (index == start and _may_lead(step))) else []
        for number in reversed(step.goes_to):
            at = self.by_number.get((step.process, number))
            if at is not None and at not in found:
                found.append(at)
        return found


def _may_lead(step: Step) -> bool:
    """Whether a bullet may lead to the next: it says who acts, and is no standing duty."""
    duty = bool(step.actions) and step.actions[0].verb.text.casefold().endswith("ing")
    return bool(step.performers) and not duty
