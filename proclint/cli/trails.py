"""The verb `trails`: from each step to whoever it helps in the end, or where that ends and why.

It computes no trail; the graph does.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from proclint import terminal
from proclint.cli.call import FAILED, config_flags, exit_code, look_flags, run_scan, tell_unread, unread

if TYPE_CHECKING:
    from proclint.graph import Graph, PartyNode, Trail
    from proclint.printing.run import Checked, Run

_LINE = re.compile(r"(.+):([0-9]{1,9})\Z", re.DOTALL)
_NEAR = 3  # names and lines that a message lists


@click.command(short_help="Show how each step reaches a customer.")
@click.argument("paths", nargs=-1, metavar="[PATH[:LINE]]...")
@click.option("--untied", is_flag=True, help="Only steps whose every trail ends inside.")
@click.option("--to", "to", metavar="PARTY", help="Only trails that lead to PARTY.")
@click.option("--party", metavar="PARTY", help="What PARTY does, for whom, and how it reaches a customer.")
@click.option("--output-format", "format_", type=click.Choice(["text", "json"]), default="text", help="text or json.")
@config_flags
@look_flags
def trails(
    paths: tuple[str, ...],
    untied: bool,
    to: str | None,
    party: str | None,
    format_: str,
    config: tuple[str, ...],
    isolated: bool,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Show the trail of each step to someone outside, or where it ends and why.

    PATH:LINE asks for the step on that line. Naming pages narrows what is shown, never what is read; without
    a config, a page that is named is all that there is.
    """
    from proclint.graph import Verdict
    from proclint.printing import party as page
    from proclint.printing import trails as text
    from proclint.printing import trails_json

    if "-" in paths:
        raise click.UsageError("a trail leads through many pages: name files or folders, not -")
    asked = [_place(path) for path in paths]
    scan = run_scan(
        tuple(path for path, _ in asked), config, isolated, None, "never", None, quiet=quiet, verbose=verbose
    )
    run, view = scan.run, terminal.view(color, sys.stdout)
    nodes = _nodes(run, party)
    ends = _nodes(run, to)
    if (party is not None and not nodes and run.documents) or (to is not None and not ends and run.documents):
        return _unknown_party(run, party if party is not None and not nodes else to or "")
    if not quiet:
        tell_unread(run)
    chosen = list(_chosen(run))
    if any(line is not None for _, line in asked):
        chosen, missing = _on_lines(run, chosen, asked)
        if missing:
            terminal.say("\n".join(missing))
            return FAILED
    if untied:
        chosen = [one for one in chosen if one[1].verdict is Verdict.UNTIED]
    if to is not None:
        chosen = [one for one in chosen if any(hop.taker == _key(one[0], ends) for hop in one[1].hops)]
    if party is not None:
        own = {(id(part), *step) for part, node in nodes for step in node.performs}
        chosen = [(part, trail) for part, trail in chosen if (id(part), trail.path, trail.step.id) in own]
    if format_ == "json":
        terminal.out(trails_json.render(chosen, run))
    elif party is not None and not untied and to is None and not paths:
        terminal.out("\n".join(page.render(part, node, run, view) for part, node in nodes))
    else:
        terminal.out(text.render(chosen, run, view))
        if not quiet:
            terminal.say(("\n" if chosen and sys.stdout.isatty() else "") + text.closing(chosen))
    return exit_code(scan, unread(scan))


def _place(argument: str) -> tuple[str, int | None]:
    """A path and a line, of PATH or PATH:LINE; a file whose name ends so is a file."""
    match = _LINE.match(argument)
    if match is None or os.path.exists(argument):
        return argument, None
    return match[1], int(match[2])


def _chosen(run: Run) -> Iterator[tuple[Checked, Trail]]:
    """The trails of the steps in all reported documents."""
    for part, document in run.documents:
        for step in document.steps:
            yield part, part.graph.trail(document.path, step.id)


def _on_lines(
    run: Run, chosen: list[tuple[Checked, Trail]], asked: list[tuple[str, int | None]]
) -> tuple[list[tuple[Checked, Trail]], list[str]]:
    """The trails of the steps on the lines that are asked for (all of a path without one), and what is not there."""
    kept: list[tuple[Checked, Trail]] = []
    missing = []
    for path, line in asked:
        real = os.path.realpath(path)
        here = [one for one in chosen if _is_below(os.path.realpath(one[0].root / one[1].path), real)]
        if line is None:
            kept += here
            continue
        found = [one for one in here if one[1].line <= line <= _last_line(run, *one)]
        if found:
            kept.append(found[-1])  # of steps within steps, the innermost
        else:
            near = sorted({trail.line for _, trail in here}, key=lambda other: (abs(other - line), other))[:_NEAR]
            where = f"; the nearest stand on {', '.join(map(str, sorted(near)))}" if near else ""
            missing.append(f"error: no step stands on {path}:{line}{where}")
    places = [(id(part), trail.path, trail.step.id) for part, trail in kept]
    return [one for at, one in enumerate(kept) if places.index(places[at]) == at], missing


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _last_line(run: Run, part: Checked, trail: Trail) -> int:
    """The last line of a step's own text."""
    document = next(page for page in part.documents if page.path == trail.path)
    return document.lines.line(max(trail.step.span.start, trail.step.span.end - 1))


def _nodes(run: Run, name: str | None) -> list[tuple[Checked, PartyNode]]:
    """The party that is called `name`, in each workspace that knows it."""
    if name is None:
        return []
    found = ((part, part.graph.named(name)) for part in run.workspaces)
    return [(part, node) for part, node in found if node is not None]


def _key(part: Checked, nodes: list[tuple[Checked, PartyNode]]) -> str | None:
    return next((node.key for other, node in nodes if other is part), None)


def _unknown_party(run: Run, name: str) -> int:
    """Says that nobody is called `name`, and who nearly is."""
    from proclint.nearest import nearest

    graphs: list[Graph] = [part.graph for part in run.workspaces]
    names = {name.casefold(): name for graph in graphs for node in graph.parties.values() for name in node.names}
    near = [f'"{names[one]}"' for one, _ in nearest(name.casefold(), names, _NEAR)]
    help_ = f"the nearest are {', '.join(near)}" if near else "no page names any party"
    terminal.say(f'error: no party is called "{name}"\n  help: {help_}')
    return FAILED
