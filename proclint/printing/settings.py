"""The settings that hold for a page, as TOML: each line says where its value comes from.

It does not know what a setting means.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from proclint.printing.colour import paint
from proclint.printing.run import View
from proclint.printing.visible import visible

_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Setting(Protocol):
    """A value with its keys and its place; of a list, each element with its own."""

    @property
    def keys(self) -> tuple[str | int, ...]:
        """The tables it stands in, and its own name."""

    @property
    def value(self) -> Any:
        """The value, unless it is a list."""

    @property
    def place(self) -> object | None:
        """Where it is stated; None: it is the default."""

    @property
    def elements(self) -> Sequence[tuple[Any, object | None]] | None:
        """The elements of a list with their places."""


def render(settings: Iterable[Setting], about: Iterable[str], view: View) -> str:
    """`about` as comments, then the settings, tables last."""
    lines = [paint(f"# {visible(line)}", "dim", view) for line in about]
    table: tuple[str | int, ...] = ()
    # a table goes on to the next one, so what stands in none comes first
    for one in sorted(settings, key=lambda one: _table(one) != ()):
        if _table(one) != table:
            table = _table(one)
            lines += ["", f"[{'.'.join(map(_key, table))}]"]
        lines += _lines(one, len(table), view)
    return "".join(f"{line}\n" for line in lines)


def _table(one: Setting) -> tuple[str | int, ...]:
    return one.keys[:-1] if one.keys[0] != "per-file-ignores" else ()


def _lines(one: Setting, depth: int, view: View) -> list[str]:
    name = ".".join(map(_key, one.keys[depth:]))
    if one.elements is None:
        return [f"{name} = {_value(one.value)}{_place(one.place, view)}"]
    places = {str(place) for _, place in one.elements}
    if len(places) <= 1:
        place = one.elements[0][1] if one.elements else None
        return [f"{name} = [{', '.join(_value(value) for value, _ in one.elements)}]{_place(place, view)}"]
    rows = [f"    {_value(value)},{_place(place, view)}" for value, place in one.elements]
    return [f"{name} = [", *rows, "]"]


def _place(place: object | None, view: View) -> str:
    return paint(f"  # {'by default' if place is None else visible(str(place))}", "dim", view)


def _key(key: str | int) -> str:
    return str(key) if _BARE.fullmatch(str(key)) else _text(str(key))


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    return json.dumps(value)


def _text(text: str) -> str:
    """A basic string of TOML, which escapes as JSON does and DEL besides; all that is hidden is escaped."""
    hidden = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
    return hidden.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
