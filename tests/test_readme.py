"""README.md shows what the commands print on a terminal of 100 columns; ARCHITECTURE.md tells of the rooms that stand.

`--update` rewrites the console blocks of the README.

Each section runs in a folder of its own with the examples and the pages shown so far ("this page, `refund.md`:").
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from proclint import cli, registry

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
WIDTH = 100

_FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
_NAMED = re.compile(r"`([\w-]+\.(?:md|toml))`:?\s*\Z")
_COMMAND = re.compile(r"^\$ proclint (?P<arguments>.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.M)


def on_a_terminal(arguments: list[str], folder: Path) -> str:
    """What `proclint` prints on a terminal, both streams as they come."""
    ours, theirs = pty.openpty()
    settings = {key: value for key, value in os.environ.items() if key not in ("CI", "FORCE_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "proclint", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env={**settings, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "xterm"},
    )
    os.close(theirs)
    printed = b""
    try:
        while data := os.read(ours, 65536):
            printed += data
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(ours)
        process.wait(30)
    return printed.decode().replace("\r\n", "\n")


def test_console_blocks_show_what_is_printed(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = README.read_text(encoding="utf-8")
    shown: dict[str, str] = {}
    new, at, blocks = "", 0, 0
    talk = _FENCE.sub(lambda fence: "\0" * len(fence[0]), text)  # the same text without the fences and their headings
    for fence in _FENCE.finditer(text):
        named = _NAMED.search(text, 0, fence.start())
        if fence["kind"] in ("markdown", "toml") and named:
            shown[named[1]] = fence["text"]
        if fence["kind"] != "console":
            continue
        blocks += 1
        folder = tmp_path / str(blocks)
        folder.mkdir()
        section = talk.rfind("\n## ", 0, fence.start())
        if "examples/" in fence["text"]:
            shutil.copytree(ROOT / "examples", folder / "examples")
        for name, page in shown.items():
            written = talk.find(f"`{name}`", section)
            if -1 < written < fence.start():
                (folder / name).write_text(page, encoding="utf-8")
        commands = list(_COMMAND.finditer(fence["text"]))
        assert "".join(command[0] for command in commands) == fence["text"], "a console block holds proclint commands"
        printed = "".join(
            f"$ proclint {command['arguments']}\n{on_a_terminal(command['arguments'].split(), folder)}"
            for command in commands
        )
        assert "error:" not in re.sub(r"\S+: error \w+", "", printed), "the README shows no failure"
        new += text[at : fence.start("text")] + printed
        at = fence.end("text")
    new += text[at:]
    assert blocks >= 4
    if request.config.getoption("--update"):
        README.write_text(new, encoding="utf-8")
        return
    assert text == new, "`make update` rewrites it"


def test_what_is_said_of_make_and_of_links_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    said = set(re.findall(r"(?:^|`)make (\w+)", text, re.M))
    assert {"demo", "test"} <= said <= set(targets)
    assert [link for link in re.findall(r"\]\(([^)]+)\)", text) if not (ROOT / link).exists()] == []


def test_flags_codes_and_keys_in_the_readme_exist() -> None:
    from proclint.config.schema import Config

    text = README.read_text(encoding="utf-8")
    flags = {flag for command in cli.commands.commands.values() for one in command.params for flag in one.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) <= flags | {"--help"}
    codes = {rule.code for rule in registry.rules()}
    assert set(re.findall(r"\b[A-Z]{3}\d{3}\b", text)) <= codes
    keys = {field.alias or name for name, field in Config.model_fields.items()}
    said = text.split("More keys:")[1].split("A slip in")[0]
    assert set(re.findall(r"`\[?([a-z-]+)\]?`", said)) <= keys


def test_the_line_that_mends_the_checklist_mends_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = re.search(r"With one line at the top of the page, `([^`]+)`", README.read_text(encoding="utf-8"))
    assert line is not None
    shutil.copytree(ROOT / "examples" / "broken", tmp_path / "broken")
    page = tmp_path / "broken" / "opening.md"
    assert cli.run(["check", str(page)]) == 1
    page.write_text(page.read_text(encoding="utf-8").replace("---\n", f"---\n{line[1]}\n", 1), encoding="utf-8")
    assert cli.run(["check", str(page)]) == 0
    capsys.readouterr()


def test_the_architecture_tells_of_every_room() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = text.split("## The rooms")[1].split("## The arrow")[0]
    for path in (ROOT / "proclint").iterdir():
        if path.suffix == ".py" and not path.name.startswith("_"):
            assert path.name in rooms, path.name
        elif (path / "__init__.py").exists():
            assert f"  {path.name}/" in rooms, path.name
    table = text.split("## How a page is read")[1].split("## To add")[0]
    cells = re.findall(r"^\|[^|]*\|([^|]*\|[^|]*)\|$", table, re.M)
    named = set(re.findall(r"`(\w+)`", " ".join(cells)))
    modules = {path.stem for path in (ROOT / "proclint" / "reading").glob("[a-z]*.py")}
    assert named == modules


def test_the_architecture_has_the_arrow_of_the_contracts() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    wanted = [set(re.findall(r"\w+", layer)) for layer in contracts["contracts"][0]["layers"]]
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    text = text.split("## The arrow")[1].split("Rooms of one level")[0]
    told = [set(re.findall(r"`(\w+)`", level)) for level in re.split(r"\b\d+\. ", text)[1:]]
    there = {path.stem for path in (ROOT / "proclint").iterdir()}
    assert [level & there for level in told] == [level & there for level in wanted if level & there - {"__main__"}]
