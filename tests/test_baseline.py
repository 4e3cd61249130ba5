"""The baseline: day one is green, only what is new is red, and the file only ever shrinks by itself."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import write

from proclint import cli
from proclint.baseline import NAME, Scope, entries_of, key_of, load, render, sift
from proclint.diagnostic import Diagnostic
from proclint.engine import Change, Engine
from proclint.settings import Settings

PAGES = {
    "refund.md": "# Refund\n\n1. The agent logs the call.\n2. The agent sends the shopper a letter.\n"
    "3. The agent closes the ticket.\n",
    "old/archive.md": "# Archive\n\n1. Close the ledger.\n2. Log the call.\n3. File the form.\n",
    "hints.md": "# Hints\n\n1. Send the date to all stakeholders.\n2. Send the sum to the shopper.\n",
}
ABOVE = "".join(f"Line {number} of how this page came to be.\n\n" for number in range(50))

Call = Callable[..., "Ran"]


class Ran:
    """What one call left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def found(self) -> list[str]:
        """Path, line and code of each block, without the columns."""
        rows = [line.split(" ")[:3] for line in self.out.splitlines()]
        return [f"{place.rsplit(':', 2)[0]} {code}" for place, _, code in rows]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs the command line in a folder that holds the pages; the format of `check` is concise."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, PAGES)

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        is_check = arguments[0] == "check" and "--output-format" not in arguments
        code = cli.run([*arguments, *(["--output-format", "concise"] if is_check else [])])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run


def edit(path: str, change: Callable[[str], str]) -> None:
    page = Path(path)
    page.write_text(change(page.read_text(encoding="utf-8")), encoding="utf-8")


def rows(file: str = NAME) -> list[dict]:
    return json.loads(Path(file).read_text(encoding="utf-8"))["baseline"]


def test_the_whole_way(call: Call) -> None:
    assert call("check").code == 1
    assert call("init").code == 0
    first = call("baseline")
    assert (first.code, first.out) == (0, "")
    assert first.err.startswith(f"wrote {NAME} with ")
    held = len(rows())
    green = call("check")
    assert (green.code, green.out) == (0, "")
    assert green.err == f"nothing new: 3 files, 3 hold processes, 8 steps; {held} more in the baseline\n"

    edit("refund.md", lambda text: text + "4. The agent shreds the slip.\n")
    red = call("check")
    assert (red.code, red.found) == (1, ["refund.md:6 CUS001"])
    assert red.err.startswith("1 diagnostic (1 warning) in 1 file")
    edit("refund.md", lambda text: text.replace("slip.", "slip for the shopper."))
    assert call("check").code == 0

    Path("old/archive.md").rename("ledger.md")
    edit("ledger.md", lambda text: text.replace("# Archive\n", "# Archive\n\n" + ABOVE))
    moved = call("check", "-v")
    assert (moved.code, moved.out) == (0, "")
    assert [line for line in moved.err.splitlines() if "note: stale:" in line] == ["note: stale: refund.md CUS001"]
    told = f"{NAME}: 1 taken out; it holds {held - 1} diagnostics\n"
    assert call("baseline").err == told  # the slip for the shopper says whom the closed ticket serves, too
    assert "ledger.md" in {row["path"] for row in rows()}
    assert "old/archive.md" not in {row["path"] for row in rows()}

    edit("ledger.md", lambda text: text.replace("2. Log the call.\n", "2. Log the call for the shopper.\n"))
    mended = call("check")
    assert mended.code == 0
    assert "stale" in mended.err
    call("baseline")
    assert [row["path"] for row in rows()].count("ledger.md") == 1  # the step before leads to the shopper now
    shrunk = call("check")
    assert shrunk.code == 0
    assert "stale" not in shrunk.err


def test_check_never_writes_the_baseline(call: Call) -> None:
    call("baseline")
    before = Path(NAME).read_bytes()
    Path("old/archive.md").unlink()
    edit("refund.md", lambda text: text + "4. The agent shreds the slip.\n")
    assert call("check").code == 1
    assert Path(NAME).read_bytes() == before
    Path(NAME).unlink()
    call("check")
    assert not Path(NAME).exists()


def test_without_a_baseline_all_is_reported_and_with_one_on_request(call: Call) -> None:
    before = call("check")
    call("baseline")
    after = call("check", "--no-baseline")
    assert (after.code, after.out, after.err) == (1, before.out, before.err)
    assert call("check", "--isolated").out == before.out
    assert call("check", "--isolated", "--baseline", NAME).out == ""
    contradiction = call("check", "--baseline", NAME, "--no-baseline")
    assert contradiction.code == 2
    assert "give one of them" in contradiction.err


def test_it_only_shrinks_unless_asked_to_add(call: Call) -> None:
    call("baseline")
    before = Path(NAME).read_bytes()
    edit("hints.md", lambda text: text + "3. Send the rest to the relevant parties.\n")
    kept = call("baseline")
    assert kept.code == 0
    assert "nothing to take out; it holds" in kept.err
    assert "1 new diagnostic is not in it" in kept.err
    assert Path(NAME).read_bytes() == before
    added = call("baseline", "--add-new")
    assert added.code == 0
    assert added.found == ["hints.md:5 CUS003"]
    assert "1 added" in added.err
    assert call("check").code == 0
    assert call("baseline", "--add-new").out == ""


def test_quiet_says_nothing_but_what_was_added(call: Call) -> None:
    assert (call("baseline", "-q").err, call("baseline", "-q").err) == ("", "")
    edit("hints.md", lambda text: text + "3. Send the rest to the relevant parties.\n")
    added = call("baseline", "-q", "--add-new")
    assert (len(added.found), added.err) == (1, "")


def test_a_narrowed_run_judges_only_what_it_saw(call: Call) -> None:
    call("baseline")
    for page in PAGES:
        edit(page, lambda text: text.partition("1.")[0])
    assert "stale" in call("check", "hints.md").err
    assert f"1 entry of {NAME} is stale" in call("check", "hints.md").err
    assert "stale" not in call("check", "--select", "DOC001").err
    assert call("baseline", "hints.md").err.startswith(f"{NAME}: 1 taken out")
    assert {row["path"] for row in rows()} == {"old/archive.md", "refund.md"}
    call("baseline", "--select", "CUS003")
    assert {row["path"] for row in rows()} == {"old/archive.md", "refund.md"}
    call("baseline")
    assert rows() == []
    assert call("check").err.startswith("nothing new")


def test_a_first_run_that_is_narrowed_holds_what_it_saw(call: Call) -> None:
    call("baseline", "old")
    assert {row["path"] for row in rows()} == {"old/archive.md"} if Path(NAME).exists() else rows("old/" + NAME)


def test_entries_of_rules_that_sleep_or_pages_that_can_not_be_read_stay(call: Call) -> None:
    Path("proclint.toml").write_text('purpose = "Help shoppers"\nextend-select = ["CUS010"]\n', encoding="utf-8")
    call("baseline")
    assert "CUS010" in {row["code"] for row in rows()}
    held = len(rows())
    Path("proclint.toml").write_text("", encoding="utf-8")
    Path("hints.md").write_bytes(b"\xff\xfe")
    red = call("check", "-v")
    assert red.found == ["hints.md:1 DOC001", "proclint.toml:1 PUR001"]
    assert "stale" not in red.err
    call("baseline")
    assert len(rows()) == held


def test_a_page_that_can_not_be_read_is_never_held(call: Call) -> None:
    Path("odd.md").write_bytes(b"# Odd\n\n1. Close the \xff door.\n")
    wrote = call("baseline")
    assert wrote.code == 0
    assert "warning: odd.md:3:14: not read: the byte 0xFF is not UTF-8" in wrote.err
    assert "odd.md" not in {row["path"] for row in rows()}
    red = call("check")
    assert (red.code, red.found) == (1, ["odd.md:3 DOC001"])
    assert call("baseline", "--add-new").out == ""
    assert "odd.md" not in {row["path"] for row in rows()}
    held = rows()
    entry = {"path": "odd.md", "code": "DOC001", "fingerprint": "0123456789abcdef", "count": 1}
    Path(NAME).write_text(json.dumps({"version": 1, "baseline": [*held, entry]}), encoding="utf-8")
    assert call("check").found == ["odd.md:3 DOC001"]
    assert f"{NAME}: 1 taken out" in call("baseline").err
    assert rows() == held


def test_stale_entries_are_told_and_with_v_where(call: Call) -> None:
    call("baseline")
    Path("hints.md").unlink()
    told = call("check")
    assert told.code == 0
    assert f"note: 1 entry of {NAME} is stale: `proclint baseline` takes out what is mended or gone" in told.err
    assert "note: stale: hints.md CUS003" in call("check", "-v").err
    assert call("check", "-q").err == ""
    summary = json.loads(call("check", "--output-format", "json").out)["summary"]
    assert summary["baseline"] == {"known": len(rows()) - 1, "stale": 1}


def test_a_rule_that_is_no_more_leaves_stale_entries(call: Call) -> None:
    call("baseline")
    entries = load(Path(NAME)) or {}
    entries["hints.md", "CUS999", "0123456789abcdef"] = 2
    Path(NAME).write_text(render(entries), encoding="utf-8")
    assert f"2 entries of {NAME} are stale" in call("check").err
    assert call("baseline").err.startswith(f"{NAME}: 2 taken out")


def test_standard_input_is_held_against_it(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    call("baseline")
    text = PAGES["hints.md"] + "3. Send the rest to the relevant parties.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert call("check", "-", "--stdin-filename", "hints.md").found == ["hints.md:5 CUS003"]


def test_a_new_page_that_says_the_same_is_new(call: Call) -> None:
    call("baseline")
    Path("copy.md").write_text(PAGES["hints.md"], encoding="utf-8")
    assert call("check").found == ["copy.md:3 CUS003"]


def test_what_is_said_once_of_all_pages_may_move_to_another(call: Call) -> None:
    config = '[parties.shopper]\nkind = "external"\n[parties.auditor]\nkind = "internal"\n'
    Path("proclint.toml").write_text('purpose = "Help shoppers"\n' + config, encoding="utf-8")
    Path("m.md").write_text("# M\n\n1. The clerk sends the ledger to the auditor.\n", encoding="utf-8")
    call("baseline")
    assert [row["path"] for row in rows() if row["code"] == "PUR007"] == ["m.md"]
    Path("a.md").write_text("# A\n\n1. The cook sends the bill to the auditor.\n", encoding="utf-8")
    told = call("check", "--select", "PUR007")
    assert (told.code, told.out) == (0, "")
    call("baseline")
    assert [row["path"] for row in rows() if row["code"] == "PUR007"] == ["a.md"]


def test_old_steps_of_which_less_is_said_are_not_new(call: Call) -> None:
    Path("proclint.toml").write_text(
        'purpose = "Help shoppers"\nextend-select = ["CUS010"]\n[parties.shopper]\nkind = "external"\n'
        '[parties.auditor]\nkind = "internal"\n',
        encoding="utf-8",
    )
    call("baseline")
    held = len(rows())
    edit("old/archive.md", lambda text: text.replace("File the form.", "Send the ledger to the shopper."))
    mended = call("check")
    assert (mended.code, mended.out) == (0, "")
    assert call("check", "--no-baseline", "old").found == ["old/archive.md:3 CUS010", "old/archive.md:4 CUS010"]
    assert "1 taken out; " in call("baseline").err
    assert len(rows()) == held - 1
    assert "stale" not in call("check").err
    edit("old/archive.md", lambda text: text.replace("2. Log the call.", "2. Log the call of today."))
    assert call("check").found == ["old/archive.md:4 CUS010"]


def test_a_good_step_makes_no_old_step_new_debt(call: Call) -> None:
    Path("proclint.toml").write_text(
        'purpose = "Help shoppers"\nextend-select = ["CUS010"]\n[parties.shopper]\nkind = "external"\n',
        encoding="utf-8",
    )
    silent = "# Wait\n\n1. Wait for the bell.\n2. Keep the till closed.\n"
    Path("wait.md").write_text(silent, encoding="utf-8")
    assert call("check", "wait.md").found == []
    call("baseline")
    assert [row["count"] for row in rows() if row["path"] == "wait.md"] == [0, 0]
    Path("wait.md").rename("till.md")
    call("baseline")
    assert [row["count"] for row in rows() if row["path"] == "till.md"] == [0, 0]
    edit("till.md", lambda text: text + "3. Send the sum to the shopper.\n")
    assert call("check", "--no-baseline", "till.md").found == ["till.md:4 CUS010"]
    assert (call("check").code, call("check").out) == (0, "")
    Path("till.md").rename("new.md")
    assert (call("check").code, call("check").out) == (0, "")
    edit("new.md", lambda text: text.replace("closed", "shut"))
    assert call("check").found == ["new.md:4 CUS010"]
    edit("new.md", lambda text: silent)
    assert call("check").found == []


def test_the_config_names_the_file(call: Call) -> None:
    Path("proclint.toml").write_text('purpose = "Help shoppers"\nbaseline = "old/known.json"\n', encoding="utf-8")
    lacking = call("check")
    assert lacking.code == 2
    assert lacking.err.endswith(
        "known.json: there is no such baseline\n  help: `proclint baseline` writes it, or mend the path\n"
    )
    assert call("baseline").err.startswith("wrote old/known.json")
    assert call("check").code == 0
    assert call("check", "--baseline", "none.json").code == 2


def test_each_workspace_has_its_own(call: Call) -> None:
    Path("proclint.toml").write_text('purpose = "Help shoppers"\n', encoding="utf-8")
    Path("old/proclint.toml").write_text('root = true\npurpose = "Help readers"\n', encoding="utf-8")
    call("baseline")
    assert {row["path"] for row in rows("old/" + NAME)} == {"archive.md"}
    assert "old/archive.md" not in {row["path"] for row in rows()}
    assert call("check").code == 0
    told = call("check", "--baseline", NAME)
    assert told.code == 2
    assert "2 workspaces are checked" in told.err


BROKEN = {
    "": "1: it is no JSON",
    "{\n<<<<<<< ours\n": "it holds the marks of a merge that is not settled",
    "[1, 2": "1: it is no JSON",
    "[" * 100_000: "it is no JSON",
    "# Refund\n": "1: it is no JSON",
    '{"diagnostics": []}': "it is no baseline of proclint",
    '{"version": 2, "baseline": []}': "it is a baseline of version 2, and this proclint knows version 1",
    '{"version": 1, "baseline": [3]}': "its entry 1 does not have the keys path, code, fingerprint, count",
    '{"version": 1, "baseline": [{"path": "a", "code": "b", "fingerprint": "c", "count": -1}]}': "its entry 1 holds",
    '{"version": 1, "baseline": [{"path": "a", "code": "b", "fingerprint": "c", "count": true}]}': "its entry 1 holds",
}


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize("verb", ["check", "baseline"])
def test_a_file_that_is_no_baseline_is_told_and_left_as_it_is(call: Call, verb: str, text: str) -> None:
    Path(NAME).write_text(text, encoding="utf-8")
    told = call(verb)
    assert told.code == 2
    assert BROKEN[text] in told.err
    assert "\n  help: " in told.err
    assert len(told.err.splitlines()) == 2
    assert Path(NAME).read_text(encoding="utf-8") == text


def test_bytes_that_are_no_text_and_folders_are_told(call: Call) -> None:
    Path(NAME).write_bytes(b"\xff\xfe\x00")
    assert "it is no baseline of proclint" in call("check").err
    Path(NAME).unlink()
    Path(NAME).mkdir()
    assert "this is no regular file" in call("check").err
    os.mkfifo("pipe")
    assert "this is no regular file" in call("baseline", "--baseline", "pipe").err


def test_no_page_is_written_over(call: Call) -> None:
    assert call("baseline", "--baseline", "refund.md").code == 2
    assert Path("refund.md").read_text(encoding="utf-8") == PAGES["refund.md"]


def test_a_link_out_of_the_workspace_is_refused_and_one_inside_followed(call: Call, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.json"
    Path(NAME).symlink_to(outside)
    assert "a link that leads out of the workspace" in call("baseline").err
    assert not outside.exists()
    Path(NAME).unlink()
    Path("held.json").write_text(render({}), encoding="utf-8")
    Path("held.json").chmod(0o640)
    Path(NAME).symlink_to("held.json")
    call("baseline", "--add-new")
    assert Path(NAME).is_symlink()
    assert Path("held.json").stat().st_mode & 0o777 == 0o640
    assert rows("held.json") != []


def test_an_output_never_goes_over_it(call: Call) -> None:
    call("baseline")
    before = Path(NAME).read_bytes()
    refused = call("check", "--output-format", f"json:{NAME}", "--force")
    assert (refused.code, Path(NAME).read_bytes()) == (2, before)


def test_a_run_that_fails_or_sees_nothing_writes_nothing(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proclint.readers.read", lambda *_: 1 / 0)
    assert call("baseline").code == 2
    assert not Path(NAME).exists()
    Path("empty").mkdir()
    monkeypatch.chdir("empty")
    assert call("baseline").code == 0
    assert not Path(NAME).exists()


def test_the_file_is_sorted_an_entry_a_line() -> None:
    entries = {("b.md", "CUS001", "1"): 1, ("ä.md", "CUS001", "1"): 1, ("a.md", "CUS003", "2"): 2}
    assert render(entries).splitlines() == [
        '{"version": 1, "baseline": [',
        '{"path": "a.md", "code": "CUS003", "fingerprint": "2", "count": 2},',
        '{"path": "b.md", "code": "CUS001", "fingerprint": "1", "count": 1},',
        '{"path": "ä.md", "code": "CUS001", "fingerprint": "1", "count": 1}',
        "]}",
    ]


def test_two_sides_of_a_merge_count_once(tmp_path: Path) -> None:
    row = '{"path": "a.md", "code": "CUS003", "fingerprint": "2", "count": %d}'
    file = tmp_path / NAME
    file.write_text(f'{{"version": 1, "baseline": [{row % 3}, {row % 1}]}}', encoding="utf-8")
    assert load(file) == {("a.md", "CUS003", "2"): 3}


# steps that serve nobody in whatever order they stand
STEPS = ("Close the ledger.", "Log the call.", "File the form.", "Log the call.", "Log the call.")
DETOURS = st.lists(st.permutations(STEPS), min_size=3, max_size=3)


def judged(pages: dict[str, str]) -> list[Diagnostic]:
    engine = Engine(Settings(Path("/none")))
    return list(engine.apply(Change(path, text) for path, text in pages.items()).diagnostics)


def page(steps: list[str], above: int = 0) -> str:
    text = "# Page\n\n" + "".join(ABOVE.splitlines(keepends=True)[: above * 2])
    return text + "\n" + "".join(f"{number}. {step}\n" for number, step in enumerate(steps, 1))


@settings(deadline=None)
@given(DETOURS, DETOURS, st.permutations(["a.md", "b.md", "c.md"]), st.integers(0, 3), st.booleans())
def test_moved_lines_new_names_and_another_order_are_never_new(
    before: list[list[str]], after: list[list[str]], names: list[str], above: int, renamed: bool
) -> None:
    old = {name: page(steps) for name, steps in zip(("a.md", "b.md", "c.md"), before, strict=True)}
    folder = "new/" if renamed else ""
    new = {folder + name: page(steps, above) for name, steps in zip(names, after, strict=True)}
    scope = Scope(
        reports=lambda path: True,
        judges=lambda path, code: True,
        is_gone=lambda path: path not in new,
        is_roaming=lambda code: False,
    )
    entries = entries_of(map(key_of, judged(old)))
    sifted = sift(Path(NAME), entries, judged(new), scope)
    assert entries
    assert (sifted.new, sifted.stale, sifted.known) == ((), {}, sum(entries.values()))
    assert sifted.kept.keys() == {(key_of(one)) for one in judged(new)}


@settings(deadline=None)
@given(st.integers(0, 4), st.integers(0, 4))
def test_of_equals_only_those_beyond_the_count_are_new(held: int, found: int) -> None:
    (one, *_) = judged({"a.md": page(["Close the ledger."])})
    everywhere = Scope(lambda path: True, lambda path, code: True, lambda path: False, lambda code: False)
    entries = {key_of(one): held}
    sifted = sift(Path(NAME), entries, [replace(one) for _ in range(found)], everywhere)
    held = max(held, 1)  # an entry for what is unsaid holds one that comes to be said
    assert len(sifted.new) == max(0, found - held)
    assert sum(sifted.kept.values()) == min(held, found)
    assert sum(sifted.stale.values()) == (max(0, held - found) if entries[key_of(one)] else 0)
