"""The source lines that a diagnostic shows: a gutter with line numbers, the line, and marks under it.

It does not print headlines, notes or help.
"""

from __future__ import annotations

from dataclasses import dataclass

from proclint.diagnostic import Diagnostic, Related
from proclint.printing.blocks import Block
from proclint.printing.cells import clipped, row
from proclint.printing.colour import colour_of, paint
from proclint.printing.run import View
from proclint.printing.visible import visible
from proclint.span import LineIndex, Position

MOST_ABOVE = 2  # lines between a step's first line and the mark that are shown
MOST_OTHERS = 8  # lines of a block that a limited view lists below the first


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int  # index in the line
    end: int
    label: str = ""


def excerpt(block: Block, view: View) -> list[str]:
    """The lines below the headline: the first place with its marks, then the other places of the block, a line each.

    Empty where the text is not at hand.
    """
    source = block.checked.source(block.first.path)
    if source is None:
        return []
    text, lines = source
    listed, left = _listed(block, view)
    gutter = len(str(max(diagnostic.start.line for diagnostic in (block.first, *listed))))
    room = max(20, view.width - gutter - 3)
    bar = paint(" " * gutter + " |", "blue", view)

    def numbered(number: int, drawn: str) -> str:
        return f"{paint(f'{number:>{gutter}} |', 'blue', view)} {drawn}".rstrip()

    here = block.first.start.line
    line = _line(text, lines, here)
    marks = _marks(block.first, line)
    drawn = row(line, marks[0].start, marks[-1].end, room)
    begins = block.checked.line(block.first)
    above = range(begins, here) if here - begins <= MOST_ABOVE else range(0)
    out = [bar, *(numbered(number, clipped(_line(text, lines, number), room)) for number in above)]
    out.append(numbered(here, drawn.text))
    for mark in marks:
        low, high = drawn.columns(mark.start, mark.end)
        carets = paint("^" * (high - low) + (" " + visible(mark.label) if mark.label else ""), _colour(block), view)
        out.append(f"{bar} {' ' * low}{carets}")
    apart = len({block.checked.line(diagnostic) for diagnostic in block.diagnostics}) == len(block.diagnostics)
    for diagnostic in listed:
        number = block.checked.line(diagnostic)
        words = _line(text, lines, number) if apart else diagnostic.subject or diagnostic.message
        out.append(numbered(number, clipped(words, room)))
    if left:
        out.append(f"{' ' * gutter}   and {left} more")
    return [*out, bar]


def is_drawn(related: Related, diagnostic: Diagnostic) -> bool:
    """Whether the excerpt itself marks `related`, so that it needs no note: it lies inside the first line."""
    return (
        related.path == diagnostic.path
        and related.start.line == diagnostic.start.line
        and diagnostic.start <= related.start
        and related.end <= diagnostic.end
    )


def _listed(block: Block, view: View) -> tuple[tuple[Diagnostic, ...], int]:
    others = block.diagnostics[1:]
    if view.limit is None or len(others) <= MOST_OTHERS + 1:  # the line that says "and 1 more" can as well show it
        return others, 0
    return others[:MOST_OTHERS], len(others) - MOST_OTHERS


def _marks(diagnostic: Diagnostic, line: str) -> list[_Mark]:
    """What to mark, from left to right: related places inside the line say it more exactly than the whole span."""
    inside = sorted(
        (related for related in diagnostic.related if is_drawn(related, diagnostic)), key=lambda place: place.start
    )
    if inside:
        return [
            _Mark(related.start.column - 1, _end(related.start, related.end, line), related.message)
            for related in inside
        ]
    return [_Mark(diagnostic.start.column - 1, _end(diagnostic.start, diagnostic.end, line))]


def _end(start: Position, end: Position, line: str) -> int:
    """Where a mark ends in its first line; white space at the line's end is not marked."""
    return min(end.column - 1, len(line)) if end.line == start.line else len(line.rstrip())


def _colour(block: Block) -> str:
    return colour_of(block.first.severity)


def _line(text: str, lines: LineIndex, number: int) -> str:
    start = lines.starts[number - 1] if number <= len(lines.starts) else len(text)
    end = lines.starts[number] if number < len(lines.starts) else len(text)
    return text[start:end].rstrip("\r\n")
