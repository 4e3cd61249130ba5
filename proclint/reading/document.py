"""A Markdown page as a document: which lists, headings and tables are steps, and what the sections around them say.

It does not resolve parties: that needs the other pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from proclint.model import Clause, Document, Party, Process, Source, Step, Suppression
from proclint.reading import fields
from proclint.reading.items import ItemKind, Reading, is_of_things, subject_of_intro
from proclint.reading.lists import Context, announces_options, holds_steps, is_numbered, is_record, without_number
from proclint.reading.page import Block, Code, Heading, Html, List, Page, Paragraph, Quote, Table
from proclint.reading.steps import Draft, Drafter, finish
from proclint.reading.visible import Text
from proclint.span import LineIndex, Span

_STEP_COLUMNS = frozenset(
    {
        "step",
        "steps",
        "activity",
        "activities",
        "action",
        "actions",
        "task",
        "tasks",
        "process",
        "what",
        "what happens",
        "to do",
    }
)
_LOOSE_COLUMNS = frozenset({"what", "what happens", "task", "tasks", "to do", "process"})
_NUMBER_COLUMNS = frozenset({"#", "no", "no.", "nr", "nr.", "number", "step", "step no.", "id"})
_COMMENT = re.compile(r"proclint:\s*ignore(-file)?\b\s*([^(]*)(?:\((.*)\))?\s*$", re.DOTALL)
_ONLY = re.compile(
    r"^(?:steps|tasks|actions|responsibilities|checklist|instructions|process|duties|for)\s+(?:for|of|as|by)?\s*(?:the\s+)?|(?:['’]s)?\s+(?:responsibilities|tasks|duties|only|checklist|steps|actions|role|to-?do)s?$|^for\s+",
    re.IGNORECASE,
)
_ACTING = frozenset(
    {
        ItemKind.IMPERATIVE,
        ItemKind.PERHAPS,
        ItemKind.MUST,
        ItemKind.AGENT,
        ItemKind.LATE,
        ItemKind.THIRD,
        ItemKind.PASSIVE,
    }
)
# In a numbered list what one may or must not do is a step as well: somebody put it at its place in the order.
_ACTING_IN_ORDER = _ACTING | {ItemKind.PERMISSION, ItemKind.NEGATIVE, ItemKind.BE}
_NESTED_ACTING = frozenset({ItemKind.IMPERATIVE, ItemKind.PERHAPS, ItemKind.MUST, ItemKind.AGENT, ItemKind.LATE})
_NESTED_SHARE = 0.6
_TWO_NOUNS = 2  # words: "Commit messages" may be nouns
_LOOK_AHEAD = 5  # blocks below a heading that tell whether it stands for itself


@dataclass(slots=True)
class Frame:
    """A section in the making: what its heading and its fields say."""

    level: int
    title: Text | None = None
    performers: tuple[Party, ...] = ()
    customers: tuple[Party, ...] = ()
    purpose: Clause | None = None
    owner: Party | None = None
    trigger: Clause | None = None
    offset: int = 0
    opens: str | None = None  # the field that the heading opens

    @property
    def source(self) -> Source:
        """Where what it says comes from."""
        return Source.SECTION if self.level > 1 else Source.DOCUMENT

    @property
    def is_process(self) -> bool:
        """Whether it is a process of its own when steps stand below it."""
        return bool(self.purpose or self.owner or self.trigger)


@dataclass(slots=True)
class Found:
    """A step with the sections above it."""

    step: Step
    frames: tuple[Frame, ...]


@dataclass(slots=True)
class Walk:
    """One pass over the blocks of a page."""

    page: Page
    drafter: Drafter
    lines: LineIndex
    frames: list[Frame] = field(default_factory=lambda: [Frame(0)])
    found: list[Found] = field(default_factory=list)
    intro: Text | None = None
    lists: int = 0
    heading_step: tuple[Draft, Heading] | None = None
    accepted: tuple[int, bool] | None = None  # the last list of steps in this section: (depth, whether ordered)

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
                self.intro = None
        self._close_heading_step()

    # --- sections ------------------------------------------------------------------------------------------------

    def _heading(self, heading: Heading, rest: tuple[Block, ...]) -> None:
        self._close_heading_step()
        while len(self.frames) > 1 and self.frames[-1].level >= heading.level:
            self.frames.pop()
        frame = Frame(heading.level, heading.text, offset=heading.span.start)
        visible = heading.text.visible
        frame.opens = fields.field_of(visible.rstrip(":"), self.drafter.labels, fields.IN_DOCUMENT, by_name=True)
        if frame.opens is None:
            frame.performers = self._heading_performers(heading.text)
        self.intro = None
        self.accepted = None
        self.frames.append(frame)
        if is_numbered(visible) and _tells_by_paragraph(rest, heading.level):
            start = without_number(visible)
            draft = self.drafter.from_text(heading.text, start)
            label = fields.split_label(heading.text)
            if label and label[1] < start and fields.is_party_label(label[0]):  # "Release team: Step 3: Confirm ..."
                draft.performers += fields.parties(heading.text, 0, len(label[0]), Source.FIELD)
            if draft.reading.kind in _ACTING and not self._is_record():
                self.heading_step = (draft, heading)

    def _heading_performers(self, text: Text) -> tuple[Party, ...]:
        visible = text.visible
        start, end = without_number(visible), len(visible.rstrip(" :"))
        match = _ONLY.search(visible, start, end)
        if match:
            start, end = (match.end(), end) if match.start() == start else (start, match.start())
        if start >= end or not fields.is_party_label(visible[start:end]):
            return ()
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
        for first, last in zip(cuts, cuts[1:], strict=False):
            part = paragraph.text.part(first, last)
            label = fields.split_label(part)
            name = label and fields.field_of(label[0], self.drafter.labels, fields.IN_DOCUMENT, by_name=True)
            if label and name and label[1] < len(part.visible) and part.visible[0].isupper():
                self._state(self.frames[-1], name, part, label[1])
                labelled = True
        if not labelled:
            self.intro = paragraph.text

    def _open_field(self, name: str, text: Text, start: int) -> None:
        """Give a field that a heading opens to the section that holds the heading."""
        holder = self.frames[-2] if len(self.frames) > 1 else self.frames[-1]
        self._state(holder, name, text, start)

    def _state(self, frame: Frame, name: str, text: Text, start: int) -> None:
        end = len(text.visible)
        if name == "customer":
            frame.customers += fields.parties(text, start, end, frame.source)
        elif name == "performer":
            frame.performers = fields.parties(text, start, end, frame.source)
        elif name == "owner":
            frame.owner = next(iter(fields.parties(text, start, end, frame.source)), None)
        elif name == "purpose":
            frame.purpose = frame.purpose or fields.clause(text, start, end)
        elif name == "trigger":
            frame.trigger = frame.trigger or fields.clause(text, start, end)

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
            return
        self.heading_step = None
        self._list(block, self.intro, "", nested=False)

    def _list(self, block: List, intro: Text | None, parent: str, *, nested: bool) -> None:
        """Judge a list that stands in no step; look into it when it holds none."""
        subject = subject_of_intro(intro)
        drafts = [self.drafter.from_item(item, third=subject is not None and subject[2]) for item in block.items]
        task = any(item.task is not None for item in block.items)
        heading = self.frames[-1].title
        acts = subject is not None or (
            heading is not None and (is_numbered(heading.visible) or self._heading_acts(heading))
        )
        context = self._context(intro.visible if intro else "", nested)
        readings = [draft.reading for draft in drafts]
        goes_on = self.accepted == (len(self.frames), block.ordered) and not nested
        acts = acts or goes_on
        if any(self.drafter.field_label(item.text) for item in block.items) and not block.ordered:
            return
        if is_of_things(intro):
            return
        if holds_steps(readings, context, ordered=block.ordered, task=task, heading_acts=acts) and (
            not nested or _mostly_imperative(readings)
        ):
            self.lists += 1
            first = len(self.found)
            self._steps(block, drafts, str(self.lists), "", gerunds=_mixed_gerunds(readings))
            self.accepted = (len(self.frames), block.ordered)
            if subject is not None and intro is not None:
                self._perform(first, fields.parties(intro, *subject[:2], Source.SECTION))
            return
        for item, draft in zip(block.items, drafts, strict=True):
            for inner in item.blocks:
                if isinstance(inner, List):
                    self._list(inner, draft.text, parent, nested=True)

    def _perform(self, first: int, performers: tuple[Party, ...]) -> None:
        """Give the steps from `first` on the performers that stood before their list, where they name none."""
        for found in self.found[first:]:
            if not found.step.performers:
                found.step = replace(found.step, performers=performers)

    def _heading_acts(self, text: Text) -> bool:
        return (
            self.drafter.from_text(text).reading.kind is ItemKind.IMPERATIVE and len(text.visible.split()) > _TWO_NOUNS
        )

    def _steps(
        self,
        block: List,
        drafts: list[Draft],
        list_id: str,
        prefix: str,
        *,
        gerunds: bool = False,
        nested: bool = False,
    ) -> None:
        for index, (item, draft) in enumerate(zip(block.items, drafts, strict=True), start=1):
            step_id = f"{prefix or list_id}.{index}"
            kind = draft.reading.kind
            accepted = _NESTED_ACTING if nested else _ACTING_IN_ORDER if block.ordered else _ACTING
            acting = (kind in accepted and not (nested and draft.reading.labelled)) or (
                gerunds and kind is ItemKind.GERUND
            )
            if acting:
                self._add(draft, step_id, item.number, list_id, item.span, item.offset)
            for inner in item.blocks:
                if isinstance(inner, List):
                    self._nested(inner, draft, list_id, step_id)

    def _nested(self, block: List, parent: Draft, list_id: str, prefix: str) -> None:
        items = [item for item in block.items if self.drafter.field_label(item.text) is None]
        drafts = [self.drafter.from_item(item) for item in items]
        readings = [draft.reading for draft in drafts]
        context = replace(self._context(_last_sentence(parent.text.visible), True), headings=())
        if not items or not holds_steps(readings, context, ordered=True, task=False, heading_acts=False):
            for index, (item, draft) in enumerate(zip(items, drafts, strict=True), start=1):
                for inner in item.blocks:
                    if isinstance(inner, List):
                        self._nested(inner, draft, list_id, f"{prefix}.{index}")
            return
        if announces_options(context.intro) and not block.ordered:
            return
        self._steps(List(block.ordered, tuple(items), block.span), drafts, list_id, prefix, nested=not block.ordered)

    # --- tables --------------------------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        if self.heading_step is not None:
            self.drafter.add_table(self.heading_step[0], table)
            return
        names = [cell.visible.casefold().rstrip(":").strip() for cell in table.header]
        columns = {
            index: name
            for index, title in enumerate(names)
            if (name := fields.field_of(title, self.drafter.labels, fields.IN_STEP))
        }
        step_columns = [index for index, title in enumerate(names) if title in _STEP_COLUMNS]
        owners = {index for index, title in enumerate(names) if title in ("owner", "process owner", "accountable")}
        who = any(name in ("performer", "customer") for name in columns.values()) or bool(owners - set(columns))
        if not step_columns or not who or self._is_record():
            return
        step_column = self._step_column(table, step_columns)
        if names[step_column] in _LOOSE_COLUMNS and not self._column_acts(table, step_column):
            return
        if "performer" not in columns.values():
            columns.update({index: "performer" for index in owners if names[index] == "owner"})
        numbers = [index for index, title in enumerate(names) if title in _NUMBER_COLUMNS and index != step_column]
        self.lists += 1
        for index, row in enumerate(table.rows, start=1):
            text = row.cells[step_column]
            if not text.visible:
                continue
            draft = self.drafter.from_text(text)
            for column, name in columns.items():
                if column != step_column and column < len(row.cells):
                    draft.add_field(name, row.cells[column], 0)
            number = row.cells[numbers[0]].visible.rstrip(".") if numbers else None
            self._add(draft, f"{self.lists}.{index}", number or None, str(self.lists), row.span)

    def _column_acts(self, table: Table, column: int) -> bool:
        """Whether most cells of a column tell of an action: "What" may head a calendar as well."""
        kinds = [self.drafter.from_text(row.cells[column]).reading.kind for row in table.rows]
        return sum(kind in _NESTED_ACTING for kind in kinds) >= _NESTED_SHARE * len(kinds)

    @staticmethod
    def _step_column(table: Table, candidates: list[int]) -> int:
        """Of several columns the one with the longest texts: "Step" may hold only numbers."""
        return max(candidates, key=lambda index: sum(len(row.cells[index].visible) for row in table.rows))

    # --- steps ---------------------------------------------------------------------------------------------------

    def _add(
        self, draft: Draft, step_id: str, number: str | None, list_id: str, span: Span, offset: int | None = None
    ) -> None:
        start = span.start if offset is None else offset
        step = finish(draft, step_id=step_id, number=number, process="", list_id=list_id, span=Span(start, span.end))
        self.found.append(Found(step, tuple(self.frames)))


def _tells_by_paragraph(rest: tuple[Block, ...], level: int) -> bool:
    """Whether a heading of `level` stands for itself: a paragraph, a table or nothing follows, no list that it heads."""
    for block in rest:
        if isinstance(block, Paragraph):
            return not block.text.visible.endswith(":")
        if isinstance(block, Table):
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


def _mostly_imperative(readings: list[Reading]) -> bool:
    acting = sum(reading.kind in _NESTED_ACTING for reading in readings)
    return len(readings) > 1 and acting >= _NESTED_SHARE * len(readings)


def _mixed_gerunds(readings: list[Reading]) -> bool:
    """Whether -ing items of a list of steps are steps: all are, or the others are told as commands."""
    gerunds = sum(reading.kind is ItemKind.GERUND for reading in readings)
    return gerunds + sum(reading.kind in _NESTED_ACTING for reading in readings) >= 0.8 * len(readings)


def _last_sentence(visible: str) -> str:
    return re.split(r"(?<=[.!?])\s+", visible)[-1]


def suppressions(page: Page, lines: LineIndex) -> tuple[Suppression, ...]:
    """The ignore comments of a page."""
    found: list[Suppression] = []
    for comment in page.comments:
        match = _COMMENT.match(comment.text)
        if match:
            codes = tuple(code for code in re.split(r"[\s,]+", match.group(2).strip()) if code)
            line = None if match.group(1) else lines.line(comment.span.start)
            found.append(Suppression(codes, line, match.group(3), comment.span))
    return tuple(found)


def build(path: str, walk: Walk, title: Clause) -> Document:
    """The document of a walk over a page."""
    processes: dict[int, Process] = {}
    steps: list[Step] = []
    root = next((frame for frame in walk.frames if frame.level == 0), walk.frames[0])
    for item in walk.found:
        own = next((frame for frame in reversed(item.frames) if frame.level > 1 and frame.is_process), root)
        process = processes.get(id(own))
        if process is None:
            process = _process(str(len(processes) + 1), own, item.frames, title)
            processes[id(own)] = process
        steps.append(_inherit(replace(item.step, process=process.id), item.frames))
    return Document(
        path=path,
        is_process=bool(steps),
        processes=tuple(processes.values()),
        steps=tuple(steps),
        suppressions=suppressions(walk.page, walk.lines),
        lines=walk.lines,
        text=walk.page.text,
    )


def _process(process_id: str, own: Frame, frames: tuple[Frame, ...], title: Clause) -> Process:
    """A process with what its section says, or (for the page's own) what the page's top says."""
    holders = [own] if own.level > 1 else [frame for frame in frames if frame.level <= 1]
    name = title
    if own.level > 1 and own.title is not None:
        name = fields.clause(own.title) or title
    return Process(
        id=process_id,
        title=name.text,
        span=name.span,
        owner=next((frame.owner for frame in holders if frame.owner), None),
        trigger=next((frame.trigger for frame in holders if frame.trigger), None),
        purpose=next((frame.purpose for frame in holders if frame.purpose), None),
        customers=tuple(party for frame in holders for party in frame.customers),
    )


def _inherit(step: Step, frames: tuple[Frame, ...]) -> Step:
    """What a step does not say itself it has from the nearest section that does, else from the document."""
    performers = step.performers or next((frame.performers for frame in reversed(frames) if frame.performers), ())
    customers = step.customers or next((frame.customers for frame in reversed(frames) if frame.customers), ())
    return replace(step, performers=performers, customers=customers)
