"""Which known names look most like one that is not known: for "did you mean" and nothing else.

No two names are ever taken for one party by their looks; see `names`. rapidfuzz has its one door here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

_ALIKE = 60  # per cent, as rapidfuzz counts: from here on a name is worth asking about
_VERY_ALIKE = (
    80  # the same for names of several words, which share a word without being alike: "team lead", "team clerk"
)
_LONG = 6  # letters of a word of which a single slip leaves the first or the last three as they are


def nearest(name: str, known: Iterable[str], limit: int = 1) -> list[tuple[str, bool]]:
    """At most `limit` of `known`, those most like `name` first, each with whether it is much like it."""
    from rapidfuzz import fuzz, process  # here, since only a mistake needs it

    found = process.extract(name, sorted(known), scorer=fuzz.ratio, limit=limit)
    return [(near, score >= _ALIKE) for near, score, _ in found]


def alike(name: str, known: Collection[str], limit: int = 1, least: int = _ALIKE) -> list[str]:
    """At most `limit` of `known`, at `least` so many per cent like `name`, the likest first, then by the alphabet."""
    from rapidfuzz import fuzz, process  # here, since only a mistake needs it

    found = process.extract(name, known, scorer=fuzz.ratio, limit=None, score_cutoff=least)
    return [near for _, near in sorted({(-score, near) for near, score, _ in found})[:limit]]


class Names:
    """Many names, to be asked for those much like another: only names that begin or end a word alike are compared."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """`names` are the first ones."""
        self._sharing: dict[str, set[str]] = defaultdict(set)  # how a word begins or ends -> the names with such a word
        self.add(names)

    def add(self, names: Iterable[str]) -> None:
        """Takes names in; one that is there already is no error."""
        for name in names:
            for part in _parts(name):
                self._sharing[part].add(name)

    def remove(self, names: Iterable[str]) -> None:
        """Takes names out that are there."""
        for name in names:
            for part in _parts(name):
                self._sharing[part].discard(name)

    def alike(self, name: str, limit: int = 1) -> list[str]:
        """At most `limit` of the names that are much like `name`, the likest first, then by the alphabet."""
        sharing = [one for part in _parts(name) for one in self._sharing.get(part, ())]  # some twice
        least = _VERY_ALIKE if " " in name else _ALIKE
        return alike(name, sharing, limit, least) if sharing else []


def _parts(name: str) -> list[str]:
    """How the words of a name begin and end; a single slip leaves one of these as it is."""
    parts: list[str] = []
    for word in name.casefold().split():
        if len(word) >= _LONG:
            parts += word[:3] + "-", "-" + word[-3:]
        else:
            parts.append(word[:2] + "-")
    return parts
