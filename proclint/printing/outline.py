"""`steps` for authors: each step as it was read, and where every name in it comes from.

It says nothing of whether that is good.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace

from proclint.model import Document, Party, Process, Source, Step
from proclint.printing.cells import clipped, width_of
from proclint.printing.colour import paint
from proclint.printing.run import Run, View
from proclint.printing.visible import visible

_PLACES = {
    Source.SENTENCE: "sentence", Source.FIELD: "field", Source.SECTION: "section", Source.DOCUMENT: "document",
    Source.MESSAGE: "message", Source.FLOW: "next step", Source.LANE: "lane",
}  # fmt: skip
_GAP = "   "


def render(run: Run, view: View) -> str:
    """An outline of each document, an empty line between them."""
    documents = (_document(run.shown(checked, document.path), document, view) for checked, document in run.documents)
    return "\n".join("".join(line + "\n" for line in lines) for lines in documents)


def _document(path: str, document: Document, view: View) -> list[str]:
    title = paint(visible(path), "bold", view)
    if document.error is not None:
        error = document.error
        return [f"{title}:{error.line}:{error.column}: {visible(error.message)}", f"  help: {visible(error.help)}"]
    if not document.is_process:
        return [f"{title}: no process"]
    out = []
    for process in document.processes:
        steps = [step for step in document.steps if step.process == process.id]
        count = f"{len(steps)} {'step' if len(steps) == 1 else 'steps'}"
        line = document.lines.position(process.span.start).line
        out.append(f"{title}:{line}: {paint(visible(process.title), 'bold', view)}, {count}")
        out += [f"  {piece.drawn(view)}" for piece in _about(process)]
        gutter = max((len(str(document.lines.position(step.span.start).line)) for step in steps), default=1)
        for step in steps:
            out += _step(step, document, gutter, view)
    return out


def _step(step: Step, document: Document, gutter: int, view: View) -> list[str]:
    number = document.lines.position(step.span.start).line
    depth = 2 * max(0, step.id.count(".") - 1)
    label = f"{visible(step.number)}. " if step.number is not None else "- "
    margin = " " * (gutter + 2 + depth)
    room = max(30, view.width - len(margin) - len(label) - 1)
    text = clipped(step.text, room)
    first = f"{paint(f'{number:>{gutter + 2}}', 'blue', view)} {' ' * depth}{label}{text}"
    inner = " " * (len(margin) + 1 + len(label))
    return [first, *(inner + line for line in _flowed(_pieces(step), room, view))]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One thing that was read: what it is and the words for it."""

    label: str
    text: str
    colour: str = "plain"

    @property
    def plain(self) -> str:
        return f"{self.label}: {visible(self.text)}"

    def drawn(self, view: View) -> str:
        return f"{paint(self.label + ':', 'cyan', view)} {paint(visible(self.text), self.colour, view)}"

    def folded(self, room: int, view: View) -> list[str]:
        """The piece on as many lines as it takes in `room` cells."""
        margin = len(self.label) + 2
        lines = textwrap.wrap(visible(self.text), max(20, room - margin), break_on_hyphens=False) or [""]
        first = replace(self, text=lines[0]).drawn(view)
        return [first, *(" " * margin + paint(line, self.colour, view) for line in lines[1:])]


def _about(process: Process) -> list[_Piece]:
    pieces = []
    if process.owner is not None:
        pieces.append(_Piece("owner", process.owner.name))
    if process.trigger is not None:
        pieces.append(_Piece("trigger", process.trigger.text))
    if process.purpose is not None:
        pieces.append(_Piece("purpose", process.purpose.text))
    if process.customers:
        pieces.append(_Piece("for", _names(process.customers)))
    return pieces


def _pieces(step: Step) -> list[_Piece]:
    who = _Piece("who", _names(step.performers)) if step.performers else _Piece("who", "not said", "dim")
    pieces = [who]
    for action in step.actions:
        words = [clause.text for clause in (action.verb, action.object) if clause is not None]
        pieces.append(_Piece("does", " ".join(words)))
        if action.condition is not None:
            pieces.append(_Piece("when", action.condition.text))
    if not step.actions:
        pieces.append(_Piece("does", "no action found", "dim"))
    if step.customers:
        pieces.append(_Piece("for", _names(step.customers)))
    elif not step.is_outside:  # the customer at work serves nobody by nature
        pieces.append(_Piece("for", "nobody", "yellow"))
    if step.purpose is not None:
        pieces.append(_Piece("why", step.purpose.text))
    for name, values in step.fields.items():
        pieces.append(_Piece(visible(name.replace("_", " ")), "; ".join(value.text for value in values)))
    return pieces


def _flowed(pieces: list[_Piece], room: int, view: View) -> list[str]:
    """The pieces side by side as far as they fit in `room` cells, a longer one on lines of its own."""
    lines: list[str] = []
    used = room
    for piece in pieces:
        wide = width_of(piece.plain)
        if used + len(_GAP) + wide <= room:
            lines[-1] += _GAP + piece.drawn(view)
            used += len(_GAP) + wide
        elif wide <= room:
            lines.append(piece.drawn(view))
            used = wide
        else:
            lines += piece.folded(room, view)
            used = room
    return lines


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(f"{party.name} ({_PLACES[party.source]})" for party in parties)
