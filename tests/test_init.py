"""`proclint init`: what the first config holds, and that it never harms what is there."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from proclint import cli

PAGE = """# Returns

1. The returns team refunds the shopper.
2. The returns team tells the help desk.
3. The helpdesk calls the shopper.
4. The help desk sends the list to the review panel and to all stakeholders.
"""
CONTROL = "\x07\x1b\x9b\u202e\u2028"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.chdir(tmp_path)


def put(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def written(path: str = "proclint.toml") -> dict:
    return tomllib.loads(Path(path).read_text(encoding="utf-8"))


def codes(capsys: pytest.CaptureFixture[str]) -> set[str]:
    capsys.readouterr()
    cli.run(["check", "--output-format", "concise", "--quiet"])
    return {line.split(" ")[2] for line in capsys.readouterr().out.splitlines()}


def test_the_parties_are_there_with_the_kinds_that_the_pages_bear_out(capsys: pytest.CaptureFixture[str]) -> None:
    put("returns.md", PAGE)
    put("about.md", "# About\n\nWe sell shoes.\n")
    assert cli.run(["init"]) == 0
    config = written()
    kinds = {key: table.get("kind") for key, table in config["parties"].items()}
    assert kinds == {
        "shopper": "external",
        "returns-team": "internal",
        "help-desk": "internal",
        "review-panel": None,
    }
    assert config["parties"]["help-desk"]["names"] == ["helpdesk"]
    assert set(config["departments"]) == {"returns-team", "help-desk"}
    assert set(config) == {"parties", "departments"}, "a purpose is for people to state, and pages for them to rule out"
    text = Path("proclint.toml").read_text(encoding="utf-8")
    assert '# purpose = "' in text
    assert '#   "about.md",' in text
    assert '[parties.review-panel]\n# kind = "external" | "internal" | "contact" ?' in text
    assert "# performs 2 steps, is served by 1 step, first in returns.md:4\n[parties.help-desk]" in text
    told = capsys.readouterr()
    assert told.out == ""
    assert "wrote proclint.toml with 4 parties" in told.err
    assert "fill in the purpose" in told.err and "proclint check" in told.err and "proclint trails" in told.err


TRADES = (
    "baker",
    "carter",
    "dyer",
    "fuller",
    "glover",
    "joiner",
    "mason",
    "potter",
    "sadler",
    "tailor",
    "tanner",
    "weaver",
)
MANY = "".join(f"- The {one} sends the shopper the bill.\n" for one in TRADES)


def test_of_many_parties_those_named_once_wait_in_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    put("trades.md", "# Trades\n\n" + MANY)
    put("fair.md", "# Fair\n\n1. The baker hands the review panel the list.\n2. The baker counts the stalls.\n")
    assert cli.run(["init"]) == 0
    assert [*written()["parties"]] == ["shopper", "baker"]
    assert "wrote proclint.toml with 2 parties" in (said := capsys.readouterr().err)
    assert "11 more, named once" in said
    text = Path("proclint.toml").read_text(encoding="utf-8")
    assert '# review-panel = { kind = "internal" }  # fair.md:3' in text
    assert '# weaver = { kind = "internal" }  # trades.md:14' in text
    head, _, once = text.partition("[parties]\n")
    unmarked = head + "[parties]\n" + "".join(line.removeprefix("# ") + "\n" for line in once.splitlines())
    Path("proclint.toml").write_text(unmarked, encoding="utf-8")
    assert len(written()["parties"]) == 13
    assert cli.run(["check", "--quiet", "--fail-on", "never"]) == 0


def test_a_name_that_leaves_open_who_is_meant_is_no_party_of_a_config() -> None:
    rows = "".join(f"- The clerk sends {whom} the list.\n" for whom in ("other teams", "the staff", "relevant clerks"))
    put("lists.md", "# Lists\n\n" + rows)
    cli.run(["init", "--quiet"])
    assert set(written()["parties"]) == {"clerk", "staff"}


def test_check_reads_the_draft_and_asks_for_the_purpose(capsys: pytest.CaptureFixture[str]) -> None:
    put("returns.md", PAGE)
    cli.run(["init", "--quiet"])
    assert capsys.readouterr().err == ""
    found = codes(capsys)
    assert "PUR001" in found
    assert "CUS002" in found, "the rules that wait for an external party are awake"


def test_every_list_that_is_a_suggestion_holds_when_its_marks_are_taken_off() -> None:
    put("returns.md", PAGE)
    put("über uns.md", "# About\n\nWe sell shoes.\n")
    cli.run(["init"])
    text = Path("proclint.toml").read_text(encoding="utf-8")
    start = text.index("# not-processes")
    end = text.index("# ]", start) + 3
    suggested = tomllib.loads("\n".join(line.removeprefix("#") for line in text[start:end].splitlines()))
    assert suggested == {"not-processes": ["über uns.md"]}


@pytest.mark.parametrize("name", ["proclint.toml", "pyproject.toml"])
def test_a_config_that_governs_is_named_and_left_alone(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    put("pages/returns.md", PAGE)
    text = "" if name == "proclint.toml" else "[tool.proclint]\n"
    put(name, text)
    assert cli.run(["init", "pages"]) == 2
    assert f"{name} governs here already" in capsys.readouterr().err
    assert Path(name).read_text(encoding="utf-8") == text
    assert not Path("pages/proclint.toml").exists()


def test_a_config_further_down_keeps_its_say(capsys: pytest.CaptureFixture[str]) -> None:
    put("shop/returns.md", PAGE)
    put("shop/proclint.toml", 'purpose = "Help shoppers"\n')
    assert cli.run(["init"]) == 2
    assert "shop/proclint.toml governs a folder below" in capsys.readouterr().err
    put("shop/proclint.toml", 'root = true\npurpose = "Help shoppers"\n')
    put("returns.md", PAGE)
    assert cli.run(["init"]) == 0
    assert cli.run(["check", "--quiet", "--fail-on", "never"]) == 0


@pytest.mark.parametrize("make", ["link", "folder"])
def test_what_stands_in_the_way_is_not_written_over(make: str, capsys: pytest.CaptureFixture[str]) -> None:
    put("returns.md", PAGE)
    if make == "link":
        os.symlink("elsewhere.toml", "proclint.toml")
    else:
        os.mkdir("proclint.toml")
    assert cli.run(["init"]) == 2
    assert "stands there already" in capsys.readouterr().err
    assert not Path("elsewhere.toml").exists()


@pytest.mark.parametrize(("path", "reason"), [("none", "no such folder"), ("returns.md", "this is no folder")])
def test_only_a_folder_gets_a_config(path: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    put("returns.md", PAGE)
    assert cli.run(["init", path]) == 2
    assert reason in capsys.readouterr().err
    assert not Path("proclint.toml").exists()


def test_no_control_character_of_a_page_gets_into_the_file() -> None:
    rows = [
        f'| Answer | Sales{CONTROL} clerk | Fr{CONTROL}ench "buyer" |',
        "| Pay | Sales clerk | O'Neill\\Sons team |",
    ]
    put("sales.md", "# Sales\n\n| Step | Who | For |\n|---|---|---|\n" + "\n".join(rows) + "\n")
    put(f"a{CONTROL[1]}.md", "# About\n")
    assert cli.run(["init", "--quiet"]) == 0
    text = Path("proclint.toml").read_bytes().decode()
    assert [one for one in text if not one.isprintable() and one != "\n"] == []
    assert tomllib.loads(text)["parties"]
    assert cli.run(["check", "--quiet", "--fail-on", "never"]) == 0


def test_the_same_pages_give_the_same_config() -> None:
    for folder in ("one", "two"):
        for name in ("b", "a") if folder == "one" else ("a", "b"):
            put(f"{folder}/{name}.md", PAGE)
        assert cli.run(["init", folder, "--quiet"]) == 0
    assert Path("one/proclint.toml").read_bytes() == Path("two/proclint.toml").read_bytes()


@pytest.mark.parametrize("data", [None, b"# Torn\n\n1. Tear it: \xff\n"])
def test_a_folder_without_a_page_that_can_be_read_gets_no_config(
    data: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if data is not None:
        Path("torn.md").write_bytes(data)
    assert cli.run(["init"]) == 2
    assert not Path("proclint.toml").exists()
    said = capsys.readouterr().err
    assert ("torn.md:3:13: not read: the byte 0xFF is not UTF-8" in said) is (data is not None)
    reason = "no page here: looked for *.markdown *.md in ." if data is None else "none of its pages can be read"
    assert f"error: .: {reason}; nothing was written\n  help: " in said
