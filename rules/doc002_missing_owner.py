"""A page with steps names no owner."""

import re

from proclint.rule import Awake, Document, Finding, Iterator, Organisation, Severity, is_unwritten, quoted

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
# Labels that say who answers for a page, besides those that open the field.
ANSWERS = re.compile(
    r"owner(?:s|ship)?\b|\b(?:owned by|maintain(?:ers?|ed by)|accountable|point of contact|contact person|page lead)\b"
    r"|^(?:contacts?|questions)$",
    re.IGNORECASE,
)


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a page, at its title; one owner anywhere in it is enough."""
    owners = (process.owner for process in document.processes if process.owner is not None)
    if not document.processes or not all(is_unwritten(owner.name) for owner in owners) or is_labelled(document):
        return
    titles = [(process.span, process.title) for process in document.processes]
    titles += [(section.title.span, section.title.text) for section in document.sections[:1]]
    span, title = min(titles)
    yield Finding(
        message=f"{quoted(title)} names no owner",
        help='who answers for it, and hears where it does not work? write "Owner: ..." below the title',
        span=span,
        subject=title,
    )


def is_labelled(document: Document) -> bool:
    """Whether a label with a value, or a heading, says who answers for the page."""
    labels = (label for label in document.labels if not is_unwritten(label.value))
    headings = (
        section for section in document.sections if document.text[section.body.start : section.body.end].strip()
    )
    names = (*(label.name.text for label in labels), *(section.title.text for section in headings))
    return any(ANSWERS.search(name) for name in names)
