"""One step holds more than two actions."""

from proclint.rule import Action, Awake, Document, Finding, Iterator, Organisation, Severity, Step, quoted

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
MOST = 2


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step, at the first action that is one too many."""
    found = actions_of(step)
    if len(found) <= MOST:
        return
    verbs = ", ".join(quoted(action.verb.text) for action in found)
    yield Finding(
        message=f"{quoted(step.text)} holds {len(found)} actions: {verbs}",
        help="which of them is the step? make a step of each that somebody else may do or wait for",
        span=found[MOST].verb.span,
    )


def actions_of(step: Step) -> list[Action]:
    """What the step's own text tells to do; conditions, and what is said below it, are left out."""
    aside = [action.condition.span for action in step.actions if action.condition is not None]
    aside += [action.purpose.span for action in step.actions if action.purpose is not None]
    return [
        action
        for action in step.actions
        if step.text_span.start <= action.verb.span.start < step.text_span.end
        and not any(span.start <= action.verb.span.start < span.end for span in aside)
    ]
