"""No last step of a process hands anything to anybody."""

import re
from itertools import groupby

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Organisation,
    Severity,
    Step,
    gives,
    key_of,
    quoted,
    reminder,
    takers_of,
    verb_is_in,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED
BULLET = re.compile(r"[-*+]\s+(?!\[[ xX]\])")
FEWEST = 2  # steps: one alone is a hint


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a process, at its last step, where none of its lists ends with somebody who gets something."""
    purpose = reminder(organisation)
    start = f"{purpose}: " if purpose else ""
    for process in document.processes:
        steps = [step for step in document.steps if step.process == process.id]
        lists = groupby(sorted(steps, key=lambda step: step.list), key=lambda step: step.list)
        ends = [max(members, key=lambda step: step.span.start) for _, members in lists]
        if (
            len(steps) < FEWEST
            or any(hands_over(step) for step in ends)
            or not any(names_somebody(one) for one in steps)
        ):
            continue
        last = max(ends, key=lambda step: step.span.start)
        if BULLET.match(document.text, last.span.start):
            continue  # bullets need not stand in the order of the work
        yield Finding(
            message=f"{quoted(process.title)} ends with {quoted(last.text)}, and nobody gets anything",
            help=f"{start}who is better off once this is done? "
            'write a last step that tells or gives it to them, or add "for ..."',
            span=last.text_span,
            step=last.id,
            subject=process.title,
            unless=("CUS001", "CUS004"),
        )


def names_somebody(step: Step) -> bool:
    """Whether a step names anybody; a process that names nobody may be the manual of a tool."""
    return bool(step.performers or step.named_customers or step.mentions)


def hands_over(step: Step) -> bool:
    """Whether somebody gets something from a step, or may: it names somebody besides whoever performs it, or sends."""
    own = {word for party in step.performers for word in (party.key, key_of(party.name))}
    named = any(own.isdisjoint((party.key, key_of(party.name))) for party in step.mentions)
    sent = any(gives(action) or verb_is_in(action.verb.text, "verbs_of_sending") for action in step.actions)
    return bool(sent or takers_of(step) or step.addressed or step.is_outside or step.is_doubtful or named)
