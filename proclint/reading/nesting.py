"""Lists as their authors indented them: two spaces below a number are a list within an item, as many tools draw them.

CommonMark wants three there, and makes siblings or a new list of what was meant to stand below. It reads no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from proclint.reading.page import Block, Item, List
from proclint.span import Span

_FEWEST = 2  # items that have two markers each: one alone may be a list within a list
_STEP = 2  # columns: an author who indents less means nothing by it


def nested(blocks: Sequence[Block], source: str) -> tuple[Block, ...]:
    """`blocks` of one container of `source`, with what is indented below an item moved into it."""
    result: list[Block] = []
    for is_list, run in groupby(blocks, lambda block: isinstance(block, List)):
        if is_list:
            lists = [block for block in run if isinstance(block, List)]
            result += _regrouped(lists, source) if _is_uneven(lists, source) else lists
        else:
            result += run
    return tuple(result)


def merged(ordered: bool, items: Sequence[Item], span: Span) -> List:
    """The list of these items; where each has two markers in a row ("- 1. Call the host"), they count as one."""
    inner = [_only_item(item) for item in items]
    both = [(item, one) for item, one in zip(items, inner, strict=True) if one is not None]
    if len(both) < max(_FEWEST, len(items)):
        return List(ordered, tuple(items), span)
    return List(
        ordered or all(one.number is not None for _, one in both),
        tuple(
            Item(item.offset, item.number or one.number, one.task, one.text, one.blocks, item.span)
            for item, one in both
        ),
        span,
    )


def _only_item(item: Item) -> Item | None:
    """The one item of the one list that is all that `item` holds."""
    if item.text.visible or item.task is not None or len(item.blocks) != 1:
        return None
    block = item.blocks[0]
    return block.items[0] if isinstance(block, List) and len(block.items) == 1 else None


def _is_uneven(lists: Sequence[List], source: str) -> bool:
    """Whether an item stands deeper than the first one, so that there is something to move."""
    columns = [_column(item, source) for one in lists for item in one.items]
    return max(columns) >= columns[0] + _STEP


def _regrouped(lists: Sequence[List], source: str) -> Iterator[List]:
    """Neighbouring lists with each item at the depth where its marker stands."""
    kept: list[tuple[List, Item, list[tuple[List, Item]]]] = []  # the list it comes from, an item, what lies below
    base = _column(lists[0].items[0], source)
    for one in lists:
        for item in one.items:
            column = _column(item, source)
            if kept and column >= base + _STEP:
                kept[-1][2].append((one, item))
            else:
                base = min(base, column)
                kept.append((one, item, []))
    items: list[tuple[bool, Item]] = [(one.ordered, _with(item, below, source)) for one, item, below in kept]
    for ordered, group in groupby(items, lambda pair: pair[0]):
        members = tuple(item for _, item in group)
        yield List(ordered, members, Span(members[0].span.start, members[-1].span.end))


def _with(item: Item, below: list[tuple[List, Item]], source: str) -> Item:
    """`item` with lists of the items that lie below it."""
    if not below:
        return item
    lists: list[List] = []
    for ordered, group in groupby(below, lambda pair: pair[0].ordered):
        members = tuple(member for _, member in group)
        lists.append(List(ordered, members, Span(members[0].span.start, members[-1].span.end)))
    inner = nested((*item.blocks, *lists), source)
    return replace(item, blocks=inner, span=Span(item.span.start, lists[-1].span.end))


def _column(item: Item, source: str) -> int:
    """The column of an item's marker, tabs counted as editors do."""
    start = max(source.rfind("\n", 0, item.offset), source.rfind("\r", 0, item.offset)) + 1
    return len(source[start : item.offset].expandtabs(4))
