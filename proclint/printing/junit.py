"""JUnit's XML, for whatever shows test results: a suite a page, a failed test a diagnostic.

It knows no durations, so it gives none.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from proclint.diagnostic import Diagnostic, Severity
from proclint.printing.run import Checked, Run, View
from proclint.printing.visible import visible_lines

FIRST_LINE = r'<\?xml version="1\.0" encoding="UTF-8"\?><testsuites name="proclint"'

_Found = tuple[Checked, Diagnostic]
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")  # what XML takes no more than control characters


def render(run: Run, view: View) -> str:
    """A suite for each page that was read. A diagnostic of severity info passes and says what it says as output."""
    suites: dict[str, list[_Found]] = {run.below(checked, page.path): [] for checked, page in run.documents}
    for checked, diagnostic in run.found:
        suites.setdefault(run.below(checked, diagnostic.path), []).append((checked, diagnostic))
    root = Element("testsuites", name="proclint")
    for path, found in suites.items():
        _add_suite(root, path, found, run)
    _count(root, [one for found in suites.values() for one in found], sum(not found for found in suites.values()))
    indent(root)
    # characters outside ASCII are written as references, so that any encoding of standard output carries them
    return '<?xml version="1.0" encoding="UTF-8"?>' + _ascii(root) + "\n"


def _add_suite(root: Element, path: str, found: list[_Found], run: Run) -> None:
    suite = SubElement(root, "testsuite", name=_text(path))
    _count(suite, found, not found)
    if not found:
        SubElement(suite, "testcase", name="nothing found", classname=_text(path), file=_text(path))
    for checked, one in found:
        case = SubElement(
            suite,
            "testcase",
            name=_text(f"{one.code} {one.name} {one.start.line}:{one.start.column}"),
            classname=_text(path),
            file=_text(path),
            line=str(one.start.line),
        )
        told = [f"{path}:{one.start.line}:{one.start.column}: {one.message}", f"help: {one.help}"]
        told[1:1] = [
            f"note: {run.below(checked, related.path)}:{related.start.line} {related.message}"
            for related in one.related
        ]
        if one.severity is Severity.INFO:
            SubElement(case, "system-out").text = _text("\n".join(told))
        else:
            failure = SubElement(case, "failure", type=one.severity, message=_text(one.message))
            failure.text = _text("\n".join(told))


def _count(suite: Element, found: list[_Found], clean: int) -> None:
    failed = sum(one.severity is not Severity.INFO for _, one in found)
    suite.set("tests", str(len(found) + clean))
    suite.set("failures", str(failed))
    suite.set("errors", "0")
    suite.set("skipped", "0")


def _ascii(root: Element) -> str:
    written: bytes = tostring(root, "us-ascii")
    return written.decode("ascii")


def _text(text: str) -> str:
    """`text` without what XML can't hold."""
    return _NO_CHARACTERS.sub("\ufffd", visible_lines(text))
