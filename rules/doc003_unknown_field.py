"""A label is one letter away from the name of a field, or what the front matter says is lost by another slip."""

import re

from proclint.rule import Awake, Document, Finding, Fix, Iterator, Label, Organisation, Severity, edit, quoted

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
# What somebody writes behind "process:" who means yes or no; other words say something else to another tool.
ANSWERS = ("true", "false", "yes", "no")
DOUBTFUL = re.compile(r"maybe|perhaps|partly|sometimes|unknown|none|never|always|not|nope|[01tf]", re.IGNORECASE)
NOTHING = re.compile(r"[-–—?\s.]*$")


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a label that opens no field, at the label; one for a front matter that never ends."""
    if document.unclosed is not None:
        fence = document.text[document.unclosed.start : document.unclosed.end]
        yield Finding(
            message="the front matter is not closed, so what it says is not read",
            help=f"write {quoted(fence)} on a line of its own below its last key",
            span=document.unclosed,
            subject=fence,
        )
    for label in document.labels:
        if label.at_top and (answer := label.value.casefold()):
            yield from of_process(label, answer, document)
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


def of_process(label: Label, answer: str, document: Document) -> Iterator[Finding]:
    """What is said of a key that tells whether the page holds a process, and of an answer that is neither."""
    key = label.name.text.casefold()
    if key == "process" and (DOUBTFUL.fullmatch(answer) or slip_of(answer, ("true", "false"))):
        yield Finding(
            message=f"{quoted(label.value)} does not say whether the page holds a process",
            help='write "process: true" or "process: false"',
            span=label.name.span,
            subject=label.value,
        )
    elif label.field is None and answer in ANSWERS and slip_of(key, ("process",)):
        yield Finding(
            message=f"{quoted(label.name.text)} is no key that is known, so {quoted(label.value)} is not read",
            help='did you mean "process"?',
            span=label.name.span,
            fix=Fix('write "process"', True, (edit(document, label.name.span, "process"),)),
            subject=label.name.text,
        )


def slip_of(label: str, names: tuple[str, ...] = NAMES) -> str | None:
    """The one of `names` that `label` is one letter away from: one too many, missing, another, or two swapped."""
    word = " ".join(label.casefold().replace("_", " ").replace("-", " ").split())
    if word in WORDS or word in names:
        return None
    return next((name for name in names if is_near(word, name)), None)


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
