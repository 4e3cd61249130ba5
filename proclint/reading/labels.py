"""What an item opens with before its own sentence: a label, a bold title, a word and a dash.

It does not cut the item; steps.py does.
"""

from __future__ import annotations

import re

from proclint.model import Kind
from proclint.reading import fields
from proclint.reading.items import read_item
from proclint.reading.kinds import ItemKind
from proclint.reading.moods import sentence_kind
from proclint.reading.sentence import sentence_of
from proclint.reading.visible import Text
from proclint.reading.words import lexicon

_DOING = re.compile(r"...(?:tion|sion|ment|al|ance|ence|ing|over)s?$")
_SAYS = re.compile(r"(?:announce|answer|ask|explain|reply|say|tell \w+)$", re.IGNORECASE)
_BEING = frozenset({"contain", "have", "mean", "remain"})  # as "accessible - have a ramp" is
LONGEST_TITLE = 5  # words


def is_said(label: str, told: str) -> bool:
    """Whether a label says that somebody is asked or told what follows: 'Ask: "How are you?"'."""
    return _SAYS.match(label) is not None and told[:1] in ('"', "“")


def tells_more(label: str) -> bool:
    """Whether a bracket holds more than a name: "(consult with the lawyers)"."""
    first, *rest = label.lower().split()
    return lexicon().class_of(first) in "pwfTyv" or any(lexicon().class_of(word) in "pwfTyvD" for word in rest)


def title_end(text: Text) -> int:
    """Where the sentence begins behind a few bold words with a full stop that tell nothing to do, 0 where none are."""
    end = text.strong[0][1]
    label = text.visible[:end].rstrip()
    start = end + (not label.endswith("."))
    titled = label.endswith(".") or text.visible[end : end + 1] == "."
    if not titled or start >= len(text.visible) or len(label.split()) > LONGEST_TITLE or acts(label):
        return 0
    return start + 1  # "**Intake.** Log the call"


def is_commanded(text: Text, start: int) -> bool:
    """Whether what stands behind a dash tells somebody to do something: "hand it in", not "contain a map"."""
    told = read_item(text, start)
    verb = told.sentence(0).first if told.kind is ItemKind.IMPERATIVE else None
    return verb is not None and verb.base not in _BEING


def is_role(label: str) -> bool:
    """Whether a label names nobody but people inside: of "Guest - send the bill" the guest does not send it."""
    return fields.is_party_label(label, acronyms=False) and fields.name_kind(label) is Kind.UNKNOWN


def names_work(name: str) -> bool:
    """Whether a name holds a word for something that is done: "Approval of the order", "Final check"."""
    book = lexicon()
    return any(
        _DOING.search(word) or word in book.process_verbs or book.class_of(word) == "d" for word in name.lower().split()
    )


def acts(label: str) -> bool:
    """Whether a label before a colon is itself what is to be done: "Submit the form: go to the portal"."""
    kind = sentence_kind(sentence_of(label, 0, len(label), imperative=True))
    return len(label.split()) > 1 and kind in (
        ItemKind.IMPERATIVE,
        ItemKind.PERHAPS,
        ItemKind.AGENT,
        ItemKind.MUST,
        ItemKind.THIRD,
    )
