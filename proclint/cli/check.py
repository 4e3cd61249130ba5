"""The verb `check`: lint pages, print what was found, and fail where that is asked for.

It finds nothing itself; see `scan`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from proclint import terminal
from proclint.cli.call import FAILED, FOUND, config_flags, exit_code, from_stdin, look_flags, run_scan, split

MOST_BLOCKS = 25


@click.command(short_help="Say which steps serve nobody.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--select", multiple=True, metavar="RULES", help="Run these rules only: codes, prefixes, names or ALL.")
@click.option("--extend-select", multiple=True, metavar="RULES", help="Run these rules too.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Leave these rules out.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="What gives exit code 1. [default: warning]",
)
@click.option(
    "--output-format",
    "formats",
    multiple=True,
    metavar="FORMAT[:FILE]",
    help="full, concise, grouped, json, jsonl, sarif, github, gitlab, junit or rdjson; repeatable.",
)
@click.option("--force", is_flag=True, help="Let FORMAT:FILE overwrite a file that proclint did not write.")
@click.option("--statistics", is_flag=True, help="Count the diagnostics of each rule.")
@click.option("--show-files", is_flag=True, help="List the files that are read, and which of them hold processes.")
@click.option(
    "--all", "everything", is_flag=True, help=f"Print all blocks on a terminal, not the {MOST_BLOCKS} longest."
)
@click.option("--stdin-filename", metavar="PATH", help="The path that standard input (-) stands for.")
@config_flags
@look_flags
def check(
    paths: tuple[str, ...],
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    formats: tuple[str, ...],
    force: bool,
    statistics: bool,
    show_files: bool,
    everything: bool,
    stdin_filename: str | None,
    config: tuple[str, ...],
    isolated: bool,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Say which steps serve nobody, and what else keeps pages from serving a customer.

    Without a PATH the whole workspace is checked; - reads standard input.
    """
    from proclint.printing import FOR_PROGRAMS, files, render
    from proclint.printing.opening import closing, opening
    from proclint.printing.output import outputs, write
    from proclint.printing.run import View
    from proclint.settings import Selection

    wanted = outputs(formats, Path.cwd())
    stdin = from_stdin(paths, stdin_filename)
    asked = Selection(split(select) or None, split(extend_select), split(ignore))
    scan = run_scan(paths, config, isolated, asked, fail_on, stdin, quiet=quiet, verbose=verbose)
    if show_files:
        terminal.out(files.render(scan.run))
        return FAILED if scan.failures else 0
    to_person = any(output.file is None and output.format not in FOR_PROGRAMS for output in wanted)
    view = terminal.view(color, sys.stdout, statistics=statistics, limit=None if everything else MOST_BLOCKS)
    if to_person and not quiet and sys.stdout.isatty():
        terminal.put(opening(scan.run, terminal.view(color, sys.stderr)) + "\n", sys.stderr)
    for output in wanted:
        if output.file is None:
            terminal.out(render(output.format, scan.run, view))
        else:
            write(output, render(output.format, scan.run, View(statistics=statistics)), scan.inputs, force)
    if not quiet:
        apart = "\n" if to_person and sys.stdout.isatty() and scan.run.diagnostics else ""
        terminal.say(apart + closing(scan.run))
    return exit_code(scan, FOUND if scan.reds else 0)
