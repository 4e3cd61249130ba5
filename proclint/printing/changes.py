"""What one run of a watch changed: as a line for programs, as plain lines, as a screen.

It keeps nothing between two runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from proclint.diagnostic import Diagnostic
from proclint.printing import render
from proclint.printing.blocks import blocks, headline
from proclint.printing.cells import folded
from proclint.printing.colour import paint
from proclint.printing.json import entry
from proclint.printing.opening import closing
from proclint.printing.run import Checked, Run, View
from proclint.printing.visible import visible

Found = tuple[Checked, Diagnostic]
WATCHABLE = ("full", "concise", "grouped", "jsonl")
"""The formats that a watch may print; every format may go to a file."""
_MOST_PATHS = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """One run of a watch.

    `paths` are the files that changed, as they are printed; `new` and `gone` are diagnostics by their fingerprints,
    `moved` those that stay but stand or read otherwise now, as they were and as they are; `problem` says why the last
    good config or list of files goes on to hold; `ms` is how long it took.
    """

    run: Run
    paths: tuple[str, ...]
    new: tuple[Found, ...]
    gone: tuple[Found, ...]
    moved: tuple[tuple[Found, Found], ...]
    total: int
    ms: int
    problem: str | None = None
    first: bool = False


def line(turn: Turn) -> str:
    """The line of a run, for programs. `removed_paths` tells where each of `removed` stood."""
    added = [*turn.new, *(now for _, now in turn.moved)]
    removed = [*turn.gone, *(before for before, _ in turn.moved)]
    values = {
        "event": "run",
        "paths": list(turn.paths),
        "ms": turn.ms,
        "added": [entry(diagnostic, checked, turn.run) for checked, diagnostic in added],
        "removed": [diagnostic.fingerprint for _, diagnostic in removed],
        "removed_paths": [turn.run.shown(checked, diagnostic.path) for checked, diagnostic in removed],
        "total": turn.total,
        "problem": turn.problem,
    }
    return json.dumps(values) + "\n"


def lines(turn: Turn, name: str, view: View, clock: str) -> str:
    """The lines of a run, for a pipe: what is new and what is gone, the rest only counted."""
    if turn.first:
        printed = render(name, turn.run, view)
        return printed + ("\n" if printed else "") + f"{clock} {closing(turn.run)}\n" + _problem(turn, view)
    marks = [("+", headline_) for headline_ in _headlines(turn, turn.new, view)]
    marks += [("-", headline_) for headline_ in _headlines(turn, turn.gone, view)]
    return (
        f"{clock} {_changed(turn)}: {_counts(turn)} ({turn.ms} ms)\n"
        + "".join(f"{mark} {text}\n" for mark, text in marks)
        + _problem(turn, view)
    )


def screen(turn: Turn, name: str, view: View, height: int, clock: str) -> str:
    """A whole screen of at most `height` lines: what is new, what is gone, and as much of what is left as fits."""
    foot = f"{clock} {closing(turn.run)}; ctrl-c ends" if turn.first else f"{clock} {_changed(turn)}: {_counts(turn)}"
    tail = [
        *_problem(turn, view).splitlines(),
        *(paint(row, "bold", view) for row in folded(foot, 2, view).splitlines()),
    ]
    room = max(3, height - 2 - sum(_height(row, view) for row in tail))  # a line for what is cut, one for the cursor
    rows: list[str] = []
    new = {id(diagnostic) for _, diagnostic in turn.new} if not turn.first else set()
    left = [one for one in turn.run.found if id(one[1]) not in new]
    parts = {
        "new": _blocks(turn, [] if turn.first else turn.new, name, view, room),
        "gone": (text + "\n" for text in _headlines(turn, turn.gone, view)),
        "left": _blocks(turn, left, name, view, room),
    }
    cut = False
    for title, texts in parts.items():
        head = [] if turn.first else [paint(title, "cyan", view)]
        for text in texts:
            more = [*head, *text.splitlines(), *([""] if name == "full" and title != "gone" else [])]
            cut = sum(_height(row, view) for row in [*rows, *more]) > room
            if cut:
                break
            rows += more
            head = []
    if cut:
        rows.append(f"and more that does not fit: `proclint check` shows all {turn.total}")
    return "\n".join([*rows, *tail]) + "\n"


def _blocks(turn: Turn, found: Sequence[Found], name: str, view: View, room: int) -> Iterator[str]:
    """The blocks of these diagnostics in a format for people, the pages that changed first, no more than can fit."""
    near = {path: at for at, path in enumerate(turn.paths)}
    order = sorted(found, key=lambda one: near.get(turn.run.shown(one[0], one[1].path), len(near)))
    held: dict[int, list[Diagnostic]] = {}
    for checked, diagnostic in order[: room * 20]:
        held.setdefault(id(checked), []).append(diagnostic)
    parts = [replace(part, diagnostics=tuple(held[id(part)])) for part in turn.run.workspaces if id(part) in held]
    run = replace(turn.run, workspaces=tuple(parts))
    kept, _ = blocks(run, replace(view, limit=None))
    kept.sort(key=lambda block: near.get(turn.run.shown(block.checked, block.first.path), len(near)))
    for block in kept[: room + 1]:
        alone = replace(run, workspaces=(replace(block.checked, diagnostics=block.diagnostics),))
        yield render(name, alone, replace(view, limit=None))


def _headlines(turn: Turn, found: Sequence[Found], view: View) -> list[str]:
    """A line for each block of these diagnostics, in the order of their places."""
    held: dict[int, tuple[Checked, list[Diagnostic]]] = {}
    for checked, diagnostic in found:
        held.setdefault(id(checked), (checked, []))[1].append(diagnostic)
    parts = tuple(replace(checked, diagnostics=tuple(some)) for checked, some in held.values())
    run = replace(turn.run, workspaces=parts)
    return [headline(block, run, view) for block in blocks(run, replace(view, limit=None, terminal=False))[0]]


def _height(row: str, view: View) -> int:
    """How many lines of the terminal a row takes, colours not counted."""
    plain = "".join(part.split("m", 1)[-1] if at else part for at, part in enumerate(row.split("\x1b[")))
    return max(1, -(-len(plain) // max(1, view.width)))


def _changed(turn: Turn) -> str:
    names = [visible(path) for path in turn.paths[:_MOST_PATHS]]
    more = len(turn.paths) - len(names)
    return (", ".join(names) or "what is read") + (f" and {more} more" if more else "") + " changed"


def _counts(turn: Turn) -> str:
    return f"{len(turn.new)} new, {len(turn.gone)} gone, {turn.total - len(turn.new)} left"


def _problem(turn: Turn, view: View) -> str:
    if turn.problem is None:
        return ""
    told = "\n".join(visible(row) for row in turn.problem.split("\n"))
    return f"{paint('error:', 'bold', view)} {told}\n  until it is mended, what held before holds on\n"
