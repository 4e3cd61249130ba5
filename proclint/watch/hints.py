"""Hints that something may have changed on the disk. watchdog has its one door here.

A hint never says what changed, and one may be lost: who waits here looks at the disk itself.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import threading
import time
import warnings
from collections.abc import Collection, Iterable

from watchdog import events
from watchdog.observers import Observer

NEAR = 50  # paths: more are no hint where to look first
QUIET, MOST = 0.05, 0.5  # seconds: a burst is over after so long a silence, or after so long in all

_LIMITS = {errno.ENOSPC: "fs.inotify.max_user_watches", errno.EMFILE: "fs.inotify.max_user_instances"}
_SILENT_SYSTEMS = ("nfs", "cifs", "smb", "9p", "drvfs", "vboxsf", "vmhgfs", "prl_fs", "fuse.", "virtiofs", "afs")
_NAMES = (
    "FileCreatedEvent",
    "FileModifiedEvent",
    "FileMovedEvent",
    "FileDeletedEvent",
    "FileClosedEvent",
    "FileAttribEvent",
    "DirCreatedEvent",
    "DirModifiedEvent",
    "DirMovedEvent",
    "DirDeletedEvent",
    "DirAttribEvent",
)  # fmt: skip  that a file is opened and read is no hint: proclint does so itself
_KINDS = [getattr(events, name) for name in _NAMES if hasattr(events, name)]
_OWN = os.path.dirname(os.path.abspath(__file__))


class Unwatchable(Exception):
    """The system gives no hints here, for the reason that the message says."""


class Hints:
    """Hints of folders; see `wait`."""

    def __init__(self) -> None:
        self._heard = threading.Event()
        self._near: set[str] = set()
        self._first = self._last = 0.0
        self._trees: tuple[str, ...] = ()
        self._names: frozenset[str] = frozenset()
        self._watches: dict[tuple[str, bool], object] = {}
        _take_warnings(self)
        try:
            self._observer = Observer()
            self._observer.start()
        except OSError as error:
            raise Unwatchable(_reason(error)) from None

    def watch(self, trees: Iterable[str], folders: Iterable[str], names: Collection[str]) -> None:
        """Watches these trees, and in these folders only what has one of these paths. Raises Unwatchable."""
        self._trees, self._names = tuple(trees), frozenset(names)
        wanted = {(path, True) for path in self._trees} | {(path, False) for path in folders}
        handler = _Handler(self)
        try:
            for path, recursive in [key for key in self._watches if key not in wanted]:
                self._observer.unschedule(self._watches.pop((path, recursive)))  # type: ignore[arg-type]
            for path, recursive in sorted(wanted - set(self._watches)):
                silent = _silent_system(path)
                if silent:
                    raise Unwatchable(f"{path} lies on {silent}, which tells of no changes")
                if os.path.isdir(path):
                    self._watches[path, recursive] = self._observer.schedule(
                        handler, path, recursive=recursive, event_filter=_KINDS
                    )
            # folders further down that meet the system's limit are passed over without a word: another one meets it too
            self._observer.unschedule(self._observer.schedule(handler, _OWN, event_filter=_KINDS))
        except FileNotFoundError:  # gone since it was looked for: the next look at the disk tells
            self.hear()
        except OSError as error:
            raise Unwatchable(_reason(error)) from None

    def forget(self, path: str) -> None:
        """Lets go of the watches of `path`, so that a new folder of that name is watched afresh."""
        for key in [key for key in self._watches if key[0] == path]:
            self._observer.unschedule(self._watches.pop(key))  # type: ignore[arg-type]

    def is_of_note(self, path: str) -> bool:
        """Whether something at `path` may matter."""
        if path in self._names:
            return True
        tree = next((tree for tree in self._trees if path.startswith(tree)), None)
        return tree is not None and "/.git/" not in path[len(tree) :].replace(os.sep, "/") + "/"

    def hear(self, *paths: str) -> None:
        """Takes a hint, at the time when it comes."""
        now = time.monotonic()
        if len(self._near) < NEAR:
            self._near.update(paths)
        if not self._heard.is_set():
            self._first = now
        self._last = now
        self._heard.set()

    def wait(self, seconds: float) -> bool:
        """Waits for a burst of hints and for its end; False when none came in this time."""
        if not self._heard.wait(seconds):
            return False
        while (left := min(self._last + QUIET, self._first + MOST) - time.monotonic()) > 0:
            time.sleep(left)
        self._heard.clear()
        return True

    def near(self) -> set[str]:
        """The paths of the last burst, where these are few; none when they are many."""
        near, self._near = self._near, set()
        return near if len(near) < NEAR else set()

    def close(self) -> None:
        """Ends the watching; it waits for nothing."""
        self._observer.stop()


class _Handler(events.FileSystemEventHandler):
    def __init__(self, hints: Hints) -> None:
        self._hints = hints

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        if any(map(self._hints.is_of_note, paths)):
            self._hints.hear(*paths)


class _Log(logging.Handler):
    """What watchdog only logs (a queue that ran over) is a hint, too."""

    def __init__(self, hints: Hints) -> None:
        super().__init__(logging.WARNING)
        self._hints = hints

    def emit(self, record: logging.LogRecord) -> None:
        self._hints.hear()


def _take_warnings(hints: Hints) -> None:
    log = logging.getLogger("watchdog")
    log.handlers, log.propagate = [_Log(hints)], False
    warnings.filterwarnings("ignore", module=r"watchdog\.")


def _reason(error: OSError) -> str:
    said = (error.strerror or "no reason given").lower()
    limit = _LIMITS.get(error.errno or 0)
    return f"the limit {limit} is reached; raise it with sysctl" if limit and sys.platform == "linux" else said


def _silent_system(path: str) -> str | None:
    """The kind of the file system that `path` lies on, where it is one that gives no hints of what others write."""
    if sys.platform != "linux":
        return None
    best, kind = "", ""
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
            for line in file:
                fields = line.split()
                point, found = fields[4].replace("\\040", " "), fields[fields.index("-") + 1]
                inside = path == point or path.startswith(point.rstrip("/") + "/")
                if inside and len(point) >= len(best):
                    best, kind = point, found
    except (OSError, ValueError, IndexError):
        return None
    return kind if kind.startswith(_SILENT_SYSTEMS) else None
