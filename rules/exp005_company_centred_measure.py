"""All measures of a process count what the house does, none what a customer got done."""

import re

from proclint.rule import Awake, Document, Finding, Iterator, Organisation, Severity, phrases, quoted, reminder

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED
APART = re.compile(r"[,;\n]")


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a process, at its first measure."""
    purpose = reminder(organisation)
    start = f"{purpose}: " if purpose else ""
    for process in document.processes:
        measures = process.measures
        if not measures or not all(is_own(part) for one in measures for part in APART.split(one.text) if part.strip()):
            continue
        only = quoted(measures[0].text) if len(measures) == 1 else f"{quoted(measures[0].text)} and the others"
        yield Finding(
            message=f"{quoted(process.title)} is measured by {only}: none says what a customer got done",
            help=f"{start}what could be counted that tells whether they got it? add it, "
            'as in "Measure: tenants who had their key on the day"',
            span=measures[0].span,
            subject=process.title,
        )


def is_own(measure: str) -> bool:
    """Whether a measure counts what the house does or earns, and no word of it tells how a customer fared."""
    return phrases("company_measures").search(measure) is not None and not phrases("outcomes_for_customers").search(
        measure
    )
