"""The front matter of a page: its top-level keys and their plain values, each with its place.

It does not read all of YAML or TOML: mappings inside, anchors and tags have no values, and nothing is ever refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proclint.reading.page import Entry
from proclint.reading.visible import Text, Writer
from proclint.span import Span

MAX_LENGTH = 100_000  # a front matter that is not closed within so many characters is none

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_OPENING = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_CLOSING = {"---": re.compile(r"(?:---|\.\.\.)[ \t]*"), "+++": re.compile(r"\+\+\+[ \t]*")}
_KEY = {
    "---": re.compile(r"(\"[^\"]*\"|'[^']*'|\w[\w ./-]*+):(?=[ \t]|$)[ \t]*"),
    "+++": re.compile(r"(\"[^\"]*\"|'[^']*'|\w[\w .-]*+)=[ \t]*"),
}
_ENDS = {"---": _KEY["---"], "+++": re.compile(rf"{_KEY['+++'].pattern}|\[")}  # what stands below a key ends there
_MEMBER = re.compile(r"[ \t]*-(?:[ \t]+|$)")
_BLOCK = re.compile(r"[|>][-+\d]*[ \t]*(?:#.*)?")
_COMMENT = re.compile(r"(?:^|[ \t])#.*")
_QUOTED = re.compile(r'"""(.*?)"""|\'\'\'(.*?)\'\'\'|"((?>(?:[^"\\]|\\.)*))"|\'((?>(?:[^\']|\'\')*))\'', re.DOTALL)
_ESCAPE = {'"': re.compile(r"\\([\"\\/])"), "'": re.compile(r"'(')")}
_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>")
_NOTHING = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its end, and the offset at which it starts."""

    text: str
    start: int


def read_front_matter(text: str) -> tuple[tuple[Entry, ...], int]:
    """The keys of the front matter at the very start of `text`, and the offset at which the body starts (0: none)."""
    opening = _OPENING.match(text)
    if opening is None:
        return (), 0
    fence = opening[1]
    lines: list[_Line] = []
    for line in _LINE.finditer(text, opening.end(), opening.end() + MAX_LENGTH):
        if _CLOSING[fence].fullmatch(line[1]):
            if lines and not lines[0].text.strip() and not any(_KEY[fence].match(one.text) for one in lines):
                break  # a line across the page, as it seems, and a second one further down
            return tuple(_read_entries(text, lines, fence)), line.end()
        if line.end() == len(text):
            break
        lines.append(_Line(line[1], line.start()))
    return ((), 0)


def read_unclosed(text: str) -> tuple[tuple[Entry, ...], Span]:
    """The keys right below a line that opens a front matter which never ends, and that line; no keys: there is none."""
    opening = _OPENING.match(text)
    if opening is None or read_front_matter(text)[1]:
        return (), Span(0, 0)
    fence = opening[1]
    lines: list[_Line] = []
    for line in _LINE.finditer(text, opening.end(), opening.end() + MAX_LENGTH):
        if not line[1].strip() or line[1].startswith("#"):
            break
        if not (_KEY[fence].match(line[1]) or (lines and (line[1][0] in " \t" or _MEMBER.match(line[1])))):
            return (), Span(0, 0)  # a line across the page, and a text below it
        lines.append(_Line(line[1], line.start()))
    return tuple(_read_entries(text, lines, fence)), Span(*opening.span(1))


def _read_entries(text: str, lines: list[_Line], fence: str) -> Iterator[Entry]:
    index = 0
    ends = _ENDS[fence]
    while index < len(lines):
        line = lines[index]
        index += 1
        if fence == "+++" and line.text.startswith("["):
            return  # from here on the keys belong to a table
        match = _KEY[fence].match(line.text)
        if match is None:
            continue
        key = match[1].rstrip()
        key_span = Span(line.start, line.start + len(key))
        if key[0] in "\"'":
            key, key_span = key[1:-1], Span(key_span.start + 1, key_span.end - 1)
        first = _Line(line.text[match.end() :], line.start + match.end())
        below: list[_Line] = []
        while index < len(lines) and not ends.match(lines[index].text):
            below.append(lines[index])
            index += 1
        yield Entry(key, key_span, tuple(_read_values(text, first, below)))


def _read_values(text: str, first: _Line, below: list[_Line]) -> Iterator[Text]:
    end = below[-1].start + len(below[-1].text) if below else first.start + len(first.text)
    if _BLOCK.fullmatch(first.text):
        yield from _folded([line for line in below if not line.text or line.text[0] in " \t"], first.start)
    elif first.text.startswith("["):
        yield from _read_flow(text, first.start + 1, end)
    elif first.text[:1] in ('"', "'"):
        quoted = _QUOTED.match(text, first.start, end)
        if quoted:
            yield from _unquoted(quoted)
        else:
            yield from _folded([first], first.start)
    elif _COMMENT.sub("", first.text).strip():
        if first.text[0] not in "{&*!":
            rest = [_Line(_COMMENT.sub("", line.text), line.start) for line in below if line.text[:1] in (" ", "\t")]
            yield from _folded([_Line(_COMMENT.sub("", first.text), first.start), *rest], first.start)
    else:
        yield from _read_members(text, below, end)


def _read_members(text: str, below: list[_Line], end: int) -> Iterator[Text]:
    """The values of a list that has a line for each member, which may run on below it."""
    members: list[list[_Line]] = []
    depth: int | None = None
    for line in below:
        marker = _MEMBER.match(line.text)
        indent = len(line.text) - len(line.text.lstrip())
        if marker and (depth is None or indent <= depth):
            depth = indent
            members.append([_Line(line.text[marker.end() :], line.start + marker.end())])
        elif members and line.text.strip() and not line.text.lstrip().startswith("#"):
            members[-1].append(line)
    for first, *rest in members:
        quoted = _QUOTED.match(text, first.start, end) if first.text[:1] in ('"', "'") else None
        if quoted:
            yield from _unquoted(quoted)
        elif not _KEY["---"].match(first.text) and first.text[:1] not in ("[", "{", "&", "*", "!"):
            yield from _folded([_Line(_COMMENT.sub("", line.text), line.start) for line in (first, *rest)], first.start)


def _read_flow(text: str, start: int, end: int) -> Iterator[Text]:
    """The values of a list in brackets, from after its opening bracket on. Lists and mappings inside it have none."""
    place, depth, has_value = start, 0, False
    while place < end:
        character = text[place]
        if depth == 0 and not has_value and character in "\"'" and (quoted := _QUOTED.match(text, place, end)):
            yield from _unquoted(quoted)
            place, has_value = quoted.end(), True
            continue
        if character in "[{":
            depth, has_value = depth + 1, True
        elif character in "]}":
            depth -= 1
            if depth < 0:
                return
        elif character == ",":
            has_value = has_value and depth > 0
        elif depth == 0 and not has_value and not character.isspace():
            stop = place
            while stop < end and text[stop] not in ",[]{}\r\n":
                stop += 1
            yield from _folded([_Line(_COMMENT.sub("", text[place:stop]), place)], place)
            place, has_value = stop, True
            continue
        place += 1


def _write(writer: Writer, piece: str, start: int) -> None:
    """Add a piece of the source without the HTML tags in it: titles have them."""
    place = 0
    for tag in _TAG.finditer(piece):
        writer.write(piece[place : tag.start()], start + place, start + tag.start())
        place = tag.end()
    writer.write(piece[place:], start + place, start + len(piece))


def _unquoted(quoted: re.Match[str]) -> Iterator[Text]:
    group = quoted.lastindex or 0
    start, end = quoted.span(group)
    writer = Writer(start)
    escape = _ESCAPE[quoted[0][0]]
    place = start
    for match in escape.finditer(quoted.string, start, end):
        _write(writer, quoted.string[place : match.start()], place)
        writer.write(match[1], match.start(), match.end())
        place = match.end()
    _write(writer, quoted.string[place:end], place)
    text = writer.finish()
    if text.visible:
        yield text


def _folded(lines: list[_Line], anchor: int) -> Iterator[Text]:
    writer = Writer(anchor)
    for number, line in enumerate(lines):
        if number:
            writer.break_line(max(anchor, line.start - 1))
        _write(writer, line.text, line.start)
    text = writer.finish()
    if text.visible not in _NOTHING:
        yield text
