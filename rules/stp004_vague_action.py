"""A step says nothing that somebody could check: "handle", "as appropriate"."""

import re
from functools import cache

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Organisation,
    Severity,
    Span,
    Step,
    bases_of,
    main_action,
    quoted,
    words,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
IRREGULAR = {"took": "take", "taken": "take", "dealt": "deal", "saw": "see", "seen": "see"}
JOINED = re.compile(
    r"(?:[.;:,]|\b(?:and|then))\s+\Z"
)  # so a second command opens; else a verb may tell of somebody else
# Who or what decides, or what it is for, follows: "as required by the contract".
TOLD = re.compile(r"\s+(?:by|for|to|under|in|at|on|because|since|per)\b", re.IGNORECASE)


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """A finding for the first vague verb, and one for the first vague condition; none where the step says when it is
    good.
    """
    if "good_when" in step.fields:
        return
    verb = vague_verb(step, document)
    if verb is not None:
        yield Finding(
            message=f"{quoted(document.text[verb.start : verb.end])} does not say what is done",
            help="what can be seen when it is done? write that verb and its object, "
            'or say below the step when it is good ("Good when: ...")',
            span=verb,
        )
    for match in pattern().finditer(document.text, step.text_span.start, step.text_span.end):
        if not TOLD.match(document.text, match.end()):
            yield Finding(
                message=f"{quoted(' '.join(match.group().split()))} leaves it open when it is done",
                help='who can tell, and by what? write the condition ("if the sum is above 500")',
                span=Span(*match.span()),
            )
            return


def vague_verb(step: Step, document: Document) -> Span | None:
    """Where a verb of the list stands, with the words that belong to it."""
    main = main_action(step)
    for action in step.actions:
        start, end = action.verb.span.start, action.verb.span.end
        if not step.text_span.start <= start < step.text_span.end:
            continue
        if action is not main and JOINED.search(document.text[max(0, start - 8) : start]) is None:
            continue
        word = action.verb.text.casefold()
        for phrase in sorted(words("vague_actions")):
            first, _, rest = phrase.partition(" ")
            after = re.compile(rf"\s+{re.escape(rest)}\b" if rest else "", re.IGNORECASE).match(document.text, end)
            if after and first in bases_of(IRREGULAR.get(word, word)):
                return Span(start, after.end())
    return None


@cache
def pattern() -> re.Pattern[str]:
    """Any vague condition, over white space of any kind."""
    phrases = "|".join(sorted(words("vague_conditions"), key=len, reverse=True))
    return re.compile(rf"\b(?:{phrases})\b".replace(" ", r"\s+"), re.IGNORECASE)
