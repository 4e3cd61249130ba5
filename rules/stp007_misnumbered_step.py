"""The numbers that stand before steps skip or repeat."""

import re
from itertools import groupby

from proclint.rule import Awake, Clause, Document, Edit, Finding, Fix, Iterator, Numbered, Organisation, Severity, edit

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
REFERENCE = re.compile(r"\bsteps?\s+#?\d", re.IGNORECASE)
INDENTED = re.compile(r"\s*\n? +\S")


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a list, or a row of lists that go on with each other's numbers, at the first number that is wrong."""
    for chain in chains(document):
        numbers = [number for one in chain for number in one.numbers]
        due = int(numbers[0].text)
        wrong = [(number, due + at) for at, number in enumerate(numbers) if int(number.text) != due + at]
        if not wrong or not any(one.holds_steps for one in chain):
            continue
        number, right = wrong[0]
        yield Finding(
            message=f"the number {number.text} stands where {right} is due",
            help="is a step missing here? if not, renumber from here on",
            span=number.span,
            fix=fix(document, wrong),
            subject=f"{number.text} {right}",
        )


def chains(document: Document) -> Iterator[list[Numbered]]:
    """The lists of a page, those together that go on with one another; lists of equal numbers stand for themselves."""
    lists = [one for one in document.numbered if one.numbers]
    for _, group in groupby(sorted(lists, key=lambda one: one.within), key=lambda one: one.within):
        chain: list[Numbered] = []
        for one in group:
            if is_equal(one):
                continue
            if chain and not goes_on(chain[-1], one):
                yield chain
                chain = []
            chain.append(one)
        if chain:
            yield chain


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
    safe = REFERENCE.search(document.text) is None
    return Fix("renumber the list", safe, tuple(edits))
