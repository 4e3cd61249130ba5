"""The command line: words in, text and an exit code out. Each verb has a module of its own.

It judges nothing, and imports the rest of proclint only inside the verb that needs it. click has its one door here.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import suppress

import click

from proclint import terminal
from proclint.cli.baseline import baseline
from proclint.cli.call import CLOSED_PIPE, FAILED, INTERRUPTED, SILENT
from proclint.cli.check import check
from proclint.cli.completion import answer, completion
from proclint.cli.config import config
from proclint.cli.init import init
from proclint.cli.rule import rule
from proclint.cli.steps import steps
from proclint.cli.trails import trails

_FROM_OUTPUT = (errno.ENOSPC, errno.EBADF, errno.EFBIG, errno.EIO)


def run(arguments: list[str]) -> int:
    """Runs proclint on `arguments` and gives the exit code; no traceback leaves it."""
    terminal.prepare()
    try:
        return _guarded(arguments)
    except BrokenPipeError:
        terminal.abandon(sys.stdout)  # click's own printing leaves it open, and the interpreter flushes it at the end
        return CLOSED_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED


def _guarded(arguments: list[str]) -> int:
    try:
        os.getcwd()
    except OSError as error:
        return _fail(f"error: can't read the current folder: {error.strerror}; change to one that is there")
    try:
        if (code := answer(commands)) is not None:
            return code
        with commands.make_context("proclint", arguments) as context:
            return int(commands.invoke(context) or 0)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.NoArgsIsHelpError as asked:
        return _fail(asked.format_message())
    except click.ClickException as error:
        return _fail(f"error: {_lowered(error)}{_usage(error)}")
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno not in _FROM_OUTPUT or error.filename is not None:
            return _explained(error)
        terminal.abandon(sys.stdout)  # click's own printing: help, version
        return _fail(f"error: {terminal.unwritable(error)}")
    except Exception as error:
        return _explained(error)


def _explained(error: Exception) -> int:
    """Says what ended the run; raises it again where a traceback is asked for."""
    from proclint import failure

    if not failure.is_told(error) and os.environ.get("PROCLINT_TRACEBACK", "") not in SILENT:
        raise error
    return _fail(failure.message(error))


def _say_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from proclint import failure

        terminal.out(f"proclint {failure.version()}\n")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Print the version and exit.",
)
def commands() -> None:
    """Reads process documents and says which steps serve nobody."""


for _verb in (check, steps, trails, init, baseline, config, rule, completion):
    commands.add_command(_verb)


def _lowered(error: click.ClickException) -> str:
    """click's message in the house's words: lower case, no full stop, and never "invalid"."""
    text = error.format_message()
    if isinstance(error, click.BadParameter):
        hint = error.param.get_error_hint(error.ctx) if error.param is not None else ""
        lacks = isinstance(error, click.MissingParameter)
        text = f"{hint} is missing" if lacks else f"{hint}: {error.message}".lstrip(": ")
    text = re.sub(r"\.? \((Did you mean)( one of:)?([^()]*)\)$", lambda match: f". {match[1]}{match[3]}", text)
    text = re.sub(r"\. (\w)", lambda match: f"; {match[1].lower()}", text.rstrip("."))
    return text[:1].lower() + text[1:]


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    if context is None:
        return ""
    what = "commands and options" if isinstance(context.command, click.Group) else "options"
    return f"\n  help: `{context.command_path} --help` shows the {what}"


def _fail(message: str) -> int:
    with suppress(terminal.Unwritable):  # standard error is full: the exit code has to say it
        terminal.say(message)
    return FAILED
