"""Ignore comments: which diagnostics of a page they cover."""

from __future__ import annotations

import pytest

from proclint.diagnostic import Diagnostic, Severity
from proclint.model import Document, Step, Suppression
from proclint.span import LineIndex, Position, Span
from proclint.suppression import apply

TEXT = "1. Log the call\n   in the CRM. <!-- -->\n2. Close it. <!-- -->\n3. Ask. Tell. <!-- -->\n"
LINES = LineIndex.of(TEXT)


def step(number: str, first: str, last: str) -> Step:
    start, end = TEXT.index(first), TEXT.index(last) + len(last)
    return Step(number, number, "1", "1", Span(start, end), TEXT[start:end], Span(start, end))


STEPS = (
    step("1", "1. Log", "CRM."),
    step("2", "2. Close", "it."),
    step("3", "3. Ask", "Ask."),
    step("4", "Tell", "Tell."),
)


def document(*suppressions: Suppression) -> Document:
    return Document("a.md", is_process=True, steps=STEPS, suppressions=suppressions, lines=LINES, text=TEXT)


def ignore(line: int | None, *codes: str) -> Suppression:
    offset = TEXT.index("<!--", LINES.starts[line - 1]) if line else 0
    return Suppression(codes, line, None, Span(offset, offset + 8))


def found(code: str, name: str, step: str | None, line: int) -> Diagnostic:
    start = Position(line, 1)
    return Diagnostic(code, name, Severity.WARNING, "m", "h", "a.md", start, start, step=step)


ALL = (
    found("CUS001", "missing-customer", "1", 1),
    found("CUS001", "missing-customer", "2", 3),
    found("CUS004", "self-serving-step", "2", 3),
    found("PUR005", "untied-step", "3", 4),
    found("CUS001", "missing-customer", "4", 4),
    found("DOC002", "missing-owner", None, 1),
)


def left(*suppressions: Suppression) -> list[tuple[str, str | None]]:
    kept, dropped = apply(ALL, document(*suppressions))
    assert sorted((*kept, *(one.diagnostic for one in dropped)), key=lambda one: one.order) == sorted(
        ALL, key=lambda one: one.order
    )
    return [(one.code, one.step) for one in kept]


def gone(*suppressions: Suppression) -> list[tuple[str, str | None]]:
    kept = left(*suppressions)
    return [(one.code, one.step) for one in ALL if (one.code, one.step) not in kept]


def test_without_comments_all_stay() -> None:
    assert gone() == []


def test_a_comment_covers_its_step_even_on_another_line_of_it() -> None:
    assert gone(ignore(2, "CUS001")) == [("CUS001", "1")]


def test_a_bare_comment_covers_all_rules_of_its_step_only() -> None:
    assert gone(ignore(3)) == [("CUS001", "2"), ("CUS004", "2")]


def test_of_two_steps_on_one_line_the_one_before_the_comment_is_meant() -> None:
    assert gone(ignore(4)) == [("CUS001", "4")]


@pytest.mark.parametrize("selector", ["CUS004", "cus004", "self-serving-step", "CUS", "ALL"])
def test_codes_their_letters_and_names_are_known(selector: str) -> None:
    assert ("CUS004", "2") in gone(ignore(3, selector))


@pytest.mark.parametrize("selector", ["CUS009", "no-such-rule", "US004", "missing", "CUS00", "CU"])
def test_another_selector_covers_nothing(selector: str) -> None:
    assert gone(ignore(3, selector)) == []


def test_a_file_comment_covers_the_whole_file() -> None:
    assert gone(ignore(None, "PUR", "missing-customer")) == [
        ("CUS001", "1"),
        ("CUS001", "2"),
        ("PUR005", "3"),
        ("CUS001", "4"),
    ]
    assert left(ignore(None)) == []


def test_what_is_about_no_step_goes_by_its_line() -> None:
    on_first = Suppression((), 1, None, Span(10, 18))
    assert gone(on_first) == [("CUS001", "1"), ("DOC002", None)]
