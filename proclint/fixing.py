"""Mends pages by the fixes that diagnostics carry: in memory, a round at a time, each round judged anew.

It touches no disk and decides nothing of what a fix says; `mending` writes what comes out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from proclint.diagnostic import Diagnostic, Edit, Severity
from proclint.span import LineIndex

Judge = Callable[[Mapping[str, str]], Sequence[Diagnostic] | None]
"""Takes the new texts of some pages, by path, and gives all diagnostics that are reported then; None where these texts
can't stand.
"""

_MOST_ROUNDS = 100  # besides one for each fix that was there at first
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Fixed:
    """What came out: the texts that changed, by path; the diagnostics that were fixed; those that are left."""

    texts: dict[str, str]
    fixed: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]


def fixable(diagnostics: Iterable[Diagnostic], unsafe: bool) -> list[Diagnostic]:
    """Those of `diagnostics` that carry a fix; with `unsafe` also one that may change what the page says."""
    return [one for one in diagnostics if one.fix is not None and (one.fix.safe or unsafe)]


def fix(texts: Mapping[str, str], found: Sequence[Diagnostic], judge: Judge, unsafe: bool) -> Fixed:
    """Applies the fixes of `found` to `texts`, the pages that may be changed, until none is left to apply.

    Fixes that lie in each other's way are applied one after the other. A fix after which its diagnostic still stands,
    or with which a page can't stand, is taken back and tried once more when others have been applied.
    """
    now = dict(texts)
    left = tuple(found)
    fixed: list[Diagnostic] = []
    refused: set[tuple[str, str, str]] = set()
    alone = since_refused = False
    for _ in range(_MOST_ROUNDS + len(fixable(left, unsafe))):
        wanted = [one for one in fixable(left, unsafe) if _name(one) not in refused and _is_allowed(one, now)]
        chosen = list(_side_by_side(wanted))[: 1 if alone else None]
        if not chosen and since_refused:
            refused.clear()  # what was applied since may have made room for them
            since_refused = False
            continue
        if not chosen:
            break
        before = {path: now[path] for one in chosen for path in _paths(one)}
        after = dict(_applied(before, chosen))
        judged = judge(after)
        if judged is not None and _is_cured(chosen, left, judged):
            now |= after
            left = tuple(judged)
            fixed += chosen
            since_refused = bool(refused)
        else:
            judge(before)
            if len(chosen) == 1:
                refused.add(_name(chosen[0]))
            alone = True
    return Fixed({path: text for path, text in now.items() if text != texts[path]}, tuple(fixed), left)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` after `edits`, which don't overlap; line ends in what they put in are those of the text."""
    lines = LineIndex.of(text)
    end = _line_end(text)
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        new = _LINE_END.sub(lambda _: end, edit.text)
        text = text[: lines.offset(edit.start)] + new + text[lines.offset(edit.end) :]
    return text


def _line_end(text: str) -> str:
    """The line end that `text` has most of."""
    counts = Counter(_LINE_END.findall(text))
    return counts.most_common(1)[0][0] if counts else "\n"


def _name(one: Diagnostic) -> tuple[str, str, str]:
    return one.path, one.code, one.fingerprint


def _edits(one: Diagnostic) -> tuple[Edit, ...]:
    return one.fix.edits if one.fix is not None else ()


def _paths(one: Diagnostic) -> set[str]:
    return {edit.path for edit in _edits(one)}


def _is_allowed(one: Diagnostic, texts: Mapping[str, str]) -> bool:
    """Whether a fix changes only pages that may be changed, and does not lie in its own way."""
    edits = _edits(one)
    in_its_own_way = any(_collide([first], [second]) for first, second in combinations(edits, 2))
    return bool(edits) and _paths(one) <= texts.keys() and not in_its_own_way


def _side_by_side(wanted: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """From the first on, each fix that lies in the way of none before it."""
    taken: list[Edit] = []
    for one in wanted:
        if not _collide(taken, _edits(one)):
            taken += _edits(one)
            yield one


def _collide(taken: Iterable[Edit], edits: Sequence[Edit]) -> bool:
    """Whether two edits overlap or touch: of those that touch, which comes first would be anybody's guess."""
    return any(old.path == new.path and old.start <= new.end and new.start <= old.end for old in taken for new in edits)


def _applied(texts: Mapping[str, str], chosen: Iterable[Diagnostic]) -> Iterator[tuple[str, str]]:
    edits = [edit for one in chosen for edit in _edits(one)]
    for path, text in texts.items():
        yield path, apply(text, (edit for edit in edits if edit.path == path))


def _is_cured(chosen: Iterable[Diagnostic], before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> bool:
    """Whether what was fixed is gone, and no page has become worse than it can be read."""
    old, new = (Counter((one.path, one.code) for one in found) for found in (before, after))
    cured = Counter((one.path, one.code) for one in chosen)
    worse = [sum(one.severity is Severity.ERROR for one in found) for found in (before, after)]
    return worse[1] <= worse[0] and all(new[key] <= old[key] - count for key, count in cured.items())
