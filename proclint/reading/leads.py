"""Whom a preposition leads to, when that makes them a customer: "to the clerk", "for the guest", "with the board".

It does not look at what stands without a preposition; customers.py does.
"""

from __future__ import annotations

from typing import Final

from proclint.model import Evidence
from proclint.names import singular
from proclint.reading.parties import SURE, Mention, head_of, is_acronym, is_capital, likely, sure
from proclint.reading.phrases import Noun, Verb
from proclint.reading.sentence import Sentence
from proclint.reading.words import word_list

_BEARING: Final = word_list("adjectives_with_to")
_BORNE: Final = word_list("burdens")
_GROUPS: Final = word_list("groups")
_HEEDS: Final = word_list("heeds")
_IN_TOUCH: Final = 2  # words, and a verb before them
_GUIDING: Final = frozenset(
    {"accompany", "direct", "escort", "evacuate", "guide", "promote", "redirect", "shepherd", "usher", "walk"}
)
_GOOD: Final = frozenset({"attention", "benefit", "convenience", "sake", "use"})
_DEALING_OUT: Final = frozenset({"deal", "distribute", "divide", "rotate", "share", "split", "spread"})
_LAYING: Final = frozenset({"bring", "lay", "place", "put"})  # before a board
_DESKS: Final = frozenset({"counter", "desk", "helpdesk", "office"})
_TAKING_IN: Final = frozenset({"attend", "browse", "download", "follow", "read", "see", "study", "view", "watch"})
_JOINING: Final = frozenset({"add", "subscribe", "join", "assign", "move", "limit", "get", "set", "sync", "link"})
_BRINGING: Final = frozenset({"carry", "come", "go", "move", "bring", "return", "hand", "take", "give", "deliver"})
_LODGING: Final = frozenset(
    {"register", "deregister", "apply", "enrol", "enroll", "lodge", "file", "order", "complain"}
)  # at
_MEETINGS: Final = word_list("meetings")
_NOT_FOR: Final = word_list("verbs_not_for")
_NOT_TO: Final = word_list("verbs_not_to")
_PERFORMING: Final = frozenset({"deliver", "demo", "do", "hold", "make", "perform", "pitch", "rehearse"})
_PASSING_ON: Final = frozenset({"hand", "pass"})
_PLACES: Final = word_list("places_of_people")
_REQUESTING: Final = frozenset({"request", "seek", "solicit", "need", "ask"})
_STORING: Final = frozenset({
    "add", "connect", "copy", "demote", "deploy", "export", "go", "import", "log", "login", "migrate", "move",
    "promote", "publish", "push", "refer", "save", "sync", "upload",
})  # fmt: skip
_VERBS_WITH: Final = word_list("verbs_with")
# Verbs that are done with somebody where their object is a meeting: "hold a call with the client".
_WITH_OBJECT: Final = frozenset({
    "arrange", "attend", "book", "conduct", "create", "do", "facilitate", "find", "get", "grab", "handle", "have",
    "hold", "join", "keep", "lead", "maintain", "make", "manage", "organise", "organize", "plan", "run", "schedule",
    "set", "setup", "start", "undertake",
})  # fmt: skip
# What one does in the name of the house: "welcome everyone on behalf of the club"
_GREETING: Final = frozenset({"act", "attend", "congratulate", "greet", "open", "speak", "thank", "welcome"})
_RELEASING: Final = frozenset({"deploy", "merge", "promote", "publish", "push", "release", "roll", "ship"})
_WORKPLACES: Final = word_list("workplaces")


def led_to(sentence: Sentence, verb: Verb, noun: Noun, *, giving: bool) -> Mention | None:
    """The mention of a noun that a preposition leads to, when that makes it a customer."""
    lead = noun.lead
    if not lead or noun.is_pronoun or (noun.is_led and lead in ("for", "to") and _is_in_title(sentence, noun)):
        return None
    if lead in ("to", "towards", "toward", "up to"):
        return _led_by_to(sentence, verb, noun, giving=giving)
    if lead in ("for", "in order for"):
        return _led_by_for(sentence, verb, noun)
    if lead in ("with", "together with"):
        return _led_by_with(sentence, verb, noun)
    if not _may_lead(sentence, verb, noun, giving=giving):
        return None
    found = _whole(sentence, noun)
    if found is None:
        return None
    if lead == "from" and is_capital(sentence, noun):
        return Mention(noun, Evidence.NAME, found.kind)
    return found if lead != "onto" or found.evidence in SURE else None


def _led_by_to(sentence: Sentence, verb: Verb, noun: Noun, *, giving: bool) -> Mention | None:
    at = noun.words[0] - 1
    if verb.base == "pay" and sentence.form(at - 1) in ("attention", "heed", "regard"):
        return None  # "pay attention to the speaker": nobody gets anything
    if at > 0 and sentence.form(at - 1) in _BEARING:
        return None  # "a meeting relevant to managers"
    if sentence.form(head_of(sentence, noun)) in ("attention", "notice") and verb.base in _BRINGING | {"call", "draw"}:
        return whose_attention(sentence, noun)
    found = _whole(sentence, noun)
    stored = verb.base in _STORING and not (verb.base == "go" and verb.subject)  # "a copy goes to ALD"
    if stored and found is not None and found.evidence is not Evidence.LISTED:
        return None  # to a page or a program, as a rule
    if verb.base in _RELEASING and noun.words[1] - noun.words[0] == 1 and sentence.form(noun.words[0]) == "production":
        return None  # where the program runs
    if verb.base in ("go", "come") and not verb.subject and sentence.form(noun.words[1] - 1) in _DESKS:
        return None  # "go to the nurse's office"
    if verb.base in _BRINGING and _is_plain_office(sentence, noun):
        return None  # "bring it back to the office"
    if (verb.base in _GUIDING or verb.base == "add") and _guides_people(sentence, verb, noun):
        return None  # "escort the visitor to the lab", "add the clerk to Keyholders"
    if is_place(sentence, noun) and (not giving or verb.base in ("go", "move", "come")):
        return None
    if verb.base in ("invite", "demote") or (verb.base in _JOINING and _is_circle(sentence, noun)):
        return None  # "add the clerk to the team": nothing goes to the team
    if verb.base in _NOT_TO or (not giving and at > 0 and singular(sentence.form(at - 1)) in _BORNE):
        return None
    known = found is not None and found.evidence is not Evidence.WEAK
    acronym = found is not None and found.evidence is Evidence.NAME and is_acronym(sentence, noun)
    if known and (giving or not acronym):
        return found
    if giving and (owner := _whose_place(sentence, noun)) is not None:
        return owner
    return found if giving and verb.base not in ("go", "refer") else None


def _led_by_for(sentence: Sentence, verb: Verb, noun: Noun) -> Mention | None:
    heeding = _whose_heed(sentence, noun)
    if heeding is not None:
        return heeding
    of = sentence.tags.find("O", *noun.words)
    if of > 0 and sentence.form(of - 1) in _GOOD:
        return sure(sentence, noun.cut(of + 1, noun.words[1]))  # "for the benefit of the guests"
    found = _whole(sentence, noun)
    if found is None:
        return None
    first, last = noun.words
    idle = verb.kind == "MAIN" and bool(verb.subject) and sentence.form(verb.subject[0].words[0]) == "it"
    if idle and sentence.tags[last : last + 1] == "T":
        return None  # "it makes sense for the clerk to wait": who is to do it
    if found.evidence is Evidence.NAME and is_acronym(sentence, noun):
        return None
    if sentence.form(last - 1) == "records":
        return None  # "keep a copy for your records"
    if verb.base in _TAKING_IN and noun.words[0] > _IN_TOUCH and _is_defined(sentence, verb):
        return None  # "download the form for parents"
    if verb.base == "call" and verb.words[1] == first - 1:
        return None  # "call for volunteers"
    if sentence.form(last - 1) == "support" and sentence.tags[first:last] in ("N", "DN"):
        return None  # "ready for support": what is given, not who gives it
    # "check the list for the auditor" is for somebody, "check the list for customers" looks for them
    checked = verb.base == "check" and sentence.form(first) == "the" and found.evidence is Evidence.LISTED
    clause = verb.kind in ("REASON", "AIM") and verb.base == "be"  # "so that it is easy for the nurse"
    return found if verb.base not in _NOT_FOR or checked or clause else None


def _led_by_with(sentence: Sentence, verb: Verb, noun: Noun) -> Mention | None:
    met = (
        verb.base in _VERBS_WITH
        or verb.base == "place"  # "place an order with the supplier"
        or (verb.base == "log" and verb.particle != "in")
        or (verb.base in ("bring", "take") and sentence.form(noun.words[0] - 2) == "up")
        or (verb.base == "go" and verb.particle in ("through", "over"))
        or (noun.words[0] > _IN_TOUCH and sentence.form(noun.words[0] - 2) in ("touch", "contact"))
        or (bool(verb.particle) and f"{verb.base}-{verb.particle}" in _VERBS_WITH)
        or (verb.base in _WITH_OBJECT and _is_meeting(sentence, verb))
    )
    if not met and verb.base != "match":
        return None
    found = _whole(sentence, noun)
    if found is None or found.evidence is Evidence.LISTED:
        return found
    # "sync it with" a system, as a rule; "match the apprentice with a tutor"
    return None if verb.base in ("sync", "register", "set", "connect", "match") else found


def _is_defined(sentence: Sentence, verb: Verb) -> bool:
    """Whether what a verb is done to has an article that says that it is there already."""
    return any(not noun.lead and sentence.form(noun.words[0]) in ("the", "this", "our") for noun in verb.objects)


def _guides_people(sentence: Sentence, verb: Verb, noun: Noun) -> bool:
    """Whether a verb is done to people named before `noun`."""
    return any(
        not other.lead and other.words[1] < noun.words[0] and (other.is_pronoun or sure(sentence, other) is not None)
        for other in verb.objects
    )


def _may_lead(sentence: Sentence, verb: Verb, noun: Noun, *, giving: bool) -> bool:
    """Whether a preposition that seldom does leads to whom a verb is done for."""
    lead, base = noun.lead, verb.base
    if lead == "in":  # "loop in the officer"
        return base in ("loop", "bring", "call", "pull", "copy") and noun.words[0] == verb.words[1] + 1
    if lead == "on" and base == "check" and noun.words[0] == verb.words[1] + 1:
        person = likely(sentence, noun)
        return person is not None and person.evidence is Evidence.LISTED  # "check on the patient"
    if lead == "on":  # "check in on the resident", "serve the notice on the tenant"
        looks_in = base in ("check", "look", "drop") and noun.words[0] > 1
        return base == "serve" or (looks_in and sentence.form(noun.words[0] - 2) == "in")
    if lead == "at":
        return base in _LODGING or base == "place"
    if lead == "from":
        return base in _REQUESTING
    if lead == "in front of":  # "give a talk in front of the class"
        return giving or base in _PERFORMING
    if lead in ("across", "throughout"):  # "share it across the team"
        return giving and _is_group(sentence, noun)
    if lead in ("within", "inside", "among"):  # "discuss it within the team"
        return (lead == "among" and (giving or base in _DEALING_OUT)) or (
            base in _VERBS_WITH and _is_group(sentence, noun)
        )
    if lead in ("by", "past"):  # "run it by the lead"
        return base == "run" and not verb.passive and verb.objects[0] is not noun
    if lead == "between":
        return base in _WITH_OBJECT or base in _DEALING_OUT
    if lead == "before":  # "put the proposal before the members"
        return base in _LAYING and not verb.passive and any(not other.lead for other in verb.objects)
    if lead == "on behalf of":
        return base not in _GREETING
    return lead == "onto" and base in _PASSING_ON


def _whole(sentence: Sentence, noun: Noun) -> Mention | None:
    """A noun as a mention, unless it is half a name."""
    return None if _is_half(sentence, noun) else likely(sentence, noun)


def _is_meeting(sentence: Sentence, verb: Verb) -> bool:
    """Whether what a verb is done to is a meeting, or a talk."""
    return any(
        singular(sentence.form(head_of(sentence, noun))) in _MEETINGS
        for noun in verb.objects
        if not noun.lead and not noun.is_pronoun
    )


def _is_in_title(sentence: Sentence, noun: Noun) -> bool:
    """Whether "for" or "to" stands in a name of a thing: "the Safety Course for Drivers", "Thanks To A Crew"."""
    forms, at = sentence.words.forms, noun.words[0] - 1
    if at > 0 and forms[at].istitle():
        return any(form[0].islower() for form in forms[:at])  # otherwise all of it is a heading
    return at > _IN_TOUCH and forms[at] == "for" and forms[at - 1][0].isupper() and forms[at + 1][0].isupper()


def _is_half(sentence: Sentence, noun: Noun) -> bool:
    """Whether a name only goes before another that a slash joins, and both say more of what follows: "CI/CD tools"."""
    at = noun.words[1]
    return sentence.tags[noun.words[1] - 1 : at + 3] in ("P/PN", "P/PS") and noun.words[1] - noun.words[0] == 1


def _whose_heed(sentence: Sentence, noun: Noun) -> Mention | None:
    """Who is to look at something: "for manager review"."""
    first, last = noun.words
    if last - first < 2 or sentence.form(last - 1) not in _HEEDS:
        return None
    return sure(sentence, noun.cut(first, last - 1 - (sentence.tags[last - 2] == "'")))


def _whose_place(sentence: Sentence, noun: Noun) -> Mention | None:
    """Whose room or inbox it is that something is brought to: "to the guest's room"."""
    first, last = noun.words
    if singular(sentence.form(last - 1)) not in _PLACES:
        return None
    mark = next((at for at in range(first, last) if sentence.tags[at] == "'"), None)
    if mark is None and sentence.form(last - 1) in ("inbox", "mailbox"):
        mark = last - 1  # "to the billing team inbox"
    return None if mark is None or mark == first else sure(sentence, noun.cut(first, mark))


def whose_attention(sentence: Sentence, noun: Noun) -> Mention | None:
    """Who is made to look at something: "to the attention of the director", "to the warden's notice"."""
    first, last = noun.words
    if sentence.form(head_of(sentence, noun)) not in ("attention", "notice"):
        return None
    of = sentence.tags.find("O", first, last)
    if of >= 0:
        return sure(sentence, noun.cut(of + 1, last))
    mark = sentence.tags.find("'", first, last)
    return None if mark <= first else sure(sentence, noun.cut(first, mark))


def _is_plain_office(sentence: Sentence, noun: Noun) -> bool:
    """Whether it is "the office" or "the desk" and no more: a place, unlike "the parking office"."""
    first, last = noun.words
    office = singular(sentence.form(last - 1)) in ("office", "desk", "counter")
    return office and sentence.tags[first:last].lstrip("DJ") in ("N", "S")


def is_place(sentence: Sentence, noun: Noun) -> bool:
    """Whether a noun phrase names where people work."""
    return singular(sentence.form(head_of(sentence, noun))) in _WORKPLACES or _is_plain_office(sentence, noun)


def _is_circle(sentence: Sentence, noun: Noun) -> bool:
    """Whether a noun phrase names something that one can belong to."""
    head = singular(sentence.form(head_of(sentence, noun)))
    return head in _GROUPS or head in ("association", "club", "network", "organisation", "organization", "society")


def _is_group(sentence: Sentence, noun: Noun) -> bool:
    """Whether a noun phrase names a team or list that somebody can be added to."""
    return singular(sentence.form(head_of(sentence, noun))) in _GROUPS
