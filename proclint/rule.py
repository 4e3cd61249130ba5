"""The rule kit: everything that a rule may import.

A rule is a module `codeNNN_name.py` with a docstring, the constants SEVERITY and AWAKE, and one generator, whose name
says what it needs:

    def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]
    def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]
    def check_workspace(workspace: Workspace) -> Iterator[Finding]
    def check_suppressions(document: Document, uses: tuple[Use, ...]) -> Iterator[Finding]

For whoever keeps a baseline, FOLLOWS may name the codes of rules that say worse of the same step (after one of them,
this one is no news), and `unsaid(document)` may give the steps of which the rule may come to speak once others change.

The kit does not run rules: the registry finds them, the engine calls them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from proclint import nearest
from proclint.diagnostic import Edit, Fix, Related, Severity
from proclint.forms import Things, bases_of
from proclint.graph import DECLARED, Graph, Hop, Loop, Reason, Trail, Verdict
from proclint.links import page_of
from proclint.model import (
    Action,
    Clause,
    Document,
    Evidence,
    Kind,
    Label,
    Link,
    Numbered,
    Organisation,
    Party,
    Process,
    Section,
    Source,
    Step,
    Suppression,
    Use,
)
from proclint.names import bare_key, key_of
from proclint.passages import edit, is_unwritten, main_action, sections_around
from proclint.sightings import sightings
from proclint.span import Position, Span
from proclint.surroundings import Surroundings, head_of, people_of, things_of
from proclint.wording import (
    content_words,
    is_anybody,
    is_placeholder,
    kind_of_word,
    people_in,
    phrases,
    speaks_of_gain_only,
    spoken_words,
    words,
)
from proclint.workspace import Workspace

__all__ = [
    "DECLARED", "Action", "Awake", "Clause", "Document", "Edit", "Evidence", "Finding", "Fix", "Graph", "Hop",
    "Iterator", "Kind", "Label", "Link", "Named", "Numbered", "Organisation", "Party", "Position", "Process",
    "Reason", "Related", "Section", "Severity", "Source", "Span", "Step", "Suppression", "Surroundings", "Things",
    "Trail", "Use", "Verdict", "Workspace", "bare_key", "bases_of", "content_words", "edit", "gives", "head_of",
    "in_config", "is_anybody", "is_done_for", "is_placeholder", "is_thing", "is_unwritten", "judged", "key_of",
    "kind_of_word", "last_place", "loops_of", "main_action", "named_in", "nearest_names", "nearest_of", "page_of",
    "people_in", "people_of", "phrases", "place", "quoted", "related", "reminder", "sections_around", "sightings",
    "speaks_of_gain_only", "spoken", "spoken_words", "table_of", "takers_of", "things_of", "trail_notes", "untied",
    "verb_is_in", "where", "words",
]  # fmt: skip

_BARE = re.compile(r"[A-Za-z0-9_-]+")  # a key that TOML takes without quotes
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_ALREADY_SPOKEN = frozenset({"we", "our"})
_VERBS = frozenset({
    "assist", "bring", "build", "care", "connect", "cure", "deliver", "educate", "empower", "enable", "ensure", "feed",
    "find", "get", "give", "guide", "heal", "help", "inform", "keep", "let", "make", "offer", "prepare", "protect",
    "provide", "put", "save", "serve", "show", "supply", "support", "teach", "train",
})  # fmt: skip
_FOR = re.compile(r"\bfor(?: an?| the| our| your| their| each| every)?(?: [\w-]+)?\W*$", re.IGNORECASE)
# What is only said, given or allowed: nobody checks it before using it.
_NO_THING = frozenset({
    "access", "advice", "call", "chance", "email", "feedback", "following", "help", "information", "it", "message",
    "news", "notice", "notification", "one", "opportunity", "question", "reminder", "support", "talk", "that", "them",
    "these", "this", "time", "training", "update", "word",
})  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST_NAME = 6  # words
_AFTER_A_NAME = re.compile(
    r"\s*(?:$|[.,;:!?)\n]|(?:and|or|who|that|to|with|in|on|at|for|by|of|from|is|are|has|have|can|may|will|gets?|needs?"
    r"|what|when|where|how|before|after|so|as|their|the|a|an|every|without|through|keep|find|know|feel|do)\b)",
    re.IGNORECASE,
)


class Awake(StrEnum):
    """When a rule of the default set runs. A sleeping one says what it waits for."""

    ALWAYS = "always"
    WITH_PURPOSE = "purpose"  # asleep until a config states a purpose
    WITH_EXTERNAL = "external party"  # asleep until the config declares an external party
    WHEN_SELECTED = "selected"  # not in the default set


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields; the registry adds code, name and severity.

    `path` is needed only from `check_workspace`; `span` None marks the start of the file, or `at` where a place is
    known but no text to count in. `step` (an id) is needed only from `check_document`. `subject`: the words that the
    fingerprint is made of (default: the step's text). `block` and `together`: see Diagnostic. `unless`: codes of the
    rules that say it better; where one of them speaks of the same step, this is not said.
    """

    message: str
    help: str
    span: Span | None = None
    path: str | None = None
    step: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    subject: str | None = None
    block: str | None = None
    together: str = ""
    at: Position | None = None
    unless: tuple[str, ...] = ()


def quoted(text: str, limit: int = 60) -> str:
    """`text` in double quotes, without a full stop at its end, cut at a word near `limit` characters."""
    text = text.removesuffix(".")
    if len(text) > limit:
        text = text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.") + " ..."
    return f'"{text}"'


def table_of(key: str) -> str:
    """The head of the table that a party has in the config: [parties.review-panel] for the key "review panel"."""
    name = bare_key(key).replace(" ", "-")
    return f"[parties.{name}]" if _BARE.fullmatch(name) else f'[parties."{name}"]'


def judged(document: Document) -> Iterator[Step]:
    """The steps of `document` that the rules about customers judge: whoever is outside is the customer at work."""
    return (step for step in document.steps if not step.is_outside)


def takers_of(step: Step) -> tuple[Party, ...]:
    """Those to whom a step hands something by name, its own performers and tools left out."""
    own = {party.key for party in step.performers}
    return tuple(party for party in step.named_customers if party.key not in own and party.kind is not Kind.SYSTEM)


def verb_is_in(form: str, name: str) -> bool:
    """Whether a verb, in whatever form it stands ("sends", "sent"), is in a word list of base forms."""
    return not bases_of(form.casefold()).isdisjoint(words(name))


def gives(action: Action) -> bool:
    """Whether an action hands something to somebody, or is done to people, whether or not it says to whom."""
    lists = ("verbs_to_give", "verbs_to_people", "verbs_of_replying")
    return any(verb_is_in(action.verb.text, name) for name in lists)


def is_thing(thing: Clause, customers: tuple[Party, ...]) -> bool:
    """Whether what an action is done with may be good or bad: neither somebody, nor only a word."""
    if any(party.span is not None and thing.span.start <= party.span.start < thing.span.end for party in customers):
        return False
    head = key_of(thing.text).split(" of ")[0].split(" ")[-1]
    return len(head) > 1 and not head.endswith("ly") and head not in _NO_THING


def is_done_for(step: Step, party: Party, document: Document) -> bool:
    """Whether a step says that it is done for one of its customers, or hands them a thing.

    Not where it only asks, tells or meets them, nor where the order of the steps leads to them.
    """
    if party.source is not Source.SENTENCE:
        return party.source is not Source.FLOW
    if party.span is not None and _FOR.search(document.text, max(0, party.span.start - 40), party.span.start):
        return True
    return any(
        action.object is not None
        and any(other.key == party.key for other in action.customers)
        and verb_is_in(action.verb.text, "verbs_of_handing")
        and is_thing(action.object, action.customers)
        for action in step.actions
    )


def reminder(organisation: Organisation) -> str | None:
    """The stated purpose as the opening of a question ("we are here to help shoppers ..."); None where none is stated.

    A purpose that does not begin with a verb is quoted, so that the question is a sentence whatever it says.
    """
    purpose = _SENTENCE_END.split(" ".join((organisation.purpose or "").split()), maxsplit=1)[0].rstrip(" .!?;:,")
    first, _, rest = purpose.partition(" ")
    if not rest:
        return f"our purpose is {quoted(purpose)}" if purpose else None
    if first.casefold() == "to":
        return f"we are here to {rest}"
    if first.casefold() in _ALREADY_SPOKEN:
        return f"{first.casefold()} {rest}"
    if first.casefold() in _VERBS:
        return f"we are here to {first.casefold()} {rest}"
    return f"our purpose is {quoted(purpose, 120)}"


def in_config(organisation: Organisation, *keys: str | int) -> Position | None:
    """The line of the config on which a value stands, as in `in_config(organisation, "parties", "crm", "serves", 0)`.

    That of its list or table where it has none of its own; None where it stands in another file.
    """
    for end in range(len(keys), 0, -1):
        if keys[:end] in organisation.lines:
            return Position(organisation.lines[keys[:end]], 1)
    return None


def where(workspace: Workspace, path: str, span: Span, message: str) -> Related:
    """A place in a document of the workspace, and what is to be said of it."""
    return place(workspace.documents[path], span, message)


def place(document: Document, span: Span, message: str) -> Related:
    """A place in the document, and what is to be said of it."""
    return Related(document.path, document.lines.position(span.start), document.lines.position(span.end), message)


def related(workspace: Workspace, hop: Hop) -> Related:
    """One stretch of a trail as a place: "finance clerk serves controller"."""
    message = f"{spoken(hop.giver_name or 'whoever does it')} serves {spoken(hop.taker_name)}"
    if hop.via == DECLARED or hop.span is None:
        start = Position(hop.line or 1, 1)
        return Related(hop.path, start, start, f"{message}, by the config", is_hop=True)
    return replace(where(workspace, hop.path, hop.span, message), is_hop=True)


def spoken(name: str) -> str:
    """A name as it stands within a sentence: "Finance clerk" without the capital that a column gives it."""
    return name[:1].lower() + name[1:] if name[1:].islower() else name


def trail_notes(workspace: Workspace, trail: Trail) -> tuple[Related, ...]:
    """The stretches of a trail as places, the first one at its step as a whole."""
    first, *rest = (related(workspace, hop) for hop in trail.hops)
    step = where(workspace, trail.path, trail.step.text_span, first.message)
    return (replace(step, is_hop=True), *rest)


def untied(workspace: Workspace) -> Iterator[Trail]:
    """The trails of the steps whose every trail ends inside."""
    return workspace.graph.untied()


def loops_of(workspace: Workspace, trail: Trail) -> tuple[Loop, ...]:
    """The loops in which the trails of a step end, where they go round and never leave."""
    return workspace.graph.loops_of(trail.path, trail.step.id) if trail.reason is Reason.EACH_OTHER else ()


def last_place(workspace: Workspace, trail: Trail) -> Related:
    """The end of an untied trail as a place, and why it ends there."""
    last = related(workspace, trail.hops[-1])
    why = "is a system" if trail.reason is Reason.SYSTEM else trail.reason
    message = f"the trail ends here: {spoken(trail.hops[-1].taker_name)} {why}"
    return Related(last.path, last.start, last.end, message, is_hop=True)


@dataclass(frozen=True, slots=True)
class Named:
    """A party that a sentence names; `key` and `kind` as in the graph, `known`: the config or a step names it too.

    `is_clear` is False where the word may only say more of the next one, as in "customer data".
    """

    key: str
    text: str
    kind: Kind
    known: bool
    is_clear: bool


@dataclass(slots=True)
class _Names:
    """What is kept about names from one run of the rules to the next, as long as it holds."""

    declared: dict[str, str]
    turns: int = -1
    found: dict[str, list[Named]] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    index: nearest.Names = field(default_factory=nearest.Names)
    near: dict[tuple[str, int], list[str]] = field(default_factory=dict)


def _names(workspace: Workspace) -> _Names:
    """What is kept about the names of a workspace; what it says of texts goes once a party comes, goes or turns."""
    names: _Names | None = workspace.kept.get("names")
    if names is None:
        parties = workspace.organisation.parties
        declared = {key_of(name): key for key, one in parties.items() for name in (key, *one.names)}
        names = workspace.kept["names"] = _Names(declared)
    if names.turns != workspace.graph.turns:
        names.turns = workspace.graph.turns
        names.found.clear()
    return names


def named_in(text: str, workspace: Workspace) -> list[Named]:
    """The parties that `text` names, pronouns for people included: by the longest name that is known, else by a word
    for people.
    """
    names = _names(workspace)
    if text not in names.found:
        names.found[text] = _named(text, names.declared, workspace.graph.kinds)
    return names.found[text]


def _named(text: str, declared: Mapping[str, str], kinds: Mapping[str, Kind]) -> list[Named]:
    """See `named_in`; `declared` leads from the key of each name in the config to that of its party."""
    found: list[Named] = []
    matches = list(_WORD.finditer(text))
    at = 0
    while at < len(matches):
        for end in range(min(len(matches), at + _LONGEST_NAME), at, -1):
            stretch = text[matches[at].start() : matches[end - 1].end()]
            own = key_of(stretch)
            key = declared.get(own, own)
            if key in kinds and len(own) > 1:
                plural = not stretch.casefold().endswith(own)
                clear = plural or _AFTER_A_NAME.match(text, matches[end - 1].end()) is not None
                found.append(Named(key, stretch, kinds[key], True, clear))
                at = end
                break
        else:
            word = matches[at].group()
            kind = kind_of_word(word)
            if kind is not None:
                found.append(Named(key_of(word), word, kind, False, False))
            at += 1
    return found


def nearest_names(name: str, workspace: Workspace, limit: int = 3) -> list[str]:
    """Names of parties whose kind is known that look much like `name`, the likest first."""
    names, known = _names(workspace), workspace.graph.known_names
    if names.known is not known:
        gone, new = {*names.known} - {*known}, {*known} - {*names.known}
        if names.near:
            added = nearest.Names(new)
            names.near = {
                asked: near for asked, near in names.near.items() if gone.isdisjoint(near) and not added.alike(asked[0])
            }
        names.index.remove(gone)
        names.index.add(new)
        names.known = known
    name = name.casefold()
    if (name, limit) not in names.near:
        names.near[name, limit] = names.index.alike(name, limit)
    return names.near[name, limit]


def nearest_of(name: str, known: Iterable[str], limit: int = 1) -> list[str]:
    """Those of `known` that look much like `name`, the likest first."""
    return nearest.alike(name, [*known], limit)
