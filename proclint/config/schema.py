"""The shape of proclint.toml: every key, its type, and the words for what is wrong with a value.

It does not read files or merge configs (see `discovery`). pydantic has its one door here, in a module of its own, so
that a run without any config file never imports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from proclint.config.toml import Keys
from proclint.model import MAX_HAND_OFFS
from proclint.nearest import nearest as closest
from proclint.settings import FailOn

NESTED_KEYS = ("select", "ignore", "extend-select", "per-file-ignores", "processes", "not-processes")
"""What a config below the workspace's own may set."""

_SHOWN = 40  # characters of a value in a message
_WORDS = {str: "the text", int: "the number", float: "the number"}
_WANTED = {
    "string_type": ("a text", "write it in double quotes"),
    "bool_type": ("true or false", "write true or false, without quotes"),
    "int_type": ("a whole number", "write a whole number, without quotes"),
    "list_type": ("a list", 'write a list of texts, as in ["one", "two"]'),
    "dict_type": ("a table", "write a table, as in [parties.customer]"),
    "model_type": ("a table", "write a table, as in [parties.customer]"),
}


class _Table(BaseModel):
    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", "-"),
        use_attribute_docstrings=True,
    )


class PartyTable(_Table):
    """Whoever does or receives work. The key is a name of the party too."""

    kind: Literal["external", "contact", "internal", "system"] | None = None
    """external: those we exist for; contact: outside, but not whom we exist for; internal; system: a tool."""
    names: list[str] = []
    """Further names of the same party."""
    department: str | None = None
    """The department that an internal party belongs to."""
    helps: str | None = None
    """The party's own purpose: whom it helps do what."""
    serves: list[str] = []
    """Whom it serves, where no document says it yet."""
    part: list[str] = []
    """What part the party plays in buying, such as decides, uses, pays."""
    needs: list[str] = []
    """What the party needs."""
    accepts: list[str] = []
    """Formats and channels that the party can use."""


class DepartmentTable(_Table):
    """A department of the organisation."""

    helps: str | None = None
    """Whom the department helps do what."""


class FieldsTable(_Table):
    """Further labels for the fields that authors write, such as the names of another language."""

    customer: list[str] = []
    performer: list[str] = []
    owner: list[str] = []
    purpose: list[str] = []
    trigger: list[str] = []
    input: list[str] = []
    supplier: list[str] = []
    output: list[str] = []
    good_when: list[str] = []
    via: list[str] = []
    by_when: list[str] = []
    customer_impact: list[str] = []
    need: list[str] = []
    measure: list[str] = []
    feedback: list[str] = []
    priorities: list[str] = []


class Config(_Table):
    """The settings of proclint, in proclint.toml or in the table tool.proclint of pyproject.toml."""

    purpose: str | None = None
    """The external purpose: whom the organisation helps do what."""
    root: bool = False
    """Whether this folder is a workspace of its own, whatever configs stand above it."""
    extend: str | None = None
    """A parent .toml file, relative to this one; what this one says goes before it."""
    include: list[str] | None = None
    """Which files are found; by default every *.md and *.markdown."""
    exclude: list[str] = []
    """Files and folders that are left out, besides those left out by default; a pattern with ! takes one back."""
    processes: list[str] = []
    """Pages that hold processes, whatever they look like."""
    not_processes: list[str] = []
    """Pages that are read and hold no processes."""
    select: list[str] | None = None
    """Rules that are on: codes, prefixes, names, or ALL."""
    extend_select: list[str] = []
    """Rules that are on besides those selected."""
    ignore: list[str] = []
    """Rules that are off."""
    per_file_ignores: dict[str, list[str]] = {}
    """Rules that are off for the files that a pattern matches."""
    baseline: str | None = None
    """The baseline file, relative to the workspace."""
    fail_on: FailOn = "warning"
    """The severity from which a run counts as failed."""
    required_sections: list[str] = []
    """Sections that every process page has."""
    max_hand_offs: int = Field(default=MAX_HAND_OFFS, ge=1)
    """How many hand-offs may lie between a step and someone outside."""
    parties: dict[str, PartyTable] = {}
    """Who does or receives work."""
    departments: dict[str, DepartmentTable] = {}
    """The departments of the organisation."""
    fields: FieldsTable = FieldsTable()
    """Further labels for the fields that authors write."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the value at `keys`: message and help, lower case, without a full stop."""

    keys: Keys
    message: str
    help: str


def schema() -> dict[str, Any]:
    """The JSON schema of proclint.toml (draft 2020-12)."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Config.model_json_schema(by_alias=True)}


def validate(values: dict[str, Any]) -> Config | list[Problem]:
    """The config that `values` (as read from TOML) state, or everything that is wrong with them."""
    try:
        return Config.model_validate(values)
    except ValidationError as error:
        return list(_problems(error))


def nearest(name: str, known: list[str]) -> tuple[str, bool]:
    """The one of `known` that looks most like `name`, and whether it looks much like it."""
    return closest(name.casefold().replace("_", "-"), known)[0]


def _problems(error: ValidationError) -> Iterator[Problem]:
    for found in error.errors(include_url=False):
        keys: Keys = found["loc"]
        kind, value = found["type"], found["input"]
        name = _spoken(keys)
        if kind == "extra_forbidden":
            yield _unknown(keys)
        elif kind in _WANTED:
            wanted, help_ = _WANTED[kind]
            yield Problem(keys, f"{name} is {_shown(value)}, and {wanted} is wanted", help_)
        elif kind == "literal_error":
            yield _not_listed(keys, value, found["ctx"]["expected"])
        elif kind == "greater_than_equal":
            lowest = found["ctx"]["ge"]
            yield Problem(keys, f"{name} is {value}, and {lowest} or more is wanted", f"write {lowest} or more")
        else:  # no other type is known; its own words are still better than none
            message = found["msg"]
            yield Problem(keys, f"{name}: {message[:1].lower()}{message[1:]}", "see the JSON schema of proclint.toml")


def _unknown(keys: Keys) -> Problem:
    table, key = keys[:-1], str(keys[-1])
    known = _known(table)
    where = f" in [{'.'.join(map(_quoted, table))}]" if table else ""
    if not table and key in ("tool", "proclint"):
        return Problem(keys, f'unknown key "{key}"', "in proclint.toml the keys stand alone, without [tool.proclint]")
    near, alike = nearest(key, known)
    help_ = f'did you mean "{near}"?' if alike else f'the nearest key is "{near}"; known here: {", ".join(known)}'
    return Problem(keys, f'unknown key "{key}"{where}', help_)


def _known(table: Keys) -> list[str]:
    """The keys that a table may hold, the oftener written first."""
    shapes: dict[str, type[BaseModel]] = {
        "parties": PartyTable,
        "departments": DepartmentTable,
        "fields": FieldsTable,
    }
    shape = shapes[str(table[0])] if table else Config
    return [field.alias or name for name, field in shape.model_fields.items()]


def _not_listed(keys: Keys, value: object, expected: str) -> Problem:
    listed = expected.replace("'", '"')
    known = [word for word in expected.split("'")[1::2] if word.strip() not in (",", "or")]
    if not isinstance(value, str):
        return Problem(keys, f"{_spoken(keys)} is {_shown(value)}, and a text is wanted", f"write one of {listed}")
    near, alike = nearest(value, known)
    help_ = f'did you mean "{near}"? write one of {listed}' if alike else f"write one of {listed}"
    return Problem(keys, f"{_spoken(keys)} is {_shown(value)}", help_)


def _spoken(keys: Keys) -> str:
    """`keys` as a person says them: "parties.shopper.names", element 2."""
    named = '"' + ".".join(_quoted(key) for key in keys if isinstance(key, str)) + '"'
    return f"element {keys[-1] + 1} of {named}" if keys and isinstance(keys[-1], int) else named


def _quoted(key: str | int) -> str:
    text = str(key)
    return text if text.replace("-", "").replace("_", "").isalnum() and text.isascii() else f"'{text}'"


def _shown(value: object) -> str:
    """What a value is, and the value itself where it is short."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a table"
    text = str(value)
    text = text if len(text) <= _SHOWN else text[: _SHOWN - 4] + " ..."
    word = next((word for kind, word in _WORDS.items() if isinstance(value, kind)), "the date or time")
    return f'{word} "{text}"' if isinstance(value, str) else f"{word} {text}"
