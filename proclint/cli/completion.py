"""The verb `completion`: the script by which a shell completes commands, flags and rules, and what it asks for then.

It writes into no file of the shell's.
"""

from __future__ import annotations

import os
from typing import Any

import click
from click.shell_completion import CompletionItem, get_completion_class, shell_complete

from proclint import terminal

_PROGRAM, _ASKED = "proclint", "_PROCLINT_COMPLETE"
_WHERE = {
    "bash": 'eval "$(proclint completion bash)" in ~/.bashrc',
    "zsh": 'eval "$(proclint completion zsh)" in ~/.zshrc, after compinit',
    "fish": "proclint completion fish > ~/.config/fish/completions/proclint.fish",
}


@click.command(
    short_help="Print the completion script of a shell.",
    epilog="\b\n" + "\n".join(f"{shell}: {told}" for shell, told in _WHERE.items()),
)
@click.argument("shell", metavar="SHELL", type=click.Choice([*_WHERE]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what SHELL reads to complete commands, flags, formats, rules and paths."""
    kind = get_completion_class(shell)
    assert kind is not None
    terminal.out(kind(context.find_root().command, {}, _PROGRAM, _ASKED).source())


def answer(commands: click.Group) -> int | None:
    """What a shell's script asks for, printed; the exit code, or None where nothing is asked."""
    asked = os.environ.get(_ASKED)
    if not asked:
        return None
    _type(commands)
    return shell_complete(commands, {}, _PROGRAM, _ASKED, asked)


def _type(command: click.Command) -> None:
    """Gives each parameter the type that its metavar names, so that it completes."""
    for parameter in command.params:
        parameter.type = _TYPES.get(parameter.metavar or "", parameter.type)
    for verb in command.commands.values() if isinstance(command, click.Group) else ():
        _type(verb)


class _Rules(click.types.StringParamType):
    """Rules by code or name, several with commas between."""

    name = "rules"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from proclint import registry

        before, comma, begun = incomplete.rpartition(",")
        return [
            CompletionItem(before + comma + word, help=other)
            for rule in registry.rules()
            for word, other in ((rule.code, rule.name), (rule.name, rule.code))
            if word.lower().startswith(begun.lower())
        ]


class _Formats(click.types.StringParamType):
    """The formats of `check`."""

    name = "formats"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from proclint.printing import CHECK

        return [CompletionItem(name) for name in CHECK if name.startswith(incomplete)]


# what stands for a value in the help tells what completes it
_TYPES: dict[str, click.ParamType[Any]] = {
    "RULES": _Rules(),
    "[RULE]...": _Rules(),
    "FORMAT[:FILE]": _Formats(),
    **dict.fromkeys(("[PATH]...", "[PATH]", "PATH", "[PATH[:LINE]]...", "FILE", "FILE|'KEY = VALUE'"), click.Path()),
}
