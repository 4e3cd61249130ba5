"""What a watch knows: the pages as last read, an engine a workspace, and the run that came out.

After each look at the disk it equals a fresh run: it is one, but for what the disk shows to be unchanged. It waits for
nothing and prints nothing.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from proclint import baseline, debt, failure, files
from proclint.baseline import Choice
from proclint.config.discovery import Configs
from proclint.engine import Change, Engine
from proclint.files import File, Found
from proclint.model import ReadError
from proclint.printing.changes import Found as Placed
from proclint.printing.changes import Turn
from proclint.scan import Scan, Supply, Wishes, check_entries, scan
from proclint.settings import Overrides, Selection
from proclint.walk import entries_of, listing
from proclint.watch import disk

Text = str | ReadError
Key = tuple[Path, str]
_Baselines = dict[Path, debt.Loaded]


class State:
    """The state of a watch; see `refresh`."""

    def __init__(
        self,
        paths: Sequence[str],
        overrides: Overrides,
        asked: Selection | None = None,
        choice: Choice | None = None,
        own: frozenset[str] = frozenset(),
        jobs: int = 1,
    ) -> None:
        """As `scan` has them, but nothing fails; `own`: real paths of files that the watch itself writes, no pages."""
        self._paths, self._overrides, self._asked = paths, overrides, asked
        self._choice, self._own, self._jobs = choice, own, jobs
        self.scan: Scan | None = None
        self.problem: str | None = None
        self._everything: tuple[Found, ...] = ()
        self._baselines: _Baselines = {}
        self.forget()

    def forget(self) -> None:
        """Drops all that is remembered of the disk, so that the next look reads everything."""
        self._names, self._pages = disk.Marks(), disk.Marks()
        self._listings: dict[str, dict[str, str]] = {}
        self._looked: set[str] = set()
        self._texts: dict[Key, Text] = {}
        self._held: Sequence[Found] | None = None
        self._files: dict[str, tuple[Path, File]] = {}
        self._engines: dict[Path, tuple[Found, Engine]] = {}
        self._targets: dict[Key, bool] = {}
        self._has_links = self._has_doubles = self._is_settled = False

    @property
    def trees(self) -> set[str]:
        """The folders of workspaces that were walked, none of them below another."""
        roots = sorted(str(found.settings.root) for found in self._everything)
        walked = [root for root in roots if root in self._listings]
        return {one for one in walked if not any(one != above and _is_below(one, above) for above in walked)}

    @property
    def names(self) -> set[str]:
        """The paths that decide something."""
        pages = {str(file.absolute) for found in self._everything for file in found.files if file.named}
        return self._looked | pages | {str(root / path) for root, path in self._targets}

    def refresh(self, near: Collection[str] | None = None) -> Turn | None:
        """Looks at the disk and takes in what has changed there; None where nothing has.

        With `near`, of the pages only these are looked at: for a first answer, where a whole look follows.
        What can't be used now (a config, a baseline, a named page that is gone) is told in the turn, and what held last
        goes on to hold. Raises the same as `scan` where nothing has held yet.
        """
        started = time.perf_counter()
        since, first = disk.now(), self.scan is None
        touched: set[str] = set()
        everything, baselines, problem = self._find(since, touched)
        changes = self._read(everything, since, touched, near)
        engines = {
            found.settings.root: self._engine(found, changes.setdefault(found.settings.root, []))
            for found in everything
        }
        was = self.problem
        same = everything == self._everything and baselines == self._baselines and not self._moved_targets(touched)
        self.problem, self._everything, self._baselines = problem, everything, baselines
        if not first and same and problem == was and not any(changes.values()):
            return None
        before = self.scan
        self._targets = {}
        self.scan = scan(
            self._paths, self._overrides, self._asked, "never", wishes=Wishes(self._choice),
            supply=Supply(
                find=lambda paths, overrides: everything,
                baselines=lambda founds, choice: baselines,
                engine=lambda found, asked: engines[found.settings.root],
                changes=lambda found: changes[found.settings.root],
            ),
        )  # fmt: skip
        self._engines = {found.settings.root: (found, engines[found.settings.root]) for found in everything}
        return self._turn(before, self.scan, touched, started)

    def inputs(self, everything: Sequence[Found]) -> set[str]:
        """What a run reads beside its pages, and beside what finding the pages has looked at: the baselines."""
        if self._choice is None or self._choice.off:
            return set()
        if self._choice.file is not None:
            return {str(self._choice.file)}
        return {str(found.settings.baseline or found.settings.root / baseline.NAME) for found in everything}

    def _find(self, since: int, touched: set[str]) -> tuple[tuple[Found, ...], _Baselines, str | None]:
        """The workspaces and their baselines, from memory where nothing that decides on them has changed."""
        if self._is_settled and self._is_intact(touched):
            return self._everything, self._baselines, None
        configs = None
        try:
            configs = Configs(self._overrides)
            everything = tuple(self._without_own(found) for found in files.find(self._paths, self._overrides, configs))
            for found in everything:
                check_entries(found.settings)
            baselines = debt.baselines(everything, self._choice)
        except Exception as error:
            if self.scan is None or not failure.is_told(error):
                raise
            known, listings = self._looked, self._listings
            self._look(configs, self._everything, since)
            # the search broke off: what it found before is still to be watched
            self._looked, self._listings = self._looked | known, {**listings, **self._listings}
            self._is_settled = False
            return tuple(_still_there(found) for found in self._everything), self._baselines, str(error)
        self._look(configs, everything, since)
        self._is_settled = True
        return everything, baselines, None

    def _look(self, configs: Configs | None, everything: Sequence[Found], since: int) -> None:
        """Holds the marks of all that the search for pages looked at."""
        looked = configs.looked if configs is not None else {}
        named = (os.path.abspath(self._overrides.folder / path) for path in (*self._paths, *self._overrides.config))
        self._looked = {*looked, *self.inputs(everything), *(path for path in named if "\0" not in path)}
        self._listings = {folder: listing(entries) for folder, entries in looked.items() if entries is not None}
        self._has_links = any("link" in kinds.values() for kinds in self._listings.values())
        self._names.keep(self._looked)
        for path in self._looked:
            self._names.hold(path, disk.mark_of_name(path), since)

    def _is_intact(self, touched: set[str]) -> bool:
        """Whether the same pages are found as last time. A folder in which a page was replaced holds the same pages."""
        intact = True
        for path in self._looked:
            since = disk.now()
            mark = disk.mark_of_name(path)
            if self._names.is_same(path, mark):
                continue
            known, entries = self._names.get(path), self._listings.get(path)
            if entries is None and known is not None and disk.is_folder(mark) and known[3:6] == mark[3:6]:
                self._names.hold(path, mark, since)  # that it is there is all that counts of it
                continue
            if (
                entries is not None
                and not (self._has_links or self._has_doubles)
                and known is not None
                and known[3:6] == mark[3:6]
            ):
                try:
                    if listing(entries_of(path)) == entries:
                        self._names.hold(path, mark, since)
                        continue
                except OSError:
                    pass
            elif path not in self._listings and known != mark:
                touched.add(path)
            intact = False
        return intact

    def _read(
        self, everything: Sequence[Found], since: int, touched: set[str], near: Collection[str] | None
    ) -> dict[Path, list[Change]]:
        """Reads the pages that may be others than last time; gives those that are, by workspace."""
        changes: dict[Path, list[Change]] = {}
        if everything is not self._held:
            self._held = everything
            self._files = {
                str(file.absolute): (found.settings.root, file) for found in everything for file in found.files
            }
            # a page that has come to another workspace is read anew there
            self._pages.keep({path for path, (root, file) in self._files.items() if (root, file.path) in self._texts})
            kept = {(root, file.path) for root, file in self._files.values()}
            gone = [key for key in self._texts if key not in kept]
            near = None
        else:
            gone = []
        for path, mark in self._pages.differing(
            self._files if near is None else [path for path in near if path in self._files]
        ):
            root, file = self._files[path]
            key = (root, file.path)
            text = _text(file)
            self._has_doubles |= len(mark) > 6 and mark[6] > 1  # one file of two names: either may be found
            self._pages.hold(path, mark, since)
            if text is None:
                gone += [key] if key in self._texts else []
            elif self._texts.get(key) != text:
                self._texts[key] = text
                touched.add(path)
                changes.setdefault(root, []).append(_change(file.path, text))
        for key in gone:
            del self._texts[key]
            touched.add(str(key[0] / key[1]))
            changes.setdefault(key[0], []).append(Change(key[1], None))
        return changes

    def _engine(self, found: Found, changes: list[Change]) -> Engine:
        """The engine of a workspace: the one that knows it, else a new one, for which `changes` become all pages."""
        known = self._engines.get(found.settings.root)
        if known is not None and known[0].settings == found.settings:
            return known[1]
        changes[:] = [
            _change(file.path, self._texts[found.settings.root, file.path])
            for file in found.files
            if (found.settings.root, file.path) in self._texts
        ]
        return Engine(found.settings, self._asked, partial(self._exists, found.settings.root), self._jobs)

    def _exists(self, root: Path, path: str) -> bool:
        """Whether the target of a link is there; it is looked at again by `refresh`."""
        return self._targets.setdefault((root, path), files.exists(root, path))

    def _moved_targets(self, touched: set[str]) -> bool:
        """Whether a file that is no page, and that a page links to, has come or gone."""
        moved = {str(root / path) for (root, path), there in self._targets.items() if files.exists(root, path) != there}
        touched |= moved
        return bool(moved)

    def _without_own(self, found: Found) -> Found:
        """`found` without the files that the watch itself writes."""
        if not self._own:
            return found
        kept = tuple(file for file in found.files if os.path.realpath(file.absolute) not in self._own)
        return replace(found, files=kept)

    def _turn(self, before: Scan | None, after: Scan, touched: Iterable[str], started: float) -> Turn:
        earlier, later = _placed(before), _placed(after)  # what no change has touched is the very same value in both
        old = _by_what_stays(one for key, one in earlier.items() if key not in later)
        now = _by_what_stays(one for key, one in later.items() if key not in earlier)
        folder = self._overrides.folder
        return Turn(
            run=after.run,
            paths=tuple(sorted(_shown(path, folder) for path in touched)) if before is not None else _pages(after),
            new=tuple(one for key, one in now.items() if key not in old),
            gone=tuple(one for key, one in old.items() if key not in now),
            moved=tuple((old[key], one) for key, one in now.items() if key in old and old[key][1] != one[1]),
            total=len(later),
            ms=round((time.perf_counter() - started) * 1000),
            problem=self.problem,
            first=before is None,
        )


def _text(file: File) -> Text | None:
    """The text of a page; None where it is gone, also for one that was named: that it is missing is told already."""
    return files.read(replace(file, named=False))


def _change(path: str, text: Text) -> Change:
    return Change(path, None, text) if isinstance(text, ReadError) else Change(path, text)


def _still_there(found: Found) -> Found:
    return replace(found, files=tuple(file for file in found.files if os.path.isfile(file.absolute)))


def _placed(done: Scan | None) -> dict[int, Placed]:
    """The diagnostics of a run by their identities, which hold as long as the run does."""
    parts = done.run.workspaces if done is not None else ()
    return {id(diagnostic): (part, diagnostic) for part in parts for diagnostic in part.diagnostics}


def _by_what_stays(found: Iterable[Placed]) -> dict[tuple[Path, str, str, str, int], Placed]:
    """Diagnostics by what stays the same of them while lines move."""
    placed: dict[tuple[Path, str, str, str, int], Placed] = {}
    seen: Counter[tuple[Path, str, str, str]] = Counter()
    for checked, diagnostic in found:
        key = (checked.root, diagnostic.path, diagnostic.code, diagnostic.fingerprint)
        placed[*key, seen[key]] = (checked, diagnostic)
        seen[key] += 1
    return placed


def _pages(done: Scan) -> tuple[str, ...]:
    return tuple(done.run.shown(checked, document.path) for checked, document in done.run.documents)


def _shown(path: str, folder: Path) -> str:
    whole = Path(path)
    return (whole.relative_to(folder) if whole.is_relative_to(folder) else whole).as_posix()


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip(os.sep) + os.sep)
