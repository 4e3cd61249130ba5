"""When two names are one party: the key that they share, and the abbreviations that a page defines.

It does not decide whether a name is a party at all.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LEADING: Final = re.compile(
    r"^(?:(?:the|a|an|your|our|their|his|her|its|my|whose|each|every|all|any|both|either|some|several|many|most"
    r"|this|that|these|those|of)\s+)+"
)
_MEMBER: Final = re.compile(
    r"^(?:a\s+)?(?:members?|someone|somebody|one|everyone|anyone|people)\s+(?:of|from|in|on)\s+(?:the\s+|your\s+|our\s+)?"
)
_HYPHEN: Final = re.compile(r"[\s\-‐‑‒–_]+")
_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_AFTER_HEAD: Final = re.compile(r" (?:of|at|for|from|with) ")
_PLURALS: Final = (
    (re.compile(r"ies$"), "y"),
    (re.compile(r"(ss|x|ch|sh|z)es$"), r"\1"),
    (re.compile(r"(?<=[^su])s$"), ""),
)
_IRREGULAR: Final = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "staff": "staff",
    "sales": "sales",
}
_IRREGULAR_ENDING: Final = re.compile(r"(?<=[a-z]{2})(?:people|women|(?<!eci)(?<!egi)(?<!acu)(?<!o)men|children)$")
_KEPT: Final = frozenset(
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
# What drawing tools write where the author wrote nothing, and words for whichever people are meant just there: they
# name somebody in their own file only.
_LOCAL: Final = re.compile(
    r"(?:(?:swim ?)?lane|pool|participant|actor|role|process) ?(?:\d+|[a-z])|(?:swim ?)?lane|pool"
    r"|team|group|person|people"
)
_ACRONYM_PLURAL: Final = re.compile(r"(?<=[A-Z]{2})s$")
_IN_BRACKETS: Final = re.compile(r"\(([A-Z][A-Za-z&]{1,9})\)")
_BEFORE_BRACKETS: Final = re.compile(r"(?<![\w-])([A-Z][A-Za-z&]{1,9}) ?\(([A-Za-z][^()\n]{3,80})\)")
_PIECES: Final = re.compile(r"[A-Z][a-z]+")
_FEWEST_PIECES: Final = 2
_INITIALS: Final = re.compile(r"\b(?:[A-Z]{2,} )+$")
_STOP: Final = re.compile(r"[.;:!?|()\n]")
_LINK_TARGET: Final = re.compile(r"\]\([^()\s]*\)")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_UNWRITTEN: Final = frozenset({"of", "the", "and", "for", "to", "in", "on", "a", "at"})
_WINDOW: Final = 240  # characters before a bracket in which the long form may stand


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """The key of `name`: NFKC, case folded, determiners dropped, the head's plural dropped, a hyphen read as a space.

    "the finance clerks" and "Finance-Clerk" share one; "a member of the events team" is the events team, and "Data
    Access Committee (DAC)" is the same as without its abbreviation.
    """
    if name.isascii() and name.isalpha() and name.islower():  # one plain word: nothing but a plural can be dropped
        return _singular_head(name)
    text = unicodedata.normalize("NFKC", name).translate(_UNSEEN).strip()
    text = _without_abbreviation(text)
    key = unicodedata.normalize("NFKC", _ACRONYM_PLURAL.sub("", text).casefold()).replace("’", "'").replace("(s)", "")
    key = _HYPHEN.sub(" ", key).strip(" .,:;'\"").removesuffix("'s")
    key = _LEADING.sub("", key)
    key = _MEMBER.sub("", key)
    key = _LEADING.sub("", key).lstrip("@")
    if not key:
        return ""
    tail = _AFTER_HEAD.search(key)
    head, rest = (key[: tail.start()], key[tail.start() :]) if tail else (key, "")
    before, space, last = head.rpartition(" ")
    return before + space + _singular_head(last) + rest


def _singular_head(word: str) -> str:
    """The last word of a name in the singular, with one spelling for "party" and "partie"."""
    one = singular(word)
    return one[:-2] + "y" if one.endswith("ie") else one


@lru_cache(maxsize=16384)
def singular(word: str) -> str:
    """The singular of an English noun, by rule; a word that only looks plural stays."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _KEPT or len(word) <= 3:
        return word
    irregular = _IRREGULAR_ENDING.search(word) if word.endswith(("people", "men", "children")) else None
    if irregular:
        return word[: irregular.start()] + _IRREGULAR[irregular.group()]
    for pattern, ending in _PLURALS if word.endswith("s") else ():
        changed = pattern.sub(ending, word)
        if changed != word:
            return changed
    return word


def is_local(key: str) -> bool:
    """Whether a key stands for somebody else in every file, as "lane 1" and "team" do."""
    return _LOCAL.fullmatch(key) is not None


def local_key(key: str, path: str) -> str:
    """The key of whoever a local name stands for in the document at `path`."""
    return f"{path}#{key}"


def bare_key(key: str) -> str:
    """The key of a name without the document that a local name is bound to."""
    return key.rpartition("#")[2]


def abbreviations(text: str) -> dict[str, str]:
    """The abbreviations that a page defines: key of the short form -> key of the long one.

    "Data Access Committee (DAC)" and "DAC (Data Access Committee)" define; the letters have to begin the words. A
    house's initials before them belong to the long form. One that a page defines in two ways is left out.
    """
    found: dict[str, str | None] = {}
    for short, before in _defined(text):
        start = _spelled(short, before)
        if start is not None:
            house = _INITIALS.search(before, 0, start)
            key, long = key_of(short), key_of(before[house.start() if house else start :])
            found[key] = long if found.get(key, long) == long else None
    return {key: long for key, long in found.items() if long and long != key}


def _defined(text: str) -> list[tuple[str, str]]:
    """Short forms, each beside the text whose last words may spell it."""
    found: list[tuple[str, str]] = []
    if "(" not in text:
        return found
    for match in _IN_BRACKETS.finditer(text):
        window = _LINK_TARGET.sub("", text[max(0, match.start() - _WINDOW) : match.start()])
        window = _STOP.split(window.replace("*", "").replace("[", "").replace("]", "").rstrip())[-1]
        found.append((match.group(1), window))
    for match in _BEFORE_BRACKETS.finditer(text):
        inside = match.group(2).strip()
        if _spelled(match.group(1), inside) == 0:
            found.append((match.group(1), inside))
    return found


def _spelled(short: str, text: str) -> int | None:
    """Where the last words of `text` begin whose initials, or beginnings ("AcqDiv"), make up `short`; else None."""
    pieces = _PIECES.findall(short)
    if "".join(pieces) != short or len(pieces) < _FEWEST_PIECES:
        pieces = [letter for letter in short.removesuffix("s") if letter.isalpha()]
    words = list(_WORD.finditer(text))
    for at in range(len(words) - 1, -1, -1):
        word = words[at].group().casefold()
        if pieces and _shortens(pieces[-1].casefold(), word):
            pieces.pop()
            if not pieces:
                return words[at].start() if len(words) - at > 1 else None
        elif word not in _UNWRITTEN:
            return None
    return None


def _shortens(piece: str, word: str) -> bool:
    """Whether the letters of `piece` stand in `word` in their order, the first one first: "ops" in "operations"."""
    letters = iter(word)
    return word.startswith(piece[0]) and all(letter in letters for letter in piece)


def _without_abbreviation(name: str) -> str:
    if not name.endswith(")"):
        return name
    before, _, short = name[:-1].rpartition("(")
    return before.rstrip() if short[:1].isupper() and _spelled(short, before) is not None else name
