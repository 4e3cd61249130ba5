"""What one document gives to the network: whom each step serves, who hands to whom, who is named and how.

Every party of every step is looked at here, and in no other place as often. It knows of no other document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proclint.model import Action, Document, Evidence, Kind, Source, Step
from proclint.names import bare_key
from proclint.wording import is_done_to_you

_YOURS = re.compile(r"\byours?\b", re.IGNORECASE)  # "approves your leave" serves a reader who has no name
ABOVE = frozenset({Source.SECTION, Source.DOCUMENT})
"""Where what is said above a step stands, not in it."""
_BESIDE = frozenset({Source.SECTION, Source.FIELD})  # what is not said in the sentence itself
_WHOEVER = frozenset({"he", "it", "she", "they", "who"})  # they may stand for a performer named before


@dataclass(slots=True)
class Page:
    """What the network keeps of a document.

    `served` are the parties that its steps serve, one step after another; `ends` has for each step where its own end
    there; `outside` are the indexes of the steps that are not judged, whose parties are left out. `pairs` lead from a
    giver and a taker to the index of the first hand-off between them; `places` lead from ids of steps to their indexes,
    once asked for.
    """

    document: Document
    served: list[str]
    ends: list[int]
    outside: set[int]
    pairs: dict[str, dict[str, int]]
    places: dict[str, int] | None = None

    def takers(self, at: int) -> list[str] | None:
        """The parties that the step with the index `at` serves; None where it is not judged."""
        if at in self.outside:
            return None
        return self.served[self.ends[at - 1] if at else 0 : self.ends[at]]


@dataclass(slots=True)
class Parties:
    """The parties of a document, which it brings with it and takes away again.

    The kinds of all that it mentions; what it calls each of them (None: it has several names for them, or only the flow
    mentions them); who performs a step, whom judged steps serve, and who performs a step for somebody without a name
    ("tells you the sum").
    """

    kinds: dict[str, Kind]
    names: dict[str, str | None]
    performing: set[str]
    taken: set[str]
    addressing: set[str]


def read(document: Document) -> tuple[Page, Parties]:
    """What a document gives to the network. Every party of a workspace passes through here: nothing is made in vain."""
    served: list[str] = []
    ends: list[int] = []
    outside: set[int] = set()
    pairs: dict[str, dict[str, int]] = {}
    kinds: dict[str, Kind] = {}
    names: dict[str, str | None] = {}
    performing: set[str] = set()
    addressing: set[str] = set()
    several: set[str] = set()
    external, contact, of_flow = Kind.EXTERNAL, Kind.CONTACT, Source.FLOW
    of_document, of_section, of_field = Source.DOCUMENT, Source.SECTION, Source.FIELD
    for process in document.processes:
        for party in (process.owner, *process.customers):
            if party is not None:
                kinds[party.key] = party.kind
                if names.setdefault(party.key, party.name) != party.name:
                    several.add(party.key)
    for at, step in enumerate(document.steps):
        givers = []
        beside = False
        judged = not step.performers
        for party in step.performers:
            key, kind, source = party.key, party.kind, party.source
            kinds[key] = kind
            if names.setdefault(key, party.name) != party.name:
                several.add(key)
            performing.add(key)
            if kind is not external and kind is not contact:
                judged = True
            if source is not of_document:
                givers.append(key)
                if source is of_field or source is of_section:
                    beside = True
        for party in step.customers:
            key, source = party.key, party.source
            kinds[key] = party.kind
            served.append(key)
            if source is not of_flow and names.setdefault(key, party.name) != party.name:
                several.add(key)
            if givers and source is not of_section and source is not of_document:
                for giver in givers_to(step, key) if beside or len(step.actions) > 1 else givers:
                    firsts = pairs.get(giver)
                    if firsts is None:
                        pairs[giver] = {key: at}
                    elif key not in firsts:
                        firsts[key] = at
        if givers and not step.customers and (step.addressed or _YOURS.search(step.text) or is_done_to_you(step.text)):
            addressing.update(givers)
        for giver, act, is_other in _acts(step) if step.actions else ():
            if is_other:
                performing.add(giver)
            for party in act.customers:
                if party.evidence is Evidence.PRONOUN:
                    addressing.add(giver)
                elif is_other and party.key != giver and party.key in own_customers(step):
                    pairs.setdefault(giver, {}).setdefault(party.key, at)
        if not judged:
            outside.add(at)
            del served[ends[-1] if ends else 0 :]
        ends.append(len(served))
    for key in several if len(names) == len(kinds) else several | kinds.keys() - names.keys():
        names[key] = None
    return Page(document, served, ends, outside, pairs), Parties(kinds, names, performing, set(served), addressing)


def own_customers(step: Step) -> set[str]:
    """The keys of those whom a step itself says or shows that it serves, not what stands above it."""
    return {party.key for party in step.customers if party.source not in ABOVE}


def givers_to(step: Step, taker: str) -> list[str]:
    """The performers of a step who do for `taker` what it does for them, in order.

    A step of several sentences may have several who act: in "The porter calls you. You may then call the cab", the
    cab is no customer of the porter's. Whoever performs the step as its heading or field says performs all of it, but
    not for somebody of a shorter name, who may be the same: below "Sub-teams" a "team" is one of them.
    """
    givers = [party for party in step.performers if party.source is not Source.DOCUMENT]
    acts = [act for act in step.actions if _is_for(act, taker)]
    doing = {party.key for act in acts for party in act.performers}
    if not all(act.performers for act in acts) or not doing.isdisjoint(_WHOEVER):
        doing = set()
    found = [
        party.key
        for party in givers
        if party.source not in _BESIDE or not _ends_with(party.key, taker)
        if not doing or party.source is not Source.SENTENCE or party.key in doing
    ]
    others = (giver for giver, act, is_other in _acts(step) if is_other and giver != taker and _is_for(act, taker))
    return list(dict.fromkeys([*found, *others]))


def _acts(step: Step) -> Iterator[tuple[str, Action, bool]]:
    """Who does what in the sentences of a step, and whether it is another than its performers.

    Others act there no less than in a step of their own: "Ask the desk. The clerk will call you".
    """
    own = {party.key for party in step.performers}
    for act in step.actions:
        for party in act.performers:
            if party.evidence is not Evidence.PRONOUN and party.kind is not Kind.SYSTEM:
                yield party.key, act, party.key not in own


def _is_for(act: Action, taker: str) -> bool:
    return any(party.key == taker for party in act.customers)


def _ends_with(key: str, other: str) -> bool:
    """Whether a name is or ends with another one; in the config's keys stand hyphens."""
    long, short = (one.replace("-", " ").replace("_", " ") for one in (bare_key(key), bare_key(other)))
    return f" {long}".endswith(f" {short}")
