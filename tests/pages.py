"""Test pages: sections of a Markdown page as small workspaces, and what proclint says of each.

It does not decide what a section expects: the tests do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from proclint import registry
from proclint.engine import Change, Engine, Report
from proclint.files import exists, find, read
from proclint.model import ReadError
from proclint.printing import render
from proclint.printing.run import Checked, Run
from proclint.settings import Overrides, Selection

RULES = Path(__file__).parent.parent / "rules"

_FENCE = re.compile(
    r"^(?P<marks>`{3,})(?P<kind>\w+)(?: encoding=(?P<encoding>[\w-]+))?\n(?P<text>.*?)^(?P=marks)$", re.M | re.S
)
_PATH = re.compile(r"(?:\A|\n)`([^`\n]+)`\s*\Z")
_DEFAULT = {"markdown": "process.md", "toml": "proclint.toml"}


@dataclass(frozen=True)
class Fence:
    """A fenced block: its kind, the file it stands for (None for output), its bytes, and where its text lies."""

    kind: str
    path: str | None
    data: bytes
    start: int
    end: int


@dataclass(frozen=True)
class Case:
    """A section of a page as a test. `body` is its text, `fences` what it holds."""

    page: Path
    title: str
    body: str

    @property
    def fences(self) -> list[Fence]:
        """All fences of the section, in order."""
        return list(fences(self.body))

    @property
    def output(self) -> Fence | None:
        """The fence that says what is printed."""
        found = [fence for fence in self.fences if fence.kind == "output"]
        return found[-1] if found else None

    @property
    def is_bad(self) -> bool:
        """Whether the section shows what the rule finds."""
        return self.title.startswith("Bad")

    def write(self, folder: Path) -> None:
        """Lays the section's files out in `folder`."""
        for fence in self.fences:
            if fence.path is not None:
                path = folder / fence.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(fence.data)

    def expect(self, printed: str) -> None:
        """Rewrites the section's output fence in its page, and nothing else."""
        fence = self.output
        if fence is None:
            raise ValueError(f"{self.page.name}, {self.title}: write an empty output fence first")
        changed = self.body[: fence.start] + printed + self.body[fence.end :]
        with self.page.open(encoding="utf-8", newline="") as file:
            text = file.read()
        head = text.index(f"## {self.title}\n")
        start = text.index(self.body, head)
        with self.page.open("w", encoding="utf-8", newline="") as file:
            file.write(text[:start] + changed + text[start + len(self.body) :])


def cases(page: Path) -> list[Case]:
    """The sections of `page` that are tests: those that begin with Bad or Good."""
    sections = registry.parse(page.read_text(encoding="utf-8")).sections
    return [Case(page, one.title, one.body) for one in sections if one.title.startswith(("Bad", "Good"))]


def fences(body: str) -> Iterator[Fence]:
    """The fenced blocks of `body`; a line with a path in backticks before one names its file."""
    last = 0
    for match in _FENCE.finditer(body):
        kind = match["kind"]
        named = _PATH.search(body[last : match.start()])
        path = named[1] if named else _DEFAULT.get(kind)
        last = match.end()
        data = match["text"].encode(match["encoding"] or "utf-8")
        yield Fence(kind, None if kind == "output" else path, data, match.start("text"), match.end("text"))


def check(folder: Path, selected: str) -> tuple[Report, str]:
    """What the rules `selected`, awake, say of the workspace `folder`, and how `proclint check` prints it in a pipe.

    A rule about ignore comments has the rules that are on by default run beside it; what they say is left out.
    """
    (found,) = find([], Overrides(cwd=folder))
    changes = []
    for file in found.files:
        text = read(file)
        assert text is not None
        if isinstance(text, ReadError):
            changes.append(Change(file.path, None, text))
        else:
            changes.append(Change(file.path, text))
    rules = registry.find(selected)
    beside = any(rule.needs is registry.Needs.SUPPRESSIONS for rule in rules)
    asked = Selection(extend_select=(selected,)) if beside else Selection(select=(selected,))
    report = Engine(found.settings, asked, partial(exists, folder)).apply(changes)
    codes = {rule.code for rule in rules}
    report = replace(report, diagnostics=tuple(one for one in report.diagnostics if one.code in codes))
    config = found.settings.organisation.config
    texts = {config: (folder / config).read_text(encoding="utf-8")} if config else {}
    checked = Checked(folder, report.diagnostics, tuple(report.documents.values()), texts)
    return report, render("full", Run((checked,), folder))
