"""From scratch or change by change, in any order: the report is the same, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import trees
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from proclint.engine import Change, Engine, Report
from proclint.model import DeclaredParty, Kind, Organisation
from proclint.settings import Selection, Settings

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
)
TOPS = (
    "# Refund\n\n",
    "# Claims\n\nOwner: controller\n\n",
    "# Access\n\nThe Data Access Committee (DAC) decides.\n\n",
    "# Access\n\nThe District Arts Council (DAC) decides.\n\n",
    "---\ncustomer: shopper\n---\n\n# Front office\n\n",
    "# Borough\n\nPurpose: help the shopper move\n\n## Front office\n\n",
)
PATHS = ("a.md", "b.md", "deep/c.md", "deep/d.md")
ORGANISATIONS = (
    Organisation(),
    Organisation(
        "proclint.toml", "Help shoppers", {"shopper": DeclaredParty("shopper", Kind.EXTERNAL, ("applicant",))}
    ),
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


def engine(organisation: Organisation) -> Engine:
    return Engine(
        Settings(Path("/nowhere"), organisation=organisation), Selection(select=("ALL",)), {"rules/all.md"}.__contains__
    )


def told(report: Report) -> str:
    """All that a report says: diagnostics, documents, verdicts, trails, parties."""
    graph = report.graph
    trails = [(asdict(trail), trail.declared_only) for trail in graph.trails()]
    said = [
        [asdict(one) for one in report.diagnostics],
        report.suppressed,
        [(path, document.steps, document.processes) for path, document in report.documents.items()],
        [(path, list(graph.verdicts(path).items())) for path in report.documents],
        trails,
        list(graph.parties.items()),
        (graph.loops, graph.dead_ends, sorted(graph.reached)),
    ]
    assert not report.failures
    return repr(said)


def from_scratch(organisation: Organisation, texts: dict[str, str]) -> str:
    return told(engine(organisation).apply([Change(path, text) for path, text in texts.items()]))


@st.composite
def pages(draw: st.DrawFn) -> str:
    lines = draw(st.lists(st.sampled_from(LINES), max_size=5))
    return draw(st.sampled_from(TOPS)) + "".join(f"{at}. {line}\n" for at, line in enumerate(lines, 1))


class AnyOrder(RuleBasedStateMachine):
    """An engine that hears of changes, and the texts that it was told of last."""

    def __init__(self) -> None:
        super().__init__()
        self.organisation = ORGANISATIONS[0]
        self.texts: dict[str, str] = {}
        self.engine = engine(self.organisation)
        self.report = self.engine.apply([])

    def tell(self, *changes: Change) -> None:
        for change in changes:
            self.texts.pop(change.path, None)
            if change.text is not None:
                self.texts[change.path] = change.text
        self.report = self.engine.apply(changes)

    @rule(path=st.sampled_from(PATHS), text=pages())
    def write(self, path: str, text: str) -> None:
        self.tell(Change(path, text))

    @rule(texts=st.dictionaries(st.sampled_from(PATHS), pages(), min_size=2))
    def write_several(self, texts: dict[str, str]) -> None:
        self.tell(*(Change(path, text) for path, text in texts.items()))

    @rule(path=st.sampled_from(PATHS))
    def delete(self, path: str) -> None:
        self.tell(Change(path, None))

    @precondition(lambda self: self.texts)
    @rule(data=st.data(), path=st.sampled_from(PATHS), new_first=st.booleans())
    def rename(self, data: st.DataObject, path: str, new_first: bool) -> None:
        old = data.draw(st.sampled_from(sorted(self.texts)))
        if old != path:
            changes = [Change(old, None), Change(path, self.texts[old])]
            self.tell(*(changes[::-1] if new_first else changes))

    @precondition(lambda self: self.texts)
    @rule(data=st.data())
    def save_again(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.texts)))
        self.tell(Change(path, self.texts[path]))
        assert self.report.changed == {}

    @rule(organisation=st.sampled_from(ORGANISATIONS))
    def change_the_config(self, organisation: Organisation) -> None:
        """A config that changes is a new engine, told of the same pages in the order in which they came."""
        self.organisation = organisation
        self.engine = engine(organisation)
        self.report = self.engine.apply([Change(path, text) for path, text in self.texts.items()])

    @invariant()
    def says_the_same_as_from_scratch(self) -> None:
        assert told(self.report) == from_scratch(self.organisation, dict(sorted(self.texts.items(), reverse=True)))


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=150, stateful_step_count=8, deadline=None)

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
