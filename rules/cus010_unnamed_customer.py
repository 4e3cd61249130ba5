"""A step in a page names no customer: only the flow gives it one."""

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Organisation,
    Severity,
    is_placeholder,
    judged,
    quoted,
    reminder,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED
FOLLOWS = ("CUS001",)  # once a later step names somebody, this one serves them by the order
BULLETS = ("-", "*", "+")


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step; in a diagram the flow is drawn, so it counts as named."""
    if document.is_diagram:
        return
    purpose = reminder(organisation)
    question = f"{purpose}: whom does this step help with that?" if purpose else "whom does this step help?"
    for step in judged(document):
        if not step.customers or step.named_customers:
            continue
        if all(is_placeholder(party.name) for party in step.customers):
            continue  # the placeholder itself is told of, where it stands
        whom = " and ".join(dict.fromkeys(quoted(party.name) for party in step.customers))
        if document.text.startswith(BULLETS, step.span.start):  # they need not stand in the order of the work
            guess, name = "if the bullets stand in the order of the work", "..."
        else:
            guess, name = "by the order of the steps", step.customers[0].name
        yield Finding(
            message=f"{quoted(step.text)} names no customer; {guess} it is {whom}",
            help=f'{question} write it in the step ("for ...") or as "Customer: {name}"',
            span=step.actions[0].verb.span if step.actions else step.text_span,
            step=step.id,
        )
