"""A config exists and states no purpose: whom the organisation helps do what."""

from proclint.rule import Awake, Finding, Iterator, Severity, Workspace, is_unwritten

SEVERITY = Severity.WARNING
AWAKE = Awake.ALWAYS


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """At most one finding, at the start of the config; without a config there is no place to state a purpose yet."""
    organisation = workspace.organisation
    if organisation.config is None or not is_unwritten(organisation.purpose or ""):
        return
    yield Finding(
        message="the config states no purpose",
        help='whom do you help do what? write it so: purpose = "Help shoppers get what they need the first time"',
        path=organisation.config,
        subject="purpose",
    )
