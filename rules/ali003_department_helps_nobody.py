"""A department that the config names does not say whom it helps."""

from proclint.rule import (
    Awake,
    Finding,
    Iterator,
    Organisation,
    Severity,
    Workspace,
    in_config,
    key_of,
    quoted,
    reminder,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a department, at its table or at the first party that belongs to it."""
    organisation = workspace.organisation
    if organisation.config is None:
        return
    purpose = reminder(organisation)
    question = f"{purpose}: whom does it help with that?" if purpose else "whom does it help do what?"
    known: set[str] = set()
    for name, helps, keys in departments(organisation):
        key = key_of(name)
        table = key.replace(" ", "-")
        if key not in known and not helps:
            yield Finding(
                message=f"{quoted(name)} does not say whom it helps",
                help=f'{question} write it as helps = "..." below [departments.{table}]',
                path=organisation.config,
                at=in_config(organisation, *keys),
                subject=key,
            )
        known.add(key)


def departments(organisation: Organisation) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """The departments with a table of their own, then those that parties belong to: name, whom they help, keys."""
    for name, helps in organisation.departments.items():
        yield name, helps, ("departments", name)
    for key, party in organisation.parties.items():
        if party.department:
            yield party.department, None, ("parties", key, "department")
