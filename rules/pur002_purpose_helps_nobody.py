"""A purpose names no party that it helps: the organisation's, a party's or department's `helps`, a process's."""

import re

from proclint.rule import (
    Awake,
    Clause,
    Document,
    Finding,
    Iterator,
    Organisation,
    Process,
    Severity,
    Workspace,
    in_config,
    named_in,
    quoted,
    speaks_of_gain_only,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_PURPOSE
# "Help walkers cross the moor": whoever is helped to do something is somebody, whether a list knows the word or not.
HELPED = re.compile(
    r"(?:to |we )?(?:help|let|enable|assist|support)\s+(?:(?:the|our|all|more)\s+)?[a-z]{3,}s\s+"
    r"(?!(?:of|in|and|with|by)\b)\w",
    re.IGNORECASE,
)
HELP = 'whom does it help do what? name them, as in "Help shoppers get what they need the first time"'


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a purpose; those of the config first."""
    organisation = workspace.organisation
    for keys, whose, text in stated(organisation):
        if organisation.config is not None and not names_somebody(text, workspace):
            yield Finding(
                message=f"{whose} {quoted(text)} names nobody whom it helps",
                help=HELP,
                path=organisation.config,
                at=in_config(organisation, *keys),
                subject=" ".join(keys),
            )
    for document, aims in workspace.holding(purposes):
        for process, purpose in aims:
            if not names_somebody(purpose.text, workspace):
                yield Finding(
                    message=f"the purpose of {quoted(process.title)} names nobody whom it helps",
                    help=HELP,
                    path=document.path,
                    span=purpose.span,
                    subject=purpose.text,
                )


def purposes(document: Document) -> list[tuple[Process, Clause]]:
    """The processes of a page with their purposes, those left out that speak of a gain only: PUR003 says so."""
    stated = ((process, process.purpose) for process in document.processes if process.purpose is not None)
    return [(process, purpose) for process, purpose in stated if not speaks_of_gain_only(purpose.text)]


def names_somebody(text: str, workspace: Workspace) -> bool:
    """Whether a purpose names anybody, by a word for people or by saying that they are helped to do something."""
    return bool(named_in(text, workspace)) or HELPED.match(text) is not None


def stated(organisation: Organisation) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """The purposes in the config: their keys, whose they are, and what they say."""
    if organisation.purpose:
        yield ("purpose",), "the purpose", organisation.purpose
    for key, party in organisation.parties.items():
        if party.helps:
            yield ("parties", key, "helps"), f"what {quoted(key)} helps with,", party.helps
    for name, helps in organisation.departments.items():
        if helps:
            yield ("departments", name, "helps"), f"what {quoted(name)} helps with,", helps
