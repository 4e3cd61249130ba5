"""The format for reading page by page: a heading a page, below it a line a block.

It shows no source lines, notes or help.
"""

from __future__ import annotations

from proclint.printing.blocks import Block, blocks, left_out
from proclint.printing.colour import colour_of, paint
from proclint.printing.run import Run, View
from proclint.printing.visible import visible

FIRST_LINE = r".+: \d+ diagnostics?$"


def render(run: Run, view: View) -> str:
    """All blocks of `run` under their pages, an empty line between the pages."""
    kept, cut = blocks(run, view)
    pages: dict[str, list[Block]] = {}
    for block in kept:
        pages.setdefault(run.shown(block.checked, block.first.path), []).append(block)
    parts = [_page(path, found, view) for path, found in pages.items()]
    return "\n".join([*parts, left_out(cut)] if cut else parts)


def _page(path: str, found: list[Block], view: View) -> str:
    count = sum(len(block.diagnostics) for block in found)
    places = [f"{block.first.start.line}:{block.first.start.column}" for block in found]
    width = max(map(len, places))
    lines = [paint(f"{visible(path)}: {count} diagnostic{'' if count == 1 else 's'}", "bold", view)]
    for block, place in zip(found, places, strict=True):
        first = block.first
        lines.append(
            f"  {paint(place.rjust(width), 'cyan', view)}  {paint(first.severity, colour_of(first.severity), view)} "
            f"{paint(first.code, 'bold', view)} {first.name}: {visible(block.message)}"
        )
    return "".join(line + "\n" for line in lines)
