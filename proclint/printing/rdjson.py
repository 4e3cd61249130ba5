"""The format of reviewdog (rdjson), which comments on the changed lines of a review.

Its columns count bytes of UTF-8, from 1; a place whose text is not at hand has a line only.
"""

from __future__ import annotations

import json
from typing import Any

from proclint.diagnostic import Diagnostic, Severity
from proclint.printing.run import Checked, Run, View
from proclint.span import Position

FIRST_LINE = r'\{"source": \{"name": "proclint"\}, "diagnostics": \['

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(run: Run, view: View) -> str:
    """One object with all diagnostics, one a line."""
    rows = [json.dumps(_diagnostic(diagnostic, checked, run)) for checked, diagnostic in run.found]
    listed = "\n" + ",\n".join(rows) + "\n" if rows else ""
    return f'{{"source": {{"name": "proclint"}}, "diagnostics": [{listed}]}}\n'


def _diagnostic(diagnostic: Diagnostic, checked: Checked, run: Run) -> dict[str, Any]:
    made: dict[str, Any] = {
        "message": f"{diagnostic.message}\nhelp: {diagnostic.help}",
        "location": _location(diagnostic.path, diagnostic.start, diagnostic.end, checked, run),
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": f"{diagnostic.code} {diagnostic.name}"},
    }
    if diagnostic.related:
        made["related_locations"] = [
            {"message": one.message, "location": _location(one.path, one.start, one.end, checked, run)}
            for one in diagnostic.related
        ]
    edits = diagnostic.fix.edits if diagnostic.fix is not None else ()
    if edits and all(edit.path == diagnostic.path for edit in edits):  # a suggestion names no other page
        made["suggestions"] = [
            {"range": _range(edit.path, edit.start, edit.end, checked), "text": edit.text} for edit in edits
        ]
    return made


def _location(path: str, start: Position, end: Position, checked: Checked, run: Run) -> dict[str, Any]:
    return {"path": run.below(checked, path), "range": _range(path, start, end, checked)}


def _range(path: str, start: Position, end: Position, checked: Checked) -> dict[str, Any]:
    return {"start": _position(path, start, checked), "end": _position(path, end, checked)}


def _position(path: str, place: Position, checked: Checked) -> dict[str, int]:
    source = checked.source(path)
    if source is None:
        return {"line": place.line}
    text, lines = source
    begin = lines.offset(Position(place.line, 1))
    before = text[begin : lines.offset(place)]
    return {"line": place.line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
