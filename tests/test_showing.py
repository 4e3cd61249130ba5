"""`config show` and `config schema`: what holds for a page and where it is stated, and the schema that is shipped."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import write

from proclint import cli
from proclint.config.discovery import schema
from proclint.config.showing import Setting
from proclint.printing.run import View
from proclint.printing.settings import render
from proclint.settings import Place

SHIPPED = Path(__file__).parent.parent / "proclint" / "config" / "proclint.schema.json"
FILES = {
    "base.toml": 'purpose = "Help readers"\nmax-hand-offs = 3\n\n[parties.reader]\nkind = "external"\n',
    "proclint.toml": 'extend = "base.toml"\npurpose = "Help shoppers"\nignore = ["CUS010"]\n'
    'not-processes = ["hints/**"]\nexclude = ["old/"]\n\n'
    '[per-file-ignores]\n"docs/**" = ["PUR", "ALI001"]\n"other/**" = ["CUS"]\n\n'
    '[parties.reader]\nnames = ["who \\"reads\\""]\n',
    "docs/proclint.toml": 'ignore = ["CUS003"]\nextend-select = ["HND007"]\n\n[per-file-ignores]\n"a.md" = ["DOC"]\n',
    "docs/deep/proclint.toml": 'select = ["CUS"]\n',
    "top.md": "# Top\n",
    "docs/a.md": "# A\n",
    "docs/deep/b.md": "# B\n",
    "hints/c.md": "# C\n",
    "old/d.md": "# D\n",
}

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, FILES)

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.run(["config", *arguments])
        return (code, *capsys.readouterr())

    return run


def test_each_setting_has_its_place(call: Call, tmp_path: Path) -> None:
    code, out, err = call("show", "docs/a.md")
    assert (code, err) == (0, "")
    about, rules, *lines = out.splitlines()
    assert about == f"# what holds for docs/a.md, in the workspace {tmp_path.as_posix()}"
    assert rules.startswith("# rules that run: CUS001, CUS002, CUS004, ")
    assert "HND007" in rules
    assert lines == [
        'purpose = "Help shoppers"  # proclint.toml:2',
        'include = ["*.md", "*.markdown"]  # by default',
        "exclude = [",
        *(f'    "{one}",  # by default' for one in ("CHANGELOG*", "LICENSE*", "CODE_OF_CONDUCT*", "node_modules/")),
        *(f'    "{one}",  # by default' for one in ("vendor/", ".*/")),
        '    "old/",  # proclint.toml:5',
        "]",
        'extend-select = ["HND007"]  # docs/proclint.toml:2',
        "ignore = [",
        '    "CUS010",  # proclint.toml:3',
        '    "CUS003",  # docs/proclint.toml:1',
        "]",
        'fail-on = "warning"  # by default',
        "max-hand-offs = 3  # base.toml:2",
        'per-file-ignores."docs/**" = ["PUR", "ALI001"]  # proclint.toml:8',
        'per-file-ignores."a.md" = ["DOC"]  # docs/proclint.toml:5',
        "",
        "[parties.reader]",
        'kind = "external"  # base.toml:5',
        'names = ["who \\"reads\\""]  # proclint.toml:12',
    ]


def test_what_is_shown_is_toml_that_says_the_same(call: Call) -> None:
    for page in ("top.md", "docs/a.md", "docs/deep/b.md", "hints/c.md"):
        values = tomllib.loads(call("show", page)[1])
        assert values["parties"] == {"reader": {"kind": "external", "names": ['who "reads"']}}
        assert values["purpose"] == "Help shoppers"
        assert values["max-hand-offs"] == 3


def test_a_select_further_down_starts_afresh(call: Call) -> None:
    values = tomllib.loads(call("show", "docs/deep/b.md")[1])
    assert values["select"] == ["CUS"]
    assert "ignore" not in values and "extend-select" not in values
    assert values["per-file-ignores"] == {"docs/**": ["PUR", "ALI001"]}


def test_what_the_patterns_say_of_a_page(call: Call) -> None:
    assert "# it holds no processes\n" in call("show", "hints/c.md")[1]
    assert 'not-processes = ["hints/**"]  # proclint.toml:4\n' in call("show", "hints/c.md")[1]
    assert "not-processes" not in call("show", "top.md")[1]
    assert "# it is read when it is named, and left out otherwise\n" in call("show", "old/d.md")[1]
    assert "left out" not in call("show", "top.md")[1]


def test_what_the_call_states_goes_before(call: Call) -> None:
    out = call("show", "top.md", "--config", 'fail-on = "error"')[1]
    assert 'fail-on = "error"  # --config\n' in out
    out = call("show", "top.md", "--isolated")[1]
    assert "proclint.toml" not in out
    assert "# rules that run: " in out


def test_without_a_config_the_defaults_are_shown(
    call: Call, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("bare")
    write(folder, {"a.md": "# A\n"})
    monkeypatch.chdir(folder)
    code, out, _ = call("show", "a.md")
    assert code == 0
    assert tomllib.loads(out)["fail-on"] == "warning"


@pytest.mark.parametrize(
    ("file", "says"),
    [("none.md", "no such file"), ("docs", "this is no file"), ("base.toml", ".toml files are not read")],
)
def test_what_is_no_page_is_told(call: Call, file: str, says: str) -> None:
    code, out, err = call("show", file)
    assert (code, out) == (2, "")
    assert says in err


def test_a_config_that_can_not_be_used_is_told(call: Call) -> None:
    Path("docs/proclint.toml").write_text("purpose = 7\n", encoding="utf-8")
    assert call("show", "top.md")[0] == 2
    Path("docs/proclint.toml").write_text('ignore = ["CUS999"]\n', encoding="utf-8")
    code, out, err = call("show", "docs/a.md")
    assert (code, out) == (2, "")
    assert "CUS999" in err


def test_the_shipped_schema_is_current(request: pytest.FixtureRequest, call: Call) -> None:
    text = json.dumps(schema(), indent=2) + "\n"
    if request.config.getoption("--update"):
        SHIPPED.write_text(text, encoding="utf-8")
    assert SHIPPED.read_text(encoding="utf-8") == text, "run `make update`"
    assert call("schema") == (0, text, "")


@settings(deadline=None)
@given(st.text(max_size=20), st.text(max_size=20), st.lists(st.text(max_size=8), max_size=3))
def test_any_text_is_written_so_that_it_reads_the_same(key: str, value: str, listed: list[str]) -> None:
    shown = render(
        [
            Setting(("parties", key, "helps"), value, Place("p.toml", 1)),
            Setting(("parties", key, "names"), None, elements=tuple((one, None) for one in listed)),
        ],
        ["what\nholds"],
        View(),
    )
    assert tomllib.loads(shown) == {"parties": {key: {"helps": value, "names": listed}}}
    assert all(one.isprintable() or one in "\n" for one in shown if ord(one) < 0xA0)
