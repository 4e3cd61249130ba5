"""A purpose speaks only of what the house gains: its revenue, its costs, its numbers."""

from proclint.rule import (
    Awake,
    Clause,
    Document,
    Finding,
    Iterator,
    Organisation,
    Severity,
    judged,
    quoted,
    reminder,
    speaks_of_gain_only,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.ALWAYS


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a purpose: those of processes, then those of steps."""
    for process in document.processes:
        if process.purpose is not None and speaks_of_gain_only(process.purpose.text):
            yield finding(process.purpose, f"the purpose of {quoted(process.title)}", organisation)
    for step in judged(document):
        stated = {step.purpose, *(action.purpose for action in step.actions)} - {None}
        for purpose in sorted((one for one in stated if one is not None), key=lambda one: one.span.start):
            if speaks_of_gain_only(purpose.text):
                yield finding(purpose, f"why {quoted(step.text)} is done", organisation, step.id)
                break


def finding(purpose: Clause, whose: str, organisation: Organisation, step: str | None = None) -> Finding:
    """What is said of one purpose."""
    start = f"{reminder(organisation)}: " if organisation.purpose else ""
    return Finding(
        message=f"{whose}, {quoted(purpose.text)}, speaks of nobody but the house",
        help=f"{start}what does a customer get done because of it? write that, and the gain follows",
        span=purpose.span,
        step=step,
        subject=purpose.text,
    )
