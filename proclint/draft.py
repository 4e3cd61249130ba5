"""A first config, written from what the documents of a workspace hold: who is who, as far as they tell.

It states no purpose and no kind that nothing bears out, and it writes no file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from proclint.graph import Graph
from proclint.model import Document, Kind
from proclint.names import is_local, key_of
from proclint.rule import is_anybody, words

_DEPARTMENTS = frozenset({"department", "dept", "division", "directorate"})
_TEAMS = frozenset({"team", "unit", "office", "desk"})
_SPELLINGS = (  # British and American, joined and apart: only ever to say "these look like one party"
    (re.compile(r"is(?=(?:e|er|ed|ing|ation|or)\b)"), "iz"),
    (re.compile(r"our\b"), "or"),
    (re.compile(r"tre\b"), "ter"),
    (re.compile(r"[\W_]+"), ""),
)
_ALL = 12  # parties up to which each gets a table
_OFTEN = 2  # steps that name a party, from which on it gets a table in any case
_UNSAFE_IN_GLOB = re.compile(r"[\\*?\[\]!#]")
_ORDER = (Kind.EXTERNAL, Kind.CONTACT, Kind.INTERNAL, Kind.UNKNOWN, Kind.SYSTEM)
_HEADS = {
    Kind.EXTERNAL: "Customers outside: those you exist for.",
    Kind.CONTACT: "Outside too, but not whom you exist for: suppliers, candidates, visitors, authorities.",
    Kind.INTERNAL: "Inside: they perform steps under these names.",
    Kind.UNKNOWN: "Who are they? The pages name them and do not tell. Take the mark off the right kind.",
    Kind.SYSTEM: "Tools have no needs, so they are no customers. Declare one to be told where steps serve only it.",
}
_ONCE = """\
# Named in one step only. `proclint check` asks after those whom steps serve and nobody knows, so there is no hurry.
# Take the mark off whom you know, and give those who are not inside another kind.
[parties]"""
_PURPOSE = """\
# Whom do you help do what? Say it in one sentence and take the mark off; every step is then held against it.
# purpose = "Help shoppers get what they need the first time, and put it right when they do not"
"""


@dataclass(slots=True)
class Entry:
    """A party as it goes into the draft: the key of its table, its names, and what the documents say of it.

    `first` is where they name it first, as "page.md:3".
    """

    key: str
    kind: Kind
    names: list[str] = field(default_factory=list)
    mentions: int = 0
    performs: int = 0
    served: int = 0
    owns: int = 0
    first: str = ""

    @property
    def is_rare(self) -> bool:
        """Whether hardly any page speaks of it; whom the house exists for is never rare."""
        return self.kind is not Kind.EXTERNAL and not self.owns and self.performs + self.served < _OFTEN

    @property
    def is_department(self) -> bool:
        """Whether it is clearly one: it is called so, or it is a team that performs steps."""
        head = key_of(self.names[0]).rpartition(" ")[2]
        return head in _DEPARTMENTS or (head in _TEAMS and self.kind is Kind.INTERNAL)


def entries(documents: Iterable[Document], graph: Graph) -> list[Entry]:
    """The parties that the documents (resolved) name, those outside first, then the most served and performing."""
    documents = [*documents]
    written, firsts = _written(documents)
    owners = Counter(one.owner.key for page in documents for one in page.processes if one.owner is not None)
    groups: dict[str, list[str]] = {}
    for key, node in graph.parties.items():
        if key in written and not is_local(key.rpartition("#")[2]) and not _is_vague(node.name):
            groups.setdefault(_squeezed(key), []).append(key)
    found: dict[str, Entry] = {}
    taken: set[str] = set()
    for keys in groups.values():
        nodes = sorted((graph.parties[key] for key in keys), key=lambda node: (-node.mentions, node.key))
        names = [name for node in nodes for name in written[node.key]]
        slug = re.sub(r"[^\w]+", "-", nodes[0].key).strip("-_")
        own = {key_of(name) for name in (slug, *names)}
        if not slug or not names or "" in own or own & taken or slug in found:
            continue
        taken |= own
        found[slug] = Entry(
            key=slug,
            kind=min((node.kind for node in nodes), key=_ORDER.index),
            names=names,
            mentions=sum(node.mentions for node in nodes),
            performs=sum(len(node.performs) for node in nodes),
            served=sum(len(node.served_in) for node in nodes),
            owns=sum(owners[node.key] for node in nodes),
            first=min(firsts[node.key] for node in nodes)[2],
        )
    return sorted(found.values(), key=lambda one: (_ORDER.index(one.kind), -one.performs - one.served, one.key))


def sift(parties: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Those that get a table each, and those that hardly any page names, of which a line is enough."""
    if len(parties) <= _ALL:
        return parties, []
    return [one for one in parties if not one.is_rare], [one for one in parties if one.is_rare]


def render(documents: Iterable[Document], graph: Graph) -> str:
    """The text of a proclint.toml for these documents."""
    pages = sorted(documents, key=lambda page: page.path)
    holding = [page for page in pages if page.steps]
    steps = sum(len(page.steps) for page in holding)
    lines = [
        f"# Who is who, drafted by `proclint init` from {_counted(steps, 'step')} in {_counted(len(holding), 'page')}."
        " It is yours now: correct it.",
        "",
        *_PURPOSE.splitlines(),
    ]
    without = [page.path for page in pages if not page.steps and page.error is None and _is_plain(page.path)]
    if without:
        lines += ["", "# Pages in which no step was found. To have them read as no processes for good:"]
        lines += ["# not-processes = [", *(f"#   {_text(path)}," for path in without), "# ]"]
    parties, rare = sift(entries(pages, graph))
    for kind in _ORDER:
        members = [one for one in parties if one.kind is kind]
        if members:
            lines += ["", f"# {_HEADS[kind]}"]
            for one in members:
                lines += ["", *_table(one)]
    departments = [one for one in parties if one.is_department]
    if departments:
        lines += ["", "# Departments, and whom each helps do what."]
        for one in departments:
            lines += ["", f"[departments.{_key(one.key)}]", '# helps = "..."']
    if rare:
        lines += ["", *_ONCE.splitlines(), *(_line(one) for one in rare)]
    return "\n".join(lines) + "\n"


def _table(entry: Entry) -> list[str]:
    """The table of one party; that of a tool is a suggestion only."""
    said = [f"performs {_counted(entry.performs, 'step')}"] if entry.performs else []
    said += [f"is served by {_counted(entry.served, 'step')}"] if entry.served else []
    said += [f"owns {'1 process' if entry.owns == 1 else f'{entry.owns} processes'}"] if entry.owns else []
    lines = [f"# {', '.join(said) or 'is named'}, first in {entry.first}", f"[parties.{_key(entry.key)}]"]
    if entry.kind is Kind.UNKNOWN:
        lines.append('# kind = "external" | "internal" | "contact" ?')
    else:
        lines.append(f'kind = "{entry.kind}"')
    further = _further(entry)
    if further:
        lines.append(f"names = [{further}]")
    if entry.kind is Kind.SYSTEM:
        return [line if line.startswith("#") else f"# {line}" for line in lines]
    return lines


def _line(entry: Entry) -> str:
    """The line of a party that hardly any page names, for its reader to take the mark off."""
    kind = Kind.INTERNAL if entry.kind is Kind.UNKNOWN else entry.kind
    further = _further(entry)
    names = f", names = [{further}]" if further else ""
    return f'# {_key(entry.key)} = {{ kind = "{kind}"{names} }}  # {entry.first}'


def _further(entry: Entry) -> str:
    """The names of a party besides its key, as they stand in a list."""
    others = {key_of(name): name for name in reversed(entry.names) if key_of(name) != key_of(entry.key)}
    return ", ".join(_text(name) for name in reversed(others.values()))


def _written(documents: Iterable[Document]) -> tuple[dict[str, list[str]], dict[str, tuple[str, int, str]]]:
    """How the documents write each party, by its key, the commonest first, and where they do so first; what can't stand
    in a config is left out.
    """
    counts: dict[str, Counter[str]] = {}
    firsts: dict[str, tuple[str, int, str]] = {}
    for page in documents:
        owners = (process.owner for process in page.processes if process.owner is not None)
        served = (party for process in page.processes for party in process.customers)
        within = (party for step in page.steps for party in (*step.performers, *step.customers))
        for party in (*owners, *served, *within):
            name = _clean(party.name)
            if key_of(name):
                counts.setdefault(party.key, Counter())[name] += 1
                line = page.lines.position(party.span.start).line if party.span is not None else 1
                first = (page.path, line, f"{_clean(page.path)}:{line}")
                firsts[party.key] = min(first, firsts.get(party.key, first))
    return {key: [name for name, _ in sorted(row.items(), key=_by_count)] for key, row in counts.items()}, firsts


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _clean(text: str) -> str:
    """`text` on one line, without characters that steer a terminal or turn the direction of writing."""
    kept = (" " if unicodedata.category(one) in ("Zl", "Zp") or one.isspace() else one for one in text)
    return " ".join("".join(one for one in kept if not unicodedata.category(one).startswith("C")).split())


def _is_plain(path: str) -> bool:
    """Whether a path can stand for itself in a list of patterns."""
    return _clean(path) == path and _UNSAFE_IN_GLOB.search(path) is None


def _is_vague(name: str) -> bool:
    """Whether a name is a placeholder, or leaves open who is meant; whoever works here is somebody to a house."""
    if is_anybody(name) and key_of(name) not in words("workforce"):
        return True
    forms = {name.casefold(), f"the {name.casefold()}", name.casefold().removeprefix("all ")}
    return not words("vague").isdisjoint(forms)


def _squeezed(key: str) -> str:
    """What spelling variants of one name share: "organiser" and "organizer", "help desk" and "helpdesk"."""
    for pattern, form in _SPELLINGS:
        key = pattern.sub(form, key)
    return key


def _key(key: str) -> str:
    """`key` as TOML has it in the head of a table."""
    import tomlkit  # here, since only a draft needs it

    return tomlkit.key(key).as_string()


def _text(text: str) -> str:
    """`text` as a TOML string."""
    import tomlkit

    return tomlkit.string(text).as_string()


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
