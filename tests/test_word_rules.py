"""Rules that go by word lists, on sentences of none of their pages: what they say, and what they let be."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import check

CUSTOMER = "   - Customer: "


def codes(tmp_path: Path, code: str, page: str, config: str = "") -> list[str]:
    (tmp_path / "page.md").write_text(page, encoding="utf-8")
    if config:
        (tmp_path / "proclint.toml").write_text(config, encoding="utf-8")
    report, _ = check(tmp_path, code)
    assert not report.failures
    return [one.code for one in report.diagnostics]


def one_step(text: str, customer: str = "") -> str:
    return f"# Work\n\n1. {text}\n" + (f"{CUSTOMER}{customer}\n" if customer else "")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("EXP001", "Tell the visitor to take a seat and wait."),
        ("EXP001", "The customer re-enters the order number."),
        ("EXP001", "Ask the parent to send the photo again."),
        ("EXP001", "The passenger must fill in the form in triplicate."),
        ("EXP001", "Customers should email us for the status."),
        ("EXP001", "Applicants are told to call again in a week."),
        ("EXP001", "The subscriber has to explain the fault a second time."),
        ("EXP001", "Keep the guest waiting until the room is clean."),
        ("EXP001", "New hires ask their manager for the status of the contract."),
        ("EXP006", "Put the number on page nine to keep callers away."),
        ("EXP006", "The web team hides the address so that fewer customers call."),
        ("EXP006", "The bot deflects enquiries from tenants."),
        ("EXP006", "Reduce the number of calls from patients."),
        ("EXP006", "Discourage clients from emailing the team."),
        ("EXP006", "The clerk cuts customer contacts by half."),
        ("PUR003", "The rep phones the client so that sales go up."),
        ("PUR003", "The rep offers the client a lamp in order to raise the average order value."),
        ("PUR003", "Close the shop at five for the clerks because it reduces overheads."),
        ("PUR008", "The clerk files the letters so that the letters get filed."),
        ("PUR008", "Update the list so that it is current."),
        ("PUR012", "Group the visits by street so that we get home earlier."),
        ("EXP002", "If the bid is late, decline the bid."),
        ("EXP002", "Turn down the proposal."),
    ],
)
def test_it_is_said_in_other_words(code: str, text: str, tmp_path: Path) -> None:
    assert codes(tmp_path, code, one_step(text)) == [code]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("EXP001", "Ask the customer whether they want to wait."),
        ("EXP001", "If the guest has to wait, bring the guest a drink."),
        ("EXP001", "The customer holds the card to the reader."),
        ("EXP001", "The nurse waits for the patient."),
        ("EXP001", "Call the customer back."),
        ("EXP001", "Send the tenant the form again."),
        ("EXP001", "Send the customer the wait list."),
        ("EXP001", "Tell the guest how to try again."),
        ("EXP001", "Do not let the customer wait."),
        ("EXP001", "Remind the client that they can call back at any time."),
        ("EXP001", "Tell the owner of the shop to wait for an email from the bank."),
        ("EXP001", "Tell the patient to wait at least thirty minutes before eating."),
        ("EXP001", "Tell the patient to take the drops twice a day."),
        ("EXP001", "The clerk of the depot waits."),
        ("EXP006", "Limit the questions to ten for applicants."),
        ("EXP006", "Discourage users from sharing passwords."),
        ("EXP006", "Limit contact with patients to what is needed."),
        ("EXP006", "Discourage direct messages; use the channel for visitors."),
        ("EXP006", "Keep visitors away from the fire."),
        ("EXP006", "Reduce complaints from customers by testing each lamp."),
        ("EXP006", "Limit the request size for clients."),
        ("EXP006", "Minimise the effort for callers."),
        ("EXP006", "Cap the number of emails that we send to customers."),
        ("PUR003", "Explain the costs so that the customer can decide."),
        ("PUR003", "Check the invoice so that the margin of the page is right."),
        ("PUR003", "Use a cache to reduce costs of each build."),
        ("PUR003", "Tune the query to improve efficiency of the search."),
        ("PUR008", "Lock the door so that the guest is safe."),
        ("PUR012", "Fill in the form for the tenant so that the tenant saves time."),
        ("EXP002", "Decline the meeting."),
        ("EXP002", "Reject the claim and tell the claimant why."),
    ],
)
def test_what_only_sounds_alike_is_let_be(code: str, text: str, tmp_path: Path) -> None:
    assert codes(tmp_path, code, one_step(text)) == []


@pytest.mark.parametrize(
    ("text", "customer", "found"),
    [
        ("Mail the parents the timetable.", "headteacher", True),
        ("Refund the deposit to the tenant.", "landlord", True),
        ("Mail the parents the timetable.", "parents, headteacher", False),
        ("Ask the clerk for a key.", "tenant", False),
        ("Email the finance clerk the slip.", "finance team", False),
        ("Send everyone the note.", "headteacher", False),
        ("Send the tenant the note.", "all staff", False),
        ("Send the tenant the note.", "", False),
        ("The tenant shows the porter the note.", "landlord", False),
    ],
)
def test_whom_the_customer_field_leaves_out(text: str, customer: str, found: bool, tmp_path: Path) -> None:
    assert codes(tmp_path, "CUS007", one_step(text, customer)) == (["CUS007"] if found else [])


def test_a_role_of_the_department_that_is_listed_is_not_left_out(tmp_path: Path) -> None:
    page = one_step("Hand the cashier the slip.", "front desk")
    assert codes(tmp_path, "CUS007", page) == ["CUS007"]
    config = '[parties.cashier]\nkind = "internal"\ndepartment = "Front desk"\n'
    assert codes(tmp_path, "CUS007", page, config) == []


def test_the_config_says_who_is_outside(tmp_path: Path) -> None:
    page = one_step("Have the guest wait in the hall.")
    assert codes(tmp_path, "EXP001", page) == ["EXP001"]
    assert codes(tmp_path, "EXP001", page, '[parties.guest]\nkind = "internal"\n') == []


def test_a_gain_of_the_house_is_said_once(tmp_path: Path) -> None:
    page = "# Shop\n\nPurpose: higher revenue\n\n1. Show the shopper the coat.\n"
    config = 'purpose = "Help shoppers find a coat"\n'
    assert codes(tmp_path, "PUR003", page, config) == ["PUR003"]
    assert codes(tmp_path, "PUR002", page, config) == []


def test_a_machine_that_is_served_is_nobody_left_out(tmp_path: Path) -> None:
    config = '[parties.shopper]\nkind = "external"\n\n[parties.crm]\nkind = "system"\n'
    page = "# Till\n\n1. Enter the sale in the CRM.\n2. Give the shopper a receipt.\n"
    assert codes(tmp_path, "CUS008", page, config) == []
    assert codes(tmp_path, "CUS008", page + "3. Give the visitor a map.\n", config) == ["CUS008"]


def test_a_need_that_only_another_party_gets_is_not_served(tmp_path: Path) -> None:
    config = '[parties.guest]\nkind = "external"\nneeds = ["a quiet room"]\n\n[parties.driver]\nkind = "contact"\n'
    page = "# Night\n\n1. Bring the guest the key.\n2. Tell the driver the way so that they find the quiet room.\n"
    assert codes(tmp_path, "PUR010", page, config) == ["PUR010"]
    assert codes(tmp_path, "PUR010", page + "3. Lock the gate for the guest so that it is quiet.\n", config) == []


def test_a_report_that_nobody_uses_is_said_once(tmp_path: Path) -> None:
    page = "# Month\n\n1. The analyst builds a dashboard.\n2. The analyst closes the ledger.\n"
    assert codes(tmp_path, "CUS009", page) == ["CUS009"]
    assert codes(tmp_path, "CUS", page) == ["CUS001", "CUS001"]
    assert codes(tmp_path, "CUS009", page + "3. The analyst shows the controller the dashboard.\n") == []
    assert codes(tmp_path, "CUS009", page + "3. The analyst sends it to the controller.\n") == []
    assert codes(tmp_path, "CUS009", page + "3. The analyst greets the controller.\n") == ["CUS009"]
