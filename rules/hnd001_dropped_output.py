"""An output that a step declares is taken as input by no step and handed to no customer."""

import re

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Severity,
    Step,
    Workspace,
    judged,
    quoted,
    same_thing,
    takers_of,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED
PARTS = re.compile(r"\s*(?:[,;/]|\s(?:and|&)\s)\s*")
NOTHING = re.compile(r"\W*(?:none|nothing|n\W?a|tbd)?\W*$", re.IGNORECASE)


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding an output; that of a step which serves nobody is told where that is said."""
    steps = [step for document in workspace.documents.values() for step in document.steps]
    inputs = [value.text for step in steps for value in step.fields.get("input", ())]
    for path, document in workspace.documents.items():
        for step in judged(document):
            if is_handed(step, document):
                continue
            others = [*inputs, *(one.text for one in steps if one is not step)]
            for output in step.fields.get("output", ()):
                parts = [part for part in PARTS.split(output.text) if not NOTHING.match(part)]
                dropped = [part for part in parts if not any(same_thing(part, other) for other in others)]
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


def is_handed(step: Step, document: Document) -> bool:
    """Whether somebody gets what comes out: a named customer, or whoever acts next where no step says what it takes."""
    if takers_of(step) or step.addressed:
        return True
    takes = any("input" in one.fields for one in document.steps if one.process == step.process)
    return bool(step.customers) and not takes
