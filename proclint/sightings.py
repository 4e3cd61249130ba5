"""Where the pages write a name, whatever is read there.

What was found in a page is kept until the page or the names change. It judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from proclint.model import Document
from proclint.span import Span
from proclint.workspace import Workspace


@dataclass(slots=True)
class _Kept:
    """The names that were asked for, and by path the page that was looked at and what it holds of each."""

    names: frozenset[str] = frozenset()
    found: dict[str, tuple[Document, dict[str, list[Span]]]] = field(default_factory=dict)


def sightings(workspace: Workspace, names: Iterable[str], subject: str) -> dict[str, dict[str, list[Span]]]:
    """For each of `names` that the pages write, in any case or number, as whole words: by path where they do.

    `subject` says who asks; what is kept for one is not dropped by another.
    """
    wanted = frozenset(name.casefold() for name in names if re.search(r"\w", name))
    kept: _Kept = workspace.kept.setdefault(f"sightings {subject}", _Kept())
    if kept.names != wanted:
        kept.names = wanted
        kept.found.clear()
    documents = workspace.documents
    for path in kept.found.keys() - documents.keys():
        del kept.found[path]
    seen: dict[str, dict[str, list[Span]]] = {}
    for path, document in documents.items() if wanted else ():
        before = kept.found.get(path)
        if before is None or before[0] is not document:
            before = kept.found[path] = (document, _within(document.text, wanted))
        for name, spans in before[1].items():
            seen.setdefault(name, {})[path] = spans
    return seen


def _within(text: str, names: frozenset[str]) -> dict[str, list[Span]]:
    """The names that a text writes, and where."""
    folded = text.casefold()
    found = {}
    for name in sorted(names):
        if re.split(r"[\s_'’-]", name, maxsplit=1)[0] in folded:
            spans = [Span(match.start(), match.end()) for match in _pattern(name).finditer(text)]
            if spans:
                found[name] = spans
    return found


@lru_cache(maxsize=1024)
def _pattern(name: str) -> re.Pattern[str]:
    """A name as it stands in a text: as whole words, over the end of a line, in the plural as well."""
    written = r"[\s_-]+".join(re.escape(word) for word in re.split(r"[\s_-]+", name) if word)
    written = re.sub("['’]", "['’]", written)
    stem, ending = (written[:-1], "(?:y|ies)") if written.endswith("y") else (written, "(?:s|es)?")
    return re.compile(rf"(?<!\w){stem}{ending}(?!\w)", re.IGNORECASE)
