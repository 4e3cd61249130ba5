"""The numbers that stand before steps skip or repeat."""

import re
from itertools import groupby

from proclint.rule import (
    Awake,
    Clause,
    Document,
    Edit,
    Finding,
    Fix,
    Iterator,
    Numbered,
    Organisation,
    Severity,
    Span,
    edit,
    sections_around,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
REFERENCE = re.compile(r"\bsteps?\s+#?\d", re.IGNORECASE)
HEADING = re.compile(r"(?P<lead>(?:step\s+)?(?:\d+\.)*)(?P<number>\d+)(?:[.:)]|\s+[-–—]\s|\s|$)", re.IGNORECASE)
CELL = re.compile(r"(?:^|\|)[ \t*]*(\d{1,3})\.?[ \t*]*\|")
INDENTED = re.compile(r"\s*\n? +\S")


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a list, or a row of lists that go on with each other's numbers, at the first number that is wrong.

    A table or a row of headings may give a number twice: to two who do it, or to two ways.
    """
    found = [wrong_in([number for one in chain for number in one.numbers]) for chain in chains(document)]
    found += [wrong_in(numbers, twice=True) for numbers in (*headings(document), *tables(document))]
    for wrong in found:
        if not wrong:
            continue
        number, right = wrong[0]
        yield Finding(
            message=f"the number {number.text} stands where {right} is due",
            help="is a step missing here? if not, renumber from here on",
            span=number.span,
            fix=fix(document, wrong),
            subject=f"{number.text} {right}",
        )


def wrong_in(numbers: list[Clause], *, twice: bool = False) -> list[tuple[Clause, int]]:
    """The numbers that are not those that are due, with these; `twice`: one may come again, or begin anew at 1."""
    wrong: list[tuple[Clause, int]] = []
    due = before = 0
    for at, number in enumerate(numbers):
        value = int(number.text)
        if at == 0 or (twice and value == 1):
            due = value
        elif not (twice and value == before):
            due += 1
        if twice and value < before and value != 1:
            return []  # another order than that of the page
        if value != due:
            wrong.append((number, due))
        before = value
    return wrong


def headings(document: Document) -> Iterator[list[Clause]]:
    """The numbers of the headings that stand below one heading, where one of them is a step."""
    steps = {step.text_span.start for step in document.steps}
    groups: dict[tuple[int, str], list[tuple[Clause, bool]]] = {}
    starts = [section.title.span.start for section in document.sections]
    for section, above in zip(document.sections, sections_around(document, starts), strict=True):
        start = section.title.span.start
        title = HEADING.match(document.text, start, section.title.span.end)
        if title is None:
            continue
        number = Clause(title["number"], Span(*title.span("number")))
        groups.setdefault((above, title["lead"].casefold()), []).append((number, start in steps))
    yield from ([number for number, _ in group] for group in groups.values() if any(acts for _, acts in group))


def tables(document: Document) -> Iterator[list[Clause]]:
    """The numbers in the rows of tables of steps."""
    listed = {number.span.start for one in document.numbered for number in one.numbers}
    rows = (step for step in document.steps if step.span.start not in listed and not step.list.startswith("h"))
    for _, steps in groupby(rows, key=lambda step: step.list):
        cells = [CELL.search(document.text, step.span.start, step.span.end) for step in steps]
        numbers = [Clause(cell[1], Span(*cell.span(1))) for cell in cells if cell is not None]
        if len(numbers) == len(cells):
            yield numbers


def chains(document: Document) -> Iterator[list[Numbered]]:
    """The lists of steps, those together that go on with one another; lists of equal numbers are left out."""
    lists = [one for one in document.numbered if one.numbers]
    found: list[list[Numbered]] = []
    for _, group in groupby(sorted(lists, key=lambda one: one.within), key=lambda one: one.within):
        last: Numbered | None = None
        for one in group:
            if is_equal(one):
                continue
            if last is None or not goes_on(last, one):
                found.append([])
            found[-1].append(one)
            last = one
    return (chain for chain in found if any(one.holds_steps for one in chain))


def is_equal(one: Numbered) -> bool:
    """Whether all numbers are the same: Markdown counts for the author."""
    return len(one.numbers) > 1 and len({number.text for number in one.numbers}) == 1


def goes_on(before: Numbered, after: Numbered) -> bool:
    """Whether a list goes on with the numbers of the one before: with the next one; in one section, with any but the
    first.
    """
    first = int(after.numbers[0].text)
    return first == int(before.numbers[-1].text) + 1 or (first > 1 and before.heading == after.heading)


def fix(document: Document, wrong: list[tuple[Clause, int]]) -> Fix | None:
    """The right numbers; none where a longer one would move what stands below its item out of it."""
    edits: list[Edit] = []
    ends = [number.span.start for number, _ in wrong[1:]] + [len(document.text)]
    for (number, right), end in zip(wrong, ends, strict=True):
        below = document.text[number.span.end : end].partition("\n")[2]
        if len(str(right)) > len(number.text) and INDENTED.match(below):
            return None
        edits.append(edit(document, number.span, str(right)))
    # a link to a heading holds its number
    named = "#" in document.text[document.text.rfind("\n", 0, wrong[0][0].span.start) + 1 : wrong[0][0].span.start]
    safe = not named and REFERENCE.search(document.text) is None
    return Fix("renumber the list", safe, tuple(edits))
