"""Deeds: what a page says that somebody does, in whatever sentence it stands, step or not.

It reads only the sentences that write one of the names that are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from proclint.model import Kind
from proclint.reading.assembly import actions_of
from proclint.reading.markdown import parse
from proclint.reading.prose import texts_of
from proclint.reading.refusal import Refusal
from proclint.reading.roles import acts
from proclint.reading.sentence import Sentence
from proclint.reading.splitting import split

_GOES_ON = frozenset("JNPS'")  # the name was only the beginning of one: "Rovers | club rooms"


class Deed(NamedTuple):
    """That somebody, by their key, does something: its offset in the page, and whether it is done for somebody."""

    key: str
    at: int
    serves: bool


def deeds(text: str, keys: Collection[str]) -> Iterator[Deed]:
    """What the page `text` says that parties with these keys (see `names.key_of`) do, in its order."""
    try:
        page = parse(text)
    except Refusal:
        return
    for block in texts_of(page):
        if not _writes(block.visible, keys):
            continue
        for start, end in split(block.visible):
            if not _writes(block.visible[start:end], keys):
                continue
            sentence = Sentence(block.visible, start, end, imperative=True)
            for act, action in zip(acts(sentence, prose=False), actions_of(block, [sentence]), strict=True):
                serves = bool(action.customers)
                for mention, party in zip(act.performers, action.performers, strict=True):
                    whole = sentence.tags[mention.noun.words[1] :][:1] not in _GOES_ON
                    if whole and party.key in keys and party.kind is not Kind.SYSTEM:
                        yield Deed(party.key, action.verb.span.start, serves)


def _writes(text: str, keys: Collection[str]) -> bool:
    folded = text.casefold()
    return any(key in folded for key in keys)
