"""A step that answers a party outside does not say by when."""

import re

from proclint.rule import (
    Action,
    Awake,
    Document,
    Finding,
    Iterator,
    Organisation,
    Severity,
    Source,
    Step,
    quoted,
    takers_of,
    verb_is_in,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
TIME = re.compile(
    r"\b(?:within|immediately|instantly|straight ?away|right away|at once|asap|as soon as|deadline|sla|on time|today"
    r"|tomorrow|tonight|daily|weekly|monthly|hourly|noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:by|before|until|at|in|on|for|every|each|after|a|one|two|three|four|five|ten|next|business|working|same)[ -]"
    r"(?:the )?(?:end|start|beginning|first|last|next|following|same|second|minute|hour|day|week|month|quarter|year"
    r"|morning|evening|afternoon|night|meeting|close)s?"
    r"|\d+(?:(?:[ -]to[ -]|–)\d+)?[ -]?(?:sec|min|hour|day|week|month|business|working|h\b|am\b|pm\b)\w*"
    r"|\d{1,2}:\d\d)\b",
    re.IGNORECASE,
)


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step with a verb of answering whose customer is outside."""
    if step.is_outside or "by_when" in step.fields or TIME.search(step.text):
        return
    for action in step.actions:
        if not answers(action, document):
            continue
        asking = [party for party in takers_of(step) if party.kind.outside]
        named = [party for party in asking if any(one.key == party.key for one in action.customers)]
        stated = [party for party in asking if party.source is not Source.SENTENCE]
        if named or (stated and not action.customers):
            taker = (named or stated)[0]
            yield Finding(
                message=f"by when {quoted(taker.name)} gets an answer is not said",
                help=f'how long can {quoted(taker.name)} wait? write it in the step ("within ...") '
                'or as "By when: ..."',
                span=action.verb.span,
                block=step.list,
                together="steps do not say by when somebody outside gets an answer",
            )
            return


def answers(action: Action, document: Document) -> bool:
    """Whether a verb, or the verb with the word behind it ("get back"), is one of answering."""
    after = re.match(r"\s+(\w+)", document.text[action.verb.span.end : action.verb.span.end + 20])
    pair = f"{action.verb.text}-{after[1]}" if after else ""
    return verb_is_in(action.verb.text, "verbs_of_replying") or verb_is_in(pair, "verbs_of_replying")
