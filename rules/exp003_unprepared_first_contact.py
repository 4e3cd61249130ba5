"""The first step that meets somebody outside says neither what for nor when it is good."""

import re

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Organisation,
    Party,
    Process,
    Severity,
    Step,
    judged,
    quoted,
    reminder,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
REASON = re.compile(
    r"\b(?:because|so that|so (?:they|you|we)|in order to|this (?:is|helps|ensures|makes)|make sure|avoid)\b",
    re.IGNORECASE,
)
SECTION = re.compile(r"^#", re.MULTILINE)


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """At most one finding a process."""
    purpose = reminder(organisation)
    start = f"{purpose}: " if purpose else ""
    for process in document.processes:
        met = first_contact(process, document)
        if met is None or is_prepared(met[0], document):
            continue
        step, party = met
        yield Finding(
            message=f"the first step that meets {quoted(party.name)} is {quoted(step.text)}, "
            "and it says neither what for nor when it went well",
            help=f"{start}what is {quoted(party.name)} to think or to be able to do afterwards? "
            'write it in the step ("so that ...") or in a line below it: "Good when: ..."',
            span=party.span or step.text_span,
            step=step.id,
        )


def first_contact(process: Process, document: Document) -> tuple[Step, Party] | None:
    """The first step of a process that names somebody outside as its customer, and whom."""
    for step in judged(document):
        outside = [party for party in step.named_customers if party.kind.outside]
        if step.process == process.id and outside:
            return step, outside[0]
    return None


def is_prepared(step: Step, document: Document) -> bool:
    """Whether a step, or what stands below it, says why it is done or when it is good."""
    stated = (step.purpose, *(action.purpose for action in step.actions), *step.fields.get("good_when", ()))
    following = (other.span.start for other in document.steps if other.span.start > step.span.start)
    below = document.text[step.text_span.end : min(following, default=len(document.text))]
    return any(clause is not None for clause in stated) or REASON.search(SECTION.split(below)[0]) is not None
