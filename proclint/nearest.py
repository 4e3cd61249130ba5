"""Which known names look most like one that is not known: for "did you mean" and nothing else.

No two names are ever taken for one party by their looks; see `names`. rapidfuzz has its one door here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_ALIKE = 60  # per cent, as rapidfuzz counts: from here on a name is worth asking about


def nearest(name: str, known: Iterable[str], limit: int = 1) -> list[tuple[str, bool]]:
    """At most `limit` of `known`, those most like `name` first, each with whether it is much like it."""
    from rapidfuzz import fuzz, process  # here, since only a mistake needs it

    found = process.extract(name, sorted(known), scorer=fuzz.ratio, limit=limit)
    return [(near, score >= _ALIKE) for near, score, _ in found]


def alike(name: str, known: Sequence[str], limit: int = 1) -> list[str]:
    """At most `limit` of `known` that are much like `name`, the likest first, then in the order of `known`."""
    from rapidfuzz import fuzz, process  # here, since only a mistake needs it

    found = process.extract(name, known, scorer=fuzz.ratio, limit=limit, score_cutoff=_ALIKE)
    return [near for near, _, _ in found]
