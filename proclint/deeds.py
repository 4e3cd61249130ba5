"""Deeds of the parties at which trails end: the first place in a workspace that says what they do.

It makes no step of them: a trail leads only over steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from proclint.graph import Graph
from proclint.model import Document, Kind
from proclint.names import key_of
from proclint.reading.deeds import deeds


class Told(NamedTuple):
    """Where a page says what somebody does: its path, the 1-based line, and whether it is done for somebody."""

    path: str
    line: int
    serves: bool


class Deeds:
    """Where the pages say what somebody does of whom no step leads on. Looked for once, when it is first asked for."""

    def __init__(self, documents: Mapping[str, Document], graph: Graph) -> None:
        """Those told in `documents`, by path, which `graph` holds."""
        self._documents, self._graph = documents, graph

    def of(self, key: str) -> Told | None:
        """The first sentence, in no step of theirs, that says what the party does for somebody; of one that performs no
        step, else the first that says what they do. None where no page does.
        """
        return self._found.get(key)

    @cached_property
    def _found(self) -> dict[str, Told]:
        asked = {
            one: node.key
            for node in self._graph.of_kind(Kind.INTERNAL)
            if not (node.serves or node.declares)
            for name in node.names
            for one in (key_of(name), f"{key_of(name)} member")
        }
        found: dict[str, Told] = {}
        for path in sorted(self._documents):
            document = self._documents[path]
            missing = {name: key for name, key in asked.items() if key not in found or not found[key].serves}
            folded = document.text.casefold()
            here = {name: key for name, key in missing.items() if name in folded}
            if not here or document.is_diagram:
                continue
            for deed in deeds(document.text, here):
                key = here[deed.key]
                node = self._graph.parties[key]
                better = deed.serves and not (key in found and found[key].serves)
                first = key not in found and not node.performs
                if (better or first) and not self._is_own(document, deed.at, key):
                    found[key] = Told(path, document.lines.line(deed.at), deed.serves)
        return found

    def _is_own(self, document: Document, at: int, key: str) -> bool:
        """Whether the offset lies in a step that the party performs."""
        return any(
            step.span.start <= at < step.span.end and any(party.key == key for party in step.performers)
            for step in document.steps
        )
