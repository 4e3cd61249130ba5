"""Ignore comments that are of no use, in pages and in a config: when that is said, and when it can't be known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from proclint import registry
from proclint.comment import document_of, suppression_of
from proclint.engine import Change, Engine, Report
from proclint.model import Clause, DeclaredParty, Document, Kind, Organisation, Suppression
from proclint.registry import Needs, Rule
from proclint.rule import Awake, Finding, Severity
from proclint.settings import Layer, Selection, Settings
from proclint.span import Span

SERVED = "1. The agent sends a confirmation to the shopper. <!-- {} -->\n"
UNSERVED = "1. The clerk closes the ledger. <!-- {} -->\n"
AWAKE = Organisation("proclint.toml", "Help shoppers", {"shopper": DeclaredParty("shopper", Kind.EXTERNAL)})


def run(text: str, organisation: Organisation | None = None, asked: Selection | None = None, **layer: Any) -> Report:
    layers = (Layer(**layer),) if layer else ()
    settings = Settings(Path("/nowhere"), organisation=organisation or Organisation(), layers=layers)
    return Engine(settings, asked).apply([Change("a.md", text)])


def said(report: Report) -> list[str]:
    assert not report.failures
    return [f"{one.message}; {one.help}" for one in report.diagnostics if one.code == "DOC004"]


def useless(comment: str, *args: Any, page: str = SERVED, **kwargs: Any) -> bool:
    found = said(run(page.format("proclint: " + comment), *args, **kwargs))
    assert len(found) <= 1
    return bool(found)


def test_a_code_is_of_no_use_where_its_rule_ran_and_said_nothing() -> None:
    assert useless("ignore CUS001")
    assert useless("ignore missing-customer (it was needed once)")
    assert useless("ignore-file CUS003", page=UNSERVED)
    assert not useless("ignore CUS001", page=UNSERVED)


@pytest.mark.parametrize("code", ["CUS010", "PUR005", "STP001", "PUR", "CUS", ""])
def test_a_rule_that_sleeps_or_is_off_may_still_need_its_comment(code: str) -> None:
    assert not useless(f"ignore {code}")


def test_of_several_rules_all_have_run_before_their_comment_is_useless() -> None:
    assert useless("ignore CUS", AWAKE) and useless("ignore", AWAKE) and useless("ignore-file PUR", AWAKE)
    narrow = Selection(select=("CUS001", "DOC004"))
    assert not useless("ignore", AWAKE, narrow) and not useless("ignore CUS", AWAKE, narrow)
    assert useless("ignore CUS001", AWAKE, narrow)
    assert not useless("ignore CUS001", AWAKE, Selection(ignore=("CUS001",)))
    assert useless("ignore CUS", AWAKE, ignore=("CUS002",)), "the config's own choice: nobody waits for that rule"


def test_a_comment_about_comments_is_never_asked_for_its_use() -> None:
    assert not useless("ignore DOC004")
    assert not useless("ignore-file DOC004")
    page = "<!-- proclint: ignore-file DOC004 -->\n\n" + SERVED.format("proclint: ignore CUS001")
    report = run(page)
    assert (said(report), len(report.suppressed)) == ([], 1)


def test_a_bare_comment_does_not_hide_that_it_is_useless() -> None:
    page = SERVED.format("proclint: ignore") + "\n<!-- proclint: ignore-file -->\n"
    assert len(said(run(page, AWAKE))) == 2


def test_where_a_rule_failed_no_comment_is_called_useless(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(document: Document, organisation: Organisation) -> Iterator[Finding]:
        raise KeyError
        yield Finding("never", "h")

    broken = Rule("AAA001", "broken", Severity.INFO, Awake.ALWAYS, Needs.DOCUMENT, failing)
    rules = (*registry.rules(), broken)
    monkeypatch.setattr(registry, "rules", lambda: rules)
    report = run(SERVED.format("proclint: ignore CUS001"))
    assert [one.code for one in report.diagnostics] == [] and len(report.failures) == 1


def test_an_unknown_rule_is_named_and_the_others_hold() -> None:
    report = run(UNSERVED.format("proclint: ignore CUS0001, CUS001"))
    assert said(report) == ['no rule is called "CUS0001"; did you mean CUS001?']
    assert len(report.suppressed) == 1
    assert said(run(UNSERVED.format("proclint: ignore ZZZ9"))) == [
        'no rule is called "ZZZ9"; `proclint rule` lists the rules'
    ]


@pytest.mark.parametrize(
    ("code", "nearest"), [("CUS01", "CUS001"), ("CUS00", "CUS0"), ("C", ""), ("cus1", "CUS001"), ("PU", "PUR")]
)
def test_a_code_cut_short_is_told_and_covers_nothing(code: str, nearest: str) -> None:
    report = run(UNSERVED.format(f"proclint: ignore {code}"))
    assert [one.code for one in report.diagnostics] == ["CUS001", "DOC004"]
    (told,) = said(report)
    assert (told.startswith(f'no rule is called "{code}"; ') and f"did you mean {nearest}" in told) or not nearest


def test_a_reason_without_brackets_is_understood() -> None:
    report = run(UNSERVED.format("proclint: ignore CUS001 because a law wants it"), AWAKE)
    assert said(report) == [
        'the reason "because a law wants it" stands without brackets, so its words are taken for rules; '
        'write "proclint: ignore CUS001 (because a law wants it)"'
    ]
    assert len(report.suppressed) == 1


@pytest.mark.parametrize(
    ("text", "codes", "line", "reason"),
    [
        ("proclint: ignore", (), 3, None),
        ("proclint:ignore CUS001,PUR", ("CUS001", "PUR"), 3, None),
        ("proclint: ignore-file CUS001 (why (so))", ("CUS001",), None, "why (so)"),
        ("proclint: ignore (a reason\non two lines)", (), 3, "a reason\non two lines"),
    ],
)
def test_a_comment_has_codes_and_a_reason(
    text: str, codes: tuple[str, ...], line: int | None, reason: str | None
) -> None:
    assert suppression_of(text, 3, Span(0, 9)) == Suppression(codes, line, reason, Span(0, 9))


@pytest.mark.parametrize(
    "text",
    [
        "proclint: ignored CUS001", "proclint: ignore-files CUS001", "proclint: disable CUS001",
        "proclint ignore CUS001",        "Proclint: ignore CUS001",
        "proclint-ignore CUS001", "proclint: ignore CUS001 (a reason", "proclint:",
    ],
)  # fmt: skip
def test_a_comment_of_another_form_is_told(text: str) -> None:
    assert suppression_of(text, 3, Span(0, 9)) == Clause(text, Span(0, 9))
    report = run(UNSERVED.format(text))
    assert [one.code for one in report.diagnostics] == ["CUS001", "DOC004"]
    assert said(report)[0].startswith(f'"{text}" leaves nothing out: proclint does not know this form')


@pytest.mark.parametrize("text", ["a note", "proclint is a linter", "prettier-ignore", "see proclint: ignore", ""])
def test_other_comments_are_nobodys_business(text: str) -> None:
    assert suppression_of(text, 3, Span(0, 9)) is None


CONFIG = """purpose = "Help shoppers"
[parties.shopper] # proclint: ignore PUR009 (next month)
kind = "external"
[parties.donor]
kind = "external"
[parties.chronicler] # proclint: ignore ALI001
kind = "internal"
[parties.agent] # proclint: ignore ALI001
kind = "internal"
"""


def organisation(text: str) -> Organisation:
    lines = {("parties", name): at for name, at in (("shopper", 2), ("donor", 4), ("chronicler", 6), ("agent", 8))}
    kinds = {"shopper": Kind.EXTERNAL, "donor": Kind.EXTERNAL, "chronicler": Kind.INTERNAL, "agent": Kind.INTERNAL}
    parties = {name: DeclaredParty(name, kind) for name, kind in kinds.items()}
    return Organisation("proclint.toml", "Help shoppers", parties, lines={**lines}, text=text)


def test_a_comment_in_the_config_covers_its_line() -> None:
    report = run("1. The agent counts the gloves for the donors.\n", organisation(CONFIG))
    found = [(one.code, one.path, one.start.line) for one in report.diagnostics]
    assert found == [("DOC004", "proclint.toml", 8)]
    assert len(report.suppressed) == 2
    assert report.diagnostics[0].start.column == 17


def test_a_comment_in_the_config_may_cover_all_of_it_or_be_of_no_known_form() -> None:
    page = "1. The agent counts the gloves for the donors.\n"
    assert [one.code for one in run(page, organisation("# proclint: ignore-file PUR, ALI\n")).diagnostics] == []
    report = run(page, organisation("# proclint: off\n"))
    assert [(one.code, one.start.line) for one in report.diagnostics if one.path == "proclint.toml"] == [
        ("DOC004", 1),
        ("PUR009", 2),
        ("ALI001", 6),
    ]


def test_a_hash_in_a_config_is_a_comment_only_where_it_speaks_to_proclint() -> None:
    text = '# a note\r\npurpose = "x" ## proclint: ignore PUR001 (why) # proclint: ignore DOC004 \r\n'
    document = document_of("proclint.toml", text)
    found = [(one.codes, one.line, one.reason) for one in document.suppressions]
    assert found == [(("PUR001",), 2, "why"), (("DOC004",), 2, None)]
    assert [text[one.span.start : one.span.end] for one in document.suppressions] == [
        "## proclint: ignore PUR001 (why)",
        "# proclint: ignore DOC004",
    ]
    assert document.strays == ()
