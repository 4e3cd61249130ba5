"""Text as a reader sees it, and for each of its characters the place in the source.

It does not know Markdown: whoever takes the marks off says what is left and where it stood.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from proclint.reading.refusal import Refusal
from proclint.span import Span

FILLER = "\ufdd0"  # stands in a masked text for a character that no reader sees: a noncharacter, so no text needs it
MAX_RUNS = 100_000

_UNEVEN = re.compile(rf"\s\s|[^\S ]|{FILLER}")
_PIECE = re.compile(rf"\s+|{FILLER}+|[^\s{FILLER}]+(?: [^\s{FILLER}]+)*")


@dataclass(slots=True)  # not frozen, but never changed: a frozen one takes five times as long to make
class Text:
    """A visible text and its map into the source. All indexes below are indexes of `visible`, ends not included.

    `visible` has no marks, and white space folded to single spaces, none at its ends. `line_starts` are the indexes, 0
    left out, at which a new line of the source (or one made by `<br>`) begins. `links` are (start, end, url).

    The map is a list of runs: from index `starts[i]` on, the characters come from the source from `sources[i]` to
    `ends[i]`, one for one where the lengths agree, else all of them from the whole of it (an entity). An empty text has
    one empty run: the place where a text would stand.
    """

    visible: str = ""
    line_starts: tuple[int, ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    strong: tuple[tuple[int, int], ...] = ()
    emphasis: tuple[tuple[int, int], ...] = ()
    code: tuple[tuple[int, int], ...] = ()
    starts: tuple[int, ...] = (0,)
    sources: tuple[int, ...] = (0,)
    ends: tuple[int, ...] = (0,)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The source from the first to the last visible character of `visible[start:end]`; spaces at its ends are none.

        A piece without visible characters has the empty span of the place where it would stand.
        """
        start, end = self._tighten(start, len(self.visible) if end is None else end)
        first = self._source(start)[0]
        return Span(first, self._source(end - 1)[1] if end > start else first)

    def part(self, start: int, end: int) -> Text:
        """`visible[start:end]`, stripped, as a text with its own map; indexes count from its own start."""
        start, end = self._tighten(start, end)
        if start >= end:
            first = self._source(start)[0]
            return Text(sources=(first,), ends=(first,))
        low = bisect_right(self.starts, start) - 1
        high = bisect_right(self.starts, end - 1)
        sources, ends = list(self.sources[low:high]), list(self.ends[low:high])
        if self._is_even(high - 1):
            ends[-1] = self._source(end - 1)[1]
        if self._is_even(low):
            sources[0] = self._source(start)[0]
        return Text(
            self.visible[start:end],
            tuple(index - start for index in self.line_starts if start < index < end),
            tuple((*cut, url) for first, last, url in self.links for cut in _cut(first, last, start, end)),
            tuple(cut for one in self.strong for cut in _cut(*one, start, end)),
            tuple(cut for one in self.emphasis for cut in _cut(*one, start, end)),
            tuple(cut for one in self.code for cut in _cut(*one, start, end)),
            tuple(max(0, index - start) for index in self.starts[low:high]),
            tuple(sources),
            tuple(ends),
        )

    def _tighten(self, start: int, end: int) -> tuple[int, int]:
        start = max(0, start)
        end = min(end, len(self.visible))
        while start < end and self.visible[start] == " ":
            start += 1
        while start < end and self.visible[end - 1] == " ":
            end -= 1
        return start, end

    def _is_even(self, run: int) -> bool:
        following = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.visible)
        return following - self.starts[run] == self.ends[run] - self.sources[run]

    def _source(self, index: int) -> tuple[int, int]:
        """From where to where in the source the character at `index` stands; past the end: where the text ends."""
        if index >= len(self.visible):
            return self.ends[-1], self.ends[-1]
        run = bisect_right(self.starts, index) - 1
        if not self._is_even(run):
            return self.sources[run], self.ends[run]
        source = self.sources[run] + index - self.starts[run]
        return source, source + 1


def _cut(first: int, last: int, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The range from `first` to `last` as it is inside the piece from `start` to `end`: one range or none."""
    low, high = max(first, start), min(last, end)
    return ((low - start, high - start),) if low < high else ()


def _trim(visible: str, first: int, last: int) -> tuple[tuple[int, int], ...]:
    """The range from `first` to `last` without spaces at its ends: one range or none."""
    last = min(last, len(visible))
    if first < last and visible[first] == " ":
        first += 1
    if first < last and visible[last - 1] == " ":
        last -= 1
    return ((first, last),) if first < last else ()


class Writer:
    """Takes the visible pieces of a text in source order and gives the Text. `anchor`: its place if it stays empty."""

    __slots__ = (
        "_anchor",
        "_ends",
        "_even",
        "_gap",
        "_lines",
        "_marks",
        "_new_line",
        "_parts",
        "_sources",
        "_starts",
        "length",
    )

    def __init__(self, anchor: int) -> None:
        self.length = 0
        self._anchor = anchor
        self._gap = True  # the last character is a space, or there is none yet
        self._new_line = False
        self._even = False  # the last run is one for one
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._sources: list[int] = []
        self._ends: list[int] = []
        self._lines: list[int] = []
        self._marks: list[tuple[str, int, int, str]] = []

    def write(self, piece: str, start: int, end: int) -> None:
        """Add `piece`, which stands in the source from `start` to `end`; white space is folded, fillers are dropped."""
        if not piece:
            return
        if not _UNEVEN.search(piece):
            self._append(piece, start, end)
        elif len(piece) != end - start:
            self._append(" ".join(piece.replace(FILLER, "").split()) or " ", start, end)
        else:
            for match in _PIECE.finditer(piece):
                if piece[match.start()] != FILLER:
                    first = start + match.start()
                    found = match.group()
                    if found[0].isspace():
                        self._append(" ", first, first + 1)
                    else:
                        self._append(found, first, first + len(found))

    def break_line(self, start: int) -> None:
        """Add a line break, which stands in the source at `start`."""
        self._append(" ", start, start + 1)
        self._new_line = True

    def mark(self, kind: str, start: int, url: str = "") -> None:
        """Say that what was written since the length was `start` is Strong, Emphasis, Code or a Link to `url`."""
        if self.length > start:
            self._marks.append((kind, start, self.length, url))

    def finish(self) -> Text:
        """The text that was written."""
        visible = "".join(self._parts)
        if self._gap and visible:
            visible = visible[:-1]
            self._drop_last()
        if not visible:
            return Text(sources=(self._anchor,), ends=(self._anchor,))
        text = Text(
            visible,
            tuple(self._lines),
            starts=tuple(self._starts),
            sources=tuple(self._sources),
            ends=tuple(self._ends),
        )
        if self._marks:
            marks = [(kind, pair, url) for kind, *ends, url in self._marks for pair in _trim(visible, ends[0], ends[1])]
            text.links = tuple((*pair, url) for kind, pair, url in marks if kind == "Link")
            text.strong = tuple(pair for kind, pair, _ in marks if kind == "Strong")
            text.emphasis = tuple(pair for kind, pair, _ in marks if kind == "Emphasis")
            text.code = tuple(pair for kind, pair, _ in marks if kind == "Code")
        return text

    def _append(self, piece: str, start: int, end: int) -> None:
        if piece[0] == " " and self._gap:
            if len(piece) == end - start:
                start += 1
            piece = piece[1:]
            if not piece:
                return
        if self._new_line and piece != " ":
            if self.length:
                self._lines.append(self.length)
            self._new_line = False
        size = len(piece)
        even = size == end - start
        if even and self._even and self._ends[-1] == start:
            self._ends[-1] = end
        else:
            if len(self._starts) >= MAX_RUNS:
                raise Refusal("a paragraph with too much markup", "split it, or leave the page out with exclude", start)
            self._starts.append(self.length)
            self._sources.append(start)
            self._ends.append(end)
            self._even = even
        self._parts.append(piece)
        self.length += size
        self._gap = piece[-1] == " "

    def _drop_last(self) -> None:
        """Take the space off the end of the map."""
        if self._starts[-1] == self.length - 1:
            self._starts.pop()
            self._sources.pop()
            self._ends.pop()
        elif self._even:
            self._ends[-1] -= 1
        self.length -= 1
