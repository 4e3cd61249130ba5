"""Applies the ignore comments of a page to the diagnostics of that page.

It does not find the comments: the reader does. It does not know which rules exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from proclint.diagnostic import Diagnostic
from proclint.model import Document, Step, Suppression
from proclint.selector import specificity


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A diagnostic that a comment drops, and the reason that the comment gives."""

    diagnostic: Diagnostic
    reason: str | None


def apply(
    diagnostics: Iterable[Diagnostic], document: Document
) -> tuple[tuple[Diagnostic, ...], tuple[Suppressed, ...]]:
    """What the comments of `document` leave of its `diagnostics`, and what they drop, both in their order."""
    diagnostics = tuple(diagnostics)
    if not document.suppressions:
        return diagnostics, ()
    covers = [(suppression, _step_of(suppression, document)) for suppression in document.suppressions]
    kept: list[Diagnostic] = []
    dropped: list[Suppressed] = []
    for one in diagnostics:
        over = [ignore for ignore, step in covers if _is_covered(one, ignore, step)]
        if over:
            dropped.append(Suppressed(one, next((ignore.reason for ignore in over if ignore.reason), None)))
        else:
            kept.append(one)
    return tuple(kept), tuple(dropped)


def _is_covered(diagnostic: Diagnostic, suppression: Suppression, step: Step | None) -> bool:
    if suppression.codes and not any(
        specificity(selector, diagnostic.code, diagnostic.name) is not None for selector in suppression.codes
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
