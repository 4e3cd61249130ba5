"""When two names are one party: the key that they share.

It does not decide whether a name is a party at all.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LEADING = re.compile(
    r"^(?:(?:the|a|an|your|our|their|his|her|its|my|each|every|all|any|both|this|that|these|those|some|other|of)\s+)+"
)
_MEMBER = re.compile(
    r"^(?:a\s+)?(?:members?|someone|somebody|one|everyone|anyone|people)\s+(?:of|from|in|on)\s+(?:the\s+|your\s+|our\s+)?"
)
_SPACE = re.compile(r"[\s\-‐‑–_/]+")
_PLURALS = ((r"ies$", "y"), (r"(ss|x|ch|sh|z)es$", r"\1"), (r"(?<=[^su])s$", ""))
_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "staff": "staff",
    "sales": "sales",
}
_KEPT = frozenset(
    {
        "sales",
        "operations",
        "ops",
        "news",
        "process",
        "logistics",
        "services",
        "communications",
        "facilities",
        "payables",
        "receivables",
    }
)


@lru_cache(maxsize=8192)
def key_of(name: str) -> str:
    """The key of `name`: NFKC, case folded, determiners dropped, the head's plural dropped, a hyphen read as a space.

    "the finance clerks" and "Finance-Clerk" share one; "a member of the events team" is the events team.
    """
    key = unicodedata.normalize("NFKC", name).casefold().replace("’", "'").replace("(s)", "")
    key = _SPACE.sub(" ", key).strip(" .,:;'\"")
    key = _LEADING.sub("", key)
    key = _MEMBER.sub("", key)
    key = _LEADING.sub("", key).lstrip("@")
    if not key:
        return ""
    head, of, rest = key.partition(" of ")
    words = head.split(" ")
    words[-1] = singular(words[-1])
    return " ".join(words) + (of + rest if of else "")


def singular(word: str) -> str:
    """The singular of an English noun, by rule; a word that only looks plural stays."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _KEPT or len(word) <= 3:
        return word
    for pattern, ending in _PLURALS:
        changed = re.sub(pattern, ending, word)
        if changed != word:
            return changed
    return word
