"""A rule's page, as `proclint rule` prints it: for a terminal, as the Markdown it is, or for programs.

It does not find rules.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from proclint.printing.colour import colour_of, paint
from proclint.printing.run import View
from proclint.printing.visible import visible
from proclint.registry import Page, Rule

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]+\)")
_ITEM = re.compile(r"^(\s*)((?:[-*+]|\d+[.)])\s+)(.*)$")
FORMATS = ("text", "markdown", "json")


def render(name: str, pages: Sequence[tuple[Rule, Page]], view: View) -> str:
    """The pages in the format `name` (one of FORMATS), one after the other."""
    if name == "json":
        return json.dumps({"version": 1, "rules": [_record(rule, page) for rule, page in pages]}, indent=2) + "\n"
    if name == "markdown":
        return "\n".join(page.text.rstrip("\n") + "\n" for _, page in pages)
    line = paint("-" * min(view.width, 80), "dim", view)
    return f"\n{line}\n\n".join("".join(row + "\n" for row in _text(rule, page, view)) for rule, page in pages)


def listing(rules: Iterable[tuple[Rule, Page]], view: View) -> str:
    """A table of rules: code, name, severity, summary; a line each, cut at the view's width."""
    rows = list(rules)
    name = max((len(rule.name) for rule, _ in rows), default=0)
    severity = max((len(rule.severity) for rule, _ in rows), default=0)
    room = max(20, view.width - name - severity - 12)
    return "".join(
        f"{paint(rule.code, 'bold', view)}  {rule.name:<{name}}  "
        f"{paint(f'{rule.severity:<{severity}}', colour_of(rule.severity), view)}  "
        f"{textwrap.shorten(page.summary, room, placeholder=' ...')}\n"
        for rule, page in rows
    )


def _record(rule: Rule, page: Page) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "needs": rule.needs,
        "awake": rule.awake,
        "summary": page.summary,
        "sections": [{"title": section.title, "body": section.body} for section in page.sections],
        "text": page.text,
    }


def _text(rule: Rule, page: Page, view: View) -> list[str]:
    """The page without its Markdown marks: paragraphs folded to the width, fences set in."""
    width = min(view.width, 100)
    out = [f"{paint(rule.code, 'bold', view)} {rule.name} ({paint(rule.severity, colour_of(rule.severity), view)})"]
    fence = ""
    paragraph: list[str] = []

    def flush() -> None:
        if paragraph:
            item = _ITEM.match(paragraph[0])
            first, later = (item[1] + item[2], " " * len(item[1] + item[2])) if item else ("", "")
            words = " ".join([item[3] if item else paragraph[0], *(line.strip() for line in paragraph[1:])])
            out.extend(textwrap.wrap(_plain(words), width, initial_indent=first, subsequent_indent=later))
            paragraph.clear()

    for line in page.text.splitlines():
        marks = _FENCE.match(line)
        if fence:
            if marks and marks[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            else:
                out.append(("    " + paint(visible(line), "dim", view)).rstrip())
        elif marks:
            flush()
            fence = marks[1]
            language = line.strip().strip("`~")
            if language == "output":
                out.append("  proclint prints:")
        elif line.startswith("# "):
            continue  # the title is the code and the name, which stand above
        elif line.startswith("#"):
            flush()
            out.append(paint(_plain(line.lstrip("# ")), "bold", view))
        elif not line.strip():
            flush()
            if out[-1]:
                out.append("")
        elif line.startswith("|"):
            flush()
            out.append(_plain(line))
        else:
            if _ITEM.match(line):
                flush()
            paragraph.append(line)
    flush()
    return out


def _plain(text: str) -> str:
    return visible(_LINK.sub(r"\1", text).replace("**", "").replace("`", ""))
