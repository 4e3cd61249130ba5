"""The config declares a party inside that performs no step, serves nobody and is served by nobody."""

from proclint.rule import Awake, Finding, Iterator, Kind, Severity, Workspace, in_config, quoted

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_EXTERNAL


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a party, at its line in the config; none where no page holds a step."""
    organisation, parties = workspace.organisation, workspace.graph.parties
    if organisation.config is None or not any(document.steps for document in workspace.documents.values()):
        return
    served = {taker for node in parties.values() for taker in node.declares}
    for key in organisation.parties:
        node = parties[key]
        if node.kind is not Kind.INTERNAL or node.performs or node.served_in or node.declares or key in served:
            continue
        if is_named_otherwise(key, workspace):
            continue
        yield Finding(
            message=f"{quoted(key)} performs no step, serves nobody and is served by nobody",
            help="what do they do, and for whom? write it in a page, add the name that the pages use to names = [...], "
            "or take the entry out",
            path=organisation.config,
            at=in_config(organisation, "parties", key),
            subject=key,
        )


def is_named_otherwise(key: str, workspace: Workspace) -> bool:
    """Whether a page says that the party performs all its steps, or owns its process."""
    documents = workspace.documents.values()
    owners = (process.owner for document in documents for process in document.processes)
    performers = (party for document in documents for step in document.steps for party in step.performers)
    return any(party is not None and party.key == key for party in (*owners, *performers))
