"""The block structure of a Markdown page, each piece with its exact place in the source.

It does not know what a step is, and it is the only room that knows the Markdown library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pyromark
from pyromark import Options

from proclint.reading.front_matter import read_front_matter
from proclint.reading.inline import Inline
from proclint.reading.masking import mask
from proclint.reading.nesting import merged, nested
from proclint.reading.offsets import Offsets
from proclint.reading.page import (
    Block,
    Code,
    Comment,
    Heading,
    Html,
    Item,
    Page,
    Paragraph,
    Quote,
    Row,
    Table,
    ThematicBreak,
)
from proclint.reading.refusal import Refusal
from proclint.reading.visible import Text
from proclint.span import Span

MAX_DEPTH = 100  # lists and quotes in each other: pages that people write have less than ten
MAX_LINES = 500_000  # a CRLF counts twice
MAX_EVENTS = 300_000  # starts, ends and pieces of text: 7 MB of a usual page, or 100,000 headings

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_GFM
)
_MARKER = re.compile(r"(?:\r?\n)?[ \t>]*((\d{1,9})[.)]|[-+*])")
_BEHIND_ROW = re.compile(r"\|[ \t]*(?:<!--(?:(?!-->).)*-->[ \t]*)+$")
_SPLIT = "split it, or leave it out with exclude"
_UNNEST = "move the inner part to a page of its own, or leave this one out with exclude"


def parse(text: str) -> Page:
    """The page that `text` is. Offsets count the code points of `text`.

    Raises Refusal for a page that is nested too deeply, or has too many lines or too much markup: see the limits above.
    Anything else can be read.
    """
    if text.count("\n") + text.count("\r") > MAX_LINES:
        raise Refusal(f"a page with more than {MAX_LINES:,} lines", _SPLIT, 0)
    front_matter, body = read_front_matter(text)
    reader = _Reader(mask(text, body))
    blocks = reader.read()
    comments = tuple(
        Comment(text[comment.span.start + 4 : comment.span.end - 3].strip(), comment.span)
        for comment in reader.inline.comments
    )
    return Page(blocks, front_matter, comments, text)


@dataclass(slots=True)
class _Container:
    """The page, an item or a quote while it is open."""

    start: int = 0
    number: str | None = None
    task: bool | None = None
    is_item: bool = False
    text: Text | None = None
    blocks: list[Block] = field(default_factory=list)

    def add_paragraph(self, text: Text, span: Span) -> None:
        if not text.visible:
            return
        if self.is_item and self.text is None and all(isinstance(block, Code | Html) for block in self.blocks):
            self.text = text
        else:
            self.blocks.append(Paragraph(text, span))


@dataclass(slots=True)
class _Table:
    """A table while it is open."""

    start: int = 0
    header: tuple[Text, ...] = ()
    rows: list[Row] = field(default_factory=list)
    cells: list[Text] = field(default_factory=list)

    def take_cells(self) -> tuple[Text, ...]:
        cells, self.cells = tuple(self.cells), []
        return cells


class _Reader:
    """Builds the blocks of a masked text from the library's events, not by recursion. `first`, `last`: byte offsets."""

    def __init__(self, source: str) -> None:
        self.inline = Inline(source)
        self._source = source
        self._at = Offsets(source).code_point
        self._open = [_Container()]
        self._lists: list[tuple[bool, int, list[Item]]] = []
        self._table = _Table()
        self._depth = 0
        self._last = 0  # where content last ended: lists and quotes end there, not after the blank lines below them

    def read(self) -> tuple[Block, ...]:
        """The blocks of the page."""
        at, inline = self._at, self.inline
        is_code = False
        for number, (event, place) in enumerate(pyromark.events_with_range(self._source, options=_OPTIONS)):
            first, last = place["start"], place["end"]
            if number > MAX_EVENTS:
                raise Refusal("a page with too much markup", _SPLIT, at(first))
            if isinstance(event, str):
                if event == "Rule":
                    self._close_implicit()
                    self._open[-1].blocks.append(ThematicBreak(self._span(first, last)))
                else:
                    inline.break_line(at(first))
            elif "Text" in event:
                if not is_code:
                    piece = event["Text"]
                    start = at(first)
                    inline.write(piece, start, start + last - first if last - first == len(piece) else at(last))
                    self._last = last
            elif "Start" in event:
                tag = event["Start"]
                if isinstance(tag, str):
                    self._start(tag, first, last)
                elif "List" in tag:
                    self._start("List", first, last)
                    self._lists.append((tag["List"] is not None, at(first), []))
                elif "Link" in tag:
                    inline.begin("Link", at(first), tag["Link"]["dest_url"])
                elif "CodeBlock" in tag:
                    self._close_implicit()
                    is_code = True
                else:
                    self._start(next(iter(tag)), first, last)
            elif "End" in event:
                closed = event["End"]
                if isinstance(closed, str):
                    is_code = False
                    self._end(closed, first, last)
                elif "Heading" in closed:
                    span = self._span(first, last)
                    heading = Heading(int(closed["Heading"][1]), inline.finish(), span, span.start)
                    self._open[-1].blocks.append(heading)
                else:
                    self._end(next(iter(closed)), first, last)
            else:
                self._last = last
                if "TaskListMarker" in event:
                    self._open[-1].task = event["TaskListMarker"]
                elif "Code" in event:
                    inline.write_code(event["Code"], at(first), at(last))
                elif "InlineHtml" in event:
                    inline.write_html(event["InlineHtml"], at(first), at(last))
        self._close_implicit()
        return nested(self._open[0].blocks, self._source)

    def _start(self, kind: str, first: int, last: int) -> None:
        start = self._at(first)
        match kind:
            case "Strong" | "Emphasis" | "Strikethrough" | "Image":
                self.inline.begin(kind, start)
            case "Item":
                marker = _MARKER.match(self._source, start)
                if marker:
                    self._open.append(_Container(marker.start(1), marker.group(2), is_item=True))
                    self._last = first + marker.end() - start
                else:  # the library says that there is one
                    self._open.append(_Container(start, is_item=True))
            case "Paragraph" | "Heading" | "TableCell":
                self._close_implicit()
                self.inline.open(start)
            case "HtmlBlock":
                self._close_implicit()
                self.inline.find_comments(start, self._at(last))
            case "List" | "BlockQuote" | "FootnoteDefinition":
                self._close_implicit()
                self._last = first + 1
                self._depth += 1
                if self._depth > MAX_DEPTH:
                    raise Refusal(f"lists and quotes nested deeper than {MAX_DEPTH} levels", _UNNEST, start)
                if kind != "List":
                    self._open.append(_Container(start))
            case "Table":
                self._close_implicit()
                self._table = _Table(start)

    def _end(self, kind: str, first: int, last: int) -> None:
        match kind:
            case "Strong" | "Emphasis" | "Strikethrough" | "Link" | "Image":
                self.inline.end()
                self._last = last
            case "Item":
                self._close_implicit()
                self._end_item(self._open.pop())
            case "Paragraph":
                self._open[-1].add_paragraph(self.inline.finish(), self._span(first, last))
            case "TableCell":
                self._table.cells.append(self.inline.finish())
            case "TableHead":
                self._table.header = self._table.take_cells()
            case "TableRow":
                row = self._span(first, last)
                behind = _BEHIND_ROW.search(self._source, row.start, row.end)
                if behind and not (self.inline.comments and self.inline.comments[-1].span.end == row.end):
                    self.inline.find_comments(behind.start(), row.end)  # the library takes it for a cell too many
                self._table.rows.append(Row(self._table.take_cells(), row))
            case "CodeBlock":
                self._open[-1].blocks.append(Code(self._span(first, last)))
            case "HtmlBlock":
                self._open[-1].blocks.append(Html(self._span(first, last)))
            case "Table":
                table = Table(self._table.header, tuple(self._table.rows), self._span(first, last))
                self._open[-1].blocks.append(table)
            case "List":
                self._depth -= 1
                ordered, start, items = self._lists.pop()
                self._open[-1].blocks.append(merged(ordered, items, Span(start, self._at(self._last))))
            case "BlockQuote" | "FootnoteDefinition":
                self._close_implicit()
                self._depth -= 1
                quote = self._open.pop()
                self._open[-1].blocks.append(
                    Quote(nested(quote.blocks, self._source), Span(quote.start, self._at(self._last)))
                )

    def _end_item(self, item: _Container) -> None:
        text = item.text
        if text is None:
            marker = _MARKER.match(self._source, item.start)
            place = marker.end() if marker else item.start
            text = Text(sources=(place,), ends=(place,))
        span = Span(item.start, self._at(self._last))
        self._lists[-1][2].append(
            Item(item.start, item.number, item.task, text, nested(item.blocks, self._source), span)
        )

    def _close_implicit(self) -> None:
        if self.inline.is_implicit:
            text = self.inline.finish()
            self._open[-1].add_paragraph(text, Span(text.sources[0], text.ends[-1]))

    def _span(self, first: int, last: int) -> Span:
        """The place between two byte offsets, without the white space at its end: there content ended last."""
        start = self._at(first)
        piece = self._source[start : self._at(last)]
        bare = piece.rstrip()
        self._last = last - len(piece) + len(bare) if piece.isascii() else first + len(bare.encode())
        return Span(start, start + len(bare))
