"""From what a rule finds to diagnostics: where it stands, and a fingerprint that survives moved lines.

It runs no rule, and leaves nothing out but what another rule says better.
"""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b

from proclint.diagnostic import Diagnostic
from proclint.model import Document
from proclint.registry import Rule
from proclint.rule import Finding
from proclint.span import LineIndex, Position


def unsaid(findings: list[Finding], spoken: set[tuple[str, str | None]]) -> list[Finding]:
    """The findings that no rule which says it better has `spoken` of: (code, step)."""
    return [one for one in findings if one.step is None or spoken.isdisjoint((code, one.step) for code in one.unless)]


def stamped(rule: Rule, findings: list[Finding], document: Document) -> list[Diagnostic]:
    """Findings of one rule in one document as diagnostics, each with a fingerprint that survives moved lines."""
    if not findings:
        return []
    steps = {step.id: step.text for step in document.steps}
    placed = [(*_place(finding, document.lines), finding) for finding in findings]
    placed.sort(key=lambda one: (one[0], one[2].message))  # as Diagnostic.order has it
    seen: Counter[str] = Counter()
    found = []
    for start, end, finding in placed:
        subject = finding.subject if finding.subject is not None else steps.get(finding.step or "", "")
        words = plain(subject)
        seen[words] += 1
        one = Diagnostic(
            code=rule.code,
            name=rule.name,
            severity=rule.severity,
            message=finding.message,
            help=finding.help,
            path=document.path,
            start=start,
            end=end,
            step=finding.step,
            related=finding.related,
            fix=finding.fix,
            subject=subject,
            block=finding.block,
            together=finding.together,
            fingerprint=fingerprint(rule.code, words, seen[words]),
        )
        found.append(one)
    return found


def _place(finding: Finding, lines: LineIndex) -> tuple[Position, Position]:
    if finding.span is not None:
        return lines.position(finding.span.start), lines.position(finding.span.end)
    start = finding.at or Position(1, 1)
    return start, start


def plain(subject: str) -> str:
    """The words of a subject without what does not count: how they are spaced, and capitals."""
    return " ".join(subject.split()).casefold()


def fingerprint(code: str, subject: str, ordinal: int) -> str:
    """What stays the same while lines move and pages are renamed, 16 hex digits: of the rule, of the words that it is
    about, and of which of its equals (from 1) a diagnostic is.
    """
    words = "\0".join((code, plain(subject), str(ordinal)))
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
