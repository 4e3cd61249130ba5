"""Who is named by a name alone, who beside somebody else, and which words only say who somebody is.

It does not decide whom an action serves; customers.py does.
"""

from __future__ import annotations

import re
from typing import Final

from proclint.model import Evidence, Kind
from proclint.names import singular
from proclint.reading.parties import Mention, head_of, is_capital, kind_of, sure
from proclint.reading.phrases import Noun, Verb
from proclint.reading.sentence import Sentence
from proclint.reading.told import aims
from proclint.reading.words import word_list

_ADDRESSING: Final = frozenset({
    "ask", "bcc", "call", "cc", "contact", "copy", "dm", "email", "e-mail", "inform", "message", "notify", "phone",
    "tell", "thank",
})  # fmt: skip
_IN_BRACKETS: Final = re.compile(
    r"\([&GpDA][.,]?([DJ]*[NSP]+(?:O[DJ]*[NSP]+)?)(?:[,&]+([DJ]*[NSP]+(?:O[DJ]*[NSP]+)?))?A?\.?(?:\)|[itr])"
)
_ADDING: Final = frozenset({"and", "and/or", "at least", "especially", "including", "or", "plus"})
_PASSING: Final = frozenset({"forward", "give", "hand", "pass", "report", "return", "send"})
_AGREEING: Final = frozenset({"agree", "check", "confirm", "consult", "coordinate", "discuss", "liaise"})
_SPEAKING: Final = frozenset({"chat", "meet", "reach", "speak", "talk"})
_FULL: Final = (2, 3)  # words of the name of a person
_ASKING_TO: Final = frozenset({"ask", "tell", "remind", "instruct", "encourage"})  # somebody to do something


def named_beside(sentence: Sentence, mention: Mention, found: list[Mention]) -> Mention:
    """A mention, sure where a bare "or" puts it beside one that is: "the sender or addressee"."""
    noun = mention.noun
    first, last = noun.words
    if mention.evidence is not Evidence.WEAK or noun.joined != "or" or noun.is_led or noun.lead == "for":
        return mention
    beside = sentence.tags[first:last] in ("N", "S") and any(
        other.noun.words[1] == first - 1 and other.evidence is Evidence.LISTED for other in found
    )
    return Mention(noun, Evidence.LISTED, mention.kind) if beside else mention


def is_aside(sentence: Sentence, mention: Mention, found: list[Mention]) -> bool:
    """Whether a mention only says who somebody named before is: "tell Greta Morning, our harbour master, at once"."""
    first, last = mention.noun.words
    if mention.noun.joined != "," or sentence.tags[last : last + 1] not in (",", "."):
        return False
    if "D" not in sentence.tags[first] and "'" not in sentence.tags[first:last]:
        return False
    if sentence.tags[last + 1 : last + 2] in tuple("&NSPJ"):
        return False
    return any(
        other.noun.words[1] == first - 1
        and sentence.tags[other.noun.words[0]] != "D"
        and sentence.words.forms[other.noun.words[1] - 1][0].isupper()
        for other in found
    )


def in_brackets(sentence: Sentence, noun: Noun) -> list[Mention]:
    """Who else it may be: "tell the tutor (or the head of year)", "the cast (at least Greta Morning)"."""
    match = _IN_BRACKETS.match(sentence.tags, noun.words[1])
    if match is None or sentence.form(match.start() + 1) not in _ADDING:
        return []
    named = [Noun(match.span(group), noun.lead, joined="or", is_led=noun.is_led) for group in (1, 2) if match[group]]
    return [mention for other in named if (mention := sure(sentence, other) or _full_name(sentence, other))]


def by_name(sentence: Sentence, verb: Verb, mention: Mention) -> Mention:
    """A mention, sure where only a name can stand: "ask Purchasing to order it", "phone Greta Morning"."""
    if mention.evidence is not Evidence.WEAK:
        return mention
    named = _is_full_name(sentence, mention.noun) or _is_first_name(sentence, mention.noun)
    full = named and _takes_names(sentence, verb, mention)
    asked = verb.base in _ASKING_TO and is_capital(sentence, mention.noun) and aims(sentence, verb)
    return Mention(mention.noun, Evidence.NAME, mention.kind) if full or asked else mention


def _is_full_name(sentence: Sentence, noun: Noun) -> bool:
    """Whether all of a noun is capitalised and it has as many words as the name of a person."""
    forms = sentence.words.forms[slice(*noun.words)]
    return len(forms) in _FULL and all(form.istitle() for form in forms)


def _is_first_name(sentence: Sentence, noun: Noun) -> bool:
    """Whether a noun is one capitalised word in a sentence that is no heading: "phone Rose on the day"."""
    forms, at = sentence.words.forms, noun.words[0]
    alone = noun.words[1] == at + 1 and sentence.tags[at] == "P" and forms[at].istitle() and bool(at)
    if not alone or sentence.form(at) in word_list("things") or kind_of(sentence.form(at)) is not None:
        return False
    return any(form.islower() for form in forms[at + 1 :])


def _full_name(sentence: Sentence, noun: Noun) -> Mention | None:
    return Mention(noun, Evidence.NAME, Kind.UNKNOWN) if _is_full_name(sentence, noun) else None


def _takes_names(sentence: Sentence, verb: Verb, mention: Mention) -> bool:
    """Whether a verb and a preposition lead to people rather than things: "hand it to Greta Morning"."""
    lead, head = mention.noun.lead, sentence.form(head_of(sentence, mention.noun))
    if lead == "to" and verb.base in _PASSING and any(not noun.lead for noun in verb.objects):
        return not any(
            singular(head) in word_list(name) for name in ("artifacts", "channels", "formats", "places_to_read")
        )
    if lead == "with" and verb.base in _AGREEING:
        return True
    return verb.base in (_SPEAKING if lead else _ADDRESSING)
