"""An output that a step declares is taken as input by no step and handed to no customer."""

import re

from proclint.rule import (
    Awake,
    Finding,
    Iterator,
    Severity,
    Step,
    Things,
    Workspace,
    judged,
    quoted,
    takers_of,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED
PARTS = re.compile(r"\s*(?:[,;/]|\s(?:and|&)\s)\s*")
NOTHING = re.compile(r"\W*(?:none|nothing|n\W?a|tbd)?\W*$", re.IGNORECASE)


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding an output; that of a step which serves nobody is told where that is said."""
    steps = (step for document in workspace.documents.values() for step in document.steps)
    taken = Things(value.text for step in steps for value in step.fields.get("input", ()))
    for path, document in workspace.documents.items():
        told = Things(step.text for step in document.steps)
        taking = {step.process for step in document.steps if "input" in step.fields}
        for step in judged(document):
            if is_handed(step, takes=step.process in taking):
                continue
            for output in step.fields.get("output", ()):
                parts = [part for part in PARTS.split(output.text) if not NOTHING.match(part)]
                dropped = [part for part in parts if not (taken.name(part) or told.name(part, besides=step.text))]
                if dropped:
                    yield Finding(
                        message=f"no step takes {quoted(dropped[0])}, and nobody is handed it",
                        help='who needs it? name them in the step ("Customer: ..."), '
                        'or name it in the step that takes it ("Input: ...")',
                        path=path,
                        span=output.span,
                        step=step.id,
                        subject=output.text,
                        unless=("CUS001",),
                    )


def is_handed(step: Step, *, takes: bool) -> bool:
    """Whether somebody gets what comes out: a named customer, or whoever acts next.

    `takes`: steps of its process say what they take; then whoever acts next need not take this.
    """
    return bool(takers_of(step) or step.addressed or (step.customers and not takes))
