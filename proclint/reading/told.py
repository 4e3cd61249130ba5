"""Whether a verb serves those named behind it without a preposition: "walk the guest through the form".

It does not look at verbs that always do, such as "notify"; customers.py does.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from proclint.model import Evidence
from proclint.names import singular
from proclint.reading.leads import is_place
from proclint.reading.parties import head_of, sure
from proclint.reading.phrases import Noun, Verb
from proclint.reading.sentence import TIMES, Sentence
from proclint.reading.words import word_list

INFORMED: Final = frozenset(
    {"updated", "informed", "posted", "aware", "apprised", "advised", "comfortable", "happy", "safe", "abreast"}
)
_ABREAST: Final = frozenset({"in the loop", "up to date", "up to speed"})
_EQUIPPING: Final = frozenset({"provide", "supply", "equip", "furnish", "present", "serve"})  # somebody with something
_TWO: Final = 2  # words: "out of"
_LEADING_THROUGH: Final = frozenset({
    "walk", "talk", "guide", "lead", "take", "step", "run", "drive", "collect", "fetch", "get", "bring",
})  # fmt: skip
_LED: Final = frozenset({"walk", "lead", "take", "drive"})
_FETCHED: Final = frozenset({"collect", "fetch"})
CAUSING: Final = frozenset({"have", "let", "make", "get"})  # somebody to do something
_GROUPS: Final = word_list("groups")
_CIRCLES: Final = _GROUPS | word_list("meetings") | {
    "account", "association", "calendar", "channel", "club", "conference", "course", "email", "event", "invitation",
    "invite", "network", "organisation", "organization", "payroll", "portal", "programme", "program", "project",
    "repo", "repository", "rota", "rotation", "scheme", "thread", "training", "workspace",
}  # fmt: skip
_LETTING_IN: Final = frozenset({  # somebody to something
    "add", "admit", "allow", "enable", "enrol", "enroll", "include", "keep", "register", "subscribe",
})  # fmt: skip
_CARING: Final = word_list("verbs_of_care")
_MATCHING: Final = frozenset({"match", "pair"})  # somebody with somebody
_PUTTING_IN_TOUCH: Final = frozenset({"put", "get", "bring"})
_MOVING: Final = {
    "bring": ("together",), "buzz": ("in",), "check": ("in", "out"), "copy": ("in",), "drop": ("off",),
    "fill": ("in",), "get": ("together",), "look": ("after",), "pick": ("up",),
    "put": ("through",), "see": ("off", "out"), "sign": ("in", "out", "up"),
}  # fmt: skip
_OFTEN: Final = frozenset({"every", "each", "everyday", "regularly"})
_ABOUT: Final = frozenset({"on", "about", "regarding"})

# All of these; for other verbs nobody need ask.
SERVING: Final = (
    _EQUIPPING | _LEADING_THROUGH | _LETTING_IN | _MATCHING | frozenset(_MOVING) | CAUSING
    | _PUTTING_IN_TOUCH | _CARING | {"connect", "link", "see", "issue", "keep", "require", "set", "update"}
)  # fmt: skip


def is_told(sentence: Sentence, verb: Verb, bare: list[Noun], following: Verb | None, *, giving: bool) -> bool:
    """Whether those without a preposition are served by a verb that does not always serve them."""
    return (
        verb.base == "let"
        or (verb.base == "require" and not verb.subject and aims(sentence, verb))
        or (verb.base == "request" and _is_listed(sentence, bare[:1]) and aims(sentence, verb))
        or (following is not None and makes_do(verb, following))
        or (giving and is_doubled(bare))
        or (_is_given_something(sentence, bare[:2]) and _is_listed(sentence, bare[:1]))
        or (
            verb.base in _EQUIPPING
            and (sentence.tags.rstrip(":")[-1:] == "w" or any(noun.lead == "with" for noun in verb.objects))
        )
        or _is_fitted(sentence, verb, bare)
        or _through(sentence, verb, bare)
        or (verb.base in _MATCHING and _is_listed(sentence, bare[:1]))
        or (verb.base in ("connect", "link") and _is_listed(sentence, [*bare[:1], *_met(verb)]) and bool(_met(verb)))
        or (verb.base == "connect" and _is_listed(sentence, bare[:1]) and _is_mutual(sentence))
        or (verb.base == "update" and _is_updated(sentence, verb, bare))
        or is_cared_for(sentence, verb, bare)
        or _is_moved(sentence, verb, bare)
        or _is_seen(sentence, verb, bare)
        or _is_put_in_touch(sentence, verb, bare)
        or is_let_in(sentence, verb, bare)
        or (
            verb.base == "copy"
            and _is_listed(sentence, bare[:1])
            and not any(noun.lead in ("from", "into", "to", "onto") for noun in verb.objects)
        )  # "copying the secretary"
        or _is_kept_informed(sentence, verb, bare)
    )


def is_doubled(bare: list[Noun]) -> bool:
    """Whether two objects stand side by side: "send the client an offer"."""
    return any(
        first.words[1] == second.words[0] and not second.is_pronoun and not second.joined
        for first, second in pairwise(bare)
    )


def _is_given_something(sentence: Sentence, bare: list[Noun]) -> bool:
    """Whether the second of two objects is what the first gets: "the guest a key", not "the records every month"."""
    if not is_doubled(bare) or sentence.tags[bare[1].words[0]] != "D":
        return False
    return singular(sentence.form(bare[1].words[1] - 1)) not in TIMES


def _through(sentence: Sentence, verb: Verb, bare: list[Noun]) -> bool:
    """Whether somebody is led somewhere: "walk the visitor through the form", "take the guest to the table"."""
    if verb.base not in _LEADING_THROUGH or not bare:
        return False
    leads: tuple[str, ...] = ("through",)
    if _is_listed(sentence, bare[:1]):
        if verb.base in ("get", "bring"):
            leads = ("through", "out", "out of", "into", "back")
        elif verb.base in _LED:
            if sentence.form(bare[0].words[1]) in ("home", "round", "around"):
                return True
            leads = ("through", "to", "out", "out of", "into", "around", "from", "back")
        elif verb.base in _FETCHED:
            leads = ("from",)
    return any(noun.lead in leads and noun.words[0] - bare[0].words[1] in (1, _TWO) for noun in verb.objects)


def _is_listed(sentence: Sentence, nouns: list[Noun]) -> bool:
    """Whether the nouns are people by the lists, and there are any."""
    people = [sure(sentence, noun) for noun in nouns]
    return bool(people) and all(person is not None and person.evidence is Evidence.LISTED for person in people)


def _met(verb: Verb) -> list[Noun]:
    """Those with whom somebody is brought together."""
    return [noun for noun in verb.objects if noun.lead in ("with", "to")][:1]


def is_cared_for(sentence: Sentence, verb: Verb, people: list[Noun]) -> bool:
    """Whether a verb that is done to people and things is done to people: "wash the patient", not "wash the plates"."""
    return verb.base in _CARING and _is_listed(sentence, people[:1]) and not _is_circle(sentence, people[0])


def _is_circle(sentence: Sentence, noun: Noun) -> bool:
    """Whether a noun phrase names a group or a place: "assess the team", "secure the clinic"."""
    return singular(sentence.form(head_of(sentence, noun))) in _GROUPS or is_place(sentence, noun)


def _is_mutual(sentence: Sentence) -> bool:
    """Whether a sentence speaks of "each other" or "one another"."""
    lower = sentence.words.lower
    return ("each" in lower and "other" in lower) or ("one" in lower and "another" in lower)


def _is_updated(sentence: Sentence, verb: Verb, bare: list[Noun]) -> bool:
    """Whether somebody is told how things stand: "update the client weekly", but not "update the client to 3.1"."""
    if not bare or not _is_listed(sentence, bare[:1]):
        return False
    told = bare[:1] + [noun for noun in bare[1:] if noun.joined]
    several = len(told) > 1 and all(sure(sentence, noun) is not None for noun in told)
    behind = sentence.form(told[-1].words[1])
    often = behind.endswith("ly") or behind in _OFTEN or sentence.tags[told[-1].words[1] :][:1] in ("t", "i")
    return several or often or any(noun.lead in _ABOUT for noun in verb.objects)


def _is_fitted(sentence: Sentence, verb: Verb, bare: list[Noun]) -> bool:
    """Whether somebody is set up with something, or issued with it."""
    if verb.base not in ("issue", "set") or not any(noun.lead == "with" for noun in verb.objects):
        return False
    up = verb.base == "issue" or verb.particle == "up" or (bool(bare) and sentence.form(bare[0].words[1]) == "up")
    return up and _is_listed(sentence, bare[:1])


def _is_moved(sentence: Sentence, verb: Verb, bare: list[Noun]) -> bool:
    """Whether somebody is let through, fetched or taken in: "check guests in", "drop the child off"."""
    if verb.base not in _MOVING or not _is_listed(sentence, bare[:1]):
        return False
    particles = _MOVING[verb.base]
    at = bare[0].words[1]
    behind = sentence.form(at) in particles and sentence.tags[at + 1 : at + 2] not in tuple("DJNSPR3")
    return behind or (verb.particle in particles and verb.words[1] + 1 == bare[0].words[0])


def _is_seen(sentence: Sentence, verb: Verb, bare: list[Noun]) -> bool:
    """Whether somebody is gone to: "see the nurse", but not "see the contacts below"."""
    if verb.base != "see" or verb.tags not in ("V", "I") or verb.subject or len(bare) != 1:
        return False
    first, last = bare[0].words
    one = sentence.tags[first] == "D" and sentence.tags[last - 1] == "N" and sentence.form(last - 1) != "contact"
    return one and sentence.tags[last : last + 1] not in ("h", "I", "V") and _is_listed(sentence, bare)


def _is_put_in_touch(sentence: Sentence, verb: Verb, bare: list[Noun]) -> bool:
    """Whether somebody is brought together with somebody else: "put the tenant in touch with the plumber"."""
    if verb.base not in _PUTTING_IN_TOUCH or not _is_listed(sentence, bare[:1]):
        return False
    at = bare[0].words[1]
    return sentence.form(at) == "in" and sentence.form(at + 1) in ("touch", "contact")


def is_let_in(sentence: Sentence, verb: Verb, bare: list[Noun]) -> bool:
    """Whether somebody is let in or let do: "add the new colleague to the calendar", "allow the guest to stay"."""
    if verb.base not in _LETTING_IN or not bare or (bare[1:] and bare[1].joined):
        return False
    if verb.base == "add" and (roles := [noun for noun in verb.objects if noun.lead == "as"]):
        return sure(sentence, bare[0]) is not None and _is_listed(sentence, roles[:1])  # "add Ines as an editor"
    if not _is_listed(sentence, bare[:1]) or is_place(sentence, bare[0]):
        return False
    if verb.base in ("allow", "enable"):
        return verb.kind != "REASON" and aims(sentence, verb)
    if verb.base == "add" and any(noun.lead == "to" and _is_named_circle(sentence, noun) for noun in verb.objects):
        return True
    leads = ("in", "on") if verb.base in ("include", "keep") else ("to", "on")
    return any(
        noun.lead in leads and singular(sentence.form(head_of(sentence, noun))) in _CIRCLES for noun in verb.objects
    )


def _is_named_circle(sentence: Sentence, noun: Noun) -> bool:
    """Whether a noun with a capital is no file or form: "add the porter to Keyholders", "to the Night Vault"."""
    head = head_of(sentence, noun)
    return sentence.words.forms[head][0].isupper() and singular(sentence.form(head)) not in word_list("artifacts")


def _is_kept_informed(sentence: Sentence, verb: Verb, bare: list[Noun]) -> bool:
    """Whether somebody is kept informed, or made aware: "keep the family updated"."""
    if verb.base not in ("keep", "make", "bring", "get") or not bare:
        return False
    at = next((two.words[0] for one, two in pairwise(bare) if not two.joined), 0) or bare[-1].words[1]
    if verb.base == "keep" and sentence.tags[at : at + 1] == "J" and _is_listed(sentence, bare[:1]):
        return singular(sentence.form(head_of(sentence, bare[0]))) not in _GROUPS  # "keep the patient warm"
    return sentence.form(at) in INFORMED or " ".join(map(sentence.form, range(at, at + 3))) in _ABREAST


def aims(sentence: Sentence, verb: Verb) -> bool:
    """Whether a clause with "to" follows: "assign a porter to carry it"."""
    following = verb_after(sentence, verb)
    return following is not None and following.kind == "AIM" and following.segment == verb.segment + 1


def verb_after(sentence: Sentence, verb: Verb) -> Verb | None:
    """The next verb of the sentence."""
    return next((other for other in sentence.verbs if other.words[0] >= verb.words[1]), None)


def makes_do(verb: Verb, following: Verb | None) -> bool:
    """Whether a verb makes somebody do something: "have the speaker sign"."""
    return (
        verb.base in CAUSING
        and following is not None
        and (
            following.segment == verb.segment
            or (verb.base == "get" and following.kind == "AIM" and following.segment == verb.segment + 1)
        )
        and any(not noun.lead for noun in verb.objects)
        and (
            following.tags == "I"
            or (following.tags == "V" and verb.tags == "H" and following.preceding == verb.objects)
        )  # "have young nurses sign it"
    )
