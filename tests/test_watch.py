"""The watch from outside: what it prints, what it refuses, and that it hears of changes, in many styles of saving."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from trees import write

from proclint import cli
from proclint.baseline import Choice
from proclint.printing.changes import lines, screen
from proclint.printing.run import View
from proclint.settings import ConfigError, Overrides
from proclint.watch import hints
from proclint.watch.hints import Hints, Unwatchable
from proclint.watch.loop import turns
from proclint.watch.state import State

BAD = "# Archive\n\n1. Close the ledger.\n"
GOOD = "# Refund\n\n1. The agent sends a letter to the shopper.\n"
COMMAND = [sys.executable, "-m", "proclint", "check", "--watch"]
PATIENCE = 20.0


class Watched:
    """A watch as a process in a folder; what it says comes line by line."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.rest = b""

    def line(self, seconds: float = PATIENCE) -> dict[str, Any] | None:
        assert self.process.stdout is not None
        end = time.monotonic() + seconds
        while b"\n" not in self.rest:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            data = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not data:
                return None
            self.rest += data
        line, self.rest = self.rest.split(b"\n", 1)
        told: dict[str, Any] = json.loads(line)
        return told

    def until(self, total: int) -> dict[str, Any]:
        """The first line that tells of so many diagnostics."""
        while (told := self.line()) is not None:
            if told["total"] == total:
                return told
        raise AssertionError(f"{total} diagnostics were never told of")


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Callable[..., Watched]]:
    running: list[Watched] = []

    def start(*arguments: str) -> Watched:
        running.append(Watched(tmp_path, "--output-format", "jsonl", *arguments))
        return running[-1]

    yield start
    for one in running:
        one.process.kill()
        one.process.communicate()


def in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def cut_and_written(path: Path, text: str) -> None:
    with path.open("r+", encoding="utf-8") as file:
        file.truncate(0)
        file.flush()
        os.fsync(file.fileno())
        file.write(text)


def beside_and_renamed(path: Path, text: str) -> None:
    beside = path.with_name(".goutputstream-1")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def from_another_folder(path: Path, text: str) -> None:
    beside = path.parent.parent / "elsewhere.tmp"
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def backup_renamed(path: Path, text: str) -> None:
    path.rename(path.with_name(path.name + "~"))
    path.write_text(text, encoding="utf-8")
    path.with_name(path.name + "~").unlink()


def backup_copied(path: Path, text: str) -> None:
    path.with_name("#a.md#").write_bytes(path.read_bytes())
    path.write_text(text, encoding="utf-8")
    path.with_name("#a.md#").unlink()


def taken_out_and_put_in(path: Path, text: str) -> None:
    path.unlink()
    time.sleep(0.1)
    path.write_text(text, encoding="utf-8")


def piece_by_piece(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        for letter in text:
            file.write(letter)
            file.flush()


def swap_file(path: Path, text: str) -> None:
    swap = path.with_name(".a.md.swp")
    swap.write_text("b0VIM", encoding="utf-8")
    path.with_name("4913").touch()
    path.with_name("4913").unlink()
    beside_and_renamed(path, text)
    swap.unlink()


def by_link(path: Path, text: str) -> None:
    beside = path.with_name("new.tmp")
    beside.write_text(text, encoding="utf-8")
    path.unlink()
    path.hardlink_to(beside)
    beside.unlink()


def twice(path: Path, text: str) -> None:
    in_place(path, "")
    in_place(path, text)


def with_its_time_kept(path: Path, text: str) -> None:
    before = path.stat()
    in_place(path, text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


STYLES = (
    in_place, cut_and_written, beside_and_renamed, from_another_folder, backup_renamed, backup_copied,
    taken_out_and_put_in, piece_by_piece, swap_file, by_link, twice, with_its_time_kept,
)  # fmt: skip


def test_every_style_of_saving_is_seen(tmp_path: Path, watched: Callable[..., Watched]) -> None:
    write(tmp_path, {"pages/a.md": GOOD})
    watch = watched("pages")
    watch.until(0)
    for style in STYLES:
        style(tmp_path / "pages/a.md", BAD)
        told = watch.until(1)
        assert [one["path"] for one in told["added"]] == ["pages/a.md"], style
        style(tmp_path / "pages/a.md", GOOD)
        watch.until(0)


def test_folders_are_followed_in_out_and_about(tmp_path: Path, watched: Callable[..., Watched]) -> None:
    write(tmp_path, {"ws/a.md": BAD, "ws/deep/b.md": BAD, "aside/in/c.md": BAD, "aside/in/d.md": BAD})
    watch = watched("ws")
    watch.until(2)
    (tmp_path / "aside/in").rename(tmp_path / "ws/in")
    watch.until(4)
    in_place(tmp_path / "ws/in/c.md", GOOD)
    watch.until(3)
    (tmp_path / "ws/in").rename(tmp_path / "ws/deep/about")
    watch.until(3)
    in_place(tmp_path / "ws/deep/about/c.md", BAD)
    watch.until(4)
    (tmp_path / "ws/deep").rename(tmp_path / "aside/deep")
    watch.until(1)


def test_every_input_of_a_run_is_watched(tmp_path: Path, watched: Callable[..., Watched]) -> None:
    write(tmp_path, {"a.md": BAD, "shared.toml": "", ".git/info/exclude": ""})
    watch = watched()
    watch.until(1)
    for name, text in (
        ("proclint.toml", 'ignore = ["ALL"]\n'),
        (".gitignore", "a.md\n"),
        (".git/info/exclude", "a.md\n"),
        ("pyproject.toml", '[tool.proclint]\nignore = ["ALL"]\n'),
    ):
        in_place(tmp_path / name, text)
        assert name in watch.until(0)["paths"] or text == "a.md\n"
        (tmp_path / name).unlink()
        watch.until(1)
    subprocess.run([*COMMAND[:3], "baseline"], cwd=tmp_path, check=True, capture_output=True)
    watch.until(0)
    (tmp_path / "proclint-baseline.json").unlink()
    watch.until(1)


def test_the_last_good_config_holds_while_one_is_broken(tmp_path: Path) -> None:
    write(tmp_path, {"proclint.toml": 'ignore = ["ALL"]\n', "a.md": BAD})
    state = State((), Overrides(cwd=tmp_path), choice=Choice())
    state.refresh()
    in_place(tmp_path / "proclint.toml", "ignore = \n")
    told = state.refresh()
    assert told is not None and told.problem is not None and told.problem.startswith("proclint.toml:1: this is no TOML")
    assert told.total == 0
    assert state.refresh() is None
    assert state.trees == {str(tmp_path)}  # what is saved meanwhile is still heard of
    assert str(tmp_path / "proclint.toml") in state.names
    (tmp_path / "proclint.toml").unlink()
    told = state.refresh()
    assert told is not None and (told.total, told.problem) == (1, None)


def test_a_config_that_is_broken_from_the_start_ends_it(tmp_path: Path) -> None:
    write(tmp_path, {"proclint.toml": "ignore = \n", "a.md": BAD})
    with pytest.raises(ConfigError):
        State((), Overrides(cwd=tmp_path), choice=Choice()).refresh()


def test_saving_the_same_again_is_no_run(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": BAD})
    state = State((), Overrides(cwd=tmp_path), choice=Choice())
    assert state.refresh() is not None
    in_place(tmp_path / "a.md", BAD)
    assert state.refresh() is None


def test_a_config_that_joins_folders_takes_their_pages_along(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": BAD, "b/c.md": BAD})
    state = State(("a.md", "b"), Overrides(cwd=tmp_path))
    state.refresh()
    assert state.scan is not None
    assert len(state.scan.run.workspaces) == 2
    time.sleep(0.1)  # until the marks of the pages are old enough to be trusted
    state.refresh()
    write(tmp_path, {"proclint.toml": 'purpose = "Help shoppers"\n'})
    state.refresh()
    assert [document.path for _, document in state.scan.run.documents] == ["a.md", "b/c.md"]


def test_its_own_output_starts_no_run(tmp_path: Path, watched: Callable[..., Watched]) -> None:
    write(tmp_path, {"a.md": BAD})
    watch = watched("--output-format", "full:out.md", "--output-format", "json:out.json")
    watch.until(1)
    in_place(tmp_path / "a.md", GOOD)
    watch.until(0)
    assert watch.line(3) is None
    assert (tmp_path / "out.md").exists()


def test_printing_into_a_page_starts_no_run(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": BAD})
    with (tmp_path / "log.md").open("w") as file:
        process = subprocess.Popen(COMMAND, cwd=tmp_path, stdout=file, stderr=file)
        end = time.monotonic() + PATIENCE
        while not (tmp_path / "log.md").stat().st_size and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(2)
        process.kill()
        process.wait()
    assert (tmp_path / "log.md").read_text(encoding="utf-8").count("1 diagnostic") == 1


def test_polling_sees_it_too(tmp_path: Path, watched: Callable[..., Watched]) -> None:
    write(tmp_path, {"a.md": GOOD})
    watch = watched("--poll")
    watch.until(0)
    in_place(tmp_path / "a.md", BAD)
    watch.until(1)


@pytest.mark.parametrize(("number", "limit"), hints._LIMITS.items())
def test_a_limit_of_the_system_is_told_and_polling_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, limit: str
) -> None:
    write(tmp_path, {"a.md": GOOD})

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(hints.Observer, "schedule", refuse)
    told: list[str] = []
    going = turns(State((), Overrides(cwd=tmp_path), choice=Choice()), False, told.append)
    assert next(going).total == 0
    assert len(told) == 1 and limit in told[0] and "every second" in told[0]
    in_place(tmp_path / "a.md", BAD)
    assert next(going).total == 1


def test_a_queue_that_ran_over_is_a_hint(tmp_path: Path) -> None:
    heard = Hints()
    assert not heard.wait(0)
    hints.logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed")
    assert heard.wait(0)
    heard.close()


def test_what_git_does_in_its_own_folder_is_no_hint(tmp_path: Path) -> None:
    heard = Hints()
    with contextlib.suppress(Unwatchable):
        heard.watch([str(tmp_path)], [], {str(tmp_path / ".git/info/exclude")})
    assert not heard.is_of_note(str(tmp_path / ".git/index.lock"))
    assert heard.is_of_note(str(tmp_path / ".git/info/exclude"))
    assert heard.is_of_note(str(tmp_path / "a.md"))
    heard.close()


def test_ctrl_c_ends_it_with_130(tmp_path: Path, watched: Callable[..., Watched]) -> None:
    write(tmp_path, {"a.md": BAD})
    watch = watched()
    watch.until(1)
    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(PATIENCE) == 130
    assert watch.process.stderr is not None and watch.process.stderr.read() == b""


@pytest.mark.parametrize(
    "flags",
    [("--fix",), ("--since", "HEAD"), ("--statistics",), ("--show-files",), ("--diff",), ("--output-format", "sarif")],
)
def test_what_is_for_single_runs_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], flags: tuple[str, ...]
) -> None:
    write(tmp_path, {"a.md": BAD})
    monkeypatch.chdir(tmp_path)
    assert cli.run(["check", "--watch", *flags]) == 2
    assert "--watch" in capsys.readouterr().err


def test_poll_goes_with_watch(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", "--poll"]) == 2
    assert "--poll goes with --watch" in capsys.readouterr().err


def test_lines_say_what_is_new_gone_and_left(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": BAD, "b.md": BAD})
    state = State((), Overrides(cwd=tmp_path), choice=Choice())
    state.refresh()
    in_place(tmp_path / "a.md", "# Archive\n\n1. Log the call.\n")
    turn = state.refresh()
    assert turn is not None
    first, *rest = lines(turn, "full", View(), "09:00:00").splitlines()
    assert first.startswith("09:00:00 a.md changed: 1 new, 1 gone, 1 left (")
    assert rest == [
        '+ a.md:3:4: warning CUS001 missing-customer: "Log the call" serves nobody',
        '- a.md:3:4: warning CUS001 missing-customer: "Close the ledger" serves nobody',
    ]


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("height", [12, 24, 60])
def test_a_screen_is_no_higher_than_the_terminal(tmp_path: Path, width: int, height: int) -> None:
    write(tmp_path, {f"{at}.md": BAD.replace("ledger", "ledger" + " of many years" * 8 + f" {at}") for at in range(30)})
    state = State((), Overrides(cwd=tmp_path), choice=Choice())
    turn = state.refresh()
    assert turn is not None
    for name in ("full", "concise", "grouped"):
        view = View(color=True, width=width, terminal=True)
        drawn = screen(turn, name, view, height, "09:00:00")
        rows = [row.replace("\x1b[0m", "") for row in drawn.splitlines()]
        plain = ["".join(p.split("m", 1)[-1] if at else p for at, p in enumerate(row.split("\x1b["))) for row in rows]
        assert sum(max(1, -(-len(row) // width)) for row in plain) < height, name
        assert "30 diagnostics" in drawn


def test_in_a_terminal_the_screen_is_drawn_anew(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": BAD})
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        COMMAND, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"}
    )
    os.close(theirs)
    printed = b""

    def until(text: bytes) -> None:
        nonlocal printed
        while text not in printed:
            ready, _, _ = select.select([ours], [], [], PATIENCE)
            assert ready, printed
            printed += os.read(ours, 65536)

    try:
        until(b"ctrl-c ends")
        printed = b""
        in_place(tmp_path / "a.md", GOOD)
        until(b"0 new, 1 gone, 0 left")
        assert printed.startswith(b"\x1b[H\x1b[2J")
    finally:
        process.kill()
        process.wait()
        os.close(ours)
