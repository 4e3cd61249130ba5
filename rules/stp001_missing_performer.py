"""Nobody is named who does the steps of a process."""

import re

from proclint.rule import (
    Awake,
    Document,
    Finding,
    Iterator,
    Organisation,
    Process,
    Severity,
    Step,
    main_action,
    place,
    quoted,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
SHOWN = 10  # steps that are pointed at
READER = re.compile(r"\byou(?:r|rs|rself|rselves|['’](?:re|ll|ve))?\b", re.IGNORECASE)
DUTIES = re.compile(r"\b(?:responsibilit(?:y|ies)|duties|role|tasks of|job of)\b", re.IGNORECASE)
LABEL = re.compile(r"(?!steps?\b)[^\W\d][\w/& -]{1,38}:\s", re.IGNORECASE)  # may be whoever does it
# A sentence that the list goes on with says who does it: "the host will:", "she is helped by the clerk with:".
GOES_ON = re.compile(r"\b(?:(?:will|shall|should|can|may|must)\b[^.:]{0,40}|and|to|by|with)\s*:\s*$")
BEFORE = 200  # characters before a list


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a process, at its title, with its steps that name nobody."""
    for process in document.processes:
        steps = [step for step in document.steps if step.process == process.id]
        told = {step.list for step in steps if GOES_ON.search(before(step, document))}
        silent = [step for step in steps if is_silent(step) and step.list not in told]
        to_reader = any(READER.search(step.text) for step in silent)
        if not silent or to_reader or DUTIES.search(process.title):
            continue
        yield Finding(
            message=f"nobody is named who does {counted(len(silent), len(steps))} of {quoted(process.title)}",
            help=advice(process),
            span=process.span,
            related=tuple(place(document, step.text_span, "nobody is named here") for step in silent[:SHOWN]),
            subject=process.title,
        )


def is_silent(step: Step) -> bool:
    """Whether nothing tells who does a step. One that only says what is done, in the passive, is for another rule."""
    action = main_action(step)
    passive = action is not None and action.is_passive
    return not step.performers and not passive and LABEL.match(step.text) is None


def before(step: Step, document: Document) -> str:
    """What stands before a step."""
    return document.text[max(0, step.span.start - BEFORE) : step.span.start]


def counted(silent: int, steps: int) -> str:
    """How many of the steps are meant."""
    if silent < steps:
        return f"{silent} of the {steps} steps"
    return "the one step" if steps == 1 else f"the {steps} steps"


def advice(process: Process) -> str:
    """What to write, and that an owner is not yet a performer."""
    owner = f"{quoted(process.owner.name)} answers for it, but " if process.owner else ""
    return (
        f'{owner}who does it? write "Performer: ..." above the list where one does all, '
        'else begin the step with them ("The clerk ...")'
    )
