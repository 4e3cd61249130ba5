"""Holds what was found in a workspace against its baseline, so that a run reports what is new.

It prints nothing and writes nothing; what a baseline is, `baseline` knows.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from proclint import baseline, registry
from proclint.baseline import Choice, Scope, Sifted
from proclint.diagnostic import Diagnostic
from proclint.engine import Engine, Report
from proclint.files import Found
from proclint.printing.run import Checked, Held
from proclint.registry import Needs
from proclint.stamping import fingerprint, plain

_UNREADABLE = "DOC001"  # speaks of a page that could not be read: nobody knows what it holds, so it is no known debt

_MOST_EQUALS = 20  # steps of the same words in one page

Loaded = tuple[Path, baseline.Entries | None]
"""The file of a baseline and what it holds, None where there is none yet."""


def baselines(everything: Sequence[Found], choice: Choice | None) -> dict[Path, Loaded]:
    """The baseline of each workspace that has one, by the folder of the workspace: its file and its entries.

    A file that is named is there, unless it may lack. Raises BaselineError.
    """
    if choice is None or choice.off:
        return {}
    if choice.file is not None and len(everything) > 1:
        roots = ", ".join(found.settings.root.as_posix() for found in everything)
        message = f"{choice.file}: it is one baseline, and {len(everything)} workspaces are checked: {roots}"
        raise baseline.BaselineError(f"{message}\n  help: check one of them at a time")
    chosen: dict[Path, Loaded] = {}
    for found in everything:
        settings = found.settings
        named = choice.file or settings.baseline
        file = named or settings.root / baseline.NAME
        if named is None and not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(settings.root)):
            raise baseline.BaselineError(f"{file}: it is a link that leads out of the workspace\n  help: remove it")
        entries = baseline.load(file)
        if entries is None and named is not None and not choice.may_lack:
            help_ = "`proclint baseline` writes it"
            raise baseline.BaselineError(f"{file}: there is no such baseline\n  help: {help_}, or mend the path")
        if entries is not None or choice.may_lack:
            chosen[settings.root] = file, entries
    return chosen


def held_against(loaded: Loaded, found: Found, engine: Engine, report: Report) -> Sifted:
    """What was found in a workspace, held against its baseline; all but pages that can't be read, which none holds."""
    codes = {rule.code for rule in registry.rules()}
    roaming = {rule.code for rule in registry.rules() if rule.needs is Needs.WORKSPACE}
    reported = {file.path for file in found.files if file.reported}
    own = {file.path for file in found.files}
    failed = any(report.failures)

    def judges(path: str, code: str) -> bool:
        document = report.documents.get(path)
        read = document is None or document.error is None or code == _UNREADABLE
        return code not in codes or (read and not failed and code in engine.running(path))

    scope = Scope(
        reports=lambda path: path in reported or (found.whole and path not in own),
        judges=judges,
        is_gone=lambda path: path not in own and not os.path.lexists(found.settings.root / path),
        is_roaming=lambda code: code in roaming,
        unsaid=unsaid(engine, report),
        before=said_before,
    )
    return baseline.sift(*loaded, (one for one in report.diagnostics if one.code != _UNREADABLE), scope)


def unsaid(engine: Engine, report: Report) -> list[baseline.Key]:
    """The entries for steps of which nothing is said, and may be once other steps change."""
    said: Counter[tuple[str, str, str]] = Counter()
    spoken: set[tuple[str, str, str | None]] = set()
    for one in (*report.diagnostics, *(one.diagnostic for one in report.suppressed)):
        said[one.path, one.code, plain(one.subject)] += 1
        spoken.add((one.path, one.code, one.step))
    found: list[baseline.Key] = []
    for rule in registry.rules():
        for path, document in report.documents.items() if rule.unsaid is not None else ():
            for step in rule.unsaid(document) if rule.unsaid and rule.code in engine.running(path) else ():
                if (path, rule.code, step.id) not in spoken:
                    equal = path, rule.code, plain(step.text)
                    said[equal] += 1
                    found.append((path, rule.code, fingerprint(rule.code, step.text, said[equal])))
    return found


def said_before(one: Diagnostic) -> Iterator[baseline.Key]:
    """The entries of a baseline that stand for what worse rules may have said of the same step."""
    for code in registry.find(one.code)[0].follows:
        for ordinal in range(1, _MOST_EQUALS + 1):
            yield one.path, code, fingerprint(code, one.subject, ordinal)


def without_known(part: Checked, held: Sifted) -> Checked:
    """`part` without what its baseline holds, and with what there is to say of the baseline."""
    stale: Counter[tuple[str, str]] = Counter()
    for (path, code, _), count in held.stale.items():
        stale[path, code] += count
    new = {id(one) for one in held.new}
    due = tuple(one for one in part.diagnostics if id(one) in new or one.code == _UNREADABLE)
    known = tuple(one for one in part.diagnostics if id(one) not in new and one.code != _UNREADABLE)
    return replace(part, diagnostics=due, known=known, baseline=Held(held.file, held.known, stale))
