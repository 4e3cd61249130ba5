"""`check` for programs: every diagnostic and a summary, as one JSON object, a diagnostic a line.

It never cuts, sorts by length or colours.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from proclint.diagnostic import Diagnostic
from proclint.graph import Verdict
from proclint.printing.run import Checked, Run, View
from proclint.printing.statistics import tallies
from proclint.span import Position

FIRST_LINE = r'\{"version": 1, "workspace": '


def render(run: Run, view: View) -> str:
    """The object that cli.md describes; `url` is null as long as no rule page is published."""
    found = [entry(diagnostic, checked, run) for checked, diagnostic in run.found]
    return framed(
        {"version": 1, "workspace": run.root.as_posix()}, "diagnostics", found, {"summary": summary(run, view)}
    )


def framed(head: dict[str, Any], name: str, rows: list[dict[str, Any]], tail: dict[str, Any] | None = None) -> str:
    """One JSON object with the list `name` of `rows` a line each, so that grep and diff can read it too."""
    before = "".join(f"{json.dumps(key)}: {json.dumps(value)}, " for key, value in head.items())
    after = "".join(f", {json.dumps(key)}: {json.dumps(value)}" for key, value in (tail or {}).items())
    listed = "\n" + ",\n".join(json.dumps(row) for row in rows) + "\n" if rows else ""
    return f"{{{before}{json.dumps(name)}: [{listed}]{after}}}\n"


def position(place: Position) -> dict[str, int]:
    """A position as JSON has it."""
    return {"line": place.line, "column": place.column}


def summary(run: Run, view: View) -> dict[str, Any]:
    """The counts over the reported documents."""
    documents = [document for _, document in run.documents]
    steps = [step for document in documents for step in document.steps]
    counts: dict[str, Any] = {
        "files": len(documents),
        "processes": sum(len(document.processes) for document in documents if document.is_process),
        "steps": len(steps),
        "steps_with_customer": sum(bool(step.named_customers) for step in steps),
        "steps_served": sum(bool(step.customers) for step in steps),
        "verdicts": verdicts(run),
        "diagnostics": len(run.diagnostics),
    }
    if run.held:
        stale = sum(sum(held.stale.values()) for held in run.held)
        counts["baseline"] = {"known": sum(held.known for held in run.held), "stale": stale}
    if earlier := [part.earlier for part in run.workspaces if part.earlier is not None]:
        counts["since"] = {"revision": earlier[0].revision, "earlier": sum(one.count for one in earlier)}
    if view.statistics:
        counts["rules"] = [asdict(tally) for tally in tallies(run)]
    return counts


def verdicts(run: Run) -> dict[str, int]:
    """How many steps of the reported documents have each verdict."""
    return {verdict.value: sum(part.verdicts[verdict] for part in run.workspaces) for verdict in Verdict}


def entry(diagnostic: Diagnostic, checked: Checked, run: Run) -> dict[str, Any]:
    """One diagnostic as JSON has it."""
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "path": run.shown(checked, diagnostic.path),
        "start": position(diagnostic.start),
        "end": position(diagnostic.end),
        "step": diagnostic.step,
        "related": [
            {
                "path": run.shown(checked, related.path),
                "start": position(related.start),
                "end": position(related.end),
                "message": related.message,
            }
            for related in diagnostic.related
        ],
        "fix": _fix(diagnostic, checked, run),
        "url": None,
        "fingerprint": diagnostic.fingerprint,
    }


def _fix(diagnostic: Diagnostic, checked: Checked, run: Run) -> dict[str, Any] | None:
    if diagnostic.fix is None:
        return None
    return {
        "title": diagnostic.fix.title,
        "safe": diagnostic.fix.safe,
        "edits": [
            {
                "path": run.shown(checked, edit.path),
                "start": position(edit.start),
                "end": position(edit.end),
                "text": edit.text,
            }
            for edit in diagnostic.fix.edits
        ],
    }
