"""What the rules of the workspace leave unsaid: where pages or a name may mean something else, or say it elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from proclint.engine import Change, Engine
from proclint.files import find
from proclint.model import Document
from proclint.reading import read
from proclint.settings import Overrides
from proclint.sightings import sightings
from proclint.wording import is_anybody
from proclint.workspace import Workspace

HEAD = 'purpose = "Help pupils learn"\n[parties.pupil]\nkind = "external"\n'
TAUGHT = "# Lesson\n\n1. The teacher explains the sum to the pupil.\n"

Say = Callable[..., list[str]]


@pytest.fixture
def say(tmp_path: Path) -> Say:
    """The places of what a rule says of pages, `steps` below a heading being one of them, under a config."""

    def run(code: str, steps: str, config: str = "", **pages: str) -> list[str]:
        (tmp_path / "proclint.toml").write_text(HEAD + config, encoding="utf-8")
        (found,) = find([], Overrides(cwd=tmp_path))
        changes = [Change("page.md", f"# Page\n\n{steps}\n"), Change("lesson.md", TAUGHT)]
        changes += [Change(f"{name}.md", text) for name, text in pages.items()]
        report = Engine(found.settings).apply(changes)
        assert not report.failures
        return [f"{one.path}:{one.start.line}" for one in report.diagnostics if one.code == code]

    return run


@pytest.mark.parametrize(
    "whom",
    [
        "the risk panel", "the bursar", "the Health and Safety Officer", "the works department", "the data manager",
    ],
)  # fmt: skip
def test_a_name_of_which_a_config_can_tell_is_asked_after(say: Say, whom: str) -> None:
    assert say("CUS002", f"1. The porter sends {whom} the list.") == ["page.md:3"]


@pytest.mark.parametrize(
    "whom",
    [
        "the team", "the group", "other teams", "the relevant clerks", "a potential sponsor", "security", "the office",
        "payroll", "the attendees", "colleagues", "a team member", "the Foundation for Reading", "4-5 tutors",
        "cross-functional stakeholders",
    ],
)  # fmt: skip
def test_a_name_that_leaves_open_who_is_meant_is_not(say: Say, whom: str) -> None:
    assert say("CUS002", f"1. The porter sends {whom} the list.") == []


def test_a_name_that_only_says_more_of_a_known_one_is_not(say: Say) -> None:
    known = '[parties.duty-officer]\nkind = "internal"\n[parties.warden]\nkind = "internal"\n'
    for whom in ("the warden of the annexe", "the night duty officer"):
        assert say("CUS002", f"1. The porter sends {whom} the list.", known) == []
        assert say("CUS002", f"1. The porter sends {whom} the list.") == ["page.md:3"]


def test_a_single_word_is_a_name_behind_the_and_else_anybodys(say: Say) -> None:
    assert say("CUS002", "1. The porter sends the registrar the list.") == ["page.md:3"]
    assert say("CUS002", "1. The porter sends your registrar the list.") == []


def test_whoever_is_not_known_is_asked_after_once(say: Say) -> None:
    pages = dict.fromkeys(("more", "quite"), "# More\n\n1. The porter sends the risk panel the sum.\n")
    assert say("CUS002", "1. The porter sends the risk panel the list.", **pages) == ["more.md:3"]


def test_in_a_field_any_name_is_somebodys(say: Say) -> None:
    table = "| Step | Who | For |\n|---|---|---|\n| List the keys | Porter | {} |"
    assert say("CUS002", table.format("Payroll")) == ["page.md:5"]
    assert say("CUS002", table.format("Other teams")) == []


def test_a_trail_that_breaks_is_told_where_it_breaks(say: Say) -> None:
    steps = "1. The cook counts the tins for the steward.\n2. The steward hands the count to the bursar."
    assert say("PUR005", steps, bursar="# Books\n\n1. The bursar enters the count.\n") == ["page.md:4"]


@pytest.mark.parametrize(
    "last",
    [
        "enters the count, so that fees are right", "enters your count", "enters the count and mails it to all@school",
        "enters the count of the auditor",
    ],
)  # fmt: skip
def test_an_end_whose_own_step_may_be_for_somebody_breaks_no_trail(say: Say, last: str) -> None:
    steps = "1. The steward hands the count to the bursar."
    assert say("PUR005", steps, bursar=f"# Books\n\n1. The bursar {last}.\n") == []


@pytest.mark.parametrize(
    "does",
    [
        "asks the bursar", "meets the bursar", "talks to the bursar", "reminds the bursar of the date",
        "sends the bursar an update",
    ],
)  # fmt: skip
def test_whoever_is_only_asked_told_or_met_ends_no_trail(say: Say, does: str) -> None:
    for_her = {"bursar": "# Books\n\n1. The bursar enters the count.\n"}
    assert say("PUR005", f"1. The steward {does}.", **for_her) == []
    assert say("PUR007", f"1. The steward {does}.", '[parties.bursar]\nkind = "internal"\n') == []


def test_whoever_is_merely_next_ends_no_trail(say: Say) -> None:
    assert say("PUR005", "1. The steward counts the tins.\n2. The bursar enters the count.") == []


def test_a_baton_is_dropped_only_where_no_page_speaks_of_the_taker(say: Say) -> None:
    steps, board = "1. The steward sends the count to the exam board.", '[parties.exam-board]\nkind = "internal"\n'
    assert say("PUR007", steps, board) == ["page.md:3"]
    assert say("PUR007", steps, board, words="# Who we are\n\nThe Exam\nBoard sets the fees.\n") == []
    assert say("PUR007", steps.replace(".", " for approval."), board) == []
    assert say("PUR007", steps.replace(".", ", who reads it."), board) == []


def test_whoever_is_there_drops_no_baton(say: Say) -> None:
    for name in ("new-hire", "team-member", "participant"):
        config = f'[parties.{name}]\nkind = "internal"\n'
        assert say("PUR007", f"1. The steward writes a report for the {name.replace('-', ' ')}.", config) == []


def test_a_party_of_which_any_page_speaks_is_not_idle(tmp_path: Path) -> None:
    config = HEAD + '[parties.night-porter]\nkind = "internal"\nnames = ["porter\'s lodge"]\n'
    (tmp_path / "proclint.toml").write_text(config, encoding="utf-8")
    (found,) = find([], Overrides(cwd=tmp_path))
    engine = Engine(found.settings)

    def idle(text: str) -> bool:
        report = engine.apply([Change("lesson.md", TAUGHT + text)])
        return any(one.code == "ALI001" for one in report.diagnostics)

    assert idle("")
    assert not idle("\nRing for the night\nporters.\n")
    assert not idle("\nIt hangs in the Porter’s Lodge.\n")
    assert idle("\nThe nightporter, the porters.\n")


def test_a_customer_who_takes_part_is_not_forgotten(tmp_path: Path) -> None:
    (tmp_path / "proclint.toml").write_text(HEAD + '[parties.parent]\nkind = "external"\n', encoding="utf-8")
    (found,) = find([], Overrides(cwd=tmp_path))
    for text, forgotten in (("", True), ("2. The parent signs the slip.\n", False)):
        report = Engine(found.settings).apply([Change("lesson.md", TAUGHT + text)])
        assert any(one.code == "PUR009" for one in report.diagnostics) is forgotten


def test_whom_only_a_serves_names_is_asked_after(say: Say) -> None:
    config = '[parties.porter]\nkind = "internal"\nserves = ["{}"]\n'
    step = "1. The porter opens the gate."
    assert say("CUS002", step, config.format("pupls")) == ["proclint.toml:6"]
    assert say("CUS002", step, config.format("pupil")) == []
    assert say("CUS002", step, config.format("risk panel"), more="# More\n\n1. The risk panel signs the slip.\n") == []


def test_a_name_may_leave_open_who_is_meant() -> None:
    open_names = ("Other Teams", "staff", "new hires", "the relevant clerk", "members of staff", "people")
    assert [name for name in open_names if not is_anybody(name)] == []
    plain = ("People Office", "staff room clerk", "team clerk", "the bursar", "Hiring Manager", "board member")
    assert [name for name in plain if is_anybody(name)] == []


def test_names_are_seen_as_whole_words_and_what_is_kept_follows_the_pages() -> None:
    def page(text: str) -> Document:
        return read("a.md", text)

    workspace = Workspace()
    workspace.replace(page("The ward sisters met.\n"))
    assert [*sightings(workspace, ["Ward sister", "ward", "sis", "-"], "a")] == ["ward", "ward sister"]
    workspace.replace(page("The sister of the warden met.\n"))
    assert sightings(workspace, ["Ward sister", "ward"], "a") == {}
    assert [*sightings(workspace, ["sister"], "a")] == ["sister"]
    workspace.remove("a.md")
    assert sightings(workspace, ["sister"], "a") == {}


def test_what_is_found_in_a_page_is_kept_until_it_changes() -> None:
    asked = []

    def capitals(document: Document) -> str:
        asked.append(document.path)
        return "".join(filter(str.isupper, document.text))

    workspace = Workspace()
    for path, text in (("b.md", "Ann met Bo.\n"), ("a.md", "The sisters met.\n"), ("c.md", "they met.\n")):
        workspace.replace(read(path, text))
    assert [(one.path, found) for one, found in workspace.holding(capitals)] == [("a.md", "T"), ("b.md", "AB")]
    workspace.replace(read("a.md", "sisters met.\n"))
    workspace.remove("c.md")
    assert [(one.path, found) for one, found in workspace.holding(capitals)] == [("b.md", "AB")]
    workspace.replace(read("c.md", "They met.\n"))
    assert [(one.path, found) for one, found in workspace.holding(capitals)] == [("b.md", "AB"), ("c.md", "T")]
    assert asked == ["a.md", "b.md", "c.md", "a.md", "c.md"]
