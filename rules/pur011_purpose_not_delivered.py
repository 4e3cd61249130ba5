"""The purpose of a process names a party outside whom no trail of its steps reaches."""

from proclint.rule import (
    Awake,
    Clause,
    Document,
    Finding,
    Iterator,
    Process,
    Severity,
    Workspace,
    bare_key,
    named_in,
    quoted,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_PURPOSE


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a party that a purpose names; none while a trail ends at somebody of whom nothing is known."""
    graph = workspace.graph
    for document, aims in workspace.holding(purposes):
        path = document.path
        for process, purpose in aims:
            found = named_in(purpose.text, workspace)
            named = {one.key: one for one in found if one.known and one.is_clear and one.kind.outside}
            steps = [
                step.id
                for step in (document.steps if named else ())
                if step.process == process.id and step.customers and not step.is_outside
            ]
            if not steps:
                continue
            for key, one in named.items():
                if not graph.leads(path, steps, key) and not graph.leads(path, steps):
                    yield Finding(
                        message=f"the purpose of {quoted(process.title)} is to help {quoted(one.text)}, "
                        "and none of its steps reaches them",
                        help=f"which step is for {quoted(one.text)}, or for someone who helps them? "
                        'write it there ("for ..."), or say whom the process helps instead',
                        path=path,
                        span=purpose.span,
                        subject=f"{process.title} {bare_key(key)}",
                    )


def purposes(document: Document) -> list[tuple[Process, Clause]]:
    """The processes of a page that state a purpose, each with that."""
    return [(process, process.purpose) for process in document.processes if process.purpose is not None]
