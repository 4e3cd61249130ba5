"""The customer is a placeholder: stakeholders, relevant parties, everyone, TBD."""

import re

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Organisation,
    Party,
    Severity,
    Source,
    Step,
    bases_of,
    quoted,
    sections_around,
    words,
)

PEOPLE = frozenset({"everyone", "everybody", "anyone", "anybody"})
ENDS = re.compile(r"\s*(?:$|[.,;:!?)]|(?:about|of|when|once|if|and|by|via)\b)")
# What tells who is meant: examples, a name, a list that is kept somewhere.
NAMED = re.compile(
    r"\b(?:such as|including|namely|for example|for instance)\b|\b[ei]\.\s?[ge]\.|\b(?:called|named)\s+[\"“]",
    re.IGNORECASE,
)
LISTED = re.compile(r"\s+(?:from|who|whom|whose|listed|mentioned|named|that|which)\b", re.IGNORECASE)
FOLLOWING = re.compile(
    r"\bfollowing\s+(?:contacts|groups|parties|people|persons|roles|stakeholders|teams)\b", re.IGNORECASE
)
WORD = re.compile(r"\w+")
NEAR = 3  # words before a party among which its verb is
GREETING = frozenset({"greet", "thank", "welcome"})  # those who are there
CASE = re.compile(r"\b(?:if|when|whenever|where|wherever)\b", re.IGNORECASE)
ONE_GROUP = re.compile(r"(?:department|group|office|person|team|unit)", re.IGNORECASE)
SIGNED = re.compile(r"\b(?:agreement|contract|lease|memorandum|settlement|treaty)s?\b", re.IGNORECASE)
SEVERITY = Severity.WARNING
AWAKE = Awake.ALWAYS


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step that names nobody else; one for a whole section or page is said at its first step."""
    customers = step.named_customers or step.addressed
    if step.is_outside or not customers or not all(is_vague(party, document) for party in customers):
        return
    party = customers[0]
    if party.source in (Source.SECTION, Source.DOCUMENT) and step is not first_of(party, document):
        return
    if is_in_heading(party, document) or (party.source is Source.SENTENCE and is_told(party, step, document)):
        return
    yield Finding(
        message=f"{quoted(party.name)} could be anybody",
        help=f"which role, team or group of people gets something from {quoted(step.text)}? write its name instead",
        span=party.span or step.text_span,
    )


def is_unrestricted(party: Party, document: Document) -> bool:
    """Whether nothing behind a word like "everyone" tells who is meant: "everyone on the call" are known people."""
    return party.span is not None and ENDS.match(document.text, party.span.end) is not None


def is_vague(party: Party, document: Document) -> bool:
    """Whether the name says nobody, as it stands and with the word before it; one that the config declares is known."""
    name = " ".join(party.name.casefold().split())
    before = document.text[max(0, party.span.start - 4) : party.span.start].casefold() if party.span else ""
    forms = {name, name.removeprefix("all "), name.removeprefix("the "), f"{before.strip()} {name}"}
    said = name not in PEOPLE or is_unrestricted(party, document)
    return party.party is None and said and not words("vague").isdisjoint(forms)


def is_in_heading(party: Party, document: Document) -> bool:
    """Whether a heading names the party, which only sums up what the steps below it say."""
    return party.source is Source.SECTION and any(
        one.title.span.start <= party.span.start < one.title.span.end for one in document.sections if party.span
    )


def is_told(party: Party, step: Step, document: Document) -> bool:
    """Whether the sentence, or the page, says who is meant by the placeholder: by examples or a name behind it, where
    they are listed; or whether they are those who are there, who signed,
    or whom a case concerns.
    """
    if party.span is None:
        return False
    text = document.text
    head = party.name.split()[-1]
    told = WORD.findall(text, step.text_span.start, party.span.start)[-NEAR:]
    verbs = {base for word in told for base in bases_of(word.casefold())} - {"the", "all"}
    if NAMED.search(text, party.span.end, step.text_span.end) or LISTED.match(text, party.span.end):
        return True
    if party.name.casefold() in PEOPLE and not verbs.isdisjoint(GREETING):
        return True
    if ONE_GROUP.fullmatch(head) and CASE.search(text, step.text_span.start, party.span.start):
        return True
    if head.casefold() == "parties" and SIGNED.search(
        text, next(sections_around(document, [step.span.start])), party.span.end
    ):
        return True
    for one in FOLLOWING.finditer(text):
        opening = max(text.rfind(mark, 0, one.start()) for mark in ".!?\n") + 1
        if any(not verbs.isdisjoint(bases_of(word.casefold())) for word in WORD.findall(text, opening, one.start())):
            return True
    return False


def first_of(party: Party, document: Document) -> Step | None:
    """The first step that the mention `party` holds for."""
    return next((step for step in document.steps if party in step.customers), None)
