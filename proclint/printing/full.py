"""The format for people: each block with its source lines, notes and help.

It does not choose or sort what it prints.
"""

from __future__ import annotations

from proclint.printing.blocks import HEADLINE, Block, blocks, headline, left_out
from proclint.printing.cells import folded
from proclint.printing.colour import paint
from proclint.printing.excerpt import excerpt, is_drawn
from proclint.printing.run import Run, View

FIRST_LINE = HEADLINE


def render(run: Run, view: View) -> str:
    """All blocks of `run`, an empty line between them."""
    kept, cut = blocks(run, view)
    parts = [_block(block, run, view) for block in kept]
    if cut:
        parts.append(left_out(cut))
    return "\n".join(parts)


def _block(block: Block, run: Run, view: View) -> str:
    lines = [headline(block, run, view), *excerpt(block, view)]
    for related in block.first.related:
        if not is_drawn(related, block.first) or block.checked.source(related.path) is None:
            place = f"{run.shown(block.checked, related.path)}:{related.start.line}"
            lines.append(f"{paint('note:', 'bold', view)} {folded(f'{place} {related.message}', 6, view)}")
    lines.append(f"{paint('help:', 'bold', view)} {folded(block.first.help, 6, view)}")
    return "\n".join(lines) + "\n"
