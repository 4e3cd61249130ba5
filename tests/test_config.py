"""Configs: what each key does, which config holds where, and what is said of a slip."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from trees import write

from proclint.config.discovery import Configs, schema
from proclint.model import Kind
from proclint.settings import ConfigError, Overrides, Selection, Settings


def load(folder: Path, *inline: str, isolated: bool = False, at: str = "") -> Settings:
    """The settings that hold in `folder / at`, nested configs included."""
    configs = Configs(Overrides(isolated=isolated, config=inline, cwd=folder))
    place = folder / at
    root, config = configs.workspace(place) or (place, None)
    settings = configs.settings(root, config)
    below = list(configs.below(root, place))
    return configs.nested(settings, below) if below else settings


def refusal(folder: Path, *inline: str, at: str = "") -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        load(folder, *inline, at=at)
    return caught.value


def slip(tmp_path: Path, text: str) -> ConfigError:
    write(tmp_path, {"proclint.toml": text})
    return refusal(tmp_path)


FULL = """
purpose = "Help shoppers get\\n what they need"
include = ["processes/**"]
exclude = ["archive/**"]
processes = ["notes.md"]
not-processes = ["blog/**"]
select = ["CUS", "PUR"]
extend-select = ["HND001"]
ignore = ["CUS004"]
baseline = "proclint-baseline.json"
fail-on = "error"
required-sections = ["Purpose"]
max-hand-offs = 3
[per-file-ignores]
"drafts/**" = ["PUR"]
[fields]
good-when = ["fertig wenn"]
customer = ["Kunde", "für"]
[parties.shopper]
kind = "external"
names = ["buyer", "customer"]
part = ["decides", "pays"]
needs = ["money back"]
accepts = ["email"]
[parties.finance-clerk]
kind = "internal"
department = "Finance"
helps = "pay shoppers"
serves = ["shopper"]
[parties.crm]
kind = "system"
[parties.nobody-knows]
[departments.finance]
helps = "get every refund to the shopper"
[departments.legal]
"""


def test_every_key_arrives(tmp_path: Path) -> None:
    write(tmp_path, {"proclint.toml": FULL})
    settings = load(tmp_path)
    assert settings.root == tmp_path
    assert settings.config == tmp_path / "proclint.toml"
    assert settings.include.matches("processes/a/b.md")
    assert not settings.include.matches("a.md")
    assert settings.exclude.matches("archive/a.md")
    assert settings.exclude.matches("node_modules/")
    assert settings.baseline == tmp_path / "proclint-baseline.json"
    assert settings.fail_on == "error"
    assert settings.organisation.required_sections == ("Purpose",)
    assert settings.max_hand_offs == 3
    assert settings.fields == {"customer": ("Kunde", "für"), "good_when": ("fertig wenn",)}
    organisation = settings.organisation
    assert organisation.config == "proclint.toml"
    assert organisation.purpose == "Help shoppers get what they need"
    assert organisation.departments == {"finance": "get every refund to the shopper", "legal": None}
    assert {key: party.kind for key, party in organisation.parties.items()} == {
        "shopper": Kind.EXTERNAL,
        "finance-clerk": Kind.INTERNAL,
        "crm": Kind.SYSTEM,
        "nobody-knows": None,
    }
    shopper, clerk = organisation.parties["shopper"], organisation.parties["finance-clerk"]
    assert (shopper.names, shopper.part, shopper.needs, shopper.accepts) == (
        ("buyer", "customer"),
        ("decides", "pays"),
        ("money back",),
        ("email",),
    )
    assert (clerk.department, clerk.helps, clerk.serves) == ("Finance", "pay shoppers", ("shopper",))
    assert settings.selection("a.md") == Selection(("CUS", "PUR"), ("HND001",), ("CUS004",), ())
    assert settings.selection("drafts/a.md").per_file == ("PUR",)
    assert settings.process_hint("notes.md") is True
    assert settings.process_hint("blog/a.md") is False
    assert settings.process_hint("a.md") is None


def test_without_a_config_the_defaults_hold(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings == Settings(tmp_path)
    assert settings.config is None
    assert settings.organisation.config is None
    assert settings.fail_on == "warning"
    assert settings.max_hand_offs == 7
    assert settings.selection("a.md") == Selection()
    assert settings.entries() == ()


def test_an_empty_config_is_a_config(tmp_path: Path) -> None:
    write(tmp_path, {"proclint.toml": ""})
    settings = load(tmp_path)
    assert settings.organisation.config == "proclint.toml"
    assert settings.organisation.purpose is None
    assert settings.include.matches("a.md")


def test_a_blank_purpose_is_none(tmp_path: Path) -> None:
    write(tmp_path, {"proclint.toml": 'purpose = "  "'})
    assert load(tmp_path).organisation.purpose is None


def test_pyproject_counts_when_it_has_the_table(tmp_path: Path) -> None:
    write(
        tmp_path, {"pyproject.toml": '[project]\nname = "x"\n[tool.proclint]\npurpose = "p"\nselect = [\n "CUS",\n]\n'}
    )
    settings = load(tmp_path)
    assert settings.organisation.config == "pyproject.toml"
    assert settings.organisation.purpose == "p"
    assert str(settings.place("select", 0)) == "pyproject.toml:6"


@pytest.mark.parametrize(
    "text", ['[project]\nname = "proclint"', "", "[tool.ruff]", "this is [broken", "# proclint\n[broken"]
)
def test_another_pyproject_is_passed_over(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"pyproject.toml": text})
    assert load(tmp_path).config is None


def test_a_broken_pyproject_that_speaks_to_us_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool.proclint]\npurpose = oops"})
    assert (refusal(tmp_path).path, refusal(tmp_path).line) == ("pyproject.toml", 2)


def test_proclint_toml_goes_before_pyproject_and_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": '[tool.proclint]\npurpose = "a"', "proclint.toml": 'purpose = "b"'})
    configs = Configs(Overrides(cwd=tmp_path))
    assert configs.inside(tmp_path) == tmp_path / "proclint.toml"
    assert configs.notes == ("pyproject.toml: [tool.proclint] is passed over, proclint.toml stands beside it",)


# -- which config holds ------------------------------------------------------------------------------------------------


def test_the_highest_config_makes_the_workspace(tmp_path: Path) -> None:
    write(tmp_path, {"proclint.toml": "", "a/proclint.toml": "", "a/b/c/x.md": ""})
    assert load(tmp_path, at="a/b/c").root == tmp_path


def test_root_ends_the_search(tmp_path: Path) -> None:
    write(tmp_path, {"proclint.toml": "", "a/proclint.toml": "root = true", "a/b/proclint.toml": "", "a/b/x.md": ""})
    assert load(tmp_path, at="a/b").root == tmp_path / "a"


def test_the_git_root_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a").mkdir()
    assert load(tmp_path, at="a").root == tmp_path / "a"


def test_a_nested_config_adds_and_its_select_starts_afresh(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "proclint.toml": 'select = ["CUS"]\nextend-select = ["HND001"]\nignore = ["CUS004"]\n'
            'not-processes = ["**"]\n[per-file-ignores]\n"*.md" = ["DOC"]',
            "a/proclint.toml": 'ignore = ["CUS003"]\nprocesses = ["x.md"]\n[per-file-ignores]\n"x.md" = ["CUS001"]',
            "a/b/pyproject.toml": '[tool.proclint]\nselect = ["PUR"]\nnot-processes = ["x.md"]',
        },
    )
    settings = load(tmp_path, at="a/b")
    assert settings.selection("x.md") == Selection(("CUS",), ("HND001",), ("CUS004",), ("DOC",))
    assert settings.selection("a/x.md") == Selection(("CUS",), ("HND001",), ("CUS004", "CUS003"), ("DOC", "CUS001"))
    assert settings.selection("a/b/x.md") == Selection(("PUR",), (), (), ("DOC", "CUS001"))
    assert settings.selection("ab/x.md") == settings.selection("x.md")
    assert settings.process_hint("x.md") is False
    assert settings.process_hint("a/x.md") is True
    assert settings.process_hint("a/y.md") is False
    assert settings.process_hint("a/b/x.md") is False
    assert [(entry.value, entry.key, str(entry.place)) for entry in settings.entries()] == [
        ("CUS", "select", "proclint.toml:1"),
        ("HND001", "extend-select", "proclint.toml:2"),
        ("CUS004", "ignore", "proclint.toml:3"),
        ("DOC", "per-file-ignores", "proclint.toml:6"),
        ("CUS003", "ignore", "a/proclint.toml:1"),
        ("CUS001", "per-file-ignores", "a/proclint.toml:4"),
        ("PUR", "select", "a/b/pyproject.toml:2"),
    ]


@pytest.mark.parametrize(
    "line", ['purpose = "p"', 'extend = "x.toml"', "[parties.a]", 'exclude = ["x"]', "max-hand-offs = 3"]
)
def test_a_nested_config_may_not_set_what_holds_for_the_workspace(tmp_path: Path, line: str) -> None:
    write(tmp_path, {"proclint.toml": "", "a/proclint.toml": f'select = ["CUS"]\n{line}\n'})
    error = refusal(tmp_path, at="a")
    assert (error.path, error.line) == ("a/proclint.toml", 2)
    assert "further down" in error.message
    assert "proclint.toml may set it" in error.message
    assert "root = true" in str(error.help)


# -- the command line --------------------------------------------------------------------------------------------------


def test_isolated_reads_no_config(tmp_path: Path) -> None:
    write(tmp_path, {"proclint.toml": "broken ["})
    assert load(tmp_path, isolated=True).config is None


def test_isolated_still_takes_settings(tmp_path: Path) -> None:
    write(tmp_path, {"proclint.toml": 'purpose = "p"'})
    settings = load(tmp_path, 'select = ["CUS"]', isolated=True)
    assert settings.selection("a.md").select == ("CUS",)
    assert settings.organisation.purpose is None


def test_a_named_config_stands_in_for_all_others(tmp_path: Path) -> None:
    write(tmp_path, {"proclint.toml": "broken [", "ci.toml": 'purpose = "ci"', "a/proclint.toml": "broken ["})
    settings = load(tmp_path, "ci.toml", at="a")
    assert settings.root == tmp_path
    assert settings.organisation.purpose == "ci"
    assert settings.organisation.config == "ci.toml"


def test_a_named_config_elsewhere_leaves_the_workspace_where_it_is(tmp_path: Path) -> None:
    write(tmp_path, {"far/ci.toml": 'purpose = "ci"', "near/x.md": ""})
    configs = Configs(Overrides(config=("../far/ci.toml",), cwd=tmp_path / "near"))
    assert configs.workspace(tmp_path / "near") is None
    settings = configs.settings(tmp_path / "near", None)
    assert settings.organisation.purpose == "ci"
    assert settings.organisation.config == (tmp_path / "far/ci.toml").as_posix()


def test_settings_on_the_command_line_go_before_the_file(tmp_path: Path) -> None:
    write(
        tmp_path, {"proclint.toml": 'purpose = "p"\nignore = ["CUS001"]\n[parties.a]\nkind = "external"\nnames = ["x"]'}
    )
    settings = load(tmp_path, "ignore = []", 'parties.a.names = ["y"]\nfail-on = "never"')
    assert settings.organisation.purpose == "p"
    assert settings.selection("a.md").ignore == ()
    assert settings.organisation.parties["a"].names == ("y",)
    assert settings.organisation.parties["a"].kind is Kind.EXTERNAL
    assert settings.fail_on == "never"
    assert str(settings.place("ignore")) == "--config"
    assert str(settings.place("parties", "a", "kind")) == "proclint.toml:4"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("gone.toml", 'no config file "gone.toml"'),
        ("select = [", "is no TOML"),
        ('slect = ["CUS"]', 'unknown key "slect"'),
        ("root = true", '"root" is for config files'),
        ('extend = "a.toml"', '"extend" is for config files'),
        ("x" * 10_000, "no config file"),
        ("a\0b", "no config file"),
    ],
)
def test_a_slip_on_the_command_line_is_told(tmp_path: Path, value: str, words: str) -> None:
    error = refusal(tmp_path, value)
    assert words in error.message
    assert error.path == "--config"


def test_two_config_files_are_one_too_many(tmp_path: Path) -> None:
    write(tmp_path, {"a.toml": "", "b.toml": ""})
    assert "two config files" in refusal(tmp_path, "a.toml", "b.toml").message


# -- extend ------------------------------------------------------------------------------------------------------------


def test_extend_merges_tables_and_replaces_the_rest(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(
        tmp_path,
        {
            "base.toml": 'purpose = "base"\nselect = ["CUS", "PUR"]\nroot = true\n'
            '[parties.a]\nkind = "external"\nnames = ["one", "two"]\n[parties.b]\nkind = "internal"',
            "team/proclint.toml": 'extend = "../base.toml"\nselect = ["DOC"]\n[parties.a]\nnames = [\n"three"]',
        },
    )
    settings = load(tmp_path, at="team")
    assert settings.root == tmp_path / "team"
    assert settings.organisation.purpose == "base"
    assert settings.selection("a.md").select == ("DOC",)
    assert settings.organisation.parties["a"].names == ("three",)
    assert settings.organisation.parties["a"].kind is Kind.EXTERNAL
    assert list(settings.organisation.parties) == ["a", "b"]
    assert str(settings.place("purpose")) == "base.toml:1"
    assert str(settings.place("select", 0)) == "team/proclint.toml:2"
    assert settings.place("select", 1) == settings.place("select")
    assert str(settings.place("parties", "a", "names", 0)) == "team/proclint.toml:5"
    assert settings.place("ignore") is None


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_circle_of_extend_is_told(tmp_path: Path, length: int) -> None:
    names = ["proclint.toml", *(f"{number}.toml" for number in range(1, length))]
    for name, parent in zip(names, [*names[1:], names[0]], strict=True):
        write(tmp_path, {name: f'\nextend = "{parent}"'})
    error = refusal(tmp_path)
    assert "circle" in error.message
    assert all(name in error.message for name in names)
    assert (error.path, error.line) == (names[-1], 2)


def test_fifty_parents_are_read_in_a_second(tmp_path: Path) -> None:
    for number in range(50):
        write(tmp_path, {f"{number}.toml": f'extend = "{number + 1}.toml"\nmax-hand-offs = {number + 1}'})
    write(tmp_path, {"proclint.toml": 'extend = "0.toml"', "50.toml": 'purpose = "far"'})
    start = time.perf_counter()
    settings = load(tmp_path)
    assert (settings.organisation.purpose, settings.max_hand_offs) == ("far", 1)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gone.toml", "no such file"),
        ("/etc/proclint.toml", "no relative path"),
        ("../base.yaml", "no relative path"),
        ("../outside.toml", "leads out of the repository"),
        ("link.toml", "leads out of the repository"),
        ("pipe.toml", "no such file"),
    ],
)
def test_extend_stays_inside(tmp_path: Path, name: str, words: str) -> None:
    write(tmp_path, {"outside.toml": "", "repo/proclint.toml": f'purpose = "p"\nextend = "{name}"'})
    (tmp_path / "repo/.git").mkdir()
    (tmp_path / "repo/link.toml").symlink_to(tmp_path / "outside.toml")
    os.mkfifo(tmp_path / "repo/pipe.toml")
    error = refusal(tmp_path, at="repo")
    assert words in error.message
    assert (error.path, error.line) == ("repo/proclint.toml", 2)


def test_without_git_extend_stays_in_the_folder(tmp_path: Path) -> None:
    write(tmp_path, {"base.toml": "", "a/proclint.toml": 'extend = "../base.toml"'})
    assert "leads out" in refusal(tmp_path, at="a").message


def test_a_slip_in_the_parent_is_told_there(tmp_path: Path) -> None:
    write(tmp_path, {"base.toml": "\n\nselect = 3", "proclint.toml": 'extend = "base.toml"'})
    assert (refusal(tmp_path).path, refusal(tmp_path).line) == ("base.toml", 3)


# -- slips -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "words", "help_"),
    [
        ('\npurpos = "p"', 2, 'unknown key "purpos"', 'did you mean "purpose"?'),
        ("per_file_ignores = {}", 1, 'unknown key "per_file_ignores"', 'did you mean "per-file-ignores"?'),
        ("zzz = 1", 1, 'unknown key "zzz"', "the nearest key is"),
        ('[parties.a]\nkind = "external"\nnmes = []', 3, 'unknown key "nmes" in [parties.a]', 'did you mean "names"?'),
        ("[departments.a]\nhelp = ''", 2, 'unknown key "help" in [departments.a]', 'did you mean "helps"?'),
        ("[fields]\ncustommer = []", 2, 'unknown key "custommer" in [fields]', 'did you mean "customer"?'),
        ("[tool.proclint]", 1, 'unknown key "tool"', "without [tool.proclint]"),
        ("purpose = 7", 1, '"purpose" is the number 7, and a text is wanted', "double quotes"),
        ("purpose = ['a']", 1, '"purpose" is a list, and a text is wanted', "double quotes"),
        ("purpose = 1979-05-27", 1, '"purpose" is the date or time 1979-05-27, and a text', "double quotes"),
        ('select = "CUS"', 1, '"select" is the text "CUS", and a list is wanted', '["one", "two"]'),
        ('select = [\n "CUS",\n 3]', 3, 'element 2 of "select" is the number 3', "double quotes"),
        ("root = 'yes'", 1, '"root" is the text "yes", and true or false is wanted', "without quotes"),
        ("root = 1", 1, '"root" is the number 1, and true or false is wanted', "without quotes"),
        ("max-hand-offs = '7'", 1, '"max-hand-offs" is the text "7", and a whole number is wanted', "without quotes"),
        ("max-hand-offs = true", 1, '"max-hand-offs" is true, and a whole number is wanted', "without quotes"),
        ("max-hand-offs = 7.5", 1, '"max-hand-offs" is the number 7.5', "whole number"),
        ("max-hand-offs = 0", 1, '"max-hand-offs" is 0, and 1 or more is wanted', "1 or more"),
        ("parties = ['a']", 1, '"parties" is a list, and a table is wanted', "[parties.customer]"),
        ("parties.a = 3", 1, '"parties.a" is the number 3, and a table is wanted', "table"),
        (
            "[parties.'a b']\nkind = 'externl'",
            2,
            '"parties.\'a b\'.kind" is the text "externl"',
            'did you mean "external"?',
        ),
        ("fail-on = 'sometimes'", 1, '"fail-on" is the text "sometimes"', 'write one of "error"'),
        ("fail-on = 3", 1, '"fail-on" is the number 3, and a text is wanted', 'write one of "error"'),
        ("[per-file-ignores]\n'a/**' = 'PUR'", 2, "\"per-file-ignores.'a/**'\" is the text", "list"),
        ("exclude = [\n'ok',\n'[z-a]']", 3, '"[z-a]": it can\'t be read as a path pattern', ".gitignore"),
        ("[per-file-ignores]\n'*a*a*a*a*a' = []", 2, "more than 4 stars", ".gitignore"),
        ("baseline = '../b.json'", 1, '"baseline" leads out of the workspace', "workspace"),
        (
            "[parties.a]\nnames = ['x']\n[parties.b]\nnames = ['y',\n'the X']",
            5,
            '"the X" is a name of two parties',
            "b or a",
        ),
        ("[parties.a]\nnames = ['b']\n[parties.b]", 3, '"b" is a name of two parties', "b or a"),
        ("[parties.a]\nnames = ['...']", 2, '"..." names nobody', "letters"),
        ("[fields]\nvia = ['x']\ninput = ['X']", 2, "is a label of two fields, input and via", "one of them"),
        ("a = 1\na = 2", 2, 'this is no TOML: "a" says again what is said above', "keep one of them"),
        ("[parties.a]\n[parties.a]", 2, '"[parties.a]" stands there twice', "keep one of them"),
        ('purpose = "p\n', 1, "this is no TOML: a text in quotes is not closed", "the quote that it begins with"),
        ("purpose = help shoppers # now", 1, '"help shoppers" is no value', 'straight quotes: "help shoppers"'),
        ("purpose = “help”", 1, '"“help”" is no value', 'straight quotes: "help"'),
        ("select = [\n'CUS',\nPUR]", 3, '"PUR" is no value', 'quotes: "PUR"'),
        ("select =", 1, "a value is missing", 'select = ["CUS", "PUR"]'),
        ("root = True", 1, '"True" is no value', "write true"),
        ("root: true", 1, '":" stands behind the key', 'write "="'),
        ("our root = true", 1, 'no "=" stands behind the key', "write a setting as in"),
        ("select = ['CUS' 'PUR']", 1, "a list is not closed, or lacks a comma", '["CUS", "PUR"]'),
        ("parties.a = { kind = 'external'", 1, "a table in braces is not closed", "{ kind ="),
        ("[parties.night porter]", 1, "a name in it lacks quotes", '[parties."night porter"]'),
        ('purpose = "help \\people"', 1, "a backslash stands in a text", "write it twice"),
        ('purpose = "help "guests" too"', 1, "stands behind a value", "one pair of quotes"),
        ("= 3", 1, '"= 3" is no setting', "write a setting as in"),
        ("a = " + "[" * 5000, 1, "nested too deep", "fewer levels"),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str, help_: str) -> None:
    error = slip(tmp_path, text)
    assert words in error.message
    assert help_ in (error.help or "")
    assert (error.path, error.line) == ("proclint.toml", line)
    assert str(error).startswith(f"proclint.toml:{line}: {error.message}")
    assert not error.message.endswith(".")
    assert "invalid" not in str(error) and "please" not in str(error)


def test_all_slips_of_a_file_are_told_in_order(tmp_path: Path) -> None:
    error = slip(tmp_path, "purpose = 1\nzzz = 2\nselect = 3")
    assert [error.line, *(more.line for more in error.more)] == [1, 2, 3]
    assert str(error).count("proclint.toml:") == 3


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"purpose = 1\n# \xe9", 2, "the byte 0xE9 is not UTF-8"),
        (b"\xff\xfea\x00", 1, "the byte 0xFF is not UTF-8"),
        (b"#" * 1_000_001, None, "larger than 1 MB"),
        (b"a = " + b"[" * 50_000, 1, "nested too deep"),
    ],
)
def test_a_config_that_cannot_be_read_is_told(tmp_path: Path, data: bytes, line: int | None, words: str) -> None:
    (tmp_path / "proclint.toml").write_bytes(data)
    error = refusal(tmp_path)
    assert words in error.message
    assert (error.path, error.line) == ("proclint.toml", line)


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "proclint.toml").write_bytes(b'\xef\xbb\xbfpurpose = "p"\r\nignore = [\r\n"X"]')
    settings = load(tmp_path)
    assert settings.organisation.purpose == "p"
    assert str(settings.place("ignore", 0)) == "proclint.toml:3"


def test_a_pipe_is_no_config(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "proclint.toml")
    (tmp_path / "pyproject.toml").mkdir()
    assert load(tmp_path).config is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_config_that_is_not_permitted_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"proclint.toml": ""})
    (tmp_path / "proclint.toml").chmod(0)
    assert "permission denied" in refusal(tmp_path).message


def test_a_large_config_is_quick(tmp_path: Path) -> None:
    parties = "\n".join(
        f'[parties.p{number}]\nkind = "internal"\nnames = ["n{number}", "m{number}"]' for number in range(3000)
    )
    globs = "\n".join(f'"a{number}/**" = ["PUR"]' for number in range(3000))
    write(tmp_path, {"base.toml": parties, "proclint.toml": f'extend = "base.toml"\n[per-file-ignores]\n{globs}'})
    start = time.perf_counter()
    settings = load(tmp_path)
    assert len(settings.organisation.parties) == 3000
    assert settings.selection("a2999/x.md").per_file == ("PUR",)
    assert time.perf_counter() - start < 5


# -- the schema --------------------------------------------------------------------------------------------------------


def test_the_schema_takes_what_the_model_takes() -> None:
    import tomllib

    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(tomllib.loads(FULL), schema())
    assert json.dumps(schema())


@pytest.mark.parametrize(
    "text", ["purpos = 1", "purpose = 7", "max-hand-offs = 0", "parties.a.kind = 'x'", "fields.x = []"]
)
def test_the_schema_refuses_what_the_model_refuses(text: str) -> None:
    import tomllib

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), schema())


# -- lightness ---------------------------------------------------------------------------------------------------------

LIGHT = """
import sys
from pathlib import Path
from proclint.files import find
from proclint.settings import Overrides
found = find([], Overrides(cwd=Path(sys.argv[1])))
print(len(found[0].files), *sorted({"pydantic", "rapidfuzz", "tomllib"} & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("files", "loaded"),
    [
        ({"a.md": ""}, "1"),
        ({"a.md": "", "sub/b.md": ""}, "2"),
        ({"a.md": "", "proclint.toml": ""}, "1 pydantic tomllib"),
    ],
)
def test_pydantic_is_imported_only_for_a_config(tmp_path: Path, files: dict[str, str], loaded: str) -> None:
    write(tmp_path, files)
    run = subprocess.run([sys.executable, "-c", LIGHT, str(tmp_path)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == loaded
