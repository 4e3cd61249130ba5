"""The same two parties hand back and forth three times or more in one process."""

from itertools import pairwise

from proclint.rule import (
    Awake,
    Document,
    Evidence,
    Finding,
    Iterator,
    Kind,
    Organisation,
    Party,
    Severity,
    Source,
    Step,
    judged,
    place,
    quoted,
    spoken,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED
TIMES = 3
NAMED = (Source.SENTENCE, Source.FIELD, Source.MESSAGE)


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a pair and process, at the step that hands back for the third time, with all its hand-offs."""
    for process in document.processes:
        between: dict[frozenset[str], list[tuple[Step, Party, Party]]] = {}
        for step in judged(document):
            if step.process == process.id:
                for giver, taker in hand_offs(step, document):
                    between.setdefault(frozenset((giver.key, taker.key)), []).append((step, giver, taker))
        for pair, hops in between.items():
            turns = [later[0] for earlier, later in pairwise(hops) if earlier[1].key != later[1].key]
            if len(turns) < TIMES:
                continue
            first, second = hops[0][1].name, hops[0][2].name
            yield Finding(
                message=f"{quoted(first)} and {quoted(second)} hand back and forth {len(turns)} times, "
                "and each time one of them waits",
                help=f'make one step of them ("{spoken(first)} and {spoken(second)} together ..."), or hand over at '
                f'once all that {quoted(second)} needs ("with the ...") and take out the steps that then fall away',
                span=turns[TIMES - 1].text_span,
                step=turns[TIMES - 1].id,
                related=tuple(
                    place(document, step.text_span, f"{spoken(one.name)} hands to {spoken(other.name)}")
                    for step, one, other in hops
                ),
                subject=f"{process.title} {' '.join(sorted(pair))}",
            )


def hand_offs(step: Step, document: Document) -> Iterator[tuple[Party, Party]]:
    """Who hands something to whom in a step that one party performs; bullets need not stand in the order of work."""
    if len({party.key for party in step.performers}) != 1:
        return
    giver = step.performers[0]
    in_order = document.text[step.span.start : step.span.start + 1] not in ("-", "*", "+")
    for taker in step.customers:
        named = taker.source in NAMED or (taker.source is Source.FLOW and in_order)
        person = taker.kind is not Kind.SYSTEM and taker.evidence is not Evidence.PRONOUN
        if named and person and taker.key != giver.key:
            yield giver, taker
