"""Every page in tests/cases/ is read as its labels say; one that is misread today says so until it is not."""

from __future__ import annotations

import re

import pytest
from labels import FOLDER, ROWS, Case, Score, cases, compare, same_clause, same_name

ALL = list(cases())
FLOORS = {"step": 0.95, "customer": 0.91, "performer": 0.95}


def param(case: Case) -> object:
    marks = [pytest.mark.xfail(reason=f"misread today: {case.misread}", strict=True)] if case.misread else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", [param(case) for case in ALL])
def test_a_page_is_read_as_labelled(case: Case) -> None:
    assert [str(miss) for miss in compare(case).misses] == []


@pytest.fixture(scope="module")
def total() -> Score:
    score = Score()
    for case in ALL:
        score.add(compare(case))
    return score


def test_all_pages_together_reach_the_floor(total: Score) -> None:
    for name, tally in total.rows.items():
        print(f"{name:<20} {tally}")
    assert {name: tally.f1 for name, tally in total.rows.items() if tally.f1 < FLOORS.get(name, 0)} == {}


def test_the_cases_have_their_form() -> None:
    assert len(ALL) == len({case.id for case in ALL})
    written = sum(
        len(re.findall(r"^```steps$", file.read_text(encoding="utf-8"), re.M)) for file in FOLDER.glob("*.md")
    )
    assert len(ALL) == written
    for case in ALL:
        lines = case.text.split("\n")
        numbers = [label.line for label in case.labels]
        assert numbers == sorted(set(numbers)), case.id
        for label in case.labels:
            assert lines[label.line - 1].strip(), f"{case.id}, line {label.line} is blank"


def test_the_comparison_tells_right_from_wrong() -> None:
    assert same_name("the Client Team", "client team") and same_name("team lead/manager", "team lead, manager")
    assert same_name("recruiter", "senior recruiter") and not same_name("client", "clients")
    assert not same_name("the", "a") and not same_name("", "")
    assert same_clause("so that we can pay", "so that they can pay") and not same_clause("to pay", "because it rains")
    right = Case(FOLDER, "", ".md", "1. Send the form to the clerk.\n2. Call the guest.\n", (), None)
    score = compare(right)
    assert {miss.row for miss in score.misses} == {"process page", "step", "customer"}
    assert {name: score.rows[name].read for name in ROWS} == {
        "process page": 1,
        "step": 2,
        "step with customer": 2,
        "customer": 2,
        "performer": 0,
        "purpose": 0,
    }
    assert score.rows["customer"].f1 == 0
