"""Namesakes: parties of a longer or shorter name who may be meant by one of whom no page tells enough.

It asks only; nobody is ever taken for somebody else by this. See `names` for when two names are one party.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from proclint.graph import Graph
from proclint.model import Kind
from proclint.names import bare_key, is_local, key_of, singular
from proclint.wording import names_nobody

# Words that a name may have or lack and stand for the same people.
_GENERIC = frozenset({"department", "group", "member", "office", "team", "unit"})
_BETWEEN = re.compile(r" (?:at|for|from|in|of|with) (?:the )?")


class Namesakes:
    """Who may be meant by the name of another party. Looked for once, when it is first asked for."""

    def __init__(self, graph: Graph) -> None:
        """Those in `graph`."""
        self._graph = graph

    def of(self, key: str) -> tuple[str, ...]:
        """The names of those who may be meant by a party's, as "lead" may mean the "release lead": those who share most
        words first, then those with most steps. Where the party's kind is known, only who stands outside or serves
        somebody.
        """
        if is_local(bare_key(key)):
            return ()
        head, words = _parts(key)
        if words == {head} and names_nobody(key):
            return ()  # "staff": not those of one house more than of another
        alike = {other: own for other, own in self._by_head.get(head, {}).items() if own <= words or words <= own}
        nodes = [self._graph.parties[other] for other in alike if other != key]
        shared = {other: len(own & words) for other, own in alike.items()}
        nodes.sort(key=lambda node: (-shared[node.key], -len(node.performs) - len(node.served_in), node.key))
        if self._graph.kinds.get(key) is not Kind.UNKNOWN:
            nodes = [node for node in nodes if node.kind.outside or node.serves or node.declares]
        return tuple(node.name for node in nodes)

    @cached_property
    def _by_head(self) -> Mapping[str, dict[str, frozenset[str]]]:
        """The words of each known party, by the word that says what they are."""
        found: dict[str, dict[str, frozenset[str]]] = {}
        for key, kind in self._graph.kinds.items():
            if kind not in (Kind.UNKNOWN, Kind.SYSTEM) and key == bare_key(key) and not is_local(key):
                head, words = _parts(key)
                found.setdefault(head, {})[key] = words
        return found


def _parts(key: str) -> tuple[str, frozenset[str]]:
    """The word of a name that says who they are ("lead", "board"), and all its words but those that say little."""
    name = key_of(bare_key(key).replace("-", " ").replace("_", " "))
    parts = [[word for word in part.split() if word not in _GENERIC] for part in _BETWEEN.split(name)]
    head = next((words[-1] for words in parts if words), name)
    return singular(head), frozenset(singular(word) for words in parts for word in words)
