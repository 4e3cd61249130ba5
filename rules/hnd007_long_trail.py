"""More hand-offs than `max-hand-offs` lie between a step and someone outside."""

from proclint.rule import Awake, Finding, Iterator, Severity, Source, Workspace, quoted, trail_notes

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a step, with every hand-off."""
    limit = workspace.organisation.max_hand_offs
    for trail in workspace.graph.trails():
        if trail.ends is None or len(trail.hops) <= limit:
            continue
        first, step = trail.hops[0], trail.step
        yield Finding(
            message=f"{quoted(step.text)} is {len(trail.hops)} hand-offs away from {quoted(trail.hops[-1].taker_name)}",
            help=f"who could hand it on sooner? more than {limit} hand-offs lose what the customer asked for; "
            "max-hand-offs in the config sets how many are too many",
            path=trail.path,
            span=first.span if first.via != Source.FLOW else step.text_span,
            step=step.id,
            related=trail_notes(workspace, trail),
            subject=step.text,
        )
