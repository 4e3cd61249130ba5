"""The purpose of a step only repeats what the step does."""

from proclint.rule import (
    Awake,
    Clause,
    Document,
    Finding,
    Iterator,
    Organisation,
    Severity,
    Step,
    content_words,
    phrases,
    quoted,
    spoken_words,
)

SEVERITY = Severity.INFO
AWAKE = Awake.WHEN_SELECTED
SAME = (frozenset({"updat", "dat", "current"}), frozenset({"clos", "shut"}), frozenset({"check", "review", "verif"}))


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step."""
    for purpose in purposes_of(step):
        if step.is_outside or not repeats(purpose.text, done_by(step, purpose)):
            continue
        yield Finding(
            message=f"{quoted(purpose.text)} only repeats what the step does",
            help=f"what can somebody do once {quoted(done_by(step, purpose))} is done, that they could not do before? "
            "write that",
            span=purpose.span,
        )
        return


def purposes_of(step: Step) -> list[Clause]:
    """The purposes that a step states, in the order in which they stand."""
    stated = {step.purpose, *(action.purpose for action in step.actions)}
    return sorted((one for one in stated if one is not None), key=lambda one: one.span.start)


def done_by(step: Step, purpose: Clause) -> str:
    """The step's own words without the purpose."""
    return " ".join(step.text.replace(purpose.text, " ").split()).strip(" ,.;:")


def repeats(purpose: str, done: str) -> bool:
    """Whether a purpose has words that say something, and the step has all of them, or one that means the same."""
    empty = phrases("words_without_aim")
    said = content_words(" ".join(word for word in spoken_words(purpose) if empty.fullmatch(word) is None))
    own = content_words(done)
    return bool(said) and all(word in own or any(word in like and like & own for like in SAME) for word in said)
