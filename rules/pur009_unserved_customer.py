"""The config declares a customer outside whom no trail reaches."""

from proclint.rule import Awake, Finding, Iterator, Kind, Severity, Workspace, in_config, quoted

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_EXTERNAL


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a party, at its line in the config; none where no page holds a step."""
    organisation = workspace.organisation
    if organisation.config is None or not any(document.steps for document in workspace.documents.values()):
        return
    graph = workspace.graph
    reached = graph.reached
    for key, party in organisation.parties.items():
        if party.kind is not Kind.EXTERNAL or key in reached or graph.parties[key].performs:
            continue  # who takes part in the work is not forgotten
        yield Finding(
            message=f"no step helps {quoted(key)}, not even through others",
            help='which step is for them, or for someone who helps them? write it there ("for ..."), '
            "add the name that the pages use to names = [...], or take the entry out",
            path=organisation.config,
            at=in_config(organisation, "parties", key),
            subject=key,
        )
