"""One source line laid out in terminal cells, so that marks below it stand under the right characters.

It does not know what a mark means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from proclint.printing.run import View
from proclint.printing.visible import visible

TAB = 4
ELLIPSIS = "..."


@dataclass(frozen=True, slots=True)
class Cell:
    """A character as a reader sees it: its index in the line, how it is drawn, the terminal cells that it takes."""

    index: int
    drawn: str
    column: int
    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line, or the window of it that fits: the text to print, and where its characters stand."""

    text: str
    cells: tuple[Cell, ...]
    shift: int  # terminal column of the first cell, less its own `column`
    end: int  # index in the line after the last character at hand
    cut: bool = False  # something follows that does not fit

    def columns(self, start: int, end: int) -> tuple[int, int]:
        """The terminal columns, end not included, that the characters start..end of the line take; at least one."""
        first = next((cell for cell in reversed(self.cells) if cell.index <= start), None)
        inside = [cell for cell in self.cells if start <= cell.index < end]
        if first is not None and start < self.end:
            inside.append(first)
        if not inside:
            edge = self.cells[-1].column + self.cells[-1].width + self.shift if self.cells else 0
            return edge, edge + 1
        low = min(cell.column for cell in inside) + self.shift
        high = max(cell.column + cell.width for cell in inside) + self.shift
        return low, max(high, low + 1)


def row(line: str, start: int, end: int, width: int) -> Row:
    """`line` cut to `width` cells around the characters start..end."""
    # of a line of megabytes only the neighbourhood is laid out
    low, high = max(0, start - 4 * width), start + 4 * width
    cells = tuple(_laid_out(line[low:high], low))
    before, after = low > 0, high < len(line)
    total = cells[-1].column + cells[-1].width if cells else 0
    if total <= width and not before and not after:
        return Row("".join(cell.drawn for cell in cells), cells, 0, len(line))
    room = width - 2 * len(ELLIPSIS)
    at = {cell.index: cell for cell in cells}
    first = max((cell.column for cell in cells if cell.index <= start), default=0)
    last = max((cell.column + cell.width for cell in cells if cell.index < max(end, start + 1)), default=first)
    left = 0 if not before and last <= width - len(ELLIPSIS) else max(0, min(first - room // 4, total - room))
    if left == 0 and not before:
        room += len(ELLIPSIS)
    inside = tuple(cell for cell in cells if cell.column >= left and cell.column + cell.width <= left + room)
    if not inside:
        return Row(ELLIPSIS, (), 0, 0, True)
    opening = ELLIPSIS if before or inside[0].index > min(at) else ""
    closing = ELLIPSIS if after or inside[-1] is not cells[-1] else ""
    end_index = len(line) if not closing else inside[-1].index + 1
    text = opening + "".join(cell.drawn for cell in inside) + closing
    return Row(text, inside, len(opening) - inside[0].column, end_index, bool(closing))


def width_of(text: str) -> int:
    """How many terminal cells `text` (without control characters) takes."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # 20 ms that a plain page need not pay

    return max(0, wcswidth(text))


def clipped(text: str, width: int) -> str:
    """`text`, made visible, cut at its end to `width` cells."""
    return row(text, 0, 1, width).text


def folded(text: str, margin: int, view: View) -> str:
    """`text`, made visible; on a terminal folded at words, to stand `margin` cells from the left."""
    shown = visible(text)
    if not view.terminal:
        return shown
    lines = wrap(shown, max(30, view.width - margin), break_long_words=False, break_on_hyphens=False)
    return ("\n" + " " * margin).join(lines)


def _laid_out(text: str, offset: int) -> Iterator[Cell]:
    column = 0
    for index, cluster in _clusters(text):
        drawn = " " * (TAB - column % TAB) if cluster == "\t" else visible(cluster)
        width = width_of(drawn)
        yield Cell(offset + index, drawn, column, width)
        column += width


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """What a reader takes for one character each (accents and the parts of an emoji belong to it), with its index."""
    if text.isascii():
        yield from enumerate(text)
        return
    from wcwidth import iter_graphemes

    index = 0
    for cluster in iter_graphemes(text):
        yield index, cluster
        index += len(cluster)
