"""Path patterns in the manner of .gitignore, as config and .gitignore files hold them.

It does not walk folders or open files. pathspec has its one door here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MOST_STARS = 4
"""Patterns become regular expressions, and each further star multiplies the time that a hostile name can take."""

_STARS = re.compile(r"(?<!\\)\*+")


class Patterns:
    """Patterns of one folder, the last that matches wins; they are compiled when the first path is asked for.

    `lines` are the patterns as written; those that can't be read, or hold more than `MOST_STARS` stars, are left out:
    see `fault`.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        """Patterns from `lines`, a pattern each; comments and blank lines are passed over."""
        self.lines = tuple(lines)

    def __bool__(self) -> bool:
        return bool(self.lines)

    def __repr__(self) -> str:
        return f"Patterns({list(self.lines)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Patterns) and other.lines == self.lines

    def __hash__(self) -> int:
        return hash(self.lines)

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec  # here, since a run on one named file needs none of it

        return GitIgnoreSpec.from_lines(
            # the plain backend: others appear with what else is installed, and this one is as quick for so few patterns
            [_folded(line) for line in self.lines if fault(line) is None],
            backend="simple",
        )

    def verdict(self, path: str) -> bool | None:
        """True when `path` matches, False when a `!pattern` takes it back, None when no pattern speaks of it.

        `path` is relative to the patterns' folder, with `/`; a folder's ends with `/`.
        """
        if not self.lines:
            return None
        verdict: bool | None = self._spec.check_file(path).include
        return verdict

    def matches(self, path: str) -> bool:
        """Whether the last pattern that speaks of `path` takes it."""
        return self.verdict(path) is True


def fault(line: str) -> str | None:
    """Why a pattern can't be used, in the reader's words, or None when it can."""
    from pathspec import GitIgnoreSpec

    if len(_STARS.findall(_folded(line).removeprefix("**/").removesuffix("/**"))) > MOST_STARS and line[:1] != "#":
        return f"it holds more than {MOST_STARS} stars"
    try:
        GitIgnoreSpec.from_lines([_folded(line)], backend="simple")
    except (ValueError, re.error):  # GitIgnorePatternError is a ValueError; a bad [z-a] comes through from re
        return "it can't be read as a path pattern"
    return None


def _folded(line: str) -> str:
    """`line` with runs of stars and of `**/` folded, which mean the same and cost less."""
    return re.sub(r"(?:\*\*/){2,}", "**/", re.sub(r"(?<!\\)\*{3,}", "**", line))
