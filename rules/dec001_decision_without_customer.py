"""A decision states neither a customer nor what it means for one."""

import re

from proclint.rule import (
    Action,
    Awake,
    Document,
    Finding,
    Iterator,
    Organisation,
    Severity,
    Step,
    judged,
    key_of,
    quoted,
    reminder,
    verb_is_in,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
MADE = re.compile(r"(?:ma(?:kes?|king|de)|takes?|taken|reach(?:es|ed)?)$", re.IGNORECASE)
DECISION = re.compile(r"\b(?:decisions?|final call)$", re.IGNORECASE)


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step that decides and names nobody besides whoever decides."""
    purpose = reminder(organisation)
    start = f"{purpose}: " if purpose else ""
    for step in judged(document):
        if step.named_customers or step.addressed or "customer_impact" in step.fields or names_others(step):
            continue
        deciding = next((action for action in step.actions if decides(action, step)), None)
        if deciding is None:
            continue
        yield Finding(
            message=f"whom the decision in {quoted(step.text)} touches is not said",
            help=f'{start}what changes for whom? write it as "Customer: ..." or "Customer impact: ..."',
            span=deciding.verb.span,
            step=step.id,
            unless=("CUS001",),
        )


def decides(action: Action, step: Step) -> bool:
    """Whether an action of the step's own text is a decision, and not its condition ("once approved")."""
    at = action.verb.span.start
    if not step.text_span.start <= at < step.text_span.end or step.is_doubtful:
        return False
    if any(
        one.condition is not None and one.condition.span.start <= at < one.condition.span.end for one in step.actions
    ):
        return False
    made = action.object is not None and MADE.match(action.verb.text) and DECISION.search(action.object.text)
    return bool(made) or verb_is_in(action.verb.text, "verbs_of_deciding")


def names_others(step: Step) -> bool:
    """Whether the step names somebody besides whoever performs it."""
    own = {word for party in step.performers for word in (party.key, key_of(party.name))}
    return any(own.isdisjoint((party.key, key_of(party.name))) for party in step.mentions)
