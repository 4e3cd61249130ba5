"""The graph, on documents made by hand: verdicts, which trail is shown, loops, dead ends, who is the same party."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from proclint.graph import DECLARED, Graph, Reason, Trail, Verdict
from proclint.model import DeclaredParty, Document, Evidence, Kind, Organisation, Party, Process, Source, Step
from proclint.names import abbreviations, is_local, key_of
from proclint.reading import read
from proclint.span import LineIndex, Span
from proclint.workspace import Workspace

EXTERNAL = ("shopper", "client")
CONTACTS = ("supplier",)


def party(name: str, source: Source = Source.SENTENCE, evidence: Evidence = Evidence.LISTED) -> Party:
    key = key_of(name)
    kind = Kind.EXTERNAL if key in EXTERNAL else Kind.CONTACT if key in CONTACTS else Kind.UNKNOWN
    return Party(name, key, source, evidence, None, kind)


def page(path: str, *steps: str, text: str = "", owner: str | None = None) -> Document:
    """A page of steps written "giver > taker, taker"; "giver >" serves nobody; "field: taker" gives a source."""
    made = []
    for at, line in enumerate(steps):
        givers, _, takers = line.partition(">")
        made.append(
            Step(
                id=f"1.{at + 1}", number=str(at + 1), process="1", list=f"l{at}", span=Span(10 * at, 10 * at + 9),
                text=line, text_span=Span(10 * at, 10 * at + 9),
                performers=tuple(named(givers)), customers=tuple(named(takers)),
            )
        )  # fmt: skip
    holder = party(owner, Source.DOCUMENT) if owner else None
    lines = LineIndex.of("".join(f"{at:09}\n" for at in range(len(steps))))
    return Document(path, bool(steps), (Process("1", path, Span(0, 0), holder),), tuple(made), lines=lines, text=text)


def with_places(path: str, *givers: str) -> Document:
    """A page of a step for the shopper by each of `givers`, who are told apart by their places."""
    made = page(path, *(f"{giver} > shopper" for giver in givers))
    steps = (
        replace(step, performers=tuple(replace(one, span=step.span) for one in step.performers)) for step in made.steps
    )
    return replace(made, steps=tuple(steps))


def named(text: str) -> Iterable[Party]:
    for name in filter(None, map(str.strip, text.split(","))):
        source, colon, rest = name.partition(":")
        yield party(rest.strip(), Source(source)) if colon else party(name)


def graph(*pages: Document, **parties: dict[str, object]) -> Graph:
    declared = {
        key.replace("_", "-"): DeclaredParty(key.replace("_", "-"), **said)  # type: ignore[arg-type]
        for key, said in parties.items()
    }
    workspace = Workspace(Organisation("proclint.toml", parties=declared))
    for one in pages:
        workspace.replace(one)
    return workspace.graph


def trail(found: Graph, path: str = "a.md", step: int = 1) -> Trail:
    return found.trail(path, f"1.{step}")


def way(found: Trail) -> list[str]:
    return [f"{hop.giver} > {hop.taker} {hop.via} {hop.path}:{hop.line}" for hop in found.hops]


@pytest.mark.parametrize(
    ("steps", "verdict", "reason", "ends"),
    [
        (["clerk > shopper"], "tied", None, "shopper"),
        (["clerk > nurse", "nurse > shopper"], "tied", None, "shopper"),
        (["shopper > clerk"], "outside", None, None),
        (["supplier > clerk"], "outside", None, None),
        (["clerk, shopper > supplier"], "open", None, "supplier"),
        (["clerk >"], "unserved", "no customer", None),
        ([" > stranger"], "open", "not known", "stranger"),
        (["clerk > stranger"], "open", "not known", "stranger"),
        (["clerk > nurse", "nurse > supplier"], "open", None, "supplier"),
        (["clerk > nurse", "nurse >"], "untied", "serves nobody", "nurse"),
        (["clerk > nurse", "nurse > clerk"], "untied", "serves only each other", None),
        (["clerk > clerk"], "untied", "serves only each other", None),
        (["clerk > nurse", "nurse > clerk, doctor", "doctor >"], "untied", "serves nobody", "doctor"),
        (["clerk > nurse", "nurse > supplier, doctor", "doctor > shopper"], "tied", None, "shopper"),
        # a hop needs a performer by name, and a customer of the step itself
        (["clerk > nurse", "document: nurse > shopper", "nurse >"], "untied", "serves nobody", "nurse"),
        (["clerk > nurse", "nurse > section: shopper"], "untied", "serves nobody", "nurse"),
        (["clerk > nurse", "nurse > document: shopper"], "untied", "serves nobody", "nurse"),
        (["clerk > section: shopper"], "tied", None, "shopper"),
        (["clerk > nurse", "lane: nurse > message: shopper"], "tied", None, "shopper"),
        (["clerk > nurse", "section: nurse > flow: shopper"], "tied", None, "shopper"),
        # whoever is outside leads no further
        (["clerk > supplier", "supplier > shopper"], "open", None, "supplier"),
    ],
)
def test_the_verdict_of_a_step(steps: list[str], verdict: str, reason: str | None, ends: str | None) -> None:
    found = trail(graph(page("a.md", *steps)))
    assert (found.verdict, found.reason, found.end) == (verdict, reason, ends)
    assert found.verdict == graph(page("a.md", *steps)).verdict("a.md", "1.1")


def test_an_owner_who_performs_nothing_is_inside_and_ends_the_trail() -> None:
    found = trail(graph(page("a.md", "clerk > head", owner="head")))
    assert (found.verdict, found.reason, found.ends_at) == (Verdict.UNTIED, Reason.PERFORMS_NO_STEP, "head")


def test_a_declared_system_ends_a_trail_and_one_that_is_not_declared_is_no_customer() -> None:
    crm = party("CRM").__class__("CRM", "crm", Source.FIELD, Evidence.PLACE, None, Kind.SYSTEM)
    one = page("a.md", "clerk >")
    step = one.steps[0]
    one = Document(
        "a.md", True, one.processes, (step.__class__(**{**_fields(step), "customers": (crm,)}),), lines=one.lines
    )
    assert trail(graph(one)).verdict is Verdict.UNSERVED
    found = trail(graph(one, crm={"kind": Kind.SYSTEM}))
    assert (found.verdict, found.reason, found.ends_at) == (Verdict.UNTIED, Reason.SYSTEM, "CRM")


def _fields(step: Step) -> dict[str, object]:
    return {name: getattr(step, name) for name in Step.__dataclass_fields__}


def test_the_fewest_declared_hops_go_before_everything_else() -> None:
    steps = ("clerk > nurse, office", "nurse > doctor", "doctor > porter", "porter > shopper")
    found = trail(graph(page("a.md", *steps), office={"kind": Kind.INTERNAL, "serves": ("shopper",)}))
    assert [hop.taker for hop in found.hops] == ["nurse", "doctor", "porter", "shopper"]
    assert not found.declared_only


def test_a_trail_that_leans_on_the_config_says_so() -> None:
    found = trail(
        graph(page("a.md", "clerk > office"), office={"kind": Kind.INTERNAL, "serves": ("shopper", "client")})
    )
    assert way(found) == ["clerk > office sentence a.md:1", "office > client declared proclint.toml:None"]
    assert (found.verdict, found.declared_only) == (Verdict.OPEN, True)  # no page says that a client is a customer
    tied = trail(
        graph(
            page("a.md", "clerk > office"),
            office={"kind": Kind.INTERNAL, "serves": ("buyer",)},
            shopper={"kind": Kind.EXTERNAL, "names": ("buyer",)},
        )
    )
    assert (tied.verdict, tied.declared_only, tied.hops[-1].via) == (Verdict.TIED, True, DECLARED)


def test_hops_in_the_same_document_go_before_a_shorter_way() -> None:
    found = trail(
        graph(page("b.md", "clerk > nurse", "nurse > doctor", "doctor > shopper"), page("a.md", "nurse > shopper")),
        "b.md",
    )
    assert way(found) == [
        "clerk > nurse sentence b.md:1",
        "nurse > doctor sentence b.md:2",
        "doctor > shopper sentence b.md:3",
    ]
    other = trail(graph(page("b.md", "clerk > nurse"), page("a.md", "nurse > shopper")), "b.md")
    assert way(other)[-1] == "nurse > shopper sentence a.md:1"


def test_then_the_shorter_way_then_path_line_and_key() -> None:
    found = trail(graph(page("a.md", "clerk > nurse", "nurse > doctor", "doctor > shopper", "nurse > shopper")))
    assert way(found)[-1] == "nurse > shopper sentence a.md:4"
    ways = (page("c.md", "nurse > shopper"), page("b.md", "nurse >", "nurse > shopper, client"))
    assert way(trail(graph(page("a.md", "clerk > nurse"), *ways)))[-1] == "nurse > client sentence b.md:2"


def test_a_loop_is_shown_once_round() -> None:
    found = graph(page("a.md", "lead > manager", "manager > lead", "officer > lead"))
    assert [hop.taker for hop in trail(found).hops] == ["manager", "lead"]
    assert [hop.taker for hop in trail(found, step=3).hops] == ["lead", "manager", "lead"]
    (loop,) = found.loops
    assert loop.members == ("lead", "manager")
    assert [(one.giver, one.taker) for one in loop.hand_offs] == [("lead", "manager"), ("manager", "lead")]


@pytest.mark.parametrize(
    "steps",
    [
        ["a clerk > nurse", "nurse > clerk, shopper"],
        ["clerk > nurse", "nurse > clerk, doctor", "doctor >"],
        ["clerk > nurse", "nurse > clerk, stranger"],
        ["clerk > clerk"],
    ],
)
def test_no_loop_where_somebody_else_is_served(steps: list[str]) -> None:
    assert graph(page("a.md", *steps)).loops == ()


def test_dead_ends_perform_no_step_and_declare_nobody() -> None:
    page_ = page("a.md", "clerk > head, office", "clerk > nurse", "nurse >", owner="head")
    inside = {"kind": Kind.INTERNAL}
    assert graph(page_, office=inside).dead_ends == ("head", "office")
    assert graph(page_, office={**inside, "serves": ("shopper",)}).dead_ends == ("head",)


def test_who_is_reached() -> None:
    found = graph(page("a.md", "clerk > nurse", "nurse > shopper", "client > supplier"), page("b.md", "nurse > client"))
    assert found.reached == {"nurse", "shopper", "client"}  # what those outside do is not judged
    assert [key for key in found.parties if found.leads("a.md", ["1.1"], key)] == ["client", "nurse", "shopper"]
    assert not any(found.leads("a.md", ["1.3"], key) for key in found.parties)


def test_a_party_as_all_pages_know_it() -> None:
    found = graph(page("a.md", "Ward clerk > the nurse", "ward clerk > nurses"), page("b.md", "ward clerk > shopper"))
    node = found.parties["ward clerk"]
    assert (node.name, node.kind, node.mentions) == ("Ward clerk", Kind.INTERNAL, 2)
    assert node.performs == (("a.md", "1.1"), ("a.md", "1.2"), ("b.md", "1.1"))
    assert (node.serves, found.parties["nurse"].served_by) == (("nurse", "shopper"), ("ward clerk",))
    assert found.named("Ward-Clerks") is node
    assert found.named("nobody") is None


def test_what_a_party_is_called_follows_the_pages() -> None:
    pages = {
        "d.md": ("Ward Clerk", "ward clerk", "ward clerk"),
        "c.md": ("ward clerk",),
        "b.md": ("Ward Clerk", "Ward Clerk"),
        "a.md": ("ward clerks", "ward clerk"),
    }
    changes = ({"b.md": ("ward clerk",)}, {"a.md": ("ward clerks",) * 5}, {"a.md": ("nurse",)})
    called = []
    workspace = Workspace()
    for change in (*({path: names} for path, names in pages.items()), *changes):
        for path, names in change.items():
            workspace.replace(with_places(path, *names))
        node = workspace.graph.parties["ward clerk"]
        called.append((node.name, node.mentions))
        anew = Workspace()
        for document in workspace.documents.values():
            anew.replace(document)
        assert anew.graph.parties["ward clerk"] == node
    assert called == [
        ("ward clerk", 3),
        ("ward clerk", 4),
        ("Ward Clerk", 6),  # as often as "ward clerk", and first by place
        ("ward clerk", 8),
        ("ward clerk", 7),
        ("ward clerks", 10),
        ("ward clerk", 5),
    ]


def test_a_chain_of_many_thousand_hops_is_no_matter_of_depth() -> None:
    steps = [f"role{at}x > role{at + 1}x" for at in range(20_000)] + ["role20000x > shopper"]
    found = trail(graph(page("a.md", *steps)))
    assert (found.verdict, len(found.hops)) == (Verdict.TIED, 20_001)
    ring = graph(page("a.md", *steps[:-1], "role20000x > role0x"))
    assert (trail(ring).reason, len(ring.loops[0].members)) == (Reason.EACH_OTHER, 20_001)


# --- who is the same party


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the finance clerks", "Finance-Clerk"),
        ("a member of the events team", "events team"),
        ("customer(s)", "each customer"),
        ("all of your customers", "customer"),
        ("heads of department", "head of department"),
        ("ﬁnance team", "Finance  team"),
        ("salespeople", "salesperson"),
        ("VPs", "vp"),
        ("rookies", "rookie"),
        ("Data Access Committee (DAC)", "data access committee"),
        ("front‑desk clerks", "front desk clerk"),
    ],
)
def test_names_that_are_one_party(one: str, other: str) -> None:
    assert key_of(one) == key_of(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lead", "team lead"),
        ("clerk", "clerks of the court"),
        ("manager", "manger"),
        ("sales", "sale"),
        ("other team", "team"),
    ],
)
def test_names_that_look_alike_and_are_not_one(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_names_of_the_config_join() -> None:
    found = graph(
        page("a.md", "clerk > buyers"), page("b.md", "Purchaser >"),
        shopper={"kind": Kind.EXTERNAL, "names": ("buyer", "purchaser")},
    )  # fmt: skip
    assert trail(found).end == "shopper"
    assert trail(found, "b.md").verdict is Verdict.OUTSIDE


DEFINED = "The Data Access Committee (DAC) meets on Mondays."


def test_an_abbreviation_joins_on_the_page_that_defines_it() -> None:
    found = graph(page("a.md", "clerk > DAC", "data access committee > shopper", text=DEFINED))
    assert [hop.taker for hop in trail(found).hops] == ["data access committee", "shopper"]


def test_and_elsewhere_unless_another_page_defines_it_otherwise() -> None:
    here = page("a.md", "data access committee > shopper", text=DEFINED)
    there = page("b.md", "clerk > DAC")
    otherwise = page("c.md", "dean > DAC", text="The Dean's Advisory Council (DAC) sits in May.")
    assert trail(graph(here, there), "b.md").verdict is Verdict.TIED
    assert trail(graph(here, there, otherwise), "b.md").end == "dac"
    assert trail(graph(here, otherwise), "c.md").end == key_of("Dean's Advisory Council")


def test_an_abbreviation_that_the_config_names_joins_the_long_form() -> None:
    found = graph(
        page("a.md", "clerk > data access committee", text=DEFINED), board={"kind": Kind.EXTERNAL, "names": ("DAC",)}
    )
    assert trail(found).end == "board"


def test_an_abbreviation_that_a_later_page_spells_otherwise_parts_from_the_first_long_form() -> None:
    workspace = Workspace(Organisation(parties={"dac": DeclaredParty("dac")}))
    workspace.replace(read("a.md", "# A\n\nThe Data Access Committee (DAC) decides.\n"))
    workspace.replace(read("b.md", "# B\n\n1. Send the request to the Data Access Committee.\n"))
    assert [party.key for party in workspace.documents["b.md"].steps[0].customers] == ["dac"]
    workspace.replace(read("c.md", "# C\n\nThe District Arts Council (DAC) decides.\n"))
    assert [party.key for party in workspace.documents["b.md"].steps[0].customers] == ["data access committee"]


def test_what_a_page_defines() -> None:
    text = "**Health, Safety and Environment** (HSE); R&D (research and development); (ABC); Foo Bar (QX); FB (foo bar)"
    assert abbreviations(text) == {
        "hse": "health, safety and environment", "r&d": "research and development", "fb": "foo bar",
    }  # fmt: skip
    assert abbreviations("Foo Bar (FB) and Full Board (FB)") == {}
    pieces = "the HMS Purchase Division (PurDiv), its Port Operations (PortOps), a Port Office (PortOps)"
    assert abbreviations(pieces) == {"purdiv": "hms purchase division", "portop": "port operations"}


def test_lanes_without_a_name_are_local_to_their_file() -> None:
    assert is_local("lane 1") and not is_local("team 1")
    found = graph(page("a.md", "clerk > Lane 1"), page("b.md", "Lane 1 > shopper"))
    assert trail(found).verdict is Verdict.OPEN


# --- kinds


def weak(name: str, source: Source = Source.SENTENCE) -> Party:
    return Party(name, key_of(name), source, Evidence.WEAK)


def with_customer(document: Document, customer: Party) -> Document:
    steps = tuple(step.__class__(**{**_fields(step), "customers": (customer,)}) for step in document.steps)
    return Document(document.path, True, document.processes, steps, lines=document.lines)


def test_a_weak_candidate_is_a_party_where_something_bears_it_out() -> None:
    one = with_customer(page("a.md", "clerk >"), weak("Borough"))
    assert trail(graph(one)).verdict is Verdict.UNSERVED
    assert trail(graph(one, page("b.md", "Borough > shopper"))).verdict is Verdict.TIED
    assert trail(graph(one, borough={"kind": Kind.EXTERNAL})).verdict is Verdict.TIED
    assert trail(graph(one, office={"serves": ("boroughs",)})).verdict is Verdict.OPEN


def test_a_department_is_inside() -> None:
    workspace = Workspace(Organisation("proclint.toml", departments={"Finance": None}))
    workspace.replace(with_customer(page("a.md", "clerk >"), weak("Finance")))
    found = trail(workspace.graph)
    assert (found.verdict, found.reason) == (Verdict.UNTIED, Reason.PERFORMS_NO_STEP)


def test_the_config_goes_before_the_words_of_a_name() -> None:
    assert trail(graph(page("a.md", "clerk > shopper"), shopper={"kind": Kind.CONTACT})).verdict is Verdict.OPEN
    assert trail(graph(page("a.md", "clerk > nurse", "nurse >"), nurse={"kind": Kind.EXTERNAL})).verdict is Verdict.TIED


# --- one change after the other


def test_a_change_in_one_page_changes_the_verdict_of_another() -> None:
    workspace = Workspace()
    workspace.replace(page("a.md", "clerk > nurse"))
    assert workspace.graph.verdict("a.md", "1.1") is Verdict.OPEN
    workspace.replace(page("b.md", "nurse >"))
    assert workspace.graph.verdict("a.md", "1.1") is Verdict.UNTIED
    workspace.replace(page("b.md", "nurse > shopper"))
    assert workspace.graph.verdict("a.md", "1.1") is Verdict.TIED
    workspace.remove("b.md")
    assert workspace.graph.verdict("a.md", "1.1") is Verdict.OPEN
    workspace.remove("a.md")
    assert (dict(workspace.graph.parties), workspace.graph.verdicts("a.md")) == ({}, {})
