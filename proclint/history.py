"""What a git repository held at an earlier commit. The one door to git.

It only asks git for names and contents. No diff driver, hook, filter or monitor that a repository may name is run, and
nothing is fetched or written.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_NO_MONITOR = ("-c", "core.fsmonitor=false", "--no-optional-locks", "--no-pager")
# a clone that holds only a part would fetch the rest, by whatever program its config names
_ALONE = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_WHOLE = "fetch the whole history, contents included"
_BLOB, _SUBMODULE = "100", "160000"


class HistoryError(Exception):
    """A revision that can't be compared with. `str()` says why and, on a line after it, what to do."""


@dataclass(frozen=True, slots=True)
class Commit:
    """An earlier state of the repository whose top folder is `top`: blobs and submodules by path from there, with `/`.

    `largest`: bytes; larger blobs are left out.
    """

    top: Path
    name: str
    blobs: dict[str, str]
    submodules: frozenset[str]

    def contents(self, paths: Iterable[str]) -> dict[str, bytes]:
        """What stood at `paths`; those that were not there are left out. Raises HistoryError."""
        wanted = [path for path in paths if path in self.blobs]
        if not wanted:
            return {}
        request = "".join(f"{self.blobs[path]}\n" for path in wanted).encode()
        answer = _stored(self.top, self.name, "cat-file", "--batch", given=request)
        found: dict[str, bytes] = {}
        at = 0
        for path in wanted:
            end = answer.index(b"\n", at)
            head = answer[at:end].split()
            if len(head) != 3:
                raise HistoryError(f"git lacks {path} of {self.name}\n  help: {_WHOLE}")
            size = int(head[2])
            found[path] = answer[end + 1 : end + 1 + size]
            at = end + size + 2
        return found


def commit(folder: Path, revision: str, largest: int) -> Commit:
    """The commit from which `folder` has gone its own way since `revision`: where the two part, if they have.

    Blobs of more than `largest` bytes are left out. Raises HistoryError where there is no git, no repository or no such
    revision.
    """
    try:
        top = Path(os.path.realpath(_line(_git(folder, "rev-parse", "--show-toplevel"))))
    except HistoryError as error:
        help_ = "run it in a clone, or without --since"
        raise HistoryError(f"--since {revision}: git can't tell of {folder}: {error}\n  help: {help_}") from None
    help_ = "name a commit, a branch or a tag, as in --since origin/main; in CI the checkout may be too shallow"
    if not revision or revision.startswith("-"):
        raise HistoryError(f'"{revision}" names no revision\n  help: {help_}')
    verify = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    try:
        named = _line(_git(top, *verify))
    except HistoryError:
        raise HistoryError(f'there is no revision "{revision}" in {top}\n  help: {help_}') from None
    try:
        base = _line(_git(top, "merge-base", named, "HEAD"))
    except HistoryError:
        help_ = "fetch the history up to where they part, as with fetch-depth: 0 in a checkout of CI"
        raise HistoryError(f'"{revision}" and what is checked out share no commit here\n  help: {help_}') from None
    blobs: dict[str, str] = {}
    submodules: set[str] = set()
    for row in _stored(top, base, "ls-tree", "-r", "-z", "-l", "--full-tree", base).split(b"\0"):
        head, _, name = row.partition(b"\t")
        mode, _, blob, size = os.fsdecode(head).split() if head else ("", "", "", "")
        path = os.fsdecode(name)
        if mode == _SUBMODULE:
            submodules.add(path)
        elif mode.startswith(_BLOB) and int(size) <= largest:
            blobs[path] = blob
    return Commit(top, base, blobs, frozenset(submodules))


def _stored(top: Path, name: str, *arguments: str, given: bytes = b"") -> bytes:
    """What git has of the commit `name`."""
    try:
        return _git(top, *arguments, given=given)
    except HistoryError as error:
        raise HistoryError(f"git can't tell what stood at {name}: {error}\n  help: {_WHOLE}") from None


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints. Raises HistoryError with the last line of its complaint."""
    surroundings = {name: value for name, value in os.environ.items() if name != "GIT_EXTERNAL_DIFF"}
    try:
        run = subprocess.run(
            ["git", *_NO_MONITOR, *arguments],
            cwd=folder,
            input=given,
            capture_output=True,
            env=surroundings | _ALONE,
            check=False,
        )
    except OSError as error:
        reason = "there is no git here" if isinstance(error, FileNotFoundError) else str(error.strerror).lower()
        raise HistoryError(reason) from None
    if run.returncode:
        complaint = run.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise HistoryError(complaint.removeprefix("fatal: ") or f"git ended with {run.returncode}")
    return run.stdout


def _line(answer: bytes) -> str:
    return os.fsdecode(answer.removesuffix(b"\n"))
