"""A list of priorities does not put those outside first, then those inside, then the own group."""

import re
from enum import IntEnum
from itertools import pairwise

from proclint.rule import (
    Awake,
    Clause,
    Document,
    Finding,
    Iterator,
    Kind,
    Organisation,
    Severity,
    key_of,
    kind_of_word,
    quoted,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED
PARTS = re.compile(
    r"\s*(?:[,;>→]|\bthen\b|\b(?:first|second|third|last)(?:ly)?\b:?|\b(?:before|over)\b)+\s*", re.IGNORECASE
)
MORE = re.compile(r"\s*(?:[:(–—]|\s-\s).*", re.DOTALL)  # what an entry says of a party
OURS = re.compile(
    r"(?:our|my|the|this) ?(?:own )?(?:team|group|department|unit|office|squad)|(?:our|them|my)sel(?:f|ves)|us|me|we"
)
LONGEST = 5  # words of a name


class Rank(IntEnum):
    """Who goes before whom."""

    OUTSIDE = 0
    INSIDE = 1
    OWN = 2


SAID = {Rank.OUTSIDE: "outside", Rank.INSIDE: "inside", Rank.OWN: "the own group"}


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a list, at the first entry that stands before somebody who goes before it."""
    for values in document.priorities:
        ranked = [(entry, rank_of(entry.text, document, organisation)) for entry in entries(values)]
        known = [(entry, rank) for entry, rank in ranked if rank is not None]
        for (entry, rank), (following, later) in pairwise(known):
            if later < rank:
                yield Finding(
                    message=f"{quoted(entry.text)} ({SAID[rank]}) goes before {quoted(following.text)} ({SAID[later]})",
                    help="whom are we here for? put those outside first, then those inside, then the own group",
                    span=entry.span,
                    subject=" ".join(value.text for value in values),
                )
                break


def entries(values: tuple[Clause, ...]) -> Iterator[Clause]:
    """The entries of a list; a single line may hold several."""
    for value in values:
        if len(values) > 1:
            yield Clause(MORE.sub("", value.text), value.span)
            continue
        at = 0
        for part in PARTS.split(value.text):
            if part:
                at = value.text.index(part, at)
                yield Clause(MORE.sub("", part), value.span)


def rank_of(name: str, document: Document, organisation: Organisation) -> Rank | None:
    """Where a name belongs; None where it is no party, or nobody knows who that is."""
    key = key_of(name)
    if len(name.split()) > LONGEST or not key:
        return None
    owners = {process.owner.key for process in document.processes if process.owner is not None}
    if OURS.fullmatch(name.casefold().strip(" .")) or key in owners:
        return Rank.OWN
    kind = kind_of(key, document, organisation)
    if kind.outside:
        return Rank.OUTSIDE
    return Rank.INSIDE if kind is Kind.INTERNAL else None


def kind_of(key: str, document: Document, organisation: Organisation) -> Kind:
    """What a party is: by the config, by the page, else by the last word of its name."""
    for declared in organisation.parties.values():
        if declared.kind is not None and key in map(key_of, (declared.key, *declared.names)):
            return declared.kind
    for step in document.steps:
        for party in (*step.performers, *step.customers):
            if party.key == key and party.kind is not Kind.UNKNOWN:
                return party.kind
    if key in map(key_of, organisation.departments):
        return Kind.INTERNAL
    kind = kind_of_word(key.split(" of ", maxsplit=1)[0].rsplit(" ", maxsplit=1)[-1])
    return Kind.INTERNAL if kind is Kind.UNKNOWN else kind or Kind.UNKNOWN
