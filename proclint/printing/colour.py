"""The few colours of the text formats.

It does not decide whether colours are wanted: View says that.
"""

from __future__ import annotations

from proclint.diagnostic import Severity
from proclint.printing.run import View

_CODES = {
    "bold": "1", "dim": "2", "red": "1;31", "green": "32", "yellow": "1;33", "blue": "1;34", "cyan": "36",
}  # fmt: skip
_SEVERITIES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def paint(text: str, colour: str, view: View) -> str:
    """`text` in `colour` (a name of the table above, or "plain") when the view is coloured, else as it is."""
    if not view.color or not text or colour == "plain":
        return text
    return f"\x1b[{_CODES[colour]}m{text}\x1b[0m"


def colour_of(severity: Severity) -> str:
    """The colour that stands for a severity."""
    return _SEVERITIES[severity]
