"""A hand-off does not say how it reaches the customer."""

import re
from functools import cache

from proclint.rule import (
    Awake,
    Clause,
    Document,
    Finding,
    Iterator,
    Organisation,
    Party,
    Severity,
    Step,
    handed_over,
    quoted,
    takers_of,
    verb_is_in,
    words,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step whose verb leaves open how something gets there, or which declares an output."""
    if step.is_outside or "via" in step.fields or means().search(step.text):
        return
    sent = sending(step)
    if sent is None:
        return
    taker, place = sent
    yield Finding(
        message=f"how {quoted(step.text)} reaches {quoted(taker.name)} is not said",
        help=f'how does it get to {quoted(taker.name)}? write it in the step ("by ...") or as "Via: ..."',
        span=place.span,
        block=step.list,
        together="hand-offs do not say how they reach the customer",
    )


def sending(step: Step) -> tuple[Party, Clause] | None:
    """Who is sent something without a word on how, and the verb or the output that says so."""
    takers = {party.key for party in takers_of(step)}
    for action in step.actions:
        found = [party for party in action.customers if party.key in takers]
        if found and action.means is None and verb_is_in(action.verb.text, "verbs_of_sending"):
            return found[0], action.verb
    return handed_over(step) if "output" in step.fields else None


@cache
def means() -> re.Pattern[str]:
    """The words for ways and forms."""
    listed = [word for name in ("channels", "formats") for line in words(name) for word in line.split(", ")]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})s?\b", re.IGNORECASE)
