"""Lists of a page: which of them hold steps, and what is nested in them.

It does not walk over the page; document.py does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from proclint.model import Party, Passed, Source
from proclint.reading import fields
from proclint.reading.intros import (
    begins_with_commands,
    goes_on_in_third_person,
    is_command,
    is_of_things,
    name_above,
    subject_of_intro,
)
from proclint.reading.items import Reading, is_of_somebody, tells_of_people
from proclint.reading.kinds import ACTING, ACTING_IN_ORDER, NESTED_ACTING, NESTED_SHARE, ItemKind
from proclint.reading.lists import (
    Context,
    announces_options,
    holds_steps,
    is_numbered,
    of_options,
    told_by_intro,
)
from proclint.reading.markers import opens_with_time
from proclint.reading.page import Item, List, Page
from proclint.reading.passed import NoSteps, Reason, of_item, of_vote
from proclint.reading.sections import Found, Frame
from proclint.reading.steps import Draft, Drafter, finish, names_doing
from proclint.reading.visible import Text
from proclint.span import LineIndex, Span

_ALL_OF_IT = frozenset(
    {Reason.AIMS, Reason.HEADING, Reason.INTRO, Reason.MANNERS, Reason.RECORD}
)  # hold for what is nested, too
# What may stand between whoever does it and the list
_LEFT_OPEN = re.compile(
    r"(?: (?:will|must|shall|(?:is|are) (?:asked|expected|required|responsible|supposed)|has|have|needs?))?"
    r"(?: also)?(?: to| for)?(?: then)?(?: either)?[ :]*",
    re.IGNORECASE,
)
_TWO_NOUNS = 2  # words: "Commit messages" may be nouns
_TOLD = (ItemKind.IMPERATIVE, ItemKind.MUST, ItemKind.AGENT)


@dataclass(frozen=True, slots=True)
class Alone:
    """A list of one bullet, until the whole page is known."""

    block: List
    draft: Draft
    list_id: str
    frames: tuple[Frame, ...]


@dataclass(slots=True)
class Lists:
    """The lists of one page, and what was found and passed over in them."""

    page: Page
    drafter: Drafter
    lines: LineIndex
    frames: list[Frame] = field(default_factory=lambda: [Frame(0)])
    found: list[Found] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    lists: int = 0
    accepted: tuple[int, bool] | None = None  # the last list of steps in this section: (depth, whether ordered)
    levels: set[int] = field(default_factory=set)  # of the headings below which a list of steps stands
    alone: list[Alone] = field(default_factory=list)

    def context(self, intro: str, nested: bool = False) -> Context:
        """What stands around a list whose introduction is `intro`."""
        titles = tuple(frame.title.visible for frame in self.frames if frame.title)
        return Context(titles, intro, nested, bool(self.frames[-1].performers))

    def judge(self, block: List, intro: Text | None, parent: str, *, nested: bool) -> None:
        """Judge a list that stands in no step; look into it when it holds none."""
        others = tuple(item for item in block.items if self.drafter.field_label(item.text) is None)
        if not block.ordered and len(others) < len(block.items) <= 2 * len(others):
            block = replace(block, items=others)  # "Why: ...", and what is done
        bold = intro is not None and intro.strong == ((0, len(intro.visible)),)  # "**Nurse**" above what they do
        subject = (name_above(intro) if nested or bold else None) or subject_of_intro(intro)
        texts = [item.text.visible for item in block.items]
        third = subject[2] and not begins_with_commands(texts) if subject else goes_on_in_third_person(texts)
        drafts = [self.drafter.from_item(item, third=third) for item in block.items]
        task = any(item.task is not None for item in block.items)
        heading = self.frames[-1].title
        acts = subject is not None or (
            heading is not None and (is_numbered(heading.visible) or self._heading_acts(heading))
        )
        above = intro.visible if intro else ""
        named = subject is not None and _LEFT_OPEN.fullmatch(above, subject[1]) is not None
        context = replace(self.context(above, nested), commanded=is_command(intro), named=named)
        readings = [draft.reading for draft in drafts]
        goes_on = self.accepted == (len(self.frames), block.ordered) and not nested
        acts = acts or (goes_on and any(reading.kind in _TOLD for reading in readings))
        fields_only = any(self.drafter.field_label(item.text) for item in block.items) and not block.ordered
        if fields_only or _is_form(block.items):
            self.pass_over("list", block.span, block.items[0].text.visible, Reason.FIELDS)
            return
        if is_of_things(intro):
            self.pass_over("list", block.span, block.items[0].text.visible, Reason.THINGS)
            return
        held = holds_steps(readings, context, ordered=block.ordered, task=task, heading_acts=acts)
        alone = len(block.items) == 1 and held == NoSteps(Reason.ALONE)  # others may head lists of their own
        acting = readings[0].kind is ItemKind.IMPERATIVE or (
            readings[0].kind is ItemKind.AGENT and tells_of_people(readings[0])
        )
        if not nested and alone and acting:
            self.lists += 1
            self.alone.append(Alone(block, drafts[0], str(self.lists), tuple(self.frames)))
            return
        told = subject is not None or (third and told_by_intro(above))  # "Responsibilities:" below a role
        if held and (not nested or told or _mostly_imperative(readings)):
            self.lists += 1
            first = len(self.found)
            self._steps(block, drafts, str(self.lists), "", gerunds=_mixed_gerunds(readings))
            self.accepted = (len(self.frames), block.ordered)
            self.levels.add(self.frames[-1].level)
            if subject is not None and intro is not None:
                self._perform(first, fields.parties(intro, *subject[:2], Source.SECTION))
            return
        if not nested or len(block.items) > 1:
            self.pass_over("list", block.span, block.items[0].text.visible, of_vote(readings) if held else held)
        if isinstance(held, NoSteps) and held.reason in _ALL_OF_IT and not block.ordered:
            return
        for item, draft in zip(block.items, drafts, strict=True):
            for inner in item.blocks:
                if isinstance(inner, List):
                    self.judge(inner, draft.text, parent, nested=True)

    def decide(self, alone: Alone) -> None:
        """One bullet is a step where lists of steps stand below headings of the same level: "Day 1", "Day 2"."""
        frames, self.frames = self.frames, list(alone.frames)
        if self.frames[-1].level in self.levels:
            self._steps(alone.block, [alone.draft], alone.list_id, "")
        else:
            self.pass_over("list", alone.block.span, alone.draft.text.visible, NoSteps(Reason.ALONE))
        self.frames = frames

    def _perform(self, first: int, performers: tuple[Party, ...]) -> None:
        """Give the steps from `first` on the performers that stood before their list, where they name none."""
        for found in self.found[first:]:
            if not found.step.performers:
                found.step = replace(found.step, performers=performers)

    def _heading_acts(self, text: Text) -> bool:
        if len(text.visible.split()) <= _TWO_NOUNS or opens_with_time(text.visible):
            return False
        return self.drafter.from_text(text).reading.kind is ItemKind.IMPERATIVE

    def _steps(
        self,
        block: List,
        drafts: list[Draft],
        list_id: str,
        prefix: str,
        *,
        gerunds: bool = False,
        nested: bool = False,
        in_order: bool = False,
    ) -> None:
        told = sum(draft.reading.kind in _TOLD for draft in drafts)
        noted = 2 * told >= len(drafts) > _TWO_NOUNS  # so that notes among them are steps, too: "Sound check"
        people = any(draft.reading.kind is ItemKind.AGENT for draft in drafts)
        in_order = in_order or block.ordered  # bullets below a number go on to the next number
        for index, (item, draft) in enumerate(zip(block.items, drafts, strict=True), start=1):
            step_id = f"{prefix or list_id}.{index}"
            kind = draft.reading.kind
            accepted = NESTED_ACTING if nested else ACTING_IN_ORDER if block.ordered else ACTING
            acting = (
                (kind in accepted and not (nested and draft.reading.labelled) and not draft.reading.groups)
                or (gerunds and kind is ItemKind.GERUND)
                or draft.reading.forbids
                or (item.task is not None and kind is ItemKind.PERMISSION and is_of_somebody(draft.reading))
                or (people and block.ordered and kind is ItemKind.THING and draft.reading.handles)
                or (noted and not nested and kind is ItemKind.NONE and names_doing(draft))
            )
            if acting:
                self.add(draft, step_id, item.number, list_id, item.span, item.offset, in_order=in_order)
            else:
                self.pass_over("item", Span(item.offset, item.span.end), item.text.visible, of_item(draft.reading))
            first = len(self.found)
            for inner in item.blocks:
                if isinstance(inner, List) and draft.reading.groups and kind is ItemKind.STATE:
                    self.judge(inner, draft.text, "", nested=True)  # "The clerk must:"
                elif isinstance(inner, List):
                    self._nested(inner, draft, list_id, step_id, in_order=in_order)
            if acting and draft.text.visible.rstrip().endswith(":"):  # "The clerk takes the form and:"
                doers = self.found[first - 1].step.performers
                self._perform(first, tuple(replace(party, source=Source.SECTION) for party in doers))

    def _nested(self, block: List, parent: Draft, list_id: str, prefix: str, *, in_order: bool) -> None:
        items = [item for item in block.items if self.drafter.field_label(item.text) is None]
        drafts = [self.drafter.from_item(item) for item in items]
        readings = [draft.reading for draft in drafts]
        intro = _last_sentence(parent.text.visible)
        context = replace(
            self.context(intro, True),
            headings=(),
            commanded=parent.reading.kind in (ItemKind.IMPERATIVE, ItemKind.PERHAPS),
        )
        held = items and holds_steps(readings, context, ordered=True, task=False, heading_acts=False)
        if _is_form(block.items):
            held = NoSteps(Reason.FIELDS)
        gerunds = bool(items) and intro.endswith(":") and all(one.kind is ItemKind.GERUND for one in readings)
        if gerunds:
            held = True  # "Collect opinions by:"
        if not held:
            if items:
                self.pass_over("list", block.span, items[0].text.visible, held)
            for index, (item, draft) in enumerate(zip(items, drafts, strict=True), start=1):
                for inner in item.blocks:
                    if isinstance(inner, List):
                        self._nested(inner, draft, list_id, f"{prefix}.{index}", in_order=in_order)
            return
        if announces_options(context.intro, commanded=context.commanded) and not block.ordered:
            self.pass_over("list", block.span, items[0].text.visible, of_options(context.intro))
            return
        inner = List(block.ordered, tuple(items), block.span)
        self._steps(inner, drafts, list_id, prefix, gerunds=gerunds, nested=not block.ordered, in_order=in_order)

    def add(
        self,
        draft: Draft,
        step_id: str,
        number: str | None,
        list_id: str,
        span: Span,
        offset: int | None = None,
        *,
        in_order: bool = True,
    ) -> None:
        """Take a draft for a step, in the sections that are open."""
        start = span.start if offset is None else offset
        span = Span(start, span.end)
        step = finish(draft, step_id=step_id, number=number, list_id=list_id, span=span, in_order=in_order)
        self.found.append(Found(step, tuple(self.frames)))

    def pass_over(self, what: str, span: Span, text: str, reason: object) -> None:
        """Record that something holds no steps, and why."""
        if text:
            self.passed.append(Passed(what, span, text, str(reason)))


def _is_form(items: tuple[Item, ...]) -> bool:
    """Whether most items only ask for something to be filled in: "Name:", "Date of the visit:"."""
    asking = sum(item.text.visible.endswith(":") and not item.blocks for item in items)
    return len(items) > _TWO_NOUNS and 2 * asking > len(items)


def _mostly_imperative(readings: list[Reading]) -> bool:
    acting = sum(reading.kind in NESTED_ACTING for reading in readings)
    return len(readings) > 1 and acting >= NESTED_SHARE * len(readings)


def _mixed_gerunds(readings: list[Reading]) -> bool:
    """Whether -ing items of a list of steps are steps: all are, or the others are told as commands."""
    gerunds = sum(reading.kind is ItemKind.GERUND for reading in readings)
    return gerunds + sum(reading.kind in NESTED_ACTING for reading in readings) >= 0.7 * len(readings)


def _last_sentence(visible: str) -> str:
    return re.split(r"(?<=[.!?])\s+", visible)[-1]
