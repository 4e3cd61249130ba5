"""A hand-off reaches its customer in a form or by a way that the customer does not accept."""

import re

from proclint.rule import (
    Awake,
    Clause,
    Document,
    Finding,
    Iterator,
    Organisation,
    Party,
    Severity,
    Step,
    bases_of,
    key_of,
    quoted,
    takers_of,
    words,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.WITH_EXTERNAL
VERBS = frozenset({"e-mail", "email", "fax", "phone", "telephone", "text"})
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
JOINED = re.compile(r"(?:\s*(?:,|/|,?\s(?:or|and)\b)\s*(?:by|via|in|on)?\s*[\w-]+(?:\s[\w-]+)?)+", re.IGNORECASE)
LEADS = re.compile(r"(?:by|via|through|over|in|as|on|per)\b", re.IGNORECASE)


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a customer, where no way that the step names is accepted, or no form."""
    for taker in () if step.is_outside else takers_of(step):
        declared = organisation.parties.get(taker.key)
        if declared is None:
            continue
        for known, said in (("channels", ways(step, taker)), ("formats", forms(step, taker))):
            accepted = {name for entry in declared.accepts for name in named(entry, known)}
            used = [(name, clause) for clause in said for name in named(with_others(clause, step), known)]
            if accepted and used and accepted.isdisjoint(name for name, _ in used):
                name, clause = used[0]
                yield Finding(
                    message=f"{quoted(taker.name)} accepts {listed(declared.accepts)}, not {quoted(name)}",
                    help=f"which of these can carry it? write that, or add {quoted(name)} to accepts = [...] "
                    f"of [parties.{taker.key}]",
                    span=clause.span,
                )


def ways(step: Step, taker: Party) -> list[Clause]:
    """What a step says of the way to `taker`: its field, the means of what is done for them, a verb that is a way."""
    actions = [action for action in step.actions if any(party.key == taker.key for party in action.customers)]
    means = [action.means for action in actions if action.means is not None and LEADS.match(action.means.text)]
    verbs = [action.verb for action in actions if not VERBS.isdisjoint(bases_of(action.verb.text.casefold()))]
    return [*step.fields.get("via", ()), *means, *verbs]


def forms(step: Step, taker: Party) -> list[Clause]:
    """What a step says of the form in which `taker` gets something."""
    return [*step.fields.get("output", ()), *ways(step, taker)]


def named(text: str, known: str) -> list[str]:
    """The ways or forms of a word list that a text names, each by the first of its names."""
    table = {key_of(name): line.split(", ")[0] for line in words(known) for name in line.split(", ")}
    tokens = WORD.findall(text.casefold())
    found = []
    at = 0
    while at < len(tokens):
        for length in (3, 2, 1):
            stretch = " ".join(tokens[at : at + length])
            names = {key_of(stretch), *(bases_of(stretch) if length == 1 else ())} & table.keys()
            if names:
                found += [table[name] for name in names]
                at += length - 1
                break
        at += 1
    return found


def with_others(clause: Clause, step: Step) -> str:
    """The text of a clause with what is joined to it: "by email" in "by email or phone"."""
    _, found, after = step.text.partition(clause.text)
    joined = JOINED.match(after) if found else None
    return clause.text + (joined.group() if joined else "")


def listed(accepts: tuple[str, ...]) -> str:
    """What somebody accepts, in the words of the config."""
    *first, last = map(quoted, accepts)
    return f"{', '.join(first)} or {last}" if first else last
