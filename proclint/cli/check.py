"""The verb `check`: lint pages, print what was found, and fail where that is asked for.

It finds nothing itself; see `scan`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from proclint import terminal
from proclint.cli import mend
from proclint.cli.call import (
    FAILED,
    FOUND,
    config_flags,
    exit_code,
    from_stdin,
    look_flags,
    rule_flags,
    run_scan,
    selection,
    tell_stale,
)

MOST_BLOCKS = 25


@click.command(short_help="Say which steps serve nobody.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@rule_flags
@mend.flags
@click.option("--baseline", metavar="FILE", help="Report only what this baseline does not hold.")
@click.option("--since", metavar="REV", help="Report only what changes since this git revision brought about.")
@click.option("--no-baseline", is_flag=True, help="Report what a baseline holds, too.")
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
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Read many pages in N processes. [default: one a core]"
)
@click.option("--watch", is_flag=True, help="Go on, and say after each change what is new, gone and left.")
@click.option("--poll", is_flag=True, help="With --watch: look every second, where the system tells of no changes.")
@config_flags
@look_flags
def check(
    paths: tuple[str, ...],
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    fix_only: bool,
    add_ignore: str | None,
    baseline: str | None,
    since: str | None,
    no_baseline: bool,
    fail_on: str | None,
    formats: tuple[str, ...],
    force: bool,
    statistics: bool,
    show_files: bool,
    everything: bool,
    stdin_filename: str | None,
    jobs: int | None,
    watch: bool,
    poll: bool,
    config: tuple[str, ...],
    isolated: bool,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Say which steps serve nobody, and what else keeps pages from serving a customer.

    Without a PATH the whole workspace is checked; - reads standard input.
    """
    from proclint.baseline import Choice
    from proclint.printing import FOR_PROGRAMS, files, render
    from proclint.printing.opening import closing, opening
    from proclint.printing.output import outputs, write
    from proclint.printing.run import View
    from proclint.scan import Wishes

    wanted = outputs(formats, Path.cwd())
    stdin = from_stdin(paths, stdin_filename)
    asked = selection(select, extend_select, ignore)
    if baseline is not None and no_baseline:
        raise click.UsageError("--baseline and --no-baseline say the opposite: give one of them")
    choice = Choice(
        file=None if baseline is None else Path(os.path.abspath(baseline)),
        off=no_baseline or (isolated and baseline is None),
    )
    if poll and not watch:
        raise click.UsageError("--poll goes with --watch")
    if watch:
        from proclint.cli import watching
        from proclint.settings import Overrides

        single = {"-": stdin, "--since": since, "--statistics": statistics, "--show-files": show_files}
        mending = {"--fix": fix, "--unsafe-fixes": unsafe_fixes, "--diff": diff, "--fix-only": fix_only}
        watching.refuse({**single, **mending, "--add-ignore": add_ignore})
        overrides = Overrides(isolated, config)
        watching.watch(paths, overrides, asked, choice, wanted, jobs, force=force, poll=poll, color=color, quiet=quiet)
    to_mend = mend.asked(stdin, fix, unsafe_fixes, diff, fix_only, add_ignore)
    wishes = Wishes(choice, since, to_mend.mend)
    scan = run_scan(
        paths, config, isolated, asked, fail_on, stdin, quiet=quiet, verbose=verbose, wishes=wishes, jobs=jobs
    )
    code = FOUND if scan.reds else 0
    if to_mend.mend is not None:
        code = mend.carry_out(scan, to_mend, code, color, quiet)
    if to_mend.only or code == FAILED:
        return exit_code(scan, code)
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
        mend.hint(scan)
        tell_stale(scan, verbose)
    return exit_code(scan, code)
