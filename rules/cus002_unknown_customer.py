"""A named customer of whom nothing is known: neither the config nor any page says who that is."""

import re
from functools import lru_cache

from proclint.rule import (
    Awake,
    Edit,
    Evidence,
    Finding,
    Fix,
    Iterator,
    Kind,
    Party,
    Severity,
    Source,
    Workspace,
    bare_key,
    in_config,
    is_anybody,
    is_placeholder,
    key_of,
    named_in,
    nearest_names,
    quoted,
    table_of,
    where,
    words,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_EXTERNAL
AGENT = re.compile(r"\w{2,}(?:[aeo]r|ist|ian|ary|(?<!committ)ee)")  # "treasurer", "librarian"
THE = re.compile(r"\bthe\W+$", re.IGNORECASE)
GOES_ON = re.compile(r"['’]s\b|\s+(?:for|of|at)\s+(?:the\s+)?[A-Z]")  # "the Foundation for ...": the name is cut


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a party, at its first step; the page's other steps for it are related. A slip is told on each page,
    where it can be mended.
    """
    yield from named_by_config_alone(workspace)
    graph = workspace.graph
    unknown = [node for node in graph.of_kind(Kind.UNKNOWN) if node.key == bare_key(node.key)]
    names = by_singulars(graph.known_names) if unknown else {}
    for node in unknown:
        found: dict[str, list[tuple[str, Party]]] = {}
        for path, step in ((path, graph.step(path, step)) for path, step in node.served_in):
            for party in step.named_customers if not step.is_outside else ():
                known = [other.span for _, other in found.get(path, ())]
                if party.key == node.key and party.span not in known and is_somebody(party, workspace, path):
                    found.setdefault(path, []).append((step.id, party))
        for path, mentions in found.items():
            step_id, party = mentions[0]
            fix = slip([one for _, one in mentions], path, workspace, names)
            if fix is None and path != next(iter(found)):
                continue
            spans = [one.span for _, one in mentions[1:] if one.span is not None]
            name = quoted(party.name)
            yield Finding(
                message=f"who {name} is, is not known: it performs no step, and the config does not say",
                help=advice(nearest_names(party.name, workspace), node.key),
                path=path,
                span=party.span,
                step=step_id,
                related=tuple(where(workspace, path, span, "named here too") for span in spans),
                fix=fix,
                subject=bare_key(node.key),
            )


def named_by_config_alone(workspace: Workspace) -> Iterator[Finding]:
    """One finding a name in `serves` that no table of the config has, and no step: a slip, most likely."""
    organisation, graph = workspace.organisation, workspace.graph
    for giver, takers in graph.declared.items():
        for at, taker in enumerate(takers):
            if taker in organisation.parties or taker in organisation.departments or graph.documents_with(taker):
                continue
            name = organisation.parties[giver].serves[at]
            yield Finding(
                message=f"who {quoted(name)} is, is not known: {quoted(giver)} serves them by the config, and no page "
                "names them",
                help=advice(nearest_names(name, workspace), taker),
                path=organisation.config or "",
                at=in_config(organisation, "parties", giver, "serves", at),
                subject=taker,
            )


def slip(mentions: list[Party], path: str, workspace: Workspace, names: dict[tuple[str, ...], set[str]]) -> Fix | None:
    """The known name in the place of one that differs from it in nothing but the plural of words before the last.

    `names` are those known, by their words in the singular. Not safe: most likely, not surely, they are the same.
    """
    meant = names.get(singulars(mentions[0].name), set())
    if len(meant) != 1:
        return None
    (name,) = meant
    edits = []
    text = workspace.documents[path].text
    for span in (one.span for one in mentions):
        written = text[span.start : span.end].split(" ") if span is not None else []
        if span is None or singulars(" ".join(written)) != singulars(name) or len(written) != len(name.split(" ")):
            return None
        new = [
            own if own.casefold() == word.casefold() else as_in(own, word)
            for own, word in zip(written, name.split(" "), strict=True)
        ]
        place = where(workspace, path, span, "")
        edits.append(Edit(path, place.start, place.end, " ".join([*new[:-1], written[-1]])))
    return Fix(f"write {quoted(name)}", False, tuple(edits))


@lru_cache(maxsize=2)
def by_singulars(names: tuple[str, ...]) -> dict[tuple[str, ...], set[str]]:
    """Names by their words in the singular."""
    found: dict[tuple[str, ...], set[str]] = {}
    for name in names:
        found.setdefault(singulars(name), set()).add(name)
    return found


def singulars(name: str) -> tuple[str, ...]:
    """The words of a name, each in the singular and in lower case."""
    return tuple(key_of(word) for word in name.split())


def as_in(own: str, word: str) -> str:
    """`word` with the capital that `own` begins with."""
    return word[:1].upper() + word[1:] if own[:1].isupper() else word


def is_somebody(party: Party, workspace: Workspace, path: str) -> bool:
    """Whether a mention names somebody of whom a config can tell: no placeholder, no pronoun, nobody whom the name
    leaves open, and no word that may as well say a piece of work or a place.
    """
    if party.evidence is Evidence.PRONOUN or is_placeholder(party.name) or is_anybody(party.name):
        return False
    if party.source is not Source.SENTENCE or party.span is None:
        return True
    return is_whole(party, workspace, path) and not says_more(party.key, workspace)


def says_more(key: str, workspace: Workspace) -> bool:
    """Whether a name only says more of one that is known: "supervisor of the employee", "desk at the agency", "release
    role lead".
    """
    head, *rest = re.split(" (?:at|of) ", key, maxsplit=1)
    short = head if rest else " ".join(head.split()[-2:])
    named = named_in(short, workspace) if short != key else []
    return any(key_of(one.text) == short and one.known and one.kind is not Kind.UNKNOWN for one in named)


def is_whole(party: Party, workspace: Workspace, path: str) -> bool:
    """Whether a name in a sentence stands there from its first to its last word, and for nothing but somebody."""
    text, span = workspace.documents[path].text, party.span
    if span is None or text[max(0, span.start - 1) : span.start].strip('([{"“*_/ \n') or GOES_ON.match(text, span.end):
        return False
    if any(letter.isdigit() for letter in party.name):
        return False  # "4-5 mentees"
    written = party.name.split()
    if len(written) == 1:
        return AGENT.fullmatch(party.name) is not None and THE.search(text, 0, span.start) is not None
    head = party.key.split(" of ", maxsplit=1)[0].rpartition(" ")[2]
    is_name = all(word[:1].isupper() for word in written)
    return party.evidence is not Evidence.NAME and (is_name or head not in words("kinds_of_work"))


def advice(near: list[str], key: str) -> str:
    """What to write of the party with this key, with the known names that look much like it."""
    asked = f"did you mean {' or '.join(quoted(name) for name in near)}? if not, " if near else ""
    return f'{asked}say it in the config: {table_of(key)} with kind = "external", "contact" or "internal"'
