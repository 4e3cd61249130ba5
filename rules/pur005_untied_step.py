"""Every trail of a step ends inside: nobody outside is helped by it, as far as the pages tell."""

import re

from proclint.rule import (
    DECLARED,
    Awake,
    Finding,
    Hop,
    Iterator,
    Kind,
    Reason,
    Severity,
    Source,
    Span,
    Step,
    Trail,
    Workspace,
    bare_key,
    is_anybody,
    is_done_for,
    key_of,
    last_place,
    loops_of,
    quoted,
    reminder,
    table_of,
    trail_notes,
    untied,
    where,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_EXTERNAL
FOLLOWS = ("CUS001",)  # once a later step names somebody, this one serves them by the order
WHY = {
    Reason.PERFORMS_NO_STEP: "who performs no step",
    Reason.SERVES_NOBODY: "who serves nobody",
    Reason.SYSTEM: "a system, which has no needs",
}


# Whom a step of whoever comes last may be for, though it names nobody: its reader, or who reads a mailbox or a channel.
POINTING = re.compile(
    r"\b(?:you|yours?|they|their|them|us|our|(?:any|every|some)(?:one|body))\b|\S@\w|(?<!\w)#[a-z]", re.IGNORECASE
)


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding an end, at the first step that is done for it; the other steps whose trails end there are related.

    Not where a loop, a dead end, a tool or its own performer stops a trail, which is told as such.
    """
    graph = workspace.graph
    dead_ends = {*graph.dead_ends}
    purpose = reminder(workspace.organisation)
    start = f"{purpose}: " if purpose else ""
    ending: dict[str, list[Trail]] = {}
    for trail in untied(workspace):
        if trail.end in dead_ends or is_told(trail.step) or trail.step.addressed or loops_of(workspace, trail):
            continue
        ending.setdefault(trail.hops[-1].taker, []).append(trail)
    for key, trails in ending.items():
        if (
            is_anybody(graph.parties[key].name)
            or key != bare_key(key)
            or acts_beside_others(trails[0], workspace)
            or any(is_unsure(step) for step in steps_of(key, workspace))
        ):
            continue
        sound = [trail for trail in trails if all(is_sound(hop, workspace) for hop in trail.hops)]
        if sound:
            yield told(min(sound, key=lambda trail: len(trail.hops)), trails, start, workspace)


def told(first: Trail, trails: list[Trail], start: str, workspace: Workspace) -> Finding:
    """What is said of the end of a trail, and of the other trails that end there."""
    end = first.hops[-1].taker_name
    notes = trail_notes(workspace, first)
    if first.reason is Reason.EACH_OTHER:
        why = f"comes back to {quoted(end)} and never leaves"
    else:
        why = f"ends at {quoted(end)}, {WHY[first.reason or Reason.SERVES_NOBODY]}"
        notes = (*notes, last_place(workspace, first))
    others = (trail for trail in trails if trail is not first)
    message = "the trail of this step ends there too"
    return Finding(
        message=f"{quoted(first.step.text)} helps nobody outside: its trail {why}",
        help=f"{start}whom does {quoted(end)} help with that? "
        f'write a step of theirs "for ...", or serves = [...] in the config, in {table_of(first.hops[-1].taker)}',
        path=first.path,
        span=customer(first),
        step=first.step.id,
        related=(*notes, *(where(workspace, one.path, one.step.text_span, message) for one in others)),
        subject=first.step.text,
    )


def is_sound(hop: Hop, workspace: Workspace) -> bool:
    """Whether a stretch of a trail is beyond doubt: its step is done for the taker, or the config says so."""
    if hop.step is None:
        return hop.via == DECLARED
    step = workspace.graph.step(hop.path, hop.step)
    document = workspace.documents[hop.path]
    return any(party.key == hop.taker and is_done_for(step, party, document) for party in step.customers)


def is_told(step: Step) -> bool:
    """Whether a step names only systems that the config declares as its customers, or only whoever performs it."""
    own = {party.key for party in step.performers}
    tools = all(party.kind is Kind.SYSTEM and party.party is not None for party in step.customers)
    return (tools and bool(step.named_customers)) or all(party.key in own for party in step.customers)


def acts_beside_others(trail: Trail, workspace: Workspace) -> bool:
    """Whether all that the last party is said to do stands in steps of others, which have customers of their own."""
    last = workspace.graph.parties[trail.hops[-1].taker]
    return trail.reason is Reason.SERVES_NOBODY and not last.performs


def is_unsure(step: Step) -> bool:
    """Whether a step may serve somebody after all: it says so above it, or names somebody, or an aim, or points to
    people whom it does not name ("tells you the sum"); or it may be no step.
    """
    names = [key_of(party.name) for party in step.performers]
    own = {*names, *(word for name in names for word in name.split()), *(party.key for party in step.performers)}
    others = any(own.isdisjoint((party.key, key_of(party.name))) for party in step.mentions)
    unclear = others or step.purpose is not None or POINTING.search(step.text) is not None
    return not step.customers and bool(unclear or step.is_doubtful or step.addressed)


def steps_of(key: str | None, workspace: Workspace) -> Iterator[Step]:
    """The steps that a party performs."""
    node = workspace.graph.parties.get(key or "")
    for path, step in node.performs if node is not None else ():
        yield workspace.graph.step(path, step)


def customer(trail: Trail) -> Span:
    """The customer with whom the trail begins, where the step names it; else the step."""
    first = trail.hops[0]
    named = first.span if first.via != Source.FLOW else None
    return named or (trail.step.actions[0].verb.span if trail.step.actions else trail.step.text_span)
