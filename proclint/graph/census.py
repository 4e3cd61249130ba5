"""All that is known of each party: what it is called, what it performs, whom it serves; made when it is asked for.

What is kept is dropped when a document changes that mentions the party. It decides on no kind and no key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from proclint.graph.network import Changes, Network
from proclint.graph.values import PartyNode
from proclint.model import Document, Kind, Organisation, Party, Source
from proclint.names import bare_key


class Census(Mapping[str, PartyNode]):
    """The parties of a network, those that only the config names included, sorted by key."""

    def __init__(self, network: Network, organisation: Organisation) -> None:
        """The census of `network`; it has to hear of all that changes in it."""
        self._network, self._organisation = network, organisation
        self._nodes: dict[str, PartyNode] = {}
        self._called: dict[str, dict[str, int]] | None = None  # key -> name -> mentions, once some party has two names
        self._names: dict[str, str] = {}
        self._known_names: tuple[str, ...] | None = None

    def leave(self, document: Document) -> None:
        """Hears that `document` is about to go, or to be another."""
        self._count(document, -1)

    def enter(self, document: Document) -> None:
        """Hears that `document` has come."""
        self._count(document, 1)

    def forget(self, changes: Changes) -> None:
        """Drops what is no longer true."""
        if changes.all or changes.kinds:
            self._known_names = None
        if changes.all:
            self._nodes.clear()
            self._names.clear()
        else:
            for key in changes.keys:
                self._nodes.pop(key, None)
                before = self._names.pop(key, None)
                if before is not None and self._known_names is not None and self.name(key) != before:
                    self._known_names = None

    def __getitem__(self, key: str) -> PartyNode:
        node = self._nodes.get(key)
        if node is None:
            if key not in self:
                raise KeyError(key)
            node = self._nodes[key] = self._node(key)
        return node

    def __contains__(self, key: object) -> bool:
        return key in self._network.kinds or key in self._organisation.parties

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._network.kinds, *self._organisation.parties}))

    def __len__(self) -> int:
        return len({*self._network.kinds, *self._organisation.parties})

    @property
    def known_names(self) -> tuple[str, ...]:
        """What the parties are called whose kind is known, each name once, sorted; not those local to one file."""
        if self._known_names is None:
            names, unknown = self._names, Kind.UNKNOWN
            known = [key for key, kind in self._network.kinds.items() if kind is not unknown and key == bare_key(key)]
            self._known_names = tuple(sorted({names.get(key) or self.name(key) for key in known}))
        return self._known_names

    def name(self, key: str) -> str:
        """What a party is called: by the config, else by most mentions, the first of them by place."""
        if key in self._organisation.parties:
            return self.stated_name(key)
        name = self._names.get(key)
        if name is None:
            pages = self._network.mentioned.get(key)
            names = {*pages.values()} if pages else {key}
            only = names.pop() if len(names) == 1 else None
            name = self._names[key] = only if only is not None else self._usual(key)
        return name

    def stated_name(self, key: str) -> str:
        """What a party that the config names is called."""
        return key.replace("-", " ").replace("_", " ") if key in self._organisation.parties else key

    def _node(self, key: str) -> PartyNode:
        network = self._network
        performs: list[tuple[str, str]] = []
        served: list[tuple[str, str]] = []
        names: list[str] = []
        for path in sorted(network.mentioned.get(key, ())):
            document = network.pages[path].document
            places = {_place(party): party.name for party in reversed(_above(document)) if party.key == key}
            for step in document.steps:
                performing = serving = False
                for party in step.performers:
                    if party.key == key:
                        places.setdefault(_place(party), party.name)
                        performing = performing or party.source is not Source.DOCUMENT
                for party in step.customers:
                    if party.key == key:
                        serving = True
                        if party.source is not Source.FLOW:
                            places.setdefault(_place(party), party.name)
                if performing:
                    performs.append((path, step.id))
                if serving:
                    served.append((path, step.id))
            names += places.values()
        declared = self._organisation.parties.get(key)
        stated = (self.stated_name(key), *declared.names) if declared is not None else ()
        return PartyNode(
            key=key,
            name=self.name(key),
            kind=network.kinds.get(key, Kind.UNKNOWN),
            party=key if declared is not None else None,
            names=tuple(sorted({*names, *stated} or {key})),
            mentions=len(names),
            performs=tuple(performs),
            served_in=tuple(served),
            serves=tuple(sorted(network.out.get(key, ()))),
            served_by=tuple(sorted(network.into.get(key, ()))),
            declares=network.declared.get(key, ()),
        )

    def _usual(self, key: str) -> str:
        """The one of several names of a party by which most mentions call it, the first of them by place."""
        called = self._all_called().get(key, {key: 0})
        most = max(called.values())
        best = [name for name, count in called.items() if count == most]
        return best[0] if len(best) == 1 else self._first(key, best)

    def _all_called(self) -> dict[str, dict[str, int]]:
        """The names by which pages call each party, with the number of mentions."""
        if self._called is None:
            total = Counter(chain.from_iterable(_names(page.document) for page in self._network.pages.values()))
            self._called = {}
            for (key, name), count in total.items():
                self._called.setdefault(key, {})[name] = count
        return self._called

    def _first(self, key: str, names: list[str]) -> str:
        """The one of these names by which the first page that uses any of them calls a party."""
        for path in sorted(self._network.mentioned[key]):
            for party in _mentions(self._network.pages[path].document):
                if party.key == key and party.name in names:
                    return party.name
        raise KeyError(key)

    def _count(self, document: Document, sign: int) -> None:
        called = self._called
        if called is None:
            return
        for key, name in _names(document):
            names = called.get(key)
            if names is None:
                called[key] = {name: sign}
                continue
            names[name] = names.get(name, 0) + sign
            if not names[name]:
                del names[name]
                if not names:
                    del called[key]


def _names(document: Document) -> list[tuple[str, str]]:
    """The key and the name of each party that a document names, as often as it does.

    The customers of a section are those of each of its steps: one place is one mention, and the first to name somebody
    there counts.
    """
    places = {(party.key, _place(party)): party.name for party in reversed(_mentions(document))}
    return [(key, name) for (key, _), name in places.items()]


def _place(party: Party) -> int | None:
    """Where a party is named."""
    return party.span.start if party.span is not None else None


def _mentions(document: Document) -> list[Party]:
    """The parties that a document names, as often as it does."""
    found = _above(document)
    flow = Source.FLOW
    for step in document.steps:
        found += step.performers
        for party in step.customers:
            if party.source is not flow:
                found.append(party)
    return found


def _above(document: Document) -> list[Party]:
    """The parties that a document names for a process as a whole."""
    found: list[Party] = []
    for process in document.processes:
        if process.owner is not None:
            found.append(process.owner)
        found += process.customers
    return found
