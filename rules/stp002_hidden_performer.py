"""A passive without an agent hides who does the step."""

import re

from proclint.rule import Awake, Document, Finding, Iterator, Organisation, Severity, Step, main_action, quoted

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
# A machine does it; or the reader: "be prepared to ...".
BY_ITSELF = re.compile(r"^(?:be|get)\b|\b(?:automatic(?:ally)?|automated|by itself|by default)\b", re.IGNORECASE)
LABEL = re.compile(r"(?!steps?\b)[^\W\d][\w/& -]{1,38}:\s", re.IGNORECASE)  # may be whoever does it


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step; neighbours in one list share a block."""
    block: tuple[str, str] | None = None  # the list, and the step that the run of neighbours begins with
    for step in document.steps:
        action = main_action(step)
        if action is None or not is_hidden(step):
            block = None
            continue
        block = block if block and block[0] == step.list else (step.list, step.id)
        yield Finding(
            message=f"{quoted(step.text)} does not say who does it",
            help='who does it? begin the sentence with them, or write "Performer: ..." below the step',
            span=action.verb.span,
            step=step.id,
            block=block[1],
            together="steps do not say who does them",
        )


def is_hidden(step: Step) -> bool:
    """Whether the first thing that a step tells is a passive, and no source names a performer."""
    action = main_action(step)
    if (
        step.performers
        or action is None
        or not action.is_passive
        or BY_ITSELF.search(step.text)
        or LABEL.match(step.text)
    ):
        return False
    return not any(one.performers for one in step.actions)
