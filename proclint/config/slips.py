"""What is wrong with a text that is no TOML, in the reader's words, and what to write instead.

It finds no slips: tomllib does, and speaks of them in words for whoever knows TOML.
"""

from __future__ import annotations

import re

_LONGEST = 60  # characters of the text that are shown
_QUOTES = "\"'“”„‘’«»`"
_ESCAPED = re.compile(r'["\\]')
_SETTING = 'write a setting as in select = ["CUS", "PUR"]'
_TABLE = 'write it as in [parties.shopper] or [parties."night porter"]'
_BACKSLASH = ("a backslash stands in a text in double quotes", "write it twice, or put the text in single quotes")
_OPEN_TEXT = ("a text in quotes is not closed", "end it with the quote that it begins with")
_AGAIN = "keep one of them"
_SPOKEN = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
_VALUE = re.compile(r"[^#,\]}]*")
_HEAD = re.compile(r"\s*(\[[^#]*|[^=#]*)")
# How tomllib's message begins -> message and help. "{}" is what stands at the place, "{key}" what its line opens with.
_SLIPS = {
    "Invalid date": ('"{}" is no date', "put a text in quotes"),
    "Unclosed array": ("a list is not closed, or lacks a comma", 'write it as in ["CUS", "PUR"]'),
    "Unclosed inline table": ("a table in braces is not closed", 'write it as in { kind = "external" }'),
    "Expected ']": ("the head of a table is not closed, or a name in it lacks quotes", _TABLE),
    "Expected '=' after a key": ('no "=" stands behind the key', _SETTING),
    "Cannot declare": ('"{key}" stands there twice', _AGAIN),
    "Cannot ": ('"{key}" says again what is said above', _AGAIN),
    "Duplicate ": ('"{key}" says a thing twice', _AGAIN),
    "Unescaped": _BACKSLASH,
    "Invalid hex value": _BACKSLASH,
    "Escaped character": _BACKSLASH,
    "Unterminated string": _OPEN_TEXT,
    "Illegal character '\\n'": _OPEN_TEXT,
    "Illegal character": ("a control character stands here", "take it out"),
    "Expected newline": (
        '"{}" stands behind a value',
        "end the line there, or put the whole text in one pair of quotes",
    ),
}


def told(message: str, line: str, column: int | None) -> tuple[str, str]:
    """What a reader is told, and what to do: of tomllib's `message` on a `line` of the text, at its `column` from 1."""
    rest = line[column - 1 :].strip() if column is not None else ""
    if message.startswith("Invalid value"):
        return _of_value(_value(rest))
    if message.startswith("Expected '=' after a key") and rest.startswith(":"):
        return '":" stands behind the key', 'write "=" there'
    for opening, (what, help_) in _SLIPS.items():
        if message.startswith(opening):
            key = _HEAD.match(line)
            return what.format(_cut(rest), key=_cut(key[1].strip() if key else line)), help_
    return f'"{_cut(line.strip())}" is no setting', _SETTING


def _value(rest: str) -> str:
    found = _VALUE.match(rest)
    return found[0].strip() if found else ""


def _of_value(value: str) -> tuple[str, str]:
    if not value:
        return "a value is missing", _SETTING
    if value.casefold() in _SPOKEN:
        return f'"{value}" is no value', f"write {_SPOKEN[value.casefold()]}"
    bare = value.strip(_QUOTES)
    again = f': "{bare}"' if bare and not _ESCAPED.search(bare) and len(bare) <= _LONGEST else ""
    return f'"{_cut(value)}" is no value', f"put a text in straight quotes{again}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
