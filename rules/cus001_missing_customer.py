"""A step serves nobody: no customer in its sentence, its fields, its section, its document, or by flow."""

from itertools import groupby

from proclint.rule import Awake, Document, Finding, Iterator, Organisation, Severity, judged, quoted, reminder

SEVERITY = Severity.WARNING
AWAKE = Awake.ALWAYS


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step; neighbours in one list share a block."""
    purpose = reminder(organisation)
    if purpose:
        question = f"{purpose}: how does this step help with that, or help someone who does?"
    else:
        question = "who needs what this step does?"
    steps = sorted(judged(document), key=lambda step: step.list)
    for (_, served), run in groupby(steps, key=lambda step: (step.list, bool(step.customers))):
        if served:
            continue
        neighbours = list(run)
        for step in neighbours:
            yield Finding(
                message=f"{quoted(step.text)} serves nobody",
                help=f'{question} write it in the step ("for ...") or as "Customer: ..."',
                span=step.actions[0].verb.span if step.actions else step.text_span,
                step=step.id,
                block=neighbours[0].id,
                together="steps serve nobody",
            )
