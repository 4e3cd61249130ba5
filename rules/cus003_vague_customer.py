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
    quoted,
    words,
)

PEOPLE = frozenset({"everyone", "everybody", "anyone", "anybody"})
ENDS = re.compile(r"\s*(?:$|[.,;:!?)]|(?:about|of|when|once|if|and|by|via)\b)")
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


def first_of(party: Party, document: Document) -> Step | None:
    """The first step that the mention `party` holds for."""
    return next((step for step in document.steps if party in step.customers), None)
