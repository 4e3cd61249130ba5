"""An input that a step declares is put out by no step and brought by no supplier."""

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
    named_in,
    quoted,
    same_thing,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED
PARTS = re.compile(r"\s*(?:[,;/]|\s(?:and|&)\s)\s*")
NOTHING = re.compile(r"\W*(?:none|nothing|n\W?a|tbd)?\W*$", re.IGNORECASE)


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding an input."""
    documents = workspace.documents.values()
    outputs = [
        value.text for document in documents for step in document.steps for value in step.fields.get("output", ())
    ]
    for path, document in workspace.documents.items():
        for step in judged(document):
            if "supplier" in step.fields:
                continue
            for value in step.fields.get("input", ()):
                if named_in(value.text, workspace):
                    continue  # "the form of the guest" comes from the guest
                known = [*outputs, *said_before(step, document)]
                parts = [part for part in PARTS.split(value.text) if not NOTHING.match(part)]
                missing = [part for part in parts if not any(same_thing(part, other) for other in known)]
                if missing:
                    yield Finding(
                        message=f"no step puts out {quoted(missing[0])}, and nobody is said to bring it",
                        help='who brings it? write "Supplier: ...", '
                        'or name it in the step that makes it ("Output: ...")',
                        path=path,
                        span=value.span,
                        step=step.id,
                        subject=value.text,
                    )


def said_before(step: Step, document: Document) -> Iterator[str]:
    """What the event that starts the process and the other steps of the page say."""
    for process in document.processes:
        if process.id == step.process and process.trigger is not None:
            yield process.trigger.text
    yield from (one.text for one in document.steps if one is not step)
