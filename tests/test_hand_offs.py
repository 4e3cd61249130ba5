"""Rules on hand-offs, events and decisions: sentences on either side of the line that each of them draws."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import check

from proclint.forms import same_thing

QUIET = [  # (code, steps): nothing is said
    ("EVT003", "The employee requests leave.", "The manager approves it.", "The employee sees the answer."),
    ("EVT003", "The employee requests leave.", "The planner checks the rota.", "An email is sent to the requester."),
    ("EVT003", "The customer applies for a loan.", "The clerk checks it.", "The clerk pays the loan to the applicant."),
    (
        "EVT003",
        "The sales clerk orders paper from the shop.",
        "The manager signs.",
        "The clerk files it for the staff.",
    ),
    (
        "EVT003",
        "The outgoing nurse reports to the incoming nurse.",
        "The nurse checks the ward.",
        "The doctor signs it.",
    ),
    ("EVT003", "The nurse asks the patient how the night was.", "The doctor looks.", "The clerk logs it."),
    (
        "EVT003",
        "The manager asks the clerk to file the forms.",
        "The clerk files them.",
        "The clerk locks the archive.",
    ),
    ("EVT003", "The new colleague asks the lead for access.", "The lead opens a ticket for IT.", "IT grants access."),
    ("EVT003", "The guest orders a meal.", "The waiter enters the order for the cook.", "The waiter serves the meal."),
    ("EVT003", "The customer writes a complaint.", "The manager checks it.", "The manager apologises."),
    ("EVT003", "The user submits a request.", "The server stores the request.", "The backend checks the request."),
    ("HND004", "The clerk sends the report to the manager by email.", "The form provides the office with the facts."),
    ("HND004", "The clerks report to the team lead.", "The clerk mails the manager the report."),
    ("HND008", "Tell the customer the price.", "Update the page for the customer today."),
    ("DEC001", "Once the plan is approved, file it.", "Decide whether the guest gets a refund."),
    ("DEC002", "Check if the seal is whole.", "Close the box."),
    ("DEC002", "If the seal is broken, call the lead.", "If it is whole, close the box."),
    ("DEC002", "If the box is empty, stop.", "Close the box."),
    ("EVT001", "The tenant reports a leak.", "The caretaker calls the plumber."),
    ("EVT002", "The clerk counts the till for the manager.", "The clerk publishes the figures."),
]
LOUD = [  # (code, steps): one finding
    (
        "EVT003",
        "The owner asks the office for a survey.",
        "The clerk enters it.",
        "The planner gives the surveyor a date.",
    ),
    ("EVT003", "The driver reports a defect to the dispatcher.", "The dispatcher plans a tour.", "The clerk files it."),
    ("EVT003", "The employee fills in the request form.", "The manager checks the rota.", "The clerk logs it."),
    (
        "EVT003",
        "When a tenant reports a leak, the caretaker calls the plumber.",
        "The clerk logs it.",
        "The lead files it.",
    ),
    ("HND004", "Share the photos with the buyer.", "Lock the room."),
    ("HND008", "Get back to the visitor with the date.", "Lock the room."),
    ("DEC001", "The committee votes on the budget.", "The clerk files the minutes."),
    ("DEC002", "If the seal is broken, call the lead.", "Close the box."),
    ("EVT002", "The clerk counts the till for the manager.", "The clerk keeps the key."),
]


def page(*steps: str) -> str:
    return "# Work\n\n" + "".join(f"{number}. {step}\n" for number, step in enumerate(steps, 1))


@pytest.mark.parametrize(("code", "steps"), [pytest.param(one[0], one[1:], id=f"{one[0]} {one[1]}") for one in QUIET])
def test_nothing_is_said_of(code: str, steps: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(page(*steps), encoding="utf-8")
    report, _ = check(tmp_path, code)
    assert [one.message for one in report.diagnostics] == []
    assert report.documents["a.md"].steps


@pytest.mark.parametrize(("code", "steps"), [pytest.param(one[0], one[1:], id=f"{one[0]} {one[1]}") for one in LOUD])
def test_something_is_said_of(code: str, steps: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(page(*steps), encoding="utf-8")
    assert [one.code for one in check(tmp_path, code)[0].diagnostics] == [code]


@pytest.mark.parametrize(
    ("accepts", "step", "told"),
    [
        ('["letter"]', "Send the guest the plan by e-mail.", ["email"]),
        ('["email"]', "Send the guest the plan by letter or email.", []),
        ('["phone"]', "The clerk texts the guest the price.", ["text message"]),
        ('["letter"]', "Send the guest the plan as a PDF.", []),
        ('["large print"]', "Send the guest the plan as a PDF.", ["pdf"]),
        ('["letter"]', "Read the email of the board and tell the guest the price.", []),
        ('["letter"]', "Hand the guest the key at the door.", []),
    ],
)
def test_a_way_or_a_form_is_held_against_what_is_accepted(
    accepts: str, step: str, told: list[str], tmp_path: Path
) -> None:
    config = f'[parties.guest]\nkind = "external"\naccepts = {accepts}\n'
    (tmp_path / "proclint.toml").write_text(config, encoding="utf-8")
    (tmp_path / "a.md").write_text(page(step, "The clerk locks the room."), encoding="utf-8")
    messages = [one.message for one in check(tmp_path, "HND005")[0].diagnostics]
    assert [message.rsplit('"', 2)[1] for message in messages] == told


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the order slip", "signed order slips", True),
        ("application", "application form", True),
        ("count of parts", "parts count", True),
        ("list of parts", "list of guests", False),
        ("invoice", "receipt", False),
        ("", "receipt", False),
    ],
)
def test_two_names_may_mean_one_thing(one: str, other: str, same: bool) -> None:
    assert same_thing(one, other) is same
    assert same_thing(other, one) is same
