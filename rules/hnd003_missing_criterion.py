"""A hand-off to another party says nothing of when it is good."""

import re

from proclint.rule import Awake, Document, Finding, Iterator, Organisation, Severity, Step, handed_over, quoted

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
# What says by itself when a thing is good: a measure, a bound, a state that it has to have.
SAID = re.compile(
    r"\d|\b(?:complete(?:ly|d)?|correct(?:ly|ed)?|accurate(?:ly)?|legible|valid|signed|approved|checked|verified|tested"
    r"|reviewed|agreed|final|finished|up[ -]to[ -]date|at (?:least|most)|no (?:more|less|later) than|until|without"
    r"|with all|all of|every|each|only|as long as|error-free|ready|enough|exactly|same)\b",
    re.IGNORECASE,
)


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step that hands a thing over; a purpose says when it is good as well."""
    hand_off = handed_over(step)
    if hand_off is None or "good_when" in step.fields or step.purpose or SAID.search(step.text):
        return
    taker, thing = hand_off
    yield Finding(
        message=f"when {quoted(thing.text)} is good for {quoted(taker.name)} is not said",
        help=f'what has to be right for {quoted(taker.name)} to use it? write it as "Good when: ..."',
        span=thing.span,
        block=step.list,
        together="hand-offs do not say when they are good",
    )
