"""What a page holds besides its steps: its sections, its labels, the numbers of its ordered lists.

It does not judge them, and does not decide what is a step.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise

from proclint.model import Clause, Document, Label, Numbered, Section
from proclint.reading import fields
from proclint.reading.front_matter import read_unclosed
from proclint.reading.page import Block, Heading, Item, List, Page, Paragraph, Table
from proclint.reading.visible import Text
from proclint.span import Span

_NUMBER = re.compile(r"\d+")
_FIELDS = frozenset(fields.LABELS)
_LABEL_WORDS = 4
_OF_PAGES = frozenset({"process", "title"})  # keys of the front matter that count and are no fields
_PAIR = 2  # columns: a name and what it stands for


def with_contents(document: Document, page: Page, labels: dict[str, str]) -> Document:
    """The document that was read from `page`, with what else the page holds; without steps its front matter alone.

    `labels`: see fields.labels.
    """
    at_top, unclosed = tuple(_keys(page, labels)), _unclosed(page, labels)
    if not document.steps:
        return replace(document, labels=at_top, unclosed=unclosed) if at_top or unclosed else document
    steps = {step.span.start for step in document.steps}
    return replace(
        document,
        sections=tuple(_sections(page)),
        labels=(*at_top, *_labels(page, labels)),
        unclosed=unclosed,
        numbered=tuple(_numbered(page, steps)),
    )


def _sections(page: Page) -> Iterator[Section]:
    headings = [block for block in page.blocks if isinstance(block, Heading)]
    ends = [len(page.text)] * 7  # by level: where a section of that level ends that begins here
    found: list[Section] = []
    for heading in reversed(headings):
        body = Span(heading.span.end, ends[heading.level])
        found.append(Section(Clause(heading.text.visible, heading.text.span()), body))
        ends[heading.level :] = [heading.span.start] * (7 - heading.level)
    return reversed(found)


def _keys(page: Page, table: dict[str, str]) -> Iterator[Label]:
    for entry in page.front_matter:
        value = next((text.visible for text in entry.values if text.visible), "")
        yield Label(Clause(entry.key, entry.key_span), value, fields.field_of(entry.key, table, _FIELDS), at_top=True)


def _unclosed(page: Page, table: dict[str, str]) -> Span | None:
    """The line that opens a front matter which never ends and holds a key that counts."""
    if page.front_matter:
        return None
    entries, opening = read_unclosed(page.text)
    counts = any(
        entry.key[:1].islower()
        and (entry.key in _OF_PAGES or fields.field_of(entry.key, table, fields.IN_DOCUMENT, by_name=True))
        for entry in entries
    )
    return opening if counts else None


def _labels(page: Page, table: dict[str, str]) -> Iterator[Label]:
    for block in _blocks(page):
        if isinstance(block, Table):
            for column, head in enumerate(block.header):
                value = next((row.cells[column].visible for row in block.rows if row.cells[column].visible), "")
                yield from _label(head, len(head.visible.rstrip(": ")), value, table)
            if len(block.header) == _PAIR:
                for name, value_cell in (row.cells for row in block.rows):
                    yield from _label(name, len(name.visible.rstrip(": ")), value_cell.visible, table)
        else:
            text = block.text
            if ":" not in text.visible:
                continue
            for first, last in pairwise((0, *text.line_starts, len(text.visible))):
                line = text.part(first, last)
                label = fields.split_label(line)
                if label is not None:
                    yield from _label(line, len(label[0]), line.visible[label[1] :], table)


def _label(text: Text, end: int, value: str, table: dict[str, str]) -> Iterator[Label]:
    name = fields.clause(text, 0, end)
    if name is not None and len(name.text.split()) <= _LABEL_WORDS:
        yield Label(name, value, fields.field_of(name.text, table, _FIELDS))


def _blocks(page: Page) -> Iterator[Paragraph | Item | Table]:
    """The paragraphs, items and tables of a page, those inside items too, in order."""
    pending: list[Block | Item] = list(reversed(page.blocks))
    while pending:
        block = pending.pop()
        if isinstance(block, (Paragraph, Table)):
            yield block
        elif isinstance(block, Item):
            yield block
            pending += reversed(block.blocks)
        elif isinstance(block, List):
            pending += reversed(block.items)


def _numbered(page: Page, steps: Collection[int]) -> Iterator[Numbered]:
    heading = 0
    pending: list[tuple[object, int]] = [(block, 0) for block in reversed(page.blocks)]
    while pending:
        block, within = pending.pop()
        if isinstance(block, Heading):
            heading = block.span.start
        if not isinstance(block, List):
            continue
        if block.ordered:
            found = (_NUMBER.match(page.text, item.offset) for item in block.items)
            numbers = tuple(Clause(one.group(), Span(*one.span())) for one in found if one)
            yield Numbered(numbers, heading, within, any(item.offset in steps for item in block.items))
        pending += [(inner, item.offset) for item in reversed(block.items) for inner in reversed(item.blocks)]
