"""Ignore comments: what `proclint: ignore CUS001 (reason)` says, in a page and in a config.

It does not find the comments of a page, and does not know which rules there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from proclint.model import Clause, Document, Suppression
from proclint.span import LineIndex, Span

_IGNORE = re.compile(r"proclint:\s*ignore(-file)?(?![^\s(])([^(]*)(?:\((.*)\)\s*)?$", re.DOTALL)
_SPOKEN_TO = re.compile(r"proclint(?:\s*[:=-]|\s+(?:ignore|disable|enable|skip|off|on)\b)", re.IGNORECASE)
_TOML = re.compile(r"#+[ \t]*(proclint\b[^\r\n]*?)(?=[ \t]*(?:#+[ \t]*proclint\b|[\r\n]|\Z))")


def suppression_of(text: str, line: int, span: Span) -> Suppression | Clause | None:
    """The suppression that a comment is; its text where it speaks to proclint and says nothing known; else None.

    `text` stands between the comment's marks, in the 1-based `line`; `span` is the whole comment.
    """
    match = _IGNORE.match(text)
    if match is None:
        return Clause(text, span) if _SPOKEN_TO.match(text) else None
    codes = tuple(code for code in re.split(r"[\s,]+", match[2]) if code)
    return Suppression(codes, None if match[1] else line, match[3], span)


def sorted_out(found: Iterable[Suppression | Clause | None]) -> tuple[tuple[Suppression, ...], tuple[Clause, ...]]:
    """Suppressions, and the comments that speak to proclint and say nothing known."""
    every = tuple(found)
    strays = tuple(one for one in every if isinstance(one, Clause))
    return tuple(one for one in every if isinstance(one, Suppression)), strays


def document_of(config: str, text: str) -> Document:
    """A config as a document that holds nothing but ignore comments, each at the end of the line that it covers."""
    lines = LineIndex.of(text)
    suppressions, strays = sorted_out(
        suppression_of(match[1].strip(), lines.line(match.start()), Span(match.start(), match.end()))
        for match in _TOML.finditer(text)
    )
    return Document(config, suppressions=suppressions, strays=strays, lines=lines, text=text)
