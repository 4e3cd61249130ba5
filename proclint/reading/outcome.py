"""What a page was read as: its steps with what their sections say, its processes, its ignore comments.

It does not walk over the page; document.py does.
"""

from __future__ import annotations

from dataclasses import replace

from proclint.comment import sorted_out, suppression_of
from proclint.model import Clause, Document, Evidence, Process, Step
from proclint.reading import fields
from proclint.reading.page import Page
from proclint.reading.sections import Found, Frame
from proclint.span import LineIndex


def build(path: str, page: Page, found: list[Found], root: Frame, lines: LineIndex, title: Clause) -> Document:
    """The document at `path`: the steps found on its page, `root` being the frame of the page as a whole."""
    _doubt_title(found)
    processes: dict[int, Process] = {}
    steps: list[Step] = []
    for item in found:
        own = next((frame for frame in reversed(item.frames) if frame.level > 1 and frame.is_process), root)
        process = processes.get(id(own))
        if process is None:
            process = _process(str(len(processes) + 1), own, item.frames, title)
            processes[id(own)] = process
        steps.append(_placed(item.step, process, item.frames))
    return Document(
        path=path,
        is_process=bool(steps),
        processes=tuple(processes.values()),
        steps=tuple(steps),
        lines=lines,
        text=page.text,
    )


def _doubt_title(found: list[Found]) -> None:
    """Take the title of a page that deals with whom it names for no performer: "Volunteer", and a step thanks them."""
    for title in {id(frame): frame for item in found for frame in item.frames if frame.level == 1}.values():
        if not title.heading_performs:
            continue
        named = {party.key for party in title.performers}
        served = {party.key for item in found if title in item.frames for party in item.step.customers}
        if not named.isdisjoint(served):
            title.performers, title.heading_performs = (), False


def with_comments(document: Document, page: Page) -> Document:
    """The document with the ignore comments of its page."""
    if not page.comments:
        return document
    at = document.lines.line
    suppressions, strays = sorted_out(
        suppression_of(comment.text, at(comment.span.start), comment.span) for comment in page.comments
    )
    return replace(document, suppressions=suppressions, strays=strays)


def _process(process_id: str, own: Frame, frames: tuple[Frame, ...], title: Clause) -> Process:
    """A process with what its section says, or (for the page's own) what the page's top says."""
    holders = [own] if own.level > 1 else [frame for frame in frames if frame.level <= 1]
    name = title
    if own.level > 1 and own.title is not None:
        name = fields.clause(own.title) or title
    return Process(
        id=process_id,
        title=name.text,
        span=name.span,
        owner=next((frame.owner for frame in holders if frame.owner), None),
        trigger=next((frame.trigger for frame in holders if frame.trigger), None),
        purpose=next((frame.purpose for frame in holders if frame.purpose), None),
        customers=tuple(party for frame in holders for party in frame.customers),
        measures=_told("measure", own, frames),
        feedback=_told("feedback", own, frames),
    )


def _told(name: str, own: Frame, frames: tuple[Frame, ...]) -> tuple[Clause, ...]:
    """What a process says under `name`: its own section, else the page as a whole."""
    page = [frame for frame in frames if frame.level <= 1]
    return tuple(own.told.get(name, ())) or tuple(clause for frame in page for clause in frame.told.get(name, ()))


def _placed(step: Step, process: Process, frames: tuple[Frame, ...]) -> Step:
    """The step in its process. What it does not say itself it has from the nearest section that does, else from the
    document.
    """
    performers = step.performers or next((frame.performers for frame in reversed(frames) if frame.performers), ())
    customers = step.customers
    if all(party.evidence is Evidence.WEAK for party in customers):  # nobody, as far as the page tells
        customers += next((frame.customers for frame in reversed(frames) if frame.customers), ())
    return replace(step, process=process.id, performers=performers, customers=customers)
