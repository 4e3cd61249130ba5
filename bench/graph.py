"""How long the graph and the rules that need all documents take, and how much memory, for 10,000 steps and up.

The documents are made up, but shaped like an organisation: departments of a dozen roles, each page by roles of one
department, a fifth of the hand-offs to another department, few steps for a customer, some for a contact, a tool or
somebody of whom nothing is known; nearly everything hangs together. A page in a hundred is by two who serve only each
other, a department in twenty serves a board that serves nobody. A fifth of the pages state a purpose. The config
states one too, declares the customers, the contacts, a tool and what some departments serve, so that every rule of the
default set is awake. What each figure is of:

    resolve   all documents as they were read -> who is a party, whom the flow serves; the reading is not in it
    build     resolved documents -> the graph
    verdicts  the verdicts of all steps
    rules     all rules of the default set that need the workspace, all their findings
    scratch   build + verdicts + rules
    memory    what build + verdicts + rules add to the resolved documents, at its peak
    update    one page of 20 other steps: resolved, put into the graph, the verdicts of all steps and all rules again
    loops     the loops of the whole graph
    a trail   the trail of a step, one by one

Times are the median and, in brackets, the least of several runs; of the updates, the median and the slowest.

    python bench/graph.py [STEPS...]
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from proclint import registry
from proclint.__main__ import GARBAGE
from proclint.graph import Graph, Verdict
from proclint.model import (
    Clause,
    DeclaredParty,
    Document,
    Evidence,
    Kind,
    Organisation,
    Party,
    Process,
    Source,
    Step,
)
from proclint.registry import Needs
from proclint.rule import Awake
from proclint.span import LineIndex, Span
from proclint.workspace import Workspace

STEPS_A_PAGE = 20
ROLES_A_DEPARTMENT = 12
PAGES_A_DEPARTMENT = 10
CUSTOMERS, CONTACTS = 20, 200
UPDATES = 15
_T = TypeVar("_T")
_TEXT = "".join(f"{at:09}\n" for at in range(STEPS_A_PAGE))
_LINES = LineIndex.of(_TEXT)
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_RULES = [one for one in registry.rules() if one.needs is Needs.WORKSPACE and one.awake is not Awake.WHEN_SELECTED]


def organisation(steps: int) -> Organisation:
    """What the config says: whom the organisation helps, who stands outside, what some departments' first roles do."""
    parties = {f"customer {at}": DeclaredParty(f"customer {at}", Kind.EXTERNAL) for at in range(CUSTOMERS)}
    parties |= {f"contact {at}": DeclaredParty(f"contact {at}", Kind.CONTACT) for at in range(CONTACTS)}
    parties["ledger"] = DeclaredParty("ledger", Kind.SYSTEM)
    for at in range(0, departments(steps), 50):
        key = _name("role", at, 0)
        parties[key] = DeclaredParty(key, Kind.INTERNAL, serves=(_name("role", at, 1),))
    boards = {_name("board", at, 0): None for at in range(0, departments(steps), 20)}
    return Organisation("proclint.toml", "Help customer 1 get what they need", parties, boards)


def departments(steps: int) -> int:
    """How many there are in a workspace of so many steps."""
    return max(2, steps // STEPS_A_PAGE // PAGES_A_DEPARTMENT)


def pages(steps: int, seed: int = 1) -> list[Document]:
    """Documents of `steps` steps in all, as the reader hands them over."""
    chance = random.Random(seed)
    count = departments(steps)
    return [
        page(f"department{at % count}/page{at}.md", at % count, count, chance) for at in range(steps // STEPS_A_PAGE)
    ]


def page(path: str, department: int, count: int, chance: random.Random) -> Document:
    """One document: its steps follow one another, each by a role and for the next, another one, or a customer."""
    roles = [_role(department, chance) for _ in range(5)]
    apart = chance.random() < 0.01  # two who serve only each other
    if apart:
        roles = [_name("hermit", department, at) for at in range(2)]
    steps = []
    for at in range(STEPS_A_PAGE):
        span = Span(at * 10, at * 10 + 9)
        draw = chance.random()
        if apart:
            served = [_party(chance.choice(roles), span)]
        elif draw < 0.03:
            served = [_party(f"customer {chance.randrange(CUSTOMERS)}", span)]
        elif draw < 0.05:
            served = [_party(f"contact {chance.randrange(CONTACTS)}", span)]
        elif draw < 0.052:
            served = [_party("ledger", span)]
        elif draw < 0.054:
            served = [_party(_name("partner", department, chance.randrange(50)), span)]
        elif draw < 0.057 and department % 20 == 0:
            served = [_party(_name("board", department, 0), span)]
        elif draw < 0.25:
            served = [_party(_role(chance.randrange(count), chance), span)]
        elif draw < 0.6:
            served = []
        else:
            served = [_party(chance.choice(roles), span)]
        if served and chance.random() < 0.3:
            served.append(_party(chance.choice(roles), span))
        performers = (_party(chance.choice(roles), span),)
        steps.append(Step(f"1.{at}", str(at), "1", "1", span, "Do it", span, performers, tuple(served)))
    says = Clause(f"Help customer {chance.randrange(CUSTOMERS)} find it", span) if chance.random() < 0.2 else None
    process = Process("1", f"Process of {path}", Span(0, 9), _party(roles[0], Span(0, 9)), purpose=says)
    return Document(path, True, (process,), tuple(steps), lines=_LINES, text=_TEXT)


def _role(department: int, chance: random.Random) -> str:
    return _name("role", department, chance.randrange(ROLES_A_DEPARTMENT))


@cache
def _name(what: str, department: int, at: int) -> str:
    """What somebody is called; no two names are alike by more than chance."""
    chance = random.Random(f"{what} {department} {at}")
    return " ".join("".join(chance.choices(_SYLLABLES, k=3)) for _ in range(2))


def _party(key: str, span: Span) -> Party:
    key = sys.intern(key)
    return Party(key, key, Source.SENTENCE, Evidence.LISTED, span)


class Case:
    """A workspace of `steps` steps, and its documents resolved."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.organisation = organisation(steps)
        self.read = pages(steps)
        self.resolved = [*self.workspace().documents.values()]

    def workspace(self) -> Workspace:
        """A new workspace that holds the documents; nothing is settled yet."""
        workspace = Workspace(self.organisation)
        for document in self.read:
            workspace.replace(document)
        return workspace

    def graph(self) -> Graph:
        """A new graph of the resolved documents."""
        workspace = Workspace(self.organisation)
        graph = workspace.graph
        for document in self.resolved:
            graph.replace(document)
        return graph


def measure(steps: int) -> list[str]:
    """A row of the table."""
    case = Case(steps)
    gc.set_threshold(GARBAGE, 20, 20)  # as the command line has it
    gc.collect()
    gc.freeze()  # here and below: garbage is not looked for among what was there before
    runs = 5 if steps <= 100_000 else 2
    resolving, building, judging, ruling, scratch = [], [], [], [], []
    for _ in range(runs):
        taken, workspace = timed(case.workspace)
        settled, graph = timed(settle, workspace)
        gc.collect()
        gc.freeze()
        built, _ = timed(case.graph)
        judged, tally = timed(verdicts, graph, case)
        ruled, findings = timed(rules, workspace)
        resolving.append(taken + settled - built)
        building.append(built)
        judging.append(judged)
        ruling.append(ruled)
        scratch.append(built + judged + ruled)
    updates = [update(workspace, case, seed) for seed in range(UPDATES)]
    looped, loops = timed(lambda: len(graph.loops))
    shown = case.resolved[:: max(1, len(case.resolved) // 100)][:100]
    trail, _ = timed(lambda: [graph.trail(one.path, step.id) for one in shown for step in one.steps])
    gc.unfreeze()
    row = [f"{steps:,}", f"{len(graph.parties):,}"]
    row += [seconds(times) for times in (resolving, building, judging, ruling, scratch)]
    row.append(f"{memory(case):.0f} MiB")
    row.append(f"{statistics.median(updates) * 1000:.1f} ms ({max(updates) * 1000:.1f})")
    row += [f"{looped:.3f} s", f"{trail / sum(len(one.steps) for one in shown) * 1e6:.0f} us"]
    row.append(f"{tally[Verdict.UNTIED]:,} untied, {loops} loops, {findings:,} findings")
    return row


def timed(what: Callable[..., _T], *given: object) -> tuple[float, _T]:
    """The seconds that a call takes, and what it gives."""
    start = time.perf_counter()
    result = what(*given)
    return time.perf_counter() - start, result


def memory(case: Case) -> float:
    """The peak of what graph, verdicts and rules add, in MiB."""
    workspace = case.workspace()
    settle(workspace)
    gc.collect()
    tracemalloc.start()
    verdicts(case.graph(), case)
    rules(workspace)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return peak


def settle(workspace: Workspace) -> Graph:
    """The graph, once all documents are resolved."""
    return workspace.graph


def verdicts(graph: Graph, case: Case) -> Counter[Verdict]:
    """How many steps have each verdict."""
    return graph.tally(one.path for one in case.read)


def rules(workspace: Workspace) -> int:
    """How many findings there are."""
    return sum(1 for rule in _RULES for _ in rule.check(workspace))


def update(workspace: Workspace, case: Case, seed: int) -> float:
    """The seconds that a page with other steps takes."""
    chance = random.Random(seed)
    old = chance.choice(case.read)
    count = departments(case.steps)
    new = page(old.path, int(old.path.split("/")[0].removeprefix("department")), count, chance)

    def taken_in() -> None:
        workspace.replace(new)
        verdicts(workspace.graph, case)
        rules(workspace)

    return timed(taken_in)[0]


def seconds(times: list[float]) -> str:
    """The median and, in brackets, the least."""
    return f"{statistics.median(times):.3f} s ({min(times):.3f})"


def main(sizes: list[int]) -> None:
    """Prints the table."""
    head = [
        "steps", "parties", "resolve", "build", "verdicts", "rules", "scratch", "memory", "update", "loops", "a trail",
        "",
    ]  # fmt: skip
    rows = [head, *(measure(steps) for steps in sizes)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    print(__doc__.split("\n    python", 1)[0] if __doc__ else "")
    for row in rows:
        print("  ".join(f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True)))


if __name__ == "__main__":
    main([int(size.replace(",", "")) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000])
