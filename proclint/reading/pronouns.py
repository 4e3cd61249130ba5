"""Pronouns that an action is directed at, and whom they may stand for.

It decides within one sentence; assembly.py looks back over the sentences of a step.
"""

from __future__ import annotations

from typing import Final

from proclint.reading.leads import is_place
from proclint.reading.parties import Mention, sure
from proclint.reading.phrases import Noun, Verb
from proclint.reading.sentence import Sentence
from proclint.reading.told import makes_do, verb_after
from proclint.reading.words import word_list

# Pronouns for people; "it" and "yourself" are none of them.
_PEOPLE: Final = frozenset(
    [
        "you",
        "us",
        "me",
        "them",
        "him",
        "her",
        "everyone",
        "everybody",
        "anyone",
        "anybody",
        "someone",
        "somebody",
        "others",
    ]
)
_AROUND: Final = frozenset({"at", "by", "in", "near", "on"})
_NOT_FOR: Final = word_list("verbs_not_for")
_VERBS_TO_GIVE: Final = word_list("verbs_to_give")
_VERBS_TO_PEOPLE: Final = word_list("verbs_to_people")
_VERBS_WITH: Final = word_list("verbs_with")


def pointed_at(sentence: Sentence, verb: Verb) -> list[Noun]:
    """The pronouns that an action is directed at where a party would be its customer: "ask her", "let you know"."""
    if verb.negated or verb.passive:
        return []
    people = verb.base in _VERBS_TO_PEOPLE or verb.base == "let" or makes_do(verb, verb_after(sentence, verb))
    giving = verb.base in _VERBS_TO_GIVE
    bare = [noun for noun in verb.objects if not noun.lead and sentence.tags[noun.words[1] - 1] != "J"]
    found: list[Noun] = []
    for noun in verb.objects:
        if not noun.is_pronoun or sentence.form(noun.words[0]) not in _PEOPLE:
            continue
        doubled = not noun.lead and noun is bare[0] and len(bare) > 1
        with_them = noun.lead == "with" and verb.base in _VERBS_WITH
        to_them = noun.lead == "to" or (noun.lead == "for" and verb.base not in _NOT_FOR)
        if (people and not noun.lead) or (giving and doubled) or to_them or with_them:
            found.append(noun)
    reader = [noun for noun in verb.subject if noun.is_pronoun and sentence.form(noun.words[0]) == "you"]
    if verb.subject and not reader:
        found += [
            noun
            for other in sentence.verbs
            if other.kind == "REASON" and other.segment > verb.segment
            for noun in other.subject
            if noun.is_pronoun and sentence.form(noun.words[0]) == "you"
        ]  # "the clerk calls, so you know what to expect"
    return found


def last_named(sentence: Sentence, before: int) -> Mention | None:
    """The last party named before a word of a sentence."""
    nouns = [
        noun
        for verb in sentence.verbs
        for noun in (*verb.preceding, *verb.objects)
        if noun.words[1] <= before
        and noun.lead not in _AROUND
        and not (noun.lead == "from" and _has_things(sentence, verb))
    ]
    for noun in sorted(nouns, key=lambda noun: -noun.words[0]):
        if noun.is_pronoun:
            continue
        mention = sure(sentence, noun) or _inside(sentence, noun)
        if mention is not None and not is_place(sentence, mention.noun):
            return mention
    return None


def _has_things(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb is done to several things, which "them" may stand for: "take questions from the audience"."""
    return any(not noun.lead and sentence.tags[noun.words[1] - 1] == "S" for noun in verb.objects)


def _inside(sentence: Sentence, noun: Noun) -> Mention | None:
    """Somebody named inside a noun phrase: "a photograph of the guest", "your guest's luggage"."""
    first, last = noun.words
    for at in range(last - 1, first, -1):
        if sentence.tags[at] == "O":
            return sure(sentence, noun.cut(at + 1, last)) if at + 1 < last else None
        if sentence.tags[at] == "'":
            return sure(sentence, noun.cut(first, at))
    return None
