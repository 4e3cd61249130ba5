"""The verb `trails` from outside: what a person reads, what a program gets, and a workspace that is judged by hand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import trees

from proclint import cli
from proclint.printing.run import View

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold" / "trails"
CONFIG = """\
purpose = "Help shoppers get their money back the first time"

[parties.shopper]
kind = "external"

[parties.front-office]
kind = "internal"
serves = ["shopper"]
"""
PAGES = {
    "proclint.toml": CONFIG,
    "refund.md": (
        "# Refund\n\n1. The agent sends the claim to the finance clerk.\n"
        "2. The finance clerk sends the money to the shopper.\n3. The agent sends the file to the front office.\n"
        "4. The finance clerk sends the figures to the controller.\n"
    ),
    "close.md": "# Close\n\n1. The controller closes the ledger.\n2. The controller files the books.\n",
    "plan.md": "# Plan\n\n1. The planner sends the plan to the supplier.\n2. The planner sends it to the supplier.\n",
}


@pytest.fixture(autouse=True)
def _workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    trees.write(tmp_path, PAGES)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]):
    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.run(["trails", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def asked(call: Any, *arguments: str) -> dict[str, Any]:
    code, out, err = call(*arguments, "--output-format", "json")
    assert (code, err) == (0, "")
    read: dict[str, Any] = json.loads(out)
    return read


def test_a_trail_has_a_place_at_every_hop_and_ends_in_the_words_of_the_purpose(call: Any) -> None:
    code, out, err = call("refund.md:3")
    assert code == 0
    assert out == (
        "refund.md:3: The agent sends the claim to the finance clerk.  tied\n"
        "  refund.md:3  agent serves finance clerk\n"
        "  refund.md:4  finance clerk serves shopper\n"
        "  it helps shoppers get their money back the first time, 2 hand-offs away: "
        '"The finance clerk sends the money to the shopper"\n'
    )
    assert err == "1 step: 1 tied\n"


def test_what_only_the_config_says_is_said_to_be_so(call: Any) -> None:
    out = call("refund.md:5")[1]
    assert "tied, by the config alone\n" in out
    assert "  proclint.toml:8  front office serves shopper (by the config)\n" in out
    assert "if the config is right: no page shows how front office serves shopper" in out


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (
            "refund.md:6",
            "it ends at controller: whom they serve in turn was not found: "
            "how does it help shoppers get their "
            "money back",
        ),
        ("close.md:3", "it serves nobody: how does it help shoppers get their money back the first time?"),
        ("plan.md:3", "it ends at supplier, outside but not whom we exist for: how does it help shoppers"),
    ],
)
def test_where_a_trail_ends_and_what_that_asks(call: Any, place: str, said: str) -> None:
    assert said in call(place)[1]


def test_what_is_not_known_of_an_end_is_said_of_its_name_alone(call: Any) -> None:
    Path("b.md").write_text(
        "# B\n\n1. Send the sum to the bursar.\n2. Send the list to the harbour warden.\n", encoding="utf-8"
    )
    Path("proclint.toml").write_text('[parties.bursar]\nkind = "internal"\n', encoding="utf-8")
    unknown = "whom they serve in turn was not found"
    lacks = "no step of theirs was found under that name"
    assert f"it ends at bursar: {lacks}: " in call("b.md:3")[1]
    Path("notes.md").write_text("# Money\n\nThe bursar pays the guests every Friday.\n", encoding="utf-8")
    assert f"{unknown}, though notes.md:3 says what they do for somebody: " in call("b.md:3")[1]
    Path("notes.md").write_text(
        "# Money\n\nA bursar member and the bursar club sing. A bursar member pays.\n", encoding="utf-8"
    )
    assert f"{unknown}, though notes.md:3 says what they do: " in call("b.md:3")[1]
    Path("notes.md").write_text("# Money\n\nThe bursar club rooms, as you know, open late.\n", encoding="utf-8")
    assert f"{lacks}: " in call("b.md:3")[1]
    for said in (
        "Bursars outside the hall, hosts or porters may call.",
        "If the bursar asks, the porter opens the gate.",
        "Wait until the bursar has signed.",
    ):
        Path("notes.md").write_text(f"# Money\n\n{said}\n", encoding="utf-8")
        told = "though notes.md:3 says" if not said.startswith("If") else "that name: "
        assert told in call("b.md:3")[1].splitlines()[2]
    known = "no page and no config says under that name whether they are inside or outside"
    assert f"it ends at harbour warden: {known}" in call("b.md:4")[1]


def test_what_a_party_does_for_nobody_in_particular_is_not_told_of_its_end(call: Any) -> None:
    page = "# B\n\n1. Send the sum to the bursar.\n2. The bursar counts the sum.\n\nThe bursar sleeps well. "
    Path("b.md").write_text(page + "The bursar lends the porter a coat.\n", encoding="utf-8")
    Path("proclint.toml").write_text('[parties.bursar]\nkind = "internal"\n', encoding="utf-8")
    assert "not found, though b.md:6 says what they do for somebody: " in call("b.md:3")[1]
    Path("b.md").write_text(page, encoding="utf-8")
    assert "whom they serve in turn was not found: " in call("b.md:3")[1]


def test_an_end_without_a_name_is_asked_for(call: Any) -> None:
    for whom in ("everyone on the call", "relevant people", "the team"):
        Path("b.md").write_text(f"# B\n\n1. Send the note to {whom}.\n", encoding="utf-8")
        Path("proclint.toml").write_text("", encoding="utf-8")
        assert call("b.md:3")[1].splitlines()[-1].endswith(", a general word: who is that?")


def test_an_end_is_asked_whether_it_is_somebody_of_a_longer_or_shorter_name(call: Any) -> None:
    Path("proclint.toml").write_text("", encoding="utf-8")
    page = "# B\n\n1. {} steward sends the sum to the {}.\n2. The hall lead calls the guest.\n"
    Path("b.md").write_text(page.format("The", "lead"), encoding="utf-8")
    assert "it ends at lead, unless that is hall lead: no page and no config says" in call("b.md:3")[1]
    Path("b.md").write_text(page.format("The", "new hall lead"), encoding="utf-8")
    assert "it ends at new hall lead, unless that is hall lead: " in call("b.md:3")[1]
    Path("b.md").write_text(page.format("The hall lead's", "hall clerk"), encoding="utf-8")
    assert "unless" not in call("b.md:3")[1]
    more = "3. The kitchen lead calls the guest.\n4. The choir lead calls the guest twice, and the cook.\n"
    Path("b.md").write_text(page.format("The", "lead") + more, encoding="utf-8")
    assert ", unless that is choir lead or hall lead or somebody else: " in call("b.md:3")[1]


def test_what_is_said_above_the_steps_of_an_end_is_told(call: Any) -> None:
    Path("proclint.toml").write_text("", encoding="utf-8")
    page = "# B\n\nCustomer: nurse\n\n1. The porter informs the ward lead.\n2. The ward lead fills the tray.\n"
    Path("b.md").write_text(page, encoding="utf-8")
    said = "it ends at ward lead: whom they serve stands above their steps alone (nurse), and that leads no further: "
    assert said in call("b.md:5")[1]


def test_a_step_that_serves_somebody_without_a_name_is_not_said_to_serve_nobody(call: Any) -> None:
    Path("b.md").write_text("# B\n\n1. The clerk informs us.\n2. Close the hall.\n", encoding="utf-8")
    assert call("b.md:3")[1].splitlines()[-1] == "  it serves somebody without a name: whom?"


def test_some_of_those_who_are_known_may_be_meant_by_a_longer_name(call: Any) -> None:
    Path("proclint.toml").write_text('[parties.staff]\nkind = "internal"\n', encoding="utf-8")
    Path("b.md").write_text("# B\n\n1. Help departing staff.\n2. Thank the staff.\n", encoding="utf-8")
    assert call("b.md:3")[1].splitlines()[-1] == "  it ends at departing staff, unless that is staff: who is that?"
    Path("b.md").write_text("# B\n\n1. Thank the staff.\n2. The hall staff call the guest.\n", encoding="utf-8")
    assert "unless" not in call("b.md:3")[1]


def test_what_others_do_within_a_step_is_theirs(call: Any) -> None:
    Path("proclint.toml").write_text("", encoding="utf-8")
    page = "# B\n\n1. The porter asks the hall desk.\n2. Ring the bell. The hall desk will {}.\n3. Close the hall.\n"
    Path("b.md").write_text(page.format("call the guest"), encoding="utf-8")
    assert "  b.md:4  hall desk serves guest\n" in call("b.md:3")[1]
    assert "  b.md:4  hall desk serves guest\n" in call("b.md:4")[1]
    below = "# B\n\n## Step 1: Wait\n\n1. Wait.\n\n## Step 2: Ring the bell\n\nThe hall desk will call the guest.\n"
    Path("b.md").write_text(below, encoding="utf-8")
    assert "serves guest (section)\n" in call("b.md")[1]
    Path("proclint.toml").write_text('[parties.hall-desk]\nkind = "internal"\n', encoding="utf-8")
    Path("b.md").write_text(page.format("follow up with you"), encoding="utf-8")
    assert "it ends at hall desk, who serves somebody without a name" in call("b.md:3")[1]


def test_whom_a_heading_holds_are_not_served_by_it(call: Any) -> None:
    Path("proclint.toml").write_text("", encoding="utf-8")
    page = "# B\n\n## {}\n\n1. Each team will be given a task by noon.\n2. Send the list to the guest.\n"
    Path("b.md").write_text(page.format("Sub-teams"), encoding="utf-8")
    assert "  b.md:5  whoever does it serves team\n" in call("b.md:5")[1]
    Path("b.md").write_text(page.format("Stewards"), encoding="utf-8")
    assert "  b.md:5  Stewards serves team\n" in call("b.md:5")[1]


def test_a_hop_starts_from_whoever_acts_in_its_own_sentence(call: Any) -> None:
    page = "# B\n\n1. The porter {} your bags. You may then call {}the cab driver.\n2. The porter calls the guest.\n"
    Path("proclint.toml").write_text("", encoding="utf-8")
    Path("b.md").write_text(page.format("takes", ""), encoding="utf-8")
    assert "  b.md:3  whoever does it serves cab driver\n" in call("b.md:3")[1]
    Path("b.md").write_text(page.format("takes", "").replace("You", "They"), encoding="utf-8")
    assert "  b.md:3  porter serves cab driver\n" in call("b.md:3")[1]


def test_only_untied_ones(call: Any) -> None:
    found = asked(call, "--untied")
    assert [(one["path"], one["line"]) for one in found["trails"]] == [("refund.md", 6)]
    assert found["summary"]["verdicts"]["untied"] == 1


def test_only_those_that_lead_to_somebody(call: Any) -> None:
    found = asked(call, "--to", "Shoppers")
    assert [(one["path"], one["line"]) for one in found["trails"]] == [("refund.md", line) for line in (3, 4, 5)]


def test_the_json_of_a_trail(call: Any) -> None:
    found = asked(call)
    assert list(found) == ["version", "workspace", "trails", "summary"]
    assert (found["version"], found["workspace"]) == (1, Path.cwd().as_posix())
    assert [one["path"] for one in found["trails"]] == ["close.md"] * 2 + ["plan.md"] * 2 + ["refund.md"] * 4
    one = found["trails"][6]
    step = one["step"]
    hop = {"from": "agent", "to": "front-office", "via": "sentence", "path": "refund.md", "line": 5, "step": step}
    stated = {**hop, "from": "front-office", "to": "shopper", "via": "declared", "path": "proclint.toml", "line": 8}
    assert one == {
        "path": "refund.md", "line": 5, "step": one["step"], "text": "The agent sends the file to the front office.",
        "performers": ["agent"], "customers": ["front office"], "verdict": "tied", "tied": True, "ends": "customer",
        "declared_only": True, "hops": [hop, {**stated, "step": None}], "ends_at": "shopper", "reason": None,
        "purpose": "Help shoppers get their money back the first time",
    }  # fmt: skip
    none = found["trails"][0]
    assert (none["verdict"], none["reason"], none["hops"], none["ends"], none["purpose"]) == (
        "unserved", "no customer", [], None, None,
    )  # fmt: skip
    verdicts = {"tied": 3, "open": 2, "untied": 1, "unserved": 2, "outside": 0}
    assert found["summary"] == {"steps": 8, "verdicts": verdicts, "declared_only": 1}


def test_check_counts_the_verdicts_of_the_reported_documents(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["check", "refund.md", "--output-format", "json", "--quiet"])
    summary = json.loads(capsys.readouterr().out)["summary"]
    assert summary["verdicts"] == {"tied": 3, "open": 0, "untied": 1, "unserved": 0, "outside": 0}


def test_naming_a_page_narrows_what_is_shown_and_not_what_is_read(call: Any) -> None:
    (found,) = (one for one in asked(call, "refund.md")["trails"] if one["line"] == 6)
    assert (found["ends_at"], found["reason"]) == ("controller", "serves nobody")  # close.md says so


def test_a_page_for_a_new_colleague(call: Any) -> None:
    code, out, _ = call("--party", "finance clerks")
    assert code == 0
    assert out == (
        "finance clerk: inside\n\nwhat finance clerk does (2 steps)\n"
        "  refund.md:4  The finance clerk sends the money to the shopper.\n"
        "  refund.md:6  The finance clerk sends the figures to the controller.\n\n"
        "for whom, and how it reaches a customer\n"
        "  refund.md:4  finance clerk serves shopper\n"
        "    it helps shoppers get their money back the first time: it reaches shopper at first hand\n"
        "  refund.md:6  finance clerk serves controller\n"
        "    it ends at controller: whom they serve in turn was not found: "
        "how does it help shoppers get their "
        "money back the first time?\n"
        "\nwho serves finance clerk (1 step)\n"
        "  refund.md:3  The agent sends the claim to the finance clerk.\n"
    )


def test_a_customer_has_a_page_too(call: Any) -> None:
    out = call("--party", "shopper")[1]
    assert out.startswith("shopper: a customer: we exist for them\n\nwhat is done for shopper (1 step)\n")


def test_the_steps_of_a_party_for_programs(call: Any) -> None:
    assert [one["line"] for one in asked(call, "--party", "agent")["trails"]] == [3, 5]


def test_a_party_that_nobody_knows(call: Any) -> None:
    code, out, err = call("--party", "shoper")
    assert (code, out) == (2, "")
    assert err == 'error: no party is called "shoper"\n  help: the nearest are "shopper", "supplier", "planner"\n'


def test_a_line_without_a_step(call: Any) -> None:
    code, out, err = call("refund.md:1")
    assert (code, out) == (2, "")
    assert err == "error: no step stands on refund.md:1; the nearest stand on 3, 4, 5\n"


@pytest.mark.parametrize("path", ["gone.md", "gone.md:3"])
def test_a_page_that_is_not_there(call: Any, path: str) -> None:
    code, out, err = call(path)
    assert (code, out) == (2, "")
    assert "gone.md" in err


def test_standard_input_has_no_trails(call: Any) -> None:
    assert call("-")[0] == 2


def test_without_any_config_the_question_is_a_plain_one(call: Any) -> None:
    out = call("--isolated", "close.md:3")[1]
    assert out.endswith("  it serves nobody: whom does it help in the end?\n")


def test_control_characters_of_a_page_are_made_visible(call: Any, tmp_path: Path) -> None:
    trees.write(tmp_path, {"odd.md": "# Odd\n\n1. The clerk sends the \x1b[31mred\x1b[0m form to the shopper.\n"})
    assert "\x1b" not in call("odd.md")[1]


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_a_terminal(call: Any, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proclint.terminal.view", lambda *_, **__: View(color=False, width=width, terminal=True))
    for arguments in ([], ["--party", "finance clerk"]):
        assert max(map(len, call(*arguments)[1].splitlines())) <= width


def test_colours_change_nothing_but_colours(call: Any) -> None:
    plain = call("--color", "never")[1]
    coloured = call("--color", "always")[1]
    assert plain != coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


@pytest.mark.skipif(not (GOLD / "expected.json").is_file(), reason="the judged workspace is not beside the repository")
def test_every_step_of_the_judged_workspace() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "proclint", "trails", "--output-format", "json", "--quiet"],
        cwd=GOLD, capture_output=True, text=True, check=True,
        env={"PYTHONPATH": ":".join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    found = {(one["path"], one["line"]): one for one in json.loads(run.stdout)["trails"]}
    misses = []
    expected = json.loads((GOLD / "expected.json").read_text(encoding="utf-8"))
    for want in expected:
        got = found.pop((want["path"], want["line"]), None)
        if got is None:
            misses.append(f"{want['path']}:{want['line']}: no step")
            continue
        have = {**got, "hops": len(got["hops"]), "ends_at": (got["ends_at"] or "").casefold()}
        for name in ("verdict", "ends_at", "reason", "ends", "hops", "declared_only", "performers"):
            wanted = want.get(name)
            if name == "ends_at" and wanted is not None:
                wanted = wanted.casefold()
            if wanted is not None and wanted != have[name]:
                misses.append(f"{want['path']}:{want['line']}: {name} is {have[name]}, not {wanted}")
    assert misses + [f"{path}:{line}: a step that is none" for path, line in found] == []
