"""The domain: documents, processes, steps, actions and the parties in them.

Plain values; it does not read, resolve or judge anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from proclint.span import LineIndex, Span

MAX_HAND_OFFS = 7


class Kind(StrEnum):
    """What a party is to the organisation."""

    EXTERNAL = "external"  # a customer outside: those we exist for
    CONTACT = "contact"  # outside too, but not whom we exist for
    INTERNAL = "internal"
    SYSTEM = "system"  # a tool: it has no needs
    UNKNOWN = "unknown"

    @property
    def outside(self) -> bool:
        """Whether the party stands outside the organisation."""
        return self in (Kind.EXTERNAL, Kind.CONTACT)


class Source(StrEnum):
    """Where a party was named."""

    SENTENCE = "sentence"
    FIELD = "field"
    SECTION = "section"
    DOCUMENT = "document"
    MESSAGE = "message"
    FLOW = "flow"
    LANE = "lane"


class Evidence(StrEnum):
    """Why the reader takes a name for a party. `weak` needs the workspace to confirm it."""

    LISTED = "listed"  # its head noun is a role or a group
    DEFINED = "defined"  # the page defines it: "Data Access Committee (DAC)"
    NAME = "name"  # a capitalised name
    PLACE = "place"  # it stands where only a party stands: a label, a column, a field, a heading
    PRONOUN = "pronoun"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a text as a reader sees it, and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Party:
    """A mention of whoever does or receives work.

    `name` is as written, without article; `key` is what two mentions of one party share (see `names.key_of`); `party`
    is its key in the config. A party that the flow gives has the span of the step that names it, or none.
    """

    name: str
    key: str
    source: Source
    evidence: Evidence
    span: Span | None = None
    kind: Kind = Kind.UNKNOWN
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A verb and what stands around it. Its performers may hold pronouns."""

    verb: Clause
    object: Clause | None = None
    performers: tuple[Party, ...] = ()
    customers: tuple[Party, ...] = ()
    condition: Clause | None = None
    means: Clause | None = None
    purpose: Clause | None = None
    is_passive: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text: its target as written, and where the linked words stand."""

    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that someone does. `customers` holds exactly those that hold.

    `span` runs from the step's marker, heading or row to the end of its own text; `text_span` from the first to the
    last character of `text`. `list` groups the steps that follow each other, `in_order` says whether in the order of
    the work (a bullet need not); `goes_to` are the numbers of the steps that it leads to, `references` the numbers of
    all steps of the page that it speaks of. `listed` are those whom its own customer field names, whether its sentence
    does so too or not.
    """

    id: str
    number: str | None
    process: str
    list: str
    span: Span
    text: str
    text_span: Span
    performers: tuple[Party, ...] = ()
    customers: tuple[Party, ...] = ()
    purpose: Clause | None = None
    fields: dict[str, tuple[Clause, ...]] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    goes_to: tuple[str, ...] = ()
    references: tuple[Clause, ...] = ()
    links: tuple[Link, ...] = ()
    mentions: tuple[Party, ...] = ()
    is_doubtful: bool = False
    in_order: bool = True
    listed: tuple[Party, ...] = ()

    @property
    def named_customers(self) -> tuple[Party, ...]:
        """The customers that the page names, those that only the flow gives left out."""
        return tuple(party for party in self.customers if party.source is not Source.FLOW)

    @property
    def addressed(self) -> tuple[Party, ...]:
        """The pronouns that its actions are directed at ("let you know"): served, but not named."""
        mentions = [party for action in self.actions for party in action.customers]
        return tuple([party for party in mentions if party.evidence is Evidence.PRONOUN])

    @property
    def is_outside(self) -> bool:
        """Whether somebody outside performs it: the customer at work."""
        return bool(self.performers) and all(party.kind.outside for party in self.performers)


@dataclass(frozen=True, slots=True)
class Process:
    """A titled sequence of steps."""

    id: str
    title: str
    span: Span
    owner: Party | None = None
    trigger: Clause | None = None
    purpose: Clause | None = None
    customers: tuple[Party, ...] = ()
    measures: tuple[Clause, ...] = ()
    feedback: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadError:
    """Why a document can't be read, in the reader's words, and where; `help` says what to do."""

    message: str
    help: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Suppression:
    """An ignore comment: which codes or prefixes (none: all), for one step's line or (`line` None) the file."""

    codes: tuple[str, ...]
    line: int | None
    reason: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Use:
    """An ignore comment, and which of its codes were of no use: `idle` leave nothing out though their rules ran ("":
    the comment names none, and means all), `unknown` name no rule; each with the nearest that does, or None.
    """

    suppression: Suppression
    idle: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """What was taken for no step: a list, an item, a table, a heading or a quote, how it begins, and why, in the
    reader's words.
    """

    what: str
    span: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below a heading, up to the next one of its level; headings further down belong to it."""

    title: Clause
    body: Span


@dataclass(frozen=True, slots=True)
class Label:
    """A word or two with a colon, a key of the front matter or the head of a column: the field that it opens (None: no
    field), and what it labels (of a column: its first value). `at_top`: it is a key of the front matter.
    """

    name: Clause
    value: str
    field: str | None
    at_top: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """An ordered list: the numbers as written, the offsets of the heading above it and of the item around it (0: none),
    and whether an item of it is a step.
    """

    numbers: tuple[Clause, ...]
    heading: int
    within: int
    holds_steps: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read; `path` is relative to the workspace, with `/`. One without steps is no process.

    `priorities` holds the values of each field of that name, in order.
    `strays` are comments that speak to proclint and say nothing that it knows.
    `unclosed` is the line that opens a front matter which never ends, so that its keys are not read; else None.
    """

    path: str
    is_process: bool = False
    processes: tuple[Process, ...] = ()
    steps: tuple[Step, ...] = ()
    error: ReadError | None = None
    suppressions: tuple[Suppression, ...] = ()
    strays: tuple[Clause, ...] = ()
    passed: tuple[Passed, ...] = ()
    sections: tuple[Section, ...] = ()
    labels: tuple[Label, ...] = ()
    numbered: tuple[Numbered, ...] = ()
    lines: LineIndex = field(default_factory=LineIndex)
    text: str = ""
    is_diagram: bool = False
    priorities: tuple[tuple[Clause, ...], ...] = ()
    unclosed: Span | None = None


@dataclass(frozen=True, slots=True)
class DeclaredParty:
    """What the config says of a party."""

    key: str
    kind: Kind | None = None
    names: tuple[str, ...] = ()
    department: str | None = None
    helps: str | None = None
    serves: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """What the config says of the organisation. `config` is the config file's path, None where there is none; `text`
    what stands in it.

    `max_hand_offs` is how many hand-offs may lie between a step and someone outside, `required_sections` what every
    process page has. `lines` are the 1-based lines of
    what stands in that file, as in `lines["parties", "crm", "serves", 0]`.
    """

    config: str | None = None
    purpose: str | None = None
    parties: dict[str, DeclaredParty] = field(default_factory=dict)
    departments: dict[str, str | None] = field(default_factory=dict)  # name -> whom it helps do what
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    max_hand_offs: int = MAX_HAND_OFFS
    required_sections: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
