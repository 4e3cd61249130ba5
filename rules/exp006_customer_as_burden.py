"""A step keeps customers off, or takes what they come with for a burden."""

import re

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Kind,
    Organisation,
    Severity,
    Span,
    Step,
    people_in,
    phrases,
    quoted,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.ALWAYS
REACH = 60  # characters behind the verb in which its object stands
CUT = re.compile(r"[.,;:!?()]|\b(?:and then|so that|by (?=\w+ing\b)|in order to|because|when|if|to)\b", re.IGNORECASE)
FROM_COMING = re.compile(
    r"\bfrom (?:call|com|contact|visit|phon|email|writ|ask|ring|turn|approach|knock|query|enquir|complain)\w*"
    r"|\b(?:from|off) (?:our|the) (?:\w+ )?(?:desk|office|counter|team|agents?|staff|phones?|lines?|hotline|door)\b"
    r"|\bfrom us\b",
    re.IGNORECASE,
)
SPARED = re.compile(
    r"\b(?:repeat(?:ed)?|avoidable|unnecessary|needless|second|follow-?up|need|spam|nuisance|duplicate|unwanted|cold"
    r"|causes?|reasons?|api|system|function|http|rate|time|duration|length|delay|internal|malicious|fraudulent|scam|sales)\b",
    re.IGNORECASE,
)
NOT = re.compile(r"\b(?:not|never|without|avoid|no|don['’]t|doesn['’]t|won['’]t)\b[^.,;]{0,20}$", re.IGNORECASE)
BEHIND = re.compile(r"\s+(?:from|by|of)\s+((?:[\w'’-]+\s*){1,3})", re.IGNORECASE)
INBOUND = re.compile(r"\b(?:inbound|incoming|support|call volumes?|walk-ins?)\b", re.IGNORECASE)


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step, at the verb."""
    start, end = step.text_span.start, step.text_span.end
    for name in ("warding_verbs", "lessening_verbs"):
        for verb in verbs_of(name).finditer(document.text, start, end):
            reach = verb.group() + CUT.split(document.text[verb.end() : min(verb.end() + REACH, end)])[0]
            is_off = is_warded(reach) if name == "warding_verbs" else is_lessened(reach)
            if is_off and NOT.search(document.text, start, verb.start()) is None:
                yield Finding(
                    message=f"{quoted(step.text)} takes those whom it is there for as a burden",
                    help="what do they come for, and what would help them so that they need not? write that instead",
                    span=Span(verb.start(), verb.end()),
                )
                return


def verbs_of(name: str) -> re.Pattern[str]:
    """The verbs of one of the two lists."""
    return phrases("warding_verbs") if name == "warding_verbs" else phrases("lessening_verbs")


def is_warded(reach: str) -> bool:
    """Whether what is kept off is what people come with, or people are kept from coming."""
    if SPARED.search(reach):
        return False
    kept_away = names_somebody_outside(reach) and FROM_COMING.search(reach) is not None
    return kept_away or phrases("approaches").search(reach) is not None or is_of_people(reach)


def is_lessened(reach: str) -> bool:
    """Whether there is to be less of what people outside come with."""
    if SPARED.search(reach):
        return False
    inbound = INBOUND.search(reach) is not None and phrases("approaches").search(reach) is not None
    return inbound or is_of_people(reach)


def is_of_people(reach: str) -> bool:
    """Whether what is turned to the house with comes from people outside: "tenants' calls", "messages from tenants"."""
    for match in phrases("approaches_of_people").finditer(reach):
        before = " ".join(reach[: match.start()].split()[-2:])
        behind = BEHIND.match(reach, match.end())
        if names_somebody_outside(before) or (behind is not None and names_somebody_outside(behind[1])):
            return True
    return False


def names_somebody_outside(text: str) -> bool:
    """Whether a word in `text` says somebody outside, or a caller."""
    outside = (Kind.EXTERNAL, Kind.CONTACT)
    return any(kind in outside or word.casefold() in ("callers", "caller") for word, kind in people_in(text))
