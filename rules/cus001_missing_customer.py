"""A step serves nobody: no customer in its sentence, its fields, its section, its document, or by flow."""

import re
from itertools import groupby

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Organisation,
    Severity,
    Source,
    Step,
    judged,
    key_of,
    quoted,
    reminder,
    words,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.ALWAYS
# What points to people whom the page does not name, its reader and whoever reads a mailbox or a channel among them, or
# to what is said of a step before.
POINTING = re.compile(
    r"\b(?:your|yours|yourself|yourselves|they|their|themselves|(?:any|every|some)(?:one|body))\b"
    r"|\b(?:you(?: can| have| are|['’]re| need| want)|we(?: need| want)|the same|also)\b|^(?:this|that|these)\b"
    r"|\S@\w|(?<!\w)#[a-z]",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?<=[a-z]{2}[.?])\s")
HABIT = re.compile(r"\b(?:sometimes|usually|often|generally)\b", re.IGNORECASE)
FOR_A_NAME = re.compile(r"\bfor (?:the )?(?:[A-Z]\w|\w+\.\w)")  # perhaps somebody whom no page calls a party
UNFINISHED = re.compile(r"(?::|\b(?:to|at|with|for|from|via)|^[\w-]+ (?:in|on))$")  # a list or a template goes on
TYPED = re.compile(r"`(?!<!--)[^`]")
# Whoever does this gets something, is there, lets things be, or says what a thing done before holds.
AT_REST = frozenset({
    "get", "receive", "obtain", "request", "expect", "read", "follow", "attend", "join", "wait", "skip", "ignore",
    "include", "proceed", "continue", "end", "leave", "keep", "remain", "stay", "stop",
})  # fmt: skip
MOSTLY = 0.75  # share of steps that work a tool, above which a list that names nobody is the manual of that tool


def unsaid(document: Document) -> Iterator[Step]:
    """The steps that serve nobody: once others name somebody, this rule or one that follows it may speak of them."""
    return (step for step in judged(document) if not step.customers)


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step; neighbours in one list share a block."""
    purpose = reminder(organisation)
    if purpose:
        question = f"{purpose}: how does this step help with that, or help someone who does?"
    else:
        question = "who needs what this step does?"
    steps = sorted(judged(document), key=lambda step: step.list)
    for _, members in groupby(steps, key=lambda step: step.list):
        in_list = list(members)
        if is_manual(in_list):
            continue
        ahead = {step.id for index, step in enumerate(in_list) if not step.in_order and leads_on(step, in_list[index:])}
        for silent, run in groupby(in_list, key=lambda step: step.id in ahead or is_silent(step, document)):
            if silent:
                continue
            neighbours = list(run)
            for step in neighbours:
                output = next(iter(step.fields.get("output", ())), None)
                unused = f", and nobody is handed {quoted(output.text)}" if output else ""
                yield Finding(
                    message=f"{quoted(step.text)} serves nobody{unused}",
                    help=f'{question} write it in the step ("for ...") or as "Customer: ..."',
                    span=step.actions[0].verb.span if step.actions else step.text_span,
                    step=step.id,
                    block=neighbours[0].id,
                    together="steps serve nobody",
                )


def leads_on(step: Step, following: list[Step]) -> bool:
    """Whether somebody else comes in a later bullet, to whom this one may lead as well."""
    own = {party.key for party in step.performers}
    return any(party.key not in own for other in following for party in (*other.performers, *other.customers))


def is_silent(step: Step, document: Document) -> bool:
    """Whether nothing is to be said of a step: somebody is served, its reader for one ("check your locker", "get
    invited", what is typed into a tool); or it names somebody besides its performer, whose part may be misread; or
    what follows its end says more, or no verb of it is read; or it tells of a habit, or may be no step at all.
    """
    own = {word for party in step.performers for word in (party.key, *key_of(party.name).split())}
    others = any(own.isdisjoint((party.key, key_of(party.name))) for party in step.mentions)
    verb = step.actions[0].verb.text.casefold() if step.actions else ""
    opening = SENTENCE_END.split(step.text)[0]
    reader = not AT_REST.isdisjoint((verb, verb.removesuffix("s"))) or POINTING.search(opening) is not None
    unsaid = UNFINISHED.search(step.text) is not None or FOR_A_NAME.search(step.text) is not None
    unread = not step.actions and not document.is_diagram
    idle = step.is_doubtful or HABIT.search(opening) is not None
    typed = TYPED.search(document.text, step.text_span.start, step.text_span.end) is not None
    return bool(step.customers or step.addressed or others or reader or typed or unsaid or unread or idle)


def is_manual(steps: list[Step]) -> bool:
    """Whether a list names nobody and only works a tool ("open ..., click ..."): its reader is served."""
    named = (party for step in steps for party in (*step.customers, *step.performers))
    if any(party.source is not Source.SECTION for party in named) or any(step.fields for step in steps):
        return False
    verbs = [step.actions[0].verb.text.casefold() for step in steps if step.actions]
    if words("tool_verbs").isdisjoint(verbs):
        return False
    return sum(verb in words("tool_verbs") or verb in words("handling_verbs") for verb in verbs) >= MOSTLY * len(steps)
