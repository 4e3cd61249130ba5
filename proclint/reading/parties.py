"""Who of the named is a party: the head noun decides, or a capital. What the workspace knows comes later.

It does not decide what part a party plays in an action.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from proclint.model import Evidence, Kind
from proclint.names import singular
from proclint.reading.phrases import Noun
from proclint.reading.sentence import Sentence
from proclint.reading.words import lexicon, word_list

_PERSON_ENDING: Final = re.compile(
    r"...(?:ist|ee|ian|man|woman|person)$|..(?:keeper|worker|goer|grower|fighter|monger|smith|wright|master|folk)$"
    r"|..(?<!place)(?:holder|owner)$"
    r"|(?:class|crew|flat|house|room|school|ship|team|work)mate$"
)
_DOER_ENDING: Final = re.compile(r"(...*)(?:er|or)$")
_PARTITIVE: Final = frozenset(
    {
        "member",
        "head",
        "representative",
        "rep",
        "lead",
        "leader",
        "director",
        "manager",
        "chair",
        "owner",
        "group",
        "team",
        "staff",
        "user",
        "people",
        "person",
        "part",
    }
)
_PARTS_OF: Final = frozenset({"rest", "remainder", "majority", "remaining", "half", "handful", "couple"})
_TWO: Final = 2  # words: "of" and a noun
_EVERYBODY: Final = frozenset({"@all", "@channel", "@everyone", "@here"})  # who happens to be in a channel
_TITLES: Final = frozenset({"dr", "mr", "mrs", "ms", "prof", "st"})
OF_BOARDS: Final = frozenset({
    "advisory", "appeal", "change", "director",
    "editorial", "ethics", "executive", "governance", "governing", "governor", "management", "review", "safety",
    "school", "scientific", "security", "services", "steering", "supervisory", "the", "trustee",
})  # fmt: skip
_NO_PARTY: Final = frozenset(
    {
        "step",
        "section",
        "chapter",
        "appendix",
        "part",
        "phase",
        "form",
        "page",
        "table",
        "figure",
        "policy",
        "guide",
        "code",
        "act",
        "day",
        "week",
        "role",
        "checklist",
        "handbook",
        "playbook",
        "runbook",
        "roadmap",
        "template",
        "worksheet",
    }
)


@lru_cache(maxsize=16384)
def kind_of(noun: str) -> Kind | None:
    """The kind of a party whose head noun is `noun` (lower case, as written); None when it names no party."""
    one = singular(noun)
    for word in (noun, one, one.rsplit("-", 1)[-1]):
        if word in word_list("systems"):
            return Kind.SYSTEM
        if word in word_list("customers"):
            return Kind.EXTERNAL
        if word in word_list("contacts"):
            return Kind.CONTACT
        if word in word_list("roles") or word in word_list("workplaces"):
            return Kind.UNKNOWN
    if " " in noun:
        return None
    tail = one.rsplit("-", 1)[-1]
    if tail in word_list("things") or lexicon().classes.get(tail, "n") not in "nbk":
        return None
    return Kind.UNKNOWN if _PERSON_ENDING.search(tail) or _does(tail) else None


def _does(noun: str) -> bool:
    """Whether a noun names whoever does what a verb says: "reviewer", "planner", "creator"."""
    match = _DOER_ENDING.match(noun)
    if match is None:
        return False
    stem = match.group(1)
    stems = (
        stem,
        stem + "e",
        stem[:-1] if stem[-1] == stem[-2] else stem,
        stem[:-1] + "y" if stem[-1] == "i" else stem,
    )
    return any(lexicon().is_verb(candidate) for candidate in stems)


def head_of(sentence: Sentence, noun: Noun) -> int:
    """The word that heads a noun phrase: the last before "of", after any possessive."""
    first, last = noun.words
    of = sentence.tags.find("O", first, last)
    head = (last if of < 0 else of) - 1
    return head - 1 if head > first and sentence.form(head) == "responsible" else head


def evidence_of(sentence: Sentence, noun: Noun) -> tuple[Evidence, Kind] | None:
    """Why a noun phrase is taken for a party, and of which kind; None when nothing speaks for it."""
    known = noun.evidence
    if known is False:
        known = noun.evidence = _evidence_of(sentence, noun)
    return known


def _evidence_of(sentence: Sentence, noun: Noun) -> tuple[Evidence, Kind] | None:
    if noun.is_pronoun:
        return (Evidence.PRONOUN, Kind.UNKNOWN)
    head = head_of(sentence, noun)
    form = sentence.words.forms[head]
    lower = form.lower()
    if form[0] == "@":
        if lower in _EVERYBODY:
            return None
        return (Evidence.NAME, Kind.UNKNOWN)
    if "_" in form or "." in form.strip("."):
        return None
    if sentence.form(head + 1) == "@" or form[0] == "#" or "@" in form or "://" in form or form.startswith("/"):
        return None
    kind = kind_of(lower)
    if lower == "board" and head > noun.words[0] and sentence.tags[head - 1] in "NP":
        of = sentence.form(head - 1)
        kind = kind if of in OF_BOARDS or singular(of) in OF_BOARDS else None  # "the notice board"
    if kind is None and noun.words[1] > head + 1:
        kind = kind_of(" ".join(sentence.form(at) for at in range(head, noun.words[1])))  # "front of house"
    if kind is None and head > noun.words[0]:
        kind = kind_of(f"{sentence.form(head - 1)} {singular(lower)}")
    if kind is None and lower in _PARTS_OF and noun.words[1] > head + _TWO:
        kind = kind_of(sentence.form(noun.words[1] - 1))  # "the rest of the crew"
    if kind is not None:
        return (Evidence.LISTED, kind)
    title = sentence.form(head - 1).removesuffix(" .") if head > noun.words[0] else ""
    if title in _TITLES or _is_name(sentence, noun, head):
        return (Evidence.NAME, Kind.UNKNOWN)
    if lower in word_list("tools"):
        return (Evidence.WEAK, Kind.SYSTEM)
    if form[0].isupper() and head > noun.words[0] and lower not in _NO_PARTY:
        return (Evidence.WEAK, Kind.UNKNOWN)
    return (Evidence.WEAK, Kind.UNKNOWN) if head > noun.words[0] or sentence.tags[head] in "NSP" else None


def _is_name(sentence: Sentence, noun: Noun, head: int) -> bool:
    """Whether the head is an acronym or a capitalised word that is no common noun, tool, month or kind of document."""
    form = sentence.words.forms[head]
    lower = form.lower()
    if (
        not form[0].isupper()
        or lower in word_list("tools")
        or singular(lower) in word_list("tools")
        or lower in _NO_PARTY
    ):
        return False
    if len(form) == 1 or any(map(str.isdigit, form)):
        return False
    if "-" in form and any(part.islower() for part in form.split("-")):
        return False
    if lower.removesuffix("s") in word_list("tools"):
        return False
    if sentence.tags[head] == "P":
        known = lexicon().classes.get(lower)
        return (form.isupper() and len(form) > 1) or known is None or known == "j"
    return form.isupper() and len(form) > 1


SURE: Final = (Evidence.LISTED, Evidence.NAME, Evidence.DEFINED, Evidence.PLACE)  # no set: few are found sooner in turn


@dataclass(slots=True)
class Mention:
    """A noun phrase that may be a party, with why."""

    noun: Noun
    evidence: Evidence
    kind: Kind


def mention_of(sentence: Sentence, noun: Noun) -> Mention | None:
    """A noun phrase as a mention; None when nothing speaks for a party."""
    found = evidence_of(sentence, noun)
    return None if found is None else Mention(noun, *found)


def sure(sentence: Sentence, noun: Noun) -> Mention | None:
    """A noun phrase as a mention that needs nothing from the workspace, and is no tool."""
    mention = mention_of(sentence, noun)
    return mention if mention is not None and mention.evidence in SURE and mention.kind is not Kind.SYSTEM else None


def likely(sentence: Sentence, noun: Noun) -> Mention | None:
    """A noun phrase as a mention that is a party, or may be one if the workspace says so; no tool, no pronoun."""
    mention = None if noun.is_pronoun else mention_of(sentence, noun)
    return mention if mention is not None and mention.kind is not Kind.SYSTEM else None


def all_mentions(sentence: Sentence) -> list[Mention]:
    """All that a sentence names of people, whatever part they play: also whose something is ("the employee's plan")."""
    lists = [word_list(name) for name in ("roles", "customers", "contacts")]
    found: list[Mention] = []
    for at, tag in enumerate(sentence.tags):
        # "Bank statements" name no bank, "the Lead permission" names the Lead.
        heads = tag in "PS" or sentence.tags[at + 1 : at + 2] not in ("N", "S", "P")
        if tag in "NSP" and heads and any(singular(sentence.form(at)) in words for words in lists):
            found.append(Mention(Noun((at, at + 1)), Evidence.LISTED, Kind.UNKNOWN))
    return found


def is_acronym(sentence: Sentence, noun: Noun) -> bool:
    """Whether the head of a noun phrase is all capitals."""
    form = sentence.words.forms[head_of(sentence, noun)]
    return form[0] != "@" and form.rstrip("s").isupper()


def is_capital(sentence: Sentence, noun: Noun) -> bool:
    """Whether the head of a noun phrase begins with a capital and is no well-known tool."""
    form = sentence.words.forms[head_of(sentence, noun)]
    return form[0].isupper() and form.lower() not in word_list("tools")
