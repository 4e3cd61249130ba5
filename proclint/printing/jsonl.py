"""`check` for programs that read line by line: an event a line, the diagnostics first and the summary last.

It has no object around the lines; see `json` for that.
"""

from __future__ import annotations

import json
from typing import Any

from proclint.printing.json import entry, summary
from proclint.printing.run import Run, View

FIRST_LINE = r'\{"event": "(diagnostic|summary|run)", '


def render(run: Run, view: View) -> str:
    """A line `diagnostic` for each diagnostic, with what it has in `json`, and a line `summary`."""
    lines = [event("diagnostic", entry(diagnostic, checked, run)) for checked, diagnostic in run.found]
    return "".join([*lines, event("summary", summary(run, view))])


def event(name: str, values: dict[str, Any]) -> str:
    """One line: what happened, and its values."""
    return json.dumps({"event": name, **values}) + "\n"
