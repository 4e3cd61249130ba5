"""The output formats: a module a format, found by its name in one of the tables below.

To add one to `check`, write a module with `render(run, view) -> str` and `FIRST_LINE`, a pattern by which a file in
that format is recognised, and add its line here. It does not write files.
"""

from __future__ import annotations

from importlib import import_module

from proclint.printing.run import Run, View

CHECK = {  # what `check` prints
    "full": "proclint.printing.full",
    "concise": "proclint.printing.concise",
    "grouped": "proclint.printing.grouped",
    "json": "proclint.printing.json",
    "jsonl": "proclint.printing.jsonl",
    "sarif": "proclint.printing.sarif",
    "github": "proclint.printing.github",
    "gitlab": "proclint.printing.gitlab",
    "junit": "proclint.printing.junit",
    "rdjson": "proclint.printing.rdjson",
}
STEPS = {  # what `steps` prints
    "text": "proclint.printing.outline",
    "json": "proclint.printing.steps_json",
}
FOR_PROGRAMS = frozenset(CHECK) - {"full", "concise", "grouped"}  # never coloured, sorted by length or cut


def render(name: str, run: Run, view: View | None = None, formats: dict[str, str] = CHECK) -> str:
    """`run` in the format `name`, as text that ends in a newline (or is empty: nothing to say)."""
    view = view or View()
    if view.statistics and name not in FOR_PROGRAMS:
        from proclint.printing import statistics

        return statistics.render(run, view)
    printed: str = import_module(formats[name]).render(run, view)
    return printed
