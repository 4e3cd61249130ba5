"""Two processes have the same title."""

import re

from proclint.rule import Awake, Finding, Iterator, Process, Severity, Workspace, quoted, where

LABEL = re.compile(r"^\d+(?:\.\d+)*[.:)]?\s+")
SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding for each process whose title one before it, by path and place, has already."""
    first: dict[str, tuple[str, Process]] = {}
    for path, document in workspace.documents.items():
        for process in document.processes:
            written = document.text[process.span.start : process.span.end]
            if not written.strip():  # titled by the name of its file alone
                continue
            title = " ".join(LABEL.sub("", process.title.casefold()).split()).strip(".!?:;, ")
            if title not in first:
                first[title] = (path, process)
                continue
            other, same = first[title]
            yield Finding(
                message=f"the title {quoted(process.title)} is another process's already",
                help="are they one process? keep one page, and link to it from the other; else say in the titles what "
                "sets them apart",
                path=path,
                span=process.span,
                related=(where(workspace, other, same.span, "the other process"),),
                subject=process.title,
            )
