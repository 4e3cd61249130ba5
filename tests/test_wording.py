"""Wording: what the words of a text say by the plain lists in grammar/."""

from __future__ import annotations

import pytest

from proclint.model import Kind
from proclint.wording import content_words, is_placeholder, people_in, phrases, speaks_of_gain_only, spoken_words


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("troubles", "asks them to resubmit it", "resubmit"),
        ("troubles", "is Re-Entering the code", "Re-Entering"),
        ("troubles", "reentered", "reentered"),
        ("troubles", "they have to reach out to the desk for the status", "reach out to the desk for the status"),
        ("troubles", "they reach out to somebody at the other end of town for the status", None),
        ("troubles", "the waiter", None),
        ("warding_verbs", "keeps callers away", "keeps callers away"),
        ("lessening_verbs", "limited", "limited"),
        ("lessening_verbs", "cutting", "cutting"),
        ("lessening_verbs", "unlimited", None),
        ("artifacts", "two checklists", "checklists"),
        ("artifacts", "a directory", "directory"),
        ("artifacts", "directories", "directories"),
    ],
)
def test_a_list_is_a_pattern_of_its_phrases_in_any_form(name: str, text: str, found: str | None) -> None:
    match = phrases(name).search(text)
    assert (match.group() if match else None) == found


def test_little_words_say_nothing() -> None:
    assert spoken_words("In order to send the tenant’s two keys, as soon as possible, a") == [
        "send",
        "tenant's",
        "keys",
    ]
    assert spoken_words("Merge the pull request") == ["merge", "pull", "request"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the orders are checked", "check an order"),
        ("closing the files", "the closed file"),
        ("planning", "a plan"),
        ("copies", "copied"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert content_words(one) == content_words(other)


def test_words_apart_share_no_stem() -> None:
    assert not content_words("send the key") & content_words("sort the coins")
    assert content_words("") == frozenset()


def test_people_are_told_with_their_kind() -> None:
    found = dict(people_in("Tell the tenants, the supplier and the nurse; it is for IT and for them, not the heater"))
    assert found == {
        "tenants": Kind.EXTERNAL,
        "supplier": Kind.CONTACT,
        "nurse": Kind.UNKNOWN,
        "IT": Kind.UNKNOWN,
        "them": Kind.UNKNOWN,
    }


@pytest.mark.parametrize(
    ("purpose", "only"),
    [
        ("so that we increase revenue", True),
        ("to keep costs low", True),
        ("operational efficiency", True),
        ("because sales go up", True),
        ("to hit our quarterly numbers", True),
        ("so that the costs of the tenants stay low", False),
        ("so that parking costs less", False),
        ("to keep the doors closed", False),
        ("so that we increase revenue and nobody waits", False),
        ("", False),
    ],
)
def test_a_purpose_that_says_anything_else_speaks_of_more_than_gain(purpose: str, only: bool) -> None:
    assert speaks_of_gain_only(purpose) is only


def test_placeholders_are_known_in_their_forms() -> None:
    assert all(is_placeholder(name) for name in ("Stakeholders", "all relevant  parties", "relevant party", "TBD"))
    assert not any(is_placeholder(name) for name in ("tenant", "parties of the contract"))
