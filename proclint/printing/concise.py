"""The format for a glance and for grep: a line a block.

It shows no source lines, notes or help.
"""

from __future__ import annotations

from proclint.printing.blocks import HEADLINE, blocks, headline, left_out
from proclint.printing.run import Run, View

FIRST_LINE = HEADLINE


def render(run: Run, view: View) -> str:
    """All blocks of `run`, one a line."""
    kept, cut = blocks(run, view)
    return "".join(headline(block, run, view) + "\n" for block in kept) + left_out(cut)
