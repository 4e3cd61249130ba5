"""All that is known of each party: what it is called, what it performs, whom it serves; made when it is asked for.

What is kept is dropped when a document changes that mentions the party. It decides on no kind and no key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

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
        self._names: dict[str, str] = {}
        self._known_names: tuple[str, ...] | None = None

    def forget(self, changes: Changes) -> None:
        """Drops what is no longer true."""
        self._known_names = None
        if changes.all:
            self._nodes.clear()
            self._names.clear()
        else:
            for key in changes.keys:
                self._nodes.pop(key, None)
                self._names.pop(key, None)

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
            kinds = self._network.kinds.items()
            known = (key for key, kind in kinds if kind is not Kind.UNKNOWN and key == bare_key(key))
            self._known_names = tuple(sorted({self.name(key) for key in known}))
        return self._known_names

    def name(self, key: str) -> str:
        """What a party is called: by the config, else by most mentions, the first of them by place."""
        if key in self._organisation.parties:
            return self.stated_name(key)
        name = self._names.get(key)
        if name is None:
            names = self._network.called.get(key) or {key: 0}
            name = self._names[key] = next(iter(names)) if len(names) == 1 else self._commonest(key)
        return name

    def stated_name(self, key: str) -> str:
        """What a party that the config names is called."""
        return key.replace("-", " ").replace("_", " ") if key in self._organisation.parties else key

    def _node(self, key: str) -> PartyNode:
        network, called = self._network, self._called(key)
        performs: list[tuple[str, str]] = []
        served: list[tuple[str, str]] = []
        for path in sorted(network.mentioned.get(key, ())):
            for step in network.pages[path].document.steps:
                if any(party.key == key and party.source is not Source.DOCUMENT for party in step.performers):
                    performs.append((path, step.id))
                if any(party.key == key for party in step.customers):
                    served.append((path, step.id))
        declared = self._organisation.parties.get(key)
        stated = (self.stated_name(key), *declared.names) if declared is not None else ()
        return PartyNode(
            key=key,
            name=self.name(key),
            kind=network.kinds.get(key, Kind.UNKNOWN),
            party=key if declared is not None else None,
            names=tuple(sorted({*called, *stated} or {key})),
            mentions=sum(called.values()),
            performs=tuple(performs),
            served_in=tuple(served),
            serves=tuple(sorted(network.out.get(key, ()))),
            served_by=tuple(sorted(network.into.get(key, ()))),
            declares=network.declared.get(key, ()),
        )

    def _called(self, key: str) -> Counter[str]:
        """The names by which pages call a party, with the number of mentions, in the order of the pages."""
        found: Counter[str] = Counter()
        for path in sorted(self._network.mentioned.get(key, ())):
            # the customers of a section are those of each of its steps: one place is one mention,
            # and the first to name somebody there counts
            places: dict[int | None, str] = {}
            for party in mentions(self._network.pages[path].document):
                if party.key == key:
                    places.setdefault(party.span.start if party.span is not None else None, party.name)
            found.update(places.values())
        return found

    def _commonest(self, key: str) -> str:
        """The name by which most mentions call a party, the first of them by place."""
        called = self._called(key)
        most = max(called.values(), default=0)
        best = [name for name, count in called.items() if count == most]
        return best[0] if len(best) == 1 else self._first(key, best)

    def _first(self, key: str, names: list[str]) -> str:
        """The one of these names by which the first page that uses any of them calls a party."""
        for path in sorted(self._network.mentioned[key]):
            for party in mentions(self._network.pages[path].document):
                if party.key == key and party.name in names:
                    return party.name
        raise KeyError(key)


def mentions(document: Document) -> list[Party]:
    """The parties that a document names, as often as it does."""
    found: list[Party] = []
    for process in document.processes:
        if process.owner is not None:
            found.append(process.owner)
        found += process.customers
    flow = Source.FLOW
    for step in document.steps:
        found += step.performers
        for party in step.customers:
            if party.source is not flow:
                found.append(party)
    return found
