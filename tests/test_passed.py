"""What is taken for no step is kept with the reason, in the reader's words."""

from __future__ import annotations

import pytest

from proclint.model import Passed
from proclint.reading import read


def passed(text: str, process: bool | None = None) -> list[tuple[str, int, str]]:
    """What was passed over on a page: what it is, its line, the reason."""
    page = read("page.md", text, process)
    return [(one.what, page.lines.line(one.span.start), one.reason) for one in page.passed]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("- [Opening](a.md)\n- [Closing](b.md)\n", "all of its items are links (2)"),
        ("- Who has the key?\n- Who is in?\n- Lock the gate.\n", "most of its items are questions (2 of 3)"),
        ("## Examples\n\n- Lock the gate.\n- Call the guest.\n", 'the heading says that no steps follow: "examples"'),
        ("## Why a rota\n\n- Keeps it fair.\n- Spreads the work.\n", 'the heading says that no steps follow: "why"'),
        ("Why:\n\n- Tell guests early.\n- Save paper.\n", 'the sentence before says that no steps follow: "why"'),
        ("# Minutes\n\n- Lock it.\n", 'a heading above says that a record, a plan or news follow: "minutes"'),
        ("## Our goals\n\n1. Serve the guest.\n", 'what stands above says that aims, claims or rules follow: "goals"'),
        ("## Never\n\n- Send the form twice.\n", 'the heading says that rules follow: "never"'),
        ("- Don't run.\n- Run.\n- Walk.\n", "some of its items say what not to do: rules, not steps (1 of 3)"),
        ("- What is it?\n", "its only item: a question"),
        ("- [Part I](a.md)\n- [PART II](b.md)\n- [Rental and Lease Notes](c.md)\n", "all of its items are links (3)"),
        ("- Boat / Crew / Bay 1\n- Boat / Crew / Bay 2\n", "all of its items may as well be names of things (2)"),
        ("- [ ] I consent to the trip\n- [ ] I agree\n", "all of its items say how something is, no action (2)"),
        (
            "Being late may result in:\n\n- The desk calls the guest.\n- The clerk writes to the board.\n",
            'the sentence before announces a choice, a condition or parts of something: "may result in"',
        ),
        (
            "You can use the pier to:\n\n1. Meet new rowers.\n2. Sell your boat.\n3. Dry a sail.\n",
            'the sentence before announces a choice, a condition or parts of something: "the pier to"',
        ),
        ("- May ask for a deposit.\n- Could lend a key.\n", "all of its items say what one may do, not what to do (2)"),
        ("1. Receive (by mail)\n2. Process\n3. Send (weekly)\n", "all of its items may as well be names of things (3)"),
        (
            "Pick one of:\n\n- Call the guest.\n- Write to the guest.\n",
            'the sentence before announces a choice, a condition or parts of something: "Pick one of"',
        ),
        ("The app should:\n\n- Send the list.\n", "the sentence before says what a thing does, not what somebody does"),
        (
            "Your kiosk should at least do the following:\n\n- Print the list.\n- Send the list.\n",
            "the sentence before says what a thing does, not what somebody does",
        ),
        (
            "Keep these hints in mind while you write:\n\n- Write short lines.\n- Name the guest.\n",
            'the sentence before says that no steps follow: "keep these hints in mind"',
        ),
        ("- Lock the gate.\n", "one bullet alone"),
        ("- Sent the bill.\n- Told the chair.\n", "all of its items say what was done or must hold, no action (2)"),
        (
            "1. The club shall be called Hill Rowers.\n2. The treasurer shall keep the accounts.\n"
            "3. Members may resign in writing.\n",
            "its items say what shall hold: rules, not steps",
        ),
        ("Never:\n\n- Cut vinyl.\n- Leave a job.\n", 'the sentence before says that no steps follow: "never"'),
        ("- Customer: guest\n- Trigger: a call\n", "its items are fields"),
        ("- Name of guest:\n- Check in on:\n- Call back by:\n", "its items are fields"),
        ("1. You may swim.\n2. Guests can dive.\n", "all of its items say what one may do, not what to do (2)"),
        (
            "Ring the bell for these events:\n\n- The porter opens the gate.\n- The clerk locks the hall.\n",
            'the sentence before announces a choice, a condition or parts of something: "for these events"',
        ),
        ("- The oven is hot.\n- The plates are warm.\n", "all of its items say how something is, no action (2)"),
        (
            "- Blue: the kitchen\n- Red: the cellar\n- Green: the yard\n",
            "all of its items are labels and what they stand for (3)",
        ),
        (
            "- Call the guest.\n- The cellar is cold.\n- Blue lamps\n- You will see a lamp.\n",
            "too few of its items tell somebody to do something (1 of 4)",
        ),
    ],
)  # fmt: skip
def test_a_list_without_steps_says_why(page: str, reason: str) -> None:
    line = page[: page.index("- ") if "- " in page else page.index("1. ")].count("\n") + 1
    assert passed(page) == [("list", line, reason)]


@pytest.mark.parametrize(
    "heading",
    ["What is our refund process?", "Background check process", "Benefits enrolment steps", "Roadmap How-To"],
)
def test_a_heading_that_names_a_procedure_forbids_no_steps(heading: str) -> None:
    page = f"# Rowing club\n\n## {heading}\n\n1. The clerk files it.\n2. The chair stamps it.\n3. Call the member.\n"
    assert len(read("page.md", page).steps) == 3
    told = page.replace(heading, "What is a process?").replace("Call the member", "It is red")
    assert read("page.md", told).steps == ()


def test_what_is_nested_in_tips_is_a_tip() -> None:
    tips = "## Our values\n\n- Listen first.\n  - Ask the guest.\n  - Write it down.\n- Be kind.\n"
    assert read("page.md", tips).steps == ()


def test_a_condition_alone_is_no_step() -> None:
    page = "- Look for the guest.\n- If not found\n  - Ring the bell.\n- Lock the gate.\n"
    assert [step.text for step in read("page.md", page).steps] == [
        "Look for the guest.",
        "Ring the bell.",
        "Lock the gate.",
    ]


def test_aims_announced_below_a_list_of_steps_are_aims() -> None:
    page = "Tasks:\n\n- Lock the gate.\n- Count the keys.\n\nA steward's attitude:\n\n- Help others.\n- Show care.\n"
    assert [(what, line) for what, line, _ in passed(page)] == [("list", 8)]


def test_questions_among_numbered_steps_are_none() -> None:
    page = "1. Have they a key?\n2. Show them in.\n3. Are they hungry?\n4. Walk them to the buffet.\n5. Thank them.\n"
    assert passed(page) == [("item", 1, "a question"), ("item", 3, "a question")]
    assert not read("page.md", page.replace("Walk", "Do you walk")).steps


def test_items_of_a_list_of_steps_say_why_they_are_none() -> None:
    page = (
        "1. Call the guest.\n2. Write down the number.\n3. Lock the gate.\n4. You will receive a mail.\n"
        "5. The lamp is red.\n6. Note that the key is old.\n7. Wash the cups.\n8. Sweep it.\n9. Count the plates.\n"
    )
    assert passed(page) == [
        ("item", 4, "what you will see or receive: nobody acts"),
        ("item", 5, "says how something is, no action"),
        ("item", 6, "a note"),
    ]


def test_tables_headings_quotes_and_the_values_of_headings() -> None:
    page = (
        "# House\n\n| Room | Key |\n|---|---|\n| Cellar | red |\n\n| Step | Key |\n|---|---|\n| Lock | red |\n\n"
        "> - Call the guest.\n\n## 3. Background\n\nWords.\n\n## Customers\n\n- guest\n"
    )
    assert passed(page) == [
        ("table", 3, "no column is headed Step, Action, Task or the like"),
        ("table", 7, "no column says who does it, who gets it or by when"),
        ("quote", 11, "stands aside, as a quote or a box"),
        ("heading", 13, "no verb says what is done"),
        ("list", 19, "read as the value of the heading above"),
    ]


def test_a_page_that_is_not_looked_into_says_why() -> None:
    steps = "1. Lock the gate.\n"
    assert passed("---\nprocess: false\n---\n" + steps) == [("page", 1, "the page says so itself, in its first lines")]
    assert passed(steps, process=False) == [("page", 1, "the config says so")]
    german = "1. Der Koch geht in die Küche und holt das Brot für den Gast, und die Kellnerin ist mit dem Wein da.\n"
    assert passed(german) == [("page", 1, "most of its words are not English")]


def test_what_is_passed_over_has_a_quote_and_a_place() -> None:
    page = "Words.\n\n- The *oven* is hot.\n- The plates are warm.\n"
    (one,) = read("page.md", page).passed
    assert isinstance(one, Passed) and one.text == "The oven is hot."
    assert page[one.span.start : one.span.end].startswith("- The *oven*")
