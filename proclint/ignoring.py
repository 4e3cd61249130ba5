"""Where an ignore comment goes that covers a step, offered as a fix of what is reported of it.

It does not read comments or apply them; see `suppression`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from proclint.diagnostic import Diagnostic, Edit, Fix
from proclint.model import Document, Step

# two spaces or a backslash at the end of a line break it, and a bar ends a cell: the comment goes before them
_END = re.compile(r"\\?[ \t]*$")
_BAR = re.compile(r"(?<!\\)\|")
_ENDS_COMMENT = ("-->", "--!>")


def refusal(reason: str) -> str | None:
    """Why a reason can't stand in a comment; None where it can."""
    if not reason.strip():
        return "no reason is given"
    if any(mark in reason for mark in _ENDS_COMMENT):
        return "the reason holds -->, which ends the comment"
    if not reason.isprintable():
        return "the reason holds a line end or a control character"
    return None


def steps(documents: Iterable[Document]) -> dict[str, list[tuple[str, str]]]:
    """What was read of each page: the id and the text of each step, by path."""
    return {page.path: [(step.id, step.text) for step in page.steps] for page in documents}


def with_comments(
    diagnostics: Iterable[Diagnostic], documents: Iterable[Document], reason: str
) -> Sequence[Diagnostic]:
    """`diagnostics` without their own fixes; the first of each step has one that puts a comment to its line.

    The comment names the codes of all that is said of the step.
    """
    pages = {page.path: page for page in documents}
    found = [replace(one, fix=None) for one in diagnostics]
    by_step: dict[tuple[str, str], list[int]] = {}
    for index, one in enumerate(found):
        if one.step is not None and one.path in pages:
            by_step.setdefault((one.path, one.step), []).append(index)
    for (path, step_id), indexes in by_step.items():
        page = pages[path]
        step = next((step for step in page.steps if step.id == step_id), None)
        if step is not None:
            codes = sorted({found[index].code for index in indexes})
            found[indexes[0]] = replace(found[indexes[0]], fix=_comment(page, step, codes, reason))
    return found


def _comment(page: Document, step: Step, codes: Sequence[str], reason: str) -> Fix:
    """The comment at the end of the line on which the text of `step` ends; in a table at the end of its cell."""
    line = page.lines.line(step.text_span.end)
    start = page.lines.starts[line - 1]
    following = page.lines.starts[line] if line < len(page.lines.starts) else len(page.text)
    text = page.text[start:following].rstrip("\r\n")
    bar = _BAR.search(text, step.text_span.end - start) if text.rstrip().endswith("|") else None
    end = _END.search(text, 0, bar.start() if bar else len(text))
    place = page.lines.position(start + (end.start() if end else len(text)))
    comment = f" <!-- proclint: ignore {', '.join(codes)} ({reason}) -->"
    return Fix("ignore it", True, (Edit(page.path, place, place, comment),))
