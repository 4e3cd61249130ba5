"""Readers: pages read one after the other or, where there are many, beside each other in processes of their own.

Only the time differs: what comes back is the same and in the same order. It opens no page and prints nothing.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from proclint import mistake, model
from proclint.model import Document
from proclint.reading import read
from proclint.span import LineIndex, Span

MOST = 8  # processes: what they give back is taken in by one
WORTH = 400_000  # characters to read, below which it takes longer to start processes than to read
BATCH = 20_000  # characters that are handed over at once
AHEAD = 2  # batches that a process holds: it need not wait for the next one
_A_PAGE = 300  # characters that take as long to read as a page takes beside its text
_HELLO = "proclint reads"
_START = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from proclint import readers; readers.serve()"
)


class Sheet(NamedTuple):
    """A page to read: what `reading.read` takes."""

    path: str
    text: str
    process: bool | None
    synonyms: tuple[tuple[str, tuple[str, ...]], ...]


Answer = Document | str
"""The document, or why the reader failed."""

_Batch = list[tuple[int, Sheet]]


def cores() -> int:
    """How many processes can be at work at once on this machine."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST)


def read_all(sheets: Iterable[Sheet], jobs: int = 1) -> list[Answer]:
    """Reads `sheets`, each taken only when its turn comes, in up to `jobs` processes, this one included."""
    if jobs < 2:
        return [_read(sheet) for sheet in sheets]
    rest = iter(sheets)
    first = _some(rest, WORTH)
    if sum(map(_weight, first)) < WORTH:
        return [_read(sheet) for sheet in first]
    crew = _Crew(jobs - 1)
    try:
        return crew.read(enumerate(chain(first, rest)))
    finally:
        crew.end()


def serve() -> None:
    """What a process of its own does: reads what comes by standard input until it ends."""
    take = sys.stdin.buffer
    give = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nobody else's words come between
    with suppress(EOFError, OSError):
        gc.set_threshold(*pickle.load(take))
        pickle.dump(_HELLO, give)
        give.flush()
        while True:
            answers = [(number, _read(sheet)) for number, sheet in pickle.load(take)]
            pickler = pickle.Pickler(give, pickle.HIGHEST_PROTOCOL)
            pickler.dispatch_table = _WAYS
            pickler.dump(answers)
            give.flush()


def _read(sheet: Sheet) -> Answer:
    try:
        return read(*sheet)
    except Exception as error:
        return mistake.reason(error)


def _weight(sheet: Sheet) -> int:
    return len(sheet.text) + _A_PAGE


def _some(sheets: Iterator[Sheet], enough: int) -> list[Sheet]:
    """The next sheets, until they weigh enough."""
    found: list[Sheet] = []
    while enough > 0 and (sheet := next(sheets, None)) is not None:
        found.append(sheet)
        enough -= _weight(sheet)
    return found


def _ways() -> dict[type, Callable[[Any], tuple[type, tuple[Any, ...]]]]:
    """How values of the model are pickled: as calls of their classes, in half the time of the way dataclasses take."""

    def way(kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
        values = attrgetter(*(field.name for field in fields(kind)))
        return lambda one: (kind, values(one))

    kinds = [kind for kind in (*vars(model).values(), LineIndex, Span) if isinstance(kind, type) and is_dataclass(kind)]
    return {kind: way(kind) for kind in kinds if len(fields(kind)) > 1}


_WAYS = _ways()


class _Reader:
    """A process that reads. What it tells comes with it to `tell`: a hello, then answers; None once it is gone."""

    def __init__(self, tell: Callable[[tuple[_Reader, object]], None]) -> None:
        """Raises OSError where no process can be had."""
        import subprocess
        from threading import Thread

        # in a group of its own, a Ctrl-C is heard by this process alone, which then ends the others
        apart: dict[str, Any] = {"process_group": 0}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        if not sys.executable or getattr(sys, "frozen", False):
            raise OSError("there is no Python to start")
        self.held: deque[_Batch] = deque()
        self.is_ready = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **apart,
        )
        self._listener = Thread(target=self._listen, args=(tell,), daemon=True)
        self._listener.start()
        self._send(sys.path)
        self._send(gc.get_threshold())

    def fill(self, sheets: Iterator[tuple[int, Sheet]]) -> None:
        """Hands over as many of `sheets` as it may hold."""
        while self.is_ready and len(self.held) < AHEAD:
            batch: _Batch = []
            weight = 0
            while weight < BATCH and (numbered := next(sheets, None)) is not None:
                batch.append(numbered)
                weight += _weight(numbered[1])
            if not batch:
                return
            self.held.append(batch)
            self._send(batch)

    def end(self) -> None:
        """Ends the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]

    def _send(self, what: object) -> None:
        assert self._process.stdin is not None
        with suppress(OSError):  # the listener tells that it is gone
            pickle.dump(what, self._process.stdin)
            self._process.stdin.flush()

    def _listen(self, tell: Callable[[tuple[_Reader, object]], None]) -> None:
        assert self._process.stdout is not None
        with suppress(Exception):
            while True:
                tell((self, pickle.load(self._process.stdout)))
        tell((self, None))


class _Crew:
    """Readers at work. One that can't be had or is gone is done without: what it held is read here."""

    def __init__(self, size: int) -> None:
        from queue import SimpleQueue

        self._told: SimpleQueue[tuple[_Reader, object]] = SimpleQueue()
        self._readers: list[_Reader] = []
        try:
            with suppress(OSError):  # as many as can be had
                for _ in range(size):
                    self._readers.append(_Reader(self._told.put))
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """Ends all readers."""
        for reader in self._readers:
            reader.end()

    def read(self, sheets: Iterator[tuple[int, Sheet]]) -> list[Answer]:
        """The answers in the order of the numbers of `sheets`."""
        answers: dict[int, Answer] = {}
        while True:
            for reader in self._readers:
                reader.fill(sheets)
            own = next(sheets, None)
            if own is not None:
                answers[own[0]] = _read(own[1])
            elif not any(reader.held for reader in self._readers):
                return [answers[number] for number in range(len(answers))]
            self._hear(answers, wait=own is None)

    def _hear(self, answers: dict[int, Answer], *, wait: bool) -> None:
        """Takes in what the readers have told; with `wait`, there is a word to come."""
        while wait or not self._told.empty():
            wait = False
            reader, told = self._told.get()
            if told == _HELLO:
                reader.is_ready = True
            elif isinstance(told, list):
                reader.held.popleft()
                answers.update(told)
            elif reader in self._readers:
                self._readers.remove(reader)
                reader.end()
                answers.update((number, _read(sheet)) for batch in reader.held for number, sheet in batch)
