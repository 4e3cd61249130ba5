"""What the verbs share: flags, the scan with its progress and notes, exit codes.

It prints no result; that is each verb's own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from proclint import terminal

if TYPE_CHECKING:
    from proclint.printing.run import Run
    from proclint.scan import Scan, Stdin, Wishes
    from proclint.settings import Selection

FOUND, FAILED, INTERRUPTED, CLOSED_PIPE = 1, 2, 130, 141
SILENT = ("", "0", "false", "no")
"""What an environment variable says that says no."""

_Command = TypeVar("_Command", bound=Callable[..., Any])


def config_flags(command: _Command) -> _Command:
    """The flags that say which config holds."""
    command = click.option("--isolated", is_flag=True, help="Read no config.")(command)
    return click.option(
        "--config",
        multiple=True,
        metavar="FILE|'KEY = VALUE'",
        help="A config file, or a setting that goes before the config's.",
    )(command)


def rule_flags(command: _Command) -> _Command:
    """The flags that say which rules run; see `selection`."""
    command = click.option("--ignore", multiple=True, metavar="RULES", help="Leave these rules out.")(command)
    command = click.option("--extend-select", multiple=True, metavar="RULES", help="Run these rules too.")(command)
    help_ = "Run these rules only: codes, prefixes, names or ALL."
    return click.option("--select", multiple=True, metavar="RULES", help=help_)(command)


def selection(select: tuple[str, ...], extend_select: tuple[str, ...], ignore: tuple[str, ...]) -> Selection:
    """What the flags of `rule_flags` ask for."""
    from proclint.settings import Selection

    return Selection(split(select) or None, split(extend_select), split(ignore))


def look_flags(command: _Command) -> _Command:
    """The flags that say how much is printed, and how."""
    command = click.option("-v", "--verbose", is_flag=True, help="Say more on standard error.")(command)
    command = click.option("-q", "--quiet", is_flag=True, help="Print nothing but the result.")(command)
    return click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Whether to colour text."
    )(command)


def run_scan(
    paths: tuple[str, ...],
    config: tuple[str, ...],
    isolated: bool,
    asked: Selection | None,
    fail_on: str | None,
    stdin: Stdin | None,
    *,
    quiet: bool,
    verbose: bool,
    wishes: Wishes | None = None,
    jobs: int | None = None,
) -> Scan:
    """Runs the scan with progress, in `jobs` processes (None: as many as there are cores), and says what it has to say
    beside its result.
    """
    from proclint.readers import cores
    from proclint.scan import scan
    from proclint.settings import Overrides

    progress = terminal.Progress(wanted=not quiet)
    try:
        overrides = Overrides(isolated, config)
        done = scan(paths, overrides, asked, fail_on, stdin, progress, wishes, jobs=jobs or cores())
    finally:
        progress.clear()
    if not quiet:
        for note in done.notes:
            terminal.say(f"note: {note}")
    if verbose:
        for line in done.details():
            terminal.say(f"note: {line}")
    for failure in done.failures:
        terminal.say(f"internal error: {failure}")
    return done


def tell_stale(scan: Scan, verbose: bool) -> None:
    """Says how many entries of a baseline stand for nothing any more; with `verbose` also where."""
    for part in scan.run.workspaces:
        held = part.baseline
        if held is None or not held.stale:
            continue
        file, count = scan.run.shown(part, str(held.file)), sum(held.stale.values())
        entries = f"1 entry of {file} is" if count == 1 else f"{count} entries of {file} are"
        terminal.say(f"note: {entries} stale: `proclint baseline` takes out what is mended or gone")
        for (path, code), times in sorted(held.stale.items()) if verbose else ():
            terminal.say(f"note: stale: {scan.run.shown(part, path)} {code}{f' {times} times' if times > 1 else ''}")


def from_stdin(paths: tuple[str, ...], filename: str | None) -> Stdin | None:
    """What comes by standard input where `paths` asks for it by -, with the path that it stands for."""
    from proclint.scan import Stdin

    if "-" not in paths:
        if filename is not None:
            raise click.UsageError("--stdin-filename goes with - in place of a path")
        return None
    if len(paths) > 1:
        raise click.UsageError("- stands alone: standard input is one page")
    if sys.stdin is None:
        raise click.UsageError("- reads standard input, which is closed")
    return Stdin(sys.stdin.buffer.read(), filename)


def exit_code(scan: Scan, code: int) -> int:
    """`code`, or 2 where proclint failed or, in CI, read no file at all."""
    if not scan.run.documents:
        in_ci = os.environ.get("CI", "").lower() not in SILENT
        terminal.say(f"{'error' if in_ci else 'warning'}: no file to read: looked for {scan.looked_for}")
        code = FAILED if in_ci else code
    return FAILED if scan.failures else code


def unread(scan: Scan) -> int:
    """The exit code of a verb that shows pages: that of a finding where none of them could be read."""
    pages = [document for _, document in scan.run.documents]
    return FOUND if pages and all(document.error is not None for document in pages) else 0


def split(selectors: tuple[str, ...]) -> tuple[str, ...]:
    """Selectors as they may be written: repeated, or several with commas between."""
    return tuple(part.strip() for selector in selectors for part in selector.split(",") if part.strip())


def tell_unread(run: Run) -> None:
    """Says which pages could not be read, where nothing else does: what stands on them is missing from what follows."""
    for part, document in run.documents:
        if document.error is not None:
            error = document.error
            path = run.shown(part, document.path)
            terminal.say(
                f"warning: {path}:{error.line}:{error.column}: not read: {error.message}\n  help: {error.help}"
            )
