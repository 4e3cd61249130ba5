"""Finding rules and choosing among them."""

from __future__ import annotations

import re

import pytest

from proclint import registry
from proclint.registry import UnknownRule, chosen, find
from proclint.rule import Awake, Severity
from proclint.selector import specificity

CODES = [rule.code for rule in registry.rules()]


def codes(prefix: str) -> set[str]:
    return {code for code in CODES if code.startswith(prefix)}


def test_code_and_name_come_from_the_file() -> None:
    (rule,) = find("CUS001")
    assert (rule.code, rule.name, rule.severity, rule.awake) == (
        "CUS001",
        "missing-customer",
        Severity.WARNING,
        Awake.ALWAYS,
    )
    assert sorted(CODES) == CODES and len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("selector", ["CUS001", "cus001", "missing-customer", "Missing-Customer", " CUS001 "])
def test_a_rule_goes_by_code_and_name_in_any_case(selector: str) -> None:
    assert [rule.code for rule in find(selector)] == ["CUS001"]


def test_a_prefix_and_all_mean_several() -> None:
    assert {rule.code for rule in find("CUS")} == codes("CUS")
    assert {rule.code for rule in find("ALL")} == set(CODES)
    assert codes("CUS00") < codes("CUS") < set(CODES)


@pytest.mark.parametrize(
    ("selector", "nearest"),
    [("CUS01x", "CUS010"), ("mising-customer", "missing-customer"), ("CSU", "CUS"), ("", None), ("zzzzz", None)],
)
def test_an_unknown_rule_is_said_with_the_nearest(selector: str, nearest: str | None) -> None:
    with pytest.raises(UnknownRule) as caught:
        find(selector)
    assert caught.value.nearest == nearest
    assert f'"{selector}"' in str(caught.value)
    assert nearest is None or str(caught.value).endswith(f"did you mean {nearest}?")


def test_unknown_rules_are_refused_in_every_place() -> None:
    for select, ignore, extend in ((["NOPE9"], [], []), (None, ["NOPE9"], []), (None, [], ["NOPE9"])):
        with pytest.raises(UnknownRule):
            chosen(select, ignore, extend)


def test_the_default_set_is_all_but_those_to_be_selected() -> None:
    assert chosen() == {rule.code for rule in registry.rules() if rule.awake is not Awake.WHEN_SELECTED}


def test_the_most_specific_selector_wins() -> None:
    assert chosen(["ALL"], ["CUS"]) == set(CODES) - codes("CUS")
    assert chosen(["ALL", "CUS001"], ["CUS"]) == set(CODES) - codes("CUS") | {"CUS001"}
    assert chosen(["missing-customer"], ["CUS"]) == {"CUS001"}
    assert chosen(["CUS"], ["CUS00"]) == codes("CUS") - codes("CUS00")
    assert chosen(["CUS"], ["CUS"]) == frozenset()
    assert chosen([]) == frozenset()
    assert chosen(["CUS"], [], ["PUR001"]) == codes("CUS") | {"PUR001"}


def test_a_later_selection_changes_only_what_it_names() -> None:
    base = chosen(["CUS001", "PUR"])
    assert chosen(base=base) == base
    assert chosen(None, ["CUS"], base=base) == codes("PUR")
    assert chosen(None, [], ["CUS003"], base=base) == base | {"CUS003"}
    assert chosen(["DOC"], base=base) == codes("DOC")


def test_specificity_orders_selectors() -> None:
    degrees = [specificity(selector, "CUS001", "missing-customer") for selector in ("ALL", "CUS", "CUS00", "CUS001")]
    assert None not in degrees and degrees == sorted(degrees, key=lambda degree: degree or 0) and len(set(degrees)) == 4
    assert specificity("missing-customer", "CUS001", "missing-customer") == degrees[-1]
    assert specificity("", "CUS001", "missing-customer") is None
    assert specificity("missing", "CUS001", "missing-customer") is None


def test_a_page_is_divided_by_its_headings_outside_fences() -> None:
    page = registry.parse("# T\n\nOne\ntwo.\n\nThree.\n\n## A\n\n````markdown\n# no\n```\n## no\n````\n\n## B\nx\n")
    assert (page.title, page.summary) == ("T", "One two.")
    assert [section.title for section in page.sections] == ["A", "B"]
    assert page.sections[0].body == "````markdown\n# no\n```\n## no\n````"


def test_the_table_has_a_line_a_rule() -> None:
    lines = [line for line in registry.table().splitlines() if line.startswith("| [")]
    assert len(lines) == len(CODES)
    order = list(Awake)
    for rule, line in zip(sorted(registry.rules(), key=lambda rule: order.index(rule.awake)), lines, strict=True):
        assert f"| {rule.name} | {rule.severity} |" in line
        assert registry.page(rule.code).summary in line


def test_the_table_tells_when_the_rules_run() -> None:
    told = registry.table().split("\n## ")[1:]
    assert [part.split("\n")[0] for part in told] == [
        "On by default",
        "On by default, asleep until a purpose is stated",
        "On by default, asleep until a party outside is declared",
        "Off until selected",
    ]
    for part, awake in zip(told, Awake, strict=True):
        assert set(re.findall(r"\[([A-Z]{3}\d{3})\]", part)) == {r.code for r in registry.rules() if r.awake is awake}
