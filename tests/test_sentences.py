"""What is read in a list item: who does what for whom, where its words alone could mean something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proclint.model import DeclaredParty, Document, Evidence, Kind, Organisation, Step
from proclint.reading import read
from proclint.reading.parties import Mention
from proclint.reading.roles import acts
from proclint.reading.sentence import Sentence
from proclint.workspace import Workspace


def page(text: str, organisation: Organisation | None = None) -> Document:
    """A page alone in its workspace, where nothing but itself and the config bears out who is a party."""
    workspace = Workspace(organisation or Organisation())
    workspace.replace(read("page.md", text))
    return workspace.documents["page.md"]


def step_of(sentence: str, organisation: Organisation | None = None) -> Step:
    """The step that `sentence` is among items that leave no doubt that they are steps, and give it no customer."""
    document = page(f"# Work\n\n1. Close the ledger.\n2. {sentence}\n3. File the form.\n", organisation)
    return next(step for step in document.steps if step.number == "2")


@pytest.mark.parametrize(
    ("sentence", "performer", "verb", "customer"),
    [
        ("Nurse records the vital signs in the chart.", "Nurse", "records", None),
        ("Clerk files the form.", "Clerk", "files", None),
        ("Ward clerk books the transport.", "Ward clerk", "books", None),
        ("Finance bills the client monthly.", "Finance", "bills", "client"),
        ("Legal negotiates the terms.", "Legal", "negotiates", None),
        ("Customer success schedules the call.", "Customer success", "schedules", None),
        ("Nurse the patient through the night.", None, "Nurse", None),
        ("The comms lead posts the update.", "comms lead", "posts", None),
        ("The nurse explains the plan to the patient.", "nurse", "explains", "patient"),
        ("Clean the goggles.", None, "Clean", None),
        ("Send the bundle to the data subject.", None, "Send", "data subject"),
        ("Publish the package to PyPI.", None, "Publish", None),
        ("The sales rep qualifies the lead (BANT).", "sales rep", "qualifies", None),
        ("Ward clerk (with a porter) takes the key to the tenant.", "Ward clerk", "takes", "tenant"),
        ("Tier 2 Support contacts the customer.", "Tier 2 Support", "contacts", "customer"),
        ("The paramedic calls the ward.", "paramedic", "calls", "ward"),
        ("St. Agnes's nurse signs the chart for the patient.", "St. Agnes's nurse", "signs", "patient"),
    ],
)
def test_who_does_what_for_whom(sentence: str, performer: str | None, verb: str, customer: str | None) -> None:
    step = step_of(sentence)
    assert [party.name for party in step.performers] == ([performer] if performer else [])
    assert step.actions[0].verb.text == verb
    if customer is not None:
        assert [party.name for party in step.customers] == [customer]
    assert len(step.actions) == 1


@pytest.mark.parametrize(
    ("sentence", "performer"),
    [
        ("At nine the porter opens the gate.", "porter"),
        ("At 21:30 the porter closes the gate.", "porter"),
        ("On 3 May the treasurer files the return.", "treasurer"),
        ("The porter assigned to the lobby greets the guests.", "porter"),
        ("The porter working the late shift locks the gate.", "porter"),
        ("The porter handling the bags carries them.", "porter"),
        ("Members affected by the change must sign the form.", "Members"),
        ("People attending the tour should sign the list.", "People"),
        ("Invoices submitted after noon are booked the next day.", None),
        ("Staff count the till.", "Staff"),
        ("The board meets on the first Monday.", "board"),
        ("Festival Team works to find a venue.", "Festival Team"),
        ("If the seal is broken the driver calls the depot.", "driver"),
        ("When a form affects several clubs the head of the club signs the form.", "head of the club"),
        ("The treasurer, or in her absence the deputy, signs the cheque.", "deputy"),
        ("Two of the editors read the proofs.", "editors"),
        ("The porter responsible for the keys counts them.", "porter"),
        ("The panel, consisting of the warden and a guest, opens the bids.", "panel"),
        ("The warden, accompanied by a guest, opens the safe.", "warden"),
        ("Call the warden, noting the time, and close the gate.", None),
        ("Should the warden ask, the porter opens the safe.", "porter"),
        ("Warden - open the gate", "Warden"),
        ("Warden → guest: hand over the key", "Warden"),
        ("Every Friday, the warden waters the plants.", "warden"),
        ("The warden reads and, if needed, corrects the form.", "warden"),
        ("Chair to open the meeting.", "Chair"),
        ("Mira (warden) opens the gate.", "Mira"),
        ("9:00 Warden opens the gate.", "Warden"),
        ("[Warden] Open the gate.", "Warden"),
        ("Open the gate (by the warden).", "warden"),
        ("Open the gate (Owner: warden)", "warden"),
        ("Open the gate (by noon).", None),
        ("Done by warden: open the gate.", "warden"),
        ("Tables laid by the warden", "warden"),
        ("Contract signed by the warden.", "warden"),
        ("Open the gate [warden]", "warden"),
        ("**Call the warden:** tell them the time.", None),
        ("**QA lead** – test the gate.", "QA lead"),
        ("Vendors: pay the vendors.", None),
        ("Guest records: update the list.", None),
        ("**Notify guests** - hand them a leaflet.", None),
        ("Immediately after the tour the porters count the headsets.", "porters"),
        ("As guests check in, hand them a badge.", None),
        ("In 'Rooms'>'Guests' press 'Add guest'.", None),
        ('In the tab "Guests" select the line.', None),
        ("Be prepared to wait as directed by the warden.", None),
        ("Keeps the registers and calendar invites for the parish.", None),
        ("It is the duty of the porter to lock the gate.", "porter"),
        ("It is the porter's job to lock the gate.", "porter"),
        ("It is up to the porter to lock the gate.", "porter"),
        ("The porter's job is to lock the gate.", "porter"),
        ("The role of the chair is to open the meeting.", "chair"),
        ("It is your responsibility to lock the gate.", None),
        ("Book the van: the driver will call you.", "driver"),
        ("The porter is responsible for lighting the lamps.", "porter"),
        ("The verger keeps the registers and calendar invites for the parish.", "verger"),
    ],
)
def test_who_is_named_somewhere_else_than_first(sentence: str, performer: str | None) -> None:
    step = step_of(sentence)
    assert [party.name for party in step.performers] == ([performer] if performer else [])
    assert step.actions


def test_a_list_of_a_place_is_not_performed_by_it() -> None:
    (step, *_) = page("# Theatre checklist\n\n1. Count the swabs.\n2. Dim the lamps.\n").steps
    assert step.performers == ()


def test_a_little_word_goes_with_its_verb() -> None:
    named = [step_of(text).actions[0].object for text in ("Hand over medication.", "Fill in the form for the guest.")]
    assert [clause and clause.text for clause in named] == ["medication", "the form"]


def test_a_length_of_time_is_not_done() -> None:
    assert read("work.txt", "The clerk signs the form. The transfer takes a week.").steps[1:] == ()


@pytest.mark.parametrize(
    "item",
    [
        "If the seal is broken call the depot.",
        "When the till is full empty it.",
        "When the tour is over open the gate.",
        "If guests want a refund send them to the kiosk.",
        "To get a key please ask the porter.",
        "Before you leave please lock the gate.",
        "Your role is to keep the log.",
        "Be ready to take over from the day shift.",
        "Demo the new kiosk.",
        "You should be using the side door.",
        "If the lamp is out for a day it should be replaced.",
        "For guests that need a lift, either book a cab or ask the porter.",
        "Spot check the tickets.",
        "Back up the till.",
        "Follow-up with the guest.",
        "The warden and the porter open the gate.",
        "Slack the porter.",
        "Book the hall; repeat the following steps for each room:\n   - Dust it.\n   - Air it.",
    ],
)
def test_a_command_is_a_step_wherever_it_stands(item: str) -> None:
    document = page(f"# Work\n\n- Close the ledger.\n- Count the cash.\n- {item}\n- File the form.\n- Lock it.\n")
    assert 5 in [document.lines.line(step.span.start) for step in document.steps]


@pytest.mark.parametrize(
    "item",
    [
        "Slack channel",
        "Template for the letter",
        "You'll be using the side door.",
        "The clerk takes the following steps:\n   - Dust the shelf.\n   - Air the hall.",
    ],
)
def test_a_name_or_what_heads_other_steps_is_none(item: str) -> None:
    document = page(f"# Work\n\n- Close the ledger.\n- Count the cash.\n- {item}\n- File the form.\n- Lock it.\n")
    assert 5 not in [document.lines.line(step.span.start) for step in document.steps]


def test_a_bracket_behind_a_thing_names_no_performer() -> None:
    (step,) = page("# Visits\n\n## 1. Approval of the visit (warden)\n\n## 2. Cellar (warden)\n").steps
    assert [party.name for party in step.performers] == ["warden"]


def test_one_command_among_heads_of_lists() -> None:
    text = "# Visits\n\n- Greet the guest.\n- If it rains:\n  - Lend an umbrella.\n  - Dry the hall.\n"
    document = page(text)
    assert document.error is None
    assert [document.lines.line(step.span.start) for step in document.steps] == [3, 5, 6]


def test_a_table_may_hold_tabs() -> None:
    table = "| Task | Who |\n|---\t|:--\t|\n| Open the gate | porter |\n| Lock the gate | porter |\n"
    assert [step.performers[0].name for step in page("# Gate\n\n" + table).steps] == ["porter", "porter"]


def test_an_acronym_as_a_heading_performs_nothing() -> None:
    (first, _) = page("# VAT\n\n1. Prepare the return.\n2. Prepare the annexes.\n").steps
    assert first.performers == ()


@pytest.mark.parametrize("value", ["?", "-", ""])
def test_a_cell_that_says_nothing_names_nobody(value: str) -> None:
    document = page(f"# Close\n\n| Step | For |\n|---|---|\n| Close the box | {value} |\n| Check the box | auditor |\n")
    assert [party.name for party in document.steps[0].named_customers] == []


def test_not_applicable_is_one_name() -> None:
    document = page("# Close\n\n| Step | For |\n|---|---|\n| Close the box | N/A |\n| Check the box | auditor |\n")
    assert [party.name for party in document.steps[0].customers] == ["N/A"]


@pytest.mark.parametrize("label", ["Performer", "Responsible", "Done by", "Performed by"])
def test_a_line_above_a_list_says_who_performs_it(label: str) -> None:
    (step,) = page(f"# Kitchen\n\n{label}: Sous-chef\n\n1. Wipe the counters.\n").steps
    assert [party.name for party in step.performers] == ["Sous-chef"]


def test_a_page_in_another_language_holds_no_steps() -> None:
    german = "# Ablauf\n\n1. Die Buchhaltung prüft die Rechnung.\n2. Die Leitung gibt die Rechnung frei.\n"
    assert page(german).steps == ()
    assert page("# Los Angeles\n\n1. Call the clerk of Los Angeles.\n2. Send the form to the clerk.\n").steps != ()


@pytest.mark.parametrize(
    ("sentence", "customer"),
    [
        ("Notify the tenant of the visit.", "tenant"),
        ("Remind the head of finance of the deadline.", "head of finance"),
        ("Inform the head of the department.", "head of the department"),
    ],
)
def test_what_somebody_is_told_of_is_no_part_of_the_name(sentence: str, customer: str) -> None:
    assert [party.name for party in step_of(sentence).named_customers] == [customer]


def test_what_falls_to_somebody_is_not_handed_over() -> None:
    assert step_of("Weigh the risk to tenants.").named_customers == ()
    assert [party.name for party in step_of("Explain the risk to tenants.").named_customers] == ["tenants"]


def test_a_page_about_groups_is_no_group() -> None:
    (first, _) = page("# Study groups\n\n1. Write the charter.\n2. Publish the charter.\n").steps
    assert first.performers == ()


@pytest.mark.parametrize("heading", ["Budget holder", "Accounts Payable", "Treasury", "Purchasing team"])
def test_a_heading_that_is_a_party_performs_what_stands_below_it(heading: str) -> None:
    (step,) = page(f"# Month\n\n## {heading}\n\n- Send the order to the supplier.\n").steps
    assert [party.name for party in step.performers] == [heading]


@pytest.mark.parametrize("heading", ["What the verger does", "The verger will:", "The verger's tasks"])
def test_a_heading_may_say_that_somebody_does_what_stands_below_it(heading: str) -> None:
    (step,) = page(f"# Month\n\n## {heading}\n\n- Send the order to the supplier.\n").steps
    assert [party.name for party in step.performers] == ["verger"]


@pytest.mark.parametrize(("title", "performer"), [("Verger", ["Verger"]), ("Supplier", [])])
def test_a_title_that_names_whom_the_page_deals_with_performs_nothing(title: str, performer: list[str]) -> None:
    first, _ = page(f"# {title}\n\n1. Count the candles.\n2. Send the order to the supplier.\n").steps
    assert [party.name for party in first.performers] == performer


@pytest.mark.parametrize("heading", ["Welcoming guests", "How we help customers", "PPE"])
def test_a_heading_that_is_no_party_performs_nothing(heading: str) -> None:
    steps = page(f"# Month\n\n## {heading}\n\n1. Send the order to the supplier.\n2. File the order.\n").steps
    assert [step.performers for step in steps] == [(), ()]


def test_what_is_checked_for_somebody_is_theirs_and_what_is_searched_for_is_not() -> None:
    assert [party.name for party in step_of("Check the invoices for the auditor.").named_customers] == ["auditor"]
    assert step_of("Check the list for customers.").named_customers == ()


@pytest.mark.parametrize("brackets", ["(now) (or later)", "(if late) (so that it fits)", "() ()", ")))"])
def test_brackets_in_a_row_before_an_aim_are_passed_over(brackets: str) -> None:
    assert step_of(f"Send the form {brackets} to tell the clerk what is missing.").actions


WORDS = [
    "to", "(", ")", "so", "the", "clerk", "sends", ",", "and", "if", "who", "in order to", "get", "added", "by", "for",
    ".", "make", "sure", "them", "is", "Finance", "over", "as", "being", "that", "either", "?", '"', "have", "not",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.booleans())
@settings(max_examples=400, deadline=1000, derandomize=True)
def test_any_row_of_words_is_read_and_its_spans_lie_inside_it(words: list[str], imperative: bool) -> None:
    text = " ".join(words)
    sentence = Sentence(text, 0, len(text), imperative=imperative)
    assert len(sentence.tags) == len(sentence.words.forms) == len(sentence.words.starts)
    for act in acts(sentence, prose=not imperative):
        for words_of in (act.object, act.condition, act.means, act.purpose):
            assert words_of is None or 0 <= words_of[0] < words_of[1] <= len(sentence.tags)


def lines_of(name: str) -> list[tuple[str, str]]:
    """The sentences of a file beside this one, each with what should be read."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [(line.split(" ->")[0], line.split(" ->")[1].strip()) for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("sentence", "served"), lines_of("sentences.txt"))
def test_a_step_serves_whom_its_sentence_says(sentence: str, served: str) -> None:
    assert ", ".join(party.name for party in step_of(sentence).named_customers) == served


@pytest.mark.parametrize(("sentence", "aim"), lines_of("sentences_with_aims.txt"))
def test_a_step_is_done_for_the_aim_that_its_sentence_states(sentence: str, aim: str) -> None:
    purpose = step_of(sentence).purpose
    assert (purpose.text if purpose else "") == aim


@pytest.mark.parametrize(("text", "told"), lines_of("sentences_of_prose.txt"))
def test_a_sentence_of_prose_tells_who_does_what_for_whom(text: str, told: str) -> None:
    sentence = Sentence(text, 0, len(text), imperative=False)

    def named(mentions: list[Mention]) -> str:
        known = (mention for mention in mentions if mention.evidence is not Evidence.WEAK)
        return ", ".join(" ".join(sentence.words.forms[slice(*mention.noun.words)]) for mention in known)

    found = [
        f"{named(act.performers)} > {sentence.words.forms[act.verb.head]} > {named(act.customers)}"
        for act in acts(sentence, prose=True)
    ]
    assert [one.strip() for one in found] == [one.strip() for one in told.split("; ")]


def test_names_in_a_table_perform_its_tasks() -> None:
    document = page(
        "# Evening\n\n| Name | Tasks |\n|---|---|\n| Anna, Ben | Lock the doors. |\n| Carl | Feed the cat. |\n"
    )
    assert [[party.name for party in step.performers] for step in document.steps] == [["Anna", "Ben"], ["Carl"]]


def test_a_table_of_names_without_tasks_holds_no_steps() -> None:
    assert not page("# Who\n\n| Name | In process |\n|---|---|\n| Anna | 3 |\n| Ben | 5 |\n").steps


@pytest.mark.parametrize(
    "sentence",
    ["Hand the keys to the sexton.", "Call the sexton.", "Print it for the sexton.", "Agree with the sexton"],
)
def test_a_word_in_no_list_is_somebody_once_the_config_names_them(sentence: str) -> None:
    declared = {"sexton": DeclaredParty("sexton", kind=Kind.EXTERNAL)}
    assert step_of(sentence).named_customers == ()
    assert [party.name for party in step_of(sentence, Organisation(parties=declared)).named_customers] == ["sexton"]
