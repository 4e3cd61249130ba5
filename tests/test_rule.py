"""The rule kit: what it hands to rules."""

from __future__ import annotations

import pytest

from proclint.model import Document, Evidence, Kind, Organisation, Party, Source, Step
from proclint.reading import read
from proclint.rule import bases_of, judged, quoted, reminder, sections_around, takers_of, verb_is_in, words
from proclint.span import Span


@pytest.mark.parametrize(
    ("purpose", "opening"),
    [
        (None, None),
        (" \n", None),
        ("Help shoppers get\n what they need.", "we are here to help shoppers get what they need"),
        ("Help tenants. Be kind to owners.", "we are here to help tenants"),
        ("To keep the streets clean", "we are here to keep the streets clean"),
        ("We help tenants feel at home!", "we help tenants feel at home"),
        ("Our aim is a clean street", "our aim is a clean street"),
        ("Happy tenants in every house", 'our purpose is "Happy tenants in every house"'),
        ("Helping tenants", 'our purpose is "Helping tenants"'),
        ("Shelter", 'our purpose is "Shelter"'),
    ],
)
def test_the_purpose_opens_a_question(purpose: str | None, opening: str | None) -> None:
    assert reminder(Organisation("proclint.toml", purpose)) == opening


def test_long_words_are_cut_between_words() -> None:
    assert quoted("short") == '"short"'
    assert quoted("Send it.") == '"Send it"'
    assert quoted("Send the form, then wait", 15) == '"Send the form ..."'
    assert quoted("x" * 60) == f'"{"x" * 60}"'


def test_whoever_is_outside_is_not_judged() -> None:
    def step(number: str, *kinds: Kind) -> Step:
        parties = tuple(Party("p", "p", Source.SENTENCE, Evidence.LISTED, kind=kind) for kind in kinds)
        return Step(number, number, "1", "1", Span(0, 1), "Go", Span(0, 1), parties)

    steps = (
        step("1"),
        step("2", Kind.INTERNAL),
        step("3", Kind.EXTERNAL),
        step("4", Kind.CONTACT),
        step("5", Kind.EXTERNAL, Kind.UNKNOWN),
    )
    assert [one.id for one in judged(Document("a.md", True, (), steps))] == ["1", "2", "5"]


def test_a_word_list_is_folded_and_without_comments() -> None:
    vague = words("vague")
    assert {"stakeholders", "tbd", "n/a", "all concerned"} <= vague
    assert all(word == word.strip().casefold() and "#" not in word for word in vague)


def test_the_innermost_section_around_a_place_is_found() -> None:
    text = "before\n\n# A\n\none\n\n## B\n\ntwo\n\n### C\n\nthree\n\n## D\n\nfour\n\n# E\n\n1. Call the clerk.\n"
    document = read("a.md", text)
    starts = {section.body.start: section.title.text for section in document.sections}
    words = ("before", "one", "## B", "two", "### C", "three", "## D", "four", "# E", "Call")
    found = [starts.get(at) for at in sections_around(document, [text.index(word) for word in words])]
    assert found == [None, "A", "A", "B", "B", "C", "A", "D", None, "E"]


@pytest.mark.parametrize("form", ["reply", "replies", "replied", "Replying"])
def test_a_verb_is_found_in_its_list_in_any_form(form: str) -> None:
    assert verb_is_in(form, "verbs_of_answering")


def test_a_verb_that_only_looks_like_one_of_a_list_is_not_in_it() -> None:
    assert bases_of("stopped") >= {"stop"}
    assert bases_of("sent") >= {"send"}
    assert bases_of("hoping") >= {"hope"} and "hop" in bases_of("hopping")
    assert not verb_is_in("replier", "verbs_of_answering")


def test_those_who_are_handed_something_are_named_and_others() -> None:
    def one(key: str, source: Source = Source.FIELD, kind: Kind = Kind.INTERNAL) -> Party:
        return Party(key, key, source, Evidence.PLACE, kind=kind)

    customers = (one("clerk"), one("nurse"), one("cook", Source.FLOW), one("log", kind=Kind.SYSTEM))
    step = Step("1", "1", "1", "1", Span(0, 1), "Go", Span(0, 1), (one("nurse"),), customers)
    assert [party.key for party in takers_of(step)] == ["clerk"]
