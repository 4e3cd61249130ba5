"""One whole run from the command line: find the files, read them, judge them, workspace after workspace.

It prints nothing and knows no flags; the long work tells `tick` how far it is.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from proclint import debt, files, registry, since
from proclint.baseline import Choice, Sifted
from proclint.deeds import Deeds
from proclint.diagnostic import Severity
from proclint.engine import Change, Engine, Report
from proclint.files import File, FileError, Found
from proclint.fixing import Fixed
from proclint.mending import Mend, Mended
from proclint.model import ReadError
from proclint.printing.run import Checked, Run
from proclint.registry import UnknownRule
from proclint.settings import ConfigError, Overrides, Selection, Settings

Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Stdin:
    """A page that comes by standard input: its bytes, and the path that it stands for (None: a page on its own)."""

    data: bytes
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """What came out: the run to print, and what else the caller has to say or to decide by.

    `named` are the absolute paths of files named one by one, `inputs` those of all files read, configs included;
    `reds` counts the diagnostics at or above what each workspace fails on; `suppressed` those that comments dropped;
    `sifted` has a part for each workspace that a baseline was looked at for, `mended` one for each that was mended.
    """

    run: Run
    notes: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    suppressed: int = 0
    reds: int = 0
    named: frozenset[Path] = field(default_factory=frozenset)
    inputs: frozenset[Path] = field(default_factory=frozenset)
    looked_for: str = ""
    sifted: tuple[Sifted, ...] = ()
    mended: tuple[Mended, ...] = ()

    def details(self) -> list[str]:
        """What a curious reader wants to know of each workspace: folder, config, what sleeps, what is suppressed."""
        lines = []
        for part in self.run.workspaces:
            lines.append(f"workspace {part.root}, {'config ' + part.config if part.config else 'no config'}")
            for what, count in part.sleeping.items():
                article = "an" if what[0] in "aeiou" else "a"
                lines.append(f"asleep until {article} {what} is stated: {count} of the rules")
        return [*lines, f"{self.suppressed} diagnostics suppressed by comments"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What becomes of the diagnostics of a run.

    `baseline`: what it holds is left out (None: there is none). `since`: a git revision; what stood before is left out.
    `mend`: mends the pages in memory; see `mending`.
    """

    baseline: Choice | None = None
    since: str | None = None
    mend: Mend | None = None


@dataclass(frozen=True, slots=True)
class Supply:
    """Where a run takes things from: by default all afresh, from the disk.

    `engine` None: a new one. `changes` None: every page is read. Who gives engines that know pages already gives what
    has changed since.
    """

    find: Callable[[Sequence[str], Overrides], tuple[Found, ...]] = field(default_factory=lambda: files.find)
    baselines: Callable[[Sequence[Found], Choice | None], dict[Path, debt.Loaded]] = debt.baselines
    engine: Callable[[Found, Selection | None], Engine] | None = None
    changes: Callable[[Found], Iterable[Change]] | None = None


def scan(
    paths: Sequence[str],
    overrides: Overrides,
    asked: Selection | None = None,
    fail_on: str | None = None,
    stdin: Stdin | None = None,
    tick: Tick = lambda done, total: None,
    wishes: Wishes | None = None,
    supply: Supply | None = None,
    jobs: int = 1,
) -> Scan:
    """Reads and judges `paths` (none: the workspace of the current folder), or `stdin` in their place.

    `asked` and `fail_on` go before what the configs say; `supply` is for callers who hold things already; many pages
    are read in up to `jobs` processes. Raises BaselineError, ConfigError, FileError, HistoryError, UnknownRule.
    """
    cwd = overrides.folder
    wishes, supply = wishes or Wishes(), supply or Supply()
    everything = supply.find(paths, overrides) if stdin is None else _with_stdin(stdin, overrides)
    if asked is not None:
        for selector in (*(asked.select or ()), *asked.ignore, *asked.extend_select):
            registry.find(selector)
    for found in everything:
        check_entries(found.settings)
    total = sum(len(found.files) for found in everything)
    baselines = supply.baselines(everything, wishes.baseline)
    judged: list[_Judged] = []
    reds = done = 0
    for found in everything:
        changes = _changes(found, stdin, partial(_tick_on, tick, done, total))
        if wishes.since is None:
            make = supply.engine or partial(_engine, jobs=jobs)
            engine, past = make(found, asked), None
            report = engine.apply(changes if supply.changes is None else supply.changes(found))
        else:
            past = since.judge(found, changes, partial(Engine, asked=asked, jobs=jobs), overrides, wishes.since)
            engine, report = past.engine, past.report
        done += len(found.files)
        one = _Judged(found, engine, baselines.get(found.settings.root), past)
        one.take(report)
        if wishes.mend is not None:
            one.fixed = wishes.mend(one.part, one.again)
        reds += _reds(one.part, fail_on or found.settings.fail_on)
        judged.append(one)
    notes = [note for one in judged for note in (*one.found.notes, *(one.past.notes if one.past is not None else ()))]
    sifted = tuple(one.sifted for one in judged if one.sifted is not None)
    configs = {found.settings.config for found in everything if found.settings.config is not None}
    return Scan(
        run=Run(tuple(one.part for one in judged), cwd),
        notes=tuple(notes),
        failures=tuple(str(failure) for one in judged for failure in one.report.failures),
        suppressed=sum(len(one.report.suppressed) for one in judged),
        reds=reds,
        named=frozenset(file.absolute for found in everything for file in found.files if file.named),
        inputs=frozenset(file.absolute for found in everything for file in found.files)
        | configs
        | {held.file for held in sifted},
        looked_for=_looked_for(everything, paths),
        sifted=sifted,
        mended=tuple(Mended(one.found, one.read, one.fixed) for one in judged if one.fixed is not None),
    )


class _Judged:
    """A workspace as a run judged it, and judges it anew where its pages are mended."""

    part: Checked
    report: Report
    sifted: Sifted | None = None
    fixed: Fixed | None = None

    def __init__(self, found: Found, engine: Engine, held: debt.Loaded | None, past: since.Since | None) -> None:
        self.found = found
        self.past = past
        self.read: dict[str, str] = {}
        self._engine = engine
        self._held = held

    def take(self, report: Report) -> None:
        """Takes in what the engine reports, cut to what is wished for."""
        self.report = report
        self.part = _checked(self.found, report)
        if self._held is not None:
            self.sifted = debt.held_against(self._held, self.found, self._engine, report)
            self.part = debt.without_known(self.part, self.sifted)
        if self.past is not None:
            self.part = self.past.only_due(self.part, report)

    def again(self, texts: Mapping[str, str]) -> Checked:
        """What is reported once `texts` stand in the pages of these paths; their files are left as they are."""
        for path in texts:
            self.read.setdefault(path, self.report.documents[path].text)
        self.take(self._engine.apply(Change(path, text) for path, text in texts.items()))
        return self.part


def _engine(found: Found, asked: Selection | None, jobs: int) -> Engine:
    return Engine(found.settings, asked, partial(files.exists, found.settings.root), jobs)


def _tick_on(tick: Tick, before: int, total: int, here: int) -> None:
    tick(before + here, total)


def _changes(found: Found, stdin: Stdin | None, tick: Callable[[int], None]) -> Iterator[Change]:
    """Each file as the engine takes it, read only when the engine asks for the next one."""
    for number, file in enumerate(found.files, 1):
        text = files.decode(stdin.data) if stdin is not None and file.named else files.read(file)
        if isinstance(text, ReadError):
            yield Change(file.path, None, text)
        elif text is not None:
            yield Change(file.path, text)
        tick(number)


def _checked(found: Found, report: Report) -> Checked:
    settings = found.settings
    reported = {file.path for file in found.files if file.reported}
    # what a rule says of the config is for whoever looks at the whole workspace
    whole = len(reported) == len(found.files)
    own = {file.path for file in found.files}
    diagnostics = report.diagnostics if whole else tuple(one for one in report.diagnostics if one.path in reported)
    suppressed = tuple(one for one in report.suppressed if one.diagnostic.path in reported)
    sleeping = Counter(one.until.value for one in report.sleeping)
    return Checked(
        root=settings.root,
        diagnostics=diagnostics,
        documents=tuple(document for path, document in report.documents.items() if path in reported),
        texts={one.path: _text(settings.root / one.path) for one in diagnostics if one.path not in own},
        config=settings.organisation.config,
        purpose=settings.organisation.purpose,
        sleeping=sleeping,
        graph=report.graph,
        suppressed=suppressed,
        deeds=Deeds(report.documents, report.graph),
    )


def _text(path: Path) -> str:
    """The text of a config that a diagnostic points to; a diagnostic without its source line still says enough."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _reds(part: Checked, fail_on: str) -> int:
    if fail_on == "never":
        return 0
    limit = Severity(fail_on).rank
    return sum(diagnostic.severity.rank <= limit for diagnostic in part.diagnostics)


def check_entries(settings: Settings) -> None:
    """Every rule that a config names exists; else the config is said to be wrong, at its line."""
    for entry in settings.entries():
        try:
            registry.find(entry.value)
        except UnknownRule as error:
            raise ConfigError(f"{error} (in {entry.key})", place=entry.place) from None


def _with_stdin(stdin: Stdin, overrides: Overrides) -> tuple[Found, ...]:
    """The workspace of the page that comes by standard input; only this page is reported.

    A page without a path is read alone, with the settings of the current folder.
    """
    cwd = overrides.folder
    path = Path(os.path.realpath(cwd / (stdin.path or "stdin.md")))
    if stdin.path is not None and not path.parent.is_dir():
        raise FileError(stdin.path, "the folder of --stdin-filename does not exist")
    around = files.find([] if path.parent == Path(os.path.realpath(cwd)) else [path.parent], overrides)
    roots = {Path(os.path.realpath(found.settings.root)): found for found in around}
    root = max((root for root in roots if path.is_relative_to(root)), key=lambda root: len(root.parts))
    found, relative = roots[root], path.relative_to(root).as_posix()
    own = File(path=relative, absolute=path, named=True, reported=True)
    others = [] if stdin.path is None else [_aside(file) for file in found.files if file.path != relative]
    return (Found(found.settings, tuple(sorted([*others, own], key=lambda file: file.path)), found.notes, whole=False),)


def _aside(file: File) -> File:
    return File(path=file.path, absolute=file.absolute, named=False, reported=False)


def _looked_for(everything: Sequence[Found], paths: Sequence[str]) -> str:
    """What was looked for and where, for a run that found no file."""
    places = ", ".join(paths) if paths else ", ".join(found.settings.root.as_posix() for found in everything)
    patterns = {pattern for found in everything for pattern in found.settings.include.lines}
    return f"{' '.join(sorted(patterns))} in {places}" if patterns else f"nothing in {places}: include is empty"
