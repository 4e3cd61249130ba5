"""The purpose of a step only repeats what the step does."""

from proclint.rule import (
    Awake,
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
    for action in () if step.is_outside else step.actions:
        purpose = action.purpose or (step.purpose if not any(one.purpose for one in step.actions) else None)
        done = " ".join(part.text for part in (action.verb, action.object) if part is not None)
        if purpose is None or purpose.span.start <= action.verb.span.start < purpose.span.end:
            continue  # "This helps us": a sentence of its own
        if not repeats(purpose.text, done):
            continue
        yield Finding(
            message=f"{quoted(purpose.text)} only repeats what the step does",
            help=f"what can somebody do after {quoted(done)} that they could not do before? write that",
            span=purpose.span,
        )
        return


def repeats(purpose: str, done: str) -> bool:
    """Whether a purpose has words that say something, and the step has all of them, or one that means the same."""
    empty = phrases("words_without_aim")
    said = content_words(" ".join(word for word in spoken_words(purpose) if empty.fullmatch(word) is None))
    own = content_words(done)
    return bool(said) and all(word in own or any(word in like and like & own for like in SAME) for word in said)
