"""How long the graph takes, and how much memory, for 10,000, 100,000 and a million steps.

The documents are made up, but shaped like an organisation: departments of a dozen roles, each page by roles of one
department, a fifth of the hand-offs to another department, few steps for a customer; nearly everything hangs together.
What is measured begins with documents whose parties are resolved: reading and resolving are not in it. "update" is a
page that is taken out and put in with other steps, then the verdicts of all steps asked for again.

    python bench/graph.py [STEPS...]
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
import tracemalloc

from proclint.graph import Graph, Verdict
from proclint.model import Document, Evidence, Kind, Party, Source, Step
from proclint.span import LineIndex, Span

STEPS_A_PAGE = 20
ROLES_A_DEPARTMENT = 12
PAGES_A_DEPARTMENT = 10
UPDATES = 15
_LINES = LineIndex.of("".join(f"{at:09}\n" for at in range(STEPS_A_PAGE)))


def pages(steps: int, seed: int = 1) -> list[Document]:
    """Documents of `steps` steps in all."""
    chance = random.Random(seed)
    count = steps // STEPS_A_PAGE
    departments = max(2, count // PAGES_A_DEPARTMENT)
    return [
        page(f"department{at % departments}/page{at}.md", at % departments, departments, chance) for at in range(count)
    ]


def page(path: str, department: int, departments: int, chance: random.Random) -> Document:
    """One document: its steps follow one another, each by a role and for the next, another one, or a customer."""
    roles = [_role(department, chance) for _ in range(5)]
    steps = []
    for at in range(STEPS_A_PAGE):
        draw = chance.random()
        if draw < 0.03:
            served = [_party(f"customer {chance.randrange(20)}", Kind.EXTERNAL)]
        elif draw < 0.05:
            served = [_party(f"supplier {chance.randrange(200)}", Kind.CONTACT)]
        elif draw < 0.25:
            served = [_party(_role(chance.randrange(departments), chance))]
        else:
            served = [_party(chance.choice(roles))]
        if chance.random() < 0.3:
            served.append(_party(chance.choice(roles)))
        span = Span(at * 10, at * 10 + 9)
        performers = (_party(chance.choice(roles)),)
        steps.append(Step(f"1.{at}", str(at), "1", "1", span, "", span, performers, tuple(served)))
    return Document(path, True, (), tuple(steps), lines=_LINES)


def _role(department: int, chance: random.Random) -> str:
    return f"role {chance.randrange(ROLES_A_DEPARTMENT)} of department {department}"


def _party(key: str, kind: Kind = Kind.INTERNAL) -> Party:
    key = sys.intern(key)
    return Party(key, key, Source.SENTENCE, Evidence.LISTED, None, kind)


def measure(steps: int) -> list[str]:
    """A row of the table."""
    documents = pages(steps)
    gc.collect()
    gc.freeze()  # the documents are there anyhow; what is measured is what the graph adds
    tracemalloc.start()
    _graph(documents)
    memory = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    builds, verdicts = [], []
    for _ in range(3 if steps <= 100_000 else 1):
        start = time.perf_counter()
        graph = _graph(documents)
        builds.append(time.perf_counter() - start)
        start = time.perf_counter()
        untied = _untied(graph, documents)
        verdicts.append(time.perf_counter() - start)
    start = time.perf_counter()
    loops, ends = len(graph.loops), len(graph.dead_ends)
    others = time.perf_counter() - start
    chance = random.Random(2)
    updates = []
    for _ in range(UPDATES):
        old = chance.choice(documents)
        department = int(old.path.split("/")[0].removeprefix("department"))
        new = page(old.path, department, len(documents) // PAGES_A_DEPARTMENT, chance)
        start = time.perf_counter()
        graph.replace(new)
        _untied(graph, documents)
        updates.append(time.perf_counter() - start)
    shown = documents[:: max(1, len(documents) // 100)][:100]
    start = time.perf_counter()
    trails = [graph.trail(one.path, step.id) for one in shown for step in one.steps]
    trail = (time.perf_counter() - start) / len(trails)
    gc.unfreeze()
    return [
        f"{steps:,}", f"{len(graph.parties):,}", f"{min(builds):.3f} s", f"{min(verdicts):.3f} s", f"{others:.3f} s",
        f"{memory:.0f} MiB", f"{statistics.median(updates) * 1000:.1f} ms", f"{max(updates) * 1000:.1f} ms",
        f"{trail * 1e6:.0f} us", f"{untied:,}, {loops}, {ends}",
    ]  # fmt: skip


def _graph(documents: list[Document]) -> Graph:
    graph = Graph()
    for document in documents:
        graph.replace(document)
    return graph


def _untied(graph: Graph, documents: list[Document]) -> int:
    return graph.tally(one.path for one in documents)[Verdict.UNTIED]


def main(sizes: list[int]) -> None:
    """Prints the table."""
    head = [
        "steps", "parties", "build", "verdicts", "loops, ends", "memory", "update", "slowest", "a trail",
        "untied, loops, dead ends",
    ]  # fmt: skip
    rows = [head, *(measure(steps) for steps in sizes)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    print(__doc__.split("\n    python", 1)[0] if __doc__ else "")
    for row in rows:
        print("  ".join(f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True)))


if __name__ == "__main__":
    main([int(size.replace(",", "")) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000])
