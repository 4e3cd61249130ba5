"""The verb `config`: which settings hold for a page, and what a config may hold.

It changes no config; `init` writes a first one.
"""

from __future__ import annotations

import os
import sys
from importlib import resources
from pathlib import Path

import click

from proclint import terminal
from proclint.cli.call import FAILED, config_flags


@click.group(short_help="Show the settings that hold for a page, or what a config may hold.")
def config() -> None:
    """Show the settings that hold for a page, or what a config may hold."""


@config.command(short_help="Show the settings that hold for FILE, and where each is stated.")
@click.argument("file", metavar="FILE")
@config_flags
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Whether to colour text.")
def show(file: str, config: tuple[str, ...], isolated: bool, color: str) -> int:
    """Show the settings that hold for FILE as TOML, each with the file and line that states it.

    Of what is stated for patterns, such as per-file-ignores, only what matches FILE is shown.
    """
    from proclint.config import showing
    from proclint.config.discovery import Configs
    from proclint.engine import Engine
    from proclint.files import find
    from proclint.printing import settings as printed
    from proclint.settings import Overrides

    page = Path(os.path.abspath(file))
    if not page.is_file():
        terminal.say(f"error: {file}: {'this is no file' if page.exists() else 'no such file'}\n  help: name a page")
        return FAILED
    overrides = Overrides(isolated, config)
    (found,) = find([file], overrides)
    held = found.settings
    (own,) = (one for one in found.files if one.named)
    configs = Configs(overrides)
    stated = showing.settings(configs, held.root, held.config, own.absolute)
    about = [f"what holds for {file}, in the workspace {held.root.as_posix()}"]
    if own.absolute not in {one.absolute for place in find([held.root], overrides) for one in place.files}:
        about.append("it is read when it is named, and left out otherwise")
    hint = held.process_hint(own.path)
    if hint is not None:
        about.append("it holds processes, whatever it looks like" if hint else "it holds no processes")
    about.append(f"rules that run: {', '.join(sorted(Engine(held).running(own.path))) or 'none'}")
    terminal.out(printed.render(stated, about, terminal.view(color, sys.stdout)))
    return 0


@config.command(short_help="Print the JSON schema of proclint.toml.")
def schema() -> int:
    """Print the JSON schema of proclint.toml, for editors that complete and check TOML."""
    terminal.out(resources.files("proclint.config").joinpath("proclint.schema.json").read_text(encoding="utf-8"))
    return 0
