"""All documents now known, with their parties resolved and their flow followed, and the graph of who serves whom.

It replaces one document at a time and answers the same, in whatever order they came. It does not read or judge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from proclint.flow import with_flow
from proclint.graph import Graph
from proclint.identity import Fact, Parties, Said, said
from proclint.links import page_of
from proclint.model import Action, Document, Evidence, Kind, Link, Organisation, Party, Process, Step

_T = TypeVar("_T")


@dataclass(slots=True)
class _Entry:
    """A document as it was read, what it says, the identity of each of its names, and what came out."""

    document: Document
    said: Said
    identities: dict[str, str] = field(default_factory=dict)
    result: Document | None = None


class Workspace:
    """The documents of a workspace."""

    def __init__(self, organisation: Organisation | None = None) -> None:
        """An empty workspace of an organisation (default: one that states nothing)."""
        self.organisation = organisation or Organisation()
        self.others: frozenset[str] | None = None
        """Those of `linked` that are there; None where nobody knows."""
        self._parties = Parties(self.organisation)
        self._entries: dict[str, _Entry] = {}
        self._writing: dict[str, dict[str, None]] = {}  # a name's key, as written -> the documents that write it
        self._mentioning: dict[str, dict[str, None]] = {}  # a party's identity -> the documents that mention it
        self._dirty: dict[str, None] = {}  # documents to resolve again
        self._documents: dict[str, Document] | None = None
        self.kept: dict[str, Any] = {}  # what the rule kit keeps from one run to the next
        self._found: dict[Any, dict[str, tuple[Document, Any]]] = {}  # by what was asked, then by path
        self._graph = Graph(self.organisation)
        self._graph.declare(self._parties.serves(), self._parties.declared_kinds())

    def replace(self, document: Document) -> None:
        """Take in `document` for the one at its path."""
        self._change(document.path, _Entry(document, said(document)))

    def remove(self, path: str) -> None:
        """Forget the document at `path`; one that is not known is no error."""
        if path in self._entries:
            self._change(path, None)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by path, sorted, with the parties that hold."""
        self._settle()
        if self._documents is None:
            entries = sorted(self._entries.items())
            self._documents = {path: entry.result for path, entry in entries if entry.result is not None}
        return self._documents

    def holding(self, find: Callable[[Document], _T]) -> Iterator[tuple[Document, _T]]:
        """The documents in which `find` finds something, by path, each with that.

        What it found is kept until the document changes; `find` is a function of a module, known by itself.
        """
        found = self._found.setdefault(find, {})
        documents = self.documents
        for path in found.keys() - documents.keys():
            del found[path]
        for path, document in documents.items():
            known = found.get(path)
            if known is None or known[0] is not document:
                known = found[path] = (document, find(document))
            if known[1]:
                yield known

    @property
    def linked(self) -> frozenset[str]:
        """The pages that steps link to and that are no documents of the workspace."""
        documents = self.documents
        links = ((one.path, link) for one, some in self.holding(_links) for link in some)
        pages = (page_of(path, link.target) for path, link in links)
        return frozenset(page for page in pages if page is not None and page not in documents)

    @property
    def graph(self) -> Graph:
        """Who serves whom in these documents."""
        self._settle()
        return self._graph

    def _change(self, path: str, entry: _Entry | None) -> None:
        """Puts `entry` in the place of what stands at `path`, and marks every document that this touches."""
        before = self._entries.pop(path, None)
        old = before.said if before else Said()
        new = entry.said if entry else Said()
        facts: Counter[tuple[Fact, str]] = Counter()
        touched = []
        if old.abbreviations != new.abbreviations:
            for short, long in {*old.abbreviations.items(), *new.abbreviations.items()}:
                # once a second page spells an abbreviation otherwise, it stands for the first long form no more
                names = (short, long, *self._parties.long_forms(short))
                touched += [one for key in names for one in self._writing.get(key, ()) if one != path]
        others = {one: self._entries[one] for one in dict.fromkeys(touched)}
        for one, other in others.items():
            self._leave(one, other, facts)
        if before is not None:
            self._leave(path, before, facts)
            _forget(self._writing, old.keys, path)
            self._parties.define(old, -1)
        if entry is not None:
            self._entries[path] = entry
            for key in new.keys:
                self._writing.setdefault(key, {})[path] = None
            self._parties.define(new, 1)
            self._enter(path, entry, facts)
        for one, other in others.items():
            self._enter(one, other, facts)
        for key in self._parties.count(facts):
            self._dirty.update(self._mentioning.get(key, {}))
        self._dirty.update(dict.fromkeys((path, *others)))
        if old.abbreviations != new.abbreviations:
            self._graph.declare(self._parties.serves(), self._parties.declared_kinds())

    def _leave(self, path: str, entry: _Entry, facts: Counter[tuple[Fact, str]]) -> None:
        """Takes what a document says out of `facts`."""
        facts.subtract(entry.said.facts(entry.identities))
        _forget(self._mentioning, entry.identities.values(), path)

    def _enter(self, path: str, entry: _Entry, facts: Counter[tuple[Fact, str]]) -> None:
        """Finds out who is meant by each name of a document, and puts what it says of them into `facts`."""
        own = entry.said.abbreviations
        entry.identities = {key: self._parties.identity(key, path, own) for key in entry.said.keys}
        facts.update(entry.said.facts(entry.identities))
        for key in entry.identities.values():
            self._mentioning.setdefault(key, {})[path] = None

    def _settle(self) -> None:
        """Resolves what has changed, and tells the graph."""
        if not self._dirty:
            return
        for path in self._dirty:
            entry = self._entries.get(path)
            if entry is None:
                self._graph.remove(path)
                continue
            result = _Resolver(self._parties, entry.identities).document(entry.document)
            if result != entry.result:
                entry.result = result
                self._graph.replace(result)
        if self._documents is not None:
            self._documents = self._updated(self._documents)
        self._dirty.clear()

    def _updated(self, documents: Mapping[str, Document]) -> dict[str, Document] | None:
        """`documents` with what has changed, in their order; None where a path is new or gone."""
        updated = dict(documents)
        for path in self._dirty:
            entry = self._entries.get(path)
            if entry is None or entry.result is None or path not in updated:
                return None
            updated[path] = entry.result
        return updated


def _links(document: Document) -> list[Link]:
    """The links in the steps of a document."""
    return [link for step in document.steps for link in step.links]


def _forget(table: dict[str, dict[str, None]], keys: Iterable[str], path: str) -> None:
    """Takes `path` out of the rows of `keys`, and a row out with its last path."""
    for key in keys:
        row = table.get(key)
        if row is not None:
            row.pop(path, None)
            if not row:
                del table[key]


class _Resolver:
    """Decides on the mentions of one document."""

    def __init__(self, parties: Parties, identities: Mapping[str, str]) -> None:
        self.known, self.identities = parties, identities
        self._kinds: dict[str, Kind] = {}
        # Steps of one section share the tuple of its customers: each is resolved once.
        self._resolved: dict[int, tuple[tuple[Party, ...], tuple[Party, ...]]] = {}

    def party(self, party: Party) -> Party | None:
        """The party that a mention is, with its kind; None when nothing bears out a weak candidate."""
        if party.evidence is Evidence.PRONOUN:
            return party
        key = self.identities[party.key]
        if party.evidence is Evidence.WEAK and party.kind is not Kind.SYSTEM and not self.known.is_party(key):
            return None
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._kinds[key] = self.known.kind(key)
        # said in full, since replace() takes four times as long and every mention comes here
        return Party(party.name, key, party.source, party.evidence, party.span, kind, self.known.declared(key))

    def customers(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        """Those of the mentions that are served. A tool has no needs; one that the config declares is listed still."""
        found = self.parties(parties)
        return tuple(party for party in found if party.kind is not Kind.SYSTEM or party.party is not None)

    def parties(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        """Those of the mentions that are parties."""
        if id(parties) not in self._resolved:
            found = tuple(party for mention in parties if (party := self.party(mention)) is not None)
            self._resolved[id(parties)] = (parties, found)  # kept alive, so that its id stays its own
        return self._resolved[id(parties)][1]

    def document(self, document: Document) -> Document:
        """The document with its parties resolved and the flow followed."""
        if not document.steps:
            return document
        steps = [self.step(step) for step in document.steps]
        return replace(
            document,
            processes=tuple(self.process(process) for process in document.processes),
            steps=tuple(with_flow(steps)),
        )

    def process(self, process: Process) -> Process:
        """The process with its parties resolved."""
        owner = self.party(process.owner) if process.owner else None
        return replace(process, owner=owner, customers=self.customers(process.customers))

    def step(self, step: Step) -> Step:
        """The step with its parties resolved; itself where it names none, as many do."""
        actions = tuple(self.action(action) for action in step.actions)
        if not (step.performers or step.customers or step.listed) and actions == step.actions:
            return step
        return replace(
            step,
            performers=self.parties(step.performers),
            customers=self.customers(step.customers),
            listed=self.parties(step.listed),
            actions=actions,
        )

    def action(self, action: Action) -> Action:
        """The action with its parties resolved; itself where it names none."""
        if not (action.performers or action.customers):
            return action
        return replace(action, performers=self.parties(action.performers), customers=self.customers(action.customers))
