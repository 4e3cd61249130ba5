"""From which parties trails lead to a certain one: asked for many steps, and kept while the graph changes elsewhere.

It tells whether, not which way; for that see `search`.
"""

from __future__ import annotations

from collections.abc import Iterable

from proclint.graph.network import Changes, Network
from proclint.model import Kind


class Leads:
    """Which parties lead to a goal, as far as was asked."""

    def __init__(self, network: Network, goal: str | None) -> None:
        """The goal is a party, or (None) anybody of whom nothing is known."""
        self._network, self._goal = network, goal
        self._onward: dict[str, str | None] = {}  # a party that leads there -> the next on the way
        self._astray: set[str] = set()  # parties that don't

    def lead(self, keys: Iterable[str]) -> bool:
        """Whether a trail from any of `keys`, these included, gets to the goal."""
        network, onward, astray = self._network, self._onward, self._astray
        came: dict[str, str | None] = {}
        for key in keys:
            if key in onward:
                return True
            if key not in astray:
                came[key] = None
        pending = sorted(came)
        for key in pending:  # it grows
            if self._is_goal(key):
                onward[key] = None
                self._keep(came, key)
                return True
            for taker in network.onward(key):
                if taker in onward:
                    onward[key] = taker
                    self._keep(came, key)
                    return True
                if taker not in came and taker not in astray:
                    came[taker] = key
                    pending.append(taker)
        astray.update(came)
        return False

    def holds(self, changes: Changes) -> bool:
        """Whether all that is kept is true still."""
        known = (self._onward, self._astray)
        if any(key in some for key in changes.kinds for some in known):
            return False
        for (giver, taker), had in changes.pairs.items():
            if self._onward.get(giver) == taker if had else giver in self._astray:
                return False
        return True

    def _is_goal(self, key: str) -> bool:
        return key == self._goal if self._goal is not None else self._network.kinds.get(key) is Kind.UNKNOWN

    def _keep(self, came: dict[str, str | None], key: str) -> None:
        """Keeps the way on which a search got to `key`, which leads to the goal."""
        while (before := came[key]) is not None:
            self._onward[before] = key
            key = before
