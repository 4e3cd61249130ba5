"""Parties inside serve only one another: what they do reaches nobody outside."""

from proclint.rule import (
    Awake,
    Finding,
    Iterator,
    Related,
    Severity,
    Source,
    Workspace,
    bare_key,
    loops_of,
    quoted,
    related,
    reminder,
    untied,
    where,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_EXTERNAL


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a loop, at its first hand-off; the other hand-offs and the steps that end in it are related."""
    graph = workspace.graph
    ending: dict[tuple[str, ...], list[Related]] = {loop.members: [] for loop in graph.loops}
    steps = {(one.path, one.step) for loop in graph.loops for one in loop.hand_offs}
    for trail in untied(workspace) if ending else ():
        for loop in loops_of(workspace, trail) if (trail.path, trail.step.id) not in steps else ():
            place = where(workspace, trail.path, trail.step.text_span, "the trail of this step ends there too")
            ending[loop.members].append(place)
    purpose = reminder(workspace.organisation)
    start = f"{purpose}: " if purpose else ""
    for loop in graph.loops:
        if not loop.hand_offs:
            continue
        names = [quoted(graph.parties[key].name) for key in loop.members]
        listed = f"{', '.join(names[:-1])} and {names[-1]}"
        hop = graph.hop(loop.hand_offs[0])
        step = graph.step(hop.path, loop.hand_offs[0].step)
        yield Finding(
            message=f"{listed} serve only {'each other' if len(names) == 2 else 'one another'}",
            help=f'{start}whom else does one of them help? write it in a step ("for ..."), '
            "or serves = [...] in the config",
            path=hop.path,
            span=hop.span if hop.via != Source.FLOW else step.text_span,
            step=step.id,
            related=(*(related(workspace, graph.hop(one)) for one in loop.hand_offs), *ending[loop.members]),
            subject=" ".join(map(bare_key, loop.members)),
        )
