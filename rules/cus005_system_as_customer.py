"""The only customers of a step are systems: a tool has no needs."""

from proclint.rule import Awake, Finding, Iterator, Kind, Severity, Workspace, quoted, reminder

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_EXTERNAL


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a step; only systems that the config declares are listed as customers at all."""
    purpose = reminder(workspace.organisation)
    start = f"{purpose}: " if purpose else ""
    graph = workspace.graph
    tools = [one for one in graph.of_kind(Kind.SYSTEM) if one.party is not None]
    keys = {one.key for one in tools}
    for path, step_id in sorted({place for one in tools for place in one.served_in}):
        step = graph.step(path, step_id)
        named = step.named_customers
        if step.is_outside or not named or not {party.key for party in step.customers} <= keys:
            continue
        party = named[0]
        yield Finding(
            message=f"{quoted(step.text)} serves only {quoted(party.name)}, a system",
            help=f'{start}who uses what {quoted(party.name)} holds? write it in the step ("for ...") '
            'or as "Customer: ..."',
            path=path,
            span=party.span or step.text_span,
            step=step.id,
            subject=step.text,
        )
