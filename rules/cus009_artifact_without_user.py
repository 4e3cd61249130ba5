"""A step makes a form, a report or the like, and nobody is named who uses it."""

from itertools import groupby

from proclint.rule import (
    Action,
    Awake,
    Clause,
    Document,
    Finding,
    Iterator,
    Organisation,
    Severity,
    Step,
    content_words,
    judged,
    phrases,
    quoted,
    reminder,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED
POINTERS = frozenset({"it", "them", "this", "that", "these", "those"})


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step; where nobody at all is served, missing-customer says so."""
    purpose = reminder(organisation)
    start = f"{purpose}: " if purpose else ""
    for _, members in groupby(sorted(judged(document), key=lambda step: step.list), key=lambda step: step.list):
        steps = list(members)
        for at, step in enumerate(steps[:-1]):
            if not step.customers or step.named_customers or step.addressed or not goes_on(step, steps[at + 1]):
                continue
            made = next((what for action in step.actions if (what := made_by(action, document)) is not None), None)
            if made is None or any(is_handed_on(made, later, document) for later in steps[at + 1 :]):
                continue
            yield Finding(
                message=f"{quoted(step.text)} makes {quoted(made.text)}, and nobody is named who uses it",
                help=f"{start}who reads or fills in {quoted(made.text)}, and what for? write it in the step "
                '("for ...") or as "Customer: ..."',
                span=made.span,
                step=step.id,
            )


def goes_on(step: Step, following: Step) -> bool:
    """Whether the next step is done by the same performer, or names none either."""
    return {party.key for party in step.performers} >= {party.key for party in following.performers}


def made_by(action: Action, document: Document) -> Clause | None:
    """What an action makes, where that is a thing for somebody to use."""
    made = action.object
    if made is None or phrases("verbs_of_making").match(document.text, action.verb.span.start) is None:
        return None
    if any(word[0].isupper() for word in made.text.split()[1:]):
        return None  # "a Standard Form": it was there before
    head = made.text.casefold().split(" of ")[0].split(" on ")[0].split(" with ")[0]
    return made if any(match.end() == len(head) for match in phrases("artifacts").finditer(head)) else None


def is_handed_on(made: Clause, later: Step, document: Document) -> bool:
    """Whether a later step that names its customer speaks of the same thing, or only points at one; or the
    paragraphs below it say more of that thing.
    """
    following = (other.span.start for other in document.steps if other.span.start > later.span.start)
    below = document.text[later.text_span.end : min(following, default=len(document.text))]
    if content_words(made.text) <= content_words(below):
        return True
    if not (later.named_customers or later.addressed):
        return False
    shares = bool(content_words(made.text) & content_words(later.text))
    return shares or any(
        action.object is not None and action.object.text.casefold() in POINTERS for action in later.actions
    )
