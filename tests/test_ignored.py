"""Every rule can be ignored where it speaks: what the Bad sections of its page show goes away by a comment."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import Case, cases, check
from test_rules import file_of

from proclint import registry
from proclint.registry import Rule

SHOWN = [
    pytest.param(rule, case, id=f"{rule.code} {case.title}")
    for rule in registry.rules()
    for case in cases(file_of(rule))
    if case.is_bad and rule.code != "DOC001"  # what can't be read holds no comment
]


def comment(path: Path, text: str) -> str:
    return f"# proclint: {text}" if path.suffix == ".toml" else f"<!-- proclint: {text} -->"


@pytest.mark.parametrize(("rule", "case"), SHOWN)
def test_a_rule_is_ignored_in_a_whole_file(rule: Rule, case: Case, tmp_path: Path) -> None:
    case.write(tmp_path)
    before, _ = check(tmp_path, rule.code)
    for path in {tmp_path / one.path for one in before.diagnostics}:
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\n{comment(path, f'ignore-file {rule.code} (for now)')}\n", encoding="utf-8")
    after, _ = check(tmp_path, rule.code)
    assert [one.message for one in after.diagnostics] == []
    assert len(after.suppressed) - len(before.suppressed) >= len(before.diagnostics)


@pytest.mark.parametrize(("rule", "case"), SHOWN)
def test_a_rule_is_ignored_at_the_line_where_it_speaks(rule: Rule, case: Case, tmp_path: Path) -> None:
    case.write(tmp_path)
    before, _ = check(tmp_path, rule.code)
    kept = set()
    for one in before.diagnostics:
        path = tmp_path / one.path
        lines = path.read_text(encoding="utf-8").split("\n")
        end = "---" if "---" in lines[1:] else ""  # one that is not closed ends where its keys do
        front = lines.index(end, 1) if lines[0] == "---" else 0
        if one.start.line <= front:
            kept.add(one.start)  # there only a comment for the whole page can stand
        elif rule.code not in lines[one.start.line - 1].partition("proclint: ignore")[2]:
            lines[one.start.line - 1] += " " + comment(path, f"ignore {rule.code}")
            path.write_text("\n".join(lines), encoding="utf-8")
    after, _ = check(tmp_path, rule.code)
    assert {one.start for one in after.diagnostics} == kept
