"""A step makes a form, a report or the like, and nobody is named who uses it."""

from itertools import groupby, pairwise

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
    """One finding a step; where missing-customer says that nobody at all is served, that is enough."""
    purpose = reminder(organisation)
    start = f"{purpose}: " if purpose else ""
    below = {step.id: words for step, words in zip(document.steps, words_below(document), strict=True)}
    for _, members in groupby(sorted(judged(document), key=lambda step: step.list), key=lambda step: step.list):
        steps = list(members)
        unused: list[tuple[Step, Clause]] = []
        handed_on: set[str] = set()  # what the steps further down that name a customer speak of
        told: set[str] = set()  # what the paragraphs below them say more of
        for step, following in reversed(list(pairwise(steps))):
            told |= below[following.id]
            if following.named_customers or following.addressed:
                handed_on |= content_words(following.text) | pointers_of(following)
            made = next((what for action in step.actions if (what := made_by(action, document)) is not None), None)
            if made is None or step.named_customers or step.addressed:
                continue
            own = content_words(made.text)
            if goes_on(step, following) and handed_on.isdisjoint(own | POINTERS) and not own <= told:
                unused.append((step, made))
        for step, made in reversed(unused):
            yield Finding(
                message=f"{quoted(step.text)} makes {quoted(made.text)}, and nobody is named who uses it",
                help=f"{start}who reads or fills in {quoted(made.text)}, and what for? write it in the step "
                '("for ...") or as "Customer: ..."',
                span=made.span,
                step=step.id,
                unless=("CUS001",),
            )


def words_below(document: Document) -> Iterator[frozenset[str]]:
    """For each step, the words of the paragraphs between its own text and the next step."""
    ends = [*(step.span.start for step in document.steps[1:]), len(document.text)]
    for step, end in zip(document.steps, ends, strict=False):
        yield content_words(document.text[step.text_span.end : end])


def pointers_of(step: Step) -> set[str]:
    """The words in a step that only point at what was made before: "send it"."""
    return {action.object.text.casefold() for action in step.actions if action.object is not None} & POINTERS


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
