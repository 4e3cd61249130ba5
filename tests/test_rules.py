"""Every Bad and Good section of every page in rules/ is a test; so are the form of a page and the words of messages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pages import RULES, Case, cases, check

from proclint import registry
from proclint.registry import Rule
from proclint.rule import words

LIST = re.compile(r'(?:(?:words|phrases)\(|verb_is_in\([^"\n]*, )"(\w+)"\)')


def file_of(rule: Rule) -> Path:
    """The rule's page in the folder; a rule in the package has one there, or the package is another checkout's."""
    return RULES / f"{rule.code.lower()}_{rule.name.replace('-', '_')}.md"


SECTIONS = [
    pytest.param(rule, case, id=f"{rule.code} {case.title}")
    for rule in registry.rules()
    for case in cases(file_of(rule))
]
BAD = [param for param in SECTIONS if param.values[1].is_bad]
GOOD = [param for param in SECTIONS if not param.values[1].is_bad]
ALL_RULES = [pytest.param(rule, id=rule.code) for rule in registry.rules()]


@pytest.mark.parametrize(("rule", "case"), BAD)
def test_bad_section_prints_what_it_shows(
    rule: Rule, case: Case, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    case.write(tmp_path)
    report, printed = check(tmp_path, rule.code)
    assert not report.failures
    assert {one.code for one in report.diagnostics} == {rule.code}
    if request.config.getoption("--update"):
        case.expect(printed)
        return
    assert case.output is not None, "a Bad section ends with an output fence"
    assert printed == case.output.data.decode(), "`make update` rewrites it"


@pytest.mark.parametrize(("rule", "case"), GOOD)
def test_good_section_is_clean(rule: Rule, case: Case, tmp_path: Path) -> None:
    case.write(tmp_path)
    report, _ = check(tmp_path, rule.code)
    assert not report.failures
    assert [one.message for one in report.diagnostics] == []
    assert any(document.steps for document in report.documents.values()), "no step was read: the section shows nothing"


@pytest.mark.parametrize(("rule", "case"), BAD)
def test_messages_keep_the_style(rule: Rule, case: Case, tmp_path: Path) -> None:
    case.write(tmp_path)
    for one in check(tmp_path, rule.code)[0].diagnostics:
        for text in (one.message, one.help, *(related.message for related in one.related)):
            own = re.sub(r'"[^"]*"', '""', text)
            assert text, "a message and a help line are always there"
            assert own[0] in '"`' or own[0].islower(), text
            assert not own.endswith((".", "!")), text
            assert not re.search(r"\b(please|invalid|must|error|violation|node|entity|actor)\b", own, re.I), text
            assert "\n" not in text


@pytest.mark.parametrize("rule", ALL_RULES)
def test_page_has_its_form(rule: Rule) -> None:
    page = registry.page(rule.code)
    titles = [section.title for section in page.sections]
    assert page.text == file_of(rule).read_text(encoding="utf-8")
    assert page.title == f"{rule.name} ({rule.code})"
    assert page.summary.endswith(".") and len(page.summary) < 200
    assert titles[0] == "Why" and titles[-2:] == ["How to fix", "When to ignore it"]
    examples = titles[1:-2]
    assert examples == sorted(examples, key=lambda title: not title.startswith("Bad")), "Bad comes before Good"
    assert all(re.match(r"(Bad|Good): \S", title) for title in examples)
    assert sum(title.startswith("Bad") for title in examples) >= 2
    assert sum(title.startswith("Good") for title in examples) >= 2
    assert len(set(titles)) == len(titles)
    assert all(section.body for section in page.sections)
    assert "ource" in page.sections[0].body or rule.code.startswith("DOC"), "Why names its source"


@pytest.mark.parametrize("rule", ALL_RULES)
def test_word_lists_are_shown_on_the_page(rule: Rule) -> None:
    code = file_of(rule).with_suffix(".py").read_text(encoding="utf-8")
    text = registry.page(rule.code).text
    linked = [
        (RULES / target).read_text(encoding="utf-8") for target in re.findall(r"\]\(([a-z]{3}\d{3}_\w+\.md)\)", text)
    ]
    shown = " ".join(" ".join([text, *linked]).split())
    for name in LIST.findall(code):
        missing = [word for word in words(name) if not re.search(rf"(?:^|, | ){re.escape(word)}[,.]", shown)]
        assert missing == []


@pytest.mark.parametrize("rule", ALL_RULES)
def test_a_page_shows_the_lists_that_it_names_and_no_other_words(rule: Rule) -> None:
    paragraphs = [" ".join(one.split()) for one in registry.page(rule.code).text.split("\n\n")]
    for at, paragraph in enumerate(paragraphs):
        named = re.findall(r"\(grammar/(\w+)\.txt\)", paragraph)
        if named and paragraph.endswith(":") and not paragraphs[at + 1].startswith("- "):
            shown = [paragraphs[at + 1 + index].removesuffix(".").split(", ") for index in range(len(named))]
            assert [sorted(one) for one in shown] == [sorted(words(name)) for name in named]


def test_readme_is_what_the_registry_makes(request: pytest.FixtureRequest) -> None:
    readme = RULES / "README.md"
    if request.config.getoption("--update"):
        readme.write_text(registry.table(), encoding="utf-8")
    text = readme.read_text(encoding="utf-8")
    assert text == registry.table(), "`make update` rewrites it"
    codes = {path.name[:6].upper() for path in RULES.glob("[a-z][a-z][a-z][0-9]*_*.md")}
    assert codes == set(re.findall(r"^\| \[([A-Z]{3}\d{3})\]", text, re.M))


def test_every_rule_is_two_files() -> None:
    stems = {path.stem for path in RULES.glob("*.md") if path.stem != "README"}
    assert stems == {path.stem for path in RULES.glob("*.py") if path.stem != "__init__"}
    assert stems == {file_of(rule).stem for rule in registry.rules()}


def test_update_rewrites_the_output_fence_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    text = (
        "# T\n\n## Bad: one\n\n```markdown\n1. Go.\n```\n\n```output\nold\n```\n\n## Bad: two\n\n```output\nold\n```\n"
    )
    page.write_text(text, encoding="utf-8")
    cases(page)[1].expect("new\nlines\n")
    assert page.read_text(encoding="utf-8") == "new\nlines\n".join(text.rsplit("old\n", 1))
