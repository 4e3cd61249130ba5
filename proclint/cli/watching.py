"""`check --watch`: prints what each run of a watch changed, until Ctrl-C.

It neither looks at the disk nor judges; see `watch`.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from proclint import terminal
from proclint.baseline import Choice
from proclint.printing import render
from proclint.printing.changes import WATCHABLE, Turn, line, lines, screen
from proclint.printing.output import Output, OutputError, write
from proclint.printing.run import View
from proclint.readers import cores
from proclint.settings import Overrides, Selection
from proclint.watch.loop import turns
from proclint.watch.state import State


def refuse(asked: dict[str, object]) -> None:
    """Raises UsageError for the first flag asked for that is for single runs."""
    for flag, value in asked.items():
        if value:
            raise click.UsageError(f"{flag} does not go with --watch: run check once for it")


def watch(
    paths: Sequence[str],
    overrides: Overrides,
    asked: Selection,
    choice: Choice,
    wanted: Sequence[Output],
    jobs: int | None,
    *,
    force: bool,
    poll: bool,
    color: str,
    quiet: bool,
) -> None:
    """Watches `paths` as `check` would read them, for ever, many pages in `jobs` processes (None: one a core). Raises
    KeyboardInterrupt when it is told to end.
    """
    for output in wanted:
        if output.file is None and output.format not in WATCHABLE:
            raise OutputError(f"{output.format} is for single runs; with --watch there are {', '.join(WATCHABLE)}")
    fixed = Overrides(overrides.isolated, overrides.config, overrides.folder)
    own = frozenset(os.path.realpath(output.file) for output in wanted if output.file is not None) | _streams()
    state = State(paths, fixed, asked, choice, own, jobs or cores())
    told: set[str] = set()
    for turn in turns(state, poll, terminal.say):
        for output in wanted:
            if output.file is None:
                _print(turn, output.format, color)
            elif state.scan is not None:
                write(output, render(output.format, turn.run, View()), state.scan.inputs, force)
        if state.scan is not None and not quiet:
            news = [*(f"note: {note}" for note in state.scan.notes), *_failures(state.scan.failures)]
            for text in news:
                if text not in told:
                    terminal.say(text)
            told = set(news)


def _failures(failures: Sequence[str]) -> list[str]:
    return [f"internal error: {failure}" for failure in failures]


def _print(turn: Turn, name: str, color: str) -> None:
    view = terminal.view(color, sys.stdout)
    clock = time.strftime("%H:%M:%S")
    if name == "jsonl":
        terminal.out(line(turn))
    elif not sys.stdout.isatty():
        terminal.out(lines(turn, name, view, clock))
    else:
        height = shutil.get_terminal_size((80, 24)).lines
        terminal.out("\x1b[H\x1b[2J" + screen(turn, name, view, height, clock))


def _streams() -> frozenset[str]:
    """The files that standard output and standard error go to."""
    found = set()
    for stream in (sys.stdout, sys.stderr):
        try:
            status = os.fstat(stream.fileno())
            if stat.S_ISREG(status.st_mode):
                found.add(os.path.realpath(Path(f"/proc/self/fd/{stream.fileno()}")))
        except (OSError, ValueError, AttributeError):
            continue
    return frozenset(found)
