"""A Markdown page as a document: which lists, headings and tables are steps, and what the sections around them say.

It does not resolve parties: that needs the other pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from proclint.model import Clause, Party, Source
from proclint.reading import fields
from proclint.reading.kinds import ACTING, ItemKind
from proclint.reading.listing import Lists
from proclint.reading.lists import (
    is_numbered,
    is_record,
    of_record,
    without_number,
)
from proclint.reading.page import Block, Code, Heading, Html, List, Paragraph, Quote, Table
from proclint.reading.passed import NoSteps, Reason, of_item
from proclint.reading.sections import Frame
from proclint.reading.steps import Draft, heading_customers
from proclint.reading.tables import find_columns
from proclint.reading.visible import Text
from proclint.span import Span
from proclint.wording import names_nobody

_GROUPS = re.compile(  # a page about them, not one of them
    r"\b(?:groups|teams|committees|boards)$"
    r"|^(?:engineering|facilities|finance|legal|management|marketing|membership|operations|sales|security|staff|support)$",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"^(?:steps|tasks|actions|responsibilities|checklist|instructions|process|duties|for)\s+(?:for|of|as|by)?\s*(?:the\s+)?|^what\s+(?:the|an?|our|your)\s+|(?:['’]s)?\s+(?:responsibilities|tasks|duties|only|checklist|steps|actions|role|to-?do)s?$|^for\s+",
    re.IGNORECASE,
)
_DOES = re.compile(r"\s+(?:does|do|will|must|should)$", re.IGNORECASE)
_LOOK_AHEAD = 5  # blocks below a heading that tell whether it stands for itself


@dataclass(slots=True)
class Walk(Lists):
    """One pass over the blocks of a page."""

    done: list[Frame] = field(default_factory=list)  # the sections that are left behind
    intro: Text | None = None
    heading_step: tuple[Draft, Heading] | None = None
    heading_groups: bool = False  # whether the heading's first paragraph only announces a list

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
            self.decide(alone)
        self.found.sort(key=lambda found: found.step.span.start)  # a heading is done only where its section ends

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
            if heading.level == 1 and any(_is_topic(party) for party in frame.performers):
                frame.performers = ()
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
                why = of_item(draft.reading) if told else of_record(self.context("").headings)
                self.pass_over("heading", heading.span, visible, why)

    def _heading_performers(self, text: Text) -> tuple[Party, ...]:
        visible = text.visible
        start, end = without_number(visible), len(visible.rstrip(" :"))
        said = _DOES.search(visible, start, end)
        end = said.start() if said else end  # "What the host does", "The host will:"
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
        self.add(
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

    def _top_list(self, block: List) -> None:
        frame = self.frames[-1]
        if frame.opens is not None:
            for item in block.items:
                self._open_field(frame.opens, item.text, 0)
            frame.opens = None
            self.pass_over("list", block.span, block.items[0].text.visible, Reason.VALUE)
            return
        before = len(self.found)
        self.judge(block, self.intro, "", nested=False)
        if len(self.found) > before and self.heading_groups:
            self.heading_step = None  # the heading only groups the steps of its list

    def _table(self, table: Table) -> None:
        columns = of_record(self.context("").headings) if self._is_record() else find_columns(table, self.drafter)
        if self.heading_step is not None:
            if isinstance(columns, NoSteps) or len(table.rows) == 1:
                self.drafter.add_table(self.heading_step[0], table)
                return
            self.heading_step = None  # the heading only groups the steps of its table
        if isinstance(columns, NoSteps):
            self.pass_over("table", table.span, " | ".join(cell.visible for cell in table.header), columns)
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
            self.add(draft, f"{self.lists}.{index}", number or None, str(self.lists), row.span)

    def _pass_quote(self, quote: Quote) -> None:
        first = next((block for block in quote.blocks if isinstance(block, List)), None)
        if first is not None:
            self.pass_over("quote", quote.span, first.items[0].text.visible, Reason.QUOTE)


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


def _is_topic(party: Party) -> bool:
    """Whether a page with that title is about somebody: "Guests", "Party"; a page "Night nurse" says what they do."""
    return party.kind.outside or names_nobody(party.name)
