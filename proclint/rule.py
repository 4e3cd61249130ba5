"""The rule kit: everything that a rule may import.

A rule is a module `codeNNN_name.py` with a docstring, the constants SEVERITY and AWAKE, and one generator, whose name
says what it needs:

    def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]
    def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]
    def check_workspace(workspace: Workspace) -> Iterator[Finding]

The kit does not run rules: the registry finds them, the engine calls them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from proclint.diagnostic import Edit, Fix, Related, Severity
from proclint.model import Action, Clause, Document, Kind, Organisation, Party, Process, Source, Step
from proclint.span import Position, Span
from proclint.workspace import Workspace

__all__ = [
    "Action", "Awake", "Clause", "Document", "Edit", "Finding", "Fix", "Iterator", "Kind", "Organisation", "Party",
    "Position", "Process", "Related", "Severity", "Source", "Span", "Step", "Workspace", "judged", "quoted", "reminder",
    "words",
]  # fmt: skip

_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_ALREADY_SPOKEN = frozenset({"we", "our"})
_VERBS = frozenset({
    "assist", "bring", "build", "care", "connect", "cure", "deliver", "educate", "empower", "enable", "ensure", "feed",
    "find", "get", "give", "guide", "heal", "help", "inform", "keep", "let", "make", "offer", "prepare", "protect",
    "provide", "put", "save", "serve", "show", "supply", "support", "teach", "train",
})  # fmt: skip


class Awake(StrEnum):
    """When a rule of the default set runs. A sleeping one says what it waits for."""

    ALWAYS = "always"
    WITH_PURPOSE = "purpose"  # asleep until a config states a purpose
    WITH_EXTERNAL = "external party"  # asleep until the config declares an external party
    WHEN_SELECTED = "selected"  # not in the default set


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields; the registry adds code, name and severity.

    `path` is needed only from `check_workspace`; `span` None marks the start of the file, or `at` where a place is
    known but no text to count in. `step` (an id) is needed only from `check_document`. `subject`: the words that the
    fingerprint is made of (default: the step's text). `block` and `together`: see Diagnostic.
    """

    message: str
    help: str
    span: Span | None = None
    path: str | None = None
    step: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    subject: str | None = None
    block: str | None = None
    together: str = ""
    at: Position | None = None


def quoted(text: str, limit: int = 60) -> str:
    """`text` in double quotes, without a full stop at its end, cut at a word near `limit` characters."""
    text = text.removesuffix(".")
    if len(text) > limit:
        text = text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.") + " ..."
    return f'"{text}"'


def judged(document: Document) -> Iterator[Step]:
    """The steps of `document` that the rules about customers judge: whoever is outside is the customer at work."""
    return (step for step in document.steps if not step.is_outside)


def reminder(organisation: Organisation) -> str | None:
    """The stated purpose as the opening of a question ("we are here to help shoppers ..."); None where none is stated.

    A purpose that does not begin with a verb is quoted, so that the question is a sentence whatever it says.
    """
    purpose = _SENTENCE_END.split(" ".join((organisation.purpose or "").split()), maxsplit=1)[0].rstrip(" .!?;:,")
    first, _, rest = purpose.partition(" ")
    if not rest:
        return f"our purpose is {quoted(purpose)}" if purpose else None
    if first.casefold() == "to":
        return f"we are here to {rest}"
    if first.casefold() in _ALREADY_SPOKEN:
        return f"{first.casefold()} {rest}"
    if first.casefold() in _VERBS:
        return f"we are here to {first.casefold()} {rest}"
    return f"our purpose is {quoted(purpose, 120)}"


@cache
def words(name: str) -> frozenset[str]:
    """The word list grammar/`name`.txt: case folded, a word (or several) a line; comments start with #."""
    text = resources.files("proclint.grammar").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip().casefold() for line in text.splitlines())
    return frozenset(line for line in lines if line)
