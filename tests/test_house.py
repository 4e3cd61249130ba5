"""The house itself: what the wheel holds, what a start imports, and that nothing names the machine it was made on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = {".lark", ".txt", ".md", ".json"}
SENTENCES = ("sentences.txt", "sentences_of_prose.txt", "sentences_with_aims.txt")
TOOLS = {".venv", ".git", ".hypothesis", "build", "dist", "__pycache__"}


def sources() -> list[Path]:
    """The files of the repository, those that tools make left out."""
    return sorted(path for path in ROOT.rglob("*") if path.is_file() and not is_made(path.relative_to(ROOT)))


def is_made(path: Path) -> bool:
    return any(part in TOOLS or part.endswith((".egg-info", "_cache")) for part in path.parts)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[zipfile.ZipFile, Path]:
    """The wheel as a stranger gets it, by way of the sdist; and the copy of the repository that it was made from."""
    folder = tmp_path_factory.mktemp("dist")
    copy = tmp_path_factory.mktemp("copy")
    for path in sources():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(copy)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel), copy


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.suffix in DATA or path.suffix == ".py" or path.name == "py.typed"
    }


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler")
def test_what_is_compiled_reads_as_it_does_in_plain_python(made: tuple[zipfile.ZipFile, Path], tmp_path: Path) -> None:
    _, copy = made
    folder = tmp_path / "dist"
    run = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(copy)],
        capture_output=True, text=True, check=False, env={**os.environ, "PROCLINT_COMPILE": "1"},
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "compiled")
    where = "import proclint.reading.words as words; print(words.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", where],
        cwd=tmp_path, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": "compiled"},
    )  # fmt: skip
    assert not found.stdout.strip().endswith(".py")
    texts = [line for name in SENTENCES for line in (ROOT / "tests" / name).read_text(encoding="utf-8").splitlines()]
    (tmp_path / "page.md").write_text("# All\n\n" + "".join(f"1. {line}\n" for line in texts), encoding="utf-8")
    (tmp_path / "page.txt").write_text("\n\n".join(texts), encoding="utf-8")
    printed = []
    for path in ("compiled", "plain"):
        run = subprocess.run(
            [sys.executable, "-m", "proclint", "steps", "page.md", "page.txt", "--output-format", "json", "--quiet"],
            cwd=tmp_path, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        printed.append(run.stdout)
    assert printed[0] == printed[1]
    assert printed[0].count('"verb"') > len(texts)


@pytest.mark.parametrize("room", ["rules", "grammar"])
def test_the_wheel_holds_the_same_rules_and_grammar_as_the_folders(
    made: tuple[zipfile.ZipFile, Path], room: str
) -> None:
    wheel, copy = made
    prefix = f"proclint/{room}/"
    packed = {name.removeprefix(prefix): wheel.read(name) for name in wheel.namelist() if name.startswith(prefix)}
    assert packed == held(copy / room)
    assert any(name.endswith(".md" if room == "rules" else ".lark") for name in packed)


def test_the_wheel_holds_every_module(made: tuple[zipfile.ZipFile, Path]) -> None:
    wheel, copy = made
    packed = {
        name.removeprefix("proclint/"): wheel.read(name)
        for name in wheel.namelist()
        if name.startswith("proclint/") and not name.startswith(("proclint/rules/", "proclint/grammar/"))
    }
    assert packed == held(copy / "proclint")


def test_the_wheel_holds_nothing_else(made: tuple[zipfile.ZipFile, Path]) -> None:
    wheel, _ = made
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"proclint"}


def test_no_file_names_a_machine() -> None:
    # put together here, so that this file does not name them itself
    names = ["/" + folder + "/" for folder in ("home", "root", "Users", "work")] + ["/opt/" + "pypi", "/tmp/" + "lex"]
    for path in sources():
        text = path.read_bytes()
        assert [name for name in names if name.encode() in text] == [], path.relative_to(ROOT)


def test_the_command_starts_light() -> None:
    heavy = {"lark", "pydantic", "pyromark", "rapidfuzz", "pathspec", "tomllib", "watchdog"}
    code = f"import sys, proclint.cli; print(*sorted({heavy!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_each_rule_has_a_page_and_a_check() -> None:
    checks = {path.stem for path in (ROOT / "rules").glob("*.py")} - {"__init__"}
    assert checks == {path.stem for path in (ROOT / "rules").glob("*.md")} - {"README"}
    assert checks


def test_every_module_opens_with_what_it_does() -> None:
    for folder in ("proclint", "rules"):
        for path in (ROOT / folder).rglob("*.py"):
            first = path.read_text(encoding="utf-8").split("\n", 1)[0]
            assert first.startswith('"""'), path.relative_to(ROOT)


def test_no_regular_expression_repeats_a_group_possessively() -> None:
    # CPython up to 3.11.4 forgets the group's own end there (gh-106052); an atomic group, (?>(?:...)*), says the same
    told = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources()
        if path.suffix in {".py", ".lark"} and path.relative_to(ROOT).parts[0] in {"proclint", "grammar", "rules"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\)(?:[*+?]|\{\d+(?:,\d*)?\})\+", line)
    ]
    assert not told
