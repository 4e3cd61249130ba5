"""A document can't be read: it is not UTF-8, too large, broken; the other files are still checked."""

from proclint.rule import Awake, Document, Finding, Iterator, Organisation, Position, Severity

SEVERITY = Severity.ERROR
AWAKE = Awake.ALWAYS


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """At most one finding, in the reader's words, where the reader stopped."""
    error = document.error
    if error is None:
        return
    yield Finding(
        message=error.message,
        help=error.help,
        at=Position(error.line, error.column),
        subject=error.message,
    )
