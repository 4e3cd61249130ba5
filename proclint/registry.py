"""Finds the rules and their pages in the package `proclint.rules`, and says which of them a selection means.

It does not run a rule, and nobody else opens that package.
"""

from __future__ import annotations

import difflib
import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from proclint.rule import Awake, Document, Finding, Severity, Step
from proclint.selector import ALL, EXACT, specificity

_PACKAGE = "proclint.rules"
_MODULE = re.compile(r"^([a-z]+\d{3})_([a-z]+(?:_[a-z]+)*)\.py$")
_CUT = re.compile(r"([A-Z]+)0*([1-9]\d*)")  # a code with a naught too few or too many
_HEADING = re.compile(r"^(#{1,2}) +(.+?) *#* *$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_WHEN = {
    Awake.ALWAYS: ("On by default", "They run on every page, with a config and without one."),
    Awake.WITH_PURPOSE: (
        "On by default, asleep until a purpose is stated",
        'They wake once the config says what the organisation is for: `purpose = "Help shoppers ..."`.',
    ),
    Awake.WITH_EXTERNAL: (
        "On by default, asleep until a party outside is declared",
        'They wake once the config declares somebody outside: `[parties.shopper]` with `kind = "external"`.',
    ),
    Awake.WHEN_SELECTED: (
        "Off until selected",
        'They run where they are asked for: `extend-select = ["STP003"]` in the config, or `--extend-select STP003`.',
    ),
}


class Needs(StrEnum):
    """What a rule reads; its check gets no more."""

    STEP = "step"
    DOCUMENT = "document"
    WORKSPACE = "workspace"
    SUPPRESSIONS = "suppressions"  # the ignore comments of a page, and which of them were of use


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it was found: its identity, when it runs, and its check (called with what it needs).

    `follows` are the codes of rules that say worse of the same step: what comes after them is no news. `unsaid` gives
    the steps of a page of which a rule may come to speak though they stay as they are.
    """

    code: str
    name: str
    severity: Severity
    awake: Awake
    needs: Needs
    check: Callable[..., Iterator[Finding]]
    follows: tuple[str, ...] = ()
    unsaid: Callable[[Document], Iterator[Step]] | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a rule's page: its heading and what stands below it."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page: the whole text, its title, the first paragraph and its sections."""

    text: str
    title: str
    summary: str
    sections: tuple[Section, ...]


class UnknownRule(ValueError):
    """A selector that names no rule. Its text says so, with the nearest that does."""

    def __init__(self, selector: str) -> None:
        self.selector = selector
        self.nearest = _nearest(selector)
        near = f"; did you mean {self.nearest}?" if self.nearest else "; `proclint rule` lists them"
        super().__init__(f'no rule is called "{selector}"{near}')


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, by code."""
    names = (entry.name for entry in resources.files(_PACKAGE).iterdir())
    return tuple(sorted((_load(match) for match in map(_MODULE.match, names) if match), key=lambda rule: rule.code))


def find(selector: str) -> tuple[Rule, ...]:
    """The rules that `selector` (a code, the beginning of one, a name, ALL) means. Raises UnknownRule."""
    found = tuple(rule for rule in rules() if specificity(selector, rule.code, rule.name) is not None)
    if not found:
        raise UnknownRule(selector)
    return found


def chosen(
    select: Sequence[str] | None = None,
    ignore: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    base: frozenset[str] | None = None,
) -> frozenset[str]:
    """The codes that a selection turns on. Raises UnknownRule.

    The most specific selector that names a rule decides; between equals, `ignore` does. Where `select` is None, the
    rules that no selector names stay as they are in `base`: what a weaker selection turned on (None: the default set).
    """
    for selector in (*(select or ()), *ignore, *extend_select):
        find(selector)
    codes = set()
    for rule in rules():
        on, off = _closest(rule, (*(select or ()), *extend_select)), _closest(rule, ignore)
        unnamed = select is None and max(on, off) < 0
        if _is_on(rule, base) if unnamed else on > off:
            codes.add(rule.code)
    return frozenset(codes)


def is_named(rule: Rule, selectors: Iterable[str]) -> bool:
    """Whether one of `selectors` is the rule's own code or name: who names it wants it awake."""
    return any(specificity(selector, rule.code, rule.name) == EXACT for selector in selectors)


def page(code: str) -> Page:
    """The page of the rule `code`. Raises UnknownRule."""
    rule = find(code)[0]
    file = f"{rule.code.lower()}_{rule.name.replace('-', '_')}.md"
    return parse(resources.files(_PACKAGE).joinpath(file).read_text(encoding="utf-8"))


def parse(text: str) -> Page:
    """A page from its Markdown: headings of level 1 and 2 outside fences divide it."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    fence = ""
    for line in text.splitlines():
        marks = _FENCE.match(line)
        if marks and not fence:
            fence = marks[1]
        elif marks and marks[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        heading = None if fence else _HEADING.match(line)
        if heading:
            parts.append((heading[2], []))
        else:
            parts[-1][1].append(line)
    titled = [Section(title, "\n".join(lines).strip("\n")) for title, lines in parts if title]
    first = titled[0] if titled else Section("", "")
    return Page(text, first.title, " ".join(first.body.split("\n\n")[0].split()), tuple(titled[1:]))


def table() -> str:
    """The text of rules/README.md: the rules by when they run, a line each."""
    lines = [
        "# The rules",
        "",
        "Generated by `make update` from the rules in this folder; each has a check (`.py`) and a page (`.md`).",
    ]
    for awake, (title, told) in _WHEN.items():
        lines += ["", f"## {title}", "", told, "", "| code | name | severity | summary |", "|---|---|---|---|"]
        for rule in (one for one in rules() if one.awake is awake):
            file = f"{rule.code.lower()}_{rule.name.replace('-', '_')}.md"
            summary = page(rule.code).summary.replace("|", "\\|")
            lines.append(f"| [{rule.code}]({file}) | {rule.name} | {rule.severity} | {summary} |")
    return "\n".join(lines) + "\n"


def _load(match: re.Match[str]) -> Rule:
    """The rule in the module that `match` names. A module that is no rule is a mistake in proclint: it raises."""
    module: Any = importlib.import_module(f"{_PACKAGE}.{match[1]}_{match[2]}")
    checks = [needs for needs in Needs if hasattr(module, f"check_{needs}")]
    if len(checks) != 1:
        raise TypeError(f"{module.__name__}: a rule has one of {', '.join(f'check_{needs}' for needs in Needs)}")
    needs = checks[0]
    check: Callable[..., Iterator[Finding]] = getattr(module, f"check_{needs}")
    severity, awake = Severity(module.SEVERITY), Awake(module.AWAKE)
    follows: tuple[str, ...] = getattr(module, "FOLLOWS", ())
    unsaid = getattr(module, "unsaid", None)
    return Rule(match[1].upper(), match[2].replace("_", "-"), severity, awake, needs, check, follows, unsaid)


def _is_on(rule: Rule, base: frozenset[str] | None) -> bool:
    return rule.awake is not Awake.WHEN_SELECTED if base is None else rule.code in base


def _closest(rule: Rule, selectors: Iterable[str]) -> int:
    """The specificity of the selector that names `rule` most closely; -1 where none does."""
    found = (specificity(selector, rule.code, rule.name) for selector in selectors)
    return max((degree for degree in found if degree is not None), default=-1)


def _nearest(selector: str) -> str | None:
    """The code, prefix or name that looks most like `selector`."""
    cut = _CUT.fullmatch(selector.strip().upper())
    if cut and (whole := f"{cut[1]}{cut[2].zfill(3)}") in {rule.code for rule in rules()}:
        return whole
    known = {ALL: ALL}
    for rule in rules():
        known |= {rule.code: rule.code, rule.code[:3]: rule.code[:3], rule.name.upper(): rule.name}
    near = difflib.get_close_matches(selector.strip().upper(), known, n=1, cutoff=0.6)
    return known[near[0]] if near else None
