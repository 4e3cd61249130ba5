"""Fields: what an author states with a label ("Customer: ...") in a step, a column, a section or the front matter.

It does not decide which field holds for which step.
"""

from __future__ import annotations

import re
from functools import lru_cache

from proclint.model import Clause, Evidence, Kind, Party, Source
from proclint.names import key_of
from proclint.reading.parties import OF_BOARDS, kind_of
from proclint.reading.visible import Text
from proclint.reading.words import lexicon, word_list

# Field -> the labels it has (language.md calls the first its name). All hold in a step or a column.
LABELS: dict[str, tuple[str, ...]] = {
    "customer": (
        "customer",
        "customers",
        "for",
        "for whom",
        "recipient",
        "recipients",
        "receiver",
        "serves",
        "beneficiary",
        "informed",
        "gets it",
        "who gets it",
        "receives it",
        "who receives it",
        "received by",
        "given to",
        "handed to",
        "goes to",
        "to whom",
    ),
    "performer": (
        "performer",
        "performers",
        "who",
        "responsible",
        "role",
        "actor",
        "by",
        "by whom",
        "done by",
        "performed by",
        "does it",
        "who does it",
        "who does this",
    ),
    "owner": ("owner", "process owner", "maintained by"),
    "purpose": ("purpose", "why", "so that", "objective", "aim"),
    "trigger": ("trigger", "when", "starts when", "event"),
    "input": ("input", "inputs"),
    "supplier": ("supplier", "suppliers", "from"),
    "output": ("output", "outputs", "deliverable", "deliverables", "result"),
    "good_when": ("good when", "criterion", "criteria", "acceptance criteria", "done when", "definition of done"),
    "via": ("via", "means", "channel", "how", "format"),
    "by_when": ("by when", "deadline", "due", "within", "sla"),
    "customer_impact": ("customer impact", "impact"),
    "need": ("need", "needs"),
    "measure": ("measure", "measures", "metric", "metrics", "kpi", "kpis"),
    "feedback": ("feedback",),
    "priorities": ("priorities",),
}
IN_STEP = frozenset(LABELS) - {"owner", "measure", "feedback", "priorities"}
IN_SECTION = frozenset({"customer", "performer", "purpose"})
IN_DOCUMENT = frozenset({"customer", "performer", "owner", "purpose", "trigger", "measure", "feedback", "priorities"})
_EVERYWHERE = frozenset(
    {"recipient", "recipients", "beneficiary", "responsible", "done by", "performed by", "process owner"}
)
PARTY_FIELDS = frozenset({"customer", "performer", "owner"})
NAMES = {name.replace("_", " "): name for name in LABELS}

_LABEL = re.compile(r"([^:.!?]{1,60}?)\s*:(?:\s+|$)")
_PARTS = re.compile(r"\s*(?:[,;/]|\s(?:and|&|or)\s)\s*(?:and\s+|or\s+)?")
_ARTICLE = re.compile(r"\b(?:(?:the|a|an|your|our|their|his|her|its|all|each|every|any)\s+)+", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_NOTHING = re.compile(r"[-–—?\s.]*$")
_NOT_APPLICABLE = re.compile(r"n\.?/?a\.?$", re.IGNORECASE)
_LEADS = frozenset({
    "in", "on", "at", "with", "from", "for", "to", "by", "how", "what", "when", "where", "why", "who", "we",
    "before", "after", "during", "while",
})  # fmt: skip
_OPENINGS = _LEADS | {
    "inc",
    "inc.",
    "incl",
    "incl.",
    "including",
    "e.g.",
    "eg",
    "i.e.",
    "ie",
    "and",
    "or",
    "not",
    "non",
    "if",
    "unless",
    "as",
    "once",
}
# "(supervisors only)", "Steward who opened the gate:"
_ONLY = re.compile(r"\s+(?:only|(?:who|that) (?!can\b|may\b)[\w'’-]+(?: [\w'’-]+){1,5})$", re.IGNORECASE)
_PEOPLE = frozenset({"staff", "people", "personnel"})
_PARTS_OF_A_STATE = 4  # "waiting-for-the-author" is no author
_PERIOD = re.compile(r"[A-Z]\d+$")  # Q3, H1, P0: no party
_MOST_WORDS = 8


@lru_cache(maxsize=8)
def labels(synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> dict[str, str]:
    """Label in lower case -> field, with the config's `synonyms`."""
    table = {label: name for name, all_labels in LABELS.items() for label in all_labels}
    table.update({label.casefold(): name for name, more in synonyms for label in more})
    return table


def split_label(text: Text) -> tuple[str, int] | None:
    """The label that a text begins with and where what it labels begins: "Customer: the client" -> ("Customer", 10)."""
    match = _LABEL.match(text.visible)
    if match is None or match.group(1).count("(") != match.group(1).count(")"):
        return None
    return match.group(1), match.end()


def field_of(label: str, table: dict[str, str], allowed: frozenset[str], *, by_name: bool = False) -> str | None:
    """The field that a label opens, None when it opens none.

    `by_name`: only the name of a field, its plural or a label that means nothing else does.
    """
    key = " ".join(label.casefold().replace("_", " ").replace("-", " ").split())
    name = table.get(key)
    if name not in allowed:
        return None
    if by_name and key not in _EVERYWHERE and NAMES.get(key.removesuffix("s"), NAMES.get(key)) != name:
        return None
    return name


def clause(text: Text, start: int = 0, end: int | None = None) -> Clause | None:
    """text.visible[start:end] as a clause; None when nothing stands there."""
    end = len(text.visible) if end is None else end
    while start < end and text.visible[start] == " ":
        start += 1
    while end > start and text.visible[end - 1] == " ":
        end -= 1
    return Clause(text.visible[start:end], text.span(start, end)) if end > start else None


def parties(text: Text, start: int, end: int, source: Source) -> tuple[Party, ...]:
    """The parties that a field's value names: split at commas and "and" when each part is a party, else one."""
    value = text.visible[start:end]
    if _NOTHING.match(value):
        return ()
    stop = end - len(value) + len(_ONLY.sub("", _BRACKET.sub("", value).rstrip(" .;,")))
    pieces: list[tuple[int, int]] = []
    at = start
    for match in () if _NOT_APPLICABLE.match(value.strip()) else _PARTS.finditer(text.visible, start, stop):
        pieces.append((at, match.start()))
        at = match.end()
    pieces.append((at, stop))
    pieces = [piece for piece in pieces if piece[1] > piece[0]]
    found = [party(text, first, last, source) for first, last in pieces]
    if len(found) > 1 and not all(
        item is not None and (item.kind is not Kind.UNKNOWN or _looks_like_party(item.name)) for item in found
    ):
        found = [party(text, start, stop, source)]
    return tuple(item for item in found if item is not None)


def party(text: Text, start: int, end: int, source: Source) -> Party | None:
    """One party of a field, its article left out; None when nothing is left or it is a sentence."""
    match = _ARTICLE.match(text.visible, start, end)
    if match and match.end() < end:
        start = match.end()
    name = text.visible[start:end].strip(" .,;:*_\"'")
    if not name or len(name.split()) > _MOST_WORDS:
        return None
    start = text.visible.index(name, start)
    return Party(
        name, key_of(name), source, Evidence.PLACE, text.span(start, start + len(name)), name_kind(name) or Kind.UNKNOWN
    )


def name_kind(name: str) -> Kind | None:
    """The kind that the head noun of a name speaks for; None when it is no party by its head noun."""
    words = re.split(r" (?:of|in|at|from|for|on) ", name.casefold())[0].split(" ")
    head = words[-1].strip(".,;:()'\"")
    if not head or (head == "records" and len(words) > 1):
        return None  # "Patient records"
    return kind_of(head) or kind_of(" ".join(words[-2:]))  # "accounts payable"


def _looks_like_party(name: str) -> bool:
    if name_kind(name) is not None:
        return True
    last = name.rsplit(" ", maxsplit=1)[-1]
    return last[0].isupper() and last.casefold() not in word_list("tools")


def is_party_label(label: str, *, acronyms: bool = True) -> bool:
    """Whether a label is a party: its head noun is a role or a group, or it is an acronym, where `acronyms` may be."""
    bare = _ONLY.sub("", _BRACKET.sub("", label).strip())
    if not bare or len(bare.split()) > 5 or bare.casefold().split()[0] in _OPENINGS:
        return False
    if _commands(bare):
        return False
    parts = _PARTS.split(_ARTICLE.sub("", bare, count=1))
    return all(part and (_is_party_name(part) or (acronyms and _is_acronym(part))) for part in parts)


def _commands(label: str) -> bool:
    """Whether a label tells what to do to somebody: "Notify the client", "Call customer"."""
    first, *rest = label.casefold().split()
    kind = lexicon().class_of(first)
    if not rest or kind not in "vkbux":
        return False
    article = lexicon().class_of(rest[0]) == "D"
    served = first in word_list("verbs_to_people") and name_kind(label) in (Kind.EXTERNAL, Kind.CONTACT)
    return article or served or (kind == "v" and name_kind(first) is None)


def is_party_heading(heading: str) -> bool:
    """Whether a heading is a party and nothing else: "Incident Commander", but not "Enabling Business Support"."""
    words = heading.casefold().split()
    opening = lexicon().class_of(words[0])
    one = len(words) == 2 and not words[1].endswith("s") and words[1] not in _PEOPLE
    if opening == "v" or (opening == "g" and not one) or any(word in _LEADS for word in words):
        return False  # a gerund begins the name of one: "Purchasing team", but "Welcoming guests"
    return is_party_label(heading, acronyms=False)  # "VAT", "DSAR"


def is_place(name: str) -> bool:
    """Whether a name is that of a place where people work: "Theatre", "The kitchen"."""
    return name.casefold().split()[-1] in word_list("workplaces")


def _is_party_name(part: str) -> bool:
    words = part.casefold().split()
    if any(word.count("-") >= _PARTS_OF_A_STATE - 1 for word in words):
        return False
    if words[-1:] == ["board"] and len(words) > 1 and words[-2] not in OF_BOARDS:
        return False  # "Triage board": something to look at
    return name_kind(part) not in (None, Kind.SYSTEM)


def _is_acronym(part: str) -> bool:
    return (
        len(part) > 1
        and part.casefold() not in lexicon().classes
        and part.isupper()
        and part.isalnum()
        and not _PERIOD.match(part)
        and part.casefold() not in word_list("tools")
    )
