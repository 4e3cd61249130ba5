"""A named customer of whom nothing is known: neither the config nor any page says who that is."""

from proclint.rule import (
    Awake,
    Evidence,
    Finding,
    Iterator,
    Kind,
    Party,
    Severity,
    Workspace,
    bare_key,
    nearest_names,
    quoted,
    where,
    words,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_EXTERNAL
# Words for people that a sentence leaves open: nobody can say of what kind they are.
ANYBODY = frozenset({
    "anybody", "anyone", "everybody", "everyone", "folk", "human", "individual", "other", "people", "person",
    "somebody", "someone",
})  # fmt: skip


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a party and page, at its first step there; the page's other steps for it are related."""
    graph = workspace.graph
    for key, node in graph.parties.items():
        found: dict[str, list[tuple[str, Party]]] = {}
        for path, step in ((path, graph.step(path, step)) for path, step in node.served_in):
            for party in step.named_customers if node.kind is Kind.UNKNOWN and not step.is_outside else ():
                known = [other.span for _, other in found.get(path, ())]
                if party.key == key and party.span not in known and not is_vague(party):
                    found.setdefault(path, []).append((step.id, party))
        for path, mentions in found.items():
            step_id, party = mentions[0]
            spans = [one.span for _, one in mentions[1:] if one.span is not None]
            name = quoted(party.name)
            yield Finding(
                message=f"who {name} is, is not known: it performs no step, and the config does not say",
                help=advice(nearest_names(party.name, workspace)),
                path=path,
                span=party.span,
                step=step_id,
                related=tuple(where(workspace, path, span, "named here too") for span in spans),
                subject=bare_key(key),
            )


def is_vague(party: Party) -> bool:
    """Whether a mention is a placeholder or a pronoun, or says nothing but "people"; no config can tell who that is."""
    name = party.name.casefold()
    forms = {name, f"the {name}", name.removeprefix("all ")}
    return party.key in ANYBODY or party.evidence is Evidence.PRONOUN or not words("vague").isdisjoint(forms)


def advice(near: list[str]) -> str:
    """What to write, with the known names that look much like it."""
    asked = f"did you mean {' or '.join(quoted(name) for name in near)}? if not, " if near else ""
    return asked + 'say it in the config: [parties.NAME] with kind = "external", "contact" or "internal"'
