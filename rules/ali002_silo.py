"""The steps of a department serve only the department itself."""

from proclint.rule import (
    Awake,
    Document,
    Evidence,
    Finding,
    Iterator,
    Kind,
    Organisation,
    Severity,
    Step,
    Workspace,
    in_config,
    judged,
    key_of,
    place,
    quoted,
    reminder,
    spoken,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a department, at its table or at the first party that belongs to it, with its steps."""
    organisation = workspace.organisation
    if organisation.config is None:
        return
    purpose = reminder(organisation)
    start = f"{purpose}: " if purpose else ""
    for name, members, keys in departments(organisation):
        own = list(steps_of(members, workspace))
        if any(serves_others(step, members) for _, step in own) or declares_others(members, workspace):
            continue
        inside = [
            place(
                document, step.text_span, f"{spoken(step.performers[0].name)} serves {spoken(step.customers[0].name)}"
            )
            for document, step in own
            if step.customers
        ]
        if inside:
            yield Finding(
                message=f"whatever {quoted(name)} does is for {quoted(name)} itself",
                help=f"{start}whom else does {quoted(name)} help with that? "
                'write it in a step ("for ..."), or as serves = [...] in the config',
                path=organisation.config,
                at=in_config(organisation, *keys),
                related=tuple(inside),
                subject=key_of(name),
            )


def departments(organisation: Organisation) -> Iterator[tuple[str, frozenset[str], tuple[str, ...]]]:
    """The departments that the config names: name, keys of those who belong to them, where they stand."""
    members: dict[str, set[str]] = {}
    places: dict[str, tuple[str, tuple[str, ...]]] = {
        key_of(name): (name, ("departments", name)) for name in organisation.departments
    }
    for key, party in organisation.parties.items():
        if party.department:
            own = key_of(party.department)
            members.setdefault(own, {own}).add(key)
            places.setdefault(own, (party.department, ("parties", key, "department")))
    for own, (name, keys) in places.items():
        yield name, frozenset(members.get(own, {own})), keys


def steps_of(members: frozenset[str], workspace: Workspace) -> Iterator[tuple[Document, Step]]:
    """The steps that only members perform."""
    documents = {one.path: one for key in members for one in workspace.graph.documents_with(key)}
    for _, document in sorted(documents.items()):
        for step in judged(document):
            if step.performers and all(party.key in members for party in step.performers):
                yield document, step


def serves_others(step: Step, members: frozenset[str]) -> bool:
    """Whether a step is for somebody besides the members, or may be: it names others or speaks to its reader."""
    if step.addressed:
        return True
    if not step.customers:
        return any(party.key not in members and party.evidence is not Evidence.WEAK for party in step.mentions)
    return any(party.key not in members and party.kind is not Kind.SYSTEM for party in step.customers)


def declares_others(members: frozenset[str], workspace: Workspace) -> bool:
    """Whether the config says that a member serves somebody else."""
    declared = workspace.graph.declared
    return any(taker not in members for key in members for taker in declared.get(key, ()))
