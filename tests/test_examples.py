"""The examples: the clean house is clean, and the broken one shows every rule, where examples/README.md says so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from proclint import cli, registry
from proclint.rule import Awake

EXAMPLES = Path(__file__).parent.parent / "examples"
BROKEN = [
    ("CUS004", "closing.md", 14),
    ("CUS002", "closing.md", 19),
    ("CUS003", "closing.md", 20),
    ("PUR007", "closing.md", 21),
    ("CUS001", "closing.md", 22),
    ("PUR001", "harbour/proclint.toml", 1),
    ("EVT003", "lending-the-room.md", 9),
    ("DOC003", "mending.md", 24),
    ("STP006", "mending.md", 26),
    ("DOC001", "mishaps.md", 10),
    ("CUS003", "new-repairers.md", 17),
    ("CUS001", "new-repairers.md", 19),
    *(("CUS001", "opening.md", line) for line in range(10, 16)),
    ("EXP001", "phone.md", 10),
    ("EXP006", "phone.md", 11),
    ("CUS007", "phone.md", 12),
    ("PUR003", "phone.md", 15),
    ("PUR009", "proclint.toml", 10),
    ("ALI001", "proclint.toml", 55),
    ("PUR002", "proclint.toml", 68),
    ("HND005", "spare-parts.md", 14),
    ("CUS004", "spare-parts.md", 18),
    ("CUS003", "spare-parts.md", 19),
    ("PUR011", "stock-take.md", 3),
    ("PUR006", "stock-take.md", 12),
    ("CUS005", "stock-take.md", 14),
    ("PUR005", "stock-take.md", 15),
    ("CUS001", "stock-take.md", 16),
    ("DOC004", "welcome.md", 10),
    ("CUS001", "welcome.md", 16),
]

Found = tuple[str, str, int]


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES.parent)


def check(folder: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict]:
    """The exit code and the JSON of `proclint check` on a folder of the examples."""
    code = cli.run(["check", f"examples/{folder}", "--output-format", "json", "--quiet"])
    return code, json.loads(capsys.readouterr().out)


def told(result: dict, folder: str) -> list[Found]:
    found = [(one["code"], one["path"], one["start"]["line"]) for one in result["diagnostics"]]
    return sorted(((code, path.removeprefix(f"examples/{folder}/"), line) for code, path, line in found), key=place)


def place(one: Found) -> tuple[str, int, str]:
    return one[1], one[2], one[0]


def test_the_clean_house_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    code, result = check("clean", capsys)
    assert told(result, "clean") == []
    assert code == 0
    assert result["summary"]["processes"] == 8
    assert result["summary"]["steps"] > 30


def test_in_the_clean_house_every_step_names_its_customer_but_one_that_says_why_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    summary = check("clean", capsys)[1]["summary"]
    assert summary["steps"] - summary["steps_with_customer"] == 1
    assert (EXAMPLES / "clean/closing.md").read_text(encoding="utf-8").count("proclint: ignore") == 1


def test_the_broken_house_shows_its_mistakes_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    code, result = check("broken", capsys)
    assert told(result, "broken") == BROKEN
    assert code == 1


def test_every_rule_that_is_on_by_default_shows_in_the_broken_house() -> None:
    by_default = {rule.code for rule in registry.rules() if rule.awake is not Awake.WHEN_SELECTED}
    assert {code for code, _, _ in BROKEN} == by_default


def test_the_readme_says_what_is_wrong_where() -> None:
    rows = re.findall(
        r"^\| broken/(\S+) \| ([\d, to]+) \| (\w+) \|", (EXAMPLES / "README.md").read_text(encoding="utf-8"), re.M
    )
    said = [(code, path, line) for path, lines, code in rows for line in numbers(lines)]
    assert sorted(said, key=place) == BROKEN


def numbers(lines: str) -> list[int]:
    """The lines that "10 to 15" or "18, 19" means."""
    if " to " in lines:
        first, last = lines.split(" to ")
        return list(range(int(first), int(last) + 1))
    return [int(line) for line in lines.split(",")]
