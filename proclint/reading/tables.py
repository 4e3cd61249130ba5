"""Step tables: which column of a table holds the steps, and which fields the others are.

It does not make steps of the rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from proclint.reading import fields
from proclint.reading.kinds import NESTED_ACTING, NESTED_SHARE, ItemKind
from proclint.reading.page import Table
from proclint.reading.passed import NoSteps, Reason
from proclint.reading.steps import Drafter

_STEP_COLUMNS = frozenset(
    {
        "step",
        "steps",
        "activity",
        "activities",
        "action",
        "actions",
        "task",
        "tasks",
        "process",
        "what",
        "what happens",
        "to do",
        "does what",
        "what they do",
        "responsibility",
        "responsibilities",
        "duty",
        "duties",
        "description",
    }
)
_DOERS = frozenset(
    {"owner", "name", "names", "assignee", "assigned to", "lead", "person", "person responsible", "team", "staff"}
)
_LOOSE_COLUMNS = _STEP_COLUMNS - {"step", "steps", "activity", "activities", "action", "actions"}
_DATES = frozenset(
    {
        "by when",
        "day",
        "deadline",
        "due",
        "due date",
        "frequency",
        "how often",
        "month",
        "start",
        "start date",
        "timeline",
        "timing",
        "week",
        "when",
    }
)
_NUMBER_COLUMNS = frozenset({"#", "no", "no.", "nr", "nr.", "number", "step", "step no.", "id"})


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a step table by their index: the steps, their numbers, and the fields that the others hold."""

    step: int
    number: int | None
    fields: dict[int, str]


def find_columns(table: Table, drafter: Drafter) -> Columns | NoSteps:
    """The columns of a table of steps: one for the step, one for who does it, who gets it or when; else why none."""
    names = [cell.visible.casefold().rstrip(":").strip() for cell in table.header]
    found = {
        index: name
        for index, title in enumerate(names)
        if (name := fields.field_of(title, drafter.labels, fields.IN_STEP)) is not None
    }
    candidates = [
        index for index, title in enumerate(names) if title.split(" ")[-1] in _STEP_COLUMNS or title in _STEP_COLUMNS
    ]
    if "performer" not in found.values():
        doers = [index for index, title in enumerate(names) if title in _DOERS or fields.is_party_label(title)]
        doers.sort(key=lambda index: _counts(table, index))
        found.update({index: "performer" for index in doers[:1] if index not in found})
    if not candidates:
        return NoSteps(Reason.COLUMN)
    served = any(name in ("performer", "customer") for name in found.values())
    if not served and not any(name in _DATES for name in names):
        return NoSteps(Reason.NOBODY)
    # Of several columns the one with the longest texts: "Step" may hold only numbers.
    step = max(candidates, key=lambda index: sum(len(row.cells[index].visible) for row in table.rows))
    by_name = any(index in found and names[index] in _DOERS for index in range(len(names)))
    loose = not served or names[step] in _LOOSE_COLUMNS or names[step] not in _STEP_COLUMNS or by_name
    if loose and not _acts(table, step, drafter, third=names[step] != "description"):
        return NoSteps(Reason.CELLS)
    numbers = [index for index, title in enumerate(names) if title in _NUMBER_COLUMNS and index != step]
    found.pop(step, None)
    return Columns(step, numbers[0] if numbers else None, found)


def _counts(table: Table, column: int) -> bool:
    """Whether a column says how many people are needed rather than who they are: "2 people"."""
    cells = [row.cells[column].visible for row in table.rows if row.cells[column].visible]
    return sum(cell[0].isdigit() for cell in cells) * 2 > len(cells)


def _acts(table: Table, column: int, drafter: Drafter, *, third: bool) -> bool:
    """Whether most cells of a column tell of an action: "What" may head a calendar as well. `third`: "signs the letter"
    is one.
    """
    kinds = [drafter.from_text(row.cells[column]).reading.kind for row in table.rows]
    acting = sum(kind in NESTED_ACTING or (third and kind is ItemKind.THIRD) for kind in kinds)
    return acting >= NESTED_SHARE * len(kinds)
