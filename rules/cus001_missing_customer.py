"""A step serves nobody: no customer in its sentence, its fields, its section, its document, or by flow."""

import re
from itertools import groupby

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Kind,
    Organisation,
    Severity,
    Source,
    Step,
    Surroundings,
    bases_of,
    head_of,
    judged,
    key_of,
    main_action,
    people_of,
    phrases,
    quoted,
    reminder,
    things_of,
    verb_is_in,
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
READER = re.compile(r"\b(?:yours?|(?<!^)you)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[a-z]{2}[.?])\s")
HABIT = re.compile(r"\b(?:sometimes|usually|often|generally|occasionally)\b", re.IGNORECASE)
CASE = re.compile(r"\b(?:if|unless|in case|assuming|where (?:applicable|appropriate|possible))\b", re.IGNORECASE)
# What is allowed, or hoped for, is no work yet.
LEAVE = re.compile(r"\b(?:[Mm]ay|[Mm]ight|[Cc]an|[Cc]ould|ha(?:s|ve) the right) ")
# Perhaps somebody of whom no list knows that they are people, or what it is done for.
FOR_OR_TO = re.compile(
    r"\bfor (?:the|an?|each|every|any|all|our|[A-Z]\w|\w+\.\w)|\bto (?:\w+\.\w|(?:the|an?|each|every|our) )"
)
# "hands the smith the hammer": perhaps somebody of whom no list knows that they are people.
TWO_THINGS = re.compile(
    r"\s+(?:the|an?|each|every)\s+\w+\s+(?:the|an?|all|both|his|her|its|their|\d+|two|three)\s", re.IGNORECASE
)
UNFINISHED = re.compile(r"(?::|\b(?:to|at|with|for|from|via)|^[\w-]+ (?:in|on))$")  # a list or a template goes on
NAME_ALONE = re.compile(r"^[a-z][\w-]*$")  # of a script, a field, a state
TYPED = re.compile(r"`(?!<!--)[^`]")
# Whoever does this gets something, is there, lets things be, or says what a thing done before holds.
AT_REST = frozenset({
    "get", "receive", "obtain", "request", "expect", "read", "follow", "attend", "join", "wait", "skip", "ignore",
    "include", "proceed", "continue", "end", "leave", "keep", "remain", "stay", "stop",
})  # fmt: skip
MAKE_SURE = re.compile(r"(?:mak(?:e|es|ing)|be) sure\b", re.IGNORECASE)
FOR_AN_ACT = re.compile(r"\bfor \w{3,}ing\b", re.IGNORECASE)  # what it is used for
EDITING = frozenset({
    "add", "change", "clone", "copy", "create", "delete", "edit", "export", "import", "link", "move", "open", "remove",
    "rename", "replace", "reset", "set", "sync", "update",
})  # fmt: skip
# What a tool keeps its work in.
IN_TOOLS = frozenset({
    "account", "branch", "card", "channel", "directory", "doc", "document", "event", "field", "file", "folder", "issue",
    "item", "label", "milestone", "page", "pr", "project", "repo", "repository", "request", "setting", "status", "tag",
    "thread", "ticket",
})  # fmt: skip
PUT_IN = re.compile(r"\bputs?\b.*?\b[Ii]n(?:to)? (?:[Tt]he )?(?:[Ss]ystem\b|[A-Z])")  # into a tool, by its name
SIGNING_IN = re.compile(r"(?:fill (?:in|out)|(?:log|sign) (?:in|out|on|off|up))\b", re.IGNORECASE)
KEEPING = frozenset({"complete", "finalise", "finalize", "maintain", "revise", "update"})
SENDING = frozenset({"circulate", "disclose", "dispatch", "forward", "mail", "send", "transmit"})
TO_WHOM = re.compile(r"\b(?:to|with|via|through|by)\s+(?!be\b)\w", re.IGNORECASE)
RECORDS = frozenset({"ledger", "log", "minute", "note", "record", "roll", "statistic"})
FILLED_IN = re.compile(r"(?:checklist|form|questionnaire|survey|template|worksheet)s?$")  # for whoever fills it in
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
    around = Surroundings(document)
    steps = sorted(judged(document), key=lambda step: step.list)
    for _, members in groupby(steps, key=lambda step: step.list):
        in_list = list(members)
        asked = asked_of(in_list, around, document, bool(purpose))
        for silent, run in groupby(in_list, key=lambda step: step.id not in asked):
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


def asked_of(in_list: list[Step], around: Surroundings, document: Document, purpose_is_stated: bool) -> set[str]:
    """The ids of the steps of a list that are asked for whom they are done."""
    if is_manual(in_list):
        return set()
    people = {
        party.key: around.at[step.id] for step in in_list for party in (*step.performers, *step.customers)
    }  # and where they come last
    serves_reader = any(map(is_for_reader, in_list))
    names_customers = any(step.named_customers or step.addressed for step in in_list)
    asked: set[str] = set()
    for step in in_list:
        if step.customers or is_silent(step, document) or around.is_part(step) or is_in_passing(step):
            continue
        named = names_performer(step)
        sent = sends(step)
        if not (sent or (named and is_record(step))) and around.is_told_above(step):
            continue
        if around.is_told_elsewhere(step) or around.is_taken_up(step) or leads_on(step, people, around):
            continue
        if named:
            asks = not (serves_reader or PUT_IN.search(step.text))
            asks = asks and not (edits(step) and not IN_TOOLS.isdisjoint(things_of(step)))
        elif sent or FOR_AN_ACT.search(step.text):
            asks = sent
        elif around.speaks_of_nobody:
            asks = is_record(step) or not works_tool(step)
        elif purpose_is_stated and (step.in_order or step.performers):
            asks = is_record(step) or (document.text.startswith("#", step.span.start) and not works_tool(step))
        else:
            asks = is_record(step) and step.in_order and not names_customers
        if asks:
            asked.add(step.id)
    return asked


def leads_on(step: Step, people: dict[str, int], around: Surroundings) -> bool:
    """Whether somebody else comes in a later bullet, to whom this one may lead as well."""
    own = {party.key for party in step.performers}
    return not step.in_order and any(last > around.at[step.id] for key, last in people.items() if key not in own)


def is_for_reader(step: Step) -> bool:
    """Whether a step is done for whoever reads it, or works on what is theirs."""
    return READER.search(step.text) is not None and not any(party.key == "you" for party in step.performers)


def names_performer(step: Step) -> bool:
    """Whether a step itself says who does it, in its sentence, a field or a column, or by its lane."""
    return any(party.source not in (Source.SECTION, Source.DOCUMENT) for party in step.performers)


def is_record(step: Step) -> bool:
    """Whether a step writes something down or hands it on, so that somebody can use it; not where it says what for."""
    action = main_action(step)
    if action is None or action.object is None:
        return False
    verb = action.verb.text
    if step.purpose is None and verb_is_in(verb, "verbs_of_recording"):
        return True
    if KEEPING.isdisjoint(bases_of(verb.casefold())) and not verb_is_in(verb, "verbs_of_making"):
        return False
    head = head_of(action.object.text)
    made = any(match.end() == len(head) for match in phrases("artifacts").finditer(head))
    return (made and FILLED_IN.search(head) is None) or not RECORDS.isdisjoint(things_of(step))


def sends(step: Step) -> bool:
    """Whether a step sends something off and does not say to whom: whatever else the page tells, that is open."""
    action = main_action(step)
    if action is None or action.object is None or SENDING.isdisjoint(bases_of(action.verb.text.casefold())):
        return False
    return TO_WHOM.search(step.text) is None


def edits(step: Step) -> bool:
    """Whether a step makes, changes or takes away something, as one does in a tool."""
    action = main_action(step)
    return action is not None and not EDITING.isdisjoint(bases_of(action.verb.text.casefold()))


def works_tool(step: Step) -> bool:
    """Whether a step that names nobody tells how a tool is worked or a form is filled in."""
    action = main_action(step)
    used = action is not None and verb_is_in(action.verb.text, "tool_verbs")
    return used or edits(step) or SIGNING_IN.match(step.text) is not None


def is_in_passing(step: Step) -> bool:
    """Whether a step only looks at something, weighs it up or plans, for what its performer does next."""
    action = main_action(step)
    if action is None:
        return False
    told = step.text[max(step.text.find(action.verb.text), 0) :]
    return MAKE_SURE.match(told) is not None or verb_is_in(action.verb.text, "verbs_of_preparing")


def is_silent(step: Step, document: Document) -> bool:
    """Whether nothing is to be said of a step: its reader is served, or whoever reads a board or a channel ("check your
    locker", "get invited", what is typed into a tool); or it speaks of somebody besides its performer, whose part may
    be misread; or what follows its end says more, or no verb of it is read; or it tells of a habit, a case or a leave,
    or hides who acts, or may be no step at all.
    """
    own = {word for party in step.performers for word in (party.key, *key_of(party.name).split())}
    action = main_action(step)
    verb = action.verb.text.casefold() if action else ""
    opening = SENTENCE_END.split(step.text)[0]
    return bool(
        step.addressed
        or step.is_doubtful
        or (not step.actions and not document.is_diagram)
        or (action is not None and action.is_passive and not step.performers)
        or not AT_REST.isdisjoint((verb, verb.removesuffix("s")))
        or any(own.isdisjoint((party.key, key_of(party.name))) for party in step.mentions)
        or any(pattern.search(opening) for pattern in (POINTING, HABIT, CASE, LEAVE, phrases("places_to_read")))
        or any(pattern.search(step.text) for pattern in (UNFINISHED, FOR_OR_TO, NAME_ALONE))
        or (action is not None and TWO_THINGS.match(document.text, action.verb.span.end))
        or TYPED.search(document.text, max(step.text_span.start - 1, 0), step.text_span.end)
        or any(key not in own for key in people_of(step.text, Kind.EXTERNAL))
    )


def is_manual(steps: list[Step]) -> bool:
    """Whether a list names nobody and only works a tool ("open ..., click ..."): its reader is served."""
    named = (party for step in steps for party in (*step.customers, *step.performers))
    if any(party.source is not Source.SECTION for party in named) or any(step.fields for step in steps):
        return False
    verbs = [step.actions[0].verb.text.casefold() for step in steps if step.actions]
    if words("tool_verbs").isdisjoint(verbs):
        return False
    return sum(verb in words("tool_verbs") or verb in words("handling_verbs") for verb in verbs) >= MOSTLY * len(steps)
