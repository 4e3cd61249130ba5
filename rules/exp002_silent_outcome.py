"""A request is turned down, and no step tells whoever made it."""

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
    judged,
    phrases,
    quoted,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step; none where it, or a step after it in its list, hands anything to somebody it names."""
    telling: set[str] = set()  # the lists in which somebody is told further down
    silent: list[tuple[Step, Clause]] = []
    for step in reversed(list(judged(document))):
        if tells(step):
            telling.add(step.list)
        refused = next((place for action in step.actions if (place := refusal_in(action, document)) is not None), None)
        if refused is not None and step.list not in telling:
            silent.append((step, refused))
    for step, refused in reversed(silent):
        yield Finding(
            message=f"{quoted(step.text)} ends it for somebody, and no step tells them",
            help="who waits for an answer here? tell them what was decided, why, and what they can do now, "
            'as in "tell the applicant ..."',
            span=refused.span,
            step=step.id,
        )


def refusal_in(action: Action, document: Document) -> Clause | None:
    """Where an action turns something down that somebody asked for, or follows on that."""
    about = action.object.text if action.object is not None else ""
    if phrases("refusals").match(document.text, action.verb.span.start) and phrases("things_refused").search(about):
        return action.verb
    condition = action.condition
    if condition is None or phrases("refusals").search(condition.text) is None:
        return None
    return condition if phrases("things_refused").search(condition.text) else None


def tells(step: Step) -> bool:
    """Whether a step turns to somebody: more than the very person who is turned down."""
    refused = [action for action in step.actions if phrases("refusals").fullmatch(action.verb.text)]
    itself = {party.span for action in refused for party in action.customers}
    return bool(step.addressed) or any(party.span not in itself for party in step.named_customers)
