"""Places in a text: offsets inside, lines and columns where a person sees them.

It does not know what stands at a place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place as people count it: line and column from 1, a column a Unicode code point."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one text: code point offsets from 0, `end` not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LineIndex:
    """Turns offsets of one text into positions and back. Lines end at LF, CRLF or a lone CR, as in CommonMark."""

    starts: tuple[int, ...] = field(default=(0,))
    length: int = 0

    @classmethod
    def of(cls, text: str) -> LineIndex:
        """The index of `text`."""
        return cls((0, *(match.end() for match in _LINE_END.finditer(text))), len(text))

    def line(self, offset: int) -> int:
        """The 1-based line in which `offset` lies."""
        return bisect_right(self.starts, offset)

    def position(self, offset: int) -> Position:
        """The position of `offset`; an offset past the end counts as the end."""
        offset = max(0, min(offset, self.length))
        line = self.line(offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of `position`; a position past the end counts as the end."""
        line = min(position.line, len(self.starts))
        return min(self.starts[line - 1] + position.column - 1, self.length)
