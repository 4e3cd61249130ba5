"""An input that a step declares is put out by no step and brought by no supplier."""

import re

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Severity,
    Things,
    Workspace,
    judged,
    named_in,
    quoted,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED
PARTS = re.compile(r"\s*(?:[,;/]|\s(?:and|&)\s)\s*")
NOTHING = re.compile(r"\W*(?:none|nothing|n\W?a|tbd)?\W*$", re.IGNORECASE)


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding an input."""
    steps = (step for document in workspace.documents.values() for step in document.steps)
    made = Things(value.text for step in steps for value in step.fields.get("output", ()))
    for path, document in workspace.documents.items():
        told = Things(said_in(document))
        for step in judged(document):
            if "supplier" in step.fields:
                continue
            for value in step.fields.get("input", ()):
                if named_in(value.text, workspace):
                    continue  # "the form of the guest" comes from the guest
                parts = [part for part in PARTS.split(value.text) if not NOTHING.match(part)]
                missing = [part for part in parts if not (made.name(part) or told.name(part, besides=step.text))]
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


def said_in(document: Document) -> Iterator[str]:
    """What the events that start its processes and its steps say."""
    yield from (process.trigger.text for process in document.processes if process.trigger is not None)
    yield from (step.text for step in document.steps)
