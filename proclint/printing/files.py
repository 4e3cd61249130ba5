"""The files of a run, for `--show-files`: what each was taken for.

It does not say what was left out.
"""

from __future__ import annotations

from proclint.model import Document
from proclint.printing.run import Run
from proclint.printing.visible import visible


def render(run: Run) -> str:
    """A line a file: process, page (it holds no steps) or refused (it can't be read), and its path."""
    return "".join(
        f"{_kind(document):<8} {visible(run.shown(part, document.path))}\n" for part, document in run.documents
    )


def _kind(document: Document) -> str:
    if document.error is not None:
        return "refused"
    return "process" if document.is_process else "page"
