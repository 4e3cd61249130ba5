"""A step is done for somebody whom its own customer field leaves out."""

from proclint.rule import (
    Action,
    Awake,
    Document,
    Evidence,
    Finding,
    Iterator,
    Kind,
    Organisation,
    Party,
    Severity,
    Step,
    bare_key,
    key_of,
    phrases,
    quoted,
    words,
)

SEVERITY = Severity.WARNING
AWAKE = Awake.ALWAYS
# In a field these take in whoever the sentence may name.
WHOEVER = frozenset(
    {"staff", "employee", "all staff", "everyone", "everybody", "colleague", "team", "people", "public"}
)


def check_step(step: Step, document: Document, organisation: Organisation) -> Iterator[Finding]:
    """One finding a step, at the first whom the field leaves out."""
    listed = step.listed
    if step.is_outside or not listed or any(is_anybody(party) for party in listed):
        return
    taken = {*(party.key for party in listed), *(party.key for party in step.performers)}
    for action in step.actions:
        for party in action.customers:
            if not is_contact(party, action) or any(is_part(party, other, organisation) for other in listed):
                continue
            if party.key not in taken and party.span is not None:
                yield Finding(
                    message=f"{quoted(step.text)} is done for {quoted(party.name)} as well, and its customer field "
                    "leaves them out",
                    help=f"what does {quoted(party.name)} need from this step? whoever you do something for is a "
                    f'customer: add them to "{", ".join(one.name for one in listed)}"',
                    span=party.span,
                )
                return


def is_contact(party: Party, action: Action) -> bool:
    """Whether somebody in particular gets something: a name other than "the group", and no mere request for theirs."""
    asked = phrases("verbs_of_wanting").fullmatch(action.verb.text) is not None
    named = party.evidence is not Evidence.PRONOUN and party.kind is not Kind.SYSTEM
    return named and not asked and party.key == bare_key(party.key) and key_of(party.name) not in words("vague")


def is_anybody(party: Party) -> bool:
    """Whether a field says so little, or takes in so many, that it leaves nobody out."""
    name = party.name.casefold()
    return bool({name, key_of(name)} & (words("vague") | WHOEVER)) and party.party is None


def is_part(party: Party, other: Party, organisation: Organisation) -> bool:
    """Whether one of two names says more of the other ("finance team", "finance"), or is of its department."""
    mine, theirs = (set(key_of(one.name).split()) for one in (party, other))
    declared = organisation.parties.get(party.party or "")
    department = key_of(declared.department) if declared is not None and declared.department else None
    return bool(mine & theirs) or department == other.key
