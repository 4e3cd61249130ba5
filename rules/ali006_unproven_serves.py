"""The config says that a party serves another, and no step bears it out."""

from proclint.rule import Awake, Finding, Iterator, Severity, Workspace, in_config, quoted

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding an entry of `serves`, at its line in the config."""
    organisation, graph = workspace.organisation, workspace.graph
    if organisation.config is None:
        return
    for key, party in organisation.parties.items():
        for number, (name, taker) in enumerate(zip(party.serves, graph.declared.get(key, ()), strict=True)):
            if graph.hand_offs(key, taker):
                continue
            yield Finding(
                message=f"no step shows that {quoted(key)} serves {quoted(name)}",
                help=f"what does {quoted(key)} do for {quoted(name)}? write the step in a page, "
                "and take the name out of serves",
                path=organisation.config,
                at=in_config(organisation, "parties", key, "serves", number),
                subject=f"{key} {taker}",
            )
