"""Why something is taken for no step, in the reader's words.

It does not judge; lists.py, tables.py and items.py do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from proclint.reading.items import Reading
from proclint.reading.kinds import ACTING, WEIGHT, ItemKind

_NOTED = re.compile(r"(?:note|nb|tip|hint|warning|caution|important|example)\b", re.IGNORECASE)
_SURE = 0.8  # the weight from which on an item tells somebody to do something, whatever its neighbours say


class Reason(StrEnum):
    """Why a list, a table or a heading holds no steps; a detail may follow."""

    EMPTY = "its items hold no text"
    GERUNDS = "its items name activities, and nothing says that they are somebody's tasks"
    ALONE = "one bullet alone"
    FEW = "too few of its items tell somebody to do something"
    RECORD = "a heading above says that a record, a plan or news follow:"
    MANNERS = "the heading says that rules follow:"
    AIMS = "what stands above says that aims, claims or rules follow:"
    HEADING = "the heading says that no steps follow:"
    INTRO = "the sentence before says that no steps follow:"
    OPTIONS = "the sentence before announces a choice, a condition or parts of something:"
    THINGS = "the sentence before says what a thing does, not what somebody does"
    RULES = "its items say what shall hold: rules, not steps"
    FIELDS = "its items are fields"
    VALUE = "read as the value of the heading above"
    COLUMN = "no column is headed Step, Action, Task or the like"
    NOBODY = "no column says who does it, who gets it or by when"
    CELLS = "too few of its cells tell somebody to do something"
    QUOTE = "stands aside, as a quote or a box"
    STATED = "the page says so itself, in its first lines"
    TOLD = "the config says so"
    LANGUAGE = "most of its words are not English"


@dataclass(frozen=True, slots=True)
class NoSteps:
    """Why something holds no steps, a Reason or words like one; false, as the bare no is in whose place it stands."""

    reason: str
    detail: str = ""

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return f"{self.reason} {self.detail}".rstrip()


_ITEM = {
    ItemKind.QUESTION: ("a question", "are questions"),
    ItemKind.NOTE: ("a note", "are notes"),
    ItemKind.TERM: ("a label and what it stands for", "are labels and what they stand for"),
    ItemKind.LINK: ("a link", "are links"),
    ItemKind.FUTURE: ("what you will see or receive: nobody acts", "say what you will see or receive: nobody acts"),
    ItemKind.STATE: ("says how something is, no action", "say how something is, no action"),
    ItemKind.BE: ("says how to be, no action", "say how to be, no action"),
    ItemKind.PAST: ("says what was done or must hold, no action", "say what was done or must hold, no action"),
    ItemKind.DONE: ("says what was done or must hold, no action", "say what was done or must hold, no action"),
    ItemKind.THING: ("says what a thing does, not what somebody does", "say what things do, not what somebody does"),
    ItemKind.PERMISSION: ("says what one may do, not what to do", "say what one may do, not what to do"),
    ItemKind.NEGATIVE: ("says what not to do", "say what not to do: rules, not steps"),
    ItemKind.GERUND: ("names an activity, tells nobody to do it", "name activities, tell nobody to do them"),
    ItemKind.PASSIVE: ("says that something is done, not by whom", "say that something is done, not by whom"),
    ItemKind.THIRD: ("says what is done, not by whom", "say what is done, not by whom"),
    ItemKind.PERHAPS: ("may as well be the name of a thing", "may as well be names of things"),
    ItemKind.NONE: ("no verb says what is done", "lack a verb that says what is done"),
}  # fmt: skip


def of_item(reading: Reading) -> str:
    """Why an item is no step, though its list holds some."""
    kind = reading.kind
    if _NOTED.match(reading.text.visible):
        kind = ItemKind.NOTE
    elif reading.labelled and kind in ACTING:
        return "opens with a label that names nobody"
    elif reading.labelled:
        kind = ItemKind.TERM
    return _ITEM.get(kind, _ITEM[ItemKind.NONE])[0]


def of_vote(readings: Sequence[Reading]) -> NoSteps:
    """Why the items of a list voted against it: what most of them are, else how few would be steps."""
    count = len(readings)
    labelled = sum(reading.labelled for reading in readings)
    kind, number = Counter(reading.kind for reading in readings).most_common(1)[0]
    if 2 * labelled > count and kind is not ItemKind.NOTE:
        return of_kind(ItemKind.TERM, labelled, count)
    if 2 * number > count and WEIGHT.get(kind, 0.0) < _SURE:
        return of_kind(kind, number, count)
    acting = sum(WEIGHT.get(reading.kind, 0.0) >= _SURE for reading in readings)
    return NoSteps(Reason.FEW, f"({acting} of {count})")


def of_kind(kind: ItemKind, number: int, count: int) -> NoSteps:
    """That `number` of the `count` items of a list are of a kind that makes it no list of steps."""
    if count == 1:
        return NoSteps("its only item:", _ITEM[kind][0])
    if number == count:
        return NoSteps("all of its items", f"{_ITEM[kind][1]} ({count})")
    return NoSteps(
        f"{'most' if 2 * number > count else 'some'} of its items", f"{_ITEM[kind][1]} ({number} of {count})"
    )


def word(pattern: re.Pattern[str], text: str) -> str:
    """The author's word that decides, quoted."""
    match = pattern.search(text)
    return f'"{match.group().strip(" :.!").casefold()}"' if match else ""
