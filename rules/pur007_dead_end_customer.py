"""Steps serve a party inside that performs no step and serves nobody: the baton is dropped there."""

from proclint.rule import (
    Awake,
    Finding,
    Iterator,
    Party,
    Related,
    Severity,
    Source,
    Span,
    Step,
    Workspace,
    bare_key,
    quoted,
    reminder,
    untied,
    where,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_EXTERNAL


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a party, at the first step that serves it; the other steps that end there are related."""
    graph = workspace.graph
    ending: dict[str, list[Related]] = {key: [] for key in graph.dead_ends}
    for trail in untied(workspace) if ending else ():
        if trail.end in ending:
            message = f"the trail of this step ends at {trail.ends_at}"
            ending[trail.end].append(where(workspace, trail.path, trail.step.text_span, message))
    purpose = reminder(workspace.organisation)
    start = f"{purpose}: " if purpose else ""
    for key in graph.dead_ends:
        served = [(path, graph.step(path, step)) for path, step in graph.parties[key].served_in]
        mentions = [
            (path, step, party)
            for path, step in served
            for party in step.customers
            if party.key == key and not step.is_outside
        ]
        path, step, party = min(mentions, key=lambda one: one[2].source is Source.FLOW)
        own = where(workspace, path, step.text_span, "")
        yield Finding(
            message=f"{quoted(party.name)} is served, performs no step and serves nobody",
            help=f"{start}whom does {quoted(party.name)} help with that? "
            f'write a step of theirs "for ...", or serves = [...] in the config',
            path=path,
            span=place_of(party, step),
            step=step.id,
            related=tuple(one for one in ending[key] if (one.path, one.start) != (own.path, own.start)),
            subject=bare_key(key),
        )


def place_of(party: Party, step: Step) -> Span:
    """Where a step names its customer; the whole step where only the flow does."""
    return step.text_span if party.span is None or party.source is Source.FLOW else party.span
