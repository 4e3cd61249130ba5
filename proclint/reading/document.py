"""A Markdown page as a document: which lists, headings and tables are steps, and what the sections around them say.

It does not resolve parties: that needs the other pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from proclint.model import Clause, Party, Passed, Source
from proclint.reading import fields
from proclint.reading.intros import (
    begins_with_commands,
    goes_on_in_third_person,
    is_command,
    is_of_things,
    name_above,
    subject_of_intro,
)
from proclint.reading.items import Reading, opens_with_time
from proclint.reading.kinds import ACTING, ACTING_IN_ORDER, NESTED_ACTING, NESTED_SHARE, ItemKind
from proclint.reading.lists import (
    Context,
    announces_options,
    holds_steps,
    is_numbered,
    is_record,
    of_options,
    of_record,
    without_number,
)
from proclint.reading.page import Block, Code, Heading, Html, Item, List, Page, Paragraph, Quote, Table
from proclint.reading.passed import NoSteps, Reason, of_item, of_vote
from proclint.reading.sections import Found, Frame
from proclint.reading.steps import Draft, Drafter, finish, heading_customers, names_doing
from proclint.reading.tables import find_columns
from proclint.reading.visible import Text
from proclint.span import LineIndex, Span

_GROUPS = re.compile(  # a page about them, not one of them
    r"\b(?:groups|teams|committees|boards)$"
    r"|^(?:engineering|facilities|finance|legal|management|marketing|membership|operations|sales|security|staff|support)$",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"^(?:steps|tasks|actions|responsibilities|checklist|instructions|process|duties|for)\s+(?:for|of|as|by)?\s*(?:the\s+)?|(?:['’]s)?\s+(?:responsibilities|tasks|duties|only|checklist|steps|actions|role|to-?do)s?$|^for\s+",
    re.IGNORECASE,
)
_ALL_OF_IT = frozenset(
    {Reason.AIMS, Reason.HEADING, Reason.INTRO, Reason.MANNERS, Reason.RECORD}
)  # hold for what is nested, too
_TWO_NOUNS = 2  # words: "Commit messages" may be nouns
_LOOK_AHEAD = 5  # blocks below a heading that tell whether it stands for itself


_TOLD = (ItemKind.IMPERATIVE, ItemKind.MUST, ItemKind.AGENT)


@dataclass(frozen=True, slots=True)
class Alone:
    """A list of one bullet, until the whole page is known."""

    block: List
    draft: Draft
    list_id: str
    frames: tuple[Frame, ...]


@dataclass(slots=True)
class Walk:
    """One pass over the blocks of a page."""

    page: Page
    drafter: Drafter
    lines: LineIndex
    frames: list[Frame] = field(default_factory=lambda: [Frame(0)])
    done: list[Frame] = field(default_factory=list)  # the sections that are left behind
    found: list[Found] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    intro: Text | None = None
    lists: int = 0
    heading_step: tuple[Draft, Heading] | None = None
    heading_groups: bool = False  # whether the heading's first paragraph only announces a list
    accepted: tuple[int, bool] | None = None  # the last list of steps in this section: (depth, whether ordered)
    levels: set[int] = field(default_factory=set)  # of the headings below which a list of steps stands
    alone: list[Alone] = field(default_factory=list)

    @property
    def root(self) -> Frame:
        """The frame of the page as a whole."""
        return self.frames[0]

    @property
    def priorities(self) -> tuple[tuple[Clause, ...], ...]:
        """The values of each field of that name."""
        return tuple(tuple(frame.priorities) for frame in (*self.done, *self.frames) if frame.priorities)

    def run(self) -> None:
        """Walk over all blocks."""
        blocks = _merged(self.page.blocks)
        for index, block in enumerate(blocks):
            if isinstance(block, Heading):
                self._heading(block, blocks[index + 1 : index + 1 + _LOOK_AHEAD])
            elif isinstance(block, Paragraph):
                self._paragraph(block)
            elif isinstance(block, List):
                self._top_list(block)
                last = block.items[-1].text if block.items else None
                self.intro = last if last is not None and last.visible.endswith(":") else None
            elif isinstance(block, Table):
                self._table(block)
                self.intro = None
            elif isinstance(block, Quote):
                self._pass_quote(block)
                self.intro = None
        self._close_heading_step()
        for alone in self.alone:
            self._decide(alone)
        self.found.sort(key=lambda found: found.step.span.start)  # a heading is done only where its section ends

    # --- sections ------------------------------------------------------------------------------------------------

    def _heading(self, heading: Heading, rest: tuple[Block, ...]) -> None:
        self._close_heading_step()
        while len(self.frames) > 1 and self.frames[-1].level >= heading.level:
            self.done.append(self.frames.pop())
        frame = Frame(heading.level, heading.text, offset=heading.span.start)
        visible = heading.text.visible
        frame.opens = fields.field_of(visible.rstrip(":"), self.drafter.labels, fields.IN_DOCUMENT, by_name=True)
        if frame.opens is None:
            if not (heading.level == 1 and _GROUPS.search(visible)):
                frame.performers = self._heading_performers(heading.text)
            frame.heading_performs = bool(frame.performers)
            if is_numbered(visible):
                frame.customers = heading_customers(self.drafter.from_text(heading.text, without_number(visible)))
        self.intro = None
        self.accepted = None
        self.frames.append(frame)
        if is_numbered(visible) and _tells_by_paragraph(rest, heading.level):
            start = without_number(visible)
            draft = self.drafter.from_text(heading.text, start)
            label = fields.split_label(heading.text)
            if label and label[1] < start and fields.is_party_label(label[0]):  # "Night shift: Step 3: Lock the gate"
                draft.performers += fields.parties(heading.text, 0, len(label[0]), Source.FIELD)
            told = visible.casefold().startswith("step") or not self._is_record()
            if draft.reading.kind in ACTING and told:
                draft.is_heading = True
                self.heading_step = (draft, heading)
                first = rest[0] if rest else None
                self.heading_groups = isinstance(first, Paragraph) and first.text.visible.endswith(":")
            else:
                why = of_item(draft.reading) if told else of_record(self._context("").headings)
                self._pass("heading", heading.span, visible, why)

    def _heading_performers(self, text: Text) -> tuple[Party, ...]:
        visible = text.visible
        start, end = without_number(visible), len(visible.rstrip(" :"))
        match = _ONLY.search(visible, start, end)
        if match:
            start, end = (match.end(), end) if match.start() == start else (start, match.start())
        if start >= end or not fields.is_party_heading(visible[start:end]):
            return ()
        if match and match.group().startswith(" ") and fields.is_place(visible[start:end]):
            return ()  # "Theatre checklist": the list of a place
        if self.drafter.from_text(text).reading.kind is ItemKind.IMPERATIVE:
            return ()  # "Welcome a guest"
        return fields.parties(text, start, end, Source.SECTION)

    def _is_record(self) -> bool:
        return is_record(tuple(frame.title.visible for frame in self.frames if frame.title))

    def _close_heading_step(self) -> None:
        if self.heading_step is None:
            return
        draft, heading = self.heading_step
        self.heading_step = None
        number = re.search(r"\d+(?:\.\d+)*", heading.text.visible)
        self._add(
            draft,
            f"h{len(self.found) + 1}",
            number.group() if number else None,
            f"h{self.frames[-1].level}",
            heading.span,
        )

    def _paragraph(self, paragraph: Paragraph) -> None:
        if self.heading_step is not None:
            self.drafter.add_paragraph(self.heading_step[0], paragraph.text)
            return
        frame = self.frames[-1]
        if frame.opens is not None:
            self._open_field(frame.opens, paragraph.text, 0)
            frame.opens = None
            return
        cuts = [0, *paragraph.text.line_starts, len(paragraph.text.visible)]
        labelled = False
        if ":" not in paragraph.text.visible:
            cuts = []
        for first, last in pairwise(cuts):
            part = paragraph.text.part(first, last)
            label = fields.split_label(part)
            name = label and fields.field_of(label[0], self.drafter.labels, fields.IN_DOCUMENT, by_name=True)
            if label and name and label[1] < len(part.visible) and part.visible[0].isupper():
                self.frames[-1].state(name, part, label[1])
                labelled = True
            elif name == "priorities":
                frame.opens = name  # the list below holds them
        if not labelled:
            self.intro = paragraph.text

    def _open_field(self, name: str, text: Text, start: int) -> None:
        """Give a field that a heading opens to the section that holds the heading."""
        holder = self.frames[-2] if len(self.frames) > 1 else self.frames[-1]
        holder.state(name, text, start)

    # --- lists ---------------------------------------------------------------------------------------------------

    def _context(self, intro: str, nested: bool = False) -> Context:
        titles = tuple(frame.title.visible for frame in self.frames if frame.title)
        return Context(titles, intro, nested, bool(self.frames[-1].performers))

    def _top_list(self, block: List) -> None:
        frame = self.frames[-1]
        if frame.opens is not None:
            for item in block.items:
                self._open_field(frame.opens, item.text, 0)
            frame.opens = None
            self._pass("list", block.span, block.items[0].text.visible, Reason.VALUE)
            return
        before = len(self.found)
        self._list(block, self.intro, "", nested=False)
        if len(self.found) > before and self.heading_groups:
            self.heading_step = None  # the heading only groups the steps of its list

    def _list(self, block: List, intro: Text | None, parent: str, *, nested: bool) -> None:
        """Judge a list that stands in no step; look into it when it holds none."""
        subject = (name_above(intro) if nested else None) or subject_of_intro(intro)
        texts = [item.text.visible for item in block.items]
        third = subject[2] and not begins_with_commands(texts) if subject else goes_on_in_third_person(texts)
        drafts = [self.drafter.from_item(item, third=third) for item in block.items]
        task = any(item.task is not None for item in block.items)
        heading = self.frames[-1].title
        acts = subject is not None or (
            heading is not None and (is_numbered(heading.visible) or self._heading_acts(heading))
        )
        above = intro.visible if intro else ""
        named = subject is not None and above[subject[1] :].rstrip(" :").strip() in (
            "",
            "then",
            "either",
            "then either",
        )
        context = replace(self._context(above, nested), commanded=is_command(intro), named=named)
        readings = [draft.reading for draft in drafts]
        goes_on = self.accepted == (len(self.frames), block.ordered) and not nested
        acts = acts or (goes_on and any(reading.kind in _TOLD for reading in readings))
        fields_only = any(self.drafter.field_label(item.text) for item in block.items) and not block.ordered
        if fields_only or _is_form(block.items):
            self._pass("list", block.span, block.items[0].text.visible, Reason.FIELDS)
            return
        if is_of_things(intro):
            self._pass("list", block.span, block.items[0].text.visible, Reason.THINGS)
            return
        held = holds_steps(readings, context, ordered=block.ordered, task=task, heading_acts=acts)
        alone = len(block.items) == 1 and held == NoSteps(Reason.ALONE)  # others may head lists of their own
        if not nested and alone and readings[0].kind is ItemKind.IMPERATIVE:
            self.lists += 1
            self.alone.append(Alone(block, drafts[0], str(self.lists), tuple(self.frames)))
            return
        if held and (not nested or subject is not None or _mostly_imperative(readings)):
            self.lists += 1
            first = len(self.found)
            self._steps(block, drafts, str(self.lists), "", gerunds=_mixed_gerunds(readings))
            self.accepted = (len(self.frames), block.ordered)
            self.levels.add(self.frames[-1].level)
            if subject is not None and intro is not None:
                self._perform(first, fields.parties(intro, *subject[:2], Source.SECTION))
            return
        if not nested or len(block.items) > 1:
            self._pass("list", block.span, block.items[0].text.visible, of_vote(readings) if held else held)
        if isinstance(held, NoSteps) and held.reason in _ALL_OF_IT and not block.ordered:
            return
        for item, draft in zip(block.items, drafts, strict=True):
            for inner in item.blocks:
                if isinstance(inner, List):
                    self._list(inner, draft.text, parent, nested=True)

    def _decide(self, alone: Alone) -> None:
        """One bullet is a step where lists of steps stand below headings of the same level: "Day 1", "Day 2"."""
        frames, self.frames = self.frames, list(alone.frames)
        if self.frames[-1].level in self.levels:
            self._steps(alone.block, [alone.draft], alone.list_id, "")
        else:
            self._pass("list", alone.block.span, alone.draft.text.visible, NoSteps(Reason.ALONE))
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
        in_order = in_order or block.ordered  # bullets below a number go on to the next number
        for index, (item, draft) in enumerate(zip(block.items, drafts, strict=True), start=1):
            step_id = f"{prefix or list_id}.{index}"
            kind = draft.reading.kind
            accepted = NESTED_ACTING if nested else ACTING_IN_ORDER if block.ordered else ACTING
            acting = (
                (kind in accepted and not (nested and draft.reading.labelled) and not draft.reading.groups)
                or (gerunds and kind is ItemKind.GERUND)
                or draft.reading.forbids
                or (noted and not nested and kind is ItemKind.NONE and names_doing(draft))
            )
            if acting:
                self._add(draft, step_id, item.number, list_id, item.span, item.offset, in_order=in_order)
            else:
                self._pass("item", Span(item.offset, item.span.end), item.text.visible, of_item(draft.reading))
            first = len(self.found)
            for inner in item.blocks:
                if isinstance(inner, List):
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
            self._context(intro, True),
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
                self._pass("list", block.span, items[0].text.visible, held)
            for index, (item, draft) in enumerate(zip(items, drafts, strict=True), start=1):
                for inner in item.blocks:
                    if isinstance(inner, List):
                        self._nested(inner, draft, list_id, f"{prefix}.{index}", in_order=in_order)
            return
        if announces_options(context.intro, commanded=context.commanded) and not block.ordered:
            self._pass("list", block.span, items[0].text.visible, of_options(context.intro))
            return
        inner = List(block.ordered, tuple(items), block.span)
        self._steps(inner, drafts, list_id, prefix, gerunds=gerunds, nested=not block.ordered, in_order=in_order)

    # --- tables --------------------------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        if self.heading_step is not None:
            self.drafter.add_table(self.heading_step[0], table)
            return
        columns = of_record(self._context("").headings) if self._is_record() else find_columns(table, self.drafter)
        if isinstance(columns, NoSteps):
            self._pass("table", table.span, " | ".join(cell.visible for cell in table.header), columns)
            return
        self.lists += 1
        for index, row in enumerate(table.rows, start=1):
            text = row.cells[columns.step]
            if not text.visible:
                continue
            draft = self.drafter.from_text(text)
            for column, name in columns.fields.items():
                draft.add_field(name, row.cells[column], 0)
            number = row.cells[columns.number].visible.rstrip(".") if columns.number is not None else None
            self._add(draft, f"{self.lists}.{index}", number or None, str(self.lists), row.span)

    # --- steps ---------------------------------------------------------------------------------------------------

    def _add(
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
        start = span.start if offset is None else offset
        span = Span(start, span.end)
        step = finish(draft, step_id=step_id, number=number, list_id=list_id, span=span, in_order=in_order)
        self.found.append(Found(step, tuple(self.frames)))

    def _pass(self, what: str, span: Span, text: str, reason: object) -> None:
        """Record that something holds no steps, and why."""
        if text:
            self.passed.append(Passed(what, span, text, str(reason)))

    def _pass_quote(self, quote: Quote) -> None:
        first = next((block for block in quote.blocks if isinstance(block, List)), None)
        if first is not None:
            self._pass("quote", quote.span, first.items[0].text.visible, Reason.QUOTE)


def _tells_by_paragraph(rest: tuple[Block, ...], level: int) -> bool:
    """Whether a heading of `level` stands for itself: a paragraph, a table or nothing follows, but no list."""
    for block in rest:
        if isinstance(block, (Paragraph, Table)):
            return True
        if isinstance(block, Heading):
            return block.level <= level
        if isinstance(block, List):
            return False
    return True


def _merged(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, lists of one kind that only code or HTML parts taken as one: authors seldom indent their code."""
    found: list[Block] = []
    last: int | None = None  # where the list stands that may go on
    for block in blocks:
        if isinstance(block, List):
            before = found[last] if last is not None else None
            if last is not None and isinstance(before, List) and before.ordered == block.ordered:
                found[last] = List(block.ordered, before.items + block.items, Span(before.span.start, block.span.end))
                continue
            last = len(found)
        elif not isinstance(block, (Code, Html)):
            last = None
        found.append(block)
    return tuple(found)


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
