"""Nobody is named who does the steps of a process."""

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


def check_document(document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a process, at its title, with its steps that name nobody."""
    for process in document.processes:
        steps = [step for step in document.steps if step.process == process.id]
        silent = [step for step in steps if not step.performers and not is_passive(step)]
        if not silent:
            continue
        yield Finding(
            message=f"nobody is named who does {counted(len(silent), len(steps))} of {quoted(process.title)}",
            help=advice(process),
            span=process.span,
            related=tuple(place(document, step.text_span, "nobody is named here") for step in silent[:SHOWN]),
            subject=process.title,
        )


def is_passive(step: Step) -> bool:
    """Whether a step only says what is done: another rule asks about that."""
    action = main_action(step)
    return action is not None and action.is_passive


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
