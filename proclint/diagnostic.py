"""What proclint says: one diagnostic at one place, with help, related places and an optional fix.

It does not know how a diagnostic is found or printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from proclint.span import Position


class Severity(StrEnum):
    """How much a diagnostic weighs, heaviest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a diagnostic; `is_hop`: one stretch of a trail, in the order of the trail."""

    path: str
    start: Position
    end: Position
    message: str
    is_hop: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """Text that replaces what stands between two positions of a file."""

    path: str
    start: Position
    end: Position
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that mends a diagnostic. A safe one never changes what the page says."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding at one place.

    `path` is relative to the workspace, with `/`; `step` is the id of the step that it is about; `subject` is the
    step's or the party's own words, from which the fingerprint is made; `block` is the same for neighbours that a
    person reads as one (the steps of one list that serve nobody), and `together` is what such a block says after its
    number ("steps serve nobody").
    """

    code: str
    name: str
    severity: Severity
    message: str
    help: str
    path: str
    start: Position
    end: Position
    step: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    subject: str = ""
    block: str | None = None
    fingerprint: str = ""
    together: str = ""

    @property
    def order(self) -> tuple[str, Position, str, str]:
        """The key that diagnostics are sorted by: path, line, column, code."""
        return (self.path, self.start, self.code, self.message)
