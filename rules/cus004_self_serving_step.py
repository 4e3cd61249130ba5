"""The only customer of a step is whoever performs it."""

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
    judged,
    quoted,
    reminder,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.ALWAYS
OWN = (Source.SENTENCE, Source.FIELD)
FOR = re.compile(r"\bfor\s+(?:[\w'’-]+\s+)?$", re.IGNORECASE)


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step whose own customers all name its one performer again."""
    purpose = reminder(organisation)
    question = f"{purpose}: whom does this step help with that?" if purpose else "whom else does this step help?"
    for step in judged(document):
        own = [party for party in step.customers if party.source in OWN]
        own = [party for party in own if party.source is Source.FIELD or is_within(party, step)]
        keys = {party.key for party in step.performers}
        if len(own) < len(step.customers) or len(keys) != 1 or {party.key for party in own} != keys:
            continue
        if is_told_apart(step, step.performers[0], own[0]) or is_dealt_with(step, own[0], document):
            continue
        yield Finding(
            message=f"the only customer of {quoted(step.text)} is {quoted(own[0].name)}, who performs it",
            help=f'{question} write it in the step ("for ...") or in a line below it: "Customer: ..."',
            span=own[0].span or step.text_span,
            step=step.id,
        )


def is_within(party: Party, step: Step) -> bool:
    """Whether a party is named in the step's own text rather than in a paragraph below it."""
    return party.span is not None and step.text_span.start <= party.span.start < step.text_span.end


def is_told_apart(step: Step, performer: Party, customer: Party) -> bool:
    """Whether a sentence tells of no action that the party does for itself, but of one that it does and of another one
    by which it is served: "ask the guests ...; the guests tell us", "as guests come in, give them a number".
    Nor is one mention both ("subject to approval by the council").
    """
    if not performer.source is customer.source is Source.SENTENCE:
        return False
    return performer.span == customer.span or not any(
        any(one.key == performer.key for one in action.performers)
        and any(one.key == customer.key or one.span == customer.span for one in action.customers)
        for action in step.actions
    )


def is_dealt_with(step: Step, customer: Party, document: Document) -> bool:
    """Whether a step below a heading of people deals with them ("Visitors": "greet the visitor"), which tells that the
    heading says whom its steps are about, and not who does them; "keep a copy for the clerk" does not.
    """
    if customer.source is not Source.SENTENCE or customer.span is None:
        return False
    if step.performers[0].source not in (Source.SECTION, Source.DOCUMENT):
        return False
    return FOR.search(document.text, step.text_span.start, customer.span.start) is None
