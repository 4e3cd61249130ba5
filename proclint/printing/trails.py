"""`trails` for a person: the chain from each step to whoever it helps in the end, a place at every hop.

It picks no trails; it is given those to print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from textwrap import wrap

from proclint.graph import DECLARED, Hop, Reason, Trail, Verdict
from proclint.model import Kind, Source
from proclint.names import bare_key, is_local
from proclint.printing.cells import clipped, width_of
from proclint.printing.colour import paint
from proclint.printing.run import Checked, Run, View
from proclint.printing.visible import visible
from proclint.rule import quoted, reminder
from proclint.wording import names_nobody

COLOURS = {
    Verdict.TIED: "green", Verdict.OPEN: "cyan", Verdict.UNTIED: "yellow", Verdict.UNSERVED: "yellow",
    Verdict.OUTSIDE: "dim",
}  # fmt: skip
_VIA = {Source.FLOW: "next step", Source.SECTION: "section", Source.DOCUMENT: "document", Source.MESSAGE: "message"}
_ABOVE = (Source.SECTION, Source.DOCUMENT)
_HERE_TO = "we are here to "
_WIDEST = 120  # cells: beyond, a line is harder to read, however wide the terminal is


def render(chosen: Sequence[tuple[Checked, Trail]], run: Run, view: View) -> str:
    """A block a trail, an empty line between them."""
    return "\n".join("".join(line + "\n" for line in _block(part, trail, run, view)) for part, trail in chosen)


def closing(chosen: Sequence[tuple[Checked, Trail]]) -> str:
    """One line on how many steps have which verdict: "16 steps: 9 tied (1 by the config alone), 4 open"."""
    counts = Counter(trail.verdict for _, trail in chosen)
    alone = sum(trail.verdict is Verdict.TIED and trail.declared_only for _, trail in chosen)
    parts = [f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict]]
    if alone:
        parts[0] += f" ({alone} by what only the config says)"
    return f"{counted(counts.total(), 'step')}{': ' if parts else ''}{', '.join(parts)}"


def hop_lines(hops: Sequence[Hop], part: Checked, run: Run, view: View) -> list[str]:
    """A line a hop: its place, and who serves whom; the places are set in one column. Where a terminal has no room for
    who serves whom beside its place, it stands below.
    """
    places = [place(hop, part, run) for hop in hops]
    left = max((width_of(one) for one in places), default=0)
    room = min(view.width, _WIDEST) - left - 4
    lines = []
    for hop, shown in zip(hops, places, strict=True):
        words = f"{hop.giver_name or 'whoever does it'} serves {hop.taker_name}"
        how = _VIA.get(Source(hop.via)) if hop.via != DECLARED else "by the config"
        if view.terminal and width_of(words) + (len(how) + 3 if how else 0) > room:
            lines.append("  " + paint(shown, "blue", view))
            lines += folded(words + (f" ({how})" if how else ""), 6, view)
            continue
        margin = "  " + paint(shown, "blue", view) + " " * (left - width_of(shown) + 2)
        tail = " " + paint(f"({how})", "dim", view) if how else ""
        lines.append(margin + visible(words) + tail)
    return lines


def answer(part: Checked, trail: Trail, run: Run) -> str:
    """Where the trail leads, in the words of the purpose: the answer to "how does this step help ...?"."""
    helps, question = _purpose(part)
    if trail.verdict is Verdict.OUTSIDE:
        return f"{_listed([party.name for party in trail.step.performers])} performs it, outside: it is not judged"
    if trail.verdict is Verdict.UNSERVED:
        return "it serves somebody without a name: whom?" if trail.step.addressed else f"it serves nobody: {question}"
    last, end = trail.hops[-1], trail.ends_at
    if trail.ends == "customer":
        if last.via == DECLARED:
            return f"it {helps}, if the config is right: no page shows how {last.giver_name} serves {end}"
        if len(trail.hops) == 1:
            return f"it {helps}: it reaches {end} at first hand"
        words = part.graph.step(last.path, last.step or "").text
        return f"it {helps}, {len(trail.hops)} hand-offs away: {quoted(words, 100)}"
    if trail.ends == "contact":
        return f"it ends at {end}, outside but not whom we exist for: {question}"
    if trail.reason is Reason.EACH_OTHER:
        return f"it goes round, as {_around(trail)}: {question}"
    if trail.reason is Reason.SYSTEM:
        return f"it ends at {end}, a system: who uses what it holds?"
    if trail.reason is Reason.NOT_KNOWN and part.graph.parties[trail.end or ""].kind is Kind.INTERNAL:
        return f"it ends at {end}, who serves somebody without a name: whom?"
    last_key = trail.end or ""
    if trail.reason is Reason.NOT_KNOWN and (is_local(bare_key(last_key)) or names_nobody(end or "")):
        return f"it ends at {end}{_unless(part, last_key) or ', a general word'}: who is that?"
    if trail.reason is Reason.NOT_KNOWN:
        said = "no page and no config says under that name whether they are inside or outside"
        return f"it ends at {end}{_unless(part, last_key)}: {said}"
    deed = part.deeds.of(last_key) if part.deeds is not None else None
    but = ""
    if deed is not None:
        but = f", though {visible(run.shown(part, deed.path))}:{deed.line} says what they do"
        but += " for somebody" if deed.serves else ""
    above = _said_above(part, last_key)
    lacks = "whom they serve in turn was not found"
    if above:
        lacks = f"whom they serve stands above their steps alone ({above}), and that leads no further"
    if trail.reason is Reason.PERFORMS_NO_STEP and deed is None:
        lacks = "no step of theirs was found under that name"
    return f"it ends at {end}{_unless(part, last_key)}: {lacks}{but}: {question}"


def place(hop: Hop, part: Checked, run: Run) -> str:
    """Where a hop stands, as it is printed."""
    shown = visible(run.shown(part, hop.path))
    return shown if hop.line is None else f"{shown}:{hop.line}"


def folded(text: str, margin: int, view: View) -> list[str]:
    """`text`, made visible and set in by `margin`; for a terminal on as many lines as it takes."""
    if not view.terminal:
        return [" " * margin + visible(text)]
    room = max(30, min(view.width, _WIDEST) - margin)
    return [" " * margin + line for line in wrap(visible(text), room, break_on_hyphens=False)]


def fitted(text: str, room: int, view: View) -> str:
    """`text`, made visible; for a terminal cut to `room` cells."""
    return clipped(text, room) if view.terminal else visible(text)


def counted(number: int, noun: str) -> str:
    """A number and a noun that goes with it."""
    return f"{number} {noun if number == 1 else noun + 's'}"


def _block(part: Checked, trail: Trail, run: Run, view: View) -> list[str]:
    at = f"{visible(run.shown(part, trail.path))}:{trail.line}:"
    verdict = f"{trail.verdict}{', by the config alone' if trail.declared_only else ''}"
    room = max(30, min(view.width, _WIDEST) - width_of(at) - len(verdict) - 4)
    words = fitted(trail.step.text, room, view)
    head = f"{paint(at, 'bold', view)} {words}  {paint(verdict, COLOURS[trail.verdict], view)}"
    return [head, *hop_lines(trail.hops, part, run, view), *folded(answer(part, trail, run), 2, view)]


def _said_above(part: Checked, key: str) -> str:
    """Whom the steps of a party serve by what stands above them."""
    steps = (part.graph.step(*place) for place in part.graph.parties[key].performs)
    above = (party.name for step in steps for party in step.customers if party.source in _ABOVE)
    return _listed(list(dict.fromkeys(above)))


def _unless(part: Checked, key: str) -> str:
    """What leaves open that the end of a trail is somebody of another name, of whom more is known."""
    names = part.namesakes.of(key)
    if not names:
        return ""
    return f", unless that is {' or '.join([*names[:2], *(['somebody else'] if len(names) > 2 else [])])}"


def _purpose(part: Checked) -> tuple[str, str]:
    """What a step does for the stated purpose ("helps shoppers ..."), and the question that is put to the others."""
    stated = reminder(part.graph.organisation)
    if stated is None:
        return "helps a customer", "whom does it help in the end?"
    aim = stated.removeprefix(_HERE_TO)
    if aim == stated:
        return f"helps with that ({stated})", f"{stated}, and how does it help with that?"
    if aim.startswith("help "):
        return f"helps {aim.removeprefix('help ')}", f"how does it {aim}?"
    return f"helps to {aim}", f"how does it help to {aim}?"


def _around(trail: Trail) -> str:
    """Who serves whom in a circle."""
    last = trail.hops[-1].taker
    start = next(at for at, hop in enumerate(trail.hops) if hop.giver == last)
    names = list(dict.fromkeys(hop.taker_name for hop in trail.hops[start:]))
    return f"{names[0]} serves only itself" if len(names) == 1 else f"{_listed(names)} serve only each other"


def _listed(names: Sequence[str]) -> str:
    """Names as one says them: "a, b and c"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
