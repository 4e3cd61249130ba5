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
    if step.is_outside or "via" in step.fields or step.text.endswith(":") or means().search(step.text):
        return
    sent = sending(step)
    if sent is None:
        return
    taker, place, said = sent
    yield Finding(
        message=f"{quoted(said)} does not say how"
        + ("" if taker.name in said else f" it gets to {quoted(taker.name)}"),
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
        if not (action.performers or step.performers) and action.verb.text.endswith("s"):
            continue  # "the form provides the office with what it needs"
        if action.object is None and REPORTS.match(action.verb.text):
            continue  # "the clerks report to the team lead": he leads them
        thing = action.object
        if thing is None or thing.span.start < action.verb.span.start:
            return taker, action.verb, step.text
        return taker, action.verb, f"{action.verb.text} {thing.text}"
    output = next(iter(step.fields.get("output", ())), None)
    return (next(iter(takers.values())), output, output.text) if takers and output else None


@cache
def means() -> re.Pattern[str]:
    """The words for ways, and those for forms behind a preposition: "as a PDF", but not "send the photos"."""
    ways, forms = (
        "|".join(re.escape(word) for line in lines for word in line.split(", "))
        for lines in (words("channels"), words("formats"))
    )
    return re.compile(rf"\b(?:(?:mail|{ways})s?|(?:as|by|in|on)\s+(?:an?\s+|the\s+)?(?:{forms})s?)\b", re.IGNORECASE)
