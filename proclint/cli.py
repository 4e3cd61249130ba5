"""The command line: words in, text and an exit code out.

It judges nothing, and imports the rest of proclint only inside the command that needs it. click has its one door here.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from proclint import terminal

if TYPE_CHECKING:
    from proclint.scan import Scan, Stdin
    from proclint.settings import Selection

FOUND, FAILED, INTERRUPTED, CLOSED_PIPE = 1, 2, 130, 141
MOST_BLOCKS = 25
_SILENT = ("", "0", "false", "no")
_Command = TypeVar("_Command", bound=Callable[..., Any])


def main() -> None:
    """Runs the command line of this process and ends it with the exit code."""
    sys.exit(run(sys.argv[1:]))


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
    except Exception as error:
        from proclint import failure

        if not failure.is_told(error) and os.environ.get("PROCLINT_TRACEBACK", "") not in _SILENT:
            raise
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


def _config_flags(command: _Command) -> _Command:
    """The flags that say which config holds."""
    command = click.option("--isolated", is_flag=True, help="Read no config.")(command)
    return click.option(
        "--config",
        multiple=True,
        metavar="FILE|'KEY = VALUE'",
        help="A config file, or a setting that goes before the config's.",
    )(command)


def _look_flags(command: _Command) -> _Command:
    """The flags that say how much is printed, and how."""
    command = click.option("-v", "--verbose", is_flag=True, help="Say more on standard error.")(command)
    command = click.option("-q", "--quiet", is_flag=True, help="Print nothing but the result.")(command)
    return click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Whether to colour text."
    )(command)


@commands.command(short_help="Say which steps serve nobody.")
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
    "--output-format", "formats", multiple=True, metavar="FORMAT[:FILE]", help="full, concise or json; repeatable."
)
@click.option("--force", is_flag=True, help="Let FORMAT:FILE overwrite a file that proclint did not write.")
@click.option("--statistics", is_flag=True, help="Count the diagnostics of each rule.")
@click.option("--show-files", is_flag=True, help="List the files that are read, and which of them hold processes.")
@click.option(
    "--all", "everything", is_flag=True, help=f"Print all blocks on a terminal, not the {MOST_BLOCKS} longest."
)
@click.option("--stdin-filename", metavar="PATH", help="The path that standard input (-) stands for.")
@_config_flags
@_look_flags
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
    stdin = _stdin(paths, stdin_filename)
    asked = Selection(_split(select) or None, _split(extend_select), _split(ignore))
    scan = _scan(paths, config, isolated, asked, fail_on, stdin, quiet=quiet, verbose=verbose)
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
    return _exit_code(scan, FOUND if scan.reds else 0)


@commands.command(short_help="Show how pages were read.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--output-format", "format_", type=click.Choice(["text", "json"]), default="text", help="text or json.")
@click.option("--stdin-filename", metavar="PATH", help="The path that standard input (-) stands for.")
@_config_flags
@_look_flags
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
    """Show how pages were read: each step, who does it, for whom, and where that is said."""
    from proclint.printing import STEPS, render
    from proclint.printing.opening import read

    stdin = _stdin(paths, stdin_filename)
    scan = _scan(paths, config, isolated, None, "never", stdin, quiet=quiet, verbose=verbose)
    run = scan.run
    if format_ == "text":  # of a whole folder an author wants the processes; a page that was named is always shown
        run = run.where(lambda path, page: page.is_process or page.error is not None or path in scan.named)
    terminal.out(render(format_, run, terminal.view(color, sys.stdout), STEPS))
    if not quiet and format_ == "text":
        terminal.say(read(scan.run))
    return _exit_code(scan, 0)


@commands.command(short_help="Print the page of a rule, or list the rules.")
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

    wanted = ["ALL"] if everything or not codes else _split(codes)
    found = dict.fromkeys(rule for selector in wanted for rule in registry.find(selector))
    pages = [(rule, registry.page(rule.code)) for rule in found]
    view = terminal.view(color, sys.stdout)
    listed = format_ == "text" and not codes and not everything
    terminal.out(page.listing(pages, view) if listed else page.render(format_, pages, view))
    return 0


def _scan(
    paths: tuple[str, ...],
    config: tuple[str, ...],
    isolated: bool,
    asked: Selection | None,
    fail_on: str | None,
    stdin: Stdin | None,
    *,
    quiet: bool,
    verbose: bool,
) -> Scan:
    """Runs the scan with progress, and says what it has to say beside its result."""
    from proclint.scan import scan
    from proclint.settings import Overrides

    progress = terminal.Progress(wanted=not quiet)
    try:
        done = scan(paths, Overrides(isolated, config), asked, fail_on, stdin, progress)
    finally:
        progress.clear()
    if not quiet:
        for note in done.notes:
            terminal.say(f"note: {note}")
    if verbose:
        for line in done.details():
            terminal.say(f"note: {line}")
    for failure in done.failures:
        terminal.say(f"internal error: {failure}")
    return done


def _stdin(paths: tuple[str, ...], filename: str | None) -> Stdin | None:
    from proclint.scan import Stdin

    if "-" not in paths:
        if filename is not None:
            raise click.UsageError("--stdin-filename goes with - in place of a path")
        return None
    if len(paths) > 1:
        raise click.UsageError("- stands alone: standard input is one page")
    if sys.stdin is None:
        raise click.UsageError("- reads standard input, which is closed")
    return Stdin(sys.stdin.buffer.read(), filename)


def _exit_code(scan: Scan, code: int) -> int:
    """`code`, or 2 where proclint failed or, in CI, read no file at all."""
    if not scan.run.documents:
        in_ci = os.environ.get("CI", "").lower() not in _SILENT
        terminal.say(f"{'error' if in_ci else 'warning'}: no file to read: looked for {scan.looked_for}")
        code = FAILED if in_ci else code
    return FAILED if scan.failures else code


def _split(selectors: tuple[str, ...]) -> tuple[str, ...]:
    """Selectors as they may be written: repeated, or several with commas between."""
    return tuple(part.strip() for selector in selectors for part in selector.split(",") if part.strip())


def _lowered(error: click.ClickException) -> str:
    """click's message in the house's words: lower case, no full stop, and never "invalid"."""
    text = error.format_message()
    if isinstance(error, click.BadParameter):
        hint = error.param.get_error_hint(error.ctx) if error.param is not None else ""
        text = f"{hint}: {error.message}".lstrip(": ")
    text = re.sub(r"\. (\w)", lambda match: f"; {match[1].lower()}", text.rstrip("."))
    return text[:1].lower() + text[1:]


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"\n  help: `{context.command_path} --help` shows the flags" if context is not None else ""


def _fail(message: str) -> int:
    terminal.say(message)
    return FAILED
