"""A step speaks of a step or a page that is not there."""

import posixpath
import re

from proclint.rule import (
    Awake,
    Clause,
    Document,
    Finding,
    Iterator,
    Link,
    Severity,
    Step,
    Workspace,
    nearest_of,
    page_of,
    quoted,
)

SEVERITY = Severity.ERROR
AWAKE = Awake.ALWAYS
EVERYWHERE = frozenset({"index", "readme"})  # names that say nothing of a page
NUMBER = re.compile(r"\d+(?:\.\d+)*")
# A line that begins with a number, whatever it is to Markdown, may be the step that is meant.
LINE = re.compile(r"^[^\w\n]*(?:[^\W\d_]+[^\w\n]+)?(\d+(?:\.\d+)*)", re.MULTILINE)


def check_workspace(workspace: Workspace) -> Iterator[Finding]:
    """One finding a reference, at the number or at the linked words."""
    for document, steps in workspace.holding(pointing):
        known: frozenset[str] | None = None
        for step in steps:
            for reference in step.references:
                known = known if known is not None else numbers_of(document)
                if reference.text not in known:
                    yield of_number(reference, step, document)
            for link in step.links:
                page = page_of(document.path, link.target)
                if page is not None and not is_there(page, workspace):
                    yield of_page(page, link, step, document, workspace)


def pointing(document: Document) -> list[Step]:
    """The steps that speak of a step or link to a page."""
    return [step for step in document.steps if step.references or step.links]


def is_there(page: str, workspace: Workspace) -> bool:
    """Whether a page is known, or nobody can tell."""
    return page in workspace.documents or workspace.others is None or page in workspace.others


def of_number(reference: Clause, step: Step, document: Document) -> Finding:
    """What is said of a step that is not there."""
    numbers = [one.number for one in document.steps if one.number and one.number.isdecimal()]
    last = max(map(int, numbers), default=0)
    return Finding(
        message=f"{quoted(f'step {reference.text}')} is not in this page",
        help=f"which step is meant? this page ends with step {last}: name the right one, or take this part out as well"
        if last
        else "which step is meant? the steps of this page have no numbers: give them some, or name it by its words",
        path=document.path,
        span=reference.span,
        step=step.id,
        subject=f"{step.text} {reference.text}",
    )


def of_page(page: str, link: Link, step: Step, document: Document, workspace: Workspace) -> Finding:
    """What is said of a page that is not there, with the page elsewhere whose name is the likest."""
    names = {name_of(one): one for one in workspace.documents if one != document.path}
    near = [names[name] for name in nearest_of(name_of(page), names) if name.casefold() not in EVERYWHERE]
    folder = posixpath.dirname(document.path)
    asked = f"did you mean {quoted(posixpath.relpath(near[0], folder or '.'))}? " if near else ""
    return Finding(
        message=f"the link leads to {quoted(link.target)}, and there is no such page",
        help=f"{asked}correct the link, or take it out",
        path=document.path,
        span=link.span,
        step=step.id,
        subject=f"{step.text} {link.target}",
    )


def name_of(page: str) -> str:
    """The name of a page without its folder and its ending."""
    return posixpath.splitext(posixpath.basename(page))[0]


def numbers_of(document: Document) -> frozenset[str]:
    """All numbers by which a step of the page may go: as written, as counted, and those in headings."""
    found = {step.number for step in document.steps if step.number}
    found.update(match.group(1) for match in LINE.finditer(document.text))
    for section in document.sections:
        found.update(NUMBER.findall(section.title.text))
    items: dict[int, str] = {}  # where an item of an ordered list begins -> its number, those around it before it
    for one in document.numbered:
        above = f"{items[one.within]}." if one.within in items else ""
        for at, number in enumerate(one.numbers):
            counted = str(int(one.numbers[0].text) + at)
            items[number.span.start] = above + counted
            found.update((counted, number.text, above + counted, above + number.text))
    lists: dict[str, int] = {}
    for step in document.steps:
        lists[step.list] = lists.get(step.list, 0) + 1
    found.update(str(at) for count in lists.values() for at in range(1, count + 1))
    return frozenset(found)
