"""Whom the flow serves where a step names nobody: whoever goes on from there.

It works on the steps of one document whose parties are resolved. It does not decide who is a party.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum, auto

from proclint.forms import bases_of, same_thing, takes_up
from proclint.model import Evidence, Kind, Party, Source, Step
from proclint.names import bare_key
from proclint.wording import is_done_to_you, is_placeholder, words

_HANDING = ("verbs_of_sending", "verbs_of_handing", "verbs_to_give", "verbs_to_people")
_ANYBODY = frozenset({"anybody", "anyone", "everybody", "everyone", "party", "person", "somebody", "someone"})
_WHOEVER = frozenset({"whoever", "whomever"})
_GIVEN = re.compile(r"\b(?:to|for) (?:[\w'’-]+ ){0,3}$")  # who comes next gets what was made
_HOUSE = re.compile(r"(?:[Tt]he )?(?:[A-Z]{2,}|\w+(?:'s|’s|s')) ")
_FORBIDS = re.compile(r"(?:do not|don['’]t|never)\b", re.IGNORECASE)
_NEAR = 200  # characters before a name that may say what part it has
_JOINED = re.compile(
    r"\b(?:with|so that|so)\b(?!.*\b(?:to|for)\b)[^.;:]*$"
)  # whoever follows takes part, and gets nothing


def with_flow(steps: list[Step]) -> list[Step]:
    """Give each step without a customer the one that follows (see `_Flow`), unless it serves its reader."""
    flow = _Flow(steps)
    return [
        step if step.customers or _leads_nowhere(step) else replace(step, customers=flow.customers(index))
        for index, step in enumerate(steps)
    ]


class _Part(Enum):
    """What part a customer has in a step: something is given or told to them whatever happens, they are asked or met,
    or else.
    """

    GETS = auto()
    TAKES_PART = auto()
    SERVED = auto()


class _Flow:
    """Whom the flow serves: the performer of the next step when that is another; else, walking on through the list,
    what the first step has that has another customer or performer. Nobody where the list ends first.

    Order alone says little, so that it is held to what a reader would conclude from it:

    - a step that doesn't say who acts leads further than to the next only to one that takes up what it works on, and
      so does a note below a step;
    - whoever a later step gives or tells something only in a certain case is led to where it works on the same;
    - whoever a later step asks, meets or picks takes part in that step, and is not served by those before it;
    - bullets need not stand in the order of the work: they are walked no further than to the next one, and those that
      name nobody who acts, or tell a standing duty ("keeping the log"), not at all.
    """

    def __init__(self, steps: list[Step]) -> None:
        self.steps = steps
        self.by_number: dict[tuple[str, str], int] = {}
        for index, step in enumerate(steps):
            if step.number is not None:
                self.by_number[step.process, step.number] = index
        self.known: dict[tuple[int, frozenset[str]], int | None] = {}
        self.parts: dict[tuple[int, str], _Part] = {}

    def customers(self, index: int) -> tuple[Party, ...]:
        """The customers that follow from the steps behind the one at `index`."""
        step = self.steps[index]
        own = step.performers
        at = self._first(index, own)
        if at is None:
            return ()
        later = self.steps[at]
        if not (self._is_next(index, at) or _says_who(step) or _takes_up(later, step)):
            return ()
        parties = (party for party in self._at(at, own) if self._is_led_to(party, step, at))
        return tuple(replace(party, source=Source.FLOW) for party in parties)

    def _first(self, index: int, own: tuple[Party, ...]) -> int | None:
        """The first of the steps behind the one at `index` that has a customer or a performer other than `own`."""
        names = frozenset(party.name for party in own)
        seen = {index}
        walked = [index]  # steps with one way on: what is found at its end holds for all of them
        straight = True
        pending = self._following(index, index)
        found: int | None = None
        while pending and found is None:
            at = pending.pop()
            if at in seen:
                continue
            seen.add(at)
            if self._at(at, own):
                found = at
                break
            is_known = self.steps[at].in_order and (at, names) in self.known
            if is_known:
                found = self.known[at, names]
                if found is not None or straight:
                    break
            more = self._following(at, index)
            straight = straight and len(more) < 2 and not pending
            if straight and self.steps[at].in_order:
                walked.append(at)
            pending += more
        if straight:
            self.known.update(dict.fromkeys(((at, names) for at in walked), found))
        return found

    def _at(self, index: int, own: tuple[Party, ...]) -> list[Party]:
        step = self.steps[index]
        named = [party for party in _others(step.performers, own) if not _is_anybody(party)]
        served = [
            party
            for party in _others(step.customers, own)
            if not is_placeholder(party.name) and bare_key(party.key) not in _WHOEVER
        ]
        return [party for party in named if party.kind is not Kind.SYSTEM] or served

    def _is_led_to(self, party: Party, step: Step, at: int) -> bool:
        """Whether a party, the performer or a customer of the step at `at`, is one to whom `step` may lead.

        Whoever performs it is, but for bullets below a heading that says who acts. A customer is where something is
        given or told to them, or where the later step works on the same; not where it has them take part.
        """
        later = self.steps[at]
        if party in later.performers:
            return step.in_order or _says_who(step)
        part = self.parts.get((at, party.key))
        if part is None:
            part = self.parts[at, party.key] = _part(party, later)
        return part is _Part.GETS or (part is _Part.SERVED and _takes_up(later, step))

    def _is_next(self, index: int, at: int) -> bool:
        """Whether the step at `index` names the one at `at`, or comes right before it, notes below it left out."""
        step, depth = self.steps[index], _depth(self.steps[index])
        if any(self.by_number.get((step.process, number)) == at for number in step.goes_to):
            return True
        after = index + 1
        while after < at and self.steps[after].id.startswith(f"{step.id}."):
            after += 1
        return after == at and _depth(self.steps[at]) >= depth

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


def _leads_nowhere(step: Step) -> bool:
    """Whether a step does nothing for whoever comes next: it is directed at "you", its reader, or says what not to
    do, or only that somebody receives something.
    """
    if (
        step.addressed
        or _FORBIDS.match(step.text)
        or (step.actions and all("receive" in bases_of(act.verb.text.casefold()) for act in step.actions))
    ):
        return True
    return _says_who(step) and is_done_to_you(step.text)


def _may_lead(step: Step) -> bool:
    """Whether a bullet may lead to the next: it says who acts, and is no standing duty."""
    duty = bool(step.actions) and step.actions[0].verb.text.casefold().endswith("ing")
    return bool(step.performers) and not duty


def _others(parties: tuple[Party, ...], own: tuple[Party, ...]) -> list[Party]:
    """Those of the parties that are known to be somebody else than `own`: nobody is served by what they do themselves.

    Whether "HR" is the "GSA HR" of the step before, or a team's members the team, is not known.
    """
    return [party for party in parties if not any(_may_be_one(party, one) for one in own)]


def _is_anybody(party: Party) -> bool:
    """Whether a name leaves open who acts: "some people", "both parties"."""
    return party.evidence is Evidence.PRONOUN or bare_key(party.key).rpartition(" ")[2] in _ANYBODY


def _may_be_one(one: Party, other: Party) -> bool:
    short, long = sorted((one, other), key=lambda party: len(party.name))
    if short.key == long.key or bare_key(long.key) == bare_key(short.key) + " member":
        return True
    return long.name.endswith(" " + short.name) and _HOUSE.fullmatch(long.name.removesuffix(short.name)) is not None


def _depth(step: Step) -> int:
    return step.id.count(".")


def _says_who(step: Step) -> bool:
    """Whether a step itself says who acts."""
    return any(party.source in (Source.SENTENCE, Source.FIELD) for party in step.performers)


def _takes_up(later: Step, step: Step) -> bool:
    """Whether a later step works on what a step works on; one that says who acts need only speak of it."""
    things = [action.object.text for action in step.actions if action.object is not None]
    if _says_who(later):
        return any(takes_up(later.text, thing) for thing in things)
    objects = [action.object.text for action in later.actions if action.object is not None]
    return any(same_thing(thing, one) for thing in things for one in objects)


def _part(party: Party, step: Step) -> _Part:
    """What part a customer has in its step: see `_Part`."""
    if party.source in (Source.FIELD, Source.MESSAGE):
        return _Part.GETS
    action = next((one for one in step.actions if party in one.customers), None)
    if action is None:
        return _Part.TAKES_PART
    verb = bases_of(action.verb.text.casefold())
    end = step.text.find(party.name)
    before = step.text[max(0, end - _NEAR) : max(0, end)]
    if not verb.isdisjoint(words("verbs_of_involving")) or _JOINED.search(before):
        return _Part.TAKES_PART
    given = _GIVEN.search(before) is not None or any(not verb.isdisjoint(words(name)) for name in _HANDING)
    return _Part.GETS if given and action.condition is None else _Part.SERVED
