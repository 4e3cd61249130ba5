"""`steps` for authors: each step as it was read, and where every name in it comes from; what was passed over, and why.

It says nothing of whether that is good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from proclint.model import Action, Document, Party, Passed, Process, Source, Step
from proclint.printing.cells import ELLIPSIS, clipped, width_of
from proclint.printing.colour import paint
from proclint.printing.run import Run, View
from proclint.printing.visible import visible

_PLACES = {
    Source.SENTENCE: "sentence", Source.FIELD: "field", Source.SECTION: "section", Source.DOCUMENT: "page",
    Source.MESSAGE: "message", Source.FLOW: "next step", Source.LANE: "lane",
}  # fmt: skip
_GAP = 2
_SIDE_BY_SIDE = 120  # cells: from here on what was read stands beside the step's text, not below it
_WIDEST = 160  # beyond, a line is harder to read, however wide the terminal is
_NARROWEST = 24  # cells that a text gets in any case
_BESIDE = 40  # cells that a reason needs to stand beside what it is the reason of
_QUOTE = 44
_LONGEST = 1000  # characters of one text

_Words = list[tuple[str, str]]  # each with its colour


@dataclass(frozen=True, slots=True)
class _Fact:
    """One thing that was read: what it is and the words for it."""

    label: str
    words: _Words


def render(run: Run, view: View) -> str:
    """An outline of each document, an empty line between them."""
    documents = (_document(run.shown(checked, document.path), document, view) for checked, document in run.documents)
    return "\n".join("".join(line.rstrip() + "\n" for line in lines) for lines in documents)


def _document(path: str, document: Document, view: View) -> list[str]:
    title = paint(visible(path), "bold", view)
    if document.error is not None:
        error = document.error
        return [f"{title}:{error.line}:{error.column}: {visible(error.message)}", f"  help: {visible(error.help)}"]
    whole = next((one for one in document.passed if one.what == "page"), None)
    passed = tuple(one for one in document.passed if one is not whole)
    if not document.is_process:
        hint = paint(f" ({_counted(passed)} passed over; -v says why)", "dim", view) if passed else ""
        out = [f"{title}: no process" + (f": {whole.reason}" if whole else "" if view.verbose else hint)]
    else:
        out = []
    spans = [step.span for step in document.steps] + [one.span for one in passed if view.verbose]
    gutter = len(str(max((document.lines.line(span.start) for span in spans), default=1)))
    for process in document.processes:
        steps = [step for step in document.steps if step.process == process.id]
        count = f"{len(steps)} {'step' if len(steps) == 1 else 'steps'}"
        line = document.lines.line(process.span.start)
        out += [""] if out else []
        out.append(f"{title}:{line}: {paint(visible(process.title), 'bold', view)}, {count}")
        out += _laid_out(_about(process), 2, min(view.width, _WIDEST) - 2, view)
        facts = {step.id: _facts(step) for step in steps}
        labels = max((len(fact.label) for few in facts.values() for fact in few), default=0)
        for step in steps:
            out += _step(step, facts[step.id], document, gutter, labels, view)
    if view.verbose and passed:
        out += ["", paint("  passed over", "bold", view)]
        for one in sorted(passed, key=lambda one: one.span.start):
            out += _passed(one, document.lines.line(one.span.start), gutter, view)
    return out


def _step(step: Step, facts: list[_Fact], document: Document, gutter: int, labels: int, view: View) -> list[str]:
    """A step's text, and below or beside it what was read in it."""
    number = paint(f"{document.lines.line(step.span.start):>{gutter + 2}}", "blue", view)
    depth = 2 * max(0, step.id.count(".") - 1)
    label = "- " if step.number is None else f"{visible(step.number)}. "
    if step.list.startswith("h"):  # a heading says its number itself
        label = ""
    margin = gutter + 2 + _GAP + depth + len(label)
    width = min(view.width, _WIDEST)
    first = f"{number}{' ' * (_GAP + depth)}{label}"
    if not view.terminal or view.width < _SIDE_BY_SIDE:
        text = clipped(step.text, max(_NARROWEST, width - margin))
        return [first + paint(text, "bold", view), *_laid_out(facts, margin, width - margin, view, labels)]
    left = width * 9 // 20
    texts = _lines(_plain(visible(step.text), "bold"), max(_NARROWEST, left - margin - 2 * _GAP))
    rights = _laid_out(facts, 0, width - left, view, labels)
    out = []
    for at, (words, right) in enumerate(zip_longest(texts, rights, fillvalue=None)):
        shown = " ".join(word for word, _ in words or [])
        pad = " " * (left - margin - width_of(shown))
        out.append((" " * margin if at else first) + paint(shown, "bold", view) + pad + (right or ""))
    return out


def _laid_out(facts: list[_Fact], margin: int, room: int, view: View, labels: int = 0) -> list[str]:
    """A fact a line, or on as many as it takes, the words of all below each other."""
    labels = max([labels, *(len(fact.label) for fact in facts)])
    out = []
    for fact in facts:
        lines = _lines(fact.words, max(_NARROWEST, room - labels - _GAP)) or [[]]
        for at, words in enumerate(lines):
            label = "" if at else fact.label
            pad = " " * (labels - len(label) + _GAP)
            out.append(" " * margin + paint(label, "cyan", view) + pad + _painted(words, view))
    return out


def _about(process: Process) -> list[_Fact]:
    facts = []
    if process.owner is not None:
        facts.append(_Fact("owner", _plain(process.owner.name)))
    if process.trigger is not None:
        facts.append(_Fact("trigger", _plain(process.trigger.text)))
    if process.purpose is not None:
        facts.append(_Fact("purpose", _plain(process.purpose.text)))
    if process.customers:
        facts.append(_Fact("for", _names(process.customers)))
    return facts


def _facts(step: Step) -> list[_Fact]:
    facts = [_Fact("who", _names(step.performers) or _plain("not said", "dim"))]
    condition = None
    for action in step.actions:
        if action.condition is not None and action.condition != condition:  # one of several actions is said once
            facts.append(_Fact("when", _plain(action.condition.text)))
        condition = action.condition
        facts.append(_Fact("does", _action(action, step)))
        if action.means is not None:
            facts.append(_Fact("how", _plain(action.means.text)))
    if not step.actions:
        facts.append(_Fact("does", _plain("no action found", "dim")))
    if step.customers:
        facts.append(_Fact("for", _names(step.customers)))
    elif step.addressed:
        pronouns = dict.fromkeys(party.name for party in step.addressed)
        facts.append(_Fact("for", [*_plain(", ".join(pronouns)), *_plain("(not named)", "dim")]))
    elif not step.is_outside:  # the customer at work serves nobody by nature
        facts.append(_Fact("for", _plain("nobody", "yellow")))
    if step.purpose is not None:
        facts.append(_Fact("why", _plain(step.purpose.text)))
    for name, values in step.fields.items():
        facts.append(_Fact(visible(name.replace("_", " ")), _plain("; ".join(value.text for value in values))))
    return facts


def _action(action: Action, step: Step) -> _Words:
    """Verb and object; before them who does this, where it is somebody else than the step's performers."""
    keys = {party.key for party in step.performers}
    others = [party.name for party in action.performers if party.key not in keys] if keys else []
    words = _plain(", ".join(others) + ":") if others else []
    words += _plain(action.verb.text, "green")
    return words + (_plain(action.object.text) if action.object is not None else [])


def _names(parties: tuple[Party, ...]) -> _Words:
    """Names, those of one source together, and where they stand."""
    words: _Words = []
    for source, group in groupby(parties, key=lambda party: party.source):
        words += [("and", "plain")] if words else []
        words += _plain(", ".join(party.name for party in group)) + _plain(f"({_PLACES[source]})", "dim")
    return words


def _passed(one: Passed, line: int, gutter: int, view: View) -> list[str]:
    """What was passed over, quoted, and the reason beside it or, where it is narrow, below."""
    width = min(view.width, _WIDEST)
    head = f"{paint(f'{line:>{gutter + 2}}', 'blue', view)}{' ' * _GAP}{paint(f'{one.what:<7}', 'cyan', view)}  "
    margin = gutter + 2 + _GAP + 9
    room = max(_NARROWEST, width - margin)
    left = min(_QUOTE, room * 2 // 5)
    if room - left - _GAP < _BESIDE:
        quote = '"' + clipped(one.text, room - 2) + '"'
        return [head + quote, *(" " * margin + _painted(words, view) for words in _lines(_plain(one.reason), room))]
    quote = '"' + clipped(one.text, left - 2) + '"'
    lines = _lines(_plain(one.reason), room - left - _GAP) or [[]]
    indent = " " * (margin + left + _GAP)
    first = head + quote + " " * (left + _GAP - width_of(quote)) + _painted(lines[0], view)
    return [first, *(indent + _painted(words, view) for words in lines[1:])]


def _counted(passed: Sequence[Passed]) -> str:
    """How many of what was passed over: "2 lists, 1 table"."""
    counts = Counter(one.what for one in passed)
    return ", ".join(f"{count} {what if count == 1 else what + 's'}" for what, count in counts.items())


def _plain(text: str, colour: str = "plain") -> _Words:
    text = text if len(text) <= _LONGEST else text[:_LONGEST] + ELLIPSIS
    return [(word, colour) for word in visible(text).split(" ") if word]


def _lines(words: _Words, room: int) -> list[_Words]:
    """The words on lines of `room` cells; one that is longer is cut in pieces."""
    lines: list[_Words] = []
    used = room + 1
    for whole, colour in words:
        word = whole
        while width_of(word) > room:  # a web address
            cut = next((at for at in range(min(len(word), room), 0, -1) if width_of(word[:at]) <= room), 1)
            lines.append([(word[:cut], colour)])
            used, word = room, word[cut:]
        if used + 1 + width_of(word) > room:
            lines.append([])
            used = -1
        lines[-1].append((word, colour))
        used += 1 + width_of(word)
    return lines


def _painted(words: Iterable[tuple[str, str]], view: View) -> str:
    groups = groupby(words, key=lambda pair: pair[1])
    return " ".join(paint(" ".join(word for word, _ in group), colour, view) for colour, group in groups)
