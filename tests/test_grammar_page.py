"""grammar/README.md shows how sentences and lists are read; `--update` rewrites what it shows.

A `reading` fence is a sentence and what was read in it, or in the first step of the page before it; a `verdict` fence
is what the list of the page before it was taken for.
"""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent, indent

import pytest

from proclint.config.schema import Config
from proclint.model import Document
from proclint.reading import read
from proclint.workspace import Workspace

FOLDER = Path(__file__).parent.parent / "grammar"
PAGE = FOLDER / "README.md"
_FENCE = re.compile(r"^(?P<margin> *)```(?P<kind>\w+)\n(?P<text>.*?)^ *```$", re.M | re.S)


def document(text: str) -> Document:
    """A page as it is read alone in its workspace."""
    workspace = Workspace()
    workspace.replace(read("page.md", text))
    return workspace.documents["page.md"]


def reading(page: Document) -> list[str]:
    """All that was read in the first step of a page, a line each."""
    if not page.steps:
        return [f"no step: {page.passed[0].reason}"]
    step = page.steps[0]
    lines = []
    for at, action in enumerate(step.actions):
        lines += ["also"] if at else []
        performers = action.performers if at else step.performers
        customers = action.customers if len(step.actions) > 1 else step.customers
        pieces = [
            ("condition", action.condition and action.condition.text),
            ("performer", ", ".join(party.name for party in performers)),
            ("verb", action.verb.text),
            ("object", action.object and action.object.text),
            ("customer", ", ".join(party.name for party in customers)),
            ("means", action.means and action.means.text),
            ("purpose", action.purpose and action.purpose.text),
        ]
        lines += [f"{name}: {words}" for name, words in pieces if words]
    return lines


def verdict(page: Document) -> str:
    """What the list of a page was taken for."""
    count = len(page.steps)
    return f"{count} step{'s' * (count != 1)}" if count else f"no steps: {page.passed[0].reason}"


def test_the_examples_are_read_as_the_page_shows(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    new, at, shown, before = "", 0, 0, ""
    for fence in _FENCE.finditer(text):
        body = dedent(fence["text"])
        follows = before if not text[at : fence.start()].strip() else ""
        before = body if fence["kind"] == "markdown" else ""
        if fence["kind"] == "reading":
            sentence = body.splitlines()[0]
            page = document(follows or f"1. {sentence}\n")
            assert not page.steps or page.steps[0].text == sentence
            body = "\n".join([sentence, *reading(page)]) + "\n"
        elif fence["kind"] == "verdict":
            assert follows, "a verdict stands behind its list"
            body = verdict(document(follows)) + "\n"
        else:
            new += text[at : fence.end()]
            at = fence.end()
            continue
        shown += 1
        new += text[at : fence.start("text")] + indent(body, fence["margin"])
        at = fence.end("text")
    new += text[at:]
    assert shown >= 12
    if request.config.getoption("--update"):
        PAGE.write_text(new, encoding="utf-8")
        return
    assert text == new, "`make update` rewrites it"


def test_what_the_page_links_to_is_there_and_every_kind_of_list_is_told_of() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [link for link in re.findall(r"\]\(([^)]+)\)", text) if not (FOLDER / link).exists()] == []
    roles = (FOLDER / "roles.txt").read_text(encoding="utf-8").split("\n")
    assert "sexton" not in roles, "the page takes it for a word that no list holds"
    assert {"lead", "team"} <= set(roles)
    keys = {field.alias or name for name, field in Config.model_fields.items()}
    assert {"processes", "not-processes", "parties"} <= keys
