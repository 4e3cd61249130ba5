"""SARIF 2.1.0, for code scanning: results with their rules' pages, trails as code flows, and what is suppressed by
comments or held by a baseline.

It says of a rule only what the rule's page says, and gives no address: the pages are not published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib import metadata
from typing import Any
from urllib.parse import quote

from proclint import registry
from proclint.diagnostic import Diagnostic, Edit, Related, Severity
from proclint.printing.run import Checked, Run, View
from proclint.span import Position
from proclint.suppression import Suppressed

FIRST_LINE = r'\{"\$schema": "[^"]*", "version": "2\.1\.0", "runs": \[\{"tool": \{"driver": \{"name": "proclint", '

MOST_RESULTS = 25_000
"""Code scanning refuses a file with more results, whole."""

MOST_PLACES = 1_000
"""The most places that code scanning takes of one result."""

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_BASE = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_NEIGHBOUR = re.compile(r"\[([^\]]+)\]\([a-z]{3}\d{3}_[a-z_]+\.md\)")
_BY_BASELINE = {"kind": "external", "status": "accepted", "justification": "in the baseline"}
_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def render(run: Run, view: View) -> str:
    """One log of one run, a result a line. Of more than `MOST_RESULTS` the lightest are left out, and it says so."""
    results: list[tuple[Checked, Diagnostic, dict[str, str] | None]]
    results = [(checked, diagnostic, None) for checked, diagnostic in run.found]
    for checked in run.workspaces:
        results += [(checked, one.diagnostic, _by_comment(one)) for one in checked.suppressed]
        results += [(checked, diagnostic, _BY_BASELINE) for diagnostic in checked.known]
    kept = sorted(results, key=lambda result: (result[2] is not None, result[1].severity.rank))[:MOST_RESULTS]
    codes = sorted({diagnostic.code for _, diagnostic, _ in kept})
    kept_ids = {id(result) for result in kept}
    rows = [
        json.dumps(_result(diagnostic, checked, run, codes.index(diagnostic.code), suppression))
        for checked, diagnostic, suppression in (result for result in results if id(result) in kept_ids)
    ]
    driver = json.dumps({"tool": {"driver": _driver(codes)}})
    setting = json.dumps(_setting(run, len(results) - len(kept)))
    listed = "\n" + ",\n".join(rows) + "\n" if rows else ""
    return (
        f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": '
        f'[{driver[:-1]}, {setting[1:-1]}, "results": [{listed}]}}]}}\n'
    )


def _setting(run: Run, left_out: int) -> dict[str, Any]:
    """What holds for the run as a whole."""
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if left_out:
        told = f"{left_out} more results are left out: code scanning takes {MOST_RESULTS}"
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": told}}]
    return {
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {_BASE: {"uri": run.base.as_uri().rstrip("/") + "/"}},
    }


def _driver(codes: Sequence[str]) -> dict[str, Any]:
    driver: dict[str, Any] = {"name": "proclint"}
    with suppress(metadata.PackageNotFoundError):
        driver["semanticVersion"] = metadata.version("proclint")
    return {**driver, "rules": [_rule(code) for code in codes]}


def _rule(code: str) -> dict[str, Any]:
    """A rule as its page tells it."""
    rule, page = registry.find(code)[0], registry.page(code)
    body = "\n\n".join(f"## {section.title}\n\n{section.body}" for section in page.sections)
    body = _NEIGHBOUR.sub(r"\1", body)  # the page of another rule does not stand beside the log
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.summary},
        "help": {"text": body, "markdown": body},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["process", rule.code[:3]], "problem.severity": _PROBLEMS[rule.severity]},
    }


def _result(
    diagnostic: Diagnostic, checked: Checked, run: Run, index: int, suppression: dict[str, str] | None
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": f"{_plain(diagnostic.message)}\nhelp: {_plain(diagnostic.help)}"},
        "locations": [{"physicalLocation": _place(diagnostic.path, diagnostic.start, diagnostic.end, checked, run)}],
        "partialFingerprints": {"proclint/v1": diagnostic.fingerprint},
    }
    related = diagnostic.related[:MOST_PLACES]
    if related:
        result["relatedLocations"] = [
            {"id": number, **_location(one, checked, run)} for number, one in enumerate(related, 1)
        ]
    if trail := [one for one in related if one.is_hop]:
        steps = [{"location": _location(one, checked, run)} for one in trail]
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    if diagnostic.fix is not None:
        result["fixes"] = [_fix(diagnostic.fix.title, diagnostic.fix.edits, checked, run)]
    if suppression is not None:
        result["suppressions"] = [suppression]
    return result


def _by_comment(one: Suppressed) -> dict[str, str]:
    made = {"kind": "inSource", "status": "accepted"}
    return {**made, "justification": one.reason} if one.reason else made


def _location(related: Related, checked: Checked, run: Run) -> dict[str, Any]:
    place = _place(related.path, related.start, related.end, checked, run)
    return {"physicalLocation": place, "message": {"text": _plain(related.message)}}


def _place(path: str, start: Position, end: Position, checked: Checked, run: Run) -> dict[str, Any]:
    return {"artifactLocation": _artifact(path, checked, run), "region": _region(start, end)}


def _artifact(path: str, checked: Checked, run: Run) -> dict[str, str]:
    below = run.below(checked, path)
    uri = quote(below, errors="surrogateescape")
    return {"uri": f"file://{uri}"} if below.startswith("/") else {"uri": uri, "uriBaseId": _BASE}


def _region(start: Position, end: Position) -> dict[str, int]:
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _fix(title: str, edits: Iterable[Edit], checked: Checked, run: Run) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in edits:
        replacement = {"deletedRegion": _region(edit.start, edit.end), "insertedContent": {"text": edit.text}}
        changes.setdefault(edit.path, []).append(replacement)
    return {
        "description": {"text": _plain(title)},
        "artifactChanges": [
            {"artifactLocation": _artifact(path, checked, run), "replacements": replacements}
            for path, replacements in changes.items()
        ],
    }


def _plain(text: str) -> str:
    """`text` as a message in which nothing is a link, whatever an author's words look like."""
    return _LINK.sub(r"\\[", text)
