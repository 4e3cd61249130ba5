"""The text inside a paragraph, a heading or a cell, put together from the pieces that the Markdown library finds.

It does not know blocks, and the library only by the names of its pieces.
"""

from __future__ import annotations

import re

from proclint.reading.page import Comment
from proclint.reading.visible import FILLER, Text, Writer
from proclint.span import Span

_RAW_TEXT = re.compile(r"\s*<(?:pre|script|style|textarea)\b", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_WORD = re.compile(r"\s+|\||[^\s|]+")


class Inline:
    """Takes the pieces of one text after the other, with code point offsets; keeps the comments of all of them."""

    def __init__(self, source: str) -> None:
        self.comments: list[Comment] = []
        self.is_implicit = False  # a text is open without a paragraph around it, as in a tight list
        self._source = source
        self._writer: Writer | None = None
        self._marks: list[tuple[str, int, str]] = []
        self._images = 0

    def open(self, start: int) -> None:
        """Begin a text at `start`."""
        self._writer = Writer(start)
        self.is_implicit = False

    def finish(self) -> Text:
        """The text that was open."""
        writer, self._writer, self.is_implicit = self._writer, None, False
        return writer.finish() if writer else Text()

    def write(self, piece: str, start: int, end: int) -> None:
        """Text as it is read, which stands between two offsets."""
        if not self._images:
            if len(piece) != end - start and self._source[start] == "&":  # at a heading's end the blanks are counted in
                end = self._source.find(";", start, end) + 1
            (self._writer or self._opened(start)).write(piece, start, end)

    def break_line(self, start: int) -> None:
        """A line break, soft or hard."""
        if self._writer and not self._images:
            self._writer.break_line(start)

    def begin(self, kind: str, start: int, url: str = "") -> None:
        """What follows is Strong, Emphasis, Strikethrough, a Link to `url`, or in an Image: that is not shown."""
        writer = self._writer or self._opened(start)
        self._marks.append((kind, writer.length, url))
        if kind == "Image":
            self._images += 1

    def end(self) -> None:
        """What was begun last ends."""
        kind, length, url = self._marks.pop()
        if kind == "Image":
            self._images -= 1
        elif self._writer and kind != "Strikethrough":
            self._writer.mark(kind, length, url.replace(FILLER, ""))

    def write_code(self, content: str, start: int, end: int) -> None:
        """A code span with its backticks, of which `content` is left."""
        if self._images:
            return
        writer = self._writer or self._opened(start)
        length = writer.length
        raw = self._source[start:end]
        ticks = len(raw) - len(raw.lstrip("`"))
        found = raw.find(content, ticks)
        if found >= 0:
            writer.write(content, start + found, start + found + len(content))
        else:  # over several lines, or with an escaped pipe in a table: word by word
            place = start + ticks
            for match in _WORD.finditer(content):
                word = match.group()
                if word.isspace():
                    writer.write(" ", place, place + 1)
                    continue
                place = max(place, self._source.find(word, place, end))
                writer.write(word, place, place + len(word))
                place += len(word)
        writer.mark("Code", length)

    def write_html(self, tag: str, start: int, end: int) -> None:
        """A tag or a comment inside a text."""
        if self._images:
            return
        if self._writer is None:
            self._opened(start)
        if _LINE_BREAK.fullmatch(tag):
            self.break_line(start)
        elif tag.startswith("<!--"):
            self.find_comments(start, end)

    def find_comments(self, start: int, end: int) -> None:
        """Keep the comments of a stretch of HTML; one that is not closed is none, and in code there are none."""
        if _RAW_TEXT.match(self._source, start, end):
            return
        while (opened := self._source.find("<!--", start, end)) >= 0:
            closed = self._source.find("-->", opened + 4, end)
            if closed < 0:
                return
            text = self._source[opened + 4 : closed].replace(FILLER, "").strip()
            self.comments.append(Comment(text, Span(opened, closed + 3)))
            start = closed + 3

    def _opened(self, start: int) -> Writer:
        """A text that begins where no paragraph did."""
        self._writer = Writer(start)
        self.is_implicit = True
        return self._writer
