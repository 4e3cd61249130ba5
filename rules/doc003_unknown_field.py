"""A label is one letter away from the name of a field."""

import re

from proclint.rule import Awake, Document, Finding, Fix, Iterator, Organisation, Severity, edit, quoted

SEVERITY = Severity.WARNING
AWAKE = Awake.ALWAYS
NAMES = (
    "customer", "performer", "purpose", "trigger", "supplier", "output", "good when", "by when", "customer impact",
    "measure", "feedback", "priorities", "customers", "performers", "suppliers", "outputs", "measures",
)  # fmt: skip
# Words of their own, one letter away from a name.
WORDS = frozenset({
    "costumer", "costumers", "measured", "measurer", "performed", "purposed", "purposes", "supplied", "supplies",
    "triggers",
})  # fmt: skip
NOTHING = re.compile(r"[-–—?\s.]*$")


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a label that opens no field, at the label."""
    for label in document.labels:
        name = slip_of(label.name.text) if label.field is None else None
        if not document.steps or name is None or NOTHING.match(label.value):
            continue
        written = name.capitalize() if label.name.text[0].isupper() else name
        yield Finding(
            message=f"{quoted(label.name.text)} opens no field, so {quoted(label.value)} is not read",
            help=f"did you mean {quoted(written)}?",
            span=label.name.span,
            fix=Fix(f"write {quoted(written)}", True, (edit(document, label.name.span, written),)),
            subject=label.name.text,
        )


def slip_of(label: str) -> str | None:
    """The name of a field that `label` is one letter away from: one too many, missing, another, or two swapped."""
    word = " ".join(label.casefold().replace("_", " ").replace("-", " ").split())
    if word in WORDS or word in NAMES:
        return None
    return next((name for name in NAMES if is_near(word, name)), None)


def is_near(word: str, name: str) -> bool:
    """Whether one slip leads from one to the other."""
    if abs(len(word) - len(name)) > 1:
        return False
    start = next(
        (at for at, (one, other) in enumerate(zip(word, name, strict=False)) if one != other), min(len(word), len(name))
    )
    mine, other = word[start:], name[start:]
    swapped = mine[:2] == other[1::-1] and len(other) > 1 and mine[2:] == other[2:]
    return mine[1:] == other or mine == other[1:] or mine[1:] == other[1:] or swapped
