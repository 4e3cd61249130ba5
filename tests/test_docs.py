"""The site's pages without mkdocs: what they take from elsewhere is there, and what they list is all there is."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from proclint import registry
from proclint.config.schema import Config, DepartmentTable, FieldsTable, PartyTable
from proclint.printing import CHECK

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))


@pytest.fixture(scope="module")
def site() -> ModuleType:
    spec = importlib.util.spec_from_file_location("site_pages", ROOT / "docs" / "site.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def listed(table: str) -> list[str]:
    """The words in code at the beginning of the rows of a table."""
    return re.findall(r"^\| `([^`]+)` \|", table, re.M)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_mark_takes_a_section_of_the_readme(site: ModuleType, page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    whole = site.with_sections(text)
    sections = site.readme()
    for bare, title in re.findall("<!-- README( without heading)?: (.+) -->", text):
        assert sections[title] in whole and (f"## {title}\n" in whole) is not bool(bare)
    assert "<!-- README" not in whole and whole.count("\n```") % 2 == 0


def test_links_of_the_readme_lead_to_the_site_or_are_plain_words(site: ModuleType) -> None:
    sections = site.readme()
    assert "[rules/](rules/index.md)" in sections["Check your own pages"]
    assert "(examples/" not in "".join(sections.values())


def test_the_site_lists_its_pages(site: ModuleType) -> None:
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    made = dict(site.generated())
    for entry in config["nav"]:
        for target in entry.values():
            for path in [target] if isinstance(target, str) else [next(iter(one.values())) for one in target]:
                assert path in made or (ROOT / "docs" / path).is_file()
    assert sum(path.startswith("rules/") for path in made) == len(registry.rules()) + 1
    assert "make update" not in made["rules/index.md"]


def test_the_config_s_page_has_every_key(site: ModuleType) -> None:
    for shape in (Config, PartyTable, DepartmentTable, FieldsTable):
        keys = [field.alias or name for name, field in shape.model_fields.items()]
        assert set(keys) <= set(listed(site.config_page()))


def test_the_page_on_ci_has_every_format_and_input() -> None:
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert listed(text) == [*action["inputs"], *CHECK]
