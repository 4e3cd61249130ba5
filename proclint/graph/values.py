"""What the graph answers: verdicts, hand-offs, hops, trails, parties, loops. Plain values.

Nothing here is computed; see `graph`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from proclint.model import Kind, Source, Step
from proclint.span import Span

DECLARED = "declared"
"""What a hop goes by where only the config says it."""


class Verdict(StrEnum):
    """What the trails of a step come to."""

    TIED = "tied"  # one reaches an external party
    OPEN = "open"  # none does, but one reaches a party of unknown kind or one that serves "you", or ends at a contact
    UNTIED = "untied"  # every one ends inside
    UNSERVED = "unserved"  # it has no customer
    OUTSIDE = "outside"  # whoever is outside performs it: it is not judged


class Reason(StrEnum):
    """Why a trail ends where it ends."""

    PERFORMS_NO_STEP = "performs no step"
    SERVES_NOBODY = "serves nobody"
    EACH_OTHER = "serves only each other"
    SYSTEM = "system"
    NOT_KNOWN = "not known"
    NO_CUSTOMER = "no customer"


class HandOff(NamedTuple):
    """A step that `giver` performs under its own name and that serves `taker`. They sort by their place.

    `at` is the index of the step in its document; giver and taker are keys of parties.
    """

    path: str
    at: int
    giver: str
    taker: str
    source: Source
    step: str


@dataclass(frozen=True, slots=True)
class Hop:
    """One stretch of a trail. `via` is the source of the customer, or DECLARED: then the place is the config's.

    `line` is 1-based, None where it is not known; `span` marks the customer where the document names it, else the step;
    `giver` is None where nobody is named who performs the step.
    """

    giver: str | None
    taker: str
    giver_name: str | None
    taker_name: str
    via: str
    path: str
    line: int | None
    step: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Trail:
    """The trail that is shown of a step (on the 1-based `line`): `hops` from it to `end`, the party where it ends.

    In a loop `end` and `ends_at` (its name) are None, and the hops go round until a party comes again. `ends` says who
    outside is reached: "customer" or "contact". `declared_only`: no trail of the same verdict does without the config.
    """

    path: str
    line: int
    step: Step
    verdict: Verdict
    hops: tuple[Hop, ...] = ()
    end: str | None = None
    ends_at: str | None = None
    ends: str | None = None
    reason: Reason | None = None

    @property
    def declared_only(self) -> bool:
        """Whether it leans on what only the config says."""
        return any(hop.via == DECLARED for hop in self.hops)


@dataclass(frozen=True, slots=True)
class PartyNode:
    """A party as all documents and the config know it.

    `name` is what most mentions call it, `names` are all that it is called; `party` is its key in the config;
    `performs` has the steps that it performs under its own name, `served_in` those that serve it, as (path, id);
    `serves` and `served_by` are the parties at the other end of its hand-offs, `declares` those that the config
    says it serves.
    """

    key: str
    name: str
    kind: Kind
    party: str | None = None
    names: tuple[str, ...] = ()
    mentions: int = 0
    performs: tuple[tuple[str, str], ...] = ()
    served_in: tuple[tuple[str, str], ...] = ()
    serves: tuple[str, ...] = ()
    served_by: tuple[str, ...] = ()
    declares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loop:
    """Internal parties that serve only one another: their keys, sorted, and the first hand-off of each pair."""

    members: tuple[str, ...]
    hand_offs: tuple[HandOff, ...]
