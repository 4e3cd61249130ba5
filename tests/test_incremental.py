"""From scratch or change by change, in any order: the report is the same, byte for byte."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
import trees
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from proclint.diagnostic import Diagnostic
from proclint.engine import Change, Engine, Report
from proclint.model import DeclaredParty, Kind, Organisation, ReadError
from proclint.patterns import Patterns
from proclint.settings import Layer, Settings

LINES = (
    "The agent sends the claim to the finance clerk.",
    "The finance clerk sends the money to the shopper.",
    "The finance clerk sends the figures to the controller.",
    "The controller closes the ledger.",
    "The controller returns the notes to the finance clerk.",
    "Send the file to the Borough.",
    "The Borough informs the shopper.",
    "The shopper fills in the form.",
    "The DAC sends the decision to the applicant.",
    "Send the request to the Data Access Committee.",
    "Send the form to the DAC.",
    "The planner sends the plan to the supplier.",
    "Count the gloves.",
    "File the figures in the booking system. <!-- proclint: ignore CUS (the system keeps them) -->",
    "The agent tells everyone concerned.",
    "The agent tells the shopper what [the claims page](b.md) and [the rules](rules/all.md) say.",
    "If the claim is late, the agent goes back to step 3. <!-- proclint: ignore CUS001, STP006 -->",
    "Custommer: the shopper <!-- proclint: ignore PUR, CUS0001 -->",
    "The controller files the notes.\n   - Input: the figures\n   - Output: the ledger, the notes",
    "The planner counts the gloves.\n   - Customer: booking system",
    "The planner asks the controllers for the plan.",
    "Front office: tell the applicants the outcome.",
    "The team sends the list to the group.",
    "If the claim is late, go to step 1.",
    "The agent lets you know the sum.",
    "Ask the agent for the list. The controller will call the supplier.",
    "Ring the bell. The DAC member will get back to you.",
    "The agent receives the form.",
)
TOPS = (
    "# Refund\n\n",
    "# Claims\n\nOwner: controller\n\n",
    "# Access\n\nThe Data Access Committee (DAC) decides.\n\n",
    "# Access\n\nThe District Arts Council (DAC) decides.\n\n",
    "---\ncustomer: shopper\n---\n\n# Front office\n\n",
    "# Borough\n\nPurpose: help the shopper move\n\n## Front office\n\n",
    "# Refund\n\nPurpose: help the applicants and the DAC\n\nTrigger: a shopper asks for the money\n\n",
    "# Priorities\n\n1. Our team\n2. Shoppers\n\n## Steps\n\n",
    "<!-- proclint: ignore-file PUR (they know) -->\n\n# Claims\n\n",
    "# Claims\n\n## Step 1: Ring the bell\n\nThe planner will call the applicant.\n\n## Step 2: Wait\n\n",
)
PATHS = ("a.md", "b.md", "deep/c.md", "deep/d.md")
NAMES = ("shopper", "applicant", "controller", "agent", "DAC", "booking system", "front office", "planner", "supplier")
PURPOSES = (None, "Help shoppers", "Help applicants get the money", "Be the best")
DEPARTMENTS = ("Borough", "Finance", "Front office")
SELECTIONS = (("ALL",), ("ALL",), ("PUR", "CUS"), ("HND", "ALI006", "DOC"), ())
ORGANISATIONS = (
    Organisation(),
    Organisation(
        "proclint.toml",
        "Help shoppers",
        {
            "shopper": DeclaredParty("shopper", Kind.EXTERNAL),
            "controller": DeclaredParty("controller", Kind.INTERNAL, serves=("shoppers", "DAC")),
            "booking-system": DeclaredParty("booking-system", Kind.SYSTEM),
            "front-office": DeclaredParty("front-office", names=("agent",), department="Borough"),
        },
        {"Finance": None},
    ),
)
T = TypeVar("T")
SOME = Callable[[Sequence[T]], T]
"""Draws one of several: by hypothesis, or by a seed."""


def party_of(key: str, pick: SOME[Any]) -> DeclaredParty:
    """What a config says of a party."""
    name = key.replace(" ", "-").lower()
    return DeclaredParty(
        name,
        pick((None, *Kind)),
        names=pick(((), (), ("finance clerks",), ("agents",))),
        department=pick((None, None, *DEPARTMENTS)),
        helps=pick((None, "the shopper", "everything go well")),
        serves=pick(((), (), ("shopper",), ("DAC", "controller"), (key,))),
    )


def config_of(pick: SOME[Any]) -> Settings:
    """The settings of some config: its file's name, purpose, parties, departments, what is selected and read."""
    keys = {pick(NAMES) for _ in range(pick(range(5)))}
    parties = [party_of(key, pick) for key in sorted(keys)]
    called = [name for party in parties for name in (party.key, *party.names)]
    parties = [party if len(set(called)) == len(called) else replace(party, names=()) for party in parties]
    organisation = Organisation(
        pick(("proclint.toml", "proclint.toml", "pyproject.toml")),
        pick(PURPOSES),
        {party.key: party for party in parties},
        {name: pick((None, "the shopper")) for name in DEPARTMENTS if pick((True, False))},
        max_hand_offs=pick((1, 2, 7)),
    )
    layers = (
        Layer(
            select=pick(SELECTIONS),
            ignore=pick(((), (), ("CUS001",))),
            per_file_ignores=pick(((), ((Patterns(("deep/",)), ("PUR005", "PUR006", "PUR007")),))),
            not_processes=pick((Patterns(()), Patterns(()), Patterns(("deep/d.md",)))),
        ),
        Layer(folder="deep", extend_select=pick(((), ("HND007",)))),
    )
    return Settings(Path("/nowhere"), organisation=organisation, layers=layers)


def page_of(pick: SOME[Any]) -> str:
    """The text of some page."""
    lines = [pick(LINES) for _ in range(pick(range(7)))]
    return pick(TOPS) + "".join(f"{at}. {line}\n" for at, line in enumerate(lines, 1))


def of(organisation: Organisation) -> Settings:
    """Settings under which all rules hold everywhere."""
    return Settings(Path("/nowhere"), organisation=organisation, layers=(Layer(select=("ALL",)),))


def engine_of(config: Settings) -> Engine:
    return Engine(config, exists={"rules/all.md"}.__contains__)


def told(report: Report) -> str:
    """All that a report says: diagnostics, documents, verdicts, trails, parties."""
    graph = report.graph
    trails = [(asdict(trail), trail.declared_only) for trail in graph.trails()]
    said = [
        [asdict(one) for one in report.diagnostics],
        (report.suppressed, report.sleeping),
        [(path, document.steps, document.processes) for path, document in report.documents.items()],
        [(path, list(graph.verdicts(path).items())) for path in report.documents],
        trails,
        list(graph.parties.items()),
        (graph.loops, graph.dead_ends, sorted(graph.reached)),
    ]
    assert not report.failures
    return repr(said)


def from_scratch(config: Settings, pages: dict[str, Change]) -> str:
    return told(engine_of(config).apply(pages.values()))


def by_path(report: Report) -> dict[str, tuple[Diagnostic, ...]]:
    found = defaultdict(list)
    for one in report.diagnostics:
        found[one.path].append(one)
    return {path: tuple(some) for path, some in found.items()}


@st.composite
def pages(draw: st.DrawFn) -> str:
    return page_of(lambda some: draw(st.sampled_from(some)))


@st.composite
def configs(draw: st.DrawFn) -> Settings:
    return config_of(lambda some: draw(st.sampled_from(some)))


class AnyOrder(RuleBasedStateMachine):
    """An engine that hears of changes, and what it was told last of each page."""

    def __init__(self) -> None:
        super().__init__()
        self.config = of(ORGANISATIONS[1])
        self.pages: dict[str, Change] = {}
        self.start()

    def start(self) -> None:
        """A config that changes is a new engine, told of the same pages in the order in which they came."""
        self.engine = engine_of(self.config)
        self.report = self.engine.apply(self.pages.values())
        self.shown = dict(self.report.changed)

    def tell(self, *changes: Change) -> None:
        for change in changes:
            self.pages.pop(change.path, None)
            if change.text is not None or change.error is not None:
                self.pages[change.path] = change
        self.report = self.engine.apply(changes)
        self.shown.update(self.report.changed)

    @rule(path=st.sampled_from(PATHS), text=pages())
    def write(self, path: str, text: str) -> None:
        self.tell(Change(path, text))

    @rule(texts=st.dictionaries(st.sampled_from(PATHS), pages(), min_size=2))
    def write_several(self, texts: dict[str, str]) -> None:
        self.tell(*(Change(path, text) for path, text in texts.items()))

    @rule(path=st.sampled_from(PATHS))
    def delete(self, path: str) -> None:
        self.tell(Change(path, None))

    @rule(path=st.sampled_from(PATHS))
    def become_unreadable(self, path: str) -> None:
        self.tell(Change(path, None, ReadError("it is not UTF-8", "save it as UTF-8")))

    @precondition(lambda self: self.pages)
    @rule(data=st.data(), path=st.sampled_from(PATHS), new_first=st.booleans())
    def rename(self, data: st.DataObject, path: str, new_first: bool) -> None:
        old = data.draw(st.sampled_from(sorted(self.pages)))
        if old != path:
            changes = [Change(old, None), replace(self.pages[old], path=path)]
            self.tell(*(changes[::-1] if new_first else changes))

    @precondition(lambda self: len(self.pages) > 1)
    @rule(data=st.data())
    def swap(self, data: st.DataObject) -> None:
        one, other = data.draw(st.permutations(sorted(self.pages)))[:2]
        self.tell(replace(self.pages[one], path=other), replace(self.pages[other], path=one))

    @precondition(lambda self: self.pages)
    @rule(data=st.data(), line=st.sampled_from(LINES))
    def add_a_line(self, data: st.DataObject, line: str) -> None:
        path = data.draw(st.sampled_from(sorted(self.pages)))
        self.tell(Change(path, (self.pages[path].text or TOPS[0]) + f"1. {line}\n"))

    @precondition(lambda self: self.pages)
    @rule(data=st.data())
    def save_again(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.pages)))
        self.tell(self.pages[path])
        assert self.report.changed == {}

    @rule(config=configs())
    def change_the_config(self, config: Settings) -> None:
        self.config = config
        self.start()

    @rule(organisation=st.sampled_from(ORGANISATIONS))
    def change_to_all_rules(self, organisation: Organisation) -> None:
        self.config = of(organisation)
        self.start()

    @precondition(lambda self: self.config.organisation.parties)
    @rule(data=st.data())
    def change_a_party(self, data: st.DataObject) -> None:
        organisation = self.config.organisation
        key = data.draw(st.sampled_from(sorted(organisation.parties)))
        party = party_of(key, lambda some: data.draw(st.sampled_from(some)))
        parties = {**organisation.parties, key: replace(party, key=key, names=())}
        self.config = replace(self.config, organisation=replace(organisation, parties=parties))
        self.start()

    @invariant()
    def says_the_same_as_from_scratch(self) -> None:
        assert told(self.report) == from_scratch(self.config, dict(sorted(self.pages.items(), reverse=True)))

    @invariant()
    def what_changed_adds_up(self) -> None:
        assert {path: found for path, found in self.shown.items() if found} == by_path(self.report)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=60, stateful_step_count=8, deadline=None)


@pytest.mark.soak
class TestAnyOrderAtLength(AnyOrder.TestCase):
    settings = settings(max_examples=3000, stateful_step_count=10, deadline=None)


def digests(order: int, count: int) -> str:
    """What is said of some workspaces, a line each, their pages told in an order that hangs on `order`."""
    lines = []
    for number in range(count):
        pick = random.Random(number).choice
        config = config_of(pick) if number % 2 else of(ORGANISATIONS[1])
        files = [Change(path, page_of(pick)) for path in PATHS]
        random.Random(order).shuffle(files)
        engine = engine_of(config)
        some = number % len(PATHS)
        engine.apply(files[:some])
        lines.append(told(engine.apply(files[some:])))
    return "\n".join(lines)


def said_with(seed: int, count: int) -> str:
    run = subprocess.run(
        [sys.executable, "-c", f"import test_incremental; print(test_incremental.digests({seed}, {count}))"],
        capture_output=True, text=True, check=True, encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": ":".join(sys.path), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return run.stdout


def test_the_same_is_said_with_any_hash_seed_in_any_order() -> None:
    assert len({said_with(seed, 20) for seed in range(3)}) == 1


@pytest.mark.soak
def test_the_same_is_said_with_many_hash_seeds() -> None:
    assert len({said_with(seed, 300) for seed in range(12)}) == 1


WORKSPACE = {
    "proclint.toml": 'purpose = "Help shoppers"\n[parties.shopper]\nkind = "external"\nnames = ["applicant"]\n',
    **{f"page{at}.md": top + "".join(f"1. {line}\n" for line in LINES[at::5]) for at, top in enumerate(TOPS)},
}


def test_neither_the_hash_seed_nor_the_order_of_the_files_matters(tmp_path: Path) -> None:
    printed: dict[str, set[str]] = {"check": set(), "trails": set()}
    for number, seed in enumerate(("0", "1", "4242")):
        folder = tmp_path / str(number) / "handbook"
        files = list(WORKSPACE.items())
        trees.write(folder, dict(files[::-1] if number % 2 else files))
        for verb, said in printed.items():
            said.add(_run(verb, folder, seed).replace(folder.as_posix(), "."))
    assert [len(said) for said in printed.values()] == [1, 1]
    assert '"tied"' in printed["trails"].pop()


def _run(verb: str, folder: Path, seed: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "proclint", verb, "--output-format", "json", "--quiet"],
        cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert run.returncode in (0, 1), run.stderr
    return run.stdout
