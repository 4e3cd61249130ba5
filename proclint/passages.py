"""Passages of a document: what a step tells first, which section a place lies in, what is still to be written.

It judges nothing; rules ask it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from proclint.diagnostic import Edit
from proclint.model import Action, Document, Section, Step
from proclint.span import Span

_MARKS = re.compile(r"[\s>*_`|:.,;!?\[\]()–—-]+")
_UNWRITTEN = frozenset({
    "tbd", "tba", "tbc", "todo", "to do", "to be decided", "to be defined", "to be determined", "to be written",
    "to be completed", "to be added", "to follow", "coming soon", "under construction", "unknown", "n/a", "na",
})  # fmt: skip


def main_action(step: Step) -> Action | None:
    """What a step tells to do first; what is done in its conditions is done before it."""
    conditions = [action.condition.span for action in step.actions if action.condition is not None]
    for action in step.actions:
        if not any(span.start <= action.verb.span.start < span.end for span in conditions):
            return action
    return None


def sections_around(document: Document, offsets: Iterable[int]) -> Iterator[int]:
    """Where the innermost section begins that each of `offsets`, which ascend, lies in; 0 for none."""
    pending = [*reversed(document.sections)]
    around: list[Section] = []
    for offset in offsets:
        while pending and pending[-1].body.start <= offset:
            section = pending.pop()
            while around and around[-1].body.end <= section.body.start:
                around.pop()
            around.append(section)
        while around and around[-1].body.end <= offset:
            around.pop()
        yield around[-1].body.start if around else 0


def is_unwritten(text: str) -> bool:
    """Whether a text says nothing, or only that it is still to be written."""
    told = _MARKS.sub(" ", text).strip().casefold()
    return not told or told in _UNWRITTEN


def edit(document: Document, span: Span, text: str) -> Edit:
    """The change that puts `text` in the place of a stretch of the document."""
    return Edit(document.path, document.lines.position(span.start), document.lines.position(span.end), text)
