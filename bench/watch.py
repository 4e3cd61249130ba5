"""How soon a watch says what a save changed, whether it is right after storms, and what it costs when idle.

Each figure is taken of `proclint check --watch --output-format jsonl` as a process of its own, over made-up pages.
"save" is the time from just before the write of one page to the line of its run, in place and by a file that takes its
name. "right" means that a fresh check finds as many diagnostics as the watch's last line says.

    python bench/watch.py [PAGES...]
"""

from __future__ import annotations

import json
import os
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SAVES = 30
STORM, CHECKOUT = 30_000, 2_000
IDLE = 60  # seconds
COMMAND = [sys.executable, "-m", "proclint", "check", "--output-format"]
GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]


class Watch:
    """A watch as a process, and the lines that it has printed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen([*COMMAND, "jsonl", "--watch"], cwd=folder, stdout=subprocess.PIPE)
        self.rest = b""
        self.total = self.turn(600)["total"]
        time.sleep(6)  # the looks that follow the first run are over

    def turn(self, seconds: float) -> dict[str, Any]:
        """The next line; an empty one when none comes in time."""
        assert self.process.stdout is not None
        end = time.monotonic() + seconds
        while b"\n" not in self.rest:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            if not ready:
                return {}
            self.rest += os.read(self.process.stdout.fileno(), 1 << 20)
        line, self.rest = self.rest.split(b"\n", 1)
        told: dict[str, Any] = json.loads(line)
        return told

    def settle(self, quiet: float, most: float) -> tuple[int, float]:
        """Reads lines until none comes for a while: how many runs, and when the last ended."""
        start = last = time.monotonic()
        runs = 0
        while time.monotonic() - start < most and (told := self.turn(quiet)):
            runs, last, self.total = runs + 1, time.monotonic(), told["total"]
        return runs, last - start

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_right(self) -> bool:
        """Whether a fresh check finds as much, and something at all."""
        run = subprocess.run([*COMMAND, "json"], cwd=self.folder, capture_output=True, check=False)
        return bool(json.loads(run.stdout)["summary"]["diagnostics"] == self.total > 0)

    def end(self) -> None:
        """Ends it."""
        self.process.kill()
        self.process.wait()


def page(number: int, version: int = 0) -> str:
    """A page with two steps, other ones for each version."""
    return (
        f"# Process {number}\n\n1. The clerk of team {number % 40} sends form {version} to the manager.\n"
        f"2. Close the ledger {version}.\n"
    )


def made(folder: Path, pages: int) -> list[Path]:
    """The pages, twenty in a folder."""
    paths = [folder / f"team{at // 20}" / f"page{at}.md" for at in range(pages)]
    for at, path in enumerate(paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(at), encoding="utf-8")
    return paths


def saves(watch: Watch, paths: list[Path], by_rename: bool) -> str:
    """p50 and p95 of a save."""
    took = []
    for at in range(SAVES):
        path = paths[at * 37 % len(paths)]
        start = time.perf_counter()
        if by_rename:
            beside = path.with_suffix(".tmp")
            beside.write_text(page(at, at + 100), encoding="utf-8")
            beside.replace(path)
        else:
            path.write_text(page(at, at + 1), encoding="utf-8")
        assert watch.turn(30)
        took.append((time.perf_counter() - start) * 1000)
        time.sleep(0.2)
    found = sorted(took)
    return f"p50 {statistics.median(found):.0f} ms, p95 {found[int(len(found) * 0.95)]:.0f} ms"


def measure(pages: int) -> None:
    """Prints the figures of one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = made(folder, pages)
        watch = Watch(folder)
        print(f"{pages:,} pages: save in place      {saves(watch, paths, False)}", flush=True)
        print(f"{pages:,} pages: save by rename     {saves(watch, paths, True)}", flush=True)
        time.sleep(8)
        before = watch.cpu()
        time.sleep(IDLE)
        print(f"{pages:,} pages: idle {IDLE} s         {(watch.cpu() - before) / IDLE:.2%} of a core", flush=True)
        watch.end()


def checkout() -> None:
    """Prints the figures of a checkout."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = made(folder, CHECKOUT)
        for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"]):
            subprocess.run([*GIT, *command], cwd=folder, check=True)
        for at, path in enumerate(paths):
            path.write_text(page(at, 1) + "3. File the form.\n", encoding="utf-8")
        subprocess.run([*GIT, "commit", "-qam", "two"], cwd=folder, check=True)
        watch = Watch(folder)
        subprocess.run([*GIT, "checkout", "-q", "HEAD~1"], cwd=folder, check=True)
        runs, took = watch.settle(8, 60)
        print(f"checkout of {CHECKOUT:,} pages: {runs} runs, {took:.1f} s, right: {watch.is_right()}", flush=True)
        watch.end()


def storm() -> None:
    """Prints the figures of a burst of new files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made(folder, 100)
        watch = Watch(folder)
        made(folder / "more", STORM)
        runs, took = watch.settle(120, 240)
        print(f"burst of {STORM:,} new pages: {runs} runs, {took:.1f} s, right: {watch.is_right()}", flush=True)
        watch.end()


def main(sizes: list[int]) -> None:
    """Prints all figures."""
    print(__doc__.split("\n    python", 1)[0] if __doc__ else "")
    for size in sizes:
        measure(size)
    checkout()
    storm()


if __name__ == "__main__":
    main([int(size.replace(",", "")) for size in sys.argv[1:]] or [1_000, 10_000])
