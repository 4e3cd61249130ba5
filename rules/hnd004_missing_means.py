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
    quoted,
    takers_of,
    verb_is_in,
    words,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
REPORTS = re.compile(r"report(?:s|ing)?$", re.IGNORECASE)


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step whose verb leaves open how something gets there, or which declares an output."""
    if step.is_outside or "via" in step.fields or means().search(step.text):
        return
    sent = sending(step)
    if sent is None:
        return
    taker, place, said = sent
    yield Finding(
        message=f"{quoted(said)} does not say how it gets to {quoted(taker.name)}",
        help=f'where does it wait for {quoted(taker.name)}? write it in the step ("by ...") or as "Via: ..."',
        span=place.span,
        block=step.list,
        together="hand-offs do not say how they reach the customer",
    )


def sending(step: Step) -> tuple[Party, Clause, str] | None:
    """Who is sent something without a word on how; the verb or the output that says so; and what is sent."""
    takers = {party.key: party for party in takers_of(step)}
    for action in step.actions:
        taker = next((takers[party.key] for party in action.customers if party.key in takers), None)
        if taker is None or action.means is not None or not verb_is_in(action.verb.text, "verbs_of_sending"):
            continue
        if action.object is None and REPORTS.match(action.verb.text):
            continue  # "the clerks report to the team lead": he leads them
        return taker, action.verb, f"{action.verb.text} {action.object.text}" if action.object else action.verb.text
    output = next(iter(step.fields.get("output", ())), None)
    return (next(iter(takers.values())), output, output.text) if takers and output else None


@cache
def means() -> re.Pattern[str]:
    """The words for ways and forms."""
    listed = [word for name in ("channels", "formats") for line in words(name) for word in line.split(", ")]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})s?\b", re.IGNORECASE)
