"""The baseline: a file of what stood when a team began, so that only what is new is reported.

It knows diagnostics by their fingerprints, never by a line, and it judges nothing. `check` only ever reads it.
"""

from __future__ import annotations

import json
import os
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
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
Entries = dict[Key, int]
"""How many diagnostics of each key are held. 0: a step of which nothing is said, but may be once others change."""


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
    looks at all pages, and where it speaks may change with any of them. `unsaid`: what rules may come to say of steps
    that stay as they are. `before(diagnostic)`: the keys of what may have been said in its stead, of the same step.
    """

    reports: Callable[[str], bool]
    judges: Callable[[str, str], bool]
    is_gone: Callable[[str], bool]
    is_roaming: Callable[[str], bool]
    unsaid: Collection[Key] = ()
    before: Callable[[Diagnostic], Iterable[Key]] = lambda one: ()


@dataclass(frozen=True, slots=True)
class Sifted:
    """The diagnostics of one workspace, held against its baseline.

    `before` is what the file holds, None where there is none yet. `new` are those that it does not hold; `known` counts
    the reported ones that it holds; `stale` counts entries that stand for nothing any more; `kept` are the entries
    without those, at the paths that their pages have now; `unsaid` is what is unsaid and not held.
    """

    file: Path
    before: Entries | None
    new: tuple[Diagnostic, ...]
    known: int
    stale: Entries
    kept: Entries
    unsaid: tuple[Key, ...] = ()


def sift(file: Path, before: Entries | None, diagnostics: Iterable[Diagnostic], scope: Scope) -> Sifted:
    """Holds `diagnostics`, all that were found in the workspace, against what the file held `before`.

    What is reported is cut to what the run was asked for. A page that is gone is looked for by what it holds: entries
    go over to the page that has most of them.
    """
    found = tuple(diagnostics)
    sieve = _Sieve(before or {}, scope)
    claims = [*(_Claim(*key_of(one), one) for one in found), *(_Claim(*key) for key in scope.unsaid)]
    for follow in (sieve.same, sieve.said_before, sieve.renamed, sieve.roaming):
        claims = follow(claims)
    stale, kept = sieve.rest()
    new = tuple(one.diagnostic for one in claims if one.diagnostic is not None and scope.reports(one.path))
    unsaid = tuple(one.key for one in claims if one.diagnostic is None and scope.reports(one.path))
    reported = sum(scope.reports(one.path) for one in found)
    return Sifted(file, before, new, reported - len(new), stale, kept, unsaid)


def key_of(diagnostic: Diagnostic) -> Key:
    """What a baseline knows of a diagnostic."""
    return diagnostic.path, diagnostic.code, diagnostic.fingerprint


def entries_of(keys: Iterable[Key], unsaid: Iterable[Key] = ()) -> Entries:
    """The entries for diagnostics of these keys, and for what is unsaid."""
    return dict.fromkeys(unsaid, 0) | Counter(keys)


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
        for (path, code, fingerprint), count in sorted(entries.items())
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


@dataclass(frozen=True, slots=True)
class _Claim:
    """A diagnostic (None: it is unsaid) that looks for its entry."""

    path: str
    code: str
    fingerprint: str
    diagnostic: Diagnostic | None = None

    @property
    def key(self) -> Key:
        return self.path, self.code, self.fingerprint


class _Sieve:
    """Entries that look for what they stand for. Each way of looking gives back the claims that found no entry."""

    def __init__(self, before: Entries, scope: Scope) -> None:
        self._before = before
        self._scope = scope
        self._left = Counter({key: max(count, 1) for key, count in before.items()})
        self._kept: Counter[Key] = Counter()
        self._quiet: set[Key] = set()
        self._stale: Counter[Key] = Counter()
        self._lent: dict[Key, set[str]] = {}

    def same(self, claims: list[_Claim]) -> list[_Claim]:
        """Under its own key."""
        return [one for one in claims if not self._give(one.key, one)]

    def said_before(self, claims: list[_Claim]) -> list[_Claim]:
        """Under the key of what was said of the same step."""
        return [one for one in claims if not any(self._lend(key, one) for key in self._earlier(one))]

    def renamed(self, claims: list[_Claim]) -> list[_Claim]:
        """In a page that is gone; of several the one with most entries for the page of the claim."""
        owners: dict[tuple[str, str], list[str]] = {}
        for path, code, fingerprint in sorted(+self._left):
            if self._scope.is_gone(path):
                owners.setdefault((code, fingerprint), []).append(path)
        shared: Counter[tuple[str, str]] = Counter()
        by_page: dict[str, list[_Claim]] = {}
        for one in claims:
            keys = (one.key, *self._earlier(one))
            shared.update((old, one.path) for old in {old for key in keys for old in owners.get(key[1:], ())})
            by_page.setdefault(one.path, []).append(one)
        for old, new in sorted(shared, key=lambda pair: (-shared[pair], pair)):
            rest = [one for one in by_page[new] if not self._give((old, *one.key[1:]), one)]
            by_page[new] = [
                one for one in rest if not any(self._lend((old, *key[1:]), one) for key in self._earlier(one))
            ]
        return [one for rest in by_page.values() for one in rest]

    def roaming(self, claims: list[_Claim]) -> list[_Claim]:
        """In any page, for what is said once of all pages, at the first that shows it: any may now be the first."""
        elsewhere: dict[tuple[str, str], list[Key]] = {}
        for key in sorted(+self._left):
            if self._scope.is_roaming(key[1]):
                elsewhere.setdefault(key[1:], []).append(key)
        return [one for one in claims if not any(self._give(key, one) for key in elsewhere.get(one.key[1:], ()))]

    def rest(self) -> tuple[Entries, Entries]:
        """The entries that stand for nothing any more, and all others."""
        kept = dict.fromkeys(self._quiet, 0) | self._kept
        for key, count in (+self._left).items():
            held = self._before[key]
            if not self._is_judged(key):
                kept[key] = kept.get(key, 0) + min(held, count)
            elif held:
                self._stale[key] += count
        return dict(self._stale), kept

    def _give(self, key: Key, claim: _Claim) -> bool:
        """Gives an entry to a claim; False where there is none left."""
        if self._left[key] <= 0:
            return False
        self._left[key] -= 1
        if claim.diagnostic is not None:
            self._kept[claim.key] += 1
        else:
            self._quiet.add(claim.key)
            if self._before[key] and self._is_judged(key):
                self._stale[key] += 1
        return True

    def _lend(self, key: Key, claim: _Claim) -> bool:
        """Gives the entry of another rule to a claim: what several rules say in its stead shares it."""
        codes = self._lent.setdefault(key, set())
        if claim.code in codes or not (codes or self._left[key] > 0):
            return False
        if not codes:
            self._left[key] -= 1
        codes.add(claim.code)
        self._kept[claim.key] += 1
        return True

    def _earlier(self, claim: _Claim) -> Iterable[Key]:
        return self._scope.before(claim.diagnostic) if claim.diagnostic is not None else ()

    def _is_judged(self, key: Key) -> bool:
        return self._scope.reports(key[0]) and self._scope.judges(*key[:2])


def _entries(file: Path, whole: Any) -> Entries:
    if not isinstance(whole, dict) or not isinstance(whole.get("baseline"), list):
        raise _unusable(file, "it is no baseline of proclint")
    if whole.get("version") != VERSION:
        message = f"it is a baseline of version {whole.get('version')}, and this proclint knows version {VERSION}"
        raise BaselineError(f"{file}: {message}\n  help: use the proclint that wrote it")
    return dict(_checked(file, whole["baseline"]))


def _checked(file: Path, rows: list[Any]) -> Iterator[tuple[Key, int]]:
    """Each entry and its count; of equal ones, as a merge may leave them, the largest count comes last."""
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or row.keys() != _KEYS.keys():
            raise _unusable(file, f"its entry {number} does not have the keys {', '.join(_KEYS)}")
        if any(type(row[key]) is not kind for key, kind in _KEYS.items()) or row["count"] < 0:
            raise _unusable(file, f"its entry {number} holds something else than texts and a count")
    for row in sorted(rows, key=lambda row: int(row["count"])):
        yield (row["path"], row["code"], row["fingerprint"]), row["count"]


def _unusable(file: Path, message: str, line: int | None = None) -> BaselineError:
    place = f"{file}:{line}" if line else str(file)
    return BaselineError(f"{place}: {message}\n  help: {_HELP}")
