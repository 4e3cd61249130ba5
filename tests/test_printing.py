"""The printers, on documents and diagnostics made by hand. Real pages go through them in test_cli.py."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from proclint.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from proclint.graph import Graph
from proclint.model import (
    Action,
    Clause,
    Document,
    Evidence,
    Kind,
    Party,
    Passed,
    Process,
    ReadError,
    Source,
    Step,
)
from proclint.printing import CHECK, STEPS, cells, render
from proclint.printing.cells import width_of
from proclint.printing.opening import closing, opening
from proclint.printing.output import Output, OutputError, outputs, write
from proclint.printing.run import Checked, Run, View
from proclint.printing.visible import visible
from proclint.span import LineIndex, Position, Span

ROOT = Path("/somewhere/handbook")
PAGE = """# Refund

1. The finance clerk reconciles the ledger for the controller.
2. Log the case.
3. Count the stock.
4. File the form.
"""
# what no human format may let through: C0 but the newline, DEL, C1, bidirectional controls, separators, lone surrogates
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def party(name: str, text: str = "", *, source: Source = Source.SENTENCE, kind: Kind = Kind.INTERNAL) -> Party:
    at = text.find(name)
    span = None if at < 0 or not text else Span(at, at + len(name))
    return Party(name, name.lower(), source, Evidence.LISTED, span, kind)


def clause(words: str, text: str) -> Clause:
    return Clause(words, Span(text.index(words), text.index(words) + len(words)))


def step(number: int, text: str, **values: Any) -> Step:
    line = next(line for line in text.splitlines() if line.startswith(f"{number}. "))
    start = text.index(line)
    return Step(
        f"1.{number}",
        str(number),
        "1",
        "1",
        Span(start, start + len(line)),
        line[3:],
        Span(start + 3, start + len(line)),
        **values,
    )


def document(text: str = PAGE, path: str = "refund.md", steps: tuple[Step, ...] | None = None) -> Document:
    if steps is None:
        steps = tuple(step(int(number), text) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE))
    process = Process("1", "Refund", Span(0, 8))
    return Document(path, bool(steps), (process,), steps, lines=LineIndex.of(text), text=text)


def found(line: int, column: int, end: int, **values: Any) -> Diagnostic:
    made = Diagnostic(
        "CUS001", "missing-customer", Severity.WARNING, '"Log the case" serves nobody', "say for whom it is done",
        "refund.md", Position(line, column), Position(line, end),
    )  # fmt: skip
    return replace(made, **values)


def run_of(*diagnostics: Diagnostic, page: Document | None = None, **values: Any) -> Run:
    pages = (page or document(),)
    graph = Graph()
    for one in pages:
        graph.replace(one)
    return Run((Checked(ROOT, diagnostics, pages, graph=graph, **values),), ROOT)


def block_of(lines: range) -> tuple[Diagnostic, ...]:
    return tuple(found(line, 4, 7, block="1", together="steps serve nobody", subject=f"step {line}") for line in lines)


def test_full_shows_the_place_the_words_and_the_help() -> None:
    assert render("full", run_of(found(4, 4, 16))) == (
        'refund.md:4:4: warning CUS001 missing-customer: "Log the case" serves nobody\n'
        "  |\n"
        "4 | 2. Log the case.\n"
        "  |    ^^^^^^^^^^^^\n"
        "  |\n"
        "help: say for whom it is done\n"
    )


def test_full_marks_a_related_place_inside_the_line_and_notes_the_others() -> None:
    inside = Related("refund.md", Position(3, 52), Position(3, 62), "the trail ends here")
    elsewhere = Related("ledger.md", Position(9, 1), Position(9, 4), "controller is named here")
    assert render("full", run_of(found(3, 1, 63, related=(inside, elsewhere)))) == (
        'refund.md:3:1: warning CUS001 missing-customer: "Log the case" serves nobody\n'
        "  |\n"
        "3 | 1. The finance clerk reconciles the ledger for the controller.\n"
        "  |                                                    ^^^^^^^^^^ the trail ends here\n"
        "  |\n"
        "note: ledger.md:9 controller is named here\n"
        "help: say for whom it is done\n"
    )


def test_a_block_prints_once_with_its_other_places_a_line_each() -> None:
    assert render("full", run_of(*block_of(range(4, 7)))) == (
        "refund.md:4:4: warning CUS001 missing-customer: 3 steps serve nobody: lines 4 to 6\n"
        "  |\n"
        "4 | 2. Log the case.\n"
        "  |    ^^^\n"
        "5 | 3. Count the stock.\n"
        "6 | 4. File the form.\n"
        "  |\n"
        "help: say for whom it is done\n"
    )


def test_blocks_of_one_two_and_without_words_of_their_own() -> None:
    assert "nobody: lines 4 and 5" in render("concise", run_of(*block_of(range(4, 6))))
    assert render("concise", run_of(*block_of(range(4, 5)))).endswith('"Log the case" serves nobody\n')
    plain = tuple(replace(one, together="") for one in block_of(range(4, 6)))
    assert '"Log the case" serves nobody, and 1 more like it: lines 4 and 5\n' in render("concise", run_of(*plain))


def test_a_mark_further_down_shows_the_step_from_its_first_line() -> None:
    text = "# Refund\n\n1. When the call ends,\n   log it.\n2. If it does not end,\n   or never began,\n   close it.\n"
    first = replace(step(1, text), span=Span(10, 45))
    both = (
        found(4, 4, 7, step="1.1", block="1", together="steps serve nobody"),
        found(7, 4, 9, step="1.2", block="1", together="steps serve nobody"),
    )
    page = document(text, steps=(first, step(2, text)))
    assert render("full", run_of(*both, page=page)).splitlines()[:6] == [
        "refund.md:4:4: warning CUS001 missing-customer: 2 steps serve nobody: lines 3 and 5",
        "  |",
        "3 | 1. When the call ends,",
        "4 |    log it.",
        "  |    ^^^",
        "5 | 2. If it does not end,",
    ]
    assert "5 | 2. If" in render("full", run_of(both[1], page=page))


def test_a_block_within_one_line_lists_the_words_of_its_steps() -> None:
    page = document("Log the case. Count the stock.\n", steps=())
    both = (found(1, 1, 4, block="1", subject="Log the case"), found(1, 15, 20, block="1", subject="Count the stock"))
    assert "1 | Count the stock\n" in render("full", run_of(*both, page=page))


def test_blocks_never_join_pages_rules_or_workspaces() -> None:
    one, other = block_of(range(4, 6))
    assert len(render("concise", run_of(one, replace(other, path="b.md"))).splitlines()) == 2
    assert len(render("concise", run_of(one, replace(other, code="CUS004"))).splitlines()) == 2
    two = Run((Checked(ROOT, (one,)), Checked(ROOT / "more", (other,))), ROOT)
    assert [line.split(":")[0] for line in render("concise", two).splitlines()] == ["refund.md", "more/refund.md"]


def test_paths_are_relative_below_the_current_folder_else_absolute() -> None:
    run = Run((Checked(ROOT, (found(4, 4, 16),)),), ROOT.parent)
    assert render("concise", run).startswith("handbook/refund.md:4:4: ")
    assert render("concise", replace(run, cwd=ROOT / "deep")).startswith("/somewhere/handbook/refund.md:4:4: ")
    assert json.loads(render("json", run))["diagnostics"][0]["path"] == "handbook/refund.md"


def test_a_pipe_gets_everything_in_order_and_a_terminal_the_terminal() -> None:
    long = tuple(replace(one, path="z.md") for one in block_of(range(4, 7)))
    refused = found(1, 1, 1, code="DOC001", severity=Severity.ERROR, path="q.md")
    run = run_of(found(4, 4, 16), refused, *long)
    assert [line.split(":")[0] for line in render("concise", run).splitlines()] == ["q.md", "refund.md", "z.md"]
    view = View(terminal=True, limit=2)
    assert [line.split(":")[0] for line in render("concise", run, view).splitlines()] == [
        "q.md", "z.md", "and 1 more",
    ]  # fmt: skip
    assert render("full", run, view).endswith("\n\nand 1 more: --all, or --statistics\n")


def test_a_long_block_is_cut_on_a_terminal_only() -> None:
    text = "".join(f"{number}. Do it.\n" for number in range(1, 31))
    run = run_of(*block_of(range(1, 31)), page=document(text))
    assert "   and 21 more\n" in render("full", run, View(limit=25))
    assert "more" not in render("full", run)


@pytest.mark.parametrize(
    "line",
    [
        "日本語のリスト Log it",
        "cafe\u0301 Log it",
        "👩\u200d👩\u200d👧 🇩🇪 Log it",
        "\tLog it\tnow Log it",
        "\x1b[31mred Log it",
    ],
)
def test_carets_stand_under_their_words(line: str) -> None:
    at = line.index("Log") + 1
    shown = render("full", run_of(found(1, at, at + 3), page=document(line + "\n", steps=()))).splitlines()
    before, carets = shown[2].partition("Log")[0], shown[3]
    assert carets.index("^") == wcswidth(before)
    assert carets.count("^") == 3


def test_a_long_line_is_cut_around_its_mark() -> None:
    line = "word " * 200 + "here " + "word " * 200
    at = line.index("here") + 1
    run = run_of(found(1, at, at + 4), page=document(line + "\n", steps=()))
    for width in (40, 80, 120):
        shown = render("full", run, View(width=width)).splitlines()
        assert all(len(row) <= width for row in shown[1:4])
        column = shown[3].index("^")
        assert shown[2][column : column + 4] == "here"
        assert shown[2].startswith("1 | ...") and shown[2].endswith("...")


def test_a_line_of_megabytes_is_not_laid_out_whole() -> None:
    line = "é" * 5_000_000
    row = cells.row(line, 2_500_000, 2_500_004, 80)
    assert len(row.text) == 80
    assert row.columns(2_500_000, 2_500_004)[1] - row.columns(2_500_000, 2_500_004)[0] == 4


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 40), st.integers(20, 120))
def test_a_row_fits_and_its_marks_lie_within_it(line: str, start: int, length: int, width: int) -> None:
    start = min(start, len(line))
    row = cells.row(line, start, min(start + length, len(line)), width)
    low, high = row.columns(start, start + length)
    assert cells.width_of(row.text) <= width
    assert 0 <= low < high <= width + 1
    assert not RAW.search(row.text)


@given(st.text(st.characters(codec=None, exclude_characters="\n"), max_size=60))
def test_no_control_character_reaches_a_human_format(text: str) -> None:
    page = replace(document(f"{text}\n", f"{text}.md", ()), error=None)
    related = Related(f"{text}.md", Position(1, 1), Position(9, 1), text)
    one = found(1, 1, 4, path=f"{text}.md", message=text, help=text, subject=text, related=(related,), block="1")
    run = run_of(one, replace(one, severity=Severity.INFO), page=page)
    clauses = (Clause(text, Span(0, 1)),)
    read = Step(
        text, text, "1", "1", Span(0, 1), text, Span(0, 1), (party(text),), (party(text),), clauses[0], {text: clauses}
    )
    process = Process("1", text, Span(0, 1), party(text), clauses[0], clauses[0], (party(text),))
    passed = (Passed("list", Span(0, 1), text, text),)
    steps = run_of(page=replace(page, is_process=True, processes=(process,), steps=(read,), passed=passed))
    views = [View(width=50, verbose=True), View(width=140, terminal=True, verbose=True)]
    shown = [render(name, run) for name in ("full", "concise", "grouped", "github")]
    shown += [render("text", steps, view, STEPS) for view in views]
    refused = run_of(page=replace(page, error=ReadError(text, text)))
    shown += [render("text", refused, formats=STEPS), opening(steps, View()), closing(run)]
    assert not any(RAW.search(one) for one in shown)
    for printed in (render("json", run), render("json", steps, formats=STEPS)):
        assert json.loads(printed) and not RAW.search(printed)


def test_visible_has_a_glyph_or_a_number_for_each_control_character() -> None:
    assert visible("a\x1b[2J\x00\x7f") == "a␛[2J␀␡"
    assert visible("\x9b\u202e\udc80") == "\\x9b\\u202e\\udc80"
    assert visible("naïve 日本 👩\u200d👧") == "naïve 日本 👩\u200d👧"


def test_colours_only_when_asked_for_and_never_in_json() -> None:
    run = run_of(found(4, 4, 16))
    coloured = render("full", run, View(color=True))
    assert "\x1b[1;33mwarning\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render("full", run)
    assert "\x1b" not in render("json", run, View(color=True))


def test_a_diagnostic_whose_text_is_not_at_hand_prints_without_an_excerpt() -> None:
    assert render("full", run_of(found(1, 1, 1, path="gone.md"))).splitlines()[1] == "help: say for whom it is done"


def test_a_diagnostic_at_the_config_shows_its_line() -> None:
    run = run_of(found(2, 1, 8, path="proclint.toml"), texts={"proclint.toml": "[parties]\nselect = []\n"})
    assert "2 | select = []\n" in render("full", run)


def test_json_holds_what_cli_promises() -> None:
    related = Related("b.md", Position(1, 2), Position(1, 3), "there")
    fix = Fix("name it", True, (Edit("refund.md", Position(4, 4), Position(4, 4), "x"),))
    named = step(1, PAGE, customers=(party("controller", PAGE),))
    flow = step(2, PAGE, customers=(party("clerk", source=Source.FLOW),))
    run = run_of(
        found(4, 4, 16, step="1.2", related=(related,), fix=fix, fingerprint="ab"),
        page=document(steps=(named, flow, step(3, PAGE))),
    )
    got = json.loads(render("json", run, View(statistics=True)))
    assert got == {
        "version": 1,
        "workspace": "/somewhere/handbook",
        "diagnostics": [
            {
                "code": "CUS001",
                "name": "missing-customer",
                "severity": "warning",
                "message": '"Log the case" serves nobody',
                "help": "say for whom it is done",
                "path": "refund.md",
                "start": {"line": 4, "column": 4},
                "end": {"line": 4, "column": 16},
                "step": "1.2",
                "related": [
                    {
                        "path": "b.md",
                        "start": {"line": 1, "column": 2},
                        "end": {"line": 1, "column": 3},
                        "message": "there",
                    }
                ],
                "fix": {
                    "title": "name it",
                    "safe": True,
                    "edits": [
                        {
                            "path": "refund.md",
                            "start": {"line": 4, "column": 4},
                            "end": {"line": 4, "column": 4},
                            "text": "x",
                        }
                    ],
                },
                "url": None,
                "fingerprint": "ab",
            }
        ],
        "summary": {
            "files": 1,
            "processes": 1,
            "steps": 3,
            "steps_with_customer": 1,
            "steps_served": 2,
            "verdicts": {"tied": 0, "open": 0, "untied": 2, "unserved": 1, "outside": 0},
            "diagnostics": 1,
            "rules": [{"code": "CUS001", "name": "missing-customer", "severity": "warning", "count": 1}],
        },
    }
    assert json.loads(render("json", run_of()))["diagnostics"] == []
    assert render("full", run_of()) == render("concise", run_of()) == ""


def test_json_keeps_a_diagnostic_a_step_where_people_read_a_block() -> None:
    assert len(json.loads(render("json", run_of(*block_of(range(4, 7)))))["diagnostics"]) == 3


def test_the_workspace_of_several_is_the_folder_that_holds_them() -> None:
    run = Run((Checked(ROOT / "a"), Checked(ROOT / "ab")), ROOT)
    assert json.loads(render("json", run))["workspace"] == "/somewhere/handbook"


def test_statistics_count_each_rule_most_frequent_first() -> None:
    other = found(4, 4, 16, code="DOC001", name="unreadable-document", severity=Severity.ERROR)
    assert render("full", run_of(other, *block_of(range(4, 14))), View(statistics=True)) == (
        "10  CUS001  missing-customer     warning\n 1  DOC001  unreadable-document  error\n"
    )


def test_opening_counts_whom_the_steps_serve() -> None:
    customer = party("customer", kind=Kind.EXTERNAL)
    steps = (
        step(1, PAGE, customers=(party("controller", PAGE), customer)),
        step(2, PAGE, customers=(party("controllers", source=Source.FLOW),)),
        step(3, PAGE, performers=(customer,)),
        step(4, PAGE),
    )
    run = run_of(page=document(steps=steps), sleeping={"purpose": 3, "external party": 2})
    lines = opening(run, View()).splitlines()
    served = (
        "1 step names whom it serves, 1 serves whoever does the next step, 1 is done by a customer, 1 serves nobody"
    )
    assert [re.split(" {3,}", line) for line in lines] == [
        ["1 file, 1 holds processes, 4 steps", "no proclint.toml here"],
        [f"{served} (none reported)"],
        ["most served: controller 1, customer 1", "outside: customer 1"],
        ["whom do you help do what? `proclint init` writes a config with the 2 names found; 5 rules sleep until then"],
    ]
    assert opening(run, View(width=40)).splitlines()[1] == "no proclint.toml here"
    told = run_of(found(4, 4, 16, step="4"), page=document(steps=steps), sleeping={})
    assert opening(told, View()).splitlines()[1] == served


def test_opening_asks_for_nothing_that_is_known() -> None:
    known = run_of(config="proclint.toml", purpose="help shoppers", sleeping={"external party": 1})
    assert opening(known, View()).splitlines()[-1].startswith("who is your customer?")
    wide_awake = run_of(config="proclint.toml", purpose="help shoppers")
    assert len(opening(wide_awake, View()).splitlines()) == 2


def test_closing_says_what_was_found_or_read() -> None:
    assert closing(run_of()) == "nothing found: 1 file, 1 holds processes, 4 steps"
    mixed = run_of(found(4, 4, 16), found(5, 4, 9), found(5, 4, 9, severity=Severity.INFO))
    assert closing(mixed) == "3 diagnostics (2 warnings, 1 info) in 1 file: 1 file, 1 holds processes, 4 steps"


def test_steps_as_text_says_where_each_name_comes_from() -> None:
    read = step(
        1, PAGE,
        performers=(party("finance clerk", PAGE),),
        customers=(party("controller", PAGE),),
        purpose=clause("for the controller", PAGE),
        fields={"good_when": (Clause("it balances", Span(0, 1)), Clause("in time", Span(0, 1)))},
        actions=(Action(clause("reconciles", PAGE), clause("the ledger", PAGE)),),
    )  # fmt: skip
    page = document(steps=(read, step(2, PAGE, customers=(party("clerk", source=Source.FLOW),))))
    assert render("text", run_of(page=page), View(width=110), STEPS) == (
        "refund.md:1: Refund, 2 steps\n"
        "  3  1. The finance clerk reconciles the ledger for the controller.\n"
        "        who        finance clerk (sentence)\n"
        "        does       reconciles the ledger\n"
        "        for        controller (sentence)\n"
        "        why        for the controller\n"
        "        good when  it balances; in time\n"
        "  4  2. Log the case.\n"
        "        who        not said\n"
        "        does       no action found\n"
        "        for        clerk (next step)\n"
    )
    assert all(len(line) <= 60 for line in render("text", run_of(page=page), View(width=60), STEPS).splitlines())


def test_steps_as_text_tells_of_each_action_and_of_whoever_is_not_named() -> None:
    text = "1. When it rings, Ana answers by phone and Bo notes it for you.\n"
    ana, bo = party("Ana", text), party("Bo", text)
    you = replace(party("you", text), evidence=Evidence.PRONOUN)
    rings = clause("When it rings", text)
    read = step(
        1, text,
        performers=(ana,),
        actions=(
            Action(clause("answers", text), None, (ana,), (), rings, clause("by phone", text)),
            Action(clause("notes", text), clause("it", text), (bo,), (you,), rings),
        ),
    )  # fmt: skip
    lines = render("text", run_of(page=document(text, steps=(read,))), View(), STEPS).splitlines()
    assert [line.split(maxsplit=1) for line in lines[2:]] == [
        ["who", "Ana (sentence)"],
        ["when", "When it rings"],
        ["does", "answers"],
        ["how", "by phone"],
        ["does", "Bo: notes it"],
        ["for", "you (not named)"],
    ]


def test_steps_as_text_stand_beside_what_was_read_where_there_is_room() -> None:
    run = run_of(page=document())
    wide = render("text", run, View(width=140, terminal=True), STEPS).splitlines()
    assert wide[1].startswith("  3  1. The finance clerk") and wide[1].endswith("who   not said")
    assert {line.index(label) for line, label in zip(wide[1:4], ("who ", "does ", "for "), strict=True)} == {63}
    assert all(width_of(line) <= 140 for line in wide)
    coloured = render("text", run, View(True, 140, terminal=True), STEPS)
    assert "\x1b[1mThe finance clerk" in coloured and "\x1b[1;33mnobody\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines() == wide


@given(st.text(), st.integers(20, 200), st.booleans())
def test_steps_as_text_keep_to_the_width(text: str, width: int, terminal: bool) -> None:
    read = replace(step(1, PAGE, performers=(party(text),)), text=text, purpose=Clause(text, Span(0, 1)))
    passed = (Passed("list", Span(0, 1), text, text),)
    view = View(width=width, terminal=terminal, verbose=True)
    printed = render("text", run_of(page=replace(document(steps=(read,)), passed=passed)), view, STEPS)
    assert all(width_of(line) <= max(width, 60) for line in printed.splitlines())


def test_steps_as_text_tell_what_was_passed_over_when_asked() -> None:
    passed = (
        Passed("table", Span(80, 90), "Room | Key", "no column is headed Step, Action, Task or the like"),
        Passed("list", Span(10, 20), "a long item " * 9, "most of its items are links (5 of 6)"),
    )
    page = replace(document(), passed=passed)
    assert "passed over" not in render("text", run_of(page=page), View(width=100), STEPS)
    wide = render("text", run_of(page=page), View(width=100, verbose=True), STEPS).splitlines()
    assert wide[-4:] == [
        "",
        "  passed over",
        '  3  list     "a long item a long item a lon..."  most of its items are links (5 of 6)',
        '  4  table    "Room | Key"                        no column is headed Step, Action, Task or the like',
    ]
    narrow = render("text", run_of(page=page), View(width=60, verbose=True), STEPS).splitlines()
    assert narrow[-4:] == [
        "              most of its items are links (5 of 6)",
        '  4  table    "Room | Key"',
        "              no column is headed Step, Action, Task or the",
        "              like",
    ]


def test_steps_as_text_of_pages_that_hold_none() -> None:
    passed = (Passed("list", Span(0, 1), "a", "one bullet alone"), Passed("list", Span(0, 1), "b", "one bullet alone"))
    listed = run_of(page=Document("about.md", passed=passed))
    hint = "about.md: no process (2 lists passed over; -v says why)\n"
    assert render("text", listed, formats=STEPS) == hint
    assert "about.md: no process\n\n  passed over\n" in render("text", listed, View(verbose=True), STEPS)
    said = run_of(page=Document("about.md", passed=(Passed("page", Span(0, 0), "About", "the config says so"),)))
    assert render("text", said, formats=STEPS) == "about.md: no process: the config says so\n"
    plain = run_of(page=Document("about.md"))
    assert render("text", plain, formats=STEPS) == "about.md: no process\n"
    refused = run_of(page=Document("odd.md", error=ReadError("is no UTF-8", "save it as UTF-8", 3, 7)))
    assert render("text", refused, formats=STEPS) == "odd.md:3:7: is no UTF-8\n  help: save it as UTF-8\n"


def test_steps_as_json_keeps_the_contract() -> None:
    read = step(
        1, PAGE,
        performers=(party("finance clerk", PAGE),),
        customers=(party("clerk", source=Source.FLOW),),
        fields={"good_when": (clause("the ledger", PAGE),)},
        actions=(Action(clause("reconciles", PAGE), performers=(party("finance clerk", PAGE),)),),
    )  # fmt: skip
    pages = (
        document(steps=(read,)),
        Document("about.md"),
        Document("odd.md", error=ReadError("is no UTF-8", "help", 3, 7)),
    )
    got = json.loads(render("json", Run((Checked(ROOT, documents=pages),), ROOT), formats=STEPS))
    clerk = {
        "name": "finance clerk", "party": None, "kind": "internal", "source": "sentence",
        "start": {"line": 3, "column": 8}, "end": {"line": 3, "column": 21},
    }  # fmt: skip
    none = {"path": "about.md", "process": False, "processes": [], "steps": [], "error": None}
    assert got["version"] == 1 and got["workspace"] == "/somewhere/handbook"
    assert got["documents"][1] == none
    assert got["documents"][2] == none | {
        "path": "odd.md",
        "error": {"message": "is no UTF-8", "start": {"line": 3, "column": 7}},
    }
    assert got["documents"][0]["processes"] == [
        {
            "id": "1", "title": "Refund", "start": {"line": 1, "column": 1}, "owner": None, "trigger": None,
            "purpose": None, "customers": [],
        }
    ]  # fmt: skip
    assert got["documents"][0]["steps"] == [
        {
            "id": "1.1", "number": "1", "process": "1", "line": 3, "column": 1,
            "text": "The finance clerk reconciles the ledger for the controller.",
            "performers": [clerk],
            "customers": [
                {"name": "clerk", "party": None, "kind": "internal", "source": "flow", "start": None, "end": None}
            ],
            "purpose": None,
            "fields": {
                "good_when": [
                    {"text": "the ledger", "start": {"line": 3, "column": 33}, "end": {"line": 3, "column": 43}}
                ]
            },
            "actions": [
                {
                    "verb": {
                        "text": "reconciles", "start": {"line": 3, "column": 22}, "end": {"line": 3, "column": 32},
                    },
                    "object": None, "performers": [clerk], "customers": [], "condition": None, "means": None,
                    "purpose": None,
                }
            ],
        }
    ]  # fmt: skip


def test_an_output_names_a_format_and_perhaps_a_file(tmp_path: Path) -> None:
    assert outputs([], tmp_path) == (Output("full"),)
    assert outputs(["concise", "json:a/b.json"], tmp_path) == (Output("concise"), Output("json", tmp_path / "a/b.json"))
    for wrong, says in [
        (["ful"], "did you mean full?"),
        (["xml:a"], "there are full, concise, grouped, json, jsonl, sarif, github, gitlab, junit, rdjson"),
        (["json:"], "names no file"),
        (["full", "json:-"], "two formats go to standard output"),
        (["json:a", "full:./a"], "two formats go to one file"),
    ]:
        with pytest.raises(OutputError, match=re.escape(says)):
            outputs(wrong, tmp_path)


@pytest.mark.parametrize("name", CHECK)
def test_an_output_overwrites_only_what_proclint_wrote(tmp_path: Path, name: str) -> None:
    file = tmp_path / "out"
    texts = [
        render(name, run_of(found(4, 4, 16))),
        render(name, run_of()),
        render(name, run_of(found(4, 4, 16)), View(statistics=True)),
    ]
    for text in texts:
        write(Output(name, file), text, (), force=False)
        assert file.read_text(encoding="utf-8") == text
    file.write_text("my own words\n", encoding="utf-8")
    with pytest.raises(OutputError, match="--force"):
        write(Output(name, file), texts[0], (), force=False)
    assert file.read_text(encoding="utf-8") == "my own words\n"
    file.chmod(0o640)
    write(Output(name, file), texts[0], (), force=True)
    assert file.read_text(encoding="utf-8") == texts[0]
    assert file.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["out"]


def test_an_output_never_overwrites_an_input_by_whatever_name(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("", encoding="utf-8")
    (tmp_path / "soft").symlink_to(page)
    os.link(page, tmp_path / "hard")
    for name in ("page.md", "soft", "hard"):
        with pytest.raises(OutputError, match="was read in this run"):
            write(Output("json", tmp_path / name), "{}", (page,), force=True)
    assert page.read_text(encoding="utf-8") == ""


def test_an_output_says_why_it_can_not_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is no regular file"):
        write(Output("json", tmp_path), "{}", (), force=True)
    with pytest.raises(OutputError, match="no such file or directory"):
        write(Output("json", tmp_path / "no" / "where"), "{}", (), force=False)
