"""What would change in pages, as a unified diff.

It does not decide what changes, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import unified_diff

from proclint.printing.colour import paint
from proclint.printing.run import View
from proclint.printing.visible import visible

_COLOURS = {"-": "red", "+": "green", "@": "cyan"}
_NO_END = "\\ No newline at end of file\n"


def render(pages: Iterable[tuple[str, str, str]], view: View) -> str:
    """The diff of `pages`: the path as it is shown, the text before, the text after.

    In a pipe it is what `patch` takes, byte for byte; on a terminal control characters are made visible.
    """
    return "".join(_told(line, view) for path, before, after in pages for line in _diff(visible(path), before, after))


def _diff(path: str, before: str, after: str) -> Iterable[str]:
    # a lone CR ends a line of Markdown, but none of a diff
    old, new = (text.split("\n") for text in (before, after))
    # a tab ends a name that holds a space, as it does in what git prints
    name = f"{path}\t" if " " in path else path
    for line in unified_diff(_ended(old), _ended(new), name, name):
        yield line if line.endswith("\n") else f"{line}\n{_NO_END}"


def _ended(lines: list[str]) -> list[str]:
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _told(line: str, view: View) -> str:
    if not view.terminal:
        return line
    text = visible(line.removesuffix("\n").removesuffix("\t"))
    colour = None if text.startswith(("---", "+++")) else _COLOURS.get(text[:1])
    return (paint(text, colour, view) if colour else text) + "\n"
