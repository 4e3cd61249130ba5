"""The config says what a party needs, and nothing on the way to that party speaks of it."""

from proclint.rule import (
    Awake,
    Clause,
    Finding,
    Iterator,
    Severity,
    Step,
    Workspace,
    content_words,
    in_config,
    judged,
    quoted,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a need, at its line in the config; where nobody reaches the party, unserved-customer says so."""
    organisation = workspace.organisation
    if organisation.config is None:
        return
    needing = [key for key, party in organisation.parties.items() if party.needs and key in workspace.graph.reached]
    spoken = words_on_the_way(workspace, needing)
    for key in needing:
        for index, need in enumerate(organisation.parties[key].needs):
            if spoken[key] & content_words(need):
                continue
            yield Finding(
                message=f"{quoted(key)} needs {quoted(need)}, and no step on the way to them speaks of it",
                help='which step sees to it? say so there, as in "Need: ..." or "Good when: ...", '
                "or add the step that is missing",
                path=organisation.config,
                at=in_config(organisation, "parties", key, "needs", index),
                subject=f"{key} {need}",
            )


def words_on_the_way(workspace: Workspace, needing: list[str]) -> dict[str, set[str]]:
    """For each party of `needing`: the words of the needs, purposes, outputs and criteria of steps that lead to it."""
    found: dict[str, set[str]] = {key: set() for key in needing}
    known: dict[frozenset[str], frozenset[str]] = {}  # customers of a step -> whom its trails reach
    for path, document in workspace.documents.items():
        purposes = {process.id: process.purpose for process in document.processes}
        for step in judged(document) if needing else ():
            said = spoken_by(step, purposes[step.process])
            customers = frozenset(party.key for party in step.customers)
            if said and customers not in known:
                reached = (key for key in needing if workspace.graph.leads(path, [step.id], key))
                known[customers] = frozenset(reached)
            for key in known[customers] if said else ():
                found[key] |= said
    return found


def spoken_by(step: Step, purpose: Clause | None) -> set[str]:
    """The words that a step has to say of what it is good for."""
    stated = [purpose, step.purpose, *(action.purpose for action in step.actions)]
    stated += [clause for name in ("need", "output", "good_when") for clause in step.fields.get(name, ())]
    return {word for clause in stated if clause is not None for word in content_words(clause.text)}
