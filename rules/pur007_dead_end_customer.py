"""Steps serve a party inside that performs no step and serves nobody: the baton is dropped there."""

import re

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
    is_anybody,
    is_done_for,
    quoted,
    reminder,
    sightings,
    table_of,
    untied,
    where,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_EXTERNAL

# What whoever gets something is to do with it, said in the step itself: "for approval", "they sign it".
SAID = re.compile(
    r"\bfor (?:[\w-]+ ){0,2}(?:\w+(?:al|tion|sion|ity|ing|ance|ment)|review|sign-?off|signature|feedback|input|use"
    r"|the record)\b|\b(?:they|their|them|both|who|where)\b",
    re.IGNORECASE,
)

Mention = tuple[str, Step, Party]


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a party, at the first step that is done for it; the other steps that end there are related."""
    dead_ends = dropped(workspace)
    ending: dict[str, list[Related]] = {key: [] for key in dead_ends}
    for trail in untied(workspace) if ending else ():
        if trail.end in ending:
            message = f"the trail of this step ends at {trail.ends_at}"
            ending[trail.end].append(where(workspace, trail.path, trail.step.text_span, message))
    purpose = reminder(workspace.organisation)
    start = f"{purpose}: " if purpose else ""
    for key, (path, step, party) in dead_ends.items():
        own = where(workspace, path, step.text_span, "")
        yield Finding(
            message=f"{quoted(party.name)} is served, performs no step and serves nobody",
            help=f"{start}whom does {quoted(party.name)} help with that? "
            f'write a step of theirs "for ...", or serves = [...] in the config, in {table_of(key)}',
            path=path,
            span=place_of(party, step),
            step=step.id,
            related=tuple(one for one in ending[key] if (one.path, one.start) != (own.path, own.start)),
            subject=bare_key(key),
        )


def dropped(workspace: Workspace) -> dict[str, Mention]:
    """The dead ends of which the pages say nothing but that something is done for them, with the first step that is.

    Not whoever may be meant, and nobody of whom the pages speak elsewhere: what they do may stand there.
    """
    graph = workspace.graph
    found: dict[str, Mention] = {}
    served: dict[str, dict[str, list[Span]]] = {}
    for key in graph.dead_ends:
        if key != bare_key(key) or any(is_anybody(name) for name in graph.parties[key].names):
            continue
        places = served[key] = {}
        for path, step in ((path, graph.step(path, step_id)) for path, step_id in graph.parties[key].served_in):
            mentions = [party for party in step.customers if party.key == key]
            own = (party.span for party in mentions if party.span is not None and party.source is not Source.FLOW)
            places.setdefault(path, []).extend((step.span, *own))
            says = step.is_outside or step.purpose is not None or SAID.search(step.text)
            for party in mentions if not says and key not in found else ():
                if is_done_for(step, party, workspace.documents[path]):
                    found[key] = (path, step, party)
    names = {key: {one.casefold() for one in graph.parties[key].names} for key in found}
    seen = sightings(workspace, set().union(*names.values()), "dead ends")
    for key, called in names.items():
        written = ((path, span) for name in called for path, spans in seen.get(name, {}).items() for span in spans)
        if any(not is_within(span, served[key].get(path, [])) for path, span in written):
            del found[key]
    return found


def is_within(span: Span, others: list[Span]) -> bool:
    """Whether a stretch lies within one of others."""
    return any(other.start <= span.start and span.end <= other.end for other in others)


def place_of(party: Party, step: Step) -> Span:
    """Where a step names its customer; the whole step where only the flow does."""
    return step.text_span if party.span is None or party.source is Source.FLOW else party.span
