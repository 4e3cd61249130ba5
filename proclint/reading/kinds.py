"""The kinds of sentences that a list item may hold, and which of them tell somebody to do something.

It does not read them; items.py does.
"""

from __future__ import annotations

from enum import StrEnum


class ItemKind(StrEnum):
    """What the first sentence of an item is."""

    IMPERATIVE = "imperative"
    PERHAPS = "perhaps"  # "Phone numbers", "Check references": a command or a noun, the list decides
    MUST = "must"
    AGENT = "agent"  # a named party does something
    THIRD = "third"  # "Reviews the form": a verb with -s and nobody named
    PASSIVE = "passive"
    THING = "thing"  # a thing does something
    PERMISSION = "permission"
    NEGATIVE = "negative"
    FUTURE = "future"  # "You will receive ..."
    STATE = "state"
    BE = "be"  # "Be prepared to ..."
    PAST = "past"
    GERUND = "gerund"
    QUESTION = "question"
    NOTE = "note"
    TERM = "term"  # "Consistent - have a consistent look": a word and what it stands for
    LINK = "link"
    LATE = "late"  # a later sentence is an imperative
    DONE = "done"  # "Sent the invoice": among steps one of them, alone a record
    NONE = "none"


WEIGHT = {
    ItemKind.IMPERATIVE: 1.0,
    ItemKind.MUST: 1.0,
    ItemKind.AGENT: 1.0,
    ItemKind.THIRD: 0.8,
    ItemKind.LATE: 0.8,
    ItemKind.PERHAPS: 0.55,
    ItemKind.PASSIVE: 0.7,
    ItemKind.PERMISSION: 0.6,
    ItemKind.THING: 0.5,
    ItemKind.NEGATIVE: 0.5,
    ItemKind.BE: 0.4,
}

ACTING = frozenset(
    {
        ItemKind.IMPERATIVE,
        ItemKind.PERHAPS,
        ItemKind.MUST,
        ItemKind.AGENT,
        ItemKind.LATE,
        ItemKind.THIRD,
        ItemKind.PASSIVE,
        ItemKind.BE,
        ItemKind.DONE,
    }
)
# In a numbered list what one may or must not do is a step as well: somebody put it at its place in the order.
ACTING_IN_ORDER = ACTING | {ItemKind.PERMISSION, ItemKind.NEGATIVE}
NESTED_ACTING = frozenset({ItemKind.IMPERATIVE, ItemKind.PERHAPS, ItemKind.MUST, ItemKind.AGENT, ItemKind.LATE})
NESTED_SHARE = 0.6
