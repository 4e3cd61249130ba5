"""The baseline: a file of what stood when a team began, so that only what is new is reported.

It knows diagnostics by their fingerprints, never by a line, and it judges nothing. `check` only ever reads it.
"""

from __future__ import annotations

import json
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proclint import writing
from proclint.diagnostic import Diagnostic

NAME = "proclint-baseline.json"
"""What the file is called where the config does not name one; it stands in the folder of the workspace."""

VERSION = 1
_KEYS = {"path": str, "code": str, "fingerprint": str, "count": int}
_HELP = "take it back from version control, or remove it and run `proclint baseline`"

Key = tuple[str, str, str]
"""Path (relative to the workspace, with `/`), code and fingerprint."""
Entries = Counter[Key]


class BaselineError(Exception):
    """A baseline that can't be used or written. `str()` says where, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which baseline a run goes by: `file` (None: the config's, else the one in the workspace), or none at all.

    `may_lack`: it need not be there yet.
    """

    file: Path | None = None
    off: bool = False
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What a run saw of a workspace.

    `reports(path)`: the diagnostics of that page were asked for. `judges(path, code)`: that rule ran there, or would
    have if the page were still there. `is_gone(path)`: no such page is there any more. `is_roaming(code)`: the rule
    looks at all pages, and where it speaks may change with any of them. `before(diagnostic)`: the entries for what may
    have been said in its stead, of the same step.
    """

    reports: Callable[[str], bool]
    judges: Callable[[str, str], bool]
    is_gone: Callable[[str], bool]
    is_roaming: Callable[[str], bool]
    before: Callable[[Diagnostic], Iterable[Key]] = lambda one: ()


@dataclass(frozen=True, slots=True)
class Sifted:
    """The diagnostics of one workspace, held against its baseline.

    `before` is what the file holds, None where there is none yet. `new` are those that it does not hold; `known` counts
    the reported ones that it holds; `stale` are entries that stand for nothing any more; `kept` are the entries without
    those, at the paths that their pages have now.
    """

    file: Path
    before: Entries | None
    new: tuple[Diagnostic, ...]
    known: int
    stale: Entries
    kept: Entries


def sift(file: Path, before: Entries | None, diagnostics: Iterable[Diagnostic], scope: Scope) -> Sifted:
    """Holds `diagnostics`, all that were found in the workspace, against what the file held `before`.

    What is reported is cut to what the run was asked for. A page that is gone is looked for by what it holds: entries
    go over to the page that has most of them.
    """
    diagnostics = tuple(diagnostics)
    left: Entries = Counter(before or {})
    kept: Entries = Counter()
    unmatched: list[Diagnostic] = []
    for one in diagnostics:
        key = key_of(one)
        if left[key] > 0:
            _move(left, kept, key, key)
        else:
            unmatched.append(one)
    unmatched = _follow_rules(unmatched, left, kept, scope)
    unmatched = _follow_renames(unmatched, left, kept, scope)
    unmatched = _follow_roaming(unmatched, left, kept, scope)
    stale: Entries = Counter()
    for key, count in (+left).items():
        (stale if scope.reports(key[0]) and scope.judges(*key[:2]) else kept)[key] += count
    new = tuple(one for one in unmatched if scope.reports(one.path))
    reported = sum(scope.reports(one.path) for one in diagnostics)
    return Sifted(file, before, new, reported - len(new), stale, kept)


def key_of(diagnostic: Diagnostic) -> Key:
    """What a baseline knows of a diagnostic."""
    return diagnostic.path, diagnostic.code, diagnostic.fingerprint


def load(file: Path) -> Entries | None:
    """The entries of a baseline; None where there is no such file. Raises BaselineError."""
    try:
        if not stat.S_ISREG(os.stat(file).st_mode):
            raise BaselineError(f"{file}: this is no regular file\n  help: name a file for the baseline")
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BaselineError(f"{file}: it can't be read: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError:
        raise _unusable(file, "it is no baseline of proclint") from None
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        if any(row.startswith(("<<<<<<< ", ">>>>>>> ")) for row in text.splitlines()):
            message = "it holds the marks of a merge that is not settled"
            raise BaselineError(f"{file}: {message}\n  help: keep the lines of both sides, without the marks") from None
        raise _unusable(file, "it is no JSON", line) from None
    return _entries(file, whole)


def render(entries: Entries) -> str:
    """The text of a baseline: sorted, an entry a line, so that version control can merge it."""
    rows = [
        json.dumps({"path": path, "code": code, "fingerprint": fingerprint, "count": count}, ensure_ascii=False)
        for (path, code, fingerprint), count in sorted((+entries).items())
    ]
    listed = "\n" + ",\n".join(rows) + "\n" if rows else ""
    return f'{{"version": {VERSION}, "baseline": [{listed}]}}\n'


def write(file: Path, entries: Entries) -> None:
    """Writes a baseline, over an older one alone. Raises BaselineError."""
    load(file)  # what is no baseline is not written over
    target = Path(os.path.realpath(file))
    try:
        mode = stat.S_IMODE(os.stat(target).st_mode) if target.exists() else None
        writing.replace(target, render(entries).encode("utf-8", "surrogatepass"), mode)
    except OSError as error:
        raise BaselineError(f"{file}: it can't be written: {(error.strerror or str(error)).lower()}") from None


def _follow_rules(unmatched: list[Diagnostic], left: Entries, kept: Entries, scope: Scope) -> list[Diagnostic]:
    """Gives the entries of what was said of a step to what is said in its stead; yields what is still unmatched."""
    spent: set[Key] = set()
    taken: set[tuple[Key, str]] = set()
    rest = []
    for one in unmatched:
        before = next((key for key in scope.before(one) if left[key] > 0 and (key, one.code) not in taken), None)
        if before is None:
            rest.append(one)
        else:
            spent.add(before)
            taken.add((before, one.code))
            kept[key_of(one)] += 1
    for key in spent:
        left[key] -= 1
    return rest


def _follow_renames(unmatched: list[Diagnostic], left: Entries, kept: Entries, scope: Scope) -> list[Diagnostic]:
    """Gives the entries of pages that are gone to the pages that hold the same; yields what is still unmatched."""
    gone = {path for path, _, _ in +left if scope.is_gone(path)}
    owners: dict[tuple[str, str], list[str]] = {}
    for path, code, fingerprint in sorted(+left):
        if path in gone:
            owners.setdefault((code, fingerprint), []).append(path)
    shared: Counter[tuple[str, str]] = Counter()
    for one in unmatched:
        shared.update((old, one.path) for old in owners.get((one.code, one.fingerprint), ()))
    by_page: dict[str, list[Diagnostic]] = {}
    for one in unmatched:
        by_page.setdefault(one.path, []).append(one)
    for old, new in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        rest = []
        for one in by_page[new]:
            before = (old, one.code, one.fingerprint)
            if left[before] > 0:
                _move(left, kept, before, key_of(one))
            else:
                rest.append(one)
        by_page[new] = rest
    still = {id(one) for rest in by_page.values() for one in rest}
    return [one for one in unmatched if id(one) in still]


def _follow_roaming(unmatched: list[Diagnostic], left: Entries, kept: Entries, scope: Scope) -> list[Diagnostic]:
    """The same for what is said once of all pages, at the first that shows it: any page may now be the first."""
    elsewhere: dict[tuple[str, str], list[Key]] = {}
    for key in sorted(+left):
        if scope.is_roaming(key[1]):
            elsewhere.setdefault(key[1:], []).append(key)
    rest = []
    for one in unmatched:
        before = next((key for key in elsewhere.get((one.code, one.fingerprint), ()) if left[key] > 0), None)
        if before is None:
            rest.append(one)
        else:
            _move(left, kept, before, key_of(one))
    return rest


def _move(left: Entries, kept: Entries, before: Key, now: Key) -> None:
    left[before] -= 1
    kept[now] += 1


def _entries(file: Path, whole: Any) -> Entries:
    if not isinstance(whole, dict) or not isinstance(whole.get("baseline"), list):
        raise _unusable(file, "it is no baseline of proclint")
    if whole.get("version") != VERSION:
        message = f"it is a baseline of version {whole.get('version')}, and this proclint knows version {VERSION}"
        raise BaselineError(f"{file}: {message}\n  help: use the proclint that wrote it")
    return Counter(dict(_checked(file, whole["baseline"])))


def _checked(file: Path, rows: list[Any]) -> Iterator[tuple[Key, int]]:
    """Each entry and its count; of equal ones, as a merge may leave them, the largest count comes last."""
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or row.keys() != _KEYS.keys():
            raise _unusable(file, f"its entry {number} does not have the keys {', '.join(_KEYS)}")
        if any(type(row[key]) is not kind for key, kind in _KEYS.items()) or row["count"] < 1:
            raise _unusable(file, f"its entry {number} holds something else than texts and a count from 1")
    for row in sorted(rows, key=lambda row: int(row["count"])):
        yield (row["path"], row["code"], row["fingerprint"]), row["count"]


def _unusable(file: Path, message: str, line: int | None = None) -> BaselineError:
    place = f"{file}:{line}" if line else str(file)
    return BaselineError(f"{place}: {message}\n  help: {_HELP}")
