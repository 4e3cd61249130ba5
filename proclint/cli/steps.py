"""The verb `steps`: how pages were read.

It says nothing of whether that is good.
"""

from __future__ import annotations

import sys

import click

from proclint import terminal
from proclint.cli.call import config_flags, exit_code, from_stdin, look_flags, run_scan, unread


@click.command(short_help="Show how pages were read.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--output-format", "format_", type=click.Choice(["text", "json"]), default="text", help="text or json.")
@click.option("--stdin-filename", metavar="PATH", help="The path that standard input (-) stands for.")
@config_flags
@look_flags
def steps(
    paths: tuple[str, ...],
    format_: str,
    stdin_filename: str | None,
    config: tuple[str, ...],
    isolated: bool,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Show how pages were read: each step, who does it, for whom, and where that is said.

    With -v also what was passed over, and why it was taken for no step.
    """
    from proclint.printing import STEPS, render
    from proclint.printing.opening import read

    stdin = from_stdin(paths, stdin_filename)
    scan = run_scan(paths, config, isolated, None, "never", stdin, quiet=quiet, verbose=False)
    run = scan.run
    if format_ == "text":  # of a whole folder an author wants the processes; a page that was named is always shown
        run = run.where(
            lambda path, page: (
                page.is_process or page.error is not None or path in scan.named or (verbose and bool(page.passed))
            )
        )
    terminal.out(render(format_, run, terminal.view(color, sys.stdout, verbose=verbose), STEPS))
    if not quiet and format_ == "text":
        terminal.say(read(scan.run))
    return exit_code(scan, unread(scan))
