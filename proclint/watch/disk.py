"""Marks of files and folders: by them a later look tells whether something there may be another.

It opens no file, and trusts no mark that is so young that a change right after it would have left the same one.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable

Mark = tuple[int, ...]

_FINE, _COARSE = 50_000_000, 2_100_000_000  # nanoseconds: how late a clock of a file system may show a change


class Marks:
    """The marks of paths, as they were when last looked at."""

    def __init__(self) -> None:
        self._marks: dict[str, Mark] = {}
        self._young: set[str] = set()

    def get(self, path: str) -> Mark | None:
        """The mark that is held; None where there is none."""
        return self._marks.get(path)

    def is_same(self, path: str, now: Mark) -> bool:
        """Whether what is at `path` is for certain what it was, where `now` is its mark."""
        return self._marks.get(path) == now and path not in self._young

    def differing(self, paths: Iterable[str]) -> list[tuple[str, Mark]]:
        """Those files of `paths` that may be others than what is held, each with its mark of now."""
        stat, marks, young = os.stat, self._marks, self._young  # looked up once: there are many paths
        found = []
        for path in paths:
            held = marks.get(path)
            try:
                now = stat(path)
            except OSError:
                found.append((path, mark(path)))
                continue
            if (
                held is None
                or len(held) < 7
                or now.st_ctime_ns != held[1]
                or now.st_mtime_ns != held[0]
                or now.st_size != held[2]
                or now.st_ino != held[3]
                or path in young
            ):
                found.append((path, mark(path)))
        return found

    def hold(self, path: str, mark: Mark, since: int) -> None:
        """Holds a mark, for what was read after `since` (of `now`)."""
        self._marks[path] = mark
        if len(mark) > 1:
            changed = max(mark[0], mark[1])
            if changed >= since - (_FINE if changed % 1_000_000 else _COARSE):
                self._young.add(path)
                return
        self._young.discard(path)

    def keep(self, paths: set[str]) -> None:
        """Forgets all paths but these."""
        self._marks = {path: mark for path, mark in self._marks.items() if path in paths}
        self._young &= paths


def is_folder(mark: Mark) -> bool:
    """Whether the mark is that of a folder."""
    return len(mark) > 6 and stat.S_ISDIR(mark[5])


def now() -> int:
    """The time, as `Marks.hold` takes it."""
    return time.time_ns()


def mark(path: str) -> Mark:
    """What the file that `path` leads to is known by, or why there is none."""
    try:
        status = os.stat(path)
    except OSError as error:
        return (error.errno or 0,)
    return (
        status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_dev, status.st_mode,
        status.st_nlink,
    )  # fmt: skip


def mark_of_name(path: str) -> Mark:
    """The same of a name that may be a link: where it leads counts as well."""
    try:
        own = os.lstat(path)
    except OSError as error:
        return (error.errno or 0,)
    found = mark(path)
    if len(found) > 1 and own.st_ino == found[3]:
        return found
    return (*found, own.st_ctime_ns, own.st_ino, hash(os.path.realpath(path)))
