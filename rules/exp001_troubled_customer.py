"""A customer is made to do something again, to wait or to chase."""

import re
from collections import Counter

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Kind,
    Organisation,
    Party,
    Severity,
    Source,
    Step,
    key_of,
    people_in,
    phrases,
    quoted,
    words,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.ALWAYS
LISTS = ("troubles", "marks_of_repetition")
WORD = r"(?!(?:not|never|how|where|whether|if|when|why|without|unless|no|nor|so|but)\b|\w+n['’]t\b)[\w'’-]+"
# What stands between a customer and what they are put to: "the tenant has to", "ask the tenant at the desk to".
DUTY = (
    rf"(?:\s+{WORD}){{0,4}}?\s+(?:must|ha(?:s|ve) to|needs? to|should|(?:is|are|be) to"
    r"|(?:is|are|be) (?:asked|told|required|expected|advised|instructed|requested|made|directed|supposed) to|to)\b"
)
THEN = re.compile(r"(?:\s+(?:and|then|first|also|just|simply|now|either|please|all))*\s+", re.IGNORECASE)
BOUND = re.compile(DUTY, re.IGNORECASE)
AGAIN_WITHIN = re.compile(r"[\w'’-]+(?:\s+[\w'’-]+){0,8}?\s+", re.IGNORECASE)
# Somebody who is free to do it, or for whom it is the exception that the sentence is about.
FREE = re.compile(
    r"\b(?:(?:invit|encourag|welcom|allow|help|offer|enabl)\w*|let|lets|if|when|whenever|unless|until|once|before|after"
    r"|wait(?:s|ing)? for|while|in case|so that|so|not|never|no|nobody|without|avoid|avoids|rather than|instead of|why"
    r"|how|whether|\w+n['’]t)\b",
    re.IGNORECASE,
)
MADE = re.compile(
    r"\b(?:have|having|make|making|makes|keep|keeps|keeping|leave|let)\s+(?:the|a|an|each|every|any|our)?\s*$",
    re.IGNORECASE,
)
# What comes by itself and soon, or is good for them: whoever says so tells them, and no more.
TOLD = re.compile(
    r"\s+for\s+(?:an?|the|their|your)\s+(?:[\w-]+\s+)?(?:e-?mail|message|link|code|notification|confirmation|text)\b"
    r"|(?:\s+[\w-]+){1,4}\s+before\b",
    re.IGNORECASE,
)
LINK = re.compile(r"\band\s+(?:then\s+|to\s+)?", re.IGNORECASE)  # what stands behind "or" is theirs to choose
CUT = re.compile(r"[.,;:!?()]")


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step: what the performer is put to is no matter here, unless the customer performs it."""
    for step in document.steps:
        if not any(phrases(name).search(step.text) for name in LISTS):
            continue
        for party in sorted(parties_of(step), key=lambda one: one.span or step.text_span):
            trouble = trouble_of(party, step, document)
            if trouble is None or party.span is None:
                continue
            if is_outside(party, document, organisation) or party.key in served_in(document):
                yield Finding(
                    message=f"{quoted(step.text)} puts {quoted(party.name)} to the trouble: {quoted(trouble)}",
                    help=f"what would spare {quoted(party.name)} that? do it for them, ask once, or tell them unasked",
                    span=party.span,
                    step=step.id,
                )
                break


def is_outside(party: Party, document: Document, organisation: Organisation) -> bool:
    """Whether somebody is outside: by the config, by the page, or, where they are only mentioned, by their name."""
    resolved = (one for step in document.steps for one in (*step.customers, *step.performers))
    kind = next((one.kind for one in resolved if one.key == party.key), None)
    declared = (one for key, one in organisation.parties.items() if party.key in map(key_of, (key, *one.names)))
    if kind is None:
        kind = next((one.kind for one in declared), None)
    if kind is None:
        last = party.name.split(" ")[-1]
        kind = next((kind for _, kind in people_in(last)), Kind.UNKNOWN)
    return kind.outside


def served_in(document: Document) -> frozenset[str]:
    """Those whom the page names as customers and gives no step to do, and those who work here where they do but one."""
    performing = Counter(party.key for step in document.steps for party in step.performers)
    customers = (party for step in document.steps for party in step.customers if party.source is not Source.FLOW)
    named = {party.key for party in customers if party.kind is Kind.UNKNOWN and party.key not in performing}
    return frozenset(named | {key for key, count in performing.items() if count == 1 and key in words("workforce")})


def parties_of(step: Step) -> set[Party]:
    """Whoever the step's own words name, as its performer or as somebody to whom something is done."""
    mentions = {*step.mentions, *step.performers, *(party for action in step.actions for party in action.customers)}
    mentions |= {party for action in step.actions for party in action.performers}
    return {party for party in mentions if party.span and step.text_span.start <= party.span.start < step.text_span.end}


def trouble_of(party: Party, step: Step, document: Document) -> str | None:
    """What `party` is put to in the step's words; None where it is nothing, or theirs to choose."""
    if party.span is None:
        return None
    before = CUT.split(document.text[step.text_span.start : party.span.start])[-1]
    after = CUT.split(document.text[party.span.end : step.text_span.end])[0]
    if FREE.search(before):
        return None
    duty = BOUND.match(after)
    if duty and FREE.search(duty.group()):
        return None
    performs = any(one.span == party.span for action in step.actions for one in action.performers)
    start = duty.end() if duty else 0 if performs or MADE.search(before) else None
    if start is None:
        return None
    then = THEN.match(after, start)
    if then is None:
        return None
    found = phrases("troubles").match(after, then.end()) or linked(after, then.end())
    if found is not None and TOLD.match(after, found.end()):
        return None
    if found is not None:
        return found.group()
    middle = AGAIN_WITHIN.match(after, then.end())
    again = phrases("marks_of_repetition").search(after, then.end())
    return after[then.end() : again.end()] if middle and again else None


def linked(after: str, start: int) -> re.Match[str] | None:
    """What somebody is put to behind something else: "to take a seat and wait"."""
    link = LINK.search(after, start)
    return phrases("troubles").match(after, link.end()) if link else None
