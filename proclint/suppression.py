"""Applies the ignore comments of a page to the diagnostics of that page.

It does not find the comments: the reader does. It does not know which rules exist.
"""

from __future__ import annotations

from collections.abc import Iterable

from proclint.diagnostic import Diagnostic
from proclint.model import Document, Step, Suppression
from proclint.selector import specificity


def apply(diagnostics: Iterable[Diagnostic], document: Document) -> tuple[tuple[Diagnostic, ...], int]:
    """What the comments of `document` leave of its `diagnostics`, in their order, and how many they drop."""
    diagnostics = tuple(diagnostics)
    if not document.suppressions:
        return diagnostics, 0
    covers = [(suppression, _step_of(suppression, document)) for suppression in document.suppressions]
    kept = tuple(one for one in diagnostics if not any(_is_covered(one, ignore, step) for ignore, step in covers))
    return kept, len(diagnostics) - len(kept)


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
