"""The flags of `check` that change pages, and what is said of what they did.

It finds and mends nothing itself; see `mending`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from proclint import terminal
from proclint.cli.call import FAILED, FOUND

if TYPE_CHECKING:
    from proclint.diagnostic import Diagnostic
    from proclint.mending import Mend
    from proclint.printing.run import Checked, Run
    from proclint.scan import Scan, Stdin

_MOST_LEFT = 20  # lines on diagnostics that got no comment
_IN_CONFIG = "it stands in the config"
_NO_STEP = "it stands in no step"
_UNFIT = "a comment there would change how the page is read"

_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Asked:
    """What the flags ask for: a way to mend; `diff`: to show it only; `only`: to report nothing of what is left."""

    mend: Mend | None = None
    diff: bool = False
    only: bool = False
    is_ignoring: bool = False


def flags(command: _Command) -> _Command:
    """The flags that change pages; see `asked`."""
    for name, help_ in (
        ("--fix-only", "Apply fixes, and report nothing of what is left."),
        ("--diff", "Print what --fix would change, and change nothing."),
        ("--unsafe-fixes", "Also apply fixes that may change what a page says."),
        ("--fix", "Apply the fixes that never change what a page says."),
    ):
        command = click.option(name, is_flag=True, help=help_)(command)
    help_ = "Write an ignore comment with this reason to each step that is reported."
    return click.option("--add-ignore", metavar="REASON", help=help_)(command)


def asked(
    stdin: Stdin | None, fix: bool, unsafe_fixes: bool, diff: bool, fix_only: bool, add_ignore: str | None
) -> Asked:
    """What the flags ask for. Raises click.UsageError where they contradict each other."""
    from proclint import ignoring, mending

    if stdin is not None and not diff and (fix or fix_only or add_ignore is not None):
        raise click.UsageError("- has no file to write: add --diff to see what would change")
    if add_ignore is not None:
        if fix or fix_only or unsafe_fixes:
            raise click.UsageError("--add-ignore and fixes are two runs: fix first, then ignore what is left")
        refusal = ignoring.refusal(add_ignore)
        if refusal is not None:
            raise click.UsageError(f'--add-ignore: {refusal}; say why, as in --add-ignore="the law wants it kept"')
        return Asked(mending.by_ignoring(add_ignore.strip()), diff, only=True, is_ignoring=True)
    if fix or fix_only or diff:
        return Asked(mending.by_fixes(unsafe_fixes), diff, only=fix_only or diff)
    return Asked()


def carry_out(scan: Scan, asked: Asked, code: int, color: str, quiet: bool) -> int:
    """Shows or writes what was mended, and gives the exit code: `code` where what is left is still to be reported."""
    if asked.diff:
        code = FOUND if _show(scan, color) else 0
    elif scan.failures:  # what a run that failed has mended is anybody's guess
        terminal.say("error: no page was changed: the run failed")
        return FAILED
    elif not _write(scan):
        return FAILED
    elif asked.only:
        code = 0
    if not quiet:
        terminal.say(_told(scan, asked))
        for line in _left(scan.run) if asked.is_ignoring else ():
            terminal.say(line)
    return code


def hint(scan: Scan) -> None:
    """Says of how many diagnostics a fix is at hand."""
    fixes = [one.fix.safe for one in scan.run.diagnostics if one.fix is not None]
    safe, others = fixes.count(True), fixes.count(False)
    if safe:
        more = f", {others} more with --unsafe-fixes" if others else ""
        terminal.say(f"{safe} can be fixed with --fix{more}")
    elif others:
        terminal.say(f"{others} can be fixed with --fix --unsafe-fixes; --diff --unsafe-fixes shows how")


def _show(scan: Scan, color: str) -> bool:
    """Prints what would change; whether anything would."""
    from proclint.mending import mark
    from proclint.printing import diff

    pages = []
    for part, mended in zip(scan.run.workspaces, scan.mended, strict=True):
        for file, before, after in mended.pages():
            pages.append((scan.run.shown(part, file.path), mark(file) + before, mark(file) + after))
    terminal.out(diff.render(pages, terminal.view(color, sys.stdout)))
    return bool(pages)


def _write(scan: Scan) -> bool:
    """Writes what was mended; whether all of it could be written. What could not is said."""
    from proclint import mending

    is_whole = True
    for mended in scan.mended:
        for file, before, after in mended.pages():
            try:
                mending.write(mended.found, file, before, after)
            except mending.MendError as error:
                terminal.say(f"error: {error}")
                is_whole = False
    return is_whole


def _left(run: Run) -> Iterator[str]:
    """A line for each diagnostic to which no comment was put, and why; one for what can be done."""
    left = [(part, one) for part in run.workspaces for one in part.diagnostics]
    whys = [_why_left(part, one) for part, one in left]
    for (part, one), why in list(zip(left, whys, strict=True))[:_MOST_LEFT]:
        yield f"  {run.shown(part, one.path)}:{one.start.line}:{one.start.column}: {one.code}: {why}"
    if len(left) > _MOST_LEFT:
        yield f"  and {len(left) - _MOST_LEFT} more: `proclint check` shows them"
    if any(why in (_NO_STEP, _UNFIT) for why in whys):
        yield '  help: "<!-- proclint: ignore-file CODE (reason) -->" on a line of its own covers a page'
    if _IN_CONFIG in whys:
        yield '  help: "# proclint: ignore CODE (reason)" at the end of a line of the config covers that line'


def _why_left(part: Checked, one: Diagnostic) -> str:
    page = next((page for page in part.documents if page.path == one.path), None)
    if page is None:
        return _IN_CONFIG
    if page.error is not None:
        return "the page can't be read"
    return _NO_STEP if one.step is None else _UNFIT


def _told(scan: Scan, asked: Asked) -> str:
    """How much was mended, or would be."""
    fixed = [one for mended in scan.mended for one in mended.fixed.fixed]
    verb = "ignored" if asked.is_ignoring else "fixed"
    left = len(scan.run.diagnostics) if asked.is_ignoring else 0
    more = f"; {left} {'is' if left == 1 else 'are'} left" if left else ""
    if not fixed:
        return (f"nothing {verb}" if not asked.diff else f"nothing would be {verb}") + more
    files = sum(len(mended.fixed.texts) for mended in scan.mended)
    noun = "step" if asked.is_ignoring else "diagnostic"
    what = f"{len(fixed)} {noun}{'' if len(fixed) == 1 else 's'} in {files} file{'' if files == 1 else 's'}"
    counts = Counter(one.name for one in fixed)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    names = "" if asked.is_ignoring else f": {', '.join(f'{count} {name}' for name, count in ranked)}"
    return (f"would have {verb} {what}{names}" if asked.diff else f"{verb} {what}{names}") + more
