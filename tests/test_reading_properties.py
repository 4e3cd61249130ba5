"""What holds of the reading of any text at all: no exception, true places, and nothing that hangs on line ends."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sight import shows, visible

from proclint.model import Action, Clause, Document, Party, Step
from proclint.printing.run import Checked, Run, View
from proclint.printing.steps_json import render
from proclint.reading import read
from proclint.reading.grammar import grammar
from proclint.span import LineIndex, Position, Span
from proclint.workspace import Workspace

HANDBOOKS = Path(__file__).parents[2] / "shared" / "gold" / "handbooks" / "pages"
COMMON = settings(max_examples=200, deadline=None, derandomize=True)


def read_alone(text: str, path: str = "page.md", process: bool | None = None) -> Document:
    workspace = Workspace()
    workspace.replace(read(path, text, process))
    return workspace.documents[path]


# --- the contract of `steps --output-format json` -------------------------------------------------------------------


def spanned(value: Any, place: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each PARTY and CLAUSE with a span inside a JSON value: where it stands there, its text, itself."""
    if isinstance(value, dict):
        if value.get("start") and value.get("end"):
            yield place, value.get("name", value.get("text")), value
        for key, inner in value.items():
            yield from spanned(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from spanned(inner, f"{place}[{number}]")


def check_json(page: dict[str, Any], source: str) -> int:
    """Checks the places of a document in JSON; gives how many there were."""
    lines = LineIndex.of(source)

    def offset(position: dict[str, int]) -> int:
        place = Position(position["line"], position["column"])
        found = lines.offset(place)
        assert lines.position(found) == place, f"{place} is no place of the text"
        return found

    count = 0
    for place, text, value in spanned({"processes": page["processes"], "steps": page["steps"]}):
        start, end = offset(value["start"]), offset(value["end"])
        assert start < end, (place, text)
        assert shows(source[start:end], text), (place, text, source[start:end])
        count += 1
    ids = [step["id"] for step in page["steps"]]
    assert len(set(ids)) == len(ids)
    markers = [offset({"line": step["line"], "column": step["column"]}) for step in page["steps"]]
    assert all(first < second for first, second in pairwise(markers))
    assert {step["process"] for step in page["steps"]} == {process["id"] for process in page["processes"]}
    if not page["process"]:
        assert page["steps"] == page["processes"] == []
    return count


def as_json(document: Document) -> dict[str, Any]:
    run = Run((Checked(Path("/w"), (), (document,), {}),), Path("/w"))
    (page,) = json.loads(render(run, View()))["documents"]
    assert isinstance(page, dict)
    return page


def spans(document: Document) -> Iterator[tuple[str, Span]]:
    """Every text of a document with its span, those that the JSON leaves out as well."""

    def of_parties(parties: tuple[Party, ...]) -> Iterator[tuple[str, Span]]:
        yield from ((party.name, party.span) for party in parties if party.span is not None)

    def of_clauses(*clauses: Clause | None) -> Iterator[tuple[str, Span]]:
        yield from ((clause.text, clause.span) for clause in clauses if clause is not None)

    for process in document.processes:
        yield from of_parties(process.customers + ((process.owner,) if process.owner else ()))
        yield from of_clauses(process.trigger, process.purpose, *process.measures, *process.feedback)
    yield from of_clauses(*(value for values in document.priorities for value in values))
    for step in document.steps:
        yield step.text, step.text_span
        yield from of_parties(step.performers + step.customers)
        yield from of_clauses(step.purpose, *(value for values in step.fields.values() for value in values))
        for action in step.actions:
            yield from of_parties(action.performers + action.customers)
            yield from of_clauses(action.verb, action.object, action.condition, action.means, action.purpose)


def check_places(document: Document) -> None:
    """Spans lie inside the text, in order, and begin and end at what they show."""
    size = len(document.text)
    for text, span in spans(document):
        assert 0 <= span.start < span.end <= size, (text, span)
        assert text and text == " ".join(text.split()), repr(text)
        piece = document.text[span.start : span.end]
        assert piece[0] in (text[0], "&", "\\") or text[0] == "\ufffd", (text, piece)
        assert piece[-1] in (text[-1], ";") or text[-1] == "\ufffd", (text, piece)
    for step in document.steps:
        assert 0 <= step.span.start <= step.text_span.start < step.text_span.end <= size
    assert all(first.span.start < second.span.start for first, second in pairwise(document.steps))
    ids = [step.id for step in document.steps]
    assert len(set(ids)) == len(ids)
    assert {step.process for step in document.steps} == {process.id for process in document.processes}
    assert document.is_process == bool(document.steps)


ANYTHING = st.text(max_size=120) | st.text(
    st.sampled_from(list("ab \n\r\t-+*1.2)>#|`[](){}<!->=:&;~_\\\"'é😀漢\u0301%{}\ufdd0\xa0\u2028")), max_size=120
)

WORDS = st.sampled_from(
    [
        *("Send the form to the clerk", "the manager", "Ask the guest", "so that they can plan", "by email", "and"),
        *("If it rains,", "notify", "the shop's customers", "is signed by", "finance team", "for", "to", ".", ",", ":"),
        *(
            "**Bold**",
            "**Owner:**",
            "[the desk](d.md)",
            "[a](<b c>)",
            "`code`",
            "*it*",
            "&amp;",
            "&eacute;",
            "\\*",
            "~~x~~",
        ),
        *(
            "<b>",
            "</b>",
            "<!-- no -->",
            "<!-- proclint: ignore CUS001 (why) -->",
            "😀",
            "e\u0301",
            "漢字",
            "{{ x }}",
            "@team",
        ),
        *("Go to step 2", "1.", "2)", "(HR)", "\u200f", "\ufeff", "—", "…", "'", '"', "you", "them", "Step 3:"),
    ]
)
STARTS = st.sampled_from(
    [
        *(
            "",
            "",
            "- ",
            "1. ",
            "2. ",
            "* ",
            "- [ ] ",
            "   - ",
            "   ",
            "    ",
            "  1. ",
            "# ",
            "## ",
            "### Step 1: ",
            "> ",
            "> 1. ",
        ),
        *(
            "| ",
            "Customer: ",
            "**Performer:** ",
            "- For: ",
            "  Why: ",
            "Owner: ",
            "<div>",
            "```",
            "!!! note",
            "---",
            ":::",
        ),
        *(
            "|---|---|",
            "| Step | Who | For |",
            "title: ",
            "process: true",
            "<!--",
            "\t",
            "[^1]: ",
            "===",
            "10. ",
            "1) ",
        ),
    ]
)
LINE = st.tuples(STARTS, st.lists(WORDS, max_size=6)).map(lambda parts: parts[0] + " ".join(parts[1]))
MARKDOWN = st.lists(LINE, max_size=14).map("\n".join)


@given(ANYTHING | MARKDOWN, st.sampled_from(["page.md", "page.txt"]), st.sampled_from([None, True, False]))
@example("\r", "page.md", None)
@example("1. \x0b", "page.md", True)
@COMMON
def test_any_text_is_read_with_places_inside_it(source: str, path: str, process: bool | None) -> None:
    document = read_alone(source, path, process)
    assert document.error is None
    check_places(document)
    if process is False:
        assert document.steps == ()


@given(st.lists(LINE, min_size=1, max_size=12))
@COMMON
def test_line_ends_do_not_matter(lines: list[str]) -> None:
    unix, windows = (read_alone(end.join(lines)) for end in ("\n", "\r\n"))
    assert outline(unix) == outline(windows)


def outline(document: Document) -> list[Any]:
    """A document without offsets: numbers, lines, columns, names."""
    page = as_json(document)
    return [page["process"], page["processes"], page["steps"], [one.codes for one in document.suppressions]]


# --- spans show their text ------------------------------------------------------------------------------------------

NAMES = st.sampled_from(
    [
        *("the client", "the *client*", "the [finance team](../finance.md)", "the **duty `manager`**", "all guests"),
        *(
            "R&amp;D team",
            "the caf&eacute; manager",
            "the <b>night</b> porter",
            "the sales<!-- no --> team",
            "the owner\\*s desk",
        ),
        *(
            'the [*head* nurse](x "the title")',
            "the school\n   board",
            "the school  \n   office",
            "the ![icon](i.png) teacher",
        ),
    ]
)
VERBS = st.sampled_from(
    ["Send", "**Forward**", "Mail", "[Hand](h.md)", "`Send`", "Give &gt;", "Show", "*Email*", "😀 Send"]
)
AIMS = st.sampled_from(
    [
        *(
            "",
            "",
            " so that [they](t.md) can *plan*",
            ", because **it** is\n   late",
            " in order to avoid `delay`",
            " via &lt;mail&gt;",
        ),
        *(" by [mail](m)", " to make sure that 漢字 e\u0301 is right", ".\n\n   This ensures that *all* is well"),
    ]
)
ITEM = st.tuples(VERBS, st.sampled_from(["the form", "the [signed](s) form", "a *copy*"]), NAMES, AIMS).map(
    lambda parts: "{} {} to {}{}".format(*parts)
)
FIELD = st.tuples(st.sampled_from(["For", "**Who:**", "Why", "Good when", "Customer", "Via"]), NAMES).map(
    lambda parts: f"   - {parts[0]}{'' if ':' in parts[0] else ':'} {parts[1]}".replace("\n", "\n  ")
)


@given(st.lists(st.tuples(ITEM, st.lists(FIELD, max_size=2)), min_size=1, max_size=5))
@COMMON
def test_every_span_shows_its_text(items: list[tuple[str, list[str]]]) -> None:
    rows = [f"{number}. " + "\n".join([item, *fields]) for number, (item, fields) in enumerate(items, 1)]
    source = (
        "---\npurpose: help *all* &amp; sundry\n---\n# The page\n\nOwner: the [desk](d.md)\n\n" + "\n".join(rows) + "\n"
    )
    document = read_alone(source)
    assert len(document.steps) == len(items)
    check_places(document)
    for text, span in spans(document):
        assert shows(source[span.start : span.end], text), (text, source[span.start : span.end])
    assert check_json(as_json(document), source) >= len(items)
    assert [as_json(document)["steps"][at]["line"] for at in range(len(items))] == [
        LineIndex.of(source).line(source.index("\n" + row) + 1) for row in rows
    ] or len(set(rows)) < len(rows)


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("the **duty `mana`ger**", "the duty manager"),
        ("desk](d.md) and *the", "desk and the"),
        ('a [link](u(v) "t") [b][c] ![no](x) d[^1]', "a link b d"),
        ("a&amp;b &lt; \\* snake_case _it_ ", "a&b < * snake_case it"),
        ("one\n> two<br>three <!-- no\n--> <b>f</b>our <https://a.example>", "one two three four https://a.example"),
        ("`a*b` {{ no }}{: .x } 漢", "a*b 漢"),
    ],
)
def test_the_second_opinion_itself(source: str, seen: str) -> None:
    assert visible(source) == seen
    assert shows(source, seen)
    assert not shows(source, seen + " more") and not shows("x" + source, seen) and not shows(source, seen[1:])


# --- lists ----------------------------------------------------------------------------------------------------------

STEADY = [
    "Send the signed contract to the client by email.",
    "The clerk forwards the file to the legal team, so that they can review it.",
    "If the form is late, notify the manager.",
    "Invite the new starter to lunch and introduce the team.",
    "Close the ledger.",
    "Hiring manager: Approve the budget for the training team.",
    "**Check the stock.** Write the count on the sheet to avoid a second round.",
    "The report is signed by the controller.",
    "Go to step 1",
    "Give the guest the key in order to let them settle in",
]


def bare(step: Step, source: str) -> list[Any]:
    """The actions and names of a step, places counted from its own text."""

    def of_clause(clause: Clause | None) -> object:
        return clause and (clause.text, clause.span.start - step.text_span.start)

    def of_action(action: Action) -> list[Any]:
        parts = (action.verb, action.object, action.condition, action.means, action.purpose)
        names = [[party.name for party in parties] for parties in (action.performers, action.customers)]
        return [*map(of_clause, parts), names]

    return [
        step.text,
        source[step.text_span.start : step.text_span.end],
        [of_action(action) for action in step.actions],
        [party.name for party in step.performers],
        [party.name for party in step.named_customers],
        of_clause(step.purpose),
    ]


@given(st.lists(st.sampled_from(STEADY), min_size=1, max_size=8, unique=True))
@COMMON
def test_a_list_reads_as_its_items_do(items: list[str]) -> None:
    source = "# Page\n\n" + "".join(f"{number}. {item}\n" for number, item in enumerate(items, 1))
    together = read_alone(source)
    assert [step.number for step in together.steps] == [str(number) for number in range(1, len(items) + 1)]
    for step, item in zip(together.steps, items, strict=True):
        alone = f"# Page\n\n1. {item}\n"
        (single,) = read_alone(alone).steps
        assert bare(step, source) == bare(single, alone)


# --- the grammar ----------------------------------------------------------------------------------------------------

TAGS = "DJNSPR3VZWGIEBHMlXTofpwycOitrehKA&/',;:.()-F>"


def check_row(row: str) -> None:
    """The segments of a row of tags cover it, and their phrases cover them, and lark's own parser finds the same."""
    assert grammar().segments(row) == grammar().parse(row)
    at = 0
    for kind, start, end in grammar().segments(row):
        assert start == at < end, (kind, start, at)
        for phrase, first, last in grammar().phrases(row, start, end):
            assert first == at < last, (phrase, first, at)
            at = last
        assert at == end
    assert at == len(row)


def test_the_tags_are_those_of_the_grammar() -> None:
    def is_tag(sign: str) -> bool:
        try:
            return bool(grammar().parse(sign))
        except Exception:  # whatever the parser raises for a letter that it does not know
            return False

    assert {sign for sign in map(chr, range(128)) if is_tag(sign)} == set(TAGS)


@given(st.text(st.sampled_from(TAGS), max_size=200))
@example("")
@COMMON
def test_any_row_of_tags_is_parsed_and_nothing_is_lost(row: str) -> None:
    check_row(row)


def test_every_pair_of_tags_is_parsed_in_a_long_row() -> None:
    for first, second in product(TAGS, TAGS):
        check_row((first + second) * 40)


def seconds(row: str) -> float:
    best = 9.0
    for _ in range(2):
        start = time.process_time()
        check_row(row)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("lead", ["", "K", "e", "("])
def test_the_time_grows_with_the_length_of_a_row_and_no_faster(lead: str) -> None:
    runs = [*TAGS, *("".join(pair) for pair in product("MHVZG", "&AXD,"))]
    short, long = (sum(seconds(lead + run * (size // len(run))) for run in runs) for size in (1_000, 5_000))
    assert long < 12 * short  # the length is 5 times as great; its square 25 times
    assert max(seconds(lead + run * (5_000 // len(run))) for run in runs) < 0.8


@given(st.text(st.sampled_from(TAGS), min_size=1, max_size=3), st.sampled_from(["", "K", "h", "T", "N&"]))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_run_of_any_tags_is_parsed_soon(run: str, lead: str) -> None:
    assert seconds(lead + run * (5_000 // len(run))) < 0.8


# --- real pages -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not HANDBOOKS.is_dir(), reason="the collection of real pages is not beside the repository")
def test_the_command_line_holds_the_contract_on_real_pages() -> None:
    files = sorted(path for path in HANDBOOKS.rglob("*") if path.suffix in {".md", ".markdown"})
    command = [sys.executable, "-m", "proclint", "steps", "--output-format", "json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    pages = json.loads(done.stdout)["documents"]
    assert len(pages) == len(files)
    count = 0
    for page in pages:
        source = Path(page["path"]).read_bytes().decode("utf-8-sig")
        assert page["error"] is None
        count += check_json(page, source)
        document = read_alone(source)
        check_places(document)
        for step in document.steps:
            assert shows(source[step.text_span.start : step.text_span.end], step.text)
    assert count > 2_000
