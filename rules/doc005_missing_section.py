"""A section that the config requires is missing or empty."""

import re

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Label,
    Organisation,
    Section,
    Severity,
    Span,
    is_unwritten,
    key_of,
    quoted,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WHEN_SELECTED
NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.):]?|[A-Z][.)])\s+")
LIST = re.compile(r"[*_]*:[*_ \t]*\n\s*(?:[-*+]|\d+[.)])\s")
# Comments, headings of both forms, and lines across the page.
UNSEEN = re.compile(r"<!--.*?-->|^[ ]{0,3}#{1,6}\s[^\n]*$|^[^\n]+\n[ ]{0,3}(?:=+|-+)[ \t]*$", re.DOTALL | re.MULTILINE)


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a section that a page with steps lacks: at its title, or at the heading of an empty one."""
    if not document.processes:
        return
    for required in organisation.required_sections:
        sections = [section for section in document.sections if is_called(section.title.text, required)]
        labels = [label for label in document.labels if is_called(label.name.text, required)]
        told = any(not is_unwritten(label.value) or has_list(label, document) for label in labels)
        if told or any(holds(section, document) for section in sections):
            continue
        empty = [*(section.title.span for section in sections), *(label.name.span for label in labels)]
        yield finding(required, empty, document)


def finding(required: str, empty: list[Span], document: Document) -> Finding:
    """What is said of a section; `empty` are the places that announce it and say nothing."""
    told = f"the section {quoted(required)} {'is empty' if empty else 'is missing'}"
    return Finding(
        message=f"{told} in {quoted(document.processes[0].title)}",
        help=f'the config asks every process page for it: write what belongs there below a heading "{required}"',
        span=empty[0] if empty else document.processes[0].span,
        subject=required,
    )


def is_called(title: str, required: str) -> bool:
    """Whether a heading or a label is the one that is asked for: its number, case and plural do not matter."""
    return key_of(NUMBER.sub("", title).rstrip(": ")) == key_of(required)


def has_list(label: Label, document: Document) -> bool:
    """Whether a list stands straight below a label."""
    return LIST.match(document.text, label.name.span.end) is not None


def holds(section: Section, document: Document) -> bool:
    """Whether anything but comments and further headings stands in a section."""
    return not is_unwritten(UNSEEN.sub("", document.text[section.body.start : section.body.end]))
