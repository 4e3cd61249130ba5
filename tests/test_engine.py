"""The pipeline: changes in, a report out, the same from scratch as in any order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proclint import readers, registry
from proclint.diagnostic import Severity
from proclint.engine import Change, Engine, Report
from proclint.model import DeclaredParty, Kind, Organisation, ReadError
from proclint.patterns import Patterns
from proclint.registry import Needs, Rule, UnknownRule
from proclint.rule import Awake, Document, Finding, Step
from proclint.settings import Layer, Selection, Settings
from proclint.span import Position
from proclint.workspace import Workspace

SERVED = "# Refund\n\n1. The agent sends a confirmation to the shopper.\n2. The agent sends the date to the shopper.\n"
UNSERVED = (
    "# Archive\n\n1. The clerk closes the ledger.\n2. The clerk closes the ledger.\n3. The clerk logs the call.\n"
)
VAGUE = "# Audit\n\n1. The controller sends the report to stakeholders.\n"
SUPPRESSED = UNSERVED.replace("the call.", "the call. <!-- proclint: ignore CUS001 -->")
TEXTS = (SERVED, UNSERVED, VAGUE, SUPPRESSED, "# No process\n\nOnly words.\n", "")


def settings_of(organisation: Organisation | None = None, *layers: Layer) -> Settings:
    return Settings(Path("/nowhere"), organisation=organisation or Organisation(), layers=layers)


def run(*pages: tuple[str, str], using: Settings | None = None, asked: Selection | None = None) -> Report:
    return Engine(using or settings_of(), asked).apply([Change(path, text) for path, text in pages])


def said(report: Report) -> list[tuple[str, int, str]]:
    return [(one.path, one.start.line, one.code) for one in report.diagnostics]


def test_diagnostics_come_by_path_line_column_code() -> None:
    report = run(("b.md", UNSERVED), ("a.md", VAGUE), ("c.md", SERVED))
    assert said(report) == [("a.md", 3, "CUS003"), ("b.md", 3, "CUS001"), ("b.md", 4, "CUS001"), ("b.md", 5, "CUS001")]
    assert list(report.documents) == ["a.md", "b.md", "c.md"]
    assert not report.failures


def test_a_diagnostic_bears_its_rule_and_its_step() -> None:
    one = run(("b.md", UNSERVED)).diagnostics[0]
    assert (one.code, one.name, one.severity) == ("CUS001", "missing-customer", Severity.WARNING)
    assert (one.start, one.end) == (Position(3, 14), Position(3, 20))
    assert one.subject == "The clerk closes the ledger."
    assert one.step is not None


def test_a_deleted_page_is_gone() -> None:
    lint = Engine(settings_of())
    lint.apply([Change("a.md", UNSERVED)])
    report = lint.apply([Change("a.md", None)])
    assert (report.diagnostics, dict(report.documents)) == ((), {})
    assert report.changed == {"a.md": ()}


def test_changed_holds_the_full_new_list_of_each_path_that_differs() -> None:
    lint = Engine(settings_of())
    first = lint.apply([Change("a.md", UNSERVED), Change("b.md", VAGUE), Change("c.md", SERVED)])
    assert {path: len(found) for path, found in first.changed.items()} == {"a.md": 3, "b.md": 1}
    second = lint.apply([Change("a.md", SERVED), Change("c.md", SERVED)])
    assert second.changed == {"a.md": ()}


def test_an_unreadable_page_is_a_diagnostic_and_the_rest_is_checked() -> None:
    error = ReadError("not UTF-8", "save it as UTF-8", 2, 5)
    report = Engine(settings_of()).apply([Change("a.md", None, error), Change("b.md", VAGUE)])
    assert said(report) == [("a.md", 2, "DOC001"), ("b.md", 3, "CUS003")]
    one = report.diagnostics[0]
    assert (one.message, one.help, one.start, one.severity) == (
        "not UTF-8",
        "save it as UTF-8",
        Position(2, 5),
        Severity.ERROR,
    )


def test_suppressed_diagnostics_are_kept_apart() -> None:
    report = run(("a.md", SUPPRESSED))
    assert said(report) == [("a.md", 3, "CUS001"), ("a.md", 4, "CUS001")]
    [one] = report.suppressed
    assert one.diagnostic.code == "CUS001" and one.diagnostic.start.line not in (3, 4)


def test_rules_sleep_until_the_config_says_more() -> None:
    asleep = run(("a.md", SERVED)).sleeping
    expected = {rule.code for rule in registry.rules() if rule.awake in (Awake.WITH_PURPOSE, Awake.WITH_EXTERNAL)}
    assert {one.code for one in asleep} == expected
    assert next(one.until for one in asleep if one.code == "PUR011") is Awake.WITH_PURPOSE
    party = DeclaredParty("shopper", Kind.EXTERNAL)
    said_all = settings_of(Organisation("proclint.toml", "Help shoppers", {"shopper": party}))
    assert run(("a.md", SERVED), using=said_all).sleeping == ()


def test_a_prefix_does_not_wake_a_rule_but_its_own_name_does() -> None:
    by_prefix = run(("a.md", SERVED), asked=Selection(select=("PUR",)))
    assert "PUR011" in {one.code for one in by_prefix.sleeping}
    for own in ("PUR011", "purpose-not-delivered"):
        assert run(("a.md", SERVED), asked=Selection(select=(own,))).sleeping == ()


def test_the_command_line_goes_before_the_config_and_per_file_ignores_before_both() -> None:
    layer = Layer(select=("CUS001",), per_file_ignores=((Patterns(("drafts/**",)), ("CUS",)),))
    pages = (("a.md", UNSERVED), ("b.md", VAGUE), ("drafts/a.md", UNSERVED))
    config = settings_of(None, layer)
    assert {one[::2] for one in said(run(*pages, using=config))} == {("a.md", "CUS001")}
    chosen = run(*pages, using=config, asked=Selection(extend_select=("CUS003",)))
    assert {one[::2] for one in said(chosen)} == {("a.md", "CUS001"), ("b.md", "CUS003")}
    ignored = run(*pages, using=config, asked=Selection(ignore=("CUS001",)))
    assert said(ignored) == []
    afresh = run(*pages, using=config, asked=Selection(select=("CUS003",)))
    assert {one[::2] for one in said(afresh)} == {("b.md", "CUS003")}


def test_an_unknown_rule_is_said_before_any_work() -> None:
    with pytest.raises(UnknownRule):
        Engine(settings_of(), Selection(select=("CUS0001",)))


def test_a_config_without_a_purpose_is_marked_at_the_config() -> None:
    assert said(run(("a.md", SERVED), using=settings_of(Organisation("proclint.toml")))) == [
        ("proclint.toml", 1, "PUR001")
    ]
    assert said(run(("a.md", SERVED), using=settings_of(Organisation("proclint.toml", "Help shoppers")))) == []


LINKED = "# Refund\n\n1. The agent sends the shopper [the rules](../rules.md) and [the form](form.md).\n"


def test_a_link_to_what_is_no_page_of_the_workspace_is_asked_for_anew_each_time() -> None:
    there: set[str] = set()
    lint = Engine(settings_of(), Selection(select=("STP006",)), there.__contains__)
    first = lint.apply([Change("shop/refund.md", LINKED)])
    assert [one.start.column for one in first.diagnostics] == [33, 62]
    there.add("rules.md")
    assert [one.start.column for one in lint.apply([]).diagnostics] == [62]
    assert lint.apply([Change("shop/form.md", "# Form\n")]).diagnostics == ()
    there.clear()
    assert [one.start.column for one in lint.apply([Change("shop/form.md", None)]).diagnostics] == [33, 62]


def test_where_nobody_knows_which_files_there_are_no_link_is_wrong() -> None:
    assert said(run(("shop/refund.md", LINKED), asked=Selection(select=("STP006",)))) == []


def second_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    yield Finding("said of a step", "h", step.text_span, unless=("CUS001",))


def second_workspace(workspace: Workspace) -> Iterator[Finding]:
    for path, document in workspace.documents.items():
        for step in document.steps:
            yield Finding("said of all", "h", step.text_span, path, step.id, unless=("CUS001",))


def test_what_another_rule_says_better_of_the_same_step_is_not_said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    second = (
        Rule("ZZZ001", "second-step", Severity.INFO, Awake.ALWAYS, Needs.STEP, second_step),
        Rule("ZZZ002", "second-workspace", Severity.INFO, Awake.ALWAYS, Needs.WORKSPACE, second_workspace),
    )
    rules = (*registry.rules(), *second)
    monkeypatch.setattr(registry, "rules", lambda: rules)
    assert {code for _, _, code in said(run(("b.md", UNSERVED)))} == {"CUS001"}
    assert {code for _, _, code in said(run(("b.md", SERVED)))} == {"ZZZ001", "ZZZ002"}
    alone = run(("b.md", UNSERVED), asked=Selection(select=("ZZZ",)))
    assert {code for _, _, code in said(alone)} == {"ZZZ001", "ZZZ002"}


def broken_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    yield Finding("found before", "h", step.text_span)
    raise ZeroDivisionError("the rule's\nmistake")


def broken_workspace(workspace: Workspace) -> Iterator[Finding]:
    raise KeyError
    yield Finding("never", "h")


def test_a_rule_that_fails_is_named_with_its_file_and_the_rest_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (
        Rule("AAA001", "broken-step", Severity.INFO, Awake.ALWAYS, Needs.STEP, broken_step),
        Rule("AAA002", "broken-workspace", Severity.INFO, Awake.ALWAYS, Needs.WORKSPACE, broken_workspace),
    )
    rules = (*broken, *registry.rules())
    monkeypatch.setattr(registry, "rules", lambda: rules)
    report = run(("a.md", UNSERVED), ("b.md", VAGUE))
    assert [one for one in said(report) if one[2] != "AAA001"] == said(
        run(("a.md", UNSERVED), ("b.md", VAGUE), asked=Selection(ignore=("AAA",)))
    )
    assert [(one.what, one.path) for one in report.failures] == [
        ("AAA001 broken-step", "a.md"),
        ("AAA001 broken-step", "b.md"),
        ("AAA002 broken-workspace", None),
    ]
    first = str(report.failures[0])
    assert first.startswith("AAA001 broken-step failed on a.md: ZeroDivisionError: the rule's mistake (test_engine.py:")
    assert str(report.failures[2]).startswith("AAA002 broken-workspace failed on the workspace: KeyError (")


def test_a_page_that_the_reader_fails_on_is_named_and_the_rest_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    real = readers.read

    def read(path: str, *arguments: Any) -> Document:
        if path == "a.md":
            raise RecursionError("too deep")
        return real(path, *arguments)

    monkeypatch.setattr(readers, "read", read)
    lint = Engine(settings_of())
    report = lint.apply([Change("a.md", UNSERVED), Change("b.md", VAGUE)])
    assert [(one.what, one.path) for one in report.failures] == [("the reader", "a.md")]
    assert said(report) == [("b.md", 3, "CUS003")]
    monkeypatch.setattr(readers, "read", real)
    mended = lint.apply([Change("a.md", UNSERVED)])
    assert mended.failures == () and len(mended.diagnostics) == 4


def prints(report: Report) -> list[str]:
    return [one.fingerprint for one in report.diagnostics]


def test_fingerprints_survive_moved_lines_and_a_new_name() -> None:
    before = prints(run(("a.md", UNSERVED)))
    assert len(set(before)) == 3 and all(len(one) == 16 and int(one, 16) >= 0 for one in before)
    moved = UNSERVED.replace("# Archive\n", "# Archive\n\n" + "Some more words.\n" * 100)
    assert prints(run(("archive/old/b.md", moved))) == before
    assert prints(run(("a.md", UNSERVED.replace("closes the", "closes  the")))) == before


def test_fingerprints_tell_rules_words_and_equals_apart() -> None:
    before = prints(run(("a.md", UNSERVED)))
    other = prints(run(("a.md", UNSERVED.replace("logs the call", "logs the visit"))))
    assert other[:2] == before[:2] and other[2] != before[2]
    ignored = UNSERVED.replace("ledger.", "ledger. <!-- proclint: ignore -->", 1)
    assert prints(run(("a.md", ignored))) == before[1:], "an ignored step keeps its ordinal"


EVENTS = st.lists(st.tuples(st.sampled_from(["a.md", "b.md", "c/d.md"]), st.sampled_from([*TEXTS, None])), max_size=12)
CONFIGS = (
    settings_of(),
    settings_of(Organisation("proclint.toml")),
    settings_of(Organisation("proclint.toml", "Help shoppers")),
)


@settings(max_examples=60, deadline=None)
@given(EVENTS, st.integers(1, 3), st.sampled_from(CONFIGS))
def test_any_order_of_changes_ends_as_from_scratch(
    events: list[tuple[str, str | None]], at_once: int, using: Settings
) -> None:
    lint, lists = Engine(using), dict[str, tuple[object, ...]]()
    report = lint.apply([])
    lists.update(report.changed)
    for start in range(0, len(events), at_once):
        report = lint.apply([Change(path, text) for path, text in events[start : start + at_once]])
        lists.update(report.changed)
    last = [(path, text) for path, text in dict(events).items() if text is not None]
    scratch = run(*reversed(last), using=using)
    assert report.diagnostics == scratch.diagnostics
    assert (dict(report.documents), report.suppressed, report.sleeping) == (
        dict(scratch.documents),
        scratch.suppressed,
        scratch.sleeping,
    )
    assert tuple(one for path in sorted(lists) for one in lists[path]) == scratch.diagnostics
