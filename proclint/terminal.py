"""Standard output and standard error as the command line uses them: colours, widths, progress, a reader that has gone.

It does not know what is printed.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from proclint.printing.run import View


class Unwritable(Exception):
    """What proclint prints can't be written, for a reason that the message gives."""


_PATIENCE = 1.0  # seconds of silence before progress is shown
_BEAT = 0.1  # seconds between two showings


def prepare() -> None:
    """Gives a process that was started without standard output one that takes nothing, so that a result is never lost
    without a word; and one without standard error one that leads nowhere.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # refuses a write
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  it lives as long as the process


def put(text: str, stream: TextIO) -> None:
    """Writes and flushes `text`; what the stream's encoding lacks is escaped. Raises BrokenPipeError and Unwritable."""
    try:
        try:
            stream.write(text)
        except UnicodeEncodeError:
            encoding = stream.encoding or "ascii"
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        abandon(stream)
        raise
    except OSError as error:
        abandon(stream)
        raise Unwritable(unwritable(error)) from error


def unwritable(error: OSError) -> str:
    """What a user reads when output can't be written."""
    if error.errno == errno.EBADF:
        return "can't write what was found: standard output is closed; send it to a file or a terminal"
    return f"can't write what was found: {(error.strerror or str(error)).lower()}; make room, or send it elsewhere"


def out(text: str) -> None:
    """Writes `text` to standard output."""
    if text:
        put(text, sys.stdout)


def say(text: str) -> None:
    """Writes a plain line (or a few) to standard error, the control characters of names in it made visible."""
    from proclint.printing.visible import visible_lines

    put(visible_lines(text) + "\n", sys.stderr)


def is_colored(choice: str, stream: TextIO) -> bool:
    """Whether `stream` gets colours: by the choice auto, always or never, then NO_COLOR, FORCE_COLOR, a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The terminal's width in cells."""
    return shutil.get_terminal_size((80, 24)).columns


def view(
    color: str, stream: TextIO, *, statistics: bool = False, limit: int | None = None, verbose: bool = False
) -> View:
    """How `stream` is looked at; the limit on blocks holds on a terminal only."""
    from proclint.printing.run import View  # here: the version needs none of it

    colored = is_colored(color, stream)
    if not stream.isatty():
        return View(color=colored, statistics=statistics, verbose=verbose)
    return View(colored, width(), terminal=True, limit=limit, statistics=statistics, verbose=verbose)


class Progress:
    """A counter on standard error, shown once the work has taken a second, and only on a terminal."""

    def __init__(self, wanted: bool) -> None:
        """`wanted` False keeps it silent."""
        self._wanted = wanted and sys.stderr.isatty()
        self._next = time.monotonic() + _PATIENCE
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Takes note that `done` of `total` files are read."""
        if self._wanted and time.monotonic() >= self._next:
            put(f"\rreading: {done} of {total} files", sys.stderr)
            self._next = time.monotonic() + _BEAT
            self._shown = True

    def clear(self) -> None:
        """Takes the counter away again."""
        if self._shown:
            put("\r\x1b[K", sys.stderr)
            self._shown = False


def abandon(stream: TextIO) -> None:
    """Points the stream's descriptor to nowhere, so that the interpreter's last flush does not fail again."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass
