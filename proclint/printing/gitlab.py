"""A code quality report for GitLab, which merge requests show.

GitLab takes one place and one line of text for each diagnostic, so it tells neither help nor notes.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any

from proclint.diagnostic import Diagnostic, Severity
from proclint.printing.run import Checked, Run, View

FIRST_LINE = r'\[(\]|\{"type": "issue", "engine_name": "proclint", )'

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def render(run: Run, view: View) -> str:
    """A list of issues, one a line."""
    rows = [json.dumps(_issue(diagnostic, checked, run)) for checked, diagnostic in run.found]
    return "[" + ",\n".join(rows) + "]\n"


def _issue(diagnostic: Diagnostic, checked: Checked, run: Run) -> dict[str, Any]:
    path = run.below(checked, diagnostic.path)
    return {
        "type": "issue",
        "engine_name": "proclint",
        "check_name": f"{diagnostic.code} {diagnostic.name}",
        "description": diagnostic.message,
        "categories": ["Clarity"],
        "severity": _SEVERITIES[diagnostic.severity],
        "fingerprint": _unique(path, diagnostic.fingerprint),
        "location": {"path": path, "lines": {"begin": diagnostic.start.line, "end": diagnostic.end.line}},
    }


def _unique(path: str, fingerprint: str) -> str:
    """A fingerprint of the whole report: GitLab shows one issue of each, and two pages may say the same."""
    return blake2b(f"{path}\0{fingerprint}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
