"""The roster: which rules are selected at a path, which of them run there, and which sleep until the config says more.

It runs no rule, and does not know what they say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from proclint import registry
from proclint.model import Kind, Organisation
from proclint.registry import Needs, Rule
from proclint.rule import Awake
from proclint.settings import Selection, Settings


@dataclass(frozen=True, slots=True)
class Sleeping:
    """A selected rule that does not run yet, and what it waits for."""

    code: str
    name: str
    until: Awake


@dataclass(frozen=True, slots=True, eq=False)
class Selected:
    """Rules for one path: the codes of all that are selected, of those without the ones that sleep, and of all with
    the ones that the config selects, whatever the caller asked for; and those running rules that need but the page.
    """

    codes: frozenset[str]
    running: frozenset[str]
    wanted: frozenset[str]
    of_pages: tuple[Rule, ...]


class Roster:
    """The rules of a workspace, by path."""

    def __init__(self, settings: Settings, asked: Selection) -> None:
        """`asked` is what the caller selects over the config. Raises UnknownRule where it names no rule."""
        self._settings, self._asked = settings, asked
        self._paths: dict[str, Selected] = {}
        self._selections: dict[Selection, Selected] = {}  # most paths have the same
        self.at("")

    def at(self, path: str) -> Selected:
        """The rules for `path`, whether or not a page is there."""
        found = self._paths.get(path)
        if found is None:
            config = self._settings.selection(path)
            if config not in self._selections:
                self._selections[config] = _selected(config, self._asked, self._settings.organisation)
            found = self._paths[path] = self._selections[config]
        return found

    def running(self, paths: Iterable[str]) -> frozenset[str]:
        """The codes of the rules that run on some of `paths`."""
        return frozenset[str]().union(*{self.at(path).running for path in paths})

    def sleeping(self, paths: Iterable[str]) -> tuple[Sleeping, ...]:
        """The rules that are selected for some of `paths` (or, without any, for the workspace) and run on none."""
        everywhere = {self.at(path) for path in ([*paths] or [""])}
        chosen = frozenset[str]().union(*(selected.codes for selected in everywhere))
        asleep = chosen.difference(*(selected.running for selected in everywhere))
        return tuple(Sleeping(rule.code, rule.name, rule.awake) for rule in registry.rules() if rule.code in asleep)


def _selected(config: Selection, asked: Selection, organisation: Organisation) -> Selected:
    wanted = registry.chosen(config.select, config.ignore, config.extend_select)
    codes = registry.chosen(asked.select, asked.ignore, asked.extend_select, base=wanted)
    dropped = {rule.code for selector in config.per_file for rule in registry.find(selector)}
    wanted, codes = (wanted | codes) - dropped, codes - dropped
    named = (*(config.select or ()), *config.extend_select, *(asked.select or ()), *asked.extend_select)
    rules = registry.rules()
    awake = {rule.code for rule in rules if _is_awake(rule, organisation) or registry.is_named(rule, named)}
    running = codes & awake
    of_pages = tuple(rule for rule in rules if rule.code in running and rule.needs in (Needs.STEP, Needs.DOCUMENT))
    return Selected(codes, running, wanted, of_pages)


def _is_awake(rule: Rule, organisation: Organisation) -> bool:
    """Whether the config says what the rule waits for."""
    if rule.awake is Awake.WITH_PURPOSE:
        return bool(organisation.purpose)
    if rule.awake is Awake.WITH_EXTERNAL:
        return any(party.kind is Kind.EXTERNAL for party in organisation.parties.values())
    return True
