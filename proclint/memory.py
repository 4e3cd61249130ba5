"""What a watch remembers between two runs: where it looked, and the pages as it read them, so that only what changed is
read again. The disk is the truth: nothing here hears of events.

It judges nothing, and keeps no text; the engines do.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from proclint import files
from proclint.engine import Change, Engine
from proclint.files import File, Found
from proclint.model import ReadError
from proclint.settings import Overrides, Selection, Settings

Mark = tuple[int, int, int, int]
"""By which a file on the disk is known to be the same: when it was written and touched, its size, its number."""

_GONE: Mark = (0, 0, 0, 0)
_BLUR = 100_000_000  # ns: what was written so shortly before it was looked at may be written again under the same mark


@dataclass(slots=True)
class _Kept:
    """A workspace: its engine, what that was made with, and the pages that it holds."""

    engine: Engine
    settings: Settings
    asked: Selection | None
    marks: dict[str, Mark | None] = field(default_factory=dict)  # None: look again, whatever the disk says
    texts: dict[str, bytes] = field(default_factory=dict)


class Memory:
    """The disk as the last run saw it."""

    def __init__(self) -> None:
        """Nothing yet: the first run reads all."""
        self.taken: list[Path] = []  # the files whose change the last run took in
        self._founds: tuple[Found, ...] = ()
        self._sources: dict[str, Mark | None] = {}
        self._kept: dict[Path, _Kept] = {}

    @property
    def founds(self) -> tuple[Found, ...]:
        """The workspaces as they were found last."""
        return self._founds

    def is_stale(self) -> bool:
        """Whether the disk is not what the last run saw, so that another run may come to something else."""
        if not self._founds or self._are_sources_stale():
            return True
        for found in self._founds:
            kept = self._kept.get(found.settings.root)
            if kept is None or any(_mark(file.absolute) != kept.marks.get(file.path) for file in found.files):
                return True
        return False

    def find(self, paths: Sequence[str], overrides: Overrides) -> tuple[Found, ...]:
        """What `files.find` finds; looked for anew only where a folder or a config is another than before.

        Raises FileError and ConfigError; what is remembered then stays as it was.
        """
        self.taken = []
        if not self._founds or self._are_sources_stale():
            began = time.time_ns()
            founds = files.find(paths, overrides)
            self._sources = {}
            self.heed(source for found in founds for source in found.sources)
            for source, mark in self._sources.items():
                self._sources[source] = _settled(mark, began)
            self._founds = founds
            roots = {found.settings.root for found in founds}
            self._kept = {root: kept for root, kept in self._kept.items() if root in roots}
        return self._founds

    def heed(self, sources: Iterable[str | Path]) -> None:
        """Takes files that are no pages, and folders, for what a run hangs on as well."""
        for source in sources:
            self._sources.setdefault(str(source), _mark(source))

    def engine(self, found: Found, asked: Selection | None) -> tuple[Engine, Iterator[Change]]:
        """The engine of a workspace, and what changed in it since that engine saw it: all of it for a new one."""
        root = found.settings.root
        kept = self._kept.get(root)
        if kept is None or (kept.settings, kept.asked) != (found.settings, asked):
            kept = self._kept[root] = _Kept(Engine(found.settings, asked), found.settings, asked)
        return kept.engine, self._changes(kept, found)

    def _are_sources_stale(self) -> bool:
        return any(mark is None or mark != _mark(source) for source, mark in self._sources.items())

    def _changes(self, kept: _Kept, found: Found) -> Iterator[Change]:
        here = {file.path for file in found.files}
        for path in [path for path in kept.marks if path not in here]:
            yield from self._gone(kept, found, path)
        for file in found.files:
            mark = _mark(file.absolute)
            if mark == kept.marks.get(file.path):
                continue
            began = time.time_ns()
            text = files.read(file)
            if text is None:
                yield from self._gone(kept, found, file.path)
                continue
            kept.marks[file.path] = _settled(mark, began)
            held = _digest(text)
            if kept.texts.get(file.path) != held:
                kept.texts[file.path] = held
                self.taken.append(file.absolute)
                yield _change(file, text)

    def _gone(self, kept: _Kept, found: Found, path: str) -> Iterator[Change]:
        kept.marks.pop(path, None)
        if kept.texts.pop(path, None) is not None:
            self.taken.append(found.settings.root / path)
            yield Change(path, None)


def _change(file: File, text: str | ReadError) -> Change:
    return Change(file.path, None, text) if isinstance(text, ReadError) else Change(file.path, text)


def _digest(text: str | ReadError) -> bytes:
    """What stands for the text of a page, or for why it can't be read."""
    whole = repr(text) if isinstance(text, ReadError) else text
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16, person=type(text).__name__.encode()).digest()


def _mark(path: str | Path) -> Mark:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return _GONE
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def _settled(mark: Mark | None, began: int) -> Mark | None:
    """`mark`, unless it is so young that the clock of the disk may not tell it from the next one."""
    return None if mark is not None and max(mark[:2]) > began - _BLUR else mark
