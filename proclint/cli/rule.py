"""The verb `rule`: the pages of rules.

It runs none of them.
"""

from __future__ import annotations

import sys

import click

from proclint import terminal
from proclint.cli.call import split


@click.command(short_help="Print the page of a rule, or list the rules.")
@click.argument("codes", nargs=-1, metavar="[RULE]...")
@click.option("--all", "everything", is_flag=True, help="Print the pages of all rules.")
@click.option(
    "--output-format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="text, markdown or json.",
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Whether to colour text.")
def rule(codes: tuple[str, ...], everything: bool, format_: str, color: str) -> int:
    """Print the page of each RULE (a code, a prefix or a name); without one, list the rules."""
    from proclint import registry
    from proclint.printing import page

    wanted = ["ALL"] if everything or not codes else split(codes)
    found = dict.fromkeys(rule for selector in wanted for rule in registry.find(selector))
    pages = [(rule, registry.page(rule.code)) for rule in found]
    view = terminal.view(color, sys.stdout)
    listed = format_ == "text" and not codes and not everything
    terminal.out(page.listing(pages, view) if listed else page.render(format_, pages, view))
    return 0
