"""Whom an action is done for or directed at.

It does not decide what an action is; roles.py does.
"""

from __future__ import annotations

from itertools import pairwise

from proclint.model import Evidence, Kind
from proclint.names import singular
from proclint.reading.parties import SURE, Mention, head_of, is_acronym, is_capital, kind_of, mention_of, sure
from proclint.reading.sentence import Noun, Sentence, Verb
from proclint.reading.words import word_list

_MEETINGS = word_list("meetings")
_REQUESTS = word_list("requests")
_VERBS_OF_ANSWERING = word_list("verbs_of_answering")
_VERBS_TO_GIVE = word_list("verbs_to_give")
_VERBS_TO_PEOPLE = word_list("verbs_to_people")
_VERBS_WITH = word_list("verbs_with")
_WORKPLACES = word_list("workplaces")
_NOT_FOR = frozenset(
    [
        "wait",
        "look",
        "check",
        "ask",
        "apply",
        "search",
        "watch",
        "be",
        "account",
        "aim",
        "blame",
        "hope",
        "pray",
        "stand",
        "opt",
        "argue",
        "vote",
    ]
)
_JOINING = frozenset({"add", "subscribe", "join", "assign", "move", "limit", "get", "set", "sync", "link"})
_GROUPS = frozenset({"team", "group", "list", "committee", "board", "panel", "crew", "pool", "community", "council", "role"})
_NOT_TO = frozenset({"attribute", "belong", "change", "set", "update", "convert", "rename", "switch", "relate", "pertain", "compare", "limit", "restrict", "amount", "link", "map"})
# What falls to somebody without being handed over: "weigh the risk to tenants".
_BORNE = frozenset({
    "impact", "risk", "damage", "harm", "threat", "disruption", "exposure", "relevance", "inconvenience",
})  # fmt: skip
_REQUESTING_THAT = frozenset({"ask", "request", "suggest", "demand", "insist", "propose", "recommend", "require"})
_WITHOUT_ARTICLE = frozenset({
    "access", "permission", "permissions", "rights", "time", "feedback", "notice", "credit", "help", "guidance",
    "information", "instructions", "attention", "support", "priority", "advice", "leave", "room", "clearance", "ownership",
    "details", "credentials", "authority",
})  # fmt: skip
_INFORMED = frozenset({"updated", "informed", "posted", "aware", "apprised", "advised", "comfortable"})
_BEARING = frozenset({"accountable", "billable", "responsible", "due", "relevant", "related", "specific", "similar", "equal", "common", "subject", "prior", "next", "close", "unique"})
_EQUIPPING = frozenset({"provide", "supply", "equip", "furnish", "present", "serve"})  # somebody with something
_LEADING_THROUGH = frozenset({"walk", "talk", "guide", "lead", "take", "step", "run"})
_GIVING_ACCESS = frozenset({"give", "grant", "offer", "allow", "lend", "show", "assign", "get"})
_LODGING = frozenset({"register", "deregister", "apply", "enrol", "enroll", "lodge", "file", "order", "complain"})  # at
_PLACES = frozenset({
    "room", "desk", "home", "house", "door", "address", "office", "inbox", "table", "bed", "seat", "mailbox", "phone",
    "bedside", "premises", "workplace",
})  # fmt: skip
_TELLING = frozenset({"notify", "inform", "remind", "advise", "warn"})  # somebody of something
RECEIVING = frozenset({"receive", "get", "obtain"})
_REQUESTING = frozenset({"request", "seek", "solicit", "need"})
_WITH_OBJECT = frozenset(
    {
        "have",
        "hold",
        "schedule",
        "set",
        "arrange",
        "book",
        "organise",
        "organize",
        "plan",
        "do",
        "conduct",
        "create",
        "start",
        "join",
        "attend",
        "undertake",
        "facilitate",
        "lead",
        "run",
        "get",
        "make",
        "find",
    }
)
# Pronouns for people; "it" and "yourself" are none of them.
_PEOPLE = frozenset(
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


# Verbs whose objects or subject may be served without any preposition; for all others one must lead to who is.
_TELLING_VERBS = (
    _VERBS_TO_PEOPLE | _VERBS_TO_GIVE | _VERBS_OF_ANSWERING
    | RECEIVING | _REQUESTING_THAT | _EQUIPPING | _LEADING_THROUGH | _GIVING_ACCESS
    | {"let", "have", "make", "get", "keep"}
)  # fmt: skip
_LEADS = frozenset({
    "to", "towards", "toward", "for", "with", "together with", "along with", "on behalf of", "on the behalf of", "at", "in", "on",
    "within", "inside", "among", "between", "from",
})  # fmt: skip


def customers(sentence: Sentence, verb: Verb, *, prose: bool) -> list[Mention]:
    """Whom it is done for or directed at."""
    plain = verb.base not in _TELLING_VERBS and verb.kind != "REASON"
    if plain and not any(noun.lead for noun in verb.objects):
        return []
    found: list[Mention] = []
    bare = [noun for noun in verb.objects if not noun.lead]
    if verb.kind == "REASON" and not prose and sentence.form(sentence.segments[verb.segment][1]) in ("so", "so that"):
        found += [
            mention for noun in verb.subject if (mention := sure(sentence, noun))
        ]  # "so that the panel can see it"
    if verb.negated:
        return found
    to_people = verb.base in _VERBS_TO_PEOPLE
    giving = verb.base in _VERBS_TO_GIVE
    if verb.passive:
        if verb.finite and (to_people or (giving and bare and bare[0].words[0] == verb.words[1])):
            found += [mention for noun in verb.subject if (mention := sure(sentence, noun))]
        if verb.base in RECEIVING:
            found += [mention for noun in verb.objects if noun.lead == "by" and (mention := sure(sentence, noun))]
    elif (
        to_people
        or verb.base == "let"
        or makes_do(verb, verb_after(sentence, verb))
        or (giving and _is_doubled(bare))
        or (verb.base in _EQUIPPING and any(noun.lead == "with" for noun in verb.objects))
        or _through(sentence, verb, bare)
        or _is_kept_informed(sentence, verb, bare)
    ):
        if verb.base == "assign" and bare and sentence.form(bare[0].words[0]) in ("a", "an"):
            bare = []  # "assign an owner": somebody yet to be found
        told = [_before_of(sentence, noun) if verb.base in _TELLING else noun for noun in _joined(bare)]
        found += [mention for noun in told if (mention := sure(sentence, noun))]
    if prose and verb.base == "receive" and not verb.passive:
        found += [
            mention
            for noun in verb.subject
            if (mention := mention_of(sentence, noun)) and (mention.evidence in SURE or noun.is_pronoun)
        ]
    if len(bare) == 1 and not verb.passive and (given := _given_to(sentence, verb, bare[0])) is not None:
        found.append(given)
    if verb.base in _REQUESTING_THAT and not verb.passive:
        found += _asked_that(sentence, verb)
    if verb.base in _VERBS_OF_ANSWERING:
        found += [mention for noun in verb.objects if (mention := _asking(sentence, noun))]
    for noun in verb.objects:
        mention = _led(sentence, verb, noun, giving=giving)
        if mention is not None:
            found.append(mention)
    return [mention for mention in found if mention.kind is not Kind.SYSTEM and (prose or not mention.noun.is_pronoun)]


def pointed_at(sentence: Sentence, verb: Verb) -> list[Noun]:
    """The pronouns that an action is directed at where a party would be its customer: "ask her", "let you know"."""
    if verb.negated or verb.passive:
        return []
    people = (
        verb.base in _VERBS_TO_PEOPLE or verb.base == "let" or makes_do(verb, verb_after(sentence, verb))
    )
    giving = verb.base in _VERBS_TO_GIVE
    bare = [noun for noun in verb.objects if not noun.lead]
    found: list[Noun] = []
    for noun in verb.objects:
        if not noun.is_pronoun or sentence.form(noun.words[0]) not in _PEOPLE:
            continue
        doubled = not noun.lead and noun is bare[0] and len(bare) > 1
        with_them = noun.lead == "with" and verb.base in _VERBS_WITH
        to_them = noun.lead == "to" or (noun.lead == "for" and verb.base not in _NOT_FOR)
        if (people and not noun.lead) or (giving and doubled) or to_them or with_them:
            found.append(noun)
    return found


def last_named(sentence: Sentence, before: int) -> Mention | None:
    """The last party named before a word of a sentence."""
    nouns = [
        noun
        for verb in sentence.verbs
        for noun in (*verb.preceding, *verb.objects)
        if noun.words[1] <= before and noun.lead not in ("at", "in", "on", "from", "near", "by")
    ]
    for noun in sorted(nouns, key=lambda noun: -noun.words[0]):
        if noun.is_pronoun:
            continue
        mention = sure(sentence, noun) or _inside(sentence, noun)
        if mention is not None:
            return mention
    return None


def _is_doubled(bare: list[Noun]) -> bool:
    """Whether two objects stand side by side: "send the client an offer"."""
    return any(
        first.words[1] == second.words[0] and not second.is_pronoun and not second.joined for first, second in pairwise(bare)
    )


def _through(sentence: Sentence, verb: Verb, bare: list[Noun]) -> bool:
    """Whether somebody is led through something: "walk the visitor through the form"."""
    if verb.base not in _LEADING_THROUGH or not bare:
        return False
    return any(noun.lead == "through" and noun.words[0] == bare[0].words[1] + 1 for noun in verb.objects)


def _is_kept_informed(sentence: Sentence, verb: Verb, bare: list[Noun]) -> bool:
    """Whether somebody is kept informed, or made aware: "keep the family updated"."""
    if verb.base not in ("keep", "make") or not bare:
        return False
    at = bare[-1].words[1]
    return at < len(sentence.tags) and (
        sentence.form(at) in _INFORMED or [sentence.form(i) for i in range(at, min(at + 3, len(sentence.tags)))] == ["in", "the", "loop"]
    )


def _inside(sentence: Sentence, noun: Noun) -> Mention | None:
    """Somebody named inside a noun phrase: "a photograph of the guest", "your guest's luggage"."""
    first, last = noun.words
    for at in range(last - 1, first, -1):
        if sentence.tags[at] == "O":
            return sure(sentence, noun.cut(at + 1, last)) if at + 1 < last else None
        if sentence.tags[at] == "'":
            return sure(sentence, noun.cut(first, at))
    return None


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


def verb_after(sentence: Sentence, verb: Verb) -> Verb | None:
    """The next verb of the sentence."""
    return next((other for other in sentence.verbs if other.words[0] >= verb.words[1]), None)


def _given_to(sentence: Sentence, verb: Verb, noun: Noun) -> Mention | None:
    """Whoever is named before what has no article of its own: "give the new member access"."""
    first, last = noun.words
    if verb.base not in _GIVING_ACCESS:
        return None
    for at in range(last - 1, first, -1):
        if sentence.form(at) in _WITHOUT_ARTICLE and sentence.tags[first] == "D":
            return sure(sentence, noun.cut(first, at))
    return None


def _asked_that(sentence: Sentence, verb: Verb) -> list[Mention]:
    """Who shall do it: "request that the reporter provide the log"."""
    following = verb_after(sentence, verb)
    if following is None or following.kind != "RELATIVE" or following.segment != verb.segment + 1:
        return []
    return [mention for noun in following.subject if not noun.lead and (mention := sure(sentence, noun))]


def _asking(sentence: Sentence, noun: Noun) -> Mention | None:
    """Whoever wants something, named before it: the customers of "customer enquiries"."""
    head = head_of(sentence, noun)
    if noun.is_pronoun or head == noun.words[0] or noun.lead not in ("", "to", "with"):
        return None
    if singular(sentence.form(head)) not in _REQUESTS or sentence.tags[head - 1] not in "NSP":
        return None
    mention = sure(sentence, Noun((head - 1, head)))
    return mention if mention is not None and mention.kind.outside else None


def _led(sentence: Sentence, verb: Verb, noun: Noun, *, giving: bool) -> Mention | None:
    """The mention of a noun that a preposition leads to, when that makes it a customer."""
    lead = noun.lead
    if lead not in _LEADS or noun.is_pronoun:
        return None
    found = sure(sentence, noun)
    if lead in ("to", "towards", "toward"):
        at = noun.words[0] - 1
        if at > 0 and sentence.form(at - 1) in _BEARING:
            return None  # "a meeting relevant to managers"
        if verb.base == "add" and found is not None and found.evidence is not Evidence.LISTED:
            return None  # to a page or a calendar, as a rule
        place = singular(sentence.form(head_of(sentence, noun))) in _WORKPLACES
        if place and (not giving or verb.base in ("go", "move", "come")):
            return None
        if verb.base in _JOINING and _is_group(sentence, noun):
            return None  # "add the clerk to the team": nothing goes to the team
        if verb.base in _NOT_TO or (not giving and at > 0 and singular(sentence.form(at - 1)) in _BORNE):
            return None
        if found is not None and (giving or found.evidence is not Evidence.NAME or not is_acronym(sentence, noun)):
            return found
        if giving and (owner := _whose_place(sentence, noun)) is not None:
            return owner
        return mention_of(sentence, noun) if giving and verb.base != "go" and is_capital(sentence, noun) else None
    if lead == "from" and verb.base in _REQUESTING and is_capital(sentence, noun):
        return found or mention_of(sentence, noun)
    if found is None:
        return None
    if lead == "at" and verb.base in _LODGING:
        return found
    before = sentence.form(noun.words[0] - 2) if noun.words[0] > 1 else ""
    if lead == "in" and verb.base in ("loop", "bring", "call", "pull") and noun.words[0] == verb.words[1] + 1:
        return found  # "loop in the officer"
    if lead == "on" and before == "in" and verb.base in ("check", "look", "drop"):
        return found  # "check in on the resident"
    if lead in ("within", "inside", "among") and verb.base in _VERBS_WITH:
        return found if _is_group(sentence, noun) else None  # "discuss it within the team"
    if lead == "on behalf of":
        return found
    if lead == "for" and noun.words[1] - noun.words[0] == 1 and sentence.form(noun.words[0]) == "support":
        return None  # "ready for support": what is given, not who gives it
    if lead == "for":
        # "check the list for the auditor" is for somebody, "check the list for customers" looks for them
        checked = verb.base == "check" and sentence.form(noun.words[0]) == "the" and found.evidence is Evidence.LISTED
        clause = verb.kind in ("REASON", "AIM") and verb.base == "be"  # "so that it is easy for the nurse"
        return found if verb.base not in _NOT_FOR or checked or clause else None
    if lead in ("with", "together with"):
        around = {
            singular(sentence.form(head_of(sentence, other)))
            for other in verb.objects
            if not other.lead and not other.is_pronoun
        }
        if verb.base in ("sync", "register", "set", "connect") and found.evidence is not Evidence.LISTED:
            return None  # with a system, as a rule
        if verb.base in _VERBS_WITH or (verb.base in _WITH_OBJECT and around & _MEETINGS):
            return found
        if verb.base == "go" and verb.particle in ("through", "over"):
            return found
    if lead == "between" and verb.base in _WITH_OBJECT:
        return found
    if lead == "from" and verb.base in _REQUESTING:
        return found
    return None


def _whose_place(sentence: Sentence, noun: Noun) -> Mention | None:
    """Whose room or inbox it is that something is brought to: "to the guest's room"."""
    first, last = noun.words
    if singular(sentence.form(last - 1)) not in _PLACES:
        return None
    mark = next((at for at in range(first, last) if sentence.tags[at] == "'"), None)
    return None if mark is None or mark == first else sure(sentence, noun.cut(first, mark))


def _is_group(sentence: Sentence, noun: Noun) -> bool:
    return singular(sentence.form(head_of(sentence, noun))) in _GROUPS


def makes_do(verb: Verb, following: Verb | None) -> bool:
    """Whether a verb makes somebody do something: "have the speaker sign"."""
    return (
        verb.base in ("have", "let", "make", "get")
        and following is not None
        and (
            following.segment == verb.segment
            or (verb.base == "get" and following.kind == "AIM" and following.segment == verb.segment + 1)
        )
        and following.tags == "I"
        and any(not noun.lead for noun in verb.objects)
    )
