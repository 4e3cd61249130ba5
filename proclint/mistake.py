"""A mistake in proclint itself, told in one line for whoever mends it.

What is wrong with a page is no mistake: that is a diagnostic.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Failure:
    """What failed (a rule, the reader), on which file (None: the workspace), and how."""

    what: str
    path: str | None
    reason: str

    def __str__(self) -> str:
        return f"{self.what} failed on {self.path or 'the workspace'}: {self.reason}"


def reason(error: Exception) -> str:
    """What went wrong and where in the code, in one line."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    text = " ".join(str(error).split())
    return f"{type(error).__name__}{': ' + text if text else ''} ({PurePath(place.filename).name}:{place.lineno})"
