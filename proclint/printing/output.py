"""Where a format goes: standard output, or a file, which is written whole or not at all.

It never touches a file that proclint did not write, unless it is told to, and never one that the run read.
"""

from __future__ import annotations

import difflib
import os
import re
import stat
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from proclint import writing
from proclint.printing import CHECK, statistics


class OutputError(Exception):
    """An output that can't be written. Its text says which and why, on further lines what to do."""


@dataclass(frozen=True, slots=True)
class Output:
    """A format and the file that it goes to; None: standard output."""

    format: str
    file: Path | None = None


def outputs(asked: Iterable[str], cwd: Path) -> tuple[Output, ...]:
    """What each FORMAT or FORMAT:FILE means; nothing asked is `full`. Raises OutputError."""
    found = []
    for one in asked:
        name, colon, file = one.partition(":")
        if name not in CHECK:
            near = difflib.get_close_matches(name, CHECK, 1)
            known = f"did you mean {near[0]}?" if near else f"there are {', '.join(CHECK)}"
            raise OutputError(f'no format is called "{name}"; {known}')
        if colon and not file:
            raise OutputError(f'"{one}" names no file; write {name}:FILE, or {name} alone for standard output')
        found.append(Output(name, cwd / file if colon and file != "-" else None))
    if len([output for output in found if output.file is None]) > 1:
        raise OutputError("two formats go to standard output; give all but one a file, as in json:proclint.json")
    files = [output.file.resolve() for output in found if output.file is not None]
    if len(set(files)) < len(files):
        raise OutputError("two formats go to one file; give each its own")
    return tuple(found) or (Output("full"),)


def write(output: Output, text: str, inputs: Collection[Path], force: bool) -> None:
    """Writes `text` to the output's file by way of a temporary file beside it. Raises OutputError."""
    assert output.file is not None
    shown = str(output.file)
    try:
        target = output.file.resolve()
        mode = _allowed(target, shown, inputs, force)
        writing.replace(target, text.encode("utf-8"), mode)
    except OSError as error:
        raise OutputError(f"{shown} can't be written: {(error.strerror or str(error)).lower()}") from None


def _allowed(target: Path, shown: str, inputs: Collection[Path], force: bool) -> int | None:
    """The mode of the file that stands there (None: it is new); OutputError where it is not to be overwritten."""
    try:
        there = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(there.st_mode):
        raise OutputError(f"{shown} is no regular file; name a file for the output")
    if any(_is_same(path, there) for path in inputs):
        raise OutputError(f"{shown} was read in this run; name another file for the output")
    if not force and not _is_ours(target):
        raise OutputError(f"{shown} holds something that proclint did not write; name another file, or add --force")
    return stat.S_IMODE(there.st_mode)


def _is_same(path: Path, there: os.stat_result) -> bool:
    try:
        return os.path.samestat(path.stat(), there)
    except OSError:
        return False


def _is_ours(target: Path) -> bool:
    """Whether the file looks like an output of proclint, by its first line. An empty one is: nothing was found then."""
    with target.open(encoding="utf-8", errors="replace") as file:
        first = file.readline(4096)
    marks = [statistics.FIRST_LINE, *(import_module(module).FIRST_LINE for module in CHECK.values())]
    return not first or any(re.match(mark, first) for mark in marks)
