"""Ways to mend the pages of a run, and how what comes out is written to their files.

Only pages that the run reports are mended; a file that is not as it was read is left as it is.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from proclint import files, fixing, ignoring, writing
from proclint.diagnostic import Diagnostic
from proclint.files import File, Found
from proclint.fixing import Fixed
from proclint.printing.run import Checked

_MARK = b"\xef\xbb\xbf"

Again = Callable[[Mapping[str, str]], Checked]
"""Takes the new texts of some pages, by path, and gives what is reported then."""
Mend = Callable[[Checked, Again], Fixed]


class MendError(Exception):
    """A page that was left as it is. `str()` is its path and why, and on a line after it what to do."""


@dataclass(frozen=True, slots=True)
class Mended:
    """The pages of a workspace that were mended in memory: their texts as they were read, and what became of them."""

    found: Found
    read: Mapping[str, str]
    fixed: Fixed

    def pages(self) -> Iterator[tuple[File, str, str]]:
        """Each page that changed, its text before and after."""
        for file in self.found.files:
            if file.path in self.fixed.texts:
                yield file, self.read[file.path], self.fixed.texts[file.path]


def by_fixes(unsafe: bool) -> Mend:
    """Applies the fixes that diagnostics carry; with `unsafe` also those that may change what a page says."""

    def mend(part: Checked, again: Again) -> Fixed:
        def judge(texts: Mapping[str, str]) -> Sequence[Diagnostic] | None:
            can_be_read = all(files.decode(text.encode("utf-8", "surrogatepass")) == text for text in texts.values())
            return again(texts).diagnostics if can_be_read else None

        return fixing.fix(_texts(part), part.diagnostics, judge, unsafe)

    return mend


def by_ignoring(reason: str) -> Mend:
    """Puts an ignore comment with `reason` to each step of which something is reported."""

    def mend(part: Checked, again: Again) -> Fixed:
        steps = ignoring.steps(part.documents)

        def offered(now: Checked) -> Sequence[Diagnostic]:
            return ignoring.with_comments(now.diagnostics, now.documents, reason)

        def judge(texts: Mapping[str, str]) -> Sequence[Diagnostic] | None:
            now = again(texts)
            # a comment that changes how a page is read is no cure
            return offered(now) if ignoring.steps(now.documents) == steps else None

        return fixing.fix(_texts(part), offered(part), judge, unsafe=True)

    return mend


def mark(file: File) -> str:
    """The byte order mark at the start of a file, which its text does not hold; "" where there is none."""
    try:
        with file.absolute.open("rb") as opened:
            return "\ufeff" if opened.read(len(_MARK)) == _MARK else ""
    except OSError:
        return ""


def write(found: Found, file: File, before: str, after: str) -> None:
    """Writes a mended page over its file, in UTF-8, with the byte order mark that it had. Raises MendError.

    The file is a regular one inside the workspace, and holds what was read.
    """
    shown = str(file.absolute)
    try:
        target = Path(os.path.realpath(file.absolute))
        if not target.is_relative_to(os.path.realpath(found.settings.root)):
            raise MendError(f"{shown}: left as it is: the link leads out of the workspace\n  help: mend it there")
        there = os.stat(target)
        if not stat.S_ISREG(there.st_mode):
            raise MendError(f"{shown}: left as it is: it is no regular file any more")
        if not os.access(target, os.W_OK):
            raise MendError(f"{shown}: left as it is: it may not be written\n  help: make it writable")
        data = target.read_bytes()
        if files.decode(data) != before:
            raise MendError(f"{shown}: left as it is: it changed since it was read\n  help: run it again")
        mark = _MARK if data.startswith(_MARK) else b""
        writing.replace(target, mark + after.encode("utf-8"), stat.S_IMODE(there.st_mode))
    except OSError as error:
        raise MendError(f"{shown}: it can't be written: {(error.strerror or str(error)).lower()}") from None


def _texts(part: Checked) -> dict[str, str]:
    """The texts of the pages that may be mended: those that are reported and could be read."""
    return {page.path: page.text for page in part.documents if page.error is None}
