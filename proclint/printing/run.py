"""What a printer is given: what a run read and found, and how the reader of it looks at it.

It does not find anything and does not know which formats there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from proclint.deeds import Deeds
from proclint.diagnostic import Diagnostic
from proclint.graph import Graph, Verdict
from proclint.model import Document
from proclint.namesakes import Namesakes
from proclint.span import LineIndex
from proclint.suppression import Suppressed


@dataclass(frozen=True, slots=True)
class Held:
    """How many diagnostics a baseline (its path) keeps out of the report, and how many of its entries are stale, by
    path and code.
    """

    file: Path
    known: int
    stale: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Earlier:
    """How many diagnostics are kept out of the report since they stood before a revision, named as it was asked for."""

    revision: str
    count: int


@dataclass(frozen=True)
class Checked:
    """One workspace's part of a run. All paths but `root` are relative to `root`, with `/`.

    `documents` are the reported ones, resolved; `texts` those of other files that a diagnostic points to (a config);
    `sleeping` says how many rules sleep, by what wakes them: "purpose", "external party"; `graph` is who serves whom in
    the whole workspace; `suppressed` are the diagnostics of the reported documents that comments drop, `known` those
    that a baseline holds; `baseline` says what was held against a baseline, `earlier` what is older than a revision;
    None where nothing was; `deeds` tells what whole pages say of a party.
    """

    root: Path
    diagnostics: tuple[Diagnostic, ...] = ()
    documents: tuple[Document, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    config: str | None = None
    purpose: str | None = None
    sleeping: Mapping[str, int] = field(default_factory=dict)
    graph: Graph = field(default_factory=Graph)
    suppressed: tuple[Suppressed, ...] = ()
    baseline: Held | None = None
    known: tuple[Diagnostic, ...] = ()
    earlier: Earlier | None = None
    deeds: Deeds | None = None

    def source(self, path: str) -> tuple[str, LineIndex] | None:
        """The text of `path` and its lines; None where it is not at hand."""
        document = self._by_path.get(path)
        if document is not None and document.text:
            return document.text, document.lines
        text = self.texts.get(path)
        return None if text is None else (text, LineIndex.of(text))

    def line(self, diagnostic: Diagnostic) -> int:
        """The line on which a reader looks for `diagnostic`: where its step begins, else its own."""
        return min(
            self._step_lines.get((diagnostic.path, diagnostic.step), diagnostic.start.line), diagnostic.start.line
        )

    @cached_property
    def namesakes(self) -> Namesakes:
        """Who may be meant by the name of another party."""
        return Namesakes(self.graph)

    @cached_property
    def verdicts(self) -> Counter[Verdict]:
        """How many steps of the reported documents have each verdict."""
        return self.graph.tally(page.path for page in self.documents)

    @cached_property
    def _step_lines(self) -> dict[tuple[str, str | None], int]:
        return {
            (page.path, step.id): page.lines.line(step.span.start) for page in self.documents for step in page.steps
        }

    @cached_property
    def _by_path(self) -> dict[str, Document]:
        return {document.path: document for document in self.documents}


@dataclass(frozen=True)
class Run:
    """A whole run: its workspaces one after the other, and the folder that it was started in."""

    workspaces: tuple[Checked, ...]
    cwd: Path

    def shown(self, checked: Checked, path: str) -> str:
        """`path` as it is printed: relative to the current folder when below it, else absolute; always with `/`."""
        whole = checked.root / path
        return (whole.relative_to(self.cwd) if whole.is_relative_to(self.cwd) else whole).as_posix()

    @cached_property
    def base(self) -> Path:
        """The folder that reports for platforms name pages from: the one in which the run was started or, where pages
        lie outside it, the one that holds all workspaces.
        """
        return self.cwd if self.root.is_relative_to(self.cwd) else self.root

    def below(self, checked: Checked, path: str) -> str:
        """`path` as reports for platforms have it: relative to `base`, with `/`."""
        whole = checked.root / path
        return (whole.relative_to(self.base) if whole.is_relative_to(self.base) else whole).as_posix()

    @property
    def found(self) -> list[tuple[Checked, Diagnostic]]:
        """Every diagnostic beside its workspace, in the order path, line, column, code."""
        return [
            (checked, diagnostic)
            for checked in self.workspaces
            for diagnostic in sorted(checked.diagnostics, key=lambda diagnostic: diagnostic.order)
        ]

    def where(self, is_kept: Callable[[Path, Document], bool]) -> Run:
        """The run with only the documents (given with their absolute paths) that `is_kept`."""
        kept = (
            replace(part, documents=tuple(page for page in part.documents if is_kept(part.root / page.path, page)))
            for part in self.workspaces
        )
        return replace(self, workspaces=tuple(kept))

    @property
    def root(self) -> Path:
        """The folder that holds all workspaces of the run."""
        roots = [checked.root for checked in self.workspaces] or [self.cwd]
        common = roots[0]
        while not all(root.is_relative_to(common) for root in roots):
            common = common.parent
        return common

    @property
    def documents(self) -> list[tuple[Checked, Document]]:
        """Every reported document, beside its workspace."""
        return [(checked, document) for checked in self.workspaces for document in checked.documents]

    @property
    def held(self) -> list[Held]:
        """What each baseline keeps out of the report."""
        return [part.baseline for part in self.workspaces if part.baseline is not None]

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Every diagnostic of the run."""
        return [diagnostic for checked in self.workspaces for diagnostic in checked.diagnostics]


@dataclass(frozen=True, slots=True)
class View:
    """How the output is looked at; the defaults are what a pipe or a file gets.

    `terminal`: a person looks on, so the longest blocks come first and prose is folded; `width` is in cells; `limit` is
    the most blocks to print, None for all; `statistics` asks for counts a rule in place of the blocks; `verbose` asks
    for more.
    """

    color: bool = False
    width: int = 120
    terminal: bool = False
    limit: int | None = None
    statistics: bool = False
    verbose: bool = False
