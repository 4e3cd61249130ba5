"""How often each rule fired, most frequent first.

It does not show where.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from proclint.printing.colour import colour_of, paint
from proclint.printing.run import Run, View

FIRST_LINE = r" *\d+  [A-Z]{3}\d{3}  [a-z-]+ +(error|warning|info)$"


@dataclass(frozen=True, slots=True)
class Tally:
    """A rule and how often it fired."""

    code: str
    name: str
    severity: str
    count: int


def tallies(run: Run) -> list[Tally]:
    """The rules that fired, most frequent first, then by code."""
    counts = Counter((found.code, found.name, found.severity) for found in run.diagnostics)
    return [Tally(*rule, count) for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def render(run: Run, view: View) -> str:
    """A table: count, code, name, severity. Empty when nothing fired."""
    rows = tallies(run)
    if not rows:
        return ""
    wide = max(len(str(row.count)) for row in rows)
    name = max(len(row.name) for row in rows)
    severities = {found.code: found.severity for found in run.diagnostics}
    return "".join(
        f"{row.count:>{wide}}  {paint(row.code, 'bold', view)}  {row.name:<{name}}  "
        f"{paint(row.severity, colour_of(severities[row.code]), view)}\n"
        for row in rows
    )
