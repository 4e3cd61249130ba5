"""The sentence before a list: whose doings it announces.

It does not judge the list; lists.py does.
"""

from __future__ import annotations

import re

from proclint.model import Evidence, Kind
from proclint.names import key_of
from proclint.reading.duties import bearer
from proclint.reading.fields import is_party_label
from proclint.reading.grammar import grammar
from proclint.reading.parties import evidence_of, sure
from proclint.reading.phrases import Noun, Verb
from proclint.reading.sentence import Sentence, sentence_of
from proclint.reading.splitting import split
from proclint.reading.visible import Text
from proclint.reading.words import lexicon

_BARE_WORD = re.compile(r"\w[\w-]*")
_FEW_WORDS = 2
_STEPS_TO_TAKE = re.compile(
    r"\b(?:actions|steps|tasks|things) (?:that |which )?(\w[\w\s'’-]{2,60}?) "
    r"(?:can|has to|have to|may|must|needs? to|shall|should|will) (?:complete|do|follow|perform|take)\b"
)
_LONGEST_START = 80  # characters
_MOSTLY = 0.6  # share of the items


def subject_of_intro(intro: Text | None) -> tuple[int, int, bool] | None:
    """Where the subject stands that a sentence before a list leaves for its items, and whether they go on in the third
    person: "In this role, the chair:" and, the items having base forms, "The manager will:".
    """
    if intro is None or not intro.visible.rstrip().endswith(":"):
        return None
    start, end = split(intro.visible)[-1]
    taking = _STEPS_TO_TAKE.search(intro.visible, start)
    if taking is not None and is_party_label(key_of(taking[1])):
        return (*taking.span(1), False)  # "These are the steps that the clerk has to take:"
    sentence = sentence_of(intro.visible, start, len(intro.visible.rstrip(" :")), imperative=False)
    first = sentence.first
    if sentence.tags.endswith("&") and first is not None and first.subject and sure(sentence, first.subject[-1]):
        start, end = first.subject[0].words[0], first.subject[-1].words[1]
        return (*sentence.span((start, end)), True)  # "The clerk takes the form and:"
    last = len(sentence.tags)
    while last and sentence.tags[last - 1] in "AFM>D":
        last -= 1
    if not last or sentence.tags[last - 1] not in "NSP" or end <= start:
        return None
    noun = _party_before(sentence, last)
    if noun is None:
        return None
    at = noun.words[0]
    if at and sentence.tags[at - 1] == "G" and "M" in sentence.tags[last:]:
        at -= 1  # "Leaving members are asked to:"
    several = sentence.tags[last - 1] == "S"
    while at > 1 and sentence.tags[at - 1] in "&,":  # "The chair and the clerk:"
        before = _party_before(sentence, at - 2 if sentence.tags[at - 2] == "," else at - 1)
        if before is None:
            break
        at, several = before.words[0], True
    if at and (sentence.tags[at - 1] not in ",>&A" or (sentence.first is not None and sentence.tags[at - 1] != ",")):
        return None
    if sentence.tags[:at].rpartition(",")[2].strip("A>&"):
        return None  # "The process for closing down a branch:"
    return (*sentence.span((at, noun.words[1])), "M" not in sentence.tags[last:] and not several)


def name_above(item: Text | None) -> tuple[int, int, bool] | None:
    """The same for an item that only names somebody, above the list of what they do: "The greeter"."""
    if item is None:
        return None
    end = len(item.visible.rstrip(" :"))
    return (0, end, True) if is_party_label(item.visible[:end]) else None


def _party_before(sentence: Sentence, end: int) -> Noun | None:
    """The party whose name ends straight before a word, where no preposition leads to it."""
    noun = next((piece for piece in _nouns(sentence) if piece.words[1] == end and not piece.lead), None)
    if noun is None:
        return None
    found = evidence_of(sentence, noun)
    return None if found is None or found[0] is Evidence.WEAK or found[1] is Kind.SYSTEM else noun


def goes_on_in_third_person(items: list[str]) -> bool:
    """Whether the items of a list begin with verbs of one who was named before: "Welcomes guests", "Takes notes"."""
    if len(items) <= 1:
        return False
    found = ""
    for item in items:
        start = item.lower()[:_LONGEST_START]
        words = _BARE_WORD.findall(start)
        if words and lexicon().class_of(words[0]) in "ptf":  # "After the meeting, sends the notes"
            words = _BARE_WORD.findall(start.partition(", ")[2])
        at = 1 if words and lexicon().class_of(words[0]) == "a" else 0
        if len(words) >= _FEW_WORDS:
            kind = lexicon().class_of(words[at])
            meant = kind in "qQ" and len(words) > at + 1 and lexicon().class_of(words[at + 1]) == "D"
            found += "z" if meant else kind  # "leads the round"
    kinds = [kind for kind in found if kind in "zqQ"]
    return "z" in found and len(kinds) >= _MOSTLY * len(items)


def begins_with_commands(items: list[str]) -> bool:
    """Whether more items begin with a base form than with a verb with -s: "Fill in the form", below "Clerk:"."""
    found = [
        lexicon().class_of(words[0]) for item in items if (words := _BARE_WORD.findall(item.lower()[:_LONGEST_START]))
    ]
    return sum(kind in "vku" for kind in found) > sum(kind in "zqQ" for kind in found)


def is_command(intro: Text | None) -> bool:
    """Whether a sentence before a list is itself a command that the list goes on: "Send a mail to:"."""
    if intro is None or not intro.visible.rstrip().endswith(":"):
        return False
    start, _ = split(intro.visible)[-1]
    sentence = sentence_of(intro.visible, start, len(intro.visible.rstrip(" :")), imperative=True)
    verb = sentence.first
    return verb is not None and not verb.subject and verb.tags == "V" and not verb.negated


def is_of_things(intro: Text | None) -> bool:
    """Whether a sentence before a list says what a thing does or shall do: "The application should:"."""
    if intro is None or not intro.visible.rstrip().endswith(":"):
        return False
    start, _ = split(intro.visible)[-1]
    sentence = sentence_of(intro.visible, start, len(intro.visible.rstrip(" :")), imperative=False)
    verb = next(
        (verb for verb in sentence.verbs if verb.kind in ("MAIN", "RELATIVE") and _is_left_open(sentence, verb)),
        None,
    )
    if verb is None or not verb.subject or verb.subject[0].is_pronoun or bearer(sentence, verb) is not None:
        return False  # but "the porter's job is to:" says what the porter does
    if (
        sentence.tags[verb.subject[0].words[0]] != "D"
        and len(sentence.verbs) == 1
        and "." in sentence.form(verb.subject[0].words[1] - 1)
    ):
        return False  # an organisation that goes by its address
    found = evidence_of(sentence, verb.subject[0])
    return found is None or found[0] is Evidence.WEAK or found[1] is Kind.SYSTEM


def _is_left_open(sentence: Sentence, verb: Verb) -> bool:
    """Whether the list says what is done: "the app should:", "the app should do the following:"."""
    if verb.tags[0] != "M":
        return False
    end = len(sentence.tags)
    if verb.words[1] == end:
        return verb.tags == "M"
    return (
        verb.base == "do"
        and verb.tags in ("MV", "MAV")
        and sentence.form(end - 1) == "following"
        and end - verb.words[1] == 2
    )


def _nouns(sentence: Sentence) -> list[Noun]:
    """The noun phrases of the last main segment, with what leads them."""
    found: list[Noun] = []
    for kind, start, end in sentence.segments:
        lead = ""
        if kind != "MAIN":
            continue
        for phrase, first, last in grammar().phrases(sentence.tags, start, end):
            if phrase == "NOUN":
                found.append(Noun((first, last), lead))
            lead = sentence.form(first) if phrase == "PREPOSITION" else ""
    return found
