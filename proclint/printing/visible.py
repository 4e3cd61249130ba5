"""Text from documents and file names as it may reach a terminal: control characters made visible.

It does not measure or colour anything.
"""

from __future__ import annotations

import re

# C0, DEL, C1, the line and paragraph separators, the bidirectional controls, and bytes of a file name that are no UTF-8
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """`text` on one line, each control character as a glyph (`␛`) or, where there is none, as its number escaped."""
    return _HIDDEN.sub(_glyph, text)


def visible_lines(text: str) -> str:
    """`text` with its line ends kept, all other control characters made visible."""
    return "\n".join(visible(line) for line in text.split("\n"))


def _glyph(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"
