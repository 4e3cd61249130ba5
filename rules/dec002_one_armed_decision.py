"""A step says what is done if something holds, and its list does not say what is done otherwise."""

import re
from itertools import groupby

from proclint.rule import Awake, Clause, Document, Finding, Iterator, Organisation, Severity, Step, judged, quoted

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
IF = re.compile(r"(?:only )?if\b|in case\b", re.IGNORECASE)
LABEL = re.compile(r"[^:.]{1,40}:\s+")
OPENING = re.compile(r"(?:^|[.:;]\s+|[-*+\]|]\s+|\d[.)]\s+)(?:\*\*)?if\b", re.IGNORECASE | re.MULTILINE)
OTHER_ARM = re.compile(
    r"\b(?:otherwise|else|unless|whether or not|even if|instead|either|in (?:all|any) other cases?|by default"
    r"|if (?:not|so|no|none|nobody|neither)"
    r"|if (?:it|they|there|this|that|he|she|the\b.{1,40}?)\s?(?:is|are|do|does|has|have|was|were|can)"
    r"(?:n['’]t| not| no))\b",
    re.IGNORECASE,
)
# What only asks whether there is anything to do, or whether the reader wants to.
SLIGHT = re.compile(
    r"(?:only )?(?:if|in case)\s+(?:(?:it(?:['’]s| is)|they are|this is|that is)\s+)?(?:\w+ly\s+)?"
    r"(?:needed|necessary|possible|applicable|appropriate|required|requested|any|available|desired|relevant|useful|helpful"
    r"|unsure|wanted|in doubt|feasible|practical|you|your|we|anything|something|questions?|problems?|issues?)\b",
    re.IGNORECASE,
)
# After these the list goes on as before.
RETURNS = re.compile(
    r"(?:skip|stop|go|continue|proceed|repeat|return|restart|end|wait|ignore|try|retry|abort)(?:e?s)?$", re.IGNORECASE
)


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step with an `if` that stands alone in its list."""
    for _, members in groupby(sorted(judged(document), key=lambda step: step.list), key=lambda step: step.list):
        steps = list(members)
        asked = [(step, clause) for step in steps for clause in condition_of(step)]
        text = stretch(steps, document)
        if len(asked) != 1 or OTHER_ARM.search(text) or len(OPENING.findall(text)) > 1:
            continue
        step, clause = asked[0]
        if SLIGHT.match(clause.text) or any(RETURNS.match(action.verb.text) for action in step.actions):
            continue
        yield Finding(
            message=f"what is done otherwise is not said: {quoted(clause.text)}",
            help='what is done for whoever is not in that case? write a step "Otherwise, ...", '
            "or say that the step is left out",
            span=clause.span,
            step=step.id,
        )


def condition_of(step: Step) -> list[Clause]:
    """The `if` clause that a step begins with; behind the verb it may only say what is looked at ("check if ...")."""
    found = [action.condition for action in step.actions if action.condition is not None]
    opening = [clause for clause in found if LABEL.sub("", step.text).startswith(clause.text)]
    return [clause for clause in opening if IF.match(clause.text)][:1]


def stretch(steps: list[Step], document: Document) -> str:
    """The text of a list, with what stands between it and the next heading."""
    end = document.text.find("\n#", steps[-1].span.end)
    return document.text[min(step.span.start for step in steps) : end if end >= 0 else len(document.text)]
