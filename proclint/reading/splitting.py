"""Where a text falls into sentences.

It does not look into them.
"""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[^\s\w]*[A-Z0-9@#`\"“])|(?<=\s[.!?])\s+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|approx|no|nos|dr|mr|mrs|ms|prof|st|dept|fig|sec|ca|cf|inc|ltd|\w)\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 12


def split(text: str, start: int = 0) -> list[tuple[int, int]]:
    """The offsets [start, end) of the sentences of a text from `start` on."""
    cuts: list[tuple[int, int]] = []
    for match in _SENTENCE_END.finditer(text, start):
        if _ABBREVIATION.search(text, max(start - 1, 0, match.start() - _LONGEST_ABBREVIATION), match.start()):
            continue
        cuts.append((start, match.start()))
        start = match.end()
    cuts.append((start, len(text)))
    return [(first, last) for first, last in cuts if text[first:last].strip()]
