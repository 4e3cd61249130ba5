"""Duties: sentences that say whose job something is rather than that somebody does it.

It does not say what a list item is; items.py does.
"""

from __future__ import annotations

from typing import Final

from proclint.reading.parties import head_of, sure
from proclint.reading.phrases import Noun, Verb
from proclint.reading.sentence import Sentence

_JOBS: Final = frozenset({"duties", "duty", "job", "responsibilities", "responsibility", "role", "task", "tasks"})


def bearer(sentence: Sentence, verb: Verb) -> Noun | None:
    """Who bears the duty that a sentence gives, a pronoun for "your"; None where it gives none.

    `verb` is what is to be done in "the porter's job is to lock the gate", "is" in "it is the porter's job to lock it"
    and in "you are responsible for locking it".
    """
    if verb.negated or not verb.subject:
        return None
    subject = verb.subject[0]
    if sentence.form(verb.words[0]) in ("is to", "are to"):
        return None if subject.is_pronoun else _whose(sentence, subject)
    if verb.base != "be":
        return None
    first = sentence.form(subject.words[0])
    at = verb.words[1]
    if first == "you" and sentence.form(at) == "responsible" and sentence.tags[at + 1 : at + 3] == "fG":
        return subject
    told = next((noun for noun in verb.objects if not noun.is_pronoun), None)
    if first != "it" or told is None or sentence.tags[told.words[1] : told.words[1] + 1] != "T":
        return None
    start, end = told.words
    if sentence.form(start) == "up to":  # "it is up to the porter to lock the gate"
        owner = told.cut(start + 1, end)
        return owner if start + 1 < end and sure(sentence, owner) else None
    return _whose(sentence, told)


def _whose(sentence: Sentence, job: Noun) -> Noun | None:
    """Whose job a noun phrase names: "the porter's job", "the duty of the porter"."""
    first, last = job.words
    if sentence.form(head_of(sentence, job)) not in _JOBS:
        return None
    if sentence.form(first) == "your":
        return Noun((first, first + 1), is_pronoun=True)
    tags = sentence.tags[first:last]
    if "O" in tags:
        owner = job.cut(first + tags.index("O") + 1, last)
    elif "'" in tags:
        owner = job.cut(first, first + tags.index("'"))
    else:
        return None
    return owner if owner.words[0] < owner.words[1] and sure(sentence, owner) else None
