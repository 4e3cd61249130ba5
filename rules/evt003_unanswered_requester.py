"""Whoever asks for something at the start gets nothing in any later step."""

import re

from proclint.rule import (
    Action,
    Awake,
    Clause,
    Document,
    Evidence,
    Finding,
    Iterator,
    Kind,
    Organisation,
    Party,
    Process,
    Severity,
    Source,
    Span,
    Step,
    bases_of,
    gives,
    key_of,
    kind_of_word,
    quoted,
    verb_is_in,
    words,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.ALWAYS
OWN = (Source.SENTENCE, Source.FIELD)
HANDS_IN = frozenset({
    "bring", "create", "e-mail", "email", "enter", "file", "fill", "fill-in", "fill-out", "give", "hand", "hand-in",
    "lodge", "make", "open", "place", "post", "put", "put-in", "raise", "report", "send", "sign", "submit", "write",
})  # fmt: skip
WORD = re.compile(r"[a-z]+(?:-[a-z]+)?", re.IGNORECASE)
COMMANDED = re.compile(r"\s+(?:(?:the|an?)\s+)?[\w-]+(?:\s[\w-]+)?\s+to\s+[a-z]")
ASKING = frozenset({"applicant", "asker", "claimant", "initiator", "originator", "requester", "requestor", "submitter"})
# What says that somebody is told or gets something, wherever it stands in a step that names nobody.
TOLD = re.compile(
    r"\b(?:notif\w+|respon(?:d|ds|ded|se|ses)|answer\w*|repl(?:y|ies|ied)|feedback|confirmation|submit\w*|receipt|sent"
    r"|issued|refund\w*)\b",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"(?:(?:when(?:ever)?|once|as soon as|after)\s+)?(?:an?|the|any|some|one of the|our)\s+"
    r"(?P<name>[\w'-]+(?: [\w'-]+){0,3}?)\s+(?P<verb>[a-z]+)\b(?P<rest>.*)",
    re.IGNORECASE,
)
FROM = re.compile(
    r"(?:an?|the)?\s*(?P<what>[\w -]+?)\s+(?:from|by)\s+(?:an?|the|any|one of the|our)\s+"
    r"(?P<name>[\w'-]+(?: [\w'-]+){0,3})\W*$",
    re.IGNORECASE,
)


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a process, at whoever asks in its trigger or its first step."""
    for process in document.processes:
        steps = sorted(
            (step for step in document.steps if step.process == process.id), key=lambda step: step.span.start
        )
        if steps[0].is_doubtful and not any(party.source is Source.FIELD for party in steps[0].performers):
            continue
        requester, later = who_asks(process, steps, document)
        if requester is None or not is_taken_up(requester, later) or is_answered(requester, later):
            continue
        yield Finding(
            message=f"{quoted(requester.text)} asks for something and gets no answer in any later step",
            help=f"which step tells {quoted(requester.text)} what came of it, or gives them what they asked for?",
            span=requester.span,
            step=steps[0].id,
            subject=f"{process.title} {key_of(requester.text)}",
        )


def who_asks(process: Process, steps: list[Step], document: Document) -> tuple[Clause | None, list[Step]]:
    """Who wants something at the start, and the steps that may answer."""
    first = steps[0]
    conditions = (action.condition for action in first.actions)
    for event in (process.trigger, *first.fields.get("trigger", ()), *conditions):
        if event is not None and (asking := asking_in(event, document)) is not None:
            return asking, steps
    performer = first.performers[0] if len(first.performers) == 1 else None
    if performer is not None and performer.source in OWN and performer.evidence is not Evidence.PRONOUN:
        acting = [action for action in first.actions if not is_condition(action, first)]
        if performer.kind is not Kind.SYSTEM and acting and wants(acting[0], document) and performer.span is not None:
            return Clause(performer.name, performer.span), steps[1:]
    return None, []


def is_condition(action: Action, step: Step) -> bool:
    """Whether an action tells when the step is done, and not what is done."""
    conditions = (one.condition.span for one in step.actions if one.condition is not None)
    return any(span.start <= action.verb.span.start < span.end for span in conditions)


def wants(action: Action, document: Document) -> bool:
    """Whether whoever does this waits for an answer: they ask for something, or hand in what asks."""
    if any(party.kind.outside for party in action.customers):
        return False  # whoever asks somebody outside is at work here
    rest = document.text[action.verb.span.end :].split("\n", 1)[0]
    thing = action.object or action.means  # "fill in the request form"
    return asks(action.verb.text, rest) or hands_in(action.verb.text, thing.text if thing else "")


def asks(verb: str, rest: str) -> bool:
    """Whether a verb is one of asking, with what stands behind it.

    A question is answered at once, so "ask" wants a "for"; who asks somebody "to" do a thing commands; what is ordered
    "from" somebody comes from outside the process.
    """
    if not verb_is_in(verb, "verbs_of_requesting") or re.search(r"\bfrom\b", rest) or COMMANDED.match(rest):
        return False
    return "ask" not in bases_of(verb.casefold()) or re.search(r"\bfor\b", rest) is not None


def hands_in(verb: str, thing: str) -> bool:
    """Whether what is sent, written or opened asks for something: a complaint, a question, an application."""
    asked = any(key_of(word) in words("things_asked") for word in WORD.findall(thing))
    return asked and not HANDS_IN.isdisjoint(bases_of(verb.casefold()))


def asking_in(event: Clause, document: Document) -> Clause | None:
    """Who asks in the event that starts a process: "a guest asks for a repair", "a complaint from a tenant"."""
    match = EVENT.match(event.text)
    if match and not (match["verb"].islower() and is_party(match["name"], document)):
        match = None
    if match and not (asks(match["verb"], match["rest"]) or hands_in(match["verb"], match["rest"])):
        match = None
    if match is None:
        match = FROM.match(event.text)
        if match is None or not hands_in("send", match["what"]):
            return None
    start = document.text.find(match["name"], event.span.start, event.span.end)
    return Clause(match["name"], Span(start, start + len(match["name"])) if start >= 0 else event.span)


def is_party(name: str, document: Document) -> bool:
    """Whether a name is that of somebody: by its last word, or because a step has them."""
    key = key_of(name)
    steps = document.steps
    return kind_of_word(key.split(" ")[-1]) is not None or any(
        party.key == key for step in steps for party in (*step.performers, *step.customers)
    )


def is_taken_up(requester: Clause, later: list[Step]) -> bool:
    """Whether people go on with it, and the requester does nothing more; what software answers is not written down."""
    key = key_of(requester.text)
    performers = [party for step in later for party in step.performers]
    own = any(key in (party.key, key_of(party.name)) or is_asker(party) for party in performers)
    people = any(party.kind is not Kind.SYSTEM and kind_of_word(party.key.split(" ")[-1]) for party in performers)
    return len(later) > 1 and people and not own


def is_asker(party: Party) -> bool:
    """Whether a performer is likely to be whoever asked: a customer, or somebody who is called by their asking."""
    return party.kind is Kind.EXTERNAL or party.key.split(" ")[-1] in ASKING


def may_be_asker(party: Party) -> bool:
    """Whether a name may mean whoever asked: a word for customers, or for people as such."""
    head = party.key.split(" of ")[0].split(" ")[-1]
    return party.kind is Kind.EXTERNAL or head in words("askers")


def is_answered(requester: Clause, later: list[Step]) -> bool:
    """Whether a later step serves the requester or may: it names them, somebody who may be they, or answers."""
    key = key_of(requester.text)
    for step in later:
        named = [*step.named_customers, *(party for party in step.mentions if party.span != requester.span)]
        if step.addressed or any(key in (party.key, key_of(party.name)) for party in named):
            return True
        if any(may_be_asker(party) for party in step.named_customers):
            return True
        if any(gives(action) for action in step.actions if not action.customers):
            return True
        if any(verb_is_in(word, "verbs_of_fulfilling") for word in WORD.findall(step.text)):
            return True
        if not step.named_customers and TOLD.search(step.text):
            return True
    return False
