"""Who is meant by a name, whether it is a party at all, and of which kind: what documents and config say of names.

Facts are counted, so that a document can be taken out again. It resolves no document; see `workspace`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from proclint.model import Document, Evidence, Kind, Organisation, Party, Source
from proclint.names import abbreviations, is_local, key_of, local_key


class Fact(Enum):
    """What a document may say of a name."""

    PERFORMS = auto()  # performs a step under its own name, or owns a process
    MAY_PERFORM = auto()  # would perform one, if it is a party
    STANDS = auto()  # stands where only a party stands
    EXTERNAL = auto()  # its words say so
    CONTACT = auto()
    SYSTEM = auto()
    TOOL = auto()  # its words say so, of a candidate that nothing else bears out


_INSIDE = re.compile(r"(?:internal|in house|inhouse) \w+")  # "internal users", but not "internal medicine patients"
_OUTSIDE = re.compile(r"(?:external|outside|third party) \w+")
_BY_WORDS = {Kind.EXTERNAL: Fact.EXTERNAL, Kind.CONTACT: Fact.CONTACT, Kind.SYSTEM: Fact.SYSTEM}


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says of names, by the keys that it writes: nothing of it hangs on another document."""

    keys: frozenset[str] = frozenset()
    written: frozenset[tuple[Fact, str]] = frozenset()
    abbreviations: Mapping[str, str] = field(default_factory=dict)

    def facts(self, identities: Mapping[str, str]) -> set[tuple[Fact, str]]:
        """The same of parties, once each, where `identities` says who is meant by a key."""
        return {(fact, identities[key]) for fact, key in self.written}


class Parties:
    """The parties of a workspace, as its config and its documents have them."""

    def __init__(self, organisation: Organisation) -> None:
        """Those of the config; documents are counted in by `define` and `count`."""
        self._organisation = organisation
        self._declared = organisation.parties
        self._names = {key_of(name): key for key, party in self._declared.items() for name in (*party.names, key)}
        members = (party.department for party in self._declared.values() if party.department)
        self._departments = frozenset(map(key_of, (*organisation.departments, *members)))
        self._served = {key_of(name) for party in self._declared.values() for name in party.serves}
        self._facts: Counter[tuple[Fact, str]] = Counter()
        self._long: dict[str, Counter[str]] = {}  # a short form -> the long ones, with the number of documents for each
        self._short: dict[str, Counter[str]] = {}  # and back

    def define(self, said: Said, sign: int) -> None:
        """Counts the abbreviations of a document in (`sign` 1) or out (-1)."""
        for short, long in said.abbreviations.items():
            for table, key, other in ((self._long, short, long), (self._short, long, short)):
                row = table.setdefault(key, Counter())
                row[other] += sign
                if not row[other]:
                    del row[other]
                if not row:
                    del table[key]

    def long_forms(self, short: str) -> tuple[str, ...]:
        """What documents spell an abbreviation out as."""
        return tuple(self._long.get(short, ()))

    def count(self, facts: Counter[tuple[Fact, str]]) -> set[str]:
        """Adds to the counts of facts; gives the parties of which something holds now that did not, or no longer."""
        changed = set()
        for entry, number in facts.items():
            if not number:
                continue
            before = self._facts[entry]
            self._facts[entry] = before + number
            if not self._facts[entry]:
                del self._facts[entry]
            if not before or not before + number:
                changed.add(entry[1])
        return changed

    def identity(self, key: str, path: str, own: Mapping[str, str]) -> str:
        """Who is meant by a name in the document at `path`, which itself defines the abbreviations `own`.

        The config's key where it names the party or the team whose member it is, else the long form of an abbreviation,
        else the name's own key; a name that a drawing tool gave is somebody else in every file.
        """
        for name in (key, key.removesuffix(" member")):
            if name in self._names:
                return self._names[name]
        long = self._spelled_out(key, own)
        if long is not None:
            return self._names.get(long, long)
        for short in sorted(self._short.get(key, ())):
            if short in self._names and self._spelled_out(short, own) == key:
                return self._names[short]
        return local_key(key, path) if is_local(key) else key

    def is_party(self, key: str) -> bool:
        """Whether anything but a mention in a sentence bears out that a name is a party."""
        if key in self._declared or key in self._departments or key in self._served:
            return True
        return (Fact.STANDS, key) in self._facts or (Fact.PERFORMS, key) in self._facts

    def kind(self, key: str) -> Kind:
        """What a party is: by the config, else by the words of its name, else by what it does."""
        party = self._declared.get(key)
        if party is not None and party.kind is not None:
            return party.kind
        if _INSIDE.fullmatch(key):
            return Kind.INTERNAL
        for kind, fact in _BY_WORDS.items():
            if (fact, key) in self._facts:
                return kind
        if _OUTSIDE.fullmatch(key):
            return Kind.CONTACT
        if key in self._departments or (Fact.PERFORMS, key) in self._facts:
            return Kind.INTERNAL
        if (Fact.MAY_PERFORM, key) in self._facts and self.is_party(key):
            return Kind.INTERNAL
        return Kind.SYSTEM if (Fact.TOOL, key) in self._facts else Kind.UNKNOWN

    def declared(self, key: str) -> str | None:
        """The key in the config of a party, None where the config does not name it."""
        return key if key in self._declared else None

    def serves(self) -> dict[str, tuple[str, ...]]:
        """Whom each party serves by the config, in the order of the config."""
        stated = ((key, party.serves) for key, party in self._declared.items() if party.serves)
        return {key: tuple(self.identity(key_of(name), "", {}) for name in names) for key, names in stated}

    def declared_kinds(self) -> dict[str, Kind]:
        """The kinds of the parties that the config names, as far as it says them itself."""
        keys = dict.fromkeys([*self._declared, *(taker for takers in self.serves().values() for taker in takers)])
        kinds = {}
        for key in keys:
            declared = self._declared[key].kind if key in self._declared else None
            kinds[key] = declared or (Kind.INTERNAL if key in self._departments else Kind.UNKNOWN)
        return kinds

    def _spelled_out(self, short: str, own: Mapping[str, str]) -> str | None:
        """The long form of an abbreviation: the document's own, else that of all documents that define it alike."""
        if short in own:
            return own[short]
        known = self._long.get(short, ())
        return next(iter(known)) if len(known) == 1 else None


def said(document: Document) -> Said:
    """What a document says of names."""
    keys: set[str] = set()
    written: set[tuple[Fact, str]] = set()
    for party in mentions(document):
        if party.evidence is Evidence.PRONOUN:
            continue
        keys.add(party.key)
        weak = party.evidence is Evidence.WEAK
        if party.evidence in (Evidence.PLACE, Evidence.DEFINED):
            written.add((Fact.STANDS, party.key))
        if party.kind in _BY_WORDS and not weak:
            written.add((_BY_WORDS[party.kind], party.key))
        if party.kind is Kind.SYSTEM and weak:
            written.add((Fact.TOOL, party.key))
    for step in document.steps:
        for party in step.performers:
            if party.source is Source.DOCUMENT or party.evidence is Evidence.PRONOUN:
                continue
            weak = party.evidence is Evidence.WEAK
            if not weak or party.kind is not Kind.SYSTEM:
                written.add((Fact.MAY_PERFORM if weak else Fact.PERFORMS, party.key))
    written.update((Fact.PERFORMS, process.owner.key) for process in document.processes if process.owner is not None)
    return Said(frozenset(keys), frozenset(written), abbreviations(document.text))


def mentions(document: Document) -> Iterator[Party]:
    """Every mention of a party in a document, pronouns included."""
    for process in document.processes:
        yield from process.customers
        if process.owner is not None:
            yield process.owner
    for step in document.steps:
        yield from step.performers
        yield from step.customers
        for action in step.actions:
            yield from action.performers
            yield from action.customers
