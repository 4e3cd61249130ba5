"""What an item of a list says: tells it somebody to do something, or does it inform?

It judges one text at a time; which list is a list of steps is for lists.py.
"""

from __future__ import annotations

import re

from proclint.reading.kinds import ItemKind
from proclint.reading.markers import sentence_start
from proclint.reading.moods import sentence_kind
from proclint.reading.parties import sure
from proclint.reading.sentence import Sentence, sentence_of
from proclint.reading.splitting import split
from proclint.reading.visible import Text

_SHORT = 3  # words
_COMMANDING = (ItemKind.IMPERATIVE, ItemKind.MUST)
_LOOKING = frozenset({"see", "read", "contact", "note", "remember", "consider", "think"})
_NOTE = re.compile(
    r"(?:(?:e\.g|for example|nb|for (?:more|further|additional) (?:information|details|info|guidance))\b"
    r"|(?:note|tip|hint|example|warning|caution|important|optional(?:ly)? note)(?::|,| that\b| -))",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\((?:[^()]|\([^()]*\))*\)[.]?\s*")  # "(as told above)"
_RULE = re.compile(r"(?:do|don['’]?t|do not|dos|don['’]?ts|always|never|avoid)\s*:", re.IGNORECASE)
_SPOKEN = re.compile(r'"[^"]+"\s*|“[^”]+”\s*')  # what is to be said, with no word on who says it
_TERM = re.compile(r"\s+(?:[–—-]|--)\s+")
_INFINITIVE = re.compile(r"to\s+(?=[a-z])", re.IGNORECASE)

# What the sentence behind "Screening:" is, where it says what the word stands for
_TOLD_OF_TERMS = (ItemKind.THIRD, ItemKind.PERHAPS, ItemKind.PASSIVE, ItemKind.THING)


class Reading:
    """An item's own text after its label: its sentences, read when asked for, and the kind of the first."""

    __slots__ = ("_read", "groups", "kind", "labelled", "ranges", "start", "text", "third")

    def __init__(
        self, text: Text, start: int, *, third: bool = False, labelled: bool = False, ordered: bool = False
    ) -> None:
        """Read the first sentence of `text` from `start` on; `third`: see Sentence.

        `labelled`: a label that is no party stands before; `ordered`: the item has a number.
        """
        self.text, self.start, self.third, self.labelled = text, start, third, labelled
        self.ranges = split(text.visible, start)
        self._read: dict[int, Sentence] = {}
        self.groups = False  # whether the item only heads those below it: "When approved:"
        self.kind = _kind(self)
        told = (ItemKind.PERHAPS, ItemKind.THING) if ordered else _TOLD_OF_TERMS
        if labelled and self.kind in told:
            self.kind = ItemKind.TERM

    def sentence(self, index: int) -> Sentence:
        """The sentence at `index`."""
        if index not in self._read:
            start, end = self.ranges[index]
            self._read[index] = sentence_of(
                self.text.visible, start, end, imperative=True, third=self.third and not index
            )
        return self._read[index]

    @property
    def asks(self) -> bool:
        """Whether the item begins with a question: "What went well? Praise it"."""
        return bool(self.ranges) and self.text.visible[slice(*self.ranges[0])].rstrip(' )"”').endswith("?")

    @property
    def forbids(self) -> bool:
        """Whether the item is a command not to do something: "Do not move the patient"."""
        if self.kind is not ItemKind.NEGATIVE:
            return False
        verb = self.sentence(0).first
        return verb is not None and not verb.subject and verb.tags[0] == "M"

    @property
    def handles(self) -> bool:
        """Whether the first sentence says that something does something to another: "The sexton trims the wicks"."""
        verb = self.sentence(0).first
        return verb is not None and bool(verb.objects) and not verb.objects[0].lead

    @property
    def sentences(self) -> list[Sentence]:
        """All sentences."""
        return [self.sentence(index) for index in range(len(self.ranges))]


def read_item(
    text: Text, start: int = 0, *, third: bool = False, labelled: bool = False, ordered: bool = False
) -> Reading:
    """Read the text of an item from `start` on, words like "please" and "then" before its first sentence left out."""
    start = sentence_start(text.visible, start)
    reading = Reading(text, start, third=third, labelled=labelled, ordered=ordered)
    infinitive = _INFINITIVE.match(text.visible, start) if reading.kind is ItemKind.NONE else None
    if infinitive is not None and not labelled:
        told = Reading(text, infinitive.end(), ordered=ordered)
        if told.kind in (ItemKind.IMPERATIVE, ItemKind.PERHAPS):
            told.kind = ItemKind.GERUND  # "to keep the log" is a duty just where "keeping the log" is one
            return told
    return reading


def tells_of_people(reading: Reading) -> bool:
    """Whether the first sentence tells what somebody who is named does, or what is done to them."""
    return reading.kind in (ItemKind.AGENT, ItemKind.PASSIVE) and is_of_somebody(reading)


def is_of_somebody(reading: Reading) -> bool:
    """Whether the subject of the first sentence is somebody who is named."""
    first = reading.sentence(0)
    return first.first is not None and any(sure(first, noun) for noun in first.first.subject)


def is_checked_off(reading: Reading) -> bool:
    """Whether an item without a whole verb names a thing and what has been done to it: "Contract signed"."""
    tags = reading.sentence(0).tags if reading.ranges else ""
    end = next((at for at, tag in enumerate(tags) if tag not in "DJNSPO&/,'"), len(tags))
    return 0 < end < len(tags) and tags[end] in "EW" and tags[end - 1] in "NSP"


def read_sentences(text: Text) -> list[Sentence]:
    """The sentences of a text, read as those of a list item."""
    return [sentence_of(text.visible, start, end, imperative=True) for start, end in split(text.visible)]


def _kind(reading: Reading) -> ItemKind:
    if not reading.ranges:
        return ItemKind.NONE
    visible = reading.text.visible
    if _is_link(reading.text, reading.start, third=reading.third):
        return ItemKind.LINK
    first = reading.sentence(0)
    if _NOTE.match(visible, reading.start) or _NOTE.match(visible) or _BRACKETED.fullmatch(visible, reading.start):
        return ItemKind.NOTE
    if _RULE.match(visible) or _SPOKEN.fullmatch(visible, reading.start):
        return ItemKind.NOTE
    if _is_term(reading) or " = " in visible[reading.start : reading.ranges[0][1]]:
        return ItemKind.TERM
    kind = sentence_kind(first)
    linked = reading.text.links or "://" in visible
    if kind is ItemKind.IMPERATIVE and linked and first.form(0) == "see" and len(reading.ranges) == 1:
        return ItemKind.NOTE  # "See the guide"
    if kind in (
        ItemKind.STATE,
        ItemKind.PERMISSION,
        ItemKind.QUESTION,
        ItemKind.NONE,
        ItemKind.BE,
        ItemKind.PAST,
        ItemKind.FUTURE,
    ):
        if any(verb.tags == "V" and first.form(verb.words[0] - 1) == "please" for verb in first.verbs):
            return ItemKind.LATE  # "the shelves have labels, please keep to them"
        for index in range(1, min(3, len(reading.ranges))):
            later = reading.sentence(index)
            verb = later.first
            if sentence_kind(later) in _COMMANDING and verb is not None and verb.base not in _LOOKING:
                return ItemKind.LATE
    return kind


def _is_term(reading: Reading) -> bool:
    """Whether the text begins with a word or two, or with code, that a dash sets off."""
    visible, start = reading.text.visible, reading.start
    dash = _TERM.search(visible, start)
    if dash is None:
        return False
    if reading.text.code and reading.text.code[0][0] <= start + 1 and dash.start() <= reading.text.code[0][1] + 12:
        return True
    return is_term(reading.text, dash.start(), start)


def is_term(text: Text, end: int, start: int = 0) -> bool:
    """Whether a word or two stand up to `end`, and are no command."""
    lead = sentence_of(text.visible, start, end, imperative=True)
    return (
        sum(form[0].isalnum() for form in lead.words.forms) <= _SHORT and sentence_kind(lead) is not ItemKind.IMPERATIVE
    )


def _is_link(text: Text, start: int, *, third: bool) -> bool:
    """Whether the text is a link and nothing else, named by a title rather than an action."""
    end = len(text.visible.rstrip(" ."))
    covered = any(first <= start and last >= end for first, last, _ in text.links)
    if not covered:
        return False
    if any(url.startswith("#") for _, _, url in text.links[:1]):
        return True  # a table of contents
    sentence = sentence_of(text.visible, start, end, imperative=True, third=third)
    kind = sentence_kind(sentence)
    named = text.visible[start:end]
    titled = (kind is ItemKind.PERHAPS or sentence.words.classes[:1] == ["b"]) and (named.istitle() or named.isupper())
    # "Salary and Leave Policy": what a command opens with is no name
    titled = titled or (sentence.first is not None and sentence.tags[0] in "NP" and named.istitle())
    return titled or kind not in (ItemKind.IMPERATIVE, ItemKind.PERHAPS, ItemKind.THIRD)
