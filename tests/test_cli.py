"""The command line from outside: words in, text and an exit code out. What the rules find is not tested here."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from proclint import cli, files, readers, terminal
from proclint.rule import Awake

CLEAN = "# Refund\n\n1. The agent sends a letter to the shopper.\n2. The agent sends the date to the shopper.\n"
UNSERVED = "# Archive\n\n1. Close the ledger.\n2. Log the call.\n3. File the form.\n"
PROSE = "The clerk sends the form to the manager. The manager signs the form.\n"
COMMAND = [sys.executable, "-m", "proclint"]


@pytest.fixture(autouse=True)
def _plain_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test in a folder of its own, without what the caller's terminal or CI says."""
    for name in ("CI", "NO_COLOR", "FORCE_COLOR", "PROCLINT_TRACEBACK", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def put(path: str, text: str = UNSERVED) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


class Ran:
    """What one call left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]):
    """Runs the command line inside this process."""

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        code = cli.run(list(arguments))
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run


def on_terminal(*arguments: str, width: int = 80, **environment: str) -> Ran:
    """Runs the command line in a terminal of its own; both streams come back as one."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "COLUMNS": str(width), "TERM": "xterm", **environment},
    )  # fmt: skip
    os.close(theirs)
    printed = b""
    while True:
        ready, _, _ = select.select([ours], [], [], 30)
        try:
            data = os.read(ours, 65536) if ready else b""
        except OSError:  # the other end is closed
            data = b""
        if not data:
            break
        printed += data
    os.close(ours)
    return Ran(process.wait(30), printed.decode().replace("\r\n", "\n"), "")


def test_version_loads_none_of_the_heavy_libraries() -> None:
    script = (
        "import sys\nfrom proclint import cli\ncode = cli.run(sys.argv[1:])\n"
        "heavy = {'lark', 'pydantic', 'pyromark', 'pathspec', 'rapidfuzz', 'wcwidth', 'proclint.engine'}\n"
        "print(code, sorted(heavy & set(sys.modules)))"
    )
    for argument in ("--version", "--help"):
        done = subprocess.run([sys.executable, "-c", script, argument], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "0 []"


def test_exit_codes_of_what_was_found(call) -> None:
    put("clean.md", CLEAN)
    put("archive.md")
    assert call("check", "clean.md").code == 0
    found = call("check", "archive.md")
    assert found.code == 1
    assert found.out.startswith("archive.md:3:")
    assert "3 steps serve nobody: lines 3 to 5" in found.out
    assert call("check", "--fail-on", "error").code == 0
    assert call("check", "--fail-on", "never").code == 0
    assert call("check", "--fail-on", "info").code == 1


def test_diagnostics_go_to_standard_output_and_the_rest_to_standard_error(call) -> None:
    put("archive.md")
    found = call("check")
    assert "3 diagnostics (3 warnings) in 1 file: 1 file, 1 holds processes, 3 steps" in found.err
    assert "diagnostics" not in found.out
    assert call("check", "-q").err == ""
    put("archive.md", CLEAN)
    assert call("check").out == ""
    assert call("check").err == "nothing found: 1 file, 1 holds processes, 2 steps\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "gone.md"], "error: gone.md: no such file"),
        (["check", "--select", "CUS0O1"], 'error: no rule is called "CUS0O1"; did you mean CUS0'),
        (["check", "--ignore", "missing-custmer"], "missing-customer"),
        (["check", "--output-format", "jsn"], 'error: no format is called "jsn"; did you mean json?'),
        (["check", "--color", "pink"], "error: '--color': 'pink' is not one of"),
        (["check", "--nonsense"], "error: no such option"),
        (["check", "--stdin-filename", "a.md"], "goes with - in place of a path"),
        (["check", "-", "a.md"], "- stands alone"),
        (["chekc"], "error: no such command 'chekc'; did you mean 'check'?"),
        (["chekc"], "help: `proclint --help` shows the commands and options"),
        (["check", "--extnd-select"], "'--extnd-select'; did you mean '--extend-select', '--select'?\n"),
        (["check", "--selct"], "help: `proclint check --help` shows the options"),
        (["rule", "CUS099"], "error: no rule is called"),
        (["steps", "--output-format", "yaml"], "error: '--output-format': 'yaml' is not one of"),
    ],
)
def test_what_can_not_be_done_is_said_and_exits_2(call, arguments: list[str], says: str) -> None:
    put("archive.md")
    got = call(*arguments)
    assert (got.code, got.out) == (2, "")
    assert says in got.err
    assert "nvalid" not in got.err and "Traceback" not in got.err


def test_a_bad_config_is_said_with_its_line(call) -> None:
    put("archive.md")
    put("proclint.toml", 'purpose = "help shoppers"\nselect = ["CUS", "CUZ"]\n')
    got = call("check")
    assert got.code == 2
    assert got.err.startswith('error: proclint.toml:2: no rule is called "CUZ"')
    assert call("check", "--isolated").code == 1


def test_selecting_and_ignoring(call) -> None:
    put("archive.md")
    assert call("check", "--ignore", "CUS001").code == 0
    assert call("check", "--select", "PUR,doc001").code == 0
    assert call("check", "--select", "missing-customer").code == 1
    assert call("check", "--ignore", "ALL", "--extend-select", "CUS001").code == 1


def test_a_file_that_is_named_is_reported_and_the_others_are_not(call) -> None:
    put("archive.md")
    put("more/other.md")
    assert {line.split(":")[0] for line in call("check", "--output-format", "concise").out.splitlines()} == {
        "archive.md", "more/other.md",
    }  # fmt: skip
    assert call("check", "more/other.md", "--output-format", "concise").out.startswith("more/other.md:")
    assert len(call("check", "more", "--output-format", "concise").out.splitlines()) == 1


def test_json_alone_on_standard_output(call) -> None:
    put("archive.md")
    got = call("check", "--output-format", "json", "--statistics")
    made = json.loads(got.out)
    assert got.code == 1
    assert [one["path"] for one in made["diagnostics"]] == ["archive.md"] * 3
    assert made["workspace"] == Path.cwd().as_posix()
    assert made["summary"]["rules"] == [
        {"code": "CUS001", "name": "missing-customer", "severity": "warning", "count": 3}
    ]  # fmt: skip
    assert all(re.fullmatch("[0-9a-f]{16}", one["fingerprint"]) for one in made["diagnostics"])


def test_several_outputs_in_one_run(call) -> None:
    put("archive.md")
    formats = ["--output-format", "concise", "--output-format", "json:out/found.json"]
    assert "error: " in call("check", *formats).err  # there is no folder out
    Path("out").mkdir()
    for _ in range(2):  # its own file is written again
        got = call("check", *formats)
        assert got.code == 1
        assert got.out.startswith("archive.md:3:")
    assert len(json.loads(Path("out/found.json").read_text(encoding="utf-8"))["diagnostics"]) == 3
    put("mine.txt", "my words\n")
    for target in ("mine.txt", "archive.md"):
        before = Path(target).read_text(encoding="utf-8")
        assert call("check", "--output-format", f"json:{target}").code == 2
        assert Path(target).read_text(encoding="utf-8") == before
    assert call("check", "--output-format", "json:archive.md", "--force").code == 2
    assert call("check", "--output-format", "json:mine.txt", "--force").code == 1


def test_statistics_and_show_files(call) -> None:
    put("archive.md")
    put("words.md", "# About\n\nOnly words.\n")
    put("odd.md").write_bytes(b"# Odd\n\n1. Log it \xff.\n")
    assert call("check", "--statistics").out.splitlines()[0] == "3  CUS001  missing-customer     warning"
    shown = call("check", "--show-files")
    assert (shown.code, shown.out) == (0, "process  archive.md\nrefused  odd.md\npage     words.md\n")


def test_a_page_that_can_not_be_read_is_a_diagnostic_and_the_rest_is_checked(call) -> None:
    put("archive.md")
    put("odd.md").write_bytes(b"# Odd\n\n1. Log it \xff.\n")
    got = call("check", "--output-format", "concise")
    assert got.code == 1
    assert "odd.md:3:11: error DOC001 unreadable-document: " in got.out
    assert "archive.md:3:" in got.out


def test_standard_input_alone_and_in_place_of_a_page(call, monkeypatch: pytest.MonkeyPatch) -> None:
    put("archive.md", CLEAN)

    def with_stdin(text: str, *arguments: str) -> Ran:
        ours, theirs = os.pipe()
        os.write(theirs, text.encode())
        os.close(theirs)
        with os.fdopen(ours, "r") as stream:
            monkeypatch.setattr(sys, "stdin", stream)
            return call(*arguments)

    assert with_stdin(UNSERVED, "check", "-").out.startswith("stdin.md:3:")
    assert with_stdin(UNSERVED, "check", "-", "--stdin-filename", "archive.md").out.startswith("archive.md:3:")
    assert with_stdin(UNSERVED, "check", "-", "--stdin-filename", "new.md").out.startswith("new.md:3:")
    assert with_stdin(CLEAN, "check", "-", "--stdin-filename", "archive.md").code == 0
    assert with_stdin(CLEAN, "check", "-", "--stdin-filename", "no/where.md").code == 2
    read = json.loads(with_stdin(UNSERVED, "steps", "-", "--output-format", "json").out)
    assert [len(page["steps"]) for page in read["documents"]] == [3]


def test_a_run_that_read_nothing_fails_in_ci_only(call, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = call("check")
    assert quiet.code == 0
    assert "warning: no file to read: looked for *.markdown *.md in " in quiet.err
    assert Path.cwd().as_posix() in quiet.err
    no_pattern = call("check", "--config", "include = []").err
    assert f"warning: no file to read: looked for nothing in {Path.cwd().as_posix()}: include is empty" in no_pattern
    monkeypatch.setenv("CI", "true")
    assert call("check").code == 2
    put("archive.md", CLEAN)
    assert call("check").code == 0


def test_colours_follow_the_flag_then_the_environment(call, monkeypatch: pytest.MonkeyPatch) -> None:
    put("archive.md")
    assert "\x1b" not in call("check").out
    assert "\x1b" in call("check", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in call("check").out
    assert "\x1b" not in call("check", "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in call("check").out
    assert "\x1b" not in call("check", "--output-format", "json", "--color", "always").out


def test_a_terminal_gets_the_opening_lines_the_longest_blocks_and_the_rest_counted() -> None:
    for number in range(28):
        put(f"page{number:02}.md", UNSERVED if number == 27 else "# One\n\n1. Close the ledger.\n2. Log the call.\n")
    got = on_terminal("check")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", got.out)
    lines = plain.splitlines()
    assert got.code == 1
    assert lines[0].startswith("28 files, 28 hold processes, 57 steps")
    assert lines[0].endswith("no proclint.toml here")
    assert next(line for line in lines if " CUS001 " in line).startswith("page27.md:3:")
    assert plain.count(" CUS001 ") == 25
    assert "and 3 more: --all, or --statistics" in plain
    assert "\x1b[1;33mwarning" in got.out
    everything = on_terminal("check", "--all", NO_COLOR="1")
    assert "\x1b" not in everything.out
    assert everything.out.count(" CUS001 ") == 28
    assert "hold processes" not in on_terminal("check", "-q").out


def test_names_and_words_with_escapes_reach_no_terminal_raw() -> None:
    put("bad\x1b[31mname.md", "# Odd \x1b]0;title\x07\n\n1. Close the \x1b[2Jledger \u202enow.\n2. Log the \x9bcall.\n")
    for arguments in (["check"], ["check", "--output-format", "concise"], ["steps"], ["check", "--show-files"]):
        got = on_terminal(*arguments, NO_COLOR="1")
        assert "bad␛[31mname.md" in got.out
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", got.out)


def test_a_reader_that_has_gone_gives_141_without_a_word() -> None:
    put("archive.md")
    for arguments in (["check"], ["steps"], ["rule", "--all"], ["--help"]):
        ours, theirs = os.pipe()
        os.close(ours)
        done = subprocess.run([*COMMAND, *arguments], stdout=theirs, stderr=subprocess.PIPE, text=True, check=False)
        os.close(theirs)
        assert (done.returncode, done.stderr) == (141, "")


def test_ctrl_c_gives_130_without_a_traceback() -> None:
    process = subprocess.Popen(
        [*COMMAND, "check", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(0.7)  # it waits for standard input now
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def test_a_mistake_in_proclint_is_one_clear_line(call, monkeypatch: pytest.MonkeyPatch) -> None:
    put("archive.md")

    def fail(*_: object) -> None:
        raise RuntimeError("out\nof luck")

    monkeypatch.setattr(readers, "read", fail)
    got = call("check")
    assert got.code == 2
    assert "internal error: the reader failed on archive.md: RuntimeError: out of luck (test_cli.py:" in got.err
    monkeypatch.setattr(files, "find", fail)
    got = call("check")
    assert (got.code, got.out) == (2, "")
    assert got.err.startswith("internal error: RuntimeError: out of luck (test_cli.py:")
    assert "help: this is a mistake in proclint" in got.err
    monkeypatch.setenv("PROCLINT_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        call("check")


def test_long_reading_counts_on_a_terminal_and_wipes_the_count(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress = terminal.Progress(wanted=True)
    progress(1, 9)
    progress.clear()
    assert capsys.readouterr().err == ""  # the first second is silent
    monkeypatch.setattr(time, "monotonic", lambda: float("inf"))
    progress(2, 9)
    progress.clear()
    assert capsys.readouterr().err == "\rreading: 2 of 9 files\r\x1b[K"
    terminal.Progress(wanted=False)(3, 9)
    assert capsys.readouterr().err == ""


def test_verbose_says_which_config_holds_and_which_rules_sleep(call) -> None:
    put("archive.md")
    put("proclint.toml", "")
    said = call("check", "-v").err
    assert "config proclint.toml" in said
    assert f"asleep until a {Awake.WITH_PURPOSE} is stated: 2 " in said


def test_steps_of_named_files_anywhere(call, tmp_path_factory: pytest.TempPathFactory) -> None:
    far = tmp_path_factory.mktemp("far")
    (far / "deep").mkdir()
    (far / "a.txt").write_text(PROSE, encoding="utf-8")
    (far / "deep" / "b.md").write_text(UNSERVED, encoding="utf-8")
    (far / "unnamed.md").write_text(UNSERVED, encoding="utf-8")
    put("near/words.md", "# About\n\nOnly words.\n")
    put("near/odd.md").write_bytes(b"# Odd\n\n1. Log it \xff.\n")
    got = call(
        "steps",
        "--output-format",
        "json",
        str(far / "a.txt"),
        str(far / "deep" / "b.md"),
        "near/words.md",
        "near/odd.md",
    )
    assert got.code == 0
    pages = {page["path"]: page for page in json.loads(got.out)["documents"]}
    assert set(pages) == {str(far / "a.txt"), str(far / "deep" / "b.md"), "near/words.md", "near/odd.md"}
    assert pages[str(far / "a.txt")]["process"] is True
    assert [step["number"] for step in pages[str(far / "deep" / "b.md")]["steps"]] == ["1", "2", "3"]
    assert pages["near/words.md"] == {
        "path": "near/words.md", "process": False, "processes": [], "steps": [], "error": None,
    }  # fmt: skip
    assert pages["near/odd.md"]["error"]["start"] == {"line": 3, "column": 11}


def test_steps_in_text_shows_processes_and_every_page_that_was_named(call) -> None:
    put("archive.md")
    put("words.md", "# About\n\nOnly words.\n")
    whole = call("steps")
    assert whole.code == 0
    assert whole.out.startswith("archive.md:1: Archive, 3 steps\n")
    assert "words.md" not in whole.out
    assert "2 files, 1 holds processes, 3 steps" in whole.err
    assert call("steps", "words.md").out == "words.md: no process\n"


def test_steps_say_what_was_passed_over_in_text_when_asked(call) -> None:
    put("archive.md")
    put("links.md", "# Links\n\n- [Opening](archive.md)\n- [Closing](archive.md)\n")
    put("other.md", "---\nprocess: false\n---\n\n1. Lock the gate.\n")
    assert "links.md" not in call("steps").out
    assert call("steps", "links.md").out == "links.md: no process (1 list passed over; -v says why)\n"
    said = call("steps", "-v").out
    assert 'links.md: no process\n\n  passed over\n  3  list     "Opening"' in said
    assert "all of its items are links (2)" in said
    assert "other.md: no process: the page says so itself, in its first lines" in said
    pages = json.loads(call("steps", "-v", "--output-format", "json").out)["documents"]
    assert {key for page in pages for key in page} == {"path", "process", "processes", "steps", "error"}


def test_rule_prints_pages_by_code_prefix_and_name(call) -> None:
    page = call("rule", "CUS001")
    assert page.code == 0
    assert page.out.startswith("CUS001 missing-customer (warning)\n")
    assert "`" not in page.out.splitlines()[2]
    assert call("rule", "missing-customer").out == page.out
    assert "CUS003 vague-customer" in call("rule", "CUS").out
    source = Path(__file__).parent.parent / "rules" / "cus001_missing_customer.md"
    assert call("rule", "cus001", "--output-format", "markdown").out == source.read_text(encoding="utf-8")
    made = json.loads(call("rule", "--all", "--output-format", "json").out)
    assert [rule["code"] for rule in made["rules"]] == sorted(rule["code"] for rule in made["rules"])
    assert made["rules"][0]["name"] == "idle-party"
    listed = call("rule").out.splitlines()
    assert len(listed) == len(made["rules"])
    assert listed[0].startswith("ALI001  idle-party")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "arguments", [("check", "."), ("steps", "."), ("--help",), ("check", "--help"), ("--version",)]
)
def test_a_full_disk_is_said(arguments: tuple[str, ...]) -> None:
    put("archive.md")
    with open("/dev/full", "w", encoding="utf-8") as full:
        run = subprocess.run([*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert run.stderr.startswith("error: can't write what was found: ")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes descriptors")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("check . >&-", 2),
        ("steps . >&-", 2),
        ("--help >&-", 2),
        ("--version <&- >&-", 2),
        ("check . >&- 2>&-", 2),
        ("check . -q --ignore ALL >&-", 0),
        ("check . -q --output-format json:out.json >&-", 1),
        ("check . 2>&-", 1),
    ],
)
def test_what_is_found_is_not_lost_where_standard_output_is_closed(arguments: str, code: int) -> None:
    put("archive.md")
    script = f"exec '{sys.executable}' -m proclint {arguments}"
    run = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert run.returncode == code
    told = "error: can't write what was found: standard output is closed; send it to a file or a terminal\n"
    assert run.stderr == (told if code == 2 and "2>&-" not in arguments else "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_mistake_that_can_not_be_told_still_fails() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        run = subprocess.run([*COMMAND, "nonsense"], stdout=subprocess.PIPE, stderr=full, text=True, check=False)
    assert (run.returncode, run.stdout) == (2, "")


@pytest.mark.parametrize("verb", ["steps", "trails"])
def test_a_lone_page_that_cannot_be_read_is_a_finding(call, verb: str) -> None:
    Path("torn.md").write_bytes(b"# Torn\n\n1. Tear it: \xff\n")
    assert call(verb, "torn.md").code == 1
    put("archive.md")
    assert call(verb, "torn.md", "archive.md").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use can't be removed there")
def test_a_current_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    script = f"mkdir gone && cd gone && rmdir ../gone && exec '{sys.executable}' -m proclint check ."
    run = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr.startswith("error: can't read the current folder: ")


def test_trails_say_which_page_they_miss(call) -> None:
    put("clean.md", CLEAN)
    Path("bad.md").write_bytes(b"# A\n\n1. The clerk sends the form to the buyer.\n\xff\n")
    got = call("trails")
    assert got.code == 0
    assert got.err.startswith("warning: bad.md:4:1: not read: the byte 0xFF is not UTF-8\n")
    assert "bad.md" not in call("trails", "-q").err


def test_nobody_is_served_by_the_order_of_the_steps_by_what_they_do_themselves(call) -> None:
    put(
        "page.md", "# A\n\n1. The clerk files the form.\n2. The clerk sends the list to the clerk.\n3. Close the box.\n"
    )
    (page,) = json.loads(call("steps", "--output-format", "json").out)["documents"]
    assert page["steps"][0]["customers"] == []
