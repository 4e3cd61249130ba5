"""Where links lead: pages nearby, and everything that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from proclint.files import exists
from proclint.links import page_of


@pytest.mark.parametrize(
    ("path", "target", "page"),
    [
        ("a.md", "b.md", "b.md"),
        ("shop/a.md", "b.md#top", "shop/b.md"),
        ("shop/a.md", "../b.MD?raw=1", "b.MD"),
        ("shop/a.md", "./deep/../b%20c.markdown", "shop/b c.markdown"),
        ("a.md", "../out/b.bpmn", "../out/b.bpmn"),
        ("a.md", "#top", None),
        ("a.md", "", None),
        ("a.md", "/docs/b.md", None),
        ("a.md", "//example.org/b.md", None),
        ("a.md", "https://example.org/b.md", None),
        ("a.md", "mailto:b.md", None),
        ("a.md", "b.pdf", None),
        ("a.md", "b", None),
        ("a.md", "{{ site.url }}/b.md", None),
        ("a.md", "b%00.md", None),
    ],
)
def test_a_link_leads_to_a_page_or_to_none(path: str, target: str, page: str | None) -> None:
    assert page_of(path, target) == page


def test_what_can_not_be_looked_at_is_taken_to_be_there(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    assert exists(tmp_path, "a.md") and exists(tmp_path, f"../{tmp_path.name}/a.md")
    assert not exists(tmp_path, "b.md") and not exists(tmp_path, "a.md/b.md")
    assert exists(tmp_path, "x" * 5000 + ".md")
