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
    Source,
    Span,
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
LED = re.compile(r"\b(?:by|via|through|over|in|as|on)\s+(?:an?\s+|the\s+)?[\w-]+(?:\s[\w-]+){0,2}", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.;?!]\s")
JOINED = re.compile(r"(?:\s*(?:,|/|,?\s(?:or|and)\b)\s*(?:by|via|in|on)?\s*[\w-]+(?:\s[\w-]+)?)+", re.IGNORECASE)
LEADS = re.compile(r"(?:by|via|through|over|in|as|on|per)\b", re.IGNORECASE)


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a customer, where no way that the step names is accepted, or no form."""
    takers = () if step.is_outside else takers_of(step)
    for taker in takers:
        declared = organisation.parties.get(taker.key)
        if declared is None:
            continue
        told = [*step.fields.get("via", ()), *said_of(taker, step, document, alone=len(takers) == 1)]
        for lines, clauses in ((words("channels"), told), (words("formats"), [*step.fields.get("output", ()), *told])):
            table = {key_of(name): line.split(", ")[0] for line in lines for name in line.split(", ")}
            accepted = {name for entry in declared.accepts for name in named(entry, table)}
            used = [(name, clause) for clause in clauses for name in named(with_others(clause, step), table)]
            if accepted and used and accepted.isdisjoint(name for name, _ in used):
                name, clause = used[0]
                yield Finding(
                    message=f"{quoted(taker.name)} accepts {listed(declared.accepts)}, not {quoted(name)}",
                    help=f"which of these can carry it? write that, or add {quoted(name)} to accepts = [...] "
                    f"of [parties.{taker.key}]",
                    span=clause.span,
                )


def said_of(taker: Party, step: Step, document: Document, *, alone: bool) -> Iterator[Clause]:
    """What the sentence says of the way and the form: the means of what is done for `taker`, a verb that is a way.

    `alone`: nobody else gets anything, so that what stands behind the verb is said of them.
    """
    stated = taker.source is not Source.SENTENCE
    for number, action in enumerate(step.actions):
        if not (any(party.key == taker.key for party in action.customers) or (stated and not number)):
            continue
        if not VERBS.isdisjoint(bases_of(action.verb.text.casefold())):
            yield action.verb
        if action.means is not None and LEADS.match(action.means.text):
            yield action.means
        if alone:
            start = action.verb.span.end
            later = [one.verb.span.start for one in step.actions if one.verb.span.start > start]
            sentence = SENTENCE_END.search(document.text, start, step.text_span.end)
            end = min([*later, sentence.start() if sentence else step.text_span.end])
            for match in LED.finditer(document.text, start, end):
                yield Clause(match[0], Span(match.start(), match.end()))


def named(text: str, table: dict[str, str]) -> list[str]:
    """The ways or forms that a text names; `table` has the first name of each by the key of every name."""
    tokens = WORD.findall(text.casefold())
    found = []
    at = 0
    while at < len(tokens):
        for length in (3, 2, 1):
            stretch = " ".join(tokens[at : at + length])
            names = {key_of(stretch), *(bases_of(stretch) if length == 1 else ())} & table.keys()
            if names:
                found += [table[name] for name in sorted(names)]
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
