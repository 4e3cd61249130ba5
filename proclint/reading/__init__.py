"""Reading: from the text of a page to its steps, parties still candidates.

A pure function of the text and the grammar; it knows no other page and no config but the labels that it is given.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from proclint.model import Clause, Document, Passed, ReadError
from proclint.reading import fields
from proclint.reading.contents import with_contents
from proclint.reading.document import Walk
from proclint.reading.markdown import parse
from proclint.reading.outcome import build, with_comments
from proclint.reading.page import Heading, Page
from proclint.reading.passed import Reason
from proclint.reading.prose import prose_steps
from proclint.reading.refusal import Refusal
from proclint.reading.sections import Found, Frame
from proclint.reading.steps import Drafter
from proclint.reading.words import word_list
from proclint.span import LineIndex, Span

_ENGLISH = frozenset(
    {"the", "a", "an", "to", "and", "of", "in", "is", "are", "for", "with", "or", "be", "on", "by", "it", "this", "if"}
)
_YES, _NO = frozenset({"true", "yes", "on", "y"}), frozenset({"false", "no", "off", "n"})  # as YAML has them
_ADDRESS = re.compile(r"[@/]|\w\.\w")  # what stands in one: "example.com" is no Portuguese
_TELLING = 20_000  # characters that tell the language of a page
_FEW = 3  # foreign words that say nothing yet: names have them

Synonyms = tuple[tuple[str, tuple[str, ...]], ...]

__all__ = ["read"]


def read(path: str, text: str, process: bool | None = None, synonyms: Synonyms = ()) -> Document:
    """Read the page at `path` (relative to the workspace, with `/`): its steps and candidates for parties.

    `process` says whether it is a process document; None: the page decides. What the front matter says comes first.
    `synonyms` are further labels of fields: ((field, (label, ...)), ...).
    """
    lines = LineIndex.of(text)
    try:
        page = parse(text)
    except Refusal as refusal:
        at = lines.position(refusal.offset)
        return Document(
            path, error=ReadError(refusal.message, refusal.help, at.line, at.column), lines=lines, text=text
        )
    stated = _stated(page)
    process = process if stated is None else stated
    title = _title(path, page)
    if process is False or (process is None and _is_in_another_language(text)):
        reason = Reason.STATED if stated is False else Reason.TOLD if process is False else Reason.LANGUAGE
        return Document(path, passed=(Passed("page", Span(0, 0), title.text, reason),), lines=lines, text=text)
    labels = fields.labels(synonyms)
    if PurePosixPath(path).suffix == ".txt":
        root = Frame(0)
        _read_front_matter(page, root)
        document = build(path, page, [Found(step, (root,)) for step in prose_steps(page)], root, lines, title)
        return with_comments(with_contents(document, page, labels), page)
    walk = Walk(page, Drafter(labels), lines)
    _read_front_matter(page, walk.root)
    walk.run()
    document = build(path, page, walk.found, walk.root, lines, title)
    document = replace(document, passed=tuple(walk.passed), priorities=walk.priorities)
    if process and not document.steps:
        top = tuple(frame for frame in (*walk.done, *walk.frames) if frame.level <= 1)
        document = build(path, page, [Found(step, top) for step in prose_steps(page)], walk.root, lines, title)
    return with_comments(with_contents(document, page, labels), page)


def _is_in_another_language(text: str) -> bool:
    spoken = " ".join(piece for piece in text[:_TELLING].split() if _ADDRESS.search(piece) is None)
    words = re.findall(r"[^\W\d_]+", spoken.casefold())
    foreign = sum(map(word_list("words_of_other_languages").__contains__, words))
    return foreign > _FEW and foreign > sum(map(_ENGLISH.__contains__, words))


def _stated(page: Page) -> bool | None:
    for entry in page.front_matter:
        if entry.key.casefold() == "process" and entry.values:
            value = entry.values[0].visible.casefold()
            if value in _YES:
                return True
            if value in _NO:
                return False
    return None


def _title(path: str, page: Page) -> Clause:
    """The title of a page: front matter, first heading, or file name."""
    for entry in page.front_matter:
        if entry.key == "title" and entry.values and entry.values[0].visible:
            return Clause(entry.values[0].visible, entry.values[0].span())
    for block in page.blocks:
        if isinstance(block, Heading) and block.text.visible:
            return Clause(block.text.visible, block.text.span())
    return Clause(PurePosixPath(path).stem.replace("-", " ").replace("_", " "), Span(0, 0))


def _read_front_matter(page: Page, frame: Frame) -> None:
    table = fields.labels()
    for entry in page.front_matter:
        name = fields.field_of(entry.key, table, fields.IN_DOCUMENT, by_name=True)
        for value in entry.values if name is not None else ():
            frame.state(name or "", value)
