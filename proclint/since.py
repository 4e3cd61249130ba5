"""What changes since an earlier commit have brought about: in changed lines, and also far away from them.

The workspace is judged as it was and as it is; what stood then, by its fingerprint, is not due to a change. It asks git
for nothing itself; see `history`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path, PurePosixPath

from proclint import baseline, debt, files, history, registry
from proclint.config.discovery import Configs, Held
from proclint.diagnostic import Diagnostic
from proclint.engine import Change, Engine, Report
from proclint.files import Found
from proclint.model import ReadError
from proclint.printing.run import Checked, Earlier
from proclint.registry import Needs, UnknownRule
from proclint.settings import ConfigError, Overrides, Settings
from proclint.walk import FOUND_SUFFIXES

_CONFIGS = (".toml",)
_ALIKE = 0.5  # share of the lines of a page that is gone which a new page holds, from which it is the same page


@dataclass(frozen=True, slots=True)
class Since:
    """A workspace as it is, beside what was said of it as it was; `notes` say what could not be compared."""

    revision: str
    engine: Engine
    report: Report
    notes: tuple[str, ...]
    past: Past
    before: baseline.Entries

    def only_due(self, part: Checked, report: Report) -> Checked:
        """`part`, which is of `report`, without what stood before the revision and lies in no changed line."""
        roaming = {rule.code for rule in registry.rules() if rule.needs is Needs.WORKSPACE}
        scope = baseline.Scope(
            reports=lambda path: True,
            judges=lambda path, code: True,
            is_gone=lambda path: path not in self.past.now,
            is_roaming=lambda code: code in roaming,
            before=debt.said_before,
        )
        sifted = baseline.sift(part.root, self.before, report.diagnostics, scope)
        new = {id(one) for one in sifted.new}
        due = tuple(one for one in part.diagnostics if id(one) in new or self.past.touches(one, report))
        return replace(part, diagnostics=due, earlier=Earlier(self.revision, len(part.diagnostics) - len(due)))


def judge(
    found: Found, now: Iterable[Change], engine_of: Callable[..., Engine], overrides: Overrides, revision: str
) -> Since:
    """Judges `found`, whose pages are `now`, and what it was at `revision`.

    `engine_of` makes the engine for some settings and an `exists`. Raises HistoryError.
    """
    past = Past(found, list(now), history.commit(found.settings.root, revision, files.LARGEST))
    settings, notes = _settings(found.settings, past, overrides, revision)
    try:
        engine, report, before = _both(found.settings, settings, engine_of, past)
    except UnknownRule as error:
        notes = (f"the config of {revision} can't be used: {error}; today's is taken for both",)
        engine, report, before = _both(found.settings, found.settings, engine_of, past)
    return Since(revision, engine, report, notes, past, before)


class Past:
    """The pages of a workspace at an earlier commit, beside those of today."""

    def __init__(self, found: Found, now: Sequence[Change], commit: history.Commit) -> None:
        """`now` are the pages of today."""
        self.now = {change.path: change for change in now}
        self._root = Path(os.path.realpath(found.settings.root))
        self._commit = commit
        self._settings = found.settings
        real = {file.path: self._key(file.absolute) for file in found.files}
        inside = [path for path, key in real.items() if self._in_submodule(key)]
        held = commit.contents([*real.values(), *self._gone(found)])
        self.then: dict[str, Change] = {path: self.now[path] for path in inside if path in self.now}
        self.then |= {path: _change(path, held[key]) for path, key in real.items() if key in held}
        prefix = self._prefix
        self.then |= {
            key.removeprefix(prefix): _change(key.removeprefix(prefix), data)
            for key, data in held.items()
            if key not in set(real.values())
        }

    @cached_property
    def held(self) -> Held:
        """Every TOML file of the repository as it was."""
        commit = self._commit
        held = commit.contents(path for path in commit.blobs if path.endswith(_CONFIGS))
        return Held(commit.top, {commit.top / path: data for path, data in held.items()})

    def stood(self, path: str) -> bool:
        """Whether a file or a folder stood at `path`, which is relative to the workspace; of what lies outside of the
        repository it is taken for granted.
        """
        key = os.path.normpath(os.path.join(self._prefix, path)).replace(os.sep, "/")
        return key.startswith("../") or key in self._there

    @cached_property
    def _there(self) -> frozenset[str]:
        """The files and folders of the commit, from its top."""
        blobs = self._commit.blobs
        return frozenset({*blobs, *(folder.as_posix() for path in blobs for folder in PurePosixPath(path).parents)})

    @property
    def back(self) -> list[Change]:
        """The changes that lead from then to now."""
        changed = [change for path, change in self.now.items() if self.then.get(path) != change]
        return [*(Change(path, None) for path in self.then if path not in self.now), *changed]

    def touches(self, one: Diagnostic, report: Report) -> bool:
        """Whether a changed line lies where a diagnostic or the text of its step stands."""
        document = report.documents.get(one.path)
        lines = self._changed(one.path, document.text if document is not None else None)
        if not lines:
            return False
        spans = [(one.start.line, one.end.line)]
        for step in document.steps if document is not None else ():
            if document is not None and step.id == one.step:
                index = document.lines
                spans.append((index.line(step.text_span.start), index.line(step.text_span.end)))
        return any(line in lines for first, last in spans for line in range(first, last + 1))

    def _changed(self, path: str, now: str | None) -> frozenset[int]:
        """The 1-based lines of the page at `path` (or, where `now` is None, the config) that are not as they were."""
        if (path, now) not in self._lines:
            self._lines[path, now] = changed_lines(*self._texts(path, now))
        return self._lines[path, now]

    @cached_property
    def _lines(self) -> dict[tuple[str, str | None], frozenset[int]]:
        return {}

    def _texts(self, path: str, now: str | None) -> tuple[str, str]:
        """What stood at `path`, or in the page that it was; and what stands there now."""
        if now is not None:
            then = self.then.get(path) or self._namesake(now)
            return (then.text or "") if then is not None else "", now
        whole = self._root / path
        held = self.held.files.get(whole, b"").decode("utf-8", "replace")
        try:
            return held, whole.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return held, ""

    def _namesake(self, now: str) -> Change | None:
        """The page that is gone and whose lines a new page holds the most of."""
        own = Counter(now.splitlines())
        best: tuple[float, Change] | None = None
        for gone, change in self.then.items():
            if gone in self.now or not change.text:
                continue
            lines = Counter(change.text.splitlines())
            share = (own & lines).total() / lines.total()
            if share >= _ALIKE and (best is None or share > best[0]):
                best = share, change
        return best[1] if best is not None else None

    def _gone(self, found: Found) -> list[str]:
        """The pages of the commit, from its top, that would belong to the workspace and are no longer there."""
        settings, prefix = found.settings, self._prefix
        gone = []
        for key in self._commit.blobs if found.whole or len(found.files) > 1 else ():
            if not key.startswith(prefix) or os.path.lexists(self._commit.top / key):
                continue
            path = key.removeprefix(prefix)
            folders = [str(one) + "/" for one in PurePosixPath(path).parents if str(one) != "."]
            left_out = any(settings.exclude.matches(one) for one in (*folders, path))
            if PurePosixPath(path).suffix.lower() in FOUND_SUFFIXES and settings.include.matches(path) and not left_out:
                gone.append(key)
        return gone

    @property
    def _prefix(self) -> str:
        """The folder of the workspace from the top of the repository, with `/` at its end unless it is the top."""
        relative = os.path.relpath(self._root, self._commit.top).replace(os.sep, "/")
        return "" if relative == "." else f"{relative}/"

    def _key(self, absolute: Path) -> str:
        """A file from the top of the repository, with `/`."""
        return os.path.relpath(os.path.realpath(absolute), self._commit.top).replace(os.sep, "/")

    def _in_submodule(self, key: str) -> bool:
        """Whether a file is another repository's: of its history nothing is known here."""
        return any(key.startswith(f"{folder}/") for folder in self._commit.submodules)


def changed_lines(then: str, now: str) -> frozenset[int]:
    """The 1-based lines of `now` that `then` does not hold at their place; line ends don't count."""
    old, new = then.splitlines(), now.splitlines()
    if old == new:
        return frozenset()
    edits = SequenceMatcher(None, old, new).get_opcodes()
    return frozenset(line + 1 for kind, _, _, first, end in edits if kind != "equal" for line in range(first, end))


def _both(
    today: Settings, earlier: Settings, engine_of: Callable[..., Engine], past: Past
) -> tuple[Engine, Report, baseline.Entries]:
    """The workspace judged as it is, and what stood in it as it was; pages that did not change are read once."""
    exists = _Exists(past, today.root)
    engine = engine_of(today, exists=exists)
    exists.then = True
    before = _stood(engine if earlier == today else engine_of(earlier, exists=exists), past)
    exists.then = False
    return engine, engine.apply(past.back if earlier == today else past.now.values()), before


class _Exists:
    """Which files are there: today, or at the earlier commit."""

    def __init__(self, past: Past, root: Path) -> None:
        self.then = False
        self._past = past
        self._root = root

    def __call__(self, path: str) -> bool:
        return self._past.stood(path) if self.then else files.exists(self._root, path)


def _stood(engine: Engine, past: Past) -> baseline.Entries:
    """What stood in the pages of then, as a baseline would have it."""
    report = engine.apply(past.then.values())
    return baseline.entries_of(map(baseline.key_of, report.diagnostics), debt.unsaid(engine, report))


def _settings(today: Settings, past: Past, overrides: Overrides, revision: str) -> tuple[Settings, tuple[str, ...]]:
    """The settings as the configs of then had them; today's, and a note, where those can't be used."""
    try:
        return Configs(overrides, past.held).again(today, past.then), ()
    except ConfigError as error:
        reason = str(error).partition("\n")[0]
        return today, (f"the config of {revision} can't be used: {reason}; today's is taken for both",)


def _change(path: str, data: bytes) -> Change:
    text = files.decode(data)
    return Change(path, None, text) if isinstance(text, ReadError) else Change(path, text)
