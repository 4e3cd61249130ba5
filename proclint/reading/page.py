"""What a Markdown page is made of: blocks, their texts and where they stand.

It does not read a page and knows nothing of steps. Its values are never changed; they are not frozen because a frozen
one takes five times as long to make, and a page has thousands.
"""

from __future__ import annotations

from dataclasses import dataclass

from proclint.reading.visible import Text
from proclint.span import Span


@dataclass(slots=True)
class Heading:
    """A heading of level 1 to 6. `line_offset` lies in the line of its text, also where that is underlined."""

    level: int
    text: Text
    span: Span
    line_offset: int


@dataclass(slots=True)
class Paragraph:
    """A paragraph that a reader sees something of; one that holds only images or comments is left out."""

    text: Text
    span: Span


@dataclass(slots=True)
class Item:
    """An item of a list. `offset` is that of its marker; `number` is the number as written, None after a bullet.

    `task` says whether its box is ticked, None without a box. `text` is its first paragraph, empty when it has none or
    when something else than code or HTML comes first; `blocks` is all else in it.
    """

    offset: int
    number: str | None
    task: bool | None
    text: Text
    blocks: tuple[Block, ...]
    span: Span


@dataclass(slots=True)
class List:
    """An ordered or a bullet list."""

    ordered: bool
    items: tuple[Item, ...]
    span: Span


@dataclass(slots=True)
class Row:
    """A row of a table, with as many cells as the header has."""

    cells: tuple[Text, ...]
    span: Span


@dataclass(slots=True)
class Table:
    """A table: the cells of its header, and its rows without the header."""

    header: tuple[Text, ...]
    rows: tuple[Row, ...]
    span: Span


@dataclass(slots=True)
class Quote:
    """What stands aside from the page's own flow: a block quote, an admonition, a footnote."""

    blocks: tuple[Block, ...]
    span: Span


@dataclass(slots=True)
class Code:
    """A code block, fenced or indented."""

    span: Span


@dataclass(slots=True)
class Html:
    """A block of HTML, also one that is only a comment. What stands in it is not read."""

    span: Span


@dataclass(slots=True)
class ThematicBreak:
    """A line across the page."""

    span: Span


Block = Heading | Paragraph | List | Table | Quote | Code | Html | ThematicBreak


@dataclass(slots=True)
class Entry:
    """A top-level key of the front matter with its values: one, the members of its list, or none."""

    key: str
    key_span: Span
    values: tuple[Text, ...]


@dataclass(slots=True)
class Comment:
    """An HTML comment; `text` is what stands between its marks, stripped."""

    text: str
    span: Span


@dataclass(slots=True)
class Page:
    """A page as it was read, in source order. `text` is the whole source: all offsets count its code points."""

    blocks: tuple[Block, ...]
    front_matter: tuple[Entry, ...]
    comments: tuple[Comment, ...]
    text: str
