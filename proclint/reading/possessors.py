"""Whom a verb serves who stands within what it is done to: "the applicant's questions", "care of the guest".

It does not look at what prepositions lead to; leads.py does.
"""

from __future__ import annotations

from typing import Final

from proclint.names import singular
from proclint.reading.parties import Mention, head_of, kind_of, sure
from proclint.reading.phrases import Noun, Verb
from proclint.reading.sentence import Sentence
from proclint.reading.words import word_list

HEEDS: Final = word_list("heeds")
REQUESTS: Final = word_list("requests")
GIVING_ACCESS: Final = frozenset({"give", "grant", "offer", "allow", "lend", "show", "assign", "get"})
_HANDING: Final = frozenset({"bring", "email", "hand", "mail", "pay", "send", "serve", "teach", "tell"})
_WITHOUT_ARTICLE: Final = word_list("given_without_article")
_SEVERAL: Final = frozenset({"people", "staff", "management", "personnel", "children"})  # more than one, without "s"
_TWO: Final = 2  # words: "care of"
_WORDS: Final = HEEDS | {"permission", "agreement", "advice", "help", "opinion", "view", "views"}


def given_to(sentence: Sentence, verb: Verb, noun: Noun) -> Mention | None:
    """Whoever is named before what has no article of its own: "give the new member access", "send guests a map"."""
    first, last = noun.words
    handing = last - first > 1 and (verb.base in GIVING_ACCESS or verb.base in _HANDING)
    if handing and kind_of(sentence.form(last - 1)) is None:
        for at in range(first, last - 1):  # "give the parents consent forms"
            plural = sentence.tags[at] == "S" or sentence.form(at) in _SEVERAL
            if plural and kind_of(sentence.form(at)) is not None:
                return sure(sentence, noun.cut(first, at + 1))
    if verb.base not in GIVING_ACCESS:
        return None
    for at in range(last - 1, first, -1):
        if sentence.form(at) not in _WITHOUT_ARTICLE or sentence.tags[first] not in "DP":
            continue
        for end in range(at, first + (sentence.tags[first] == "D"), -1):  # "grant the vendor read access"
            if (given := sure(sentence, noun.cut(first, end))) is not None:
                return given
        return None
    return None


def whose_word(sentence: Sentence, verb: Verb, noun: Noun) -> Mention | None:
    """Whose consent is asked for: "ask for the tenant's consent", "seek the chair's approval"."""
    first, last = noun.words
    mark = sentence.tags.find("'", first, last)
    if noun.lead != ("for" if verb.base == "ask" else "") or mark <= first or sentence.form(last - 1) not in _WORDS:
        return None
    return sure(sentence, noun.cut(first, mark))


def cared_for(sentence: Sentence, noun: Noun) -> Mention | None:
    """Whoever is taken care of, or got hold of."""
    first, last = noun.words
    if sentence.form(first) not in ("care", "hold") or sentence.tags[first + 1 : first + 2] != "O":
        return None
    return sure(sentence, noun.cut(first + _TWO, last))


def asking(sentence: Sentence, noun: Noun) -> Mention | None:
    """Whoever wants something, named before it: the customers of "customer enquiries"."""
    head = head_of(sentence, noun)
    if noun.is_pronoun or head == noun.words[0] or noun.lead not in ("", "to", "with"):
        return None
    if singular(sentence.form(head)) not in REQUESTS or sentence.tags[head - 1] not in "NSP":
        return None
    mention = sure(sentence, Noun((head - 1, head)))
    return mention if mention is not None and mention.kind.outside else None


def whose_request(sentence: Sentence, noun: Noun) -> Mention | None:
    """Whoever asks, as possessor: "the applicant's questions"."""
    first, last = noun.words
    mark = next((at for at in range(first, last) if sentence.tags[at] == "'"), None)
    if mark is None or mark == first or singular(sentence.form(last - 1)) not in REQUESTS:
        return None
    return sure(sentence, noun.cut(first, mark))
