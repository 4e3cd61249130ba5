"""Every trail of a step ends inside: nobody outside is helped by it, as far as the pages tell."""

from proclint.rule import (
    Awake,
    Finding,
    Iterator,
    Kind,
    Reason,
    Severity,
    Source,
    Span,
    Step,
    Trail,
    Workspace,
    last_place,
    loops_of,
    quoted,
    reminder,
    trail_notes,
    untied,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_EXTERNAL
FOLLOWS = ("CUS001",)  # once a later step names somebody, this one serves them by the order
WHY = {
    Reason.PERFORMS_NO_STEP: "who performs no step",
    Reason.SERVES_NOBODY: "who serves nobody",
    Reason.SYSTEM: "a system, which has no needs",
}


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a step; not where a loop, a dead end, a tool or its own performer stops it, which is told as such."""
    graph = workspace.graph
    dead_ends = {*graph.dead_ends}
    purpose = reminder(workspace.organisation)
    start = f"{purpose}: " if purpose else ""
    for trail in untied(workspace):
        if trail.end in dead_ends or is_told(trail.step) or loops_of(workspace, trail):
            continue
        if trail.step.addressed or any(is_unsure(step) for step in steps_of(trail.end, workspace)):
            continue
        end = trail.hops[-1].taker_name
        notes = trail_notes(workspace, trail)
        if trail.reason is Reason.EACH_OTHER:
            why = f"comes back to {quoted(end)} and never leaves"
        else:
            why = f"ends at {quoted(end)}, {WHY[trail.reason or Reason.SERVES_NOBODY]}"
            notes = (*notes, last_place(workspace, trail))
        yield Finding(
            message=f"{quoted(trail.step.text)} helps nobody outside: its trail {why}",
            help=f"{start}whom does {quoted(end)} help with that? "
            f'write a step of theirs "for ...", or serves = [...] in the config',
            path=trail.path,
            span=customer(trail),
            step=trail.step.id,
            related=notes,
            subject=trail.step.text,
        )


def is_told(step: Step) -> bool:
    """Whether a step names only systems that the config declares as its customers, or only whoever performs it."""
    own = {party.key for party in step.performers}
    tools = all(party.kind is Kind.SYSTEM and party.party is not None for party in step.customers)
    return (tools and bool(step.named_customers)) or all(party.key in own for party in step.customers)


def is_unsure(step: Step) -> bool:
    """Whether a step serves somebody without a name ("tells you the sum"), or serves nobody and may be no step."""
    return bool(step.addressed) or (step.is_doubtful and not step.customers)


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
