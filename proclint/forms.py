"""Forms of words: what the base form of a verb may be, and when two texts name the same thing.

It does not read sentences; see `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from proclint.names import key_of

_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", "", "e"), ("ing", "", "e"))
_IRREGULAR = {
    "brought": "bring", "chosen": "choose", "given": "give", "held": "hold", "kept": "keep", "left": "leave",
    "made": "make", "paid": "pay", "sent": "send", "shown": "show", "told": "tell", "written": "write",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_VESSELS = frozenset({"copy", "file", "form", "list", "note", "number", "record", "report", "set", "sheet"})
_SMALL = frozenset({
    "a", "all", "an", "and", "any", "as", "at", "by", "each", "every", "for", "from", "in", "is", "its", "new", "no",
    "of", "on", "or", "our", "that", "the", "their", "this", "to", "with", "your",
})  # fmt: skip


@cache
def bases_of(form: str) -> frozenset[str]:
    """What the base form of a verb may be: "applies" -> apply, applie, applies."""
    found = {form, _IRREGULAR.get(form, form)}
    for ending, *instead in _ENDINGS:
        if form.endswith(ending):
            stem = form.removesuffix(ending)
            found.update(stem + one for one in instead)
            if ending != "s" and stem[-1:] == stem[-2:-1]:
                found.add(stem[:-1])
    return frozenset(found)


@cache
def content_of(text: str) -> frozenset[str]:
    """The words of a text that name things, in the singular: "the signed order slips" -> signed, order, slip."""
    found = (word for word in _WORD.findall(text.casefold().replace("-", " ")) if word not in _SMALL)
    return frozenset(key_of(word) or word for word in found)


def same_thing(one: str, other: str) -> bool:
    """Whether two texts may name the same thing: all words of one are in the other, or the head of one is.

    "the order slip" and "order slips, signed" do, as do "application" and "application form"; a head that only says in
    what form it comes ("list of parts", "list of guests") does not do.
    """
    first, second = content_of(one), content_of(other)
    if not first or not second:
        return False
    heads = {_head(one), _head(other)} - _VESSELS
    return first <= second or second <= first or any(head in first and head in second for head in heads)


def takes_up(text: str, thing: str) -> bool:
    """Whether a text speaks of a thing: the head of its name is in it ("the signed slip" in "file the slips")."""
    return _head(thing) in content_of(text)


class Things:
    """Texts that name things, to be asked whether one of them may name the same as another text."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Those of `texts`."""
        self._by_word: dict[str, list[str]] = {}  # two texts of one thing share a word
        for text in dict.fromkeys(texts):
            for word in content_of(text):
                self._by_word.setdefault(word, []).append(text)

    def name(self, thing: str, besides: str | None = None) -> bool:
        """Whether one of them, other than `besides`, may name `thing`."""
        alike = (text for word in content_of(thing) for text in self._by_word.get(word, ()))
        return any(text != besides and same_thing(thing, text) for text in alike)


def _head(text: str) -> str:
    """The word that says what a thing is: "list of open orders" -> list."""
    name = re.split(r"[,;(]| (?:of|for|from|with|in|on|to|by|that|which) ", text.casefold())[0]
    words_of_it = _WORD.findall(name.replace("-", " ")) or [""]
    return key_of(words_of_it[-1])
