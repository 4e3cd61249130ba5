"""The rules of the graph beside their pages: one cause, one diagnostic; places in the config; what stays unsaid."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from proclint.diagnostic import Diagnostic
from proclint.engine import Change, Engine
from proclint.files import find
from proclint.settings import Overrides

HEAD = 'purpose = "Help tenants feel at home"\n[parties.tenant]\nkind = "external"\n'


@pytest.fixture
def judge(tmp_path: Path):
    """What the default set says of pages, each a table of (step, who, for), under a config."""

    def run(config: str, pages: dict[str, Iterable[tuple[str, str, str]] | str]) -> list[Diagnostic]:
        (tmp_path / "proclint.toml").write_text(config, encoding="utf-8")
        (found,) = find([], Overrides(cwd=tmp_path))
        changes = []
        for path, page in pages.items():
            text = page
            if not isinstance(page, str):
                text = "# T\n\n| Step | Who | For |\n|---|---|---|\n" + "".join(
                    f"| {step} | {who} | {whom} |\n" for step, who, whom in page
                )
            changes.append(Change(path, text))
        report = Engine(found.settings).apply(changes)
        assert not report.failures
        return list(report.diagnostics)

    return run


def codes(found: list[Diagnostic]) -> list[tuple[str, str, int]]:
    return [(one.code, one.path, one.start.line) for one in found]


def test_a_dead_end_stands_for_the_steps_that_end_there(judge) -> None:
    config = HEAD + '[parties.archive-office]\nkind = "internal"\n'
    rows = [("Count the keys", "Caretaker", "Clerk"), ("List the keys", "Clerk", "Archive office")]
    found = judge(config, {"a.md": rows, "b.md": [("Greet", "Caretaker", "Tenant")]})
    found = [one for one in found if one.path != "b.md"]
    assert codes(found) == [("PUR007", "a.md", 6)]
    # the caretaker greets tenants, but what the clerk gets from them goes on to the archive office alone
    assert [(one.path, one.start.line) for one in found[0].related] == [("a.md", 5)]


def test_a_loop_stands_for_the_steps_that_lead_into_it(judge) -> None:
    rows = [
        ("Ask", "Planner", "Controller"),
        ("Answer", "Controller", "Planner"),
        ("Count", "Clerk", "Controller"),
        ("Greet", "Caretaker", "Tenant"),
    ]
    found = judge(HEAD, {"a.md": rows})
    assert codes(found) == [("PUR006", "a.md", 5)]
    assert [one.start.line for one in found[0].related] == [5, 6, 7]


def test_a_step_that_leads_round_into_a_loop_further_on_is_that_loops(judge) -> None:
    rows = [
        ("Ask", "Ann clerk", "Bob clerk"),
        ("Answer", "Bob clerk", "Ann clerk"),
        ("Tell", "Bob clerk", "Planner"),
        ("Ask", "Planner", "Controller"),
        ("Answer", "Controller", "Planner"),
        ("Greet", "Caretaker", "Tenant"),
    ]
    found = judge(HEAD, {"a.md": rows})
    assert codes(found) == [("PUR006", "a.md", 8)]
    assert [one.start.line for one in found[0].related] == [8, 9, 5, 6, 7]


def test_a_party_that_is_not_known_is_said_and_breaks_no_trail(judge) -> None:
    rows = [("Count", "Clerk", "Review panel"), ("Greet", "Caretaker", "Tenant")]
    assert codes(judge(HEAD, {"a.md": rows})) == [("CUS002", "a.md", 5)]


def test_an_idle_party_is_one_that_nobody_serves_and_that_owns_nothing(judge) -> None:
    config = HEAD + '[parties.board]\nkind = "internal"\n'
    pages = {"a.md": [("Greet", "Caretaker", "Tenant")]}
    assert codes(judge(config, pages)) == [("ALI001", "proclint.toml", 4)]
    served = {"a.md": [("Greet", "Caretaker", "Tenant, board")]}
    assert codes(judge(config, served)) == [("PUR007", "a.md", 5)]
    owned = {"a.md": "# T\n\nOwner: board\n\n1. The caretaker greets the tenant.\n"}
    assert codes(judge(config, owned)) == []
    stated = HEAD + '[parties.caretaker]\nserves = ["board"]\n[parties.board]\nkind = "internal"\n'
    assert "ALI001" not in [one.code for one in judge(stated, pages)]


def test_a_tool_and_the_performer_itself_are_told_once(judge) -> None:
    config = HEAD + '[parties.crm]\nkind = "system"\n'
    rows = [("Enter it", "Clerk", "CRM"), ("Sort it", "Clerk", "Clerk"), ("Greet", "Caretaker", "Tenant")]
    assert codes(judge(config, {"a.md": rows})) == [("CUS005", "a.md", 5), ("CUS004", "a.md", 6)]


def test_what_the_config_says_is_marked_on_its_line(judge) -> None:
    config = (
        'extend-select = ["ALI006"]\npurpose = "Excellence"\n\n'
        '[parties.tenant]\nkind = "external"\n\n'
        '[parties.clerk]\nhelps = "order in files"\n'
        'serves = [\n  "board",\n]\n\n[departments."Front desk"]\nhelps = "smooth running"\n'
    )
    found = judge(config, {"a.md": [("Greet", "Caretaker", "Clerk")]})
    assert sorted((one.start.line, one.code) for one in found if one.path == "proclint.toml") == [
        (2, "PUR002"),
        (4, "PUR009"),
        (8, "PUR002"),
        (10, "ALI006"),
        (10, "CUS002"),
        (14, "PUR002"),
    ]


def test_a_purpose_may_name_people_by_any_word_for_them(judge) -> None:
    for purpose in ("Help everyone mend", "We let newcomers in", "Your keys within a day", "a home for people"):
        config = HEAD.replace("Help tenants feel at home", purpose)
        assert codes(judge(config, {"a.md": [("Greet", "Caretaker", "Tenant")]})) == [], purpose


def test_a_purpose_that_speaks_of_somebodys_things_promises_them_nothing(judge) -> None:
    page = "# T\n\nPurpose: keep {} in order for the clerk.\n\n1. The caretaker writes a list for the clerk.\n"
    config = HEAD + '[parties.clerk]\nkind = "internal"\n'
    other = {"b.md": [("Greet", "Porter", "Tenant")]}
    named = [one.code for one in judge(config, {"a.md": page.format("the tenants"), **other})]
    things = [one.code for one in judge(config, {"a.md": page.format("tenant files"), **other})]
    assert "PUR011" in named
    assert "PUR011" not in things


def test_the_trail_is_noted_hop_by_hop(judge) -> None:
    config = HEAD + '[parties.controller]\nkind = "internal"\nserves = ["webmaster"]\n'
    pages = {
        "a.md": [("Count", "Clerk", "Controller"), ("Greet", "Caretaker", "Tenant")],
        "b.md": "# W\n\n1. The webmaster draws a chart.\n",
    }
    found = [one for one in judge(config, pages) if one.code == "PUR005"]
    assert codes(found) == [("PUR005", "a.md", 5)]
    assert [(one.path, one.start.line, one.message) for one in found[0].related] == [
        ("a.md", 5, "clerk serves controller"),
        ("proclint.toml", 6, "controller serves webmaster, by the config"),
        ("proclint.toml", 6, "the trail ends here: webmaster serves nobody"),
    ]


def test_whoever_tells_you_something_serves_somebody(judge) -> None:
    page = "# T\n\n1. The clerk sends the list to the controller.\n2. The controller {}.\n"
    other = {"b.md": [("Greet", "Caretaker", "Tenant")]}
    untied = [one.code for one in judge(HEAD, {"a.md": page.format("adds it up"), **other})]
    known = [one.code for one in judge(HEAD, {"a.md": page.format("tells you the sum"), **other})]
    assert "PUR005" in untied
    assert "PUR005" not in known


def test_the_same_is_said_change_by_change_as_from_scratch(judge, tmp_path: Path) -> None:
    (tmp_path / "proclint.toml").write_text(HEAD + '[parties.board]\nkind = "internal"\n', encoding="utf-8")
    (found,) = find([], Overrides(cwd=tmp_path))
    first = "# T\n\n1. The clerk sends the list to the controller.\n2. The clerk sends the sum to the board.\n"
    second = "# T\n\n1. The controller sends the list to the clerk.\n"
    engine = Engine(found.settings)
    engine.apply([Change("a.md", second), Change("b.md", second)])
    engine.apply([Change("a.md", first)])
    engine.apply([Change("b.md", None), Change("c.md", second)])
    bit_by_bit = engine.apply([]).diagnostics
    assert bit_by_bit == Engine(found.settings).apply([Change("c.md", second), Change("a.md", first)]).diagnostics
    assert {one.code for one in bit_by_bit} >= {"PUR007"}


def test_whoever_serves_a_reader_without_a_name_is_not_said_to_serve_nobody(judge) -> None:
    config = HEAD + '[parties.clerk]\nkind = "internal"\n'
    page = "# Leave\n\n1. The caretaker writes a list for the clerk.\n2. The clerk approves {} leave.\n"
    other = {"b.md": [("Greet", "Porter", "Tenant")]}
    ends = {
        whose: [one.code for one in judge(config, {"a.md": page.format(whose), **other})] for whose in ("your", "the")
    }
    assert "PUR005" in ends["the"]
    assert "PUR005" not in ends["your"]


def test_people_of_a_page_are_no_party_that_a_config_could_name(judge) -> None:
    page = "# Door\n\n1. The caretaker sends the {} a list.\n"
    other = {"b.md": [("Greet", "Porter", "Tenant")]}
    found = {
        who: [one.code for one in judge(HEAD, {"a.md": page.format(who), **other})] for who in ("person", "repairer")
    }
    assert "CUS002" in found["repairer"]
    assert "CUS002" not in found["person"]


def test_whoever_acts_in_a_step_of_others_alone_is_not_said_to_serve_nobody(judge) -> None:
    config = HEAD + '[parties.hall-warden]\nkind = "internal"\n'
    page = "# B\n\n1. The clerk sends the list to the hall warden.\n2. The porter greets the tenant.\n"
    last = ("3. The hall warden counts the keys.\n", "3. The porter opens the hall. The hall warden counts the keys.\n")
    own, beside = ({one.code for one in judge(config, {"b.md": page + step})} for step in last)
    assert "PUR005" in own
    assert not {"PUR005", "PUR007"} & beside


def test_an_office_at_another_house_is_not_asked_after_where_its_name_is_known(judge) -> None:
    page = "# B\n\n1. Ask the Press Office{} that grants the slip.\n"
    config = HEAD + '[parties.{}]\nkind = "internal"\n'
    for known, said in (("press-office", False), ("porter", True)):
        found = judge(config.format(known), {"b.md": page.format(" at the agency")})
        assert any(one.code == "CUS002" for one in found) is said
