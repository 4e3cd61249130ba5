"""`trails --party`: a page for a new colleague: what I do, for whom, and how it reaches a customer.

It decides nothing; it tells what the graph knows of one party.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from proclint.graph import PartyNode, Trail, Verdict
from proclint.model import Kind
from proclint.printing.cells import width_of
from proclint.printing.colour import paint
from proclint.printing.run import Checked, Run, View
from proclint.printing.trails import answer, counted, fitted, folded, hop_lines
from proclint.printing.visible import visible

_KINDS = {
    Kind.EXTERNAL: "a customer: we exist for them", Kind.CONTACT: "outside, but not whom we exist for",
    Kind.INTERNAL: "inside", Kind.SYSTEM: "a system", Kind.UNKNOWN: "neither pages nor config say whether inside",
}  # fmt: skip


def render(part: Checked, node: PartyNode, run: Run, view: View) -> str:
    """The page of one party in one workspace; ends in a newline."""
    graph = part.graph
    done = [graph.trail(*place) for place in node.performs]
    got = [graph.trail(*place) for place in node.served_in if place not in set(node.performs)]
    out = [f"{paint(visible(node.name), 'bold', view)}: {_KINDS[node.kind]}"]
    declared = graph.organisation.parties.get(node.key)
    if declared is not None and declared.helps:
        out += folded(f"helps {declared.helps}" if not _is_helping(declared.helps) else declared.helps, 2, view)
    if done:
        out += ["", *_titled(f"what {node.name} does", counted(len(done), "step"), view)]
        out += _steps(part, done, run, view)
    if node.kind.outside:
        if got:
            out += ["", *_titled(f"what is done for {node.name}", counted(len(got), "step"), view)]
            out += _steps(part, got, run, view)
    else:
        out += ["", *_titled("for whom, and how it reaches a customer", "", view), *_ways(part, node, done, run, view)]
        if got:
            out += ["", *_titled(f"who serves {node.name}", counted(len(got), "step"), view)]
            out += _steps(part, got, run, view)
    return "".join(line + "\n" for line in out)


def _titled(title: str, count: str, view: View) -> list[str]:
    return [paint(visible(title), "cyan", view) + (f" ({count})" if count else "")]


def _steps(part: Checked, trails: Sequence[Trail], run: Run, view: View) -> list[str]:
    """A line a step: its place and its words."""
    places = [visible(f"{run.shown(part, trail.path)}:{trail.line}") for trail in trails]
    left = max(map(width_of, places))
    room = max(30, view.width - left - 4)
    return [
        f"  {paint(place, 'blue', view)}{' ' * (left - width_of(place) + 2)}{fitted(trail.step.text, room, view)}"
        for place, trail in zip(places, trails, strict=True)
    ]


def _ways(part: Checked, node: PartyNode, done: Iterable[Trail], run: Run, view: View) -> list[str]:
    """The trails of the party's steps, those that go by the same parties only once; then what only the config says."""
    out: list[str] = []
    seen = set()
    for trail in done:
        way = (trail.verdict, tuple(hop.taker for hop in trail.hops))
        if trail.verdict is Verdict.OUTSIDE or not trail.hops or way in seen:
            continue
        seen.add(way)
        out += [*hop_lines(trail.hops, part, run, view), *folded(answer(part, trail, run), 4, view)]
    for key in node.declares:
        out += folded(f"{node.name} serves {part.graph.parties[key].name}: only the config says so", 2, view)
    unserved = sum(trail.verdict is Verdict.UNSERVED for trail in done)
    if unserved:
        out += folded(f"{counted(unserved, 'step')} of {node.name} {_serve(unserved)} nobody", 2, view)
    return out or folded(f"no page says whom {node.name} serves", 2, view)


def _serve(number: int) -> str:
    return "serves" if number == 1 else "serve"


def _is_helping(text: str) -> bool:
    return text.casefold().startswith(("help ", "helps ", "to help "))
