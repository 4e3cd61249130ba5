"""A process serves somebody outside and never hears what they made of it."""

import re

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Kind,
    Organisation,
    Party,
    Process,
    Severity,
    judged,
    phrases,
    quoted,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
# Other ways in which a page says that it looks at what came of it.
HEARD = re.compile(
    r"\b(?:feedback|survey\w*|satisfaction|satisfied|questionnaires?|ratings?|reviews? from|retrospectives?|metrics?"
    r"|kpis?|measur\w+|complaints?|suggestions?|nps|csat|lessons learn\w+|post-?mortems?|service levels?|slas?)\b",
    re.IGNORECASE,
)


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a process, at the first of those whom it serves outside."""
    if document.is_diagram or HEARD.search(document.text):
        return
    for process in document.processes:
        served = served_outside(process, document)
        if not served or process.feedback or process.measures or asks(process, document):
            continue
        yield Finding(
            message=f"{quoted(process.title)} serves {quoted(served[0].name)}, and nothing tells "
            "whether it helped them",
            help=f"how do you learn whether {quoted(served[0].name)} got what they needed? "
            'write it as "Feedback: ..." or "Measure: ...", or add a step that asks them',
            span=served[0].span or process.span,
            subject=process.title,
        )


def served_outside(process: Process, document: Document) -> list[Party]:
    """Whoever outside the steps of a process name as their customers, in their order.

    A bank or a council that no config declares may be one that is only dealt with, or a part of the house.
    """
    steps = [step for step in judged(document) if step.process == process.id]
    named = [party for step in steps for party in step.named_customers]
    return [one for one in named if one.kind is Kind.EXTERNAL or (one.kind.outside and one.party is not None)]


def asks(process: Process, document: Document) -> bool:
    """Whether a step of the process asks or hears somebody outside."""
    for step in document.steps:
        for action in step.actions if step.process == process.id else ():
            hears = phrases("verbs_of_hearing").fullmatch(action.verb.text.split(" ")[0]) is not None
            if hears and any(party.kind.outside for party in (*action.customers, *step.customers)):
                return True
    return False
