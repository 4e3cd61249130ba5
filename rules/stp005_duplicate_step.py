"""Two steps of one list have the same performer, action and customer."""

import re

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Organisation,
    Severity,
    Step,
    key_of,
    place,
    quoted,
    sections_around,
    words,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
WORD = re.compile(r"\w+(?:['’-]\w+)*")
UNTOLD = frozenset(
    {"a", "an", "the", "to", "for", "by", "is", "are", "be", "and", "then", "please", "your", "our", "their"}
)
NUMBER = re.compile(r"(?:step\s+)?\d+(?:\.\d+)*[.:)]?\s+", re.IGNORECASE)
AGAIN = re.compile(r"\b(?:again|once more|repeat|second|third|another)\b", re.IGNORECASE)

Told = tuple[object, ...]


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step that a step before it in its list tells already."""
    seen: dict[tuple[str, int, Told], Step] = {}
    # step headings of one level are one list in the page, whatever section they stand in
    around = sections_around(document, (step.span.start for step in document.steps))
    for step, section in zip(document.steps, around, strict=True):
        told = told_by(step, document)
        if told is None:
            continue
        first = seen.setdefault((step.list, section, told), step)
        if first is not step:
            yield Finding(
                message=f"{quoted(step.text)} stands in this list already",
                help="is it done twice? say what sets the second time apart; else take one of them out",
                span=step.text_span,
                step=step.id,
                related=(place(document, first.text_span, "the same step"),),
            )


def told_by(step: Step, document: Document) -> Told | None:
    """Who does what for whom, and every other word of the step; None where it is said that it is done again, or where
    it only works a tool ("click Next").
    """
    verbs = [action.verb.text.casefold() for action in step.actions]
    if not verbs or AGAIN.search(step.text) or not words("tool_verbs").isdisjoint(verbs):
        return None
    text, start = document.text, step.text_span.start
    number = NUMBER.match(text, start)
    parties = (*step.performers, *step.named_customers)
    spans = [party.span for party in parties if party.span is not None]
    spans += [action.verb.span for action in step.actions]
    spans += [action.object.span for action in step.actions if action.object is not None]
    rest = []
    for match in WORD.finditer(text, number.end() if number else start, step.text_span.end):
        word = match.group().casefold()
        if word not in UNTOLD and not any(span.start <= match.start() < span.end for span in spans):
            rest.append(word)
    acts = tuple(
        (stem(action.verb.text), key_of(action.object.text if action.object else "")) for action in step.actions
    )
    values = tuple(sorted((name, value.text) for name, clauses in step.fields.items() for value in clauses))
    people = tuple(frozenset(party.key for party in found) for found in (step.performers, step.named_customers))
    return (people, acts, tuple(rest), values)


def stem(verb: str) -> str:
    """A verb without what tells its person."""
    word = verb.casefold()
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
