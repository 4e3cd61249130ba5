"""A process states no purpose of its own."""

import re

from proclint.rule import Awake, Document, Finding, Iterator, Organisation, Severity, quoted, reminder

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
# Other ways in which a page says what it is for: a heading, a label, a sentence.
SAID = re.compile(
    r"^[ \t]*(?:#+|\*\*|__)?[ \t]*(?:purpose|goals?|aims?|objectives?|why|mission|rationale|intent|motivation"
    r"|background)\b"
    r"|\b(?:purpose|goal|aim|objective|point|intention) (?:of|is|here)\b|\bexists? (?:to|so|for)\b|\bserves to\b"
    r"|\bwhy (?:we|do we|this|it)\b|\b(?:this|the) (?:process|procedure|page|guide|runbook|checklist|document|policy) "
    r"(?:helps|ensures|makes sure|describes|explains|is (?:here|there|meant|intended|designed|for))\b",
    re.IGNORECASE | re.MULTILINE,
)


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a process, at its title; none where another process or the page says what it is for."""
    if document.is_diagram or any(process.purpose for process in document.processes) or SAID.search(document.text):
        return
    purpose = reminder(organisation)
    start = f"{purpose}: " if purpose else ""
    for process in document.processes:
        yield Finding(
            message=f"{quoted(process.title)} does not say what it is for",
            help=f"{start}whom does it help do what? write it below the title, "
            'as in "Purpose: tenants have their key on the day they move in"',
            span=process.span,
            subject=process.title,
        )
