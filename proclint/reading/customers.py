"""Whom an action is done for or directed at.

It does not decide what an action is; roles.py does.
"""

from __future__ import annotations

from typing import Final

from proclint.model import Evidence, Kind
from proclint.names import singular
from proclint.reading.leads import is_place, led_to, whose_attention
from proclint.reading.naming import by_name, in_brackets, is_aside, named_beside
from proclint.reading.parties import SURE, Mention, head_of, kind_of, likely, mention_of, sure
from proclint.reading.phrases import Noun, Verb
from proclint.reading.possessors import (
    GIVING_ACCESS,
    HEEDS,
    REQUESTS,
    asking,
    cared_for,
    given_to,
    whose_request,
    whose_word,
)
from proclint.reading.sentence import Sentence
from proclint.reading.told import (
    CAUSING,
    INFORMED,
    SERVING,
    aims,
    is_cared_for,
    is_doubled,
    is_let_in,
    is_told,
    verb_after,
)
from proclint.reading.words import word_list

_VERBS_OF_ANSWERING: Final = word_list("verbs_of_answering")
_VERBS_TO_GIVE: Final = word_list("verbs_to_give")
_VERBS_TO_PEOPLE: Final = word_list("verbs_to_people")
_REQUESTING_THAT: Final = frozenset(
    {"ask", "request", "suggest", "demand", "insist", "propose", "recommend", "require"}
)
RECEIVING: Final = frozenset({"receive", "get", "obtain"})
_ANYBODY: Final = frozenset({"people", "each", "every"})
_DRAWING: Final = frozenset({"attract", "call", "catch", "draw", "get"})
_TWO: Final = 2  # words: "you" and a verb
_ASKED_OF: Final = frozenset({"ask", "request", "seek", "solicit"})
_TO_PLACES: Final = frozenset(
    {"book", "host", "introduce", "prepare", "present", "reach", "show", "visit"}
)  # or things, by any name
_INTRODUCING: Final = frozenset({"feature", "introduce", "present"})
_FINDING: Final = frozenset({"assign", "appoint", "nominate", "elect"})
_TELLING: Final = frozenset({"notify", "inform", "remind", "advise", "warn"})  # somebody of something
# Verbs whose objects or subject may be served without any preposition; for all others one must lead to who is.
_TELLING_VERBS: Final = (
    _VERBS_TO_PEOPLE | _VERBS_TO_GIVE | _VERBS_OF_ANSWERING | RECEIVING | _REQUESTING_THAT | GIVING_ACCESS | SERVING
    | _ASKED_OF | _DRAWING | {"copy", "listen", "take"}
)  # fmt: skip


def customers(sentence: Sentence, verb: Verb, *, prose: bool) -> list[Mention]:
    """Whom it is done for or directed at."""
    plain = verb.base not in _TELLING_VERBS and verb.kind != "REASON"
    if plain and not any(noun.lead for noun in verb.objects) and not is_doubled(verb.objects):
        return []
    found: list[Mention] = []
    bare = [noun for noun in verb.objects if not noun.lead]
    if verb.kind == "REASON" and not prose and sentence.form(sentence.segments[verb.segment][1]) in ("so", "so that"):
        found += [
            mention
            for noun in verb.subject
            if sentence.form(noun.words[0]) not in _ANYBODY and (mention := sure(sentence, noun))
        ]  # "so that the panel can see it"
    if verb.negated or verb.after == "without":
        return found
    to_people = verb.base in _VERBS_TO_PEOPLE and not _is_about(verb) and not _tells_of(verb)
    giving = verb.base in _VERBS_TO_GIVE
    following = verb_after(sentence, verb) if verb.base in CAUSING else None
    if verb.passive:
        joined = verb.tags == "E" and verb.after in ("and", "or", ",")  # "is interviewed and informed"
        doubled = bool(giving and bare and bare[0].words[0] == verb.words[1])
        sought = verb.base in _FINDING and verb.base != "elect"
        kept = verb.base == "keep" and sentence.form(verb.words[1]) in INFORMED
        if (verb.finite and ((to_people and not sought) or doubled or kept)) or (joined and to_people):
            found += [mention for noun in verb.subject if (mention := sure(sentence, noun))]
        if (
            verb.tags == "E"
            and to_people
            and not verb.after
            and not prose
            and not any(o.finite for o in sentence.verbs)
        ):
            told = [noun for noun in verb.preceding if not noun.lead]
            found += [mention for noun in told if (mention := sure(sentence, noun))]  # "owner informed"
        if verb.finite and (
            verb.base == "copy" or is_cared_for(sentence, verb, verb.subject) or is_let_in(sentence, verb, verb.subject)
        ):
            found += [mention for noun in verb.subject if (mention := sure(sentence, noun))]
        if giving:  # "a reply to the sender is given"
            found += [mention for noun in verb.preceding if noun.lead == "to" and (mention := sure(sentence, noun))]
        if verb.after == "as":
            return found  # "as directed by the warden"
        if verb.kind == "AIM":  # "post it to be checked by the clerk"
            agents = [mention for noun in verb.objects if noun.lead == "by" and (mention := sure(sentence, noun))]
            return agents + [  # "have it to be sent to the guest"
                mention
                for noun in verb.objects
                if giving and noun.lead == "to" and (mention := led_to(sentence, verb, noun, giving=giving))
            ]
        if verb.base in RECEIVING:
            found += [mention for noun in verb.objects if noun.lead == "by" and (mention := sure(sentence, noun))]
    elif to_people or is_told(sentence, verb, bare, following, giving=giving):
        if verb.base in _FINDING and not is_doubled(bare) and not (verb.base == "assign" and aims(sentence, verb)):
            named = verb.base == "assign" and any(noun.lead == "as" for noun in verb.objects)
            # "assign an owner": somebody yet to be found
            bare = [
                noun for noun in bare if verb.base == "assign" and (named or sentence.tags[slice(*noun.words)] == "P")
            ]
        if verb.base in GIVING_ACCESS and bare and [*map(sentence.form, range(*bare[0].words))] == ["support"]:
            bare = bare[1:]  # "offer support to the family"
        told = [_before_of(sentence, noun) if verb.base in _TELLING else noun for noun in _joined(bare)]
        found += [by_name(sentence, verb, mention) for noun in told if (mention := likely(sentence, noun)) is not None]
    if following is not None and gets_done(verb, following):
        found += [mention for noun in verb.objects if noun.lead == "by" and (mention := sure(sentence, noun))]
    if will_get(sentence, verb) and not prose:
        found += [mention for noun in verb.subject if (mention := sure(sentence, noun))]
    if prose and verb.base == "receive" and not verb.passive:
        found += [
            mention
            for noun in verb.subject
            if (mention := mention_of(sentence, noun)) and (mention.evidence in SURE or noun.is_pronoun)
        ]
    if (
        bare
        and all(noun.joined for noun in bare[1:])
        and not verb.passive
        and (given := given_to(sentence, verb, bare[0])) is not None
    ):
        found.append(given)
    if verb.base in _REQUESTING_THAT and not verb.passive:
        found += _asked_that(sentence, verb)
    if verb.base in _ASKED_OF:
        found += [mention for noun in verb.objects if (mention := whose_word(sentence, verb, noun)) is not None]
    if verb.base in _VERBS_OF_ANSWERING:
        found += [
            mention
            for noun in verb.objects
            if (mention := whose_request(sentence, noun) or asking(sentence, noun)) is not None
        ]
        if any(singular(sentence.form(head_of(sentence, noun))) in REQUESTS for noun in verb.objects):
            found += [mention for noun in verb.objects if noun.lead == "from" and (mention := sure(sentence, noun))]
    if verb.base in _DRAWING:
        found += [mention for noun in bare if (mention := whose_attention(sentence, noun)) is not None]
    if verb.base in ("take", "get"):
        found += [mention for noun in bare if (mention := cared_for(sentence, noun)) is not None]
    led: Mention | None = None
    heeding = False
    for noun in verb.objects:
        heeding = gives_heed(sentence, noun) or (heeding and bool(noun.joined) and not noun.is_led)
        mention = sure(sentence, noun) if heeding else led_to(sentence, verb, noun, giving=giving)
        if mention is None and led is not None and noun.joined and not noun.is_led:
            mention = sure(sentence, noun)  # "register with the tax office and SVB"
            mention = mention if mention is not None and mention.evidence is Evidence.NAME else None
        if mention is not None:
            found.append(by_name(sentence, verb, mention) if noun.lead in ("to", "with") else mention)
        led = mention
    if "h" in sentence.tags:
        found += _told_what(sentence, verb, giving=giving)
    elif giving and "R" in sentence.tags:
        found += _behind_owning(sentence, verb)
    found = [named_beside(sentence, mention, found) for mention in found if not is_aside(sentence, mention, found)]
    if "(" in sentence.tags:
        found += [other for mention in found for other in in_brackets(sentence, mention.noun)]
    if verb.base in _TO_PLACES:
        found = [
            mention
            for mention in found
            if mention.noun.lead or (mention.evidence is Evidence.LISTED and not is_place(sentence, mention.noun))
        ]
    return [mention for mention in found if mention.kind is not Kind.SYSTEM and (prose or not mention.noun.is_pronoun)]


def _told_what(sentence: Sentence, verb: Verb, *, giving: bool) -> list[Mention]:
    """Whom a verb serves behind a clause that says what is told: "share what you learnt with the team"."""
    following = verb_after(sentence, verb)
    if following is None or following.kind != "RELATIVE" or following.segment != verb.segment + 1:
        return []
    if sentence.form(sentence.segments[following.segment][1]) != "what":
        return []
    if verb.base == "listen":  # "listen to what the caller has to say"
        return [mention for noun in following.subject if (mention := sure(sentence, noun))]
    led = [led_to(sentence, verb, noun, giving=giving) for noun in following.objects if noun.lead in ("to", "with")]
    return [mention for mention in led if mention is not None and mention.evidence is Evidence.LISTED]


def _tells_of(verb: Verb) -> bool:
    """Whether a verb says what something written is about: "a post introducing the new stewards"."""
    written = verb.tags == "G" and verb.base in _INTRODUCING and bool(verb.preceding)
    return written and verb.preceding[-1].words[1] == verb.words[0]


def _behind_owning(sentence: Sentence, verb: Verb) -> list[Mention]:
    """Whom a verb serves behind words that say whose a thing is: "return the keys you have to the porter"."""
    following = verb_after(sentence, verb)
    if following is None or following.segment != verb.segment or following.words[0] - _TWO < verb.words[1]:
        return []
    at = following.words[0] - 1
    if sentence.tags[at] not in "R3" or sentence.tags[at - 1] not in "NS":
        return []
    led = [led_to(sentence, verb, noun, giving=True) for noun in following.objects if noun.lead == "to"]
    return [mention for mention in led if mention is not None]


def _is_about(verb: Verb) -> bool:
    """Whether a verb only says what something is about: "letters involving tenants"."""
    return verb.base == "involve" and verb.tags == "G" and verb.words[0] > 0


def _joined(bare: list[Noun]) -> list[Noun]:
    """The first noun and those that "and" or a comma join to it."""
    stop = min(1, len(bare))
    while stop < len(bare) and bare[stop].joined:
        stop += 1
    return bare[:stop]


def _before_of(sentence: Sentence, noun: Noun) -> Noun:
    """A noun phrase up to the "of" before what is told: "notify the head of finance of the date"."""
    first, last = noun.words
    of = max((at for at in range(first, last) if sentence.tags[at] == "O"), default=last)
    if of == last or kind_of(sentence.form(last - 1)) is not None:
        return noun
    return noun.cut(first, of)


def _asked_that(sentence: Sentence, verb: Verb) -> list[Mention]:
    """Who shall do it: "request that the reporter provide the log"."""
    following = verb_after(sentence, verb)
    if following is None or following.kind != "RELATIVE" or following.segment != verb.segment + 1:
        return []
    return [mention for noun in following.subject if not noun.lead and (mention := sure(sentence, noun))]


def gives_heed(sentence: Sentence, noun: Noun) -> bool:
    """Whether somebody is to look at what a step brings, and does not do it: "sent for review by the director"."""
    return noun.lead == "by" and noun.words[0] > 1 and sentence.form(noun.words[0] - 2) in HEEDS


def will_get(sentence: Sentence, verb: Verb) -> bool:
    """Whether the subject is promised something: "the applicant will receive a letter"."""
    if verb.base not in RECEIVING or verb.passive or sentence.form(verb.words[0]) not in ("will", "shall"):
        return False
    own = (sentence.form(noun.words[0]) in ("your", "our") for noun in verb.objects)
    return not any(own)  # "the agent will get your ticket"


def gets_done(verb: Verb, following: Verb | None) -> bool:
    """Whether a verb has somebody else do something: "get it approved by the director"."""
    return (
        verb.base in ("get", "have")
        and not verb.passive
        and following is not None
        and following.segment == verb.segment
        and following.tags == "E"
        and any(not noun.lead and noun.words[1] == following.words[0] for noun in verb.objects)
    )
