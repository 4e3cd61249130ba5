"""A process states no purpose of its own."""

import re

from proclint.rule import Awake, Document, Finding, Iterator, Organisation, Severity, quoted, reminder

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
# Other ways in which a page says what it is for: a heading or label, a sentence anywhere, an aim before the first step.
TITLED = re.compile(
    r"^[ \t]*(?:#+|\*\*|__)?[ \t]*(?:purpose|goals?|aims?|objectives?|why|mission|rationale|intent|motivation"
    r"|background)\b",
    re.IGNORECASE | re.MULTILINE,
)
SAID = re.compile(
    r"\b(?:purpose|goals?|aims?|objectives?|point|intention|intent|mission) (?:of|is|are|here)\b"
    r"|\bexists? (?:to|so|for)\b|\bserves to\b|\bwhy (?:we|do we|this|it)\b"
    r"|\b(?:this|these|the|our) (?:[\w-]+ ){1,3}(?:will |can )?(?:helps?|ensures?|makes? sure|describes?|explains?"
    r"|(?:is|are) (?:here|there|meant|intended|designed|for|so that|how))\b"
    r"|\b(?:follow|use) (?:this|these|the) (?:[\w-]+ ){1,3}(?:to|when|if)\b",
    re.IGNORECASE,
)
AIM = re.compile(
    r"\b(?:in order (?:not )?to|so that|to (?:help|ensure|make sure|avoid|enable|keep|let))\b", re.IGNORECASE
)


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a process, at its title; none where another process or the page says what it is for."""
    if document.is_diagram or any(process.purpose for process in document.processes) or says_why(document):
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


def says_why(document: Document) -> bool:
    """Whether a page that states no purpose in so many words still says what it is for."""
    text = document.text
    start = min((step.span.start for step in document.steps), default=len(text))
    opening = plain(text[:start])
    return bool(TITLED.search(text) or SAID.search(plain(text)) or AIM.search(opening))


def plain(text: str) -> str:
    """A text in one line, without its marks."""
    return " ".join(text.replace("*", "").replace("_", " ").split())
