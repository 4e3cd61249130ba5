"""Sections: what a heading and the fields below it say for the steps that stand there.

It does not find steps.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from proclint.model import Clause, Party, Source, Step
from proclint.reading import fields
from proclint.reading.visible import Text


@dataclass(slots=True)
class Frame:
    """A section in the making: what its heading and its fields say."""

    level: int
    title: Text | None = None
    performers: tuple[Party, ...] = ()
    heading_performs: bool = False  # whether the heading alone says who performs, which a field overrules
    customers: tuple[Party, ...] = ()
    purpose: Clause | None = None
    owner: Party | None = None
    trigger: Clause | None = None
    priorities: list[Clause] = field(default_factory=list)
    told: dict[str, list[Clause]] = field(default_factory=dict)  # measures and feedback, which may hold several values
    offset: int = 0
    opens: str | None = None  # the field that the heading opens

    @property
    def source(self) -> Source:
        """Where what it says comes from."""
        return Source.SECTION if self.level > 1 else Source.DOCUMENT

    @property
    def is_process(self) -> bool:
        """Whether it is a process of its own when steps stand below it."""
        return bool(self.purpose or self.owner or self.trigger)

    def state(self, name: str, text: Text, start: int = 0) -> None:
        """Take in the field `name` with the value that text.visible[start:] is."""
        end = len(text.visible)
        if name == "customer":
            self.customers += fields.parties(text, start, end, self.source)
        elif name == "performer":
            stated = fields.parties(text, start, end, self.source)
            self.performers = stated if self.heading_performs else self.performers + stated
            self.heading_performs = False
        elif name == "owner":
            self.owner = self.owner or next(iter(fields.parties(text, start, end, self.source)), None)
        elif name == "purpose":
            self.purpose = self.purpose or fields.clause(text, start, end)
        elif name == "trigger":
            self.trigger = self.trigger or fields.clause(text, start, end)
        elif name == "priorities" and (value := fields.clause(text, start, end)) is not None:
            self.priorities.append(value)
        elif name in ("measure", "feedback"):
            value = fields.clause(text, start, end)
            self.told.setdefault(name, []).extend([value] if value else [])


@dataclass(slots=True)
class Found:
    """A step with the sections above it."""

    step: Step
    frames: tuple[Frame, ...]
