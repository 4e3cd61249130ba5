"""Path patterns: what .gitignore means by them, and no pattern that hangs."""

from __future__ import annotations

import time

import pytest

from proclint.patterns import MOST_STARS, Patterns, fault

VERDICTS = [
    (["*.md"], "a/b.md", True),
    (["*.md"], "a/b.txt", None),
    (["*.md", "!keep.md"], "x/keep.md", False),
    (["archive/**"], "archive/old/a.md", True),
    (["archive/**"], "x/archive/a.md", None),
    (["/a.md"], "x/a.md", None),
    (["node_modules/"], "x/node_modules/", True),
    (["node_modules/"], "x/node_modules", None),
    ([".*/"], "x/.git/", True),
    ([".*/"], ".hidden.md", None),
    (["# a comment", ""], "# a comment", None),
    ([], "a.md", None),
    (["**/**/***/x.md"], "a/x.md", True),
]


@pytest.mark.parametrize(("lines", "path", "verdict"), VERDICTS)
def test_verdicts_are_those_of_gitignore(lines: list[str], path: str, verdict: bool | None) -> None:
    assert Patterns(lines).verdict(path) is verdict


@pytest.mark.parametrize("line", ["[z-a]", "!", "a\\", "*a" * (MOST_STARS + 1)])
def test_a_pattern_that_cannot_be_used_is_left_out_and_told(line: str) -> None:
    assert fault(line)
    assert Patterns([line, "*.md"]).verdict("a.md") is True


def test_the_worst_pattern_that_is_taken_is_quick() -> None:
    line = "*a" * MOST_STARS + "b"
    assert fault(line) is None
    start = time.perf_counter()
    assert Patterns([line]).verdict("a" * 100) is None
    assert time.perf_counter() - start < 2
