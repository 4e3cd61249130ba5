"""A hand-off to another party says nothing of when it is good."""

import re

from proclint.rule import (
    Awake,
    Clause,
    Document,
    Finding,
    Iterator,
    Organisation,
    Party,
    Severity,
    Source,
    Step,
    is_thing,
    quoted,
    takers_of,
    verb_is_in,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
# What says by itself when a thing is good: a measure, a bound, a state that it has to have.
SAID = re.compile(
    r"\d|\b(?:complete(?:ly|d)?|correct(?:ly|ed)?|accurate(?:ly)?|legible|valid|signed|approved|checked|verified|tested"
    r"|reviewed|agreed|final|finished|up[ -]to[ -]date|at (?:least|most)|no (?:more|less|later) than|until|without"
    r"|with all|all of|every|each|only|as long as|error-free|ready|enough|exactly|same)\b",
    re.IGNORECASE,
)
LABEL = re.compile(r"^(?:\w+ [\d.]+:\s*|[\d.]+\s+)")  # "Step 1: ..."


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step that hands a thing over; a purpose says when it is good as well."""
    if (
        step.is_outside
        or step.purpose
        or "good_when" in step.fields
        or SAID.search(LABEL.sub("", step.text))
        or step.text.endswith(":")
    ):
        return
    hand_off = handed_over(step)
    if hand_off is None:
        return
    taker, thing = hand_off
    yield Finding(
        message=f"when {quoted(thing.text)} is good for {quoted(taker.name)} is not said",
        help=f'what has to be right for {quoted(taker.name)} to use it? write it as "Good when: ..."',
        span=thing.span,
        block=step.list,
        together="hand-offs do not say when they are good",
    )


def handed_over(step: Step) -> tuple[Party, Clause] | None:
    """Who is handed what: the output that the step declares, else what its sentence says is given, or made for them."""
    takers = {party.key: party for party in takers_of(step)}
    if takers and "output" in step.fields:
        return next(iter(takers.values())), step.fields["output"][0]
    stated = [party for party in takers.values() if party.source is Source.FIELD]
    for action in step.actions:
        taker = next((party for party in (*action.customers, *stated) if party.key in takers), None)
        if taker is None or action.object is None or not verb_is_in(action.verb.text, "verbs_of_handing"):
            continue
        if is_thing(action.object, action.customers):
            return takers[taker.key], action.object
    return None
