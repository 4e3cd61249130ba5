"""Selectors: how a person names rules, by code, by the beginning of a code, by name, or ALL.

It does not know which rules there are.
"""

from __future__ import annotations

ALL = "ALL"
EXACT = 100  # longer than any code: a code or a name is as specific as a selector can be


def is_whole(selector: str, code: str, name: str) -> bool:
    """Whether `selector` names a rule as an ignore comment may: by code, by name, by the letters of its code, or ALL.

    A code that was cut short means more rules than whoever wrote it knew.
    """
    upper = selector.strip().upper()
    return upper in (ALL, code, code.rstrip("0123456789")) or selector.strip().lower() == name


def specificity(selector: str, code: str, name: str) -> int | None:
    """How closely `selector` names a rule: 0 for ALL, the length of a prefix, EXACT; None where it does not."""
    upper = selector.strip().upper()
    if upper == code or selector.strip().lower() == name:
        return EXACT
    if upper == ALL:
        return 0
    return len(upper) if upper and code.startswith(upper) else None
