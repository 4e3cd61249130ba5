"""Pages read in several processes: the same comes back as from one, whatever becomes of the others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from trees import write

from proclint import cli, readers
from proclint.engine import Change, Engine
from proclint.files import FileError
from proclint.model import Document
from proclint.readers import Answer, Sheet, read_all
from proclint.settings import Settings

PATIENCE = 60.0
PAGES = [
    *(Path(__file__).parent.parent / "examples").rglob("*.md"),
    *(Path(__file__).parent.parent / "rules").glob("[ceh]*.md"),
]
SHEETS = [Sheet(f"{at}.md", page.read_text("utf-8", "replace"), None, ()) for at, page in enumerate(sorted(PAGES))]
BOOT = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from proclint import readers; "


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that this process reads itself, where a little is worth processes of their own and these have begun."""
    found: list[str] = []
    real_read, real_start = readers._read, readers._Crew.__init__

    def read(sheet: Sheet) -> Answer:
        found.append(sheet.path)
        return real_read(sheet)

    def start(crew: readers._Crew, size: int) -> None:
        real_start(crew, size)
        end = time.monotonic() + PATIENCE
        while crew._told.qsize() < len(crew._readers) and time.monotonic() < end:
            time.sleep(0.01)

    monkeypatch.setattr(readers, "_read", read)
    monkeypatch.setattr(readers._Crew, "__init__", start)
    monkeypatch.setattr(readers, "WORTH", 2_000)
    monkeypatch.setattr(readers, "BATCH", 4_000)
    return found


@pytest.fixture(scope="module")
def alone() -> list[Answer]:
    return read_all(SHEETS)


@pytest.mark.parametrize("jobs", [2, 3, 5])
def test_any_number_of_processes_reads_the_same(jobs: int, alone: list[Answer], own: list[str]) -> None:
    assert read_all(iter(SHEETS), jobs) == alone
    assert 0 < len(own) < len(SHEETS)


def test_a_little_is_read_here(own: list[str], monkeypatch: pytest.MonkeyPatch, alone: list[Answer]) -> None:
    monkeypatch.setattr(readers, "WORTH", 10**9)
    monkeypatch.setattr(readers._Crew, "__init__", None)
    assert read_all(SHEETS, 8) == alone
    assert read_all([], 8) == []
    assert len(own) == len(SHEETS)


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false", "/bin/echo", "/bin/cat", ""])
def test_where_no_process_can_be_had_all_is_read_here(
    program: str, alone: list[Answer], own: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    assert read_all(SHEETS, 3) == alone
    assert len(own) == len(SHEETS)


def test_what_a_process_held_that_died_is_read_here(
    alone: list[Answer], own: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dies = "readers._read = lambda sheet: sys.exit() if int(sheet.path[:-3]) > 20 else readers.read(*sheet); "
    monkeypatch.setattr(readers, "_START", f"{BOOT}{dies}readers.serve()")
    assert read_all(SHEETS, 3) == alone
    assert 0 < len(own) < len(SHEETS)


def test_a_page_on_which_the_reader_fails_is_told_wherever_it_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    fails = "readers.read = lambda path, *rest: 1 / 0; "
    monkeypatch.setattr(readers, "_START", f"{BOOT}{fails}readers.serve()")
    answers = read_all(SHEETS, 2)
    failed = [answer for answer in answers if isinstance(answer, str)]
    assert failed and {*failed} == {"ZeroDivisionError: division by zero (<string>:1)"}
    assert any(isinstance(answer, Document) for answer in answers)


def test_a_page_that_is_gone_ends_all(own: list[str]) -> None:
    def sheets() -> Iterator[Sheet]:
        yield from SHEETS
        raise FileError("a.md", "no such file")

    with pytest.raises(FileError):
        read_all(sheets(), 3)
    assert len(own) < len(SHEETS)


def test_a_report_is_the_same_in_the_order_of_the_changes(tmp_path: Path) -> None:
    changes = [Change(sheet.path, sheet.text) for sheet in SHEETS]
    changes[5:5] = [Change("0.md", None), Change("1.md", "# Archive\n\n1. Close the ledger.\n")]
    one, several = (Engine(Settings(tmp_path), jobs=jobs).apply(changes) for jobs in (1, 3))
    assert one.diagnostics == several.diagnostics
    assert [*one.documents.values()] == [*several.documents.values()]
    assert "0.md" not in one.documents and len(one.documents["1.md"].steps) == 1


def test_the_command_prints_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {sheet.path: sheet.text for sheet in SHEETS})
    monkeypatch.chdir(tmp_path)
    said = []
    for jobs in ("1", "2", "4"):
        assert cli.run(["check", "--output-format", "json", "--jobs", jobs]) == 1
        said.append(capsys.readouterr())
    assert said[0] == said[1] == said[2]
    assert cli.run(["check", "--jobs", "0"]) == 2


def test_as_many_as_there_are_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    for usable, wanted in ((1, 1), (2, 2), (64, readers.MOST)):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, usable=usable: set(range(usable)), raising=False)
        assert readers.cores() == wanted


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="the system does not tell of children")
@pytest.mark.parametrize("to_all", [False, True])
def test_ctrl_c_ends_all_processes_without_a_word(to_all: bool, tmp_path: Path) -> None:
    long = "# Archive\n\n" + "1. The clerk closes the ledger of the day and sends the form to the manager.\n" * 2_000
    write(tmp_path, {f"{at}.md": long for at in range(40)})
    command = [sys.executable, "-m", "proclint", "check", "--jobs", "3"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    end = time.monotonic() + PATIENCE
    while len(children := listed.read_text(encoding="ascii").split()) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    assert len(children) == 2
    if to_all:
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (130, b"", b"")
    while any(Path("/proc", child).exists() for child in children):
        assert time.monotonic() < end
        time.sleep(0.01)
