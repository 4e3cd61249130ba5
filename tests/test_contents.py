"""What a page holds besides its steps: sections, labels, written numbers, references and links."""

from __future__ import annotations

import pytest

from proclint import registry
from proclint.model import Document, Organisation
from proclint.reading import read
from proclint.span import Span

PAGE = """---
owner: Caretaker
recordz:
---

# Lost key

Purpose: help tenants get home

## 1. Steps

1. Give the tenant a spare key, as told in [Keys](../keys.md#spare).
   - Good when: the door opens
   1. Try the key.
   3. Oil the lock.
2. If it does not turn, go back to step 1 or to steps 2 and 4.
   Custommer: tenants

| Field | Value |
|---|---|
| Sla | a day |

## 2. Records

<!-- to be written -->

### Old ones

## 3. Contact
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return read("a.md", PAGE)


def test_a_section_reaches_to_the_next_heading_of_its_level(document: Document) -> None:
    found = {section.title.text: PAGE[section.body.start : section.body.end].strip() for section in document.sections}
    assert list(found) == ["Lost key", "1. Steps", "2. Records", "Old ones", "3. Contact"]
    assert found["2. Records"] == "<!-- to be written -->\n\n### Old ones"
    assert found["Old ones"] == "" == found["3. Contact"]
    assert found["Lost key"].endswith("## 3. Contact")


def test_labels_are_known_with_their_field_and_their_value(document: Document) -> None:
    found = [(label.name.text, label.value, label.field) for label in document.labels]
    assert found == [
        ("owner", "Caretaker", "owner"),
        ("recordz", "", None),
        ("Purpose", "help tenants get home", "purpose"),
        ("Good when", "the door opens", "good_when"),
        ("Custommer", "tenants", None),
        ("Field", "Sla", None),
        ("Value", "a day", None),
        ("Sla", "a day", "by_when"),
    ]
    assert all(PAGE[label.name.span.start : label.name.span.end] == label.name.text for label in document.labels)


def test_numbers_are_those_that_were_written(document: Document) -> None:
    assert [[number.text for number in one.numbers] for one in document.numbered] == [["1", "2"], ["1", "3"]]
    outer, inner = document.numbered
    assert PAGE[outer.numbers[1].span.start :].startswith("2. If")
    assert (outer.within, PAGE[inner.within :][:7], inner.holds_steps) == (0, "1. Give", True)
    assert PAGE[outer.heading :].startswith("## 1. Steps") and inner.heading == outer.heading


def test_references_and_links_have_their_places(document: Document) -> None:
    (link,) = (link for step in document.steps for link in step.links)
    assert (link.target, PAGE[link.span.start : link.span.end]) == ("../keys.md#spare", "Keys")
    numbers = [one for step in document.steps for one in step.references]
    assert [number.text for number in numbers] == ["1", "2", "4"]
    assert all(PAGE[number.span.start : number.span.end] == number.text for number in numbers)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Repeat step 3.", ["3"]),
        ("Repeat steps 3-5.", ["3", "5"]),
        ("Go on with step 4.2 in this list.", ["4.2"]),
        ("Check it as in step 3 of the refund page.", []),
        ("Do the supplier's step 3.", []),
        ("Turn on step 2 verification.", []),
        ("Do [step 3](other.md).", []),
        ("Type `step 3`.", []),
        ("Take 2 steps.", []),
    ],
)
def test_a_number_is_a_reference_where_a_step_of_the_page_is_meant(text: str, numbers: list[str]) -> None:
    (step, _) = read("a.md", f"# T\n\n1. {text}\n2. Call the clerk.\n").steps
    assert [one.text for one in step.references] == numbers


def test_a_page_without_steps_holds_nothing_else() -> None:
    document = read("a.md", "# About\n\nOwner: us\n")
    assert (document.sections, document.labels, document.numbered) == ((), (), ())


def test_a_verb_in_the_passive_is_known() -> None:
    first, second = read("a.md", "1. The form is checked.\n2. The clerk checks the form.\n").steps
    assert [action.is_passive for action in (*first.actions, *second.actions)] == [True, False]


STEPS = "\n# Lamps\n\n1. Light the lamps.\n2. Lock the door.\n"


@pytest.mark.parametrize(
    "head",
    [
        "---\ncustomer: tenants\n",
        "---\ntags:\n  - a\n- b\nprocess: false\n",
        "---\nprocess: false\n# Winter\n",
        "+++\ncustomer = 'tenants'\n",
        "---\r\ncustomer: tenants\r\n\r\n",
    ],
)
def test_a_front_matter_that_never_ends_is_noted_at_its_first_line(head: str) -> None:
    assert read("a.md", head + STEPS).unclosed == Span(0, 3)


@pytest.mark.parametrize(
    "head",
    [
        "---\ncustomer: tenants\n---\n",
        "---\n---\n",
        "---\n\ncustomer: tenants\n",  # a line across the page
        "---\nOwner: Warden\n",
        "---\ncustomer: tenants\nand so on it goes\n",
        "---\nlayout: page\ntags: [a]\n",  # nothing that counts is lost
        "customer: tenants\n",
    ],
)
def test_what_looks_only_like_a_front_matter_is_none_that_never_ends(head: str) -> None:
    assert read("a.md", head + STEPS).unclosed is None


@pytest.mark.parametrize(
    ("line", "is_process"),
    [
        ("process: false", False),
        ("Process: no", False),
        ("process: off", False),
        ("process: N # not yet", False),
        ("process: true", True),
        ("process: 'Yes'", True),
        ("process: on", True),
        ("process: maybe", True),
    ],
)
def test_the_front_matter_says_whether_a_page_holds_a_process(line: str, is_process: bool) -> None:
    assert read("a.md", f"---\n{line}\n---\n{STEPS}").is_process is is_process


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("process: flase", '"flase" does not say whether the page holds a process'),
        ("Process: 0", '"0" does not say whether the page holds a process'),
        ("proccess: 'no'", '"proccess" is no key that is known, so "no" is not read'),
        ("process: hiring", None),
        ("process:", None),
        ("process: [true]", None),
        ("proces: hiring", None),
        ("progress: true", None),
        ("processes: true", None),
    ],
)
@pytest.mark.parametrize("body", [STEPS, "\nThe lamps are lit.\n"])
def test_a_slip_in_what_says_so_is_told_with_and_without_steps(line: str, says: str | None, body: str) -> None:
    (rule,) = registry.find("DOC003")
    found = rule.check(read("a.md", f"---\n{line}\n---\n{body}"), Organisation())
    assert [one.message for one in found] == ([says] if says else [])
