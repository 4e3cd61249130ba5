"""Deeds: what a page says that somebody does, in whatever sentence it stands, step or not.

It reads only the sentences that write one of the names that are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from proclint.model import Action, Kind
from proclint.names import key_of
from proclint.reading.assembly import actions_of
from proclint.reading.markdown import parse
from proclint.reading.phrases import Noun, Verb
from proclint.reading.prose import texts_of
from proclint.reading.refusal import Refusal
from proclint.reading.roles import Act, acts
from proclint.reading.sentence import Sentence
from proclint.reading.splitting import split

_SOONER_OR_LATER = frozenset({"after", "once", "until"})  # "once the clerk signs": they do; "when they sign": who knows
_GOES_ON = frozenset("JNPS'")  # tags: "Rovers | club rooms"


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
                for key in _doers(sentence, act, action) if act.verb.kind == "MAIN" else ():
                    if key in keys:
                        yield Deed(key, action.verb.span.start, bool(action.customers))
            for verb in sentence.verbs:
                opens = sentence.form(sentence.segments[verb.segment][1])
                if opens in _SOONER_OR_LATER and not (verb.passive or verb.negated):
                    for key in _subjects(sentence, verb):
                        if key in keys:
                            yield Deed(key, block.span(*sentence.span(verb.words)).start, False)


def _doers(sentence: Sentence, act: Act, action: Action) -> Iterator[str]:
    """The keys of those who do it, each under a whole name; the first of a row is one however its name goes on:
    "Stewards outside the hall, hosts or porters may call".
    """
    if not act.performers:
        return
    for mention, party in zip(act.performers, action.performers, strict=True):
        if party.kind is not Kind.SYSTEM and _is_whole(sentence, mention.noun):
            yield party.key
    opening = next((noun for noun in act.verb.preceding if not noun.is_led), act.performers[0].noun)
    begins = sentence.segments[act.verb.segment][1] == opening.words[0] < act.performers[0].noun.words[0]
    if begins and not act.verb.passive and _is_whole(sentence, opening):
        start, end = sentence.span(opening.words)
        yield key_of(sentence.text[start:end])


def _subjects(sentence: Sentence, verb: Verb) -> Iterator[str]:
    """The keys of those who do what a verb says, each under a whole name."""
    for noun in verb.subject:
        if not noun.is_pronoun and _is_whole(sentence, noun):
            start, end = sentence.span(noun.words)
            yield key_of(sentence.text[start:end])


def _is_whole(sentence: Sentence, noun: Noun) -> bool:
    """Whether a name ends where its noun phrase does."""
    return sentence.tags[noun.words[1] :][:1] not in _GOES_ON


def _writes(text: str, keys: Collection[str]) -> bool:
    folded = text.casefold()
    return any(key in folded for key in keys)
