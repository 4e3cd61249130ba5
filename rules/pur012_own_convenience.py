"""A step is done only so that whoever does it has it easier."""

import re

from proclint.rule import (
    Awake,
    Clause,
    Document,
    Finding,
    Iterator,
    Organisation,
    Severity,
    Step,
    key_of,
    people_in,
    phrases,
    quoted,
    reminder,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
OURSELVES = re.compile(
    r"\b(?:we|us|our|ours|ourselves|i|me|my|myself|himself|herself|themselves|itself)\b", re.IGNORECASE
)


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step."""
    stated = {step.purpose, *(action.purpose for action in step.actions)}
    for purpose in sorted((one for one in stated if one is not None), key=lambda one: one.span.start):
        if step.is_outside or not is_own(purpose, step):
            continue
        start = f"{reminder(organisation)}: " if organisation.purpose else ""
        yield Finding(
            message=f"{quoted(purpose.text)} helps only whoever does the step",
            help=f"{start}whom can you help sooner or better with what you save? write that",
            span=purpose.span,
        )
        return


def is_own(purpose: Clause, step: Step) -> bool:
    """Whether a purpose is pleasant for its performer and speaks of nobody else.

    Where it does not say for whom, the step may name no customer: what saves time may save theirs.
    """
    pleasant = phrases("conveniences")
    if pleasant.search(purpose.text) is None:
        return False
    own = {key for party in step.performers for key in (party.key, key_of(party.name))}
    own |= {word for key in own for word in key.split()}
    others = [
        word for word, _ in people_in(OURSELVES.sub(" ", pleasant.sub(" ", purpose.text))) if key_of(word) not in own
    ]
    if others:
        return False
    ours = OURSELVES.search(purpose.text) is not None or any(
        re.search(rf"\b{re.escape(key)}s?\b", purpose.text.casefold()) for key in own
    )
    return ours or not step.named_customers
