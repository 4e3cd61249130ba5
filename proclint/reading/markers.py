"""What may stand before an item's own sentence and is no part of it: "then", "please", a box, a time of day.

It looks at letters alone, not at words and tags; a label is for labels.py.
"""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"(?:\[[ xX]\]\s*"
    r"|(?:\(optional\)|optional(?:ly)?|please|then|next|finally|first|second|third|lastly|also|now|and|always)[,:]?\s+"
    r"|[^\w\s(\"'“@#`$/<]+\s*)+",
    re.IGNORECASE,
)
# "17:00 – ", "9:30 am: ", "After the talk - ", "Week 2: ", "Two days before: ": when something is done
_TIME = re.compile(
    r"(?:\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:-|–|to)\s*\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\b\.?)?)?(?:\s*[–—:-])?"
    r"|\d{1,2}\s*[ap]\.?m\b\.?(?:\s*[–—:-])?"
    r"|(?:after|before|during)(?: [\w'’]+){1,4}\s+[–—-]"
    r"|(?:(?:day|week|month|hour|minute)s? \d{1,2}(?:\s*(?:-|–|to|and|&)\s*\d{1,2})?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: (?:morning|afternoon|evening))?"
    r"|(?:at least )?(?:\d+|an?|one|two|three|four|five|six|ten|the) (?:day|week|month|hour|minute)s? "
    r"(?:before|after|prior|later|ahead)(?: [\w'’]+){0,4})(?::|\s+[–—-]))\s+(?=\w)",
    re.IGNORECASE,
)


def sentence_start(visible: str, start: int) -> int:
    """Where the sentence of an item that opens at `start` begins, "please", "then" and the time left out."""
    match = _LEAD.match(visible, start)
    if match and match.end() < len(visible):
        start = match.end()
    time = _TIME.match(visible, start)
    return time.end() if time else start


def opens_with_time(visible: str) -> bool:
    """Whether a text opens with the time of what it tells: "7 pm: serve the soup"."""
    return _TIME.match(visible) is not None
