"""Why a text is refused as a whole, and where.

It does not report: whoever asked for the reading does.
"""

from __future__ import annotations


class Refusal(Exception):
    """A text that will not be read.

    `message` says what is in the way, `help` what to do about it, `offset` is the code point at which it was met.
    """

    def __init__(self, message: str, help: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.offset = offset
