"""A step serves nobody: no customer in its sentence, its fields, its section, its document, or by flow."""

from itertools import groupby

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Organisation,
    Severity,
    Step,
    judged,
    quoted,
    reminder,
    words,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.ALWAYS
MOSTLY = 0.6  # share of steps that work a tool, above which a list that names nobody is the manual of that tool


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step; neighbours in one list share a block."""
    purpose = reminder(organisation)
    if purpose:
        question = f"{purpose}: how does this step help with that, or help someone who does?"
    else:
        question = "who needs what this step does?"
    steps = sorted(judged(document), key=lambda step: step.list)
    for _, members in groupby(steps, key=lambda step: step.list):
        in_list = list(members)
        if is_manual(in_list):
            continue
        for is_served, run in groupby(in_list, key=lambda step: bool(step.customers or step.addressed)):
            if is_served:
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


def is_manual(steps: list[Step]) -> bool:
    """Whether a list names nobody and only works a tool ("click ...", "open ..."): its reader is served."""
    if any(step.customers or step.performers or step.fields for step in steps):
        return False
    verbs = [step.actions[0].verb.text.casefold() for step in steps if step.actions]
    return sum(verb in words("tool_verbs") for verb in verbs) >= MOSTLY * len(steps)
