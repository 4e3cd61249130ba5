"""Pages labelled by hand: the sections of tests/cases as pages, and where a reading of one differs from its labels.

It does not say which differences are borne; test_cases.py does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from proclint.model import Document, Party, Source, Step
from proclint.reading import read
from proclint.workspace import Workspace

FOLDER = Path(__file__).parent / "cases"
ROWS = ("process page", "step", "step with customer", "customer", "performer", "purpose")

_SECTION = re.compile(r"^## (?P<name>[^\n]+)\n(?P<body>.*?)(?=^## (?!#)|\Z)", re.M | re.S)
_PAGE = re.compile(r"^`{7}(?P<kind>markdown|text)\n(?P<text>.*?)^`{7}$", re.M | re.S)
_STEPS = re.compile(r"^```steps\n(?P<rows>.*?)^```$", re.M | re.S)
_MISREAD = re.compile(r"\s*Misread today: (?P<what>[^\n]+)\n")
_WORD = re.compile(r"[\w&+'#@.-]+")  # "team lead/manager" are two, as in a list of them
_DETERMINERS = frozenset(["the", "a", "an", "your", "our", "their", "his", "her", "its", "any", "all", "each"])


@dataclass(frozen=True)
class Label:
    """What one step of a page says, as a person reads it."""

    line: int
    performer: str | None
    customers: tuple[str, ...]
    purpose: str | None


@dataclass(frozen=True)
class Case:
    """A page with its labels; no label: it is no process. `misread`: what the reader gets wrong today, if anything."""

    file: Path
    name: str
    suffix: str
    text: str
    labels: tuple[Label, ...]
    misread: str | None

    @property
    def id(self) -> str:
        """The case's name in a test run."""
        return f"{self.file.stem}: {self.name}"

    def read(self) -> Document:
        """The page as proclint reads it, alone in its workspace."""
        path = f"page{self.suffix}"
        workspace = Workspace()
        workspace.replace(read(path, self.text))
        return workspace.documents[path]


@dataclass(frozen=True)
class Miss:
    """A difference: in which row, at which line, what the label says and what was read."""

    row: str
    line: int
    expected: str
    found: str
    text: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.row}: expected {self.expected}, read {self.found}  <<{self.text}>>"


@dataclass
class Tally:
    """Hits, read and labelled counts of one row."""

    hits: int = 0
    read: int = 0
    labelled: int = 0

    @property
    def f1(self) -> float:
        """Twice the hits over all that was read and labelled; 1 when there was nothing."""
        both = self.read + self.labelled
        return 2 * self.hits / both if both else 1.0

    def __str__(self) -> str:
        precision = self.hits / self.read if self.read else 1.0
        recall = self.hits / self.labelled if self.labelled else 1.0
        counts = f"labelled {self.labelled}  read {self.read}"
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}   {counts}"


@dataclass
class Score:
    """What a comparison found: a tally a row, and every miss."""

    rows: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in ROWS})
    misses: list[Miss] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Takes in what another comparison found."""
        for name, tally in other.rows.items():
            own = self.rows[name]
            own.hits += tally.hits
            own.read += tally.read
            own.labelled += tally.labelled
        self.misses += other.misses


def cases() -> Iterator[Case]:
    """All cases, in the order of their files and sections."""
    for file in sorted(FOLDER.glob("*.md")):
        yield from cases_of(file)


def cases_of(file: Path) -> Iterator[Case]:
    """The cases of one file. A section that has not the form of a case raises ValueError."""
    text = file.read_text(encoding="utf-8")
    hidden = _PAGE.sub(lambda match: "\0" * len(match.group()), text)  # a page holds headings of its own
    for section in _SECTION.finditer(hidden):
        start, end = section.span("body")
        page, steps = _PAGE.search(text, start, end), _STEPS.search(text, start, end)
        if page is None or steps is None:
            raise ValueError(f"{file.name}, {section['name']}: a case is a page and its steps")
        misread = _MISREAD.match(text, start)
        yield Case(
            file,
            section["name"],
            ".txt" if page["kind"] == "text" else ".md",
            page["text"],
            tuple(_labels(steps["rows"])),
            misread["what"] if misread else None,
        )


def _labels(rows: str) -> Iterator[Label]:
    if rows.strip() == "no process":
        return
    for row in rows.splitlines():
        line, performer, customers, purpose = (cell.strip() for cell in row.split(" | "))
        yield Label(
            int(line),
            None if performer == "-" else performer,
            () if customers == "-" else tuple(customers.split("; ")),
            None if purpose == "-" else purpose,
        )


def compare(case: Case) -> Score:
    """How the reading of a case stands to its labels: steps by line, the rest by what a step itself names."""
    document = case.read()
    score = Score()
    lines = case.text.split("\n")
    labels = {label.line: label for label in case.labels}
    found: dict[int, Step] = {}
    for step in document.steps:
        line = document.lines.line(step.span.start)
        if line in found:
            score.rows["step"].read += 1
            score.misses.append(Miss("step", line, "one step", "a second one", step.text))
        found.setdefault(line, step)
    _count(score, "process page", 1, bool(labels), document.is_process, "")
    for line in sorted(labels.keys() | found.keys()):
        label, step = labels.get(line), found.get(line)
        text = step.text if step else lines[line - 1].strip()
        _count(score, "step", line, label is not None, step is not None, text)
        customers = label.customers if label else ()
        named = tuple(_own(step.customers)) if step else ()
        _count(score, "step with customer", line, bool(customers), bool(named), text, keep=False)
        _match(score, "customer", line, customers, named, text, same_name)
        performers = tuple(_own(step.performers)) if step else ()
        performer = (label.performer,) if label and label.performer else ()
        _match(score, "performer", line, performer, (", ".join(performers),) if performers else (), text, same_name)
        purpose = (label.purpose,) if label and label.purpose else ()
        _match(
            score, "purpose", line, purpose, (step.purpose.text,) if step and step.purpose else (), text, same_clause
        )
    return score


def _own(parties: Sequence[Party]) -> list[str]:
    return [party.name for party in parties if party.source in (Source.SENTENCE, Source.FIELD)]


def _count(
    score: Score,
    row: str,
    line: int,
    expected: bool,
    found: bool,
    text: str,
    *,
    keep: bool = True,
) -> None:
    tally = score.rows[row]
    tally.labelled += expected
    tally.read += found
    tally.hits += expected and found
    if keep and expected != found:
        score.misses.append(Miss(row, line, "one" if expected else "none", "one" if found else "none", text))


def _match(
    score: Score,
    row: str,
    line: int,
    expected: tuple[str, ...],
    found: tuple[str, ...],
    text: str,
    same: Callable[[str, str], bool],
) -> None:
    tally = score.rows[row]
    tally.labelled += len(expected)
    tally.read += len(found)
    left, wrong = list(expected), []
    for name in found:
        hit = next((one for one in left if same(one, name)), None)
        if hit is None:
            wrong.append(name)
        else:
            left.remove(hit)
            tally.hits += 1
    if left or wrong:
        score.misses.append(Miss(row, line, " | ".join(expected) or "none", " | ".join(found) or "none", text))


def same_name(one: str, other: str) -> bool:
    """Whether two names are equal but for case and a leading determiner, or one stands whole inside the other."""
    short, long = sorted((_words(one), _words(other)), key=len)
    return bool(short) and any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def same_clause(one: str, other: str) -> bool:
    """Whether two clauses share at least half of their words."""
    first, second = set(_words(one)), set(_words(other))
    return bool(first and second) and 2 * len(first & second) >= len(first | second)


def _words(text: str) -> list[str]:
    found = [word.strip(".'-") for word in _WORD.findall(text.lower().replace("’", "'"))]
    found = [word for word in found if word and word not in ("and", "or")]
    while found and found[0] in _DETERMINERS:
        del found[0]
    return found
