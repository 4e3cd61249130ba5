"""The only customer of all that a process does is the performers' boss."""

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Organisation,
    Party,
    Process,
    Severity,
    judged,
    key_of,
    quoted,
    reminder,
    words,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
FEWEST = 2  # steps that serve somebody: a single one says little of a process


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a process, at the first mention of the boss."""
    purpose = reminder(organisation)
    question = (
        f"{purpose}: whom does this help with that?" if purpose else "who else gets something done because of it?"
    )
    for process in document.processes:
        served = served_by(process, document)
        customers = [party for step in served for party in step]
        if len(served) < FEWEST or not all(is_boss(party) for party in customers):
            continue
        first = next((party for party in customers if party.span is not None), customers[0])
        yield Finding(
            message=f"all that {quoted(process.title)} does is for {quoted(first.name)}",
            help=f'{question} write it in a step ("for ...") or as "Customer: ..."',
            span=first.span or process.span,
            subject=f"{process.title} {first.key}",
        )


def served_by(process: Process, document: Document) -> list[tuple[Party, ...]]:
    """The customers of each step of `process` that has any; a step that only its own performer gets is left out."""
    found = []
    for step in judged(document):
        own = {party.key for party in step.performers}
        customers = (*step.customers, *step.addressed)
        if step.process == process.id and any(party.key not in own for party in customers):
            found.append(customers)
    return found


def is_boss(party: Party) -> bool:
    """Whether a name says somebody above the performer and nothing more: no "hiring manager", "restaurant manager"."""
    return key_of(party.name) in words("bosses") and not party.kind.outside
