"""The config knows only buyers outside, and the steps serve others whom it leaves out."""

from proclint.rule import (
    Awake,
    Finding,
    Graph,
    Iterator,
    Kind,
    Organisation,
    Related,
    Severity,
    Source,
    Workspace,
    in_config,
    key_of,
    quoted,
    table_of,
    where,
    words,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED
MOST_NAMED = 5
PAYING = frozenset({"pays", "buys"})


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """At most one finding, at the first party outside that the config declares."""
    organisation = workspace.organisation
    outside = [key for key, party in organisation.parties.items() if party.kind is not None and party.kind.outside]
    if organisation.config is None or not outside or not all(is_buyer(key, organisation) for key in outside):
        return
    left_out = sorted(left_out_by(workspace.graph))
    if not left_out:
        return
    names = [quoted(workspace.graph.parties[key].name) for key in left_out[:MOST_NAMED]]
    more = f" and {len(left_out) - MOST_NAMED} more" if len(left_out) > MOST_NAMED else ""
    yield Finding(
        message=f"the config knows nobody outside but buyers, and steps serve {', '.join(names)}{more} as well",
        help="whoever uses what you hand over is a customer: write each of them down, "
        f'as in {table_of(left_out[0])} with kind = "{kind_of(left_out[0], workspace.graph)}"',
        path=organisation.config,
        at=in_config(organisation, "parties", outside[0]),
        related=tuple(place_of(key, workspace) for key in left_out[:MOST_NAMED]),
        subject="parties",
    )


def is_buyer(key: str, organisation: Organisation) -> bool:
    """Whether a declared party is one for buying or paying only: by the parts it plays, else by its names."""
    party = organisation.parties[key]
    if party.part:
        return PAYING.issuperset(party.part)
    return all(key_of(name) in words("buyers") for name in (key, *party.names))


def left_out_by(graph: Graph) -> Iterator[str]:
    """The parties that steps name as customers and the config does not: people outside, and those who work here."""
    for key, node in graph.parties.items():
        own = node.kind.outside or key in words("workforce")
        if node.party is None and own and key not in words("buyers") and place_in(key, graph) is not None:
            yield key


def kind_of(key: str, graph: Graph) -> Kind:
    """What a party that the config leaves out may be declared as: outside as the pages tell, else inside."""
    kind = graph.parties[key].kind
    return kind if kind.outside else Kind.INTERNAL


def place_in(key: str, graph: Graph) -> tuple[str, str] | None:
    """The first step (path, id) that names the party as its customer."""
    for path, step_id in sorted(graph.parties[key].served_in):
        customers = graph.step(path, step_id).customers
        if any(party.key == key and party.source is not Source.FLOW for party in customers):
            return path, step_id
    return None


def place_of(key: str, workspace: Workspace) -> Related:
    """Where a party is served first."""
    path, step_id = place_in(key, workspace.graph) or ("", "")
    step = workspace.graph.step(path, step_id)
    party = next(party for party in step.customers if party.key == key)
    return where(workspace, path, party.span or step.text_span, f"{quoted(party.name)} is served here")
