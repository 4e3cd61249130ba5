"""Reads TOML and knows in which line each key and each element of a list stands.

It does not know what a key means. tomllib reads the values; the lines come from a scan of the same text, which tomllib
has already found to be well formed.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from proclint.config.slips import told

Keys = tuple[str | int, ...]
"""The way to a value: the names of its tables and its own, and the place (from 0) in a list."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""(?:"{0,2})|' + r"'''(?:[^']|'(?!''))*'''(?:'{0,2})|" + _QUOTED.pattern, re.DOTALL
)
_SCALAR = re.compile(r"[^\s,\]}#]+(?: [0-9][^\s,\]}#]*)?")  # a date and its time may be parted by a space
_GAP = re.compile(r"(?:\s|#[^\n]*)*")
_WHERE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


class TomlError(ValueError):
    """Text that is no TOML: `message` in the reader's words, the 1-based `line`, and the `help`."""

    def __init__(self, message: str, line: int, help: str) -> None:
        """`message` says what is wrong, `line` where, `help` what to do."""
        super().__init__(message)
        self.message = message
        self.line = line
        self.help = help


@dataclass(frozen=True, slots=True)
class Toml:
    """The values of a TOML text, and the 1-based line of each."""

    values: dict[str, Any]
    lines: dict[Keys, int] = field(repr=False)

    def line(self, keys: Keys) -> int:
        """The line of the value at `keys`, or of the nearest table or list around it that has one; else 1."""
        for end in range(len(keys), 0, -1):
            if keys[:end] in self.lines:
                return self.lines[keys[:end]]
        return 1


def parse(text: str) -> Toml:
    """Values and lines of `text`. Raises TomlError where it is no TOML."""
    # A lone CR is a line end to nobody but the reader's editor; CRLF is LF to TOML.
    text = text.replace("\r\n", "\n")
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _WHERE.search(str(error))
        line = int(found[1]) if found and found[1] else text.rstrip("\n").count("\n") + 1
        column = int(found[2]) if found and found[2] else None
        message, help_ = told(_WHERE.sub("", str(error)), text.split("\n")[line - 1], column)
        raise TomlError(message, line, help_) from None
    except RecursionError:
        raise TomlError("lists or tables are nested too deep", 1, "give them fewer levels") from None
    scan = _Scan(text)
    scan.document()
    return Toml(values, scan.lines)


class _Scan:
    """One pass over well-formed TOML that notes where each key stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Keys, int] = {}
        self._line = 1
        self._counted = 0

    def document(self) -> None:
        table: Keys = ()
        tables: Counter[Keys] = Counter()
        while self.gap() < len(self.text):
            if self.text[self.at] != "[":
                self.pair(table)
                continue
            listed = self.text.startswith("[[", self.at)
            self.at += 2 if listed else 1
            table = self._resolved(self.key(), tables, last=not listed)
            if listed:
                table = (*table, tables[table])
                tables[table[:-1]] += 1
            self.note(table)
            self.at += 2 if listed else 1

    @staticmethod
    def _resolved(key: Keys, tables: Counter[Keys], last: bool) -> Keys:
        """`key` with the place of the newest element put in after the name of each list of tables."""
        keys: Keys = ()
        for number, part in enumerate(key, 1):
            keys = (*keys, part)
            if tables[keys] and (last or number < len(key)):
                keys = (*keys, tables[keys] - 1)
        return keys

    def gap(self) -> int:
        """Passes white space, line ends and comments."""
        found = _GAP.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def line(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def note(self, keys: Keys) -> None:
        line = self.line()
        for end in range(1, len(keys) + 1):
            self.lines.setdefault(keys[:end], line)

    def key(self) -> Keys:
        """Reads a key, its parts parted by dots, and the white space after it."""
        parts: list[str] = []
        while True:
            self.gap()
            found = _BARE.match(self.text, self.at)
            if found:
                parts.append(found[0])
            else:
                found = _QUOTED.match(self.text, self.at)
                assert found is not None, "tomllib took a key that the scan does not know"
                parts.append(next(iter(tomllib.loads(found[0] + "=0"))))
            self.at = found.end()
            self.gap()
            if self.text[self.at] != ".":
                return tuple(parts)
            self.at += 1

    def pair(self, table: Keys) -> None:
        self.gap()
        start = self.at
        keys = (*table, *self.key())
        after, self.at = self.at, start
        self.note(keys)
        self.at = after + 1  # past "="
        self.value(keys)

    def value(self, keys: Keys) -> None:
        self.gap()
        opening = self.text[self.at]
        if opening in "[{":
            self.at += 1
            number = 0
            while self.gap() < len(self.text) and self.text[self.at] not in "]}":
                if self.text[self.at] == ",":
                    self.at += 1
                elif opening == "{":
                    self.pair(keys)
                else:
                    element = (*keys, number)
                    self.note(element)
                    self.value(element)
                    number += 1
            self.at += 1
            return
        found = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
        assert found is not None, "tomllib took a value that the scan does not know"
        self.at = found.end()
