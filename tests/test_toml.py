"""Lines of TOML keys: whatever tomllib takes, each key and element has the line that it stands in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proclint.config.toml import Keys, TomlError, parse

LINES = [
    ("a = 1", {("a",): 1}),
    ("# c\n\n  a = 1 # b = 2", {("a",): 3}),
    ('a = "x" # "\nb = 2', {("b",): 2}),
    ("a.b.c = 1", {("a",): 1, ("a", "b"): 1, ("a", "b", "c"): 1}),
    ("\n'a b' . \"c\\u0064\" = 1", {("a b", "cd"): 2}),
    ('[x]\na = [\n  "one", # [\n  "]two",\n]\nb = 1', {("x", "a", 0): 3, ("x", "a", 1): 4, ("x", "b"): 6}),
    ("a = { b = 1, c = { d = [ 1,\n 2 ] } }\ne = 1", {("a", "c", "d", 1): 2, ("e",): 3}),
    ('a = """\n[x]\nb = "\n\\"""" \nc = 1', {("c",): 5}),
    ("a = '''\n[x]\n'b'''''\nc = 1", {("c",): 4}),
    ('a = """x"""""\nb = 1', {("b",): 2}),
    ("a = 1979-05-27 07:32:00\nb = 07:32:00\nc = -inf\n", {("b",): 2, ("c",): 3}),
    (
        "[[p]]\nn = 1\n[p.q]\nz = 1\n[[p]]\nn = 2",
        {("p", 0, "n"): 2, ("p", 0, "q", "z"): 4, ("p", 1): 5, ("p", 1, "n"): 6},
    ),
    ("[ a . 'b' ]\nc=1\n[d]\r\ne=1\r\nf=2", {("a", "b"): 1, ("d", "e"): 4, ("d", "f"): 5}),
    ("a = []\nb = {}\nc = ''\nd = ''''''", {("b",): 2, ("c",): 3, ("d",): 4}),
]


@pytest.mark.parametrize(("text", "lines"), LINES)
def test_each_key_has_its_line(text: str, lines: dict[Keys, int]) -> None:
    toml = parse(text)
    assert {keys: toml.lines[keys] for keys in lines} == lines


def test_a_value_without_a_line_has_that_of_what_holds_it() -> None:
    toml = parse("\n[a]\nb = [1]")
    assert toml.line(("a", "b", 7)) == 3
    assert toml.line(("a", "c", "d")) == 2
    assert toml.line(("z",)) == 1


@pytest.mark.parametrize(
    ("text", "line"), [("a = 1\nb =", 2), ("a = [1,\n\n", 1), ("a = 1\na = 2", 2), ("x", 1), ("\n\n[a", 3)]
)
def test_broken_text_says_its_line(text: str, line: int) -> None:
    with pytest.raises(TomlError) as caught:
        parse(text)
    assert caught.value.line == line
    assert "(at " not in caught.value.message
    assert not caught.value.message[0].isupper()
    assert caught.value.help


def test_nested_too_deep_is_no_crash() -> None:
    with pytest.raises(TomlError):
        parse("a = " + "[" * 100_000)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
VALUES = st.recursive(
    st.one_of(st.integers(-9, 9), st.booleans(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=5), st.integers(0, 2))
def test_every_value_has_a_line_and_the_lines_are_those_written(table: dict[str, Any], gap: int) -> None:
    expected: dict[Keys, int] = {}
    lines: list[str] = []
    for key, value in table.items():
        lines += [f"# {json.dumps(key, ensure_ascii=False)} = [" for _ in range(gap)]
        expected[(key,)] = len(lines) + 1
        text = _written(value, (key,), len(lines) + 1, expected)
        lines += f"{json.dumps(key, ensure_ascii=False)} = {text}".split("\n")
    toml = parse("\n".join(lines))
    assert toml.values == table
    assert toml.lines == expected


def _written(value: Any, keys: Keys, line: int, expected: dict[Keys, int]) -> str:
    """`value` as TOML, each element of a list on a line of its own; notes which line each stands in."""
    if isinstance(value, list):
        text = "["
        for number, one in enumerate(value):
            text += "\n"
            expected[(*keys, number)] = line + text.count("\n")
            text += _written(one, (*keys, number), line + text.count("\n"), expected) + ","
        return text + " # ]\n]"
    if isinstance(value, dict):
        parts: list[str] = []
        for key, one in value.items():
            here = line + "".join(parts).count("\n")
            expected[(*keys, key)] = here
            parts.append(f"{json.dumps(key, ensure_ascii=False)} = {_written(one, (*keys, key), here, expected)}")
        return "{" + ", ".join(parts) + "}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else json.dumps(value)
