"""All documents now known, their parties resolved: who is a party, of which kind, and whom the flow serves.

It replaces one document at a time and answers the same, in whatever order they came. It does not read or judge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from proclint.model import Action, Document, Evidence, Kind, Organisation, Party, Process, Source, Step
from proclint.names import key_of

# What a document says of a name: that it performs steps, and that it stands where only a party stands.
_Facts = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Resolved:
    document: Document
    performing: frozenset[str]  # of the keys that it mentions, those that perform a step anywhere
    known: frozenset[str]  # and those that anything makes a party
    result: Document


class Workspace:
    """The documents of a workspace."""

    def __init__(self, organisation: Organisation | None = None) -> None:
        """An empty workspace of an organisation (default: one that states nothing)."""
        self.organisation = organisation or Organisation()
        self._read: dict[str, Document] = {}
        self._facts: dict[str, _Facts] = {}
        self._performing: Counter[str] = Counter()
        self._standing: Counter[str] = Counter()
        self._cache: dict[str, _Resolved] = {}
        self._declared: dict[str, tuple[str, Kind | None]] = {}
        for key, party in self.organisation.parties.items():
            for name in (key, *party.names):
                self._declared[key_of(name)] = (key, party.kind)
        self._departments = frozenset(key_of(name) for name in self.organisation.departments)

    def replace(self, document: Document) -> None:
        """Take in `document` for the one at its path."""
        self.remove(document.path)
        self._read[document.path] = document
        performing, standing = facts = _facts(document)
        self._facts[document.path] = facts
        self._performing.update(performing)
        self._standing.update(standing)

    def remove(self, path: str) -> None:
        """Forget the document at `path`; one that is not known is no error."""
        if self._read.pop(path, None) is None:
            return
        performing, standing = self._facts.pop(path)
        self._performing.subtract(performing)
        self._standing.subtract(standing)
        self._cache.pop(path, None)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by path, sorted, with the parties that hold."""
        return {path: self._resolve(self._read[path]) for path in sorted(self._read)}

    def _resolve(self, document: Document) -> Document:
        keys = frozenset(party.key for party in _mentions(document))
        performing = frozenset(key for key in keys if self._performing[key] > 0)
        known = performing | {key for key in keys if self._standing[key] > 0}
        cached = self._cache.get(document.path)
        if cached and cached.document is document and cached.performing == performing and cached.known == known:
            return cached.result
        resolver = _Resolver(self._declared, self._departments, performing, known)
        result = resolver.document(document)
        self._cache[document.path] = _Resolved(document, performing, known, result)
        return result


class _Resolver:
    """Decides on the mentions of one document."""

    def __init__(
        self,
        declared: Mapping[str, tuple[str, Kind | None]],
        departments: frozenset[str],
        performing: frozenset[str],
        known: frozenset[str],
    ) -> None:
        self.declared, self.departments, self.performing, self.known = declared, departments, performing, known
        # Steps of one section share the tuple of its customers: each is resolved once.
        self._resolved: dict[int, tuple[tuple[Party, ...], tuple[Party, ...]]] = {}

    def party(self, party: Party) -> Party | None:
        """The party that a mention is, with its kind; None when nothing bears out a weak candidate."""
        if party.evidence is Evidence.PRONOUN:
            return party
        key, kind = self.declared.get(party.key, (None, None))
        if (
            party.evidence is Evidence.WEAK
            and key is None
            and party.key not in self.known
            and party.kind is not Kind.SYSTEM
        ):
            return None
        if kind is None:
            kind = party.kind
            if kind is Kind.UNKNOWN and (party.key in self.performing or party.key in self.departments):
                kind = Kind.INTERNAL
        return replace(party, party=key, kind=kind)

    def customers(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        """Those of the mentions that are served: no tool has needs, but one that the config declares is listed."""
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
            steps=tuple(_with_flow(steps)),
        )

    def process(self, process: Process) -> Process:
        """The process with its parties resolved."""
        owner = self.party(process.owner) if process.owner else None
        if owner is not None and owner.kind is Kind.UNKNOWN:
            owner = replace(owner, kind=Kind.INTERNAL)
        return replace(process, owner=owner, customers=self.customers(process.customers))

    def step(self, step: Step) -> Step:
        """The step with its parties resolved."""
        return replace(
            step,
            performers=self.parties(step.performers),
            customers=self.customers(step.customers),
            actions=tuple(self.action(action) for action in step.actions),
        )

    def action(self, action: Action) -> Action:
        """The action with its parties resolved."""
        return replace(action, performers=self.parties(action.performers), customers=self.customers(action.customers))


def _mentions(document: Document) -> Iterator[Party]:
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


def _facts(document: Document) -> _Facts:
    performing = {
        party.key
        for step in document.steps
        for party in step.performers
        if party.evidence not in (Evidence.WEAK, Evidence.PRONOUN)
    }
    performing.update(process.owner.key for process in document.processes if process.owner is not None)
    standing = {party.key for party in _mentions(document) if party.evidence in (Evidence.PLACE, Evidence.DEFINED)}
    return frozenset(performing), frozenset(standing)


def _with_flow(steps: list[Step]) -> list[Step]:
    """Give each step without a customer the one that follows: see `_Flow`."""
    flow = _Flow(steps)
    return [
        step if step.customers else replace(step, customers=flow.customers(index)) for index, step in enumerate(steps)
    ]


class _Flow:
    """Whom the flow serves: the performer of the next step when that is another; else, walking on through the list,
    what the first step has that has a customer or another performer. Nobody where the list ends first.
    """

    def __init__(self, steps: list[Step]) -> None:
        self.steps = steps
        self.by_number: dict[tuple[str, str], int] = {}
        for index, step in enumerate(steps):
            if step.number is not None:
                self.by_number[step.process, step.number] = index
        self.known: dict[tuple[int, frozenset[str]], tuple[Party, ...]] = {}

    def customers(self, index: int) -> tuple[Party, ...]:
        """The customers that follow from the steps behind the one at `index`."""
        own = frozenset(party.key for party in self.steps[index].performers)
        seen = {index}
        walked = [index]  # steps with one way on: what is found at its end holds for all of them
        straight = True
        pending = self._following(index)
        found: tuple[Party, ...] = ()
        while pending and not found:
            at = pending.pop()
            if at in seen:
                continue
            seen.add(at)
            found = self._at(at, own) or self.known.get((at, own), ())
            if found or (straight and (at, own) in self.known):
                break
            more = self._following(at)
            straight = straight and len(more) < 2 and not pending  # noqa: PLR2004 -- one way on
            if straight:
                walked.append(at)
            pending += more
        if straight:
            self.known.update(dict.fromkeys(((at, own) for at in walked), found))
        return found

    def _at(self, index: int, own: frozenset[str]) -> tuple[Party, ...]:
        step = self.steps[index]
        named = [party for party in step.performers if party.key not in own and party.evidence is not Evidence.PRONOUN]
        parties = [party for party in named if party.kind is not Kind.SYSTEM] or step.customers
        return tuple(replace(party, source=Source.FLOW) for party in parties)

    def _following(self, index: int) -> list[int]:
        """The steps that may come after a step, the likeliest last: those that it names, and the next in its list."""
        step = self.steps[index]
        found = [index + 1] if index + 1 < len(self.steps) and self.steps[index + 1].list == step.list else []
        for number in reversed(step.goes_to):
            at = self.by_number.get((step.process, number))
            if at is not None and at not in found:
                found.append(at)
        return found
