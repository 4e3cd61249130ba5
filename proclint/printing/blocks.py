"""Diagnostics as a person reads them: neighbours of one kind as one block, the blocks in the order of printing.

It does not draw anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from proclint.diagnostic import Diagnostic, Severity
from proclint.printing.colour import colour_of, paint
from proclint.printing.run import Checked, Run, View
from proclint.printing.visible import visible

HEADLINE = r".+:\d+:\d+: (error|warning|info) [A-Z]{3}\d{3} [a-z-]+: "


@dataclass(frozen=True, slots=True)
class Block:
    """Diagnostics of one rule that print as one, in their order, and the workspace that they belong to."""

    checked: Checked
    diagnostics: tuple[Diagnostic, ...]

    @property
    def first(self) -> Diagnostic:
        """The diagnostic whose place stands for the block."""
        return self.diagnostics[0]

    @property
    def message(self) -> str:
        """What the block says."""
        count = len(self.diagnostics)
        if count == 1:
            return self.first.message
        lines = _lines(sorted({self.checked.line(diagnostic) for diagnostic in self.diagnostics}))
        if self.first.together:
            return f"{count} {self.first.together}: {lines}"
        return f"{self.first.message}, and {count - 1} more like it: {lines}"


def blocks(run: Run, view: View) -> tuple[list[Block], int]:
    """The blocks to print, and how many were left out because of the view's limit."""
    found: list[Block] = []
    for checked in run.workspaces:
        groups: dict[tuple[str, ...], list[Diagnostic]] = {}
        for number, diagnostic in enumerate(sorted(checked.diagnostics, key=lambda diagnostic: diagnostic.order)):
            alone = (str(number),)
            group = alone if diagnostic.block is None else (diagnostic.path, diagnostic.code, diagnostic.block)
            groups.setdefault(group, []).append(diagnostic)
        found += [Block(checked, tuple(group)) for group in groups.values()]
    if view.terminal:  # errors stay on top: they say that something was not read at all
        found.sort(key=lambda block: (block.first.severity is not Severity.ERROR, -len(block.diagnostics)))
    kept = found if view.limit is None else found[: view.limit]
    return kept, len(found) - len(kept)


def headline(block: Block, run: Run, view: View) -> str:
    """The line that works alone: `path:line:column: severity CODE name: message`."""
    first = block.first
    return (
        f"{paint(visible(run.shown(block.checked, first.path)), 'bold', view)}"
        f"{paint(f':{first.start.line}:{first.start.column}:', 'cyan', view)} "
        f"{paint(first.severity, colour_of(first.severity), view)} "
        f"{paint(first.code, 'bold', view)} {first.name}: {visible(block.message)}"
    )


def left_out(count: int) -> str:
    """The line that says how many blocks the view's limit left out; nothing when it left out none."""
    return f"and {count} more: --all, or --statistics\n" if count else ""


def _lines(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"line {numbers[0]}"
    return f"lines {numbers[0]} {'and' if len(numbers) == 2 else 'to'} {numbers[-1]}"
