"""The loop of a watch: waits for hints, or for time to pass, and has the state look at the disk.

It does not print; it tells `say` what is to be said beside the turns.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from proclint import failure
from proclint.printing.changes import Turn
from proclint.watch.state import State

if TYPE_CHECKING:
    from proclint.watch.hints import Hints

IDLE = 30.0  # seconds between two looks at the disk when no hint comes
POLL = 1.0  # the same where no hints can come
_LOAD = 20  # between two polls passes so many times the time that one takes
_AFTER = (0.3, 1.0, 4.0)  # looks after a burst: a hint may have been lost in it


def turns(state: State, poll: bool, say: Callable[[str], None]) -> Iterator[Turn]:
    """The turns of a watch, the first run first, for ever."""
    first = state.refresh()
    assert first is not None
    hints = None if poll else _hints(state, say)
    yield first
    pending = list(_AFTER)  # what changed while the folders were not yet watched
    took = 0.0
    while True:
        if hints is None:
            time.sleep(max(POLL, took * _LOAD))
        elif hints.wait(pending.pop(0) if pending else IDLE):
            pending = list(_AFTER)
        near = hints.near() if hints is not None else set()
        answer = _looked(state, say, near) if near else None
        if answer is not None:
            yield answer  # the look at everything follows at once
        started = time.monotonic()
        turn = _looked(state, say)
        took = time.monotonic() - started
        if turn is None and answer is None:
            continue
        if hints is not None and not _is_watching(hints, state, say):
            hints.close()
            hints = None
        pending = list(_AFTER)
        if turn is not None:
            yield turn


def _looked(state: State, say: Callable[[str], None], near: Collection[str] | None = None) -> Turn | None:
    """A look at the disk; a mistake of proclint itself is told, and everything read again."""
    try:
        return state.refresh(near)
    except Exception as error:
        if failure.is_told(error):
            raise
        say(f"{failure.message(error)}\n  everything is read again")
        state.forget()
        return state.refresh()


def _hints(state: State, say: Callable[[str], None]) -> Hints | None:
    """The hints of the system; None where it gives none, which is told."""
    from proclint.watch.hints import Hints, Unwatchable

    try:
        hints = Hints()
    except Unwatchable as reason:
        _say_polling(reason, say)
        return None
    if _is_watching(hints, state, say):
        return hints
    hints.close()
    return None


def _is_watching(hints: Hints, state: State, say: Callable[[str], None]) -> bool:
    """Has all folders of the state watched; says why where that can't be."""
    from proclint.watch.hints import Unwatchable

    trees, names = state.trees, state.names
    above = {str(Path(name).parent) for name in names}
    folders = {folder for folder in above if not any(folder == tree or folder.startswith(tree + "/") for tree in trees)}
    try:
        hints.watch(trees, folders, names | trees)
    except Unwatchable as reason:
        _say_polling(reason, say)
        return False
    return True


def _say_polling(reason: Exception, say: Callable[[str], None]) -> None:
    say(f"note: no news of changes from the system: {reason}\n  the files are looked at every second instead")
