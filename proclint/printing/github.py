"""Annotations for GitHub Actions: a workflow command a block, which the page's diff shows at its line.

It tells neither notes nor source lines: the annotation stands beside them.
"""

from __future__ import annotations

from proclint.diagnostic import Severity
from proclint.printing.blocks import Block, blocks
from proclint.printing.run import Run, View
from proclint.printing.visible import visible

FIRST_LINE = r"::(error|warning|notice) title=[A-Z]{3}\d{3} "

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(run: Run, view: View) -> str:
    """A line a block, since GitHub shows ten warnings of a step and drops the rest; errors first."""
    kept, _ = blocks(run, View())
    kept.sort(key=lambda block: block.first.severity.rank)
    return "".join(_command(block, run) for block in kept)


def _command(block: Block, run: Run) -> str:
    first = block.first
    place = {"line": first.start.line, "endLine": first.end.line}
    if first.start.line == first.end.line:  # GitHub takes columns for a place in one line only
        place |= {"col": first.start.column, "endColumn": first.end.column}
    values = {"title": f"{first.code} {first.name}", "file": run.below(block.checked, first.path), **place}
    listed = ",".join(f"{name}={_value(str(value))}" for name, value in values.items())
    return f"::{_LEVELS[first.severity]} {listed}::{_data(block.message)}%0Ahelp: {_data(first.help)}\n"


def _data(text: str) -> str:
    """`text` as a command's message. Its line ends and other control characters are made visible before."""
    return visible(text).replace("%", "%25")


def _value(text: str) -> str:
    """`text` as the value of a command's property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
