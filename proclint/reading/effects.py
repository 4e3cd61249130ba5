"""What a step is good for, where a clause or a word says so: "this ensures that ...", "with the aim of ...".

It does not look at what "so" and "to" open; purposes.py does.
"""

from __future__ import annotations

import re
from typing import Final

from proclint.reading.parties import head_of
from proclint.reading.phrases import Range
from proclint.reading.sentence import Sentence
from proclint.reading.words import word_list

_WHAT_HELPS: Final = frozenset({"this", "that", "it", "which", "doing this", "doing so"})
_EFFECTS: Final = word_list("verbs_of_effect")
_AIMS: Final = frozenset({"aim", "goal", "hope", "intent", "intention", "objective", "purpose", "view"})
_GOES_ON: Final = re.compile(",&A?(?:[VZI]|S[Ao])")


def effect(sentence: Sentence) -> Range | None:
    """The clause that tells what a step is good for: "this ensures it", ", which helps us", "that way we know"."""
    if _WHAT_HELPS.isdisjoint(sentence.words.lower):
        return None
    for index, (kind, start, end) in enumerate(sentence.segments):
        form, before = sentence.form(start), sentence.tags[start - 1 : start]
        if kind not in ("MAIN", "RELATIVE") or form not in _WHAT_HELPS or (start and before not in ",;:.-"):
            continue
        if sentence.form(start + 1) == "way":
            if form != "which" and any(verb.finite and verb.words[0] > start for verb in sentence.verbs):
                return (start, clause_end(sentence, index))
            continue
        if kind == "RELATIVE" and (form != "which" or before != ","):
            continue
        verb = next((verb for verb in sentence.verbs if start < verb.words[0] < end), None)
        if verb is not None and form == "it" and (start or sentence.form(verb.words[1]) in ("to", "sense")):
            continue  # "it helps to be early", "it makes sense to ask"
        if verb is not None and verb.base in _EFFECTS and verb.finite and not verb.passive:
            return (start, clause_end(sentence, index if start else -1))
    return None


def with_aim(sentence: Sentence) -> Range | None:
    """An aim that is called one: "with the aim of agreeing on a date"."""
    if not sentence.verbs or _AIMS.isdisjoint(sentence.words.lower):
        return None
    for verb in sentence.verbs:
        for noun in verb.objects:
            last = noun.words[1]
            if noun.lead not in ("with", "for") or not noun.is_led or sentence.form(last - 1) not in _AIMS:
                continue
            if sentence.tags[last : last + 2] == "TI" or (
                sentence.tags[last : last + 1] in ("O", "o") and sentence.form(last + 1).endswith("ing")
            ):
                return (noun.words[0] - 1, clause_end(sentence, verb.segment))
    return None


def stated(sentence: Sentence) -> Range | None:
    """The aim in "the purpose of the call is to agree on a date"."""
    verb = sentence.first
    if verb is None or verb.base != "be" or not verb.subject:
        return None
    following = verb.segment + 1
    if following == len(sentence.segments) or sentence.segments[following][:2] != ("AIM", verb.words[1]):
        return None
    if sentence.form(head_of(sentence, verb.subject[0])) not in ("purpose", "goal", "aim", "objective", "idea"):
        return None
    return (verb.words[1], clause_end(sentence, following))


def clause_end(sentence: Sentence, index: int) -> int:
    """Where the clause ends that the segment at `index` opens: before a stop, or before a command that goes on."""
    stop = len(sentence.tags)
    for kind, start, _ in sentence.segments[index + 1 :]:
        if kind == "STOP":
            stop = start
            break
    while stop and sentence.tags[stop - 1] in ".,;:":
        stop -= 1
    goes_on = _GOES_ON.search(sentence.tags, sentence.segments[index][1] if index >= 0 else 0, stop)
    if goes_on and "," not in sentence.tags[sentence.segments[index][1] : goes_on.start()]:
        stop = goes_on.start()  # "to tell the guest, and close the door"
    for kind, start, end in reversed(sentence.segments[index + 1 :]):
        if kind == "ASIDE" and end == stop and sentence.tags[start] == "(":
            stop = start  # a bracket at the end says something else
    return stop
