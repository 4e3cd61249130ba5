"""Applies the ignore comments of a page to the diagnostics of that page.

It does not find the comments: the reader does. It does not know which rules exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from proclint.diagnostic import Diagnostic
from proclint.model import Document, Step, Suppression
from proclint.selector import is_whole


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A diagnostic that a comment drops, and the reason that the comment gives."""

    diagnostic: Diagnostic
    reason: str | None


def apply(
    diagnostics: Iterable[Diagnostic], document: Document, *, named: bool = False
) -> tuple[tuple[Diagnostic, ...], tuple[Suppressed, ...]]:
    """What the comments of `document` leave of its `diagnostics`, and what they drop, both in their order.

    `named`: only comments that name a code count.
    """
    diagnostics = tuple(diagnostics)
    if not document.suppressions:
        return diagnostics, ()
    meant = [one for one in document.suppressions if one.codes or not named]
    covers = [(suppression, _step_of(suppression, document)) for suppression in meant]
    kept: list[Diagnostic] = []
    dropped: list[Suppressed] = []
    for one in diagnostics:
        over = [ignore for ignore, step in covers if _is_covered(one, ignore, step)]
        if over:
            dropped.append(Suppressed(one, next((ignore.reason for ignore in over if ignore.reason), None)))
        else:
            kept.append(one)
    return tuple(kept), tuple(dropped)


def used(diagnostics: Iterable[Diagnostic], document: Document) -> dict[tuple[Suppression, str], bool]:
    """Whether a code of a comment ("": the comment names none) covers one of the `diagnostics` of its page."""
    diagnostics = tuple(diagnostics)
    found: dict[tuple[Suppression, str], bool] = {}
    for suppression in document.suppressions:
        step = _step_of(suppression, document)
        for code in suppression.codes or ("",):
            one = replace(suppression, codes=(code,) if code else ())
            found[suppression, code] = any(_is_covered(diagnostic, one, step) for diagnostic in diagnostics)
    return found


def _is_covered(diagnostic: Diagnostic, suppression: Suppression, step: Step | None) -> bool:
    if suppression.codes and not any(
        is_whole(selector, diagnostic.code, diagnostic.name) for selector in suppression.codes
    ):
        return False
    if suppression.line is None:
        return True
    if step is not None and diagnostic.step is not None:
        return diagnostic.step == step.id
    return diagnostic.start.line == suppression.line


def _step_of(suppression: Suppression, document: Document) -> Step | None:
    """The step on whose lines the comment stands: of several on one line, the last that begins before the comment."""
    if suppression.line is None:
        return None
    before = [
        step
        for step in document.steps
        if step.span.start <= suppression.span.start
        and document.lines.line(step.span.start) <= suppression.line <= document.lines.line(step.span.end)
    ]
    return max(before, key=lambda step: step.span.start, default=None)
