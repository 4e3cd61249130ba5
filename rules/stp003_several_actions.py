"""One step holds more than two actions."""

import re

from proclint.rule import Action, Awake, Document, Finding, Iterator, Organisation, Severity, Step, quoted

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
MOST = 2
# Verbs of hints and questions rather than of actions.
HINTS = frozenset({"be", "consider", "do", "does", "ensure", "help", "let", "make", "note", "remember", "see"})
QUOTES = ("`", '"')  # what stands between two of them is code, or somebody's words
BEFORE = 30  # characters before a verb
# What stands before a verb that is no command of its own: a choice, a chance, an aim, somebody else's doing.
NO_COMMAND = re.compile(
    r"(?:\b(?:or|to|can|could|may|might|should|would|will|must|not|never|that|which|who|it|they|this|as|how|if|when|while"
    r"|help|helps|helping|let|lets|is|are|a|an|the|separate)|['’]ll|/)\s*(?:also |then |only )?[*_`\[]*$",
    re.IGNORECASE,
)


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step, at the first action that is one too many."""
    found = actions_of(step, document)
    if len(found) <= MOST:
        return
    verbs = ", ".join(quoted(action.verb.text) for action in found)
    yield Finding(
        message=f"{quoted(step.text)} holds {len(found)} actions: {verbs}",
        help="which of them is the step? make a step of each that somebody else may do or wait for",
        span=found[MOST].verb.span,
    )


def actions_of(step: Step, document: Document) -> list[Action]:
    """What the step's own text tells whoever does it to do: no conditions, aims, choices, chances or hints."""
    aside = [action.condition.span for action in step.actions if action.condition is not None]
    aside += [action.purpose.span for action in step.actions if action.purpose is not None]
    first = step.actions[0].performers if step.actions else ()
    found: list[Action] = []
    for action in step.actions:
        start, verb = action.verb.span.start, action.verb.text.casefold()
        if not step.text_span.start <= start < step.text_span.end or any(a.start <= start < a.end for a in aside):
            continue
        if action.is_passive or verb in HINTS or (verb.endswith("ing") and found):
            continue
        if NO_COMMAND.search(document.text[max(0, start - BEFORE) : start]):
            continue
        if any(document.text.count(mark, step.text_span.start, start) % 2 for mark in QUOTES):
            continue
        if found and action.performers and {one.key for one in action.performers} != {one.key for one in first}:
            continue
        found.append(action)
    return found
