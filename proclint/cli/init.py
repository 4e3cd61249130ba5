"""The verb `init`: a first proclint.toml, written from what the pages hold.

It never writes over a file, and writes nothing where a config governs already.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proclint import terminal
from proclint.cli.call import FAILED, run_scan, tell_unread

if TYPE_CHECKING:
    from proclint.draft import Entry

NAME = "proclint.toml"


@click.command(short_help="Write a first proclint.toml from the pages.")
@click.argument("path", default=".", metavar="[PATH]")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong.")
def init(path: str, quiet: bool) -> int:
    """Write a first proclint.toml into the folder PATH (the current one, unless it is named) from what its pages hold.

    It holds the parties that are named, with their likely kinds, and a purpose to fill in. Nothing is written over,
    and nothing is written where no page can be read.
    """
    from proclint import draft

    folder = Path(os.path.realpath(path))
    if not folder.is_dir():
        reason = "this is no folder" if folder.exists() else "no such folder"
        terminal.say(f"error: {path}: {reason}\n  help: name the folder that holds the pages")
        return FAILED
    refusal = _governed(folder)
    if refusal is not None:
        terminal.say(f"error: {refusal}")
        return FAILED
    scan = run_scan((path,), (), False, None, "never", None, quiet=quiet, verbose=False)
    part = scan.run.workspaces[0]
    documents = part.documents
    if scan.failures:
        return FAILED
    if all(document.error is not None for document in documents):
        tell_unread(scan.run)
        reason = "none of its pages can be read" if documents else f"no page here: looked for {scan.looked_for}"
        help_ = "make one readable" if documents else "run it where the pages are"
        terminal.say(f"error: {path}: {reason}; nothing was written\n  help: {help_}")
        return FAILED
    target = folder / NAME
    text = draft.render(documents, part.graph).encode("utf-8")
    try:
        _create(target, text)
    except FileExistsError:
        terminal.say(f"error: {target}: it stands there already\n  help: remove it first, or write the config yourself")
        return FAILED
    except OSError as error:
        terminal.say(f"error: {target}: it can't be written: {(error.strerror or str(error)).lower()}")
        return FAILED
    if not quiet:
        _tell(path, *draft.sift(draft.entries(documents, part.graph)))
    return 0


def _governed(folder: Path) -> str | None:
    """Which config keeps a new one out of `folder`: one that holds there, or one further down that the new one would
    take in. None where there is none.
    """
    from proclint.config.discovery import Configs
    from proclint.files import find
    from proclint.settings import Overrides

    configs = Configs(Overrides())
    above = configs.workspace(folder)
    if above is not None:
        return f"{configs.shown(above[1])} governs here already\n  help: change it there"
    for found in find([folder], Overrides()):
        config = found.settings.config
        if config is not None and not configs.is_root(config):
            shown = configs.shown(config)
            return (
                f"{shown} governs a folder below, and would lose its say to a config here\n"
                f"  help: write root = true into it, or run init in another folder"
            )
    return None


def _create(target: Path, data: bytes) -> None:
    """Makes the file, which must not be there; one that could not be written to its end is taken away again."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(handle, "wb") as file:
            file.write(data)
    except OSError:
        os.unlink(target)
        raise


def _tell(path: str, parties: list[Entry], rare: list[Entry]) -> None:
    """What was written, and what to do next."""
    from proclint.model import Kind
    from proclint.printing.visible import visible

    counts = {kind: sum(one.kind is kind for one in parties) for kind in Kind}
    told = ", ".join(f"{counts[kind]} {kind}" for kind in Kind if kind is not Kind.UNKNOWN)
    names = "1 party" if len(parties) == 1 else f"{len(parties)} parties"
    more = f"; {len(rare)} more, named once, wait in a line each at its end" if rare else ""
    target, where = (NAME, "") if path == "." else (f"{path.rstrip('/')}/{NAME}", f" {path}")
    for line in (
        f"wrote {target} with {names}: {told}, {counts[Kind.UNKNOWN]} for you to tell{more}",
        "next: fill in the purpose at its top and correct the kinds; then",
        f"  proclint check{where}    which steps help nobody",
        f"  proclint trails{where}   how each step reaches a customer",
    ):
        terminal.say(visible(line))
