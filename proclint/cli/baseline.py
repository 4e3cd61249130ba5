"""The verb `baseline`: write down what stands today, later only what is left of it.

It reports nothing that is in the baseline already; that is what the baseline is for.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proclint import terminal
from proclint.cli.call import config_flags, exit_code, look_flags, rule_flags, run_scan, selection, tell_unread

if TYPE_CHECKING:
    from proclint.baseline import Sifted
    from proclint.printing.run import Checked
    from proclint.scan import Scan


@click.command(short_help="Write down what stands today, so that only what is new is reported.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--add-new", is_flag=True, help="Also take in what is new, and print it.")
@click.option("--baseline", "file", metavar="FILE", help="The file. [default: the config's, or proclint-baseline.json]")
@rule_flags
@config_flags
@look_flags
def baseline(
    paths: tuple[str, ...],
    add_new: bool,
    file: str | None,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    config: tuple[str, ...],
    isolated: bool,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Write down what `check` finds today, so that from then on it reports only what is new.

    Run again, it takes out what is mended and adds nothing, unless --add-new is given. Where pages are
    named, nothing is taken out of others. A page that can't be read is always reported.
    """
    from proclint.baseline import Choice
    from proclint.scan import Wishes

    choice = Choice(None if file is None else Path(os.path.abspath(file)), may_lack=True)
    asked = selection(select, extend_select, ignore)
    wishes = Wishes(baseline=choice)
    scan = run_scan(paths, config, isolated, asked, "never", None, quiet=quiet, verbose=verbose, wishes=wishes)
    code = exit_code(scan, 0)
    if code or not scan.run.documents:  # a run that failed or saw nothing says nothing of what stands
        return code
    told = [_keep(scan, part, sifted, add_new) for part, sifted in zip(scan.run.workspaces, scan.sifted, strict=True)]
    if add_new:
        _print_added(scan, color)
    if not quiet:
        tell_unread(scan.run)
    for line in told if not quiet else ():
        terminal.say(line)
    return 0


def _keep(scan: Scan, part: Checked, sifted: Sifted, add_new: bool) -> str:
    """Writes the baseline of one workspace where it changes, and says what became of it."""
    from proclint.baseline import entries_of, key_of, write

    file = scan.run.shown(part, str(sifted.file))
    if sifted.before is None:
        write(sifted.file, entries_of(map(key_of, sifted.new), sifted.unsaid))
        pages = len({one.path for one in sifted.new})
        what = f"{_counted(len(sifted.new), 'diagnostic')} in {_counted(pages, 'file')}"
        return f"wrote {file} with {what}\ncommit it: from now on `proclint check` reports only what is new"
    entries = Counter(sifted.kept)
    if add_new:
        entries.update(entries_of(map(key_of, sifted.new), sifted.unsaid))
    changed = dict(entries) != sifted.before
    if changed:
        write(sifted.file, entries)
    parts = [f"{sum(sifted.stale.values())} taken out"] if sifted.stale else []
    parts += [f"{len(sifted.new)} added"] if add_new and sifted.new else []
    parts += ["brought up to date"] if changed and not parts else []
    text = f"{file}: {', '.join(parts) or 'nothing to take out'}; it holds {_counted(entries.total(), 'diagnostic')}"
    if sifted.new and not add_new:
        new = "1 new diagnostic is" if len(sifted.new) == 1 else f"{len(sifted.new)} new diagnostics are"
        text += f"\n{new} not in it: `proclint check` shows what, --add-new takes them in"
    return text


def _counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def _print_added(scan: Scan, color: str) -> None:
    """Prints what was taken into baselines that were there before: it goes unreported from now on."""
    from proclint.printing import render

    grown = zip(scan.run.workspaces, scan.sifted, strict=True)
    parts = (replace(part, diagnostics=sifted.new) for part, sifted in grown if sifted.before is not None)
    run = replace(scan.run, workspaces=tuple(parts))
    terminal.out(render("concise", run, terminal.view(color, sys.stdout)))
