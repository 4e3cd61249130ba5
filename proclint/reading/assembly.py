"""From the sentences of a step to its actions: mentions become parties with their place in the source.

It does not decide what a step is.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from proclint.model import Action, Clause, Evidence, Kind, Party, Source
from proclint.names import key_of
from proclint.reading.parties import Mention, all_mentions, head_of
from proclint.reading.phrases import Noun, Range
from proclint.reading.pronouns import last_named, pointed_at
from proclint.reading.roles import Act, acts, stated_doers
from proclint.reading.sentence import Sentence
from proclint.reading.visible import Text
from proclint.reading.words import word_list

_POINTING = frozenset({"that", "this", "these", "those", "such"})
_LOOK_BACK = 4  # sentences


def _is_code(text: Text, party: Party) -> bool:
    """Whether a name stands in code: a label or a file, unless it is a handle."""
    if not text.code or party.name.startswith("@"):
        return False
    span = party.span
    if span is None:
        return False
    codes = (text.span(first, last) for first, last in text.code if first < last)
    return any(code.start <= span.start and span.end <= code.end for code in codes)


def actions_of(text: Text, sentences: list[Sentence], *, prose: bool = False) -> tuple[Action, ...]:
    """The actions that sentences of `text` tell, in order. A pronoun stands for the last party that they name."""
    found: list[Action] = []
    for index, sentence in enumerate(sentences):
        for act in acts(sentence, prose=prose):
            action = _action(text, sentence, act)
            if not prose:
                pronouns = [noun for verb in (act.verb, *act.more) for noun in pointed_at(sentence, verb)]
                meant = tuple(_meant(text, sentences, index, noun) for noun in pronouns)
                known = {party.key for party in (*action.customers, *action.performers)}
                if new := tuple(party for party in meant if party.key not in known):
                    action = replace(action, customers=(*action.customers, *new))
            found.append(action)
    return tuple(found)


def _meant(text: Text, sentences: list[Sentence], index: int, pronoun: Noun) -> Party:
    """Whom a pronoun of the sentence at `index` stands for: the last party named before, else the pronoun itself."""
    before = pronoun.words[0]
    if sentences[index].form(before) in ("them", "him", "her"):
        for sentence in reversed(sentences[max(0, index - _LOOK_BACK) : index + 1]):
            mention = last_named(sentence, before)
            if mention is not None:
                return _party(text, sentence, mention)
            before = sys.maxsize
    return _party(text, sentences[index], Mention(pronoun, Evidence.PRONOUN, Kind.UNKNOWN))


def doers_of(text: Text, sentences: list[Sentence]) -> tuple[Party, ...]:
    """Who is said to do what was told before: "this is done by the clerk"."""
    for sentence in sentences:
        if found := stated_doers(sentence):
            return tuple(_party(text, sentence, mention) for mention in found)
    return ()


def mentions_of(text: Text, sentences: list[Sentence]) -> tuple[Party, ...]:
    """All parties that sentences of `text` name, whatever part they play."""
    return tuple(_party(text, sentence, mention) for sentence in sentences for mention in all_mentions(sentence))


def clause_of(text: Text, sentence: Sentence, words: Range | None) -> Clause | None:
    """A range of words as a clause."""
    if words is None or words[1] <= words[0]:
        return None
    start, end = sentence.span(words)
    return Clause(text.visible[start:end], text.span(start, end))


def _action(text: Text, sentence: Sentence, act: Act) -> Action:
    verb = clause_of(text, sentence, (act.verb.head, act.verb.head + 1))
    assert verb is not None
    customers = tuple(_party(text, sentence, mention) for mention in act.customers)
    return Action(
        verb=verb,
        object=clause_of(text, sentence, act.object),
        performers=tuple(_party(text, sentence, mention) for mention in act.performers),
        customers=tuple(party for party in customers if not _is_code(text, party)),
        condition=clause_of(text, sentence, act.condition),
        means=clause_of(text, sentence, act.means),
        purpose=clause_of(text, sentence, act.purpose),
        is_passive=act.verb.passive,
    )


def _is_house(sentence: Sentence, at: int) -> bool:
    """Whether a noun says some organisation, and ends there."""
    return sentence.form(at) in word_list("organisations") and sentence.tags[at + 1 : at + 2] not in (
        "N",
        "S",
        "P",
        "'",
        "O",
    )


def _party(text: Text, sentence: Sentence, mention: Mention) -> Party:
    first, last = mention.noun.words
    head = head_of(sentence, mention.noun)
    if first < head and ":" in sentence.form(first):
        first += 1  # "9:00 Host opens the doors"
    while first < head and sentence.tags[first] == "D" and mention.evidence is not Evidence.PRONOUN:
        first += 1
    for at in range(first + 1, last - 1):  # "the director of that office" is the director
        if sentence.tags[at] == "O" and sentence.form(at + 1) in _POINTING:
            last = at
            break
    if sentence.tags[last : last + 2] == "pD" and sentence.form(last) == "at" and _is_house(sentence, last + 2):
        last += 3  # "the press office at the agency" is not that of the house
    start, end = sentence.span((first, last))
    name = text.visible[start:end]
    return Party(name, key_of(name), Source.SENTENCE, mention.evidence, text.span(start, end), mention.kind)
