"""`steps` for programs: every document as it was read, a document a line.

It leaves out what a reader of the file can't see: candidates that were no party, and how a name was recognised.
"""

from __future__ import annotations

from typing import Any

from proclint.model import Action, Clause, Document, Party, Process, Step
from proclint.printing.json import framed, position
from proclint.printing.run import Run, View
from proclint.span import LineIndex, Position


def render(run: Run, view: View) -> str:
    """The object that language.md section 6 describes."""
    rows = [_document(run.shown(checked, document.path), document) for checked, document in run.documents]
    return framed({"version": 1, "workspace": run.root.as_posix()}, "documents", rows)


def _document(path: str, document: Document) -> dict[str, Any]:
    lines = document.lines
    error = None
    if document.error is not None:
        place = Position(document.error.line, document.error.column)
        error = {"message": document.error.message, "start": position(place)}
    return {
        "path": path,
        "process": document.is_process,
        "processes": [_process(process, lines) for process in document.processes] if document.is_process else [],
        "steps": [_step(step, lines) for step in document.steps] if document.is_process else [],
        "error": error,
    }


def _process(process: Process, lines: LineIndex) -> dict[str, Any]:
    return {
        "id": process.id,
        "title": process.title,
        "start": position(lines.position(process.span.start)),
        "owner": None if process.owner is None else _party(process.owner, lines),
        "trigger": _clause(process.trigger, lines),
        "purpose": _clause(process.purpose, lines),
        "customers": [_party(party, lines) for party in process.customers],
    }


def _step(step: Step, lines: LineIndex) -> dict[str, Any]:
    start = lines.position(step.span.start)
    return {
        "id": step.id,
        "number": step.number,
        "process": step.process,
        "line": start.line,
        "column": start.column,
        "text": step.text,
        "performers": [_party(party, lines) for party in step.performers],
        "customers": [_party(party, lines) for party in step.customers],
        "purpose": _clause(step.purpose, lines),
        "fields": {name: [_clause(value, lines) for value in values] for name, values in step.fields.items()},
        "actions": [_action(action, lines) for action in step.actions],
    }


def _action(action: Action, lines: LineIndex) -> dict[str, Any]:
    return {
        "verb": _clause(action.verb, lines),
        "object": _clause(action.object, lines),
        "performers": [_party(party, lines) for party in action.performers],
        "customers": [_party(party, lines) for party in action.customers],
        "condition": _clause(action.condition, lines),
        "means": _clause(action.means, lines),
        "purpose": _clause(action.purpose, lines),
    }


def _party(party: Party, lines: LineIndex) -> dict[str, Any]:
    span = party.span
    return {
        "name": party.name,
        "party": party.party,
        "kind": party.kind,
        "source": party.source,
        "start": None if span is None else position(lines.position(span.start)),
        "end": None if span is None else position(lines.position(span.end)),
    }


def _clause(clause: Clause | None, lines: LineIndex) -> dict[str, Any] | None:
    if clause is None:
        return None
    return {
        "text": clause.text,
        "start": position(lines.position(clause.span.start)),
        "end": position(lines.position(clause.span.end)),
    }
