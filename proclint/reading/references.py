"""References: the numbers of the steps of its own page that a text speaks of ("go on with step 4").

It does not know whether there is such a step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proclint.model import Clause
from proclint.reading.visible import Text

_NUMBER = r"\d+(?:\.\d+)*"
_STEPS = re.compile(
    rf"\bsteps?\s+(?:number\s+|no\.\s*|#\s*)?{_NUMBER}(?:\s*(?:,|-|–|&|and|or|to|through)\s*(?:steps?\s+)?{_NUMBER})*",
    re.IGNORECASE,
)
_EACH = re.compile(_NUMBER)
# What follows where steps of something else are meant, or no steps: "step 3 of the form", "step 2 verification".
_ELSEWHERE = re.compile(
    r"\s*(?:\(|,)?\s*(?:of|in|from|on|at|under)\s(?!this\b|these\b)|\s+[a-z]+(?:ation|ing)\b", re.IGNORECASE
)
_BEFORE = re.compile(r"[’']s\s+$|\b(?:their|its|his|her|that|another|other)\s+$", re.IGNORECASE)


def references_of(text: Text) -> Iterator[Clause]:
    """The numbers of steps in a text; those in code and links, and those of steps elsewhere, are left out."""
    aside = (*((first, last) for first, last, _ in text.links), *text.code)
    for start, end in _found(text.visible):
        if not any(first <= start < last for first, last in aside):
            yield Clause(text.visible[start:end], text.span(start, end))


def references_in(clause: Clause) -> Iterator[Clause]:
    """The numbers of steps in the value of a field, all at its place."""
    return (Clause(clause.text[start:end], clause.span) for start, end in _found(clause.text))


def _found(visible: str) -> Iterator[tuple[int, int]]:
    for match in _STEPS.finditer(visible):
        if not _ELSEWHERE.match(visible, match.end()) and not _BEFORE.search(visible, 0, match.start()):
            yield from (number.span() for number in _EACH.finditer(visible, *match.span()))
