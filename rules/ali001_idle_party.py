"""The config declares a party inside that performs no step, serves nobody and is served by nobody."""

from proclint.rule import Awake, Finding, Iterator, Kind, Severity, Workspace, in_config, quoted, sightings

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_EXTERNAL


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a party, at its line in the config; none where no page holds a step."""
    organisation, graph = workspace.organisation, workspace.graph
    others = [document for document in workspace.documents.values() if not document.steps]
    if organisation.config is None or len(others) == len(workspace.documents):
        return
    owners = {process.owner.key for document in others for process in document.processes if process.owner is not None}
    busy = {*owners, *graph.declared, *(taker for takers in graph.declared.values() for taker in takers)}
    inside = (key for key in organisation.parties if graph.kinds[key] is Kind.INTERNAL and key not in busy)
    idle = {key: graph.parties[key].names for key in inside if not is_at_work(key, workspace)}
    seen = sightings(workspace, (name for names in idle.values() for name in names), "idle parties")
    for key, names in idle.items():
        if any(name.casefold() in seen for name in names):
            continue  # a page speaks of them, where no step is read
        yield Finding(
            message=f"{quoted(key)} performs no step, serves nobody and is served by nobody",
            help="what do they do, and for whom? write it in a page, add the name that the pages use to names = [...], "
            "or take the entry out",
            path=organisation.config,
            at=in_config(organisation, "parties", key),
            subject=key,
        )


def is_at_work(key: str, workspace: Workspace) -> bool:
    """Whether a party performs or is served by a step of any page, or owns the process of one."""
    for document in workspace.graph.documents_with(key):
        parties = [party for step in document.steps for party in (*step.performers, *step.customers)]
        owners = [process.owner for process in document.processes if process.owner is not None]
        if any(party.key == key for party in (*parties, *owners)):
            return True
    return False
