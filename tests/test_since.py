"""`check --since`: what changed lines bring about, on the spot and far away, and that git runs nothing on the way."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import write

from proclint import cli
from proclint.since import changed_lines

CONFIG = """\
purpose = "Help shoppers get what they need"
ignore = ["CUS010"]

[parties.shopper]
kind = "external"

[parties.auditor]
kind = "internal"
"""
PAGES = {
    "proclint.toml": CONFIG,
    "audit.md": "# Audit\n\n1. The auditor sends the report to the shopper.\n",
    "ledger.md": "# Ledger\n\nHow we close it.\n\n1. The clerk sends the ledger to the auditor.\n",
    "store.md": "# Store\n\n- The clerk counts the boxes.\n- The clerk locks a door.\n- The clerk oils the lamps.\n",
}
ABOVE = "".join(f"Line {number} of how this page came to be.\n\n" for number in range(50))

Call = Callable[..., "Ran"]


class Ran:
    """What one call left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def found(self) -> list[str]:
        """Path, line and code of each diagnostic."""
        return [f"{one['path']}:{one['start']['line']} {one['code']}" for one in json.loads(self.out)["diagnostics"]]


def git(*arguments: str) -> None:
    who = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs `check` in a repository whose only commit, `main`, holds the pages."""
    for name in ("CI", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.chdir(tmp_path)
    write(tmp_path, PAGES)
    git("init", "-q", "-b", "main")
    commit()

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        code = cli.run(["check", "--output-format", "json", *arguments])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run


def commit() -> None:
    git("add", "-A")
    git("commit", "-q", "-m", "pages")


def edit(path: str, old: str, new: str) -> None:
    page = Path(path)
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")


def test_what_stood_before_is_not_reported(call: Call) -> None:
    assert call().code == 1
    told = call("--since", "main")
    assert (told.code, told.found) == (0, [])
    assert told.err == "nothing new: 3 files, 3 hold processes, 5 steps; 3 more from before main\n"
    assert json.loads(told.out)["summary"]["since"] == {"revision": "main", "earlier": 3}


def test_a_new_step_and_an_old_one_that_was_touched(call: Call) -> None:
    edit("store.md", "counts the boxes.", "counts the boxes .")
    edit("store.md", "- The clerk oils", "- The clerk sweeps the floor.\n- The clerk oils")
    assert call("--since", "main").found == ["store.md:3 CUS001", "store.md:5 CUS001"]
    commit()
    assert call("--since", "main").found == []
    assert call("--since", "HEAD~1").found == ["store.md:3 CUS001", "store.md:5 CUS001"]


def test_a_touched_line_of_the_step_counts_beside_the_marked_word(call: Call) -> None:
    edit("store.md", "counts the boxes.", "counts the boxes\n  in the back.")
    commit()
    edit("store.md", "in the back.", "in the  back.")
    assert call("--since", "main").found == ["store.md:3 CUS001"]


def test_what_a_change_brings_about_far_away(call: Call) -> None:
    edit("audit.md", "to the shopper", "to the auditor")
    assert [one for one in call("--since", "main").found if "ledger" in one] == ["ledger.md:5 PUR005"]


def test_a_deleted_page_brings_something_about_too(call: Call) -> None:
    Path("audit.md").unlink()
    assert call("--since", "main").found == ["ledger.md:5 PUR007", "proclint.toml:4 PUR009"]
    assert call("--since", "main", "store.md").found == []
    assert call("--since", "main", "ledger.md").found == ["ledger.md:5 PUR007"]


def test_so_does_the_config(call: Call) -> None:
    edit("proclint.toml", "[parties.auditor]", '[parties.boss]\nkind = "internal"\n\n[parties.auditor]')
    assert call("--since", "main").found == ["proclint.toml:7 ALI001"]
    edit("proclint.toml", 'ignore = ["CUS010"]\n', "")
    edit("ledger.md", "# Ledger", "# The ledger")
    commit()
    edit("proclint.toml", "Help shoppers get what they need", "Do what is needed")
    assert call("--since", "main").found == ["proclint.toml:1 PUR002"]


def test_a_config_that_is_new_or_gone(call: Call) -> None:
    Path("sub").mkdir()
    Path("sub/more.md").write_text(
        "# More\n\n1. The clerk sends the box to TBD and all stakeholders.\n", encoding="utf-8"
    )
    Path("sub/proclint.toml").write_text('ignore = ["CUS003"]\n', encoding="utf-8")
    commit()
    assert call("--since", "main").found == []
    Path("sub/proclint.toml").unlink()
    assert call("--since", "main").found == ["sub/more.md:3 CUS003"]
    git("checkout", "-q", "--", "sub")
    Path("proclint.toml").unlink()
    commit()
    assert call("--since", "main").found == []
    write(Path(), {"proclint.toml": CONFIG})
    assert "ledger.md:5 PUR005" not in call("--since", "main").found
    edit("audit.md", "to the shopper", "to the auditor")
    assert "ledger.md:5 PUR005" in call("--since", "main").found


def test_an_earlier_config_that_can_not_be_used_is_noted(call: Call) -> None:
    edit("proclint.toml", "purpose", "porpoise")
    commit()
    edit("proclint.toml", "porpoise", "purpose")
    told = call("--since", "main")
    assert (told.code, told.found) == (0, [])
    assert 'note: the config of main can\'t be used: proclint.toml:1: unknown key "porpoise"' in told.err
    edit("proclint.toml", "CUS010", "CUS999")
    commit()
    edit("proclint.toml", "CUS999", "CUS010")
    assert "note: the config of main can't be used" in call("--since", "main").err


def test_renamed_pages_and_moved_lines_are_not_new(call: Call) -> None:
    git("mv", "store.md", "shop.md")
    edit("shop.md", "# Store\n", "# Store\n\n" + ABOVE)
    edit("ledger.md", "How we close it.\n", "How we close it.\n\n" + ABOVE)
    assert call("--since", "main").found == []
    edit("shop.md", "- The clerk oils", "- The clerk sweeps the floor.\n- The clerk oils")
    assert call("--since", "main").found == ["shop.md:106 CUS001"]


def test_a_file_that_is_gone_is_missed_where_a_step_links_to_it(call: Call) -> None:
    link = "- The clerk fills in [the form](forms/count.md) for the shopper.\n- The clerk reads [it](old.md) out.\n"
    write(Path(), {"proclint.toml": CONFIG + "\n", "forms/count.md": "# Count\n", "link.md": f"# Link\n\n{link}"})
    commit()
    assert call("--since", "main").found == []
    assert [one for one in call().found if "STP006" in one] == ["link.md:4 STP006"]
    Path("forms/count.md").unlink()
    assert call("--since", "main").found == ["link.md:3 STP006"]


def test_a_page_that_git_does_not_know_is_new(call: Call) -> None:
    Path("new.md").write_text("# New\n\n1. The clerk sends the box to all stakeholders.\n", encoding="utf-8")
    assert call("--since", "main").found == ["new.md:3 CUS003"]


def test_what_others_did_since_is_not_due_to_this_branch(call: Call) -> None:
    git("checkout", "-q", "-b", "topic")
    git("checkout", "-q", "main")
    edit("store.md", "The clerk counts the boxes.", "The clerk sends the sum to the shopper.")
    commit()
    git("checkout", "-q", "topic")
    assert call("--since", "main").found == []


def test_standard_input_is_what_is_compared(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    text = PAGES["store.md"] + "- The clerk sweeps the floor.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert call("--since", "main", "-", "--stdin-filename", "store.md").found == ["store.md:6 CUS001"]


def test_a_workspace_below_the_top_and_links(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path(), {f"deep/inner/{name}": text for name, text in PAGES.items()})
    Path("proclint.toml").unlink()
    Path("deep/inner/linked.md").symlink_to("store.md")
    commit()
    monkeypatch.chdir("deep/inner")
    Path("audit.md").unlink()
    assert call("--since", "main").found == ["ledger.md:5 PUR007", "proclint.toml:4 PUR009"]


def test_other_line_ends_change_no_line(call: Call) -> None:
    for page in ("store.md", "ledger.md"):
        Path(page).write_bytes(Path(page).read_bytes().replace(b"\n", b"\r\n"))
    assert call("--since", "main").found == []


def test_pages_of_a_submodule_count_as_they_are(call: Call) -> None:
    write(Path(), {"part/store.md": PAGES["store.md"]})
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "part")):
        git("-C", "part", *command)
    commit()
    assert call("--since", "main").found == []


def test_a_page_that_could_not_be_read_then(call: Call) -> None:
    Path("store.md").write_bytes(b"\xff\xfe")
    commit()
    assert call("--since", "main").found == []
    Path("store.md").write_text(PAGES["store.md"], encoding="utf-8")
    assert len(call("--since", "main").found) == 3


def test_together_with_a_baseline(call: Call) -> None:
    edit("store.md", "counts the boxes.", "counts the boxes .")
    assert cli.run(["baseline"]) == 0
    assert call("--since", "main").found == []
    edit("store.md", "- The clerk oils", "- The clerk sweeps the floor.\n- The clerk oils")
    assert call("--since", "main").found == ["store.md:5 CUS001"]


@pytest.mark.parametrize(
    ("revision", "says"),
    [
        ("nowhere", 'there is no revision "nowhere"'),
        ("--output=stolen", '"--output=stolen" names no revision'),
        ("-h", '"-h" names no revision'),
        ("", '"" names no revision'),
        ("main:store.md", 'there is no revision "main:store.md"'),
        ("main store", 'there is no revision "main store"'),
    ],
)
def test_a_revision_that_is_none_is_told(call: Call, revision: str, says: str) -> None:
    told = call(f"--since={revision}")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"error: {says}")
    assert told.err.endswith("the checkout may be too shallow\n")
    assert not Path("stolen").exists()


def test_a_history_that_is_cut_off_is_told(call: Call) -> None:
    git("checkout", "-q", "--orphan", "other")
    edit("store.md", "counts", "moves")
    commit()
    told = call("--since", "main")
    assert told.code == 2
    assert '"main" and what is checked out share no commit here' in told.err


def test_outside_of_a_repository_and_without_git(
    call: Call, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("plain")
    write(folder, PAGES)
    monkeypatch.chdir(folder)
    told = call("--since", "main")
    assert told.code == 2
    assert "not a git repository" in told.err
    monkeypatch.setenv("PATH", str(folder))
    told = call("--since", "main")
    assert (told.code, "there is no git here" in told.err) == (2, True)


def test_git_runs_nothing_that_the_repository_names(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\nexec cat\n", encoding="utf-8")
    trap.chmod(0o755)
    for key in (
        "diff.external", "diff.trap.command", "diff.trap.textconv", "core.fsmonitor", "core.pager", "pager.ls-tree",
        "filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "core.sshCommand", "alias.cat-file",
    ):  # fmt: skip
        git("config", key, str(trap))
    git("config", "core.hooksPath", str(tmp_path / "hooks"))
    Path(".gitattributes").write_text("*.md diff=trap filter=trap\n", encoding="utf-8")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    edit("store.md", "- The clerk oils", "- The clerk sweeps the floor.\n- The clerk oils")
    assert call("--since", "main").found == ["store.md:5 CUS001"]
    assert not (tmp_path / "sprung").exists()
    subprocess.run(["git", "diff"], check=False, capture_output=True)
    assert (tmp_path / "sprung").exists()  # the trap does work


def test_a_clone_that_lacks_contents_fetches_nothing(call: Call, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("partial")
    git("config", "uploadpack.allowFilter", "true")
    edit("store.md", "counts the boxes.", "counts the sacks.")
    commit()
    git("clone", "-q", "--filter=blob:none", f"file://{Path.cwd()}", str(folder / "clone"))
    run = subprocess.run(
        [sys.executable, "-m", "proclint", "check", "--since", "HEAD~1"],
        cwd=folder / "clone",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (2, "")
    assert "help: fetch the whole history, contents included" in run.stderr


def test_it_writes_nothing(call: Call, tmp_path: Path) -> None:
    edit("store.md", "counts the boxes.", "counts the sacks.")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    call("--since", "main")
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


LINES = st.lists(st.sampled_from(["a", "b", "", "c"]), max_size=12)


@settings(deadline=None)
@given(LINES, LINES, st.sampled_from(["\n", "\r\n"]))
def test_lines_that_did_not_change_stand_in_both_in_the_same_order(then: list[str], now: list[str], end: str) -> None:
    changed = changed_lines("\n".join(then), end.join(now))
    kept = [line for number, line in enumerate("\n".join(now).splitlines(), 1) if number not in changed]
    rest = iter("\n".join(then).splitlines())
    assert all(line in rest for line in kept)
    assert changed_lines("\n".join(now), end.join(now)) == frozenset()
