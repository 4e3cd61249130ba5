"""Fixes and ignore comments that are written into pages: what changes, what never does, and what is left alone.

The rules here are made for the tests: "teh" is a slip with a safe fix, "utilise" one whose fix is not safe, and "loop"
never comes to an end.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from trees import write

from proclint import cli, fixing, mending, registry
from proclint.diagnostic import Diagnostic, Edit, Fix, Severity
from proclint.engine import Change, Engine
from proclint.files import File, Found
from proclint.model import Document, Organisation
from proclint.registry import Needs, Rule
from proclint.rule import Awake, Finding
from proclint.settings import Selection, Settings
from proclint.span import LineIndex, Position, Span

PAGE = "# Refund\n\n1. Tell teh shopper.\n2. Utilise the form for teh shopper.\n3. Send the sum to the shopper.\n"
BAD = "# Store\n\n- Count the boxes.\n- Lock the store.\n"
SLIPS = {"teh": ("the", True), "Utilise": ("Use", False), "loop": ("loop", True), "qed": ("\0", True)}
ROOT = os.geteuid() == 0

Call = Callable[..., "Ran"]


class Ran:
    """What one call left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


def slips(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """A finding for each slip, marked where it stands."""
    for match in re.finditer("|".join(SLIPS), document.text):
        new, safe = SLIPS[match.group()]
        place = [document.lines.position(offset) for offset in match.span()]
        edit = Edit(document.path, place[0], place[1], new)
        yield Finding(
            message=f'"{match.group()}" is a slip',
            help="write it well",
            span=Span(*match.span()),
            subject=match.group(),
            fix=Fix(f"write {new}", safe, (edit,)),
        )


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs `check` with the rule for slips in a folder of its own."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.chdir(tmp_path)
    rule = Rule("AAA001", "slip", Severity.WARNING, Awake.ALWAYS, Needs.DOCUMENT, slips)
    rules = (rule, *registry.rules())
    monkeypatch.setattr(registry, "rules", lambda: rules)

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        code = cli.run(["check", "--output-format", "concise", *arguments])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run


def test_safe_fixes_are_applied_and_the_rest_is_reported_as_it_then_stands(call: Call) -> None:
    Path("a.md").write_text("teh " + PAGE, encoding="utf-8")
    told = call("--fix", "--select", "AAA001")
    text = Path("a.md").read_text(encoding="utf-8")
    assert text == "the " + PAGE.replace("teh", "the")
    assert (told.code, told.out) == (1, 'a.md:4:4: warning AAA001 slip: "Utilise" is a slip\n')
    assert told.err.splitlines()[0] == "fixed 3 diagnostics in 1 file: 3 slip"
    again = call("--fix", "--select", "AAA001")
    assert (again.code, again.out) == (1, told.out)
    assert again.err.splitlines()[0] == "nothing fixed"
    assert Path("a.md").read_text(encoding="utf-8") == text


def test_unsafe_fixes_are_applied_when_asked_for(call: Call) -> None:
    Path("a.md").write_text(PAGE, encoding="utf-8")
    told = call("--fix", "--unsafe-fixes")
    assert (told.code, told.out) == (0, "")
    assert Path("a.md").read_text(encoding="utf-8") == PAGE.replace("teh", "the").replace("Utilise", "Use")


def test_without_the_flag_it_is_said_what_can_be_fixed_and_nothing_is_written(call: Call) -> None:
    Path("a.md").write_text(PAGE, encoding="utf-8")
    before = Path("a.md").stat()
    told = call()
    assert told.err.splitlines()[-1] == "2 can be fixed with --fix, 1 more with --unsafe-fixes"
    Path("b.md").write_text("Utilise it.\n", encoding="utf-8")
    hint = "1 can be fixed with --fix --unsafe-fixes; --diff --unsafe-fixes shows how"
    assert call("b.md").err.splitlines()[-1] == hint
    assert call("-q").err == ""
    assert Path("a.md").stat() == before
    assert call("--unsafe-fixes").code == 1
    assert Path("a.md").read_text(encoding="utf-8") == PAGE


def test_fix_only_reports_nothing_and_gives_0(call: Call) -> None:
    write(Path(), {"a.md": PAGE, "b.md": BAD})
    told = call("--fix-only")
    assert (told.code, told.out, told.err) == (0, "", "fixed 2 diagnostics in 1 file: 2 slip\n")
    assert Path("a.md").read_text(encoding="utf-8") == PAGE.replace("teh", "the")
    assert call("--fix-only", "-q").err == ""


def test_not_a_byte_outside_of_an_edit_changes(call: Call) -> None:
    data = (
        b"\xef\xbb\xbf# Refund \t\r\n\r\n1.\tTell teh shopper.  \r\n\n\n2. Send \xe2\x80\x9cteh sum\xe2\x80\x9d to "
        b"the shopper.\r   \x0c \xf0\x9f\x90\xb0 teh end\t"
    )
    Path("a.md").write_bytes(data)
    call("--fix", "--select", "AAA001")
    assert Path("a.md").read_bytes() == data.replace(b"teh", b"the")


def test_narrowed_to_a_file_only_that_file_is_written(call: Call) -> None:
    write(Path(), {"a.md": PAGE, "sub/b.md": PAGE})
    Path("proclint.toml").write_text('purpose = "Help shoppers"\n', encoding="utf-8")
    call("--fix", "sub")
    assert Path("a.md").read_text(encoding="utf-8") == PAGE
    assert "teh" not in Path("sub/b.md").read_text(encoding="utf-8")


def test_files_that_are_excluded_or_no_pages_are_not_touched(call: Call) -> None:
    write(Path(), {"a.md": PAGE, "old/b.md": PAGE, "c.txt": PAGE, ".gitignore": "", "vendor/d.md": PAGE})
    Path("proclint.toml").write_text('purpose = "teh"\nexclude = ["old/"]\n', encoding="utf-8")
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file() and path.name != "a.md"}
    call("--fix")
    assert {path: path.read_bytes() for path in before} == before
    assert "teh" not in Path("a.md").read_text(encoding="utf-8")


def test_the_mode_is_kept_and_nothing_lies_about(call: Call) -> None:
    Path("a.md").write_text(PAGE, encoding="utf-8")
    Path("a.md").chmod(0o640)
    call("--fix")
    assert Path("a.md").stat().st_mode & 0o777 == 0o640
    assert os.listdir() == ["a.md"]


def test_a_write_that_fails_leaves_the_page_whole(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write(Path(), {"a.md": PAGE, "b.md": PAGE})
    monkeypatch.setattr(os, "replace", full)
    told = call("--fix")
    assert told.code == 2
    assert "a.md: it can't be written: no space left on device" in told.err
    assert "b.md: it can't be written: no space left on device" in told.err
    assert "fixed" not in told.err
    assert sorted(os.listdir()) == ["a.md", "b.md"]
    assert Path("a.md").read_text(encoding="utf-8") == PAGE


def test_a_link_is_followed_inside_the_workspace_and_not_out_of_it(call: Call, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text(PAGE, encoding="utf-8")
    write(Path(), {"real/a.md": PAGE, "proclint.toml": 'purpose = "Help shoppers"\nexclude = ["real/"]\n'})
    Path("in.md").symlink_to("real/a.md")
    Path("out.md").symlink_to(outside)
    inside = call("--fix", "in.md")
    assert "fixed 2 diagnostics in 1 file" in inside.err
    assert Path("in.md").is_symlink()
    assert "teh" not in Path("real/a.md").read_text(encoding="utf-8")
    told = call("--fix", "out.md")
    assert told.code == 2
    assert "out.md: left as it is: the link leads out of the workspace" in told.err
    assert outside.read_text(encoding="utf-8") == PAGE
    folder = tmp_path.parent / f"{tmp_path.name}-folder"
    write(folder, {"b.md": PAGE})
    Path("linked").symlink_to(folder)
    assert call("--fix").code == 1
    assert (folder / "b.md").read_text(encoding="utf-8") == PAGE


def test_a_page_that_changed_since_it_was_read_is_left(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    file, found = File("a.md", page), Found(Settings(tmp_path), ())
    page.write_bytes(b"somebody was quicker\n")
    with pytest.raises(mending.MendError, match="it changed since it was read"):
        mending.write(found, file, "teh\n", "the\n")
    assert page.read_bytes() == b"somebody was quicker\n"
    page.unlink()
    with pytest.raises(mending.MendError, match="no such file"):
        mending.write(found, file, "teh\n", "the\n")
    assert not page.exists()
    os.mkfifo(page)
    with pytest.raises(mending.MendError, match="no regular file"):
        mending.write(found, file, "teh\n", "the\n")


def test_so_is_one_that_changes_while_the_run_is_on(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from proclint import scan

    write(Path(), {"a.md": PAGE, "b.md": PAGE})
    real = scan.scan

    def slow(*arguments: object, **named: object) -> scan.Scan:
        done = real(*arguments, **named)
        Path("a.md").write_text(PAGE + "\nsaved meanwhile\n", encoding="utf-8")
        return done

    monkeypatch.setattr(scan, "scan", slow)
    told = call("--fix")
    assert (told.code, told.out) == (2, "")
    assert "a.md: left as it is: it changed since it was read\n  help: run it again\n" in told.err
    assert Path("a.md").read_text(encoding="utf-8") == PAGE + "\nsaved meanwhile\n"
    assert Path("b.md").read_text(encoding="utf-8") == PAGE.replace("teh", "the")


@pytest.mark.skipif(ROOT, reason="root may write everywhere")
def test_a_page_that_may_not_be_written_is_left(call: Call) -> None:
    Path("a.md").write_text(PAGE, encoding="utf-8")
    Path("a.md").chmod(0o444)
    assert "it may not be written" in call("--fix").err
    assert Path("a.md").read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize("flag", ["--fix", "--fix-only", "--add-ignore=why"])
def test_standard_input_is_never_written(call: Call, monkeypatch: pytest.MonkeyPatch, flag: str) -> None:
    Path("a.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    told = call("-", "--stdin-filename", "a.md", flag)
    assert (told.code, told.out) == (2, "")
    assert "- has no file to write: add --diff" in told.err
    assert Path("a.md").read_text(encoding="utf-8") == PAGE


def test_a_diff_of_standard_input_is_shown(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.md").write_text("# Old\n", encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    told = call("-", "--stdin-filename", "a.md", "--diff")
    assert told.code == 1
    assert "+1. Tell the shopper.\n" in told.out
    assert Path("a.md").read_text(encoding="utf-8") == "# Old\n"


ODD = {
    "plain.md": PAGE,
    "crlf.md": PAGE.replace("\n", "\r\n"),
    "cr.md": "teh\rand teh\r",
    "no-end.md": "1. Tell teh shopper.\n\nteh",
    "one line.md": "teh",
    "bom.md": "\ufeff" + PAGE,
    "escape.md": "\x1b[31mteh\x1b[0m\n",
}


def test_a_diff_changes_nothing_and_is_what_git_applies(call: Call) -> None:
    for name, text in ODD.items():
        Path(name).write_bytes(text.encode())
    told = call("--diff")
    assert told.code == 1
    assert told.err.startswith("would have fixed 12 diagnostics in 7 files: 12 slip")
    assert {name: Path(name).read_bytes() for name in ODD} == {name: text.encode() for name, text in ODD.items()}
    run = subprocess.run(
        ["git", "apply", "-p0", "--whitespace=nowarn", "-"], input=told.out.encode(), capture_output=True, check=False
    )
    assert run.stderr == b""
    by_git = {name: Path(name).read_bytes() for name in ODD}
    for name, text in ODD.items():
        Path(name).write_bytes(text.encode())
    call("--fix")
    assert {name: Path(name).read_bytes() for name in ODD} == by_git
    assert call("--diff").out == ""
    assert call("--diff").code == 0
    assert call("--diff", "--unsafe-fixes").code == 1


def test_on_a_terminal_a_diff_shows_control_characters() -> None:
    from proclint.printing.diff import render
    from proclint.printing.run import View

    shown = render([("a\x1b.md", "x\x1b[31m\r\n", "y\r\n")], View(terminal=True, color=True))
    assert "\x1b[31m" not in shown.replace("\x1b[1;31m", "")
    assert "␛[31m␍" in shown
    assert shown.splitlines()[0] == "--- a␛.md"


def test_a_page_that_can_not_be_read_is_left(call: Call) -> None:
    Path("a.md").write_bytes(b"teh \xff\n")
    assert call("--fix").code == 1
    assert Path("a.md").read_bytes() == b"teh \xff\n"


def test_a_run_that_fails_writes_nothing(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path(), {"a.md": PAGE, "b.md": PAGE})
    real = __import__("proclint.readers", fromlist=["read"]).read
    monkeypatch.setattr("proclint.readers.read", lambda path, *rest: real(path, *rest) if path == "a.md" else 1 / 0)
    told = call("--fix")
    assert told.code == 2
    assert "error: no page was changed: the run failed" in told.err
    assert Path("a.md").read_text(encoding="utf-8") == PAGE


def test_what_the_baseline_holds_is_not_touched(call: Call) -> None:
    Path("a.md").write_text("teh\n", encoding="utf-8")
    assert cli.run(["baseline"]) == 0
    Path("a.md").write_text("teh\n\nteh\n", encoding="utf-8")
    call("--fix")
    assert Path("a.md").read_text(encoding="utf-8") == "teh\n\nthe\n"
    call("--fix", "--no-baseline")
    assert Path("a.md").read_text(encoding="utf-8") == "the\n\nthe\n"


def test_since_a_revision_only_what_changed_is_fixed(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    Path("a.md").write_text("teh\n", encoding="utf-8")
    for command in ("init -q", "add -A", "-c user.name=n -c user.email=e@example.org commit -q -m pages"):
        subprocess.run(["git", *command.split(" ")], check=True, capture_output=True)
    Path("a.md").write_text("teh\n\nteh loop\n", encoding="utf-8")
    told = call("--fix", "--since", "HEAD")
    assert Path("a.md").read_text(encoding="utf-8") == "teh\n\nthe loop\n"
    assert told.out == 'a.md:3:5: warning AAA001 slip: "loop" is a slip\n'
    assert told.err.splitlines()[0] == "fixed 1 diagnostic in 1 file: 1 slip"


def test_a_fix_that_does_not_cure_or_harms_is_taken_back(call: Call) -> None:
    Path("a.md").write_text("teh loop, teh qed, teh end\n", encoding="utf-8")
    told = call("--fix")
    assert Path("a.md").read_text(encoding="utf-8") == "the loop, the qed, the end\n"
    assert told.code == 1
    assert '"loop" is a slip' in told.out


def test_json_has_the_fixes_and_after_fixing_what_is_left(call: Call) -> None:
    Path("a.md").write_text(PAGE, encoding="utf-8")
    call("--output-format", "json:all.json")
    found = json.loads(Path("all.json").read_text(encoding="utf-8"))
    assert [one["fix"]["safe"] for one in found["diagnostics"]] == [True, False, True]
    call("--fix", "--output-format", "json:all.json")
    left = json.loads(Path("all.json").read_text(encoding="utf-8"))
    assert [one["fix"]["safe"] for one in left["diagnostics"]] == [False]


# in memory


def diagnostic(path: str, code: str, *edits: tuple[int, int, str], text: str, safe: bool = True) -> Diagnostic:
    lines = LineIndex.of(text)
    made = tuple(Edit(path, lines.position(start), lines.position(end), new) for start, end, new in edits)
    return Diagnostic(code, code.lower(), Severity.WARNING, "m", "h", path, made[0].start, made[0].end,
                      fix=Fix("t", safe, made), fingerprint=f"{code}{made[0].start}")  # fmt: skip


def fixed(texts: dict[str, str], find: Callable[[Mapping[str, str]], Sequence[Diagnostic]]) -> fixing.Fixed:
    now = dict(texts)

    def judge(changed: Mapping[str, str]) -> Sequence[Diagnostic]:
        now.update(changed)
        return find(now)

    return fixing.fix(texts, find(now), judge, unsafe=False)


def test_conflicts_are_resolved_one_by_one() -> None:
    def find(texts: Mapping[str, str]) -> list[Diagnostic]:
        text = texts["a"]
        return [
            diagnostic("a", code, (match.start(), match.end(), new), text=text)
            for code, pattern, new in (("ABC", "abc", "aXc"), ("BCD", "bcd|Xcd", "Y"), ("END", "e$", "f"))
            for match in re.finditer(pattern, text)
        ]

    done = fixed({"a": "abcde"}, find)
    assert done.texts == {"a": "aYf"}
    assert [one.code for one in done.fixed] == ["ABC", "END", "BCD"]
    assert done.left == ()


def test_a_fix_is_applied_whole_or_not_at_all() -> None:
    def find(texts: Mapping[str, str]) -> list[Diagnostic]:
        found = []
        if texts["a"] == "one":
            found.append(diagnostic("a", "OUT", (0, 3, "two"), text="one"))
            elsewhere = Edit("config", Position(1, 1), Position(1, 1), "x")
            found[0] = Diagnostic(**{**_fields(found[0]), "fix": Fix("t", True, (*found[0].fix.edits, elsewhere))})
        return found

    assert fixed({"a": "one"}, find).texts == {}

    def over(texts: Mapping[str, str]) -> list[Diagnostic]:
        return [diagnostic("a", "OVR", (0, 2, "x"), (1, 3, "y"), text="one")] if texts["a"] == "one" else []

    assert fixed({"a": "one"}, over).texts == {}


def _fields(one: Diagnostic) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_fixes_that_undo_each_other_come_to_an_end() -> None:
    def find(texts: Mapping[str, str]) -> list[Diagnostic]:
        new = {"a": "b", "b": "a"}[texts["a"]]
        return [diagnostic("a", texts["a"].upper() * 3, (0, 1, new), text=texts["a"])]

    assert len(fixed({"a": "a"}, find).fixed) == 101


TEXT = st.text(st.sampled_from("ab \t\r\n\u00e9\U0001f430"), max_size=40)


@settings(deadline=None)
@given(TEXT, st.data())
def test_apply_changes_what_the_edits_say_and_nothing_else(text: str, data: st.DataObject) -> None:
    lines = LineIndex.of(text)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    pairs = [
        (a, b)
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
        if "\r\n" not in (text[a - 1 : a + 1], text[b - 1 : b + 1])
    ]
    news = [data.draw(st.text("xyz", max_size=3)) for _ in pairs]
    edits = [Edit("p", lines.position(a), lines.position(b), new) for (a, b), new in zip(pairs, news, strict=True)]
    wanted, at = "", 0
    for (a, b), new in zip(pairs, news, strict=True):
        wanted, at = wanted + text[at:a] + new, b
    assert fixing.apply(text, data.draw(st.permutations(edits))) == wanted + text[at:]


def test_line_ends_that_are_put_in_are_those_of_the_page() -> None:
    edit = Edit("p", Position(1, 2), Position(1, 2), "\nx\n")
    assert fixing.apply("a\r\nb\r\nc\n", [edit]) == "a\r\nx\r\n\r\nb\r\nc\n"
    assert fixing.apply("a", [edit]) == "a\nx\n"


# ignore comments

REASON = "the law wants it kept"
COMMENT = f"<!-- proclint: ignore CUS001 ({REASON}) -->"


def ignored(call: Call, text: str) -> str:
    Path("a.md").write_bytes(text.encode())
    told = call(f"--add-ignore={REASON}")
    assert (told.code, told.out) == (0, "")
    return Path("a.md").read_bytes().decode()


def test_a_comment_goes_to_the_end_of_the_line_of_the_step(call: Call) -> None:
    assert ignored(call, BAD) == f"# Store\n\n- Count the boxes. {COMMENT}\n- Lock the store. {COMMENT}\n"
    told = call()
    assert (told.code, told.out) == (0, "")
    again = call(f"--add-ignore={REASON}")
    assert (again.code, again.err) == (0, "nothing ignored\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- Count it.  \n- Lock the store.\\\n  Now.\n", "- Count it. {}  \n- Lock the store.\\\n  Now. {}\n"),
        ("1. Count the\n   boxes.\n2. Lock the store.\n", "1. Count the\n   boxes. {}\n2. Lock the store. {}\n"),
        ("1. Count the boxes.\r\n2. Lock the store.\r\n", "1. Count the boxes. {}\r\n2. Lock the store. {}\r\n"),
        ("- [ ] Count the **sums**\n- [ ] Lock the *store*", "- [ ] Count the **sums** {}\n- [ ] Lock the *store* {}"),
        ("- Count it.\n\n  - in the back\n\n- Lock it.\n", "- Count it. {}\n\n  - in the back\n\n- Lock it. {}\n"),
        (
            "| Step | Who |\n|---|---|\n| Count the boxes | Clerk |\n| Lock the store | Clerk |\n",
            "| Step | Who |\n|---|---|\n| Count the boxes {} | Clerk |\n| Lock the store {} | Clerk |\n",
        ),
    ],
)  # fmt: skip
def test_wherever_a_step_ends(call: Call, before: str, after: str) -> None:
    assert ignored(call, before) == after.replace("{}", COMMENT)
    assert call().code == 0


def test_all_codes_of_a_step_stand_in_one_comment(call: Call) -> None:
    write(Path(), {"a.md": "1. Send teh sum to all stakeholders and to the relevant parties.\n"})
    call("--select", "CUS003,CUS010", "--add-ignore", "so be it")
    text = Path("a.md").read_text(encoding="utf-8")
    assert text.endswith("parties. <!-- proclint: ignore CUS003 (so be it) -->\n")


def test_only_what_is_reported_is_ignored(call: Call) -> None:
    write(Path(), {"a.md": BAD, "b.md": BAD, "proclint.toml": 'purpose = "Help shoppers"\n'})
    told = call("a.md", "--add-ignore=why", "--select", "CUS001")
    assert told.err == "ignored 2 steps in 1 file\n"
    assert Path("b.md").read_text(encoding="utf-8") == BAD
    cli.run(["baseline"])
    assert call("--add-ignore=why").err == "nothing ignored\n"


def test_what_stands_in_no_step_is_not_ignored(call: Call) -> None:
    Path("a.md").write_text("teh\n", encoding="utf-8")
    told = "  a.md:1:1: AAA001: it stands in no step\n  help: "
    assert call("--add-ignore=why").err.startswith("nothing ignored; 1 is left\n" + told)
    assert Path("a.md").read_text(encoding="utf-8") == "teh\n"


def test_what_is_left_without_a_comment_is_told_with_the_reason(call: Call) -> None:
    store = "# Store\n\n## 1. Count the boxes ##\n\n## 2. Lock the store\n"
    write(Path(), {"a.md": store, "proclint.toml": ""})
    Path("torn.md").write_bytes(b"\xff")
    told = call("--add-ignore=why").err.splitlines()
    assert told[0] == "ignored 1 step in 1 file; 3 are left"
    assert "  a.md:3:7: CUS001: a comment there would change how the page is read" in told
    assert "  proclint.toml:1:1: PUR001: it stands in the config" in told
    assert "  torn.md:1:1: DOC001: the page can't be read" in told
    assert [line.partition('"')[2][:4] for line in told if "help:" in line] == ["<!--", "# pr"]
    assert call("-q", "--add-ignore=why").err == ""


def test_of_many_that_are_left_the_first_are_told(call: Call) -> None:
    Path("a.md").write_text("teh\n" * 23, encoding="utf-8")
    told = call("--add-ignore=why").err.splitlines()
    assert (told[0], told[21]) == ("nothing ignored; 23 are left", "  and 3 more: `proclint check` shows them")
    assert sum("no step" in line for line in told) == 20


def test_a_comment_that_changes_what_is_read_is_taken_back(call: Call) -> None:
    text = "# Store\n\n## 1. Count the boxes ##\n\n## 2. Lock the store\n"
    assert ignored(call, text) == text.replace("the store", f"the store {COMMENT}")


def test_a_diff_of_comments(call: Call) -> None:
    Path("a.md").write_text(BAD, encoding="utf-8")
    told = call("--add-ignore=why", "--diff")
    assert told.code == 1
    assert told.out.count("\n+- ") == 2
    assert told.err == "would have ignored 2 steps in 1 file\n"
    assert Path("a.md").read_text(encoding="utf-8") == BAD


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("", "no reason is given"),
        ("  ", "no reason is given"),
        ("done --> <script>", "the reason holds -->"),
        ("done --!> ", "the reason holds -->"),
        ("two\nlines", "the reason holds a line end or a control character"),
        ("two\rlines", "the reason holds a line end or a control character"),
        ("\x1b[31mred", "the reason holds a line end or a control character"),
        ("\u202eback", "the reason holds a line end or a control character"),
    ],
)
def test_a_reason_that_can_not_stand_in_a_comment_is_refused(call: Call, reason: str, says: str) -> None:
    Path("a.md").write_text(BAD, encoding="utf-8")
    told = call("--add-ignore", reason)
    assert told.code == 2
    assert says in told.err
    assert Path("a.md").read_text(encoding="utf-8") == BAD


def test_ignoring_and_fixing_are_two_runs(call: Call) -> None:
    Path("a.md").write_text(BAD, encoding="utf-8")
    assert "fix first" in call("--fix", "--add-ignore=why").err


# the fixes of the rules that are there


def test_fields_comments_and_numbers_are_mended_in_one_run(call: Call) -> None:
    before = (
        "\ufeff# Refund\r\n\r\n1. Close the till. <!-- proclint: ignore CUS003 (old) -->  \r\n3. Count the sum.\r\n"
        "   - Custommer: shopper\r\n4. Lock\tthe store. <!-- proclint: ignore (so be it) -->\r\n"
    )
    Path("a.md").write_bytes(before.encode())
    asked = ("--extend-select", "STP007")
    told = call("--fix", *asked)
    assert told.err.splitlines()[0] == (
        "fixed 3 diagnostics in 1 file: 1 misnumbered-step, 1 unknown-field, 1 unused-suppression"
    )
    after = before.replace(" <!-- proclint: ignore CUS003 (old) -->", "").replace("Custommer", "Customer")
    after = after.replace("3. Count", "2. Count").replace("4. Lock", "3. Lock")
    assert Path("a.md").read_bytes().decode() == after
    assert call("--fix", *asked).err.splitlines()[0] == "nothing fixed"


def test_a_number_that_a_step_points_to_is_left_to_the_author(call: Call) -> None:
    text = "# Refund\n\n1. Close the till.\n3. Count the sum.\n4. If it differs, go to step 3.\n"
    Path("a.md").write_text(text, encoding="utf-8")
    call("--fix", "--extend-select", "STP007")
    assert Path("a.md").read_text(encoding="utf-8") == text


LINES = st.sampled_from(
    ["1. Close the till.", "3. Count the sum.", "7. Lock the store. <!-- proclint: ignore CUS003 -->", "",
     "   - Custommer: shopper", "   - Performr: the clerk", "Custommer: shopper", "<!-- proclint: ignore-file XYZ -->",
     "- Send the slip. <!-- proclint: ignore CUS001, XYZ001 (why) -->", "  - Owmer: clerk", "# Page", "Some text here."]
)  # fmt: skip


@settings(deadline=None)
@example(
    [
        "- Send the slip. <!-- proclint: ignore CUS001, XYZ001 (why) -->",
        "<!-- proclint: ignore-file XYZ -->",
        "   - Custommer: shopper",
        "Some text here.",
    ],
    "\n",
)  # the second comment can be taken out once the label below it is mended
@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n"]))
def test_fixes_of_any_page_are_whole_after_one_run(lines: list[str], end: str) -> None:
    def find(texts: Mapping[str, str]) -> Sequence[Diagnostic]:
        engine = Engine(Settings(Path("/none")), Selection(extend_select=("STP007",)))
        return engine.apply(Change(path, text) for path, text in texts.items()).diagnostics

    text = end.join(lines)
    for unsafe in (False, True):
        done = fixing.fix({"a": text}, find({"a": text}), find, unsafe)
        now = {"a": text} | done.texts
        assert fixing.fix(now, find(now), find, unsafe).fixed == ()
        assert now["a"].count("\n") == now["a"].count(end)


def test_a_team_that_is_another_on_each_page_is_not_asked_after(call: Call) -> None:
    config = 'ignore = ["PUR"]\n[parties.shopper]\nkind = "external"\n'
    other = "# Desk\n\n1. The team sends the shopper the sum.\n2. The clerk tells the team the sum.\n"
    write(Path(), {"proclint.toml": config, "a.md": "# Note\n\n1. The clerk tells the team the hour.\n", "b.md": other})
    told = call("--select", "CUS002")
    assert (told.out, "can be fixed" in told.err) == ("", False)


def test_a_name_in_another_number_is_written_as_it_is_known(call: Call) -> None:
    write(
        Path(),
        {
            "proclint.toml": 'ignore = ["PUR"]\n[parties.shopper]\nkind = "external"\n',
            "refund.md": "# Refund\n\n1. The support agent sends the order to the Claim Handler.\n"
            "2. The support agent sends the slip to the **claim handlers**.\n",
            "claims.md": "# Claims\n\n1. The claims handler pays the shopper.\n",
        },
    )
    assert call("--fix").code == 1
    told = call("--fix", "--unsafe-fixes")
    assert (told.code, told.out) == (0, "")
    assert Path("refund.md").read_text(encoding="utf-8") == (
        "# Refund\n\n1. The support agent sends the order to the Claims Handler.\n"
        "2. The support agent sends the slip to the **claims handlers**.\n"
    )
