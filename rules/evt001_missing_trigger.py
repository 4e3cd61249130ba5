"""A process does not say which event starts it."""

import re

from proclint.rule import Awake, Document, Finding, Iterator, Organisation, Process, Severity, Step, judged, quoted

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
ASKS = re.compile(r"(?:appl(?:y|ie)|arrive|ask|call|come|complain|order|report|request|submit)s?$", re.IGNORECASE)
FEWEST = 2  # steps: one alone is a hint
# Words that tell in a title, an introduction or the first step when the work begins.
STARTS = re.compile(
    r"\b(?:when(?:ever)?|once|if|after|before|as soon as|upon|until|during|while|in case|in the event|how to"
    r"|triggers?(?:ed)?|(?:starts?|begins?) (?:with|when|after|on|at|as)|every"
    r"|each (?:time|day|week|month|quarter|year|morning|evening)|(?:at the (?:start|beginning|end)|receipt) of"
    r"|on (?:the (?:first|last|day)|request)|in response to|daily|weekly|fortnightly|monthly|quarterly|yearly"
    r"|annual(?:ly)?|(?:once|twice|times) a (?:day|week|month|quarter|year)"
    r"|(?:first|last|next|new|departing) (?:day|week)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|(?:month|year)[- ]end)\b",
    re.IGNORECASE,
)


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a process, at its title."""
    for process in document.processes:
        steps = [step for step in document.steps if step.process == process.id]
        if len(steps) < FEWEST or process.trigger is not None or is_told(process, steps, document):
            continue
        if not any(step for step in judged(document) if step.process == process.id):
            continue
        yield Finding(
            message=f"what starts {quoted(process.title)} is not said",
            help='which event makes somebody take the first step? write it above the steps as "Trigger: ...", '
            "or in the first step as its condition",
            span=process.span,
            subject=process.title,
        )


def is_told(process: Process, steps: list[Step], document: Document) -> bool:
    """Whether the title, what stands above the first step, or the first step itself tells when the process begins.

    Whoever is outside and performs the first step starts the process, as does whoever asks for something in it.
    """
    first = min(steps, key=lambda step: step.span.start)
    own = len(document.processes) == 1  # what stands at the top of a page is said of all its steps
    told = document.text[0 if own else min(process.span.start, first.span.start) : first.text_span.end]
    asked = bool(first.performers) and any(ASKS.match(action.verb.text) for action in first.actions)
    condition = any(action.condition is not None for action in first.actions)
    return condition or asked or first.is_outside or "trigger" in first.fields or STARTS.search(told) is not None
