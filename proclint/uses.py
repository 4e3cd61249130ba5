"""What became of the ignore comments of a page: which of their codes were of no use.

It drops no diagnostic (see `suppression`), and the words for what it finds are a rule's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from proclint import registry, suppression
from proclint.diagnostic import Diagnostic
from proclint.model import Document, Suppression, Use
from proclint.registry import Needs, UnknownRule
from proclint.selector import ALL, is_whole


def uses_of(
    document: Document, found: Iterable[Diagnostic], running: Collection[str], wanted: Collection[str]
) -> tuple[Use, ...]:
    """What became of each comment of `document`, of which the rules `running` have `found` something.

    A code is idle only where it could have been of use: where all the rules that it means and that are `wanted` ran.
    """
    about = frozenset(rule.code for rule in registry.rules() if rule.needs is Needs.SUPPRESSIONS)
    idle: dict[Suppression, list[str]] = {one: [] for one in document.suppressions}
    unknown: dict[Suppression, list[tuple[str, str | None]]] = {one: [] for one in document.suppressions}
    for (one, code), useful in suppression.used(found, document).items():
        whole = frozenset(rule.code for rule in registry.rules() if is_whole(code or ALL, rule.code, rule.name))
        if not whole:
            unknown[one].append((code, UnknownRule(code).nearest))
            continue
        meant = whole - about
        ran = meant.intersection(running)
        if not useful and ran and meant.intersection(wanted) <= ran:
            idle[one].append(code)
    return tuple(Use(one, tuple(idle[one]), tuple(unknown[one])) for one in document.suppressions)
