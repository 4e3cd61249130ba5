"""Of which steps CUS001 asks for whom they are done: pairs of pages that differ in what makes the question idle."""

from __future__ import annotations

from pathlib import Path

import pytest

from proclint.engine import Change, Engine
from proclint.model import Organisation
from proclint.settings import Selection, Settings

HOUSE = Organisation(config="proclint.toml", purpose="Help gardeners grow their own vegetables")


def asked(text: str, organisation: Organisation | None = None) -> list[int]:
    """The lines of which CUS001 speaks."""
    settings = Settings(Path("/none"), organisation=organisation or Organisation())
    report = Engine(settings, Selection(select=("CUS001",))).apply([Change("a.md", text)])
    return [one.start.line for one in report.diagnostics]


@pytest.mark.parametrize(
    ("speaks", "silent"),
    [
        ("# Beds\n\n1. The warden rakes the beds.\n", "# Beds for a new tenant\n\n1. The warden rakes the beds.\n"),
        (
            "# Beds\n\n1. The warden rakes the beds.\n",
            "# Beds\n\nOur volunteers like it.\n\n1. The warden rakes the beds.\n",
        ),
        ("# Beds\n\n1. The warden rakes the beds.\n", "# Beds\n\n1. The warden rakes the tenant beds.\n"),
        ("# Beds\n\n1. The warden paints the sheds.\n", "# Beds\n\n1. The warden checks the sheds.\n"),
        ("# Beds\n\n1. The warden paints the sheds.\n", "# Beds\n\n1. The warden makes sure that the sheds are dry.\n"),
        ("# Beds\n\n1. The warden paints the sheds.\n", "# Beds\n\n1. If it is dry, the warden paints the sheds.\n"),
        ("# Beds\n\n1. The warden paints the sheds.\n", "# Beds\n\n1. The warden may paint the sheds.\n"),
        (
            "# Beds\n\n1. The warden sells the tools.\n",
            "# Beds\n\n1. The warden has the right to sell the tools.\n",
        ),
        ("# Beds\n\n1. The warden puts the rake in the shed.\n", "# Beds\n\n1. The warden puts it in the system.\n"),
        ("# Beds\n\n1. The warden puts the rake in the shed.\n", "# Beds\n\n1. The warden puts the dates in Plotly.\n"),
        (
            "# Beds\n\n1. The warden writes the list.\n",
            "# Beds\n\n1. The warden writes the list on the notice board.\n",
        ),
        ("# Beds\n\n1. The warden creates a seed drawer.\n", "# Beds\n\n1. The warden creates a ticket.\n"),
        (
            "# Beds\n\n1. The warden draws a plan.\n2. The warden waters the beds.\n",
            "# Beds\n\n1. The warden draws a plan.\n2. The warden brings the plan to your shed.\n",
        ),
        (
            "# Beds\n\n## Plans\n\n1. The warden waters the beds.\n\n## Tools\n\nThey hang on the wall.\n",
            "# Beds\n\n## Plans\n\n1. The warden cleans the tools.\n\n## Tools\n\nThey hang on the wall.\n",
        ),
        (
            "# Beds\n\n- The warden copies the plan.\n- The warden waters the beds.\n",
            "# Beds\n\n- The warden copies the plan.\n- The warden gives the tenant the plan.\n",
        ),
    ],
)
def test_what_makes_the_question_idle(speaks: str, silent: str) -> None:
    assert asked(speaks) != []
    assert asked(silent) == []


def test_of_steps_on_one_thing_only_the_last_is_asked() -> None:
    steps = ("drafts the plan", "draws the plan", "folds the plan")
    text = "# Plan\n\n" + "".join(f"{at}. The warden {step}.\n" for at, step in enumerate(steps, 1))
    assert asked(text) == [5]


def test_the_same_told_twice_does_not_go_on_with_itself() -> None:
    assert asked("# Spring\n\n1. The warden counts the pots.\n\n# Autumn\n\n1. The warden counts the pots.\n") == [3, 7]


def test_a_message_is_another_one_each_time() -> None:
    text = (
        "# Plots\n\n1. The warden sends an email.\n2. The warden rakes the beds.\n3. The warden sends the email on.\n"
    )
    assert 3 in asked(text)


def test_a_part_of_a_step_is_not_asked_beside_the_step() -> None:
    assert asked("# Beds\n\n1. The warden digs the beds.\n   - Sharpen the spade.\n") == [3]


def test_a_record_that_somebody_keeps_is_asked_of_under_any_heading() -> None:
    assert asked("# A new tenant moves in\n\n1. The warden records the height of the hedge.\n") == [3]


ANONYMOUS = "Somebody has the key.\n\n"


@pytest.mark.parametrize(
    ("steps", "lines"),
    [
        ("1. Write the list.\n2. Dig the beds.\n", [5]),  # what is written down has readers
        ("- Write the list.\n- Dig the beds.\n", []),  # in no order
        ("1. Tell the tenant the day.\n2. Write the list.\n", []),  # the list names a customer
        ("1. Update the seed log.\n2. Update the folder.\n", [5]),
        ("1. Print the list for filing.\n2. Write the list for folding.\n", []),  # it says what for
        ("1. Prepare the summary.\n2. Prepare the form.\n", [5]),  # a form is for whoever fills it in
    ],
)
def test_where_nobody_is_said_to_act_only_what_is_handed_on_is_asked(steps: str, lines: list[int]) -> None:
    assert asked(f"# Spring\n\n{ANONYMOUS}{steps}") == lines


def test_a_page_without_any_people_is_asked_of_every_work() -> None:
    assert asked("# Spring\n\n1. Write the list.\n2. Dig the beds.\n3. Check the hose.\n") == [3, 4]


def test_a_page_of_which_somebody_answers_or_where_a_side_door_is_speaks_of_nobody() -> None:
    page = "---\nowner: head warden\n---\n# Spring\n\n{}- Unlock the side door.\n- Dig the beds and rake them.\n"
    assert asked(page.format("")) == [6, 7]
    assert asked(page.format("Whoever has the key starts.\n\n")) == []


def test_a_stated_purpose_asks_more() -> None:
    listed = f"# Spring\n\n{ANONYMOUS}## Warden\n\n- Dig the beds.\n- Write the list.\n- Turn the beds over.\n"
    assert (asked(listed), asked(listed, HOUSE)) == ([], [8])
    assert asked(listed.replace("## Warden", "## March"), HOUSE) == []
    served = f"# Spring\n\n{ANONYMOUS}1. Tell the tenant the day.\n2. Write the list.\n"
    assert (asked(served), asked(served, HOUSE)) == ([], [6])
    headed = f"# Spring\n\n{ANONYMOUS}### Step 1: Dig the beds\n\nSoon.\n\n### Step 2: Create a ticket\n\nThen.\n"
    assert (asked(headed), asked(headed, HOUSE)) == ([], [5])


def test_whoever_gets_one_of_two_things_is_served_though_no_list_knows_them() -> None:
    assert asked("# Forge\n\n1. The warden hands the smith the hammer.\n") == []
    assert asked("# Forge\n\n1. The warden hangs the hammer on a hook.\n") == [3]


def test_a_command_is_typed_in_though_it_is_all_that_the_step_says() -> None:
    assert asked("# Pumps\n\n1. `warden writes --list`\n2. The warden writes the list.\n") == [4]


@pytest.mark.parametrize("behind", ["to the IP", "to a Kurier", "for the spillway", "for each lot"])
def test_a_phrase_with_for_or_to_may_say_for_whom(behind: str) -> None:
    assert asked("# Water\n\n1. The warden carries the valves.\n") == [3]
    assert asked(f"# Water\n\n1. The warden carries the valves {behind}.\n") == []


@pytest.mark.parametrize(
    "above", ["# Feast of the tenants\n\n1. Tell the tenants the day.\n2.", "# Feast\n\nSomebody cooks.\n\n-"]
)
def test_what_is_sent_goes_to_somebody_whatever_else_the_page_tells(above: str) -> None:
    assert asked(f"{above} Send out the invitations.\n- Sweep the yard.\n") == [4 if "2." in above else 5]
    assert asked(f"{above} Send the invitations to Xanten.\n- Sweep the yard.\n") == []
    assert asked(f"{above} Copy the invitations.\n- Sweep the yard.\n") == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# Audit\n\n1. The night porter counts the cash drawer.\n2. The night porter enters the total.\n", [3, 4]),
        (
            "# Meters\n\n| Task | Who |\n|---|---|\n| Oil the dials | Caretaker |\n| Note the dates | Caretaker |\n",
            [5, 6],
        ),
        ("# Cellar\n\n1. Count the bottles on each shelf.\n2. Write the figures in the red binder.\n", [3, 4]),
        ("# Visit\n\n1. The nurse tells the patient the date.\n2. The nurse records the visit in the journal.\n", [4]),
        ("# Accidents\n\n1. Compile the statistics.\n2. Submit the summary by 31 January.\n", [3, 4]),
        ("# Review\n\n- **Editor:** Write the review.\n- **Typesetter:** Produce the printed edition.\n", [4]),
        ("# Budget\n\n1. Prepare the budget.\n   - Performer: treasurer\n   - Output: budget sheet\n", [3]),
        (
            "# Water\n\n1. The bottles are sorted by the technician.\n2. The results are filed by the technician.\n",
            [3, 4],
        ),
    ],
)
def test_bad_texts_of_every_form_are_found(text: str, lines: list[int]) -> None:
    assert asked(text) == lines
