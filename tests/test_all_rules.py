"""All rules at once, the sleeping ones too, over every page at hand: none fails, and each speaks of what is there."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from labels import cases

from proclint import cli, registry
from proclint.engine import Change, Engine, Report
from proclint.files import exists, find, read
from proclint.model import DeclaredParty, Kind, Organisation
from proclint.rule import Awake
from proclint.settings import Overrides, Selection, Settings

ROOT = Path(__file__).parent.parent
FOLDERS = ["examples/clean", "examples/broken", "examples/broken/harbour"]
CODES = tuple(rule.code for rule in registry.rules())
CONFIG = Organisation(
    "proclint.toml",
    "Help guests feel at home",
    {"guest": DeclaredParty("guest", Kind.EXTERNAL), "manager": DeclaredParty("manager", Kind.INTERNAL)},
    required_sections=("Purpose", "Records"),
)


def judged(settings: Settings, pages: dict[str, str]) -> Report:
    """The report of all rules, none of them asleep, on `pages`."""
    engine = Engine(settings, Selection(select=CODES), partial(exists, settings.root))
    report = engine.apply([Change(path, text) for path, text in pages.items()])
    assert report.failures == () and report.sleeping == ()
    for one in report.diagnostics:
        document = report.documents.get(one.path)
        edits = one.fix.edits if one.fix else ()
        for start, end in ((one.start, one.end), *((edit.start, edit.end) for edit in edits)):
            assert start <= end
            if document is not None:
                assert [document.lines.position(document.lines.offset(at)) for at in (start, end)] == [start, end]
    return report


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_rule_fails_on_the_examples(folder: str) -> None:
    (found, *_) = find([], Overrides(cwd=ROOT / folder))
    pages = {file.path: text for file in found.files if isinstance(text := read(file), str)}
    assert judged(found.settings, pages).diagnostics


@pytest.mark.parametrize("organisation", [Organisation(), CONFIG], ids=["no config", "config"])
def test_no_rule_fails_on_the_cases(organisation: Organisation) -> None:
    pages = {f"{number}{case.suffix}": case.text for number, case in enumerate(cases())}
    report = judged(Settings(ROOT / "tests", organisation=organisation), pages)
    assert {one.path for one in report.diagnostics} >= {path for path, one in report.documents.items() if one.steps}
    assert {"STP001", "STP002", "STP003", "DOC002"} <= {one.code for one in report.diagnostics}


def test_select_all_runs_over_everything(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code = cli.run(["check", "examples", "tests/cases", "--select", "ALL", "--output-format", "json"])
    printed = capsys.readouterr()
    assert code == 1 and "failed on" not in printed.err
    found = {one["code"] for one in json.loads(printed.out)["diagnostics"]}
    assert found >= {rule.code for rule in registry.rules() if rule.awake is not Awake.WHEN_SELECTED}
    assert {"STP001", "DOC002"} <= found


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_the_pages_of_all_rules_are_printed(capsys: pytest.CaptureFixture[str], format_: str) -> None:
    assert cli.run(["rule", "--all", "--output-format", format_]) == 0
    printed = capsys.readouterr().out
    if format_ == "json":
        pages = json.loads(printed)["rules"]
        assert [page["code"] for page in pages] == list(CODES)
        assert all(page["summary"] and page["sections"] and page["text"] for page in pages)
    elif format_ == "markdown":
        assert printed == "\n".join(registry.page(code).text.rstrip("\n") + "\n" for code in CODES)
    else:
        for rule in registry.rules():
            assert f"{rule.code} {rule.name} ({rule.severity})\n" in printed
        assert "```" not in printed
