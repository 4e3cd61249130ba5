"""The one pipeline: changes go in, a report of what the rules say comes out.

It touches no disk and knows neither the command line nor the editor: disk text and unsaved text look the same to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from proclint import registry, suppression
from proclint.comment import document_of
from proclint.diagnostic import Diagnostic
from proclint.graph import Graph
from proclint.mistake import Failure, reason
from proclint.model import Document, Organisation, ReadError
from proclint.readers import Sheet, read_all
from proclint.registry import Needs, Rule
from proclint.roster import Roster, Sleeping
from proclint.rule import Finding
from proclint.settings import Selection, Settings
from proclint.stamping import stamped, unsaid
from proclint.suppression import Suppressed
from proclint.uses import uses_of
from proclint.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Change:
    """What is now at `path` (relative to the workspace, with `/`): a text, why it can't be read, or nothing."""

    path: str
    text: str | None
    error: ReadError | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What holds after the changes.

    `diagnostics` are sorted by path, line, column, code; `documents` are resolved, by path; `graph` is
    who serves whom in them, until the next changes; `suppressed` is what ignore comments drop; `changed` has the full
    new list of each path whose list is another than before (an empty one where a path is clean or gone now).
    """

    diagnostics: tuple[Diagnostic, ...]
    documents: Mapping[str, Document]
    graph: Graph
    suppressed: tuple[Suppressed, ...]
    sleeping: tuple[Sleeping, ...]
    failures: tuple[Failure, ...]
    changed: Mapping[str, tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the rules that need no other document said of one; it holds for as long as the document stays equal."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class _Settled:
    """What is reported of one path and what comments drop, and what this was made of."""

    judged: _Judged | None
    across: tuple[Diagnostic, ...]
    kept: tuple[Diagnostic, ...]
    dropped: tuple[Suppressed, ...]
    failures: tuple[Failure, ...]


class Engine:
    """Keeps a workspace and judges it. From scratch or in any order of changes, the result is the same."""

    def __init__(
        self,
        settings: Settings,
        asked: Selection | None = None,
        exists: Callable[[str], bool] | None = None,
        jobs: int = 1,
    ) -> None:
        """`asked` is what the caller selects over the config; `exists` says of a path relative to the workspace whether
        a file is there (None: nobody knows); many pages are read in up to `jobs` processes. Raises UnknownRule where
        `asked` names no rule.
        """
        self._settings = settings
        self._roster = Roster(settings, asked or Selection())
        self._exists = exists
        self._jobs = jobs
        self._synonyms = tuple(settings.fields.items())
        self._workspace = Workspace(settings.organisation)
        self._unread: dict[str, Failure] = {}
        self._judged: dict[str, _Judged] = {}
        self._reported: dict[str, tuple[Diagnostic, ...]] = {}
        self._settled: dict[str, _Settled] = {}
        self._paths: frozenset[str] | None = None  # those that the next two are of
        self._wanted: frozenset[str] = frozenset()
        self._asleep: tuple[Sleeping, ...] = ()

    def apply(self, changes: Iterable[Change]) -> Report:
        """Takes `changes` in and judges what they touch. A rule that fails is named in the report; the rest goes on."""
        self._take(changes)
        documents = self._workspace.documents
        if self._exists is not None:
            # asked anew each time: a file that is no page may come or go without a change
            self._workspace.others = frozenset(path for path in self._workspace.linked if self._exists(path))
        if self._paths is None or self._paths != documents.keys():
            self._paths = frozenset(documents)
            self._wanted = self._roster.running(documents)
            self._asleep = self._roster.sleeping(documents)
        self._judged = {path: self._judge(document) for path, document in documents.items()}
        across, failures = self._judge_workspace(documents)
        pages = {**documents}
        config = self._settings.organisation.config
        if config is not None:
            pages.setdefault(config, document_of(config, self._settings.organisation.text))
        self._settled = {
            path: self._settle(path, pages.get(path), tuple(across.get(path, ())), failures)
            for path in sorted({*pages, *across})
        }
        reported = {path: settled.kept for path, settled in self._settled.items()}
        suppressed = tuple(one for settled in self._settled.values() for one in settled.dropped)
        of_comments_failed = tuple(one for settled in self._settled.values() for one in settled.failures)
        before, self._reported = self._reported, {path: found for path, found in reported.items() if found}
        return Report(
            diagnostics=tuple(one for found in reported.values() for one in found),
            documents=documents,
            graph=self._workspace.graph,
            suppressed=suppressed,
            sleeping=self._asleep,
            failures=(
                *(self._unread[path] for path in sorted(self._unread)),
                *(failure for judged in self._judged.values() for failure in judged.failures),
                *failures,
                *of_comments_failed,
            ),
            changed={
                path: self._reported.get(path, ())
                for path in sorted({*before, *self._reported})
                if before.get(path, ()) != self._reported.get(path, ())
            },
        )

    def running(self, path: str) -> frozenset[str]:
        """The codes of the rules that run at `path`, whether or not a page is there."""
        return self._roster.at(path).running

    def _take(self, changes: Iterable[Change]) -> None:
        """Puts changes into the workspace; a page on which the reader fails is an empty one."""
        taken: list[Change] = []
        answers = iter(read_all(self._sheets(changes, taken), self._jobs))
        for change in taken:
            self._unread.pop(change.path, None)
            if change.error is not None:
                self._workspace.replace(Document(change.path, error=change.error))
            elif change.text is None:
                self._workspace.remove(change.path)
            else:
                answer = next(answers)
                if isinstance(answer, str):
                    self._unread[change.path] = Failure("the reader", change.path, answer)
                    answer = Document(change.path)
                self._workspace.replace(answer)

    def _sheets(self, changes: Iterable[Change], taken: list[Change]) -> Iterator[Sheet]:
        """What is to be read of `changes`, each of which is put into `taken` once its turn has come."""
        for change in changes:
            taken.append(change)
            if change.error is None and change.text is not None:
                yield Sheet(change.path, change.text, self._settings.process_hint(change.path), self._synonyms)

    def _judge(self, document: Document) -> _Judged:
        """What the rules that need a step or a document say of `document`; kept from last time where it is the same."""
        known = self._judged.get(document.path)
        if known is not None and (known.document is document or known.document == document):
            return known
        organisation = self._settings.organisation
        found: list[tuple[Rule, list[Finding]]] = []
        failures: list[Failure] = []
        for rule in self._roster.at(document.path).of_pages:
            findings: list[Finding] = []
            try:
                findings.extend(_findings(rule, document, organisation))
            except Exception as error:
                failures.append(Failure(f"{rule.code} {rule.name}", document.path, reason(error)))
            found.append((rule, findings))
        spoken = {(rule.code, finding.step) for rule, findings in found for finding in findings}
        diagnostics = [one for rule, findings in found for one in stamped(rule, unsaid(findings, spoken), document)]
        return _Judged(document, tuple(diagnostics), tuple(failures))

    def _settle(
        self, path: str, document: Document | None, across: tuple[Diagnostic, ...], failures: tuple[Failure, ...]
    ) -> _Settled:
        """What holds of one path in the end; that of last time where it is made of the same."""
        judged, known = self._judged.get(path), self._settled.get(path)
        document = document or Document(path)
        has_comments = bool(document.suppressions or document.strays)
        if known is not None and not has_comments and known.judged is judged and known.across == across:
            return known
        own = judged or _Judged(document, (), ())
        found = sorted([*own.diagnostics, *across], key=lambda one: one.order)
        kept, dropped = suppression.apply(found, document)
        failed: tuple[Failure, ...] = ()
        if has_comments:
            of_comments, failed = self._judge_comments(document, found, (*own.failures, *failures))
            # a comment that names no code can't speak for itself
            more, also_dropped = suppression.apply(of_comments, document, named=True)
            kept, dropped = (*kept, *more), (*dropped, *also_dropped)
        return _Settled(judged, across, tuple(sorted(kept, key=lambda one: one.order)), dropped, failed)

    def _judge_workspace(
        self, documents: Mapping[str, Document]
    ) -> tuple[dict[str, list[Diagnostic]], tuple[Failure, ...]]:
        """What the rules that need the workspace say, by path."""
        config = self._settings.organisation.config
        wanted = self._wanted.union(self._roster.at(config).running if config else ())
        across: dict[str, list[Diagnostic]] = defaultdict(list)
        failures: list[Failure] = []
        for rule in registry.rules():
            if rule.code not in wanted or rule.needs is not Needs.WORKSPACE:
                continue
            findings: dict[str, list[Finding]] = defaultdict(list)
            try:
                for finding in rule.check(self._workspace):
                    findings[finding.path or config or ""].append(finding)
            except Exception as error:
                failures.append(Failure(f"{rule.code} {rule.name}", None, reason(error)))
            for path, found in findings.items():
                if (path in documents or path == config) and rule.code in self._roster.at(path).running:
                    before = self._judged[path].diagnostics if path in documents else ()
                    spoken = {(one.code, one.step) for one in before}
                    across[path] += stamped(rule, unsaid(found, spoken), documents.get(path, Document(path)))
        return across, tuple(failures)

    def _judge_comments(
        self, document: Document, found: list[Diagnostic], failures: tuple[Failure, ...]
    ) -> tuple[list[Diagnostic], tuple[Failure, ...]]:
        """What the rules that need the ignore comments say of a page of which `found` is said so far, and which of the
        rules failed. Where some did before, no comment is called useless.
        """
        at = self._roster.at(document.path)
        uses = uses_of(document, found, () if failures else at.running, at.wanted)
        said: list[Diagnostic] = []
        failed: list[Failure] = []
        for rule in registry.rules():
            if rule.code in at.running and rule.needs is Needs.SUPPRESSIONS:
                findings: list[Finding] = []
                try:
                    findings.extend(rule.check(document, uses))
                except Exception as error:
                    failed.append(Failure(f"{rule.code} {rule.name}", document.path, reason(error)))
                said += stamped(rule, findings, document)
        return said, tuple(failed)


def _findings(rule: Rule, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """Runs one rule over one document. A step's rule is told of one step after the other."""
    if rule.needs is Needs.DOCUMENT:
        yield from rule.check(document, organisation)
        return
    for step in document.steps:
        for finding in rule.check(step, document, organisation):
            yield replace(finding, step=step.id)
