"""What a capital says: a name inside a sentence, nothing at its start or in a title.

It does not tell names of people from others.
"""

from __future__ import annotations

from typing import Final

from proclint.reading.words import Words, guess, lexicon, word_list

_NAMEABLE: Final = frozenset("jxkbvgdqQu")
_ALWAYS: Final = frozenset({  # with a capital wherever they stand
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "april",
    "june", "july", "august", "september", "october", "november", "december",
})  # fmt: skip
_FEW: Final = 4  # words that a name or two make look like a title
_COPYING: Final = frozenset({"cc", "bcc", "cc ' ing", "bcc ' ing"})  # "CC the team"


def with_names(words: Words) -> list[str]:
    """The classes, a capitalised word inside a sentence that is not all in capitals taken for a name."""
    if not words.forms:
        return []
    classes = list(words.classes)
    classes[0] = _first_class(words)
    inner = words.text[1:]
    return classes if inner == inner.lower() else _with_inner_names(words, classes)


def _first_class(words: Words) -> str:
    """The class of the first word, whose capital says nothing: "Medication"; but "Legal will coordinate"."""
    kind, form = words.classes[0], words.forms[0]
    if kind in "vkbxu" and form[0].isupper() and _names_tool(words):
        return "n"
    if kind == "j" and form[0].isupper() and words.classes[1:2] == ["M"]:
        kind = "P"
    if kind == "P" and not _is_acronym(form) and not _acts(words):
        return lexicon().class_of(form.lower())
    return kind


def _with_inner_names(words: Words, classes: list[str]) -> list[str]:
    upper = [at for at, form in enumerate(words.forms) if form[0].isupper()]
    title = False
    if len(upper) > 2:  # fewer are no title
        capitals = [form[0].isupper() for form in words.forms if len(form) > 3 and form[0].isalpha()]
        title = len(capitals) > 2 and sum(capitals) > 0.7 * len(capitals)
    if title and len(capitals) <= _FEW and (words.forms[-1] == "." or not _ALWAYS.isdisjoint(words.lower)):
        title = False  # "Invite Greta and Magnus to the call."
    opening = next((at for at, kind in enumerate(classes) if kind not in "A>,"), len(classes))  # adverbs before it
    for at in range(len(classes)) if title else upper:
        form, kind = words.forms[at], classes[at]
        named = at > opening and not title and kind in _NAMEABLE and words.lower[at] not in _COPYING
        if named and classes[at - 1] not in ".:;()F-M" and words.lower[at + 1 : at + 2] != ["them"]:
            classes[at] = "P"
        elif title and kind == "P" and not _is_acronym(form):
            classes[at] = "n"
        elif kind == "M" and form == "May" and at and classes[at - 1] in "Jp":
            classes[at] = "P"  # "on 3 May the clerk"
    return classes


def _acts(words: Words) -> bool:
    """Whether the first word is followed by what only a subject is: "Norcom will send", but not "Results will be"."""
    at = words.classes.index(")") + 1 if words.classes[1:2] == ["("] and ")" in words.classes else 1
    following, second = [*words.classes[at : at + 2], ".", "."][:2]  # behind a bracket: "Mira (host) opens the gate"
    if following in "PJ":
        return True
    plural = guess(words.forms[0].lower()) == "s"
    return (
        (following == "M" and second != "B")
        or (following in "zqQ" and not plural)
        or (following in "&,'" and not plural)
    )


def _names_tool(words: Words) -> bool:
    """Whether a name of a tool that is a verb, too, opens no command: "Slack channel", but "Slack the team"."""
    name = words.lower[0]
    if name not in word_list("tools") or name in lexicon().process_verbs or "-" in name:
        return False
    return [*words.classes[1:2], "."][0] in "nsbkqQ.,:)"


def _is_acronym(form: str) -> bool:
    return sum(map(str.isupper, form)) > 1 or form[0] == "@"
