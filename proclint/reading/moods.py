"""The mood of one sentence: command, duty, permission, question, state or what somebody does.

It does not know where the sentence stands; what an item says as a whole is for items.py.
"""

from __future__ import annotations

import re

from proclint.model import Evidence, Kind
from proclint.names import singular
from proclint.reading.duties import bearer
from proclint.reading.kinds import ItemKind
from proclint.reading.parties import evidence_of, head_of, sure
from proclint.reading.phrases import Noun, Verb
from proclint.reading.sentence import Sentence, is_state
from proclint.reading.words import word_list

_SHORT = 3  # words
_TWO = 2
_TRYING = frozenset({"be sure to", "make sure to", "remember to", "try to"})
_CAN = frozenset({"can", "may", "might", "could"})
_CHECKED_OFF = re.compile(
    r"[DJNSP'&]*[NSP]E(?:[&,]E)*(?:[,.;AJNpofwyT(]|&J|$)"
)  # tags: "The room booked for the guests"
_ATTITUDES = frozenset({  # what "we" hold, rather than do
    "aim", "believe", "encourage", "expect", "hope", "prefer", "recommend", "strive", "suggest", "trust", "value",
})  # fmt: skip
# What "I" declare beside a box, rather than do
_AVOWED = frozenset({
    "accept", "acknowledge", "affirm", "agree", "approve", "attest", "certify", "confirm", "consent", "declare",
    "promise", "understand",
})  # fmt: skip
_FUTURE_VERBS = frozenset(
    {
        "receive",
        "get",
        "see",
        "find",
        "take",
        "need",
        "notice",
        "have",
        "be",
        "redirect",
        "prompt",
        "hear",
        "learn",
        "earn",
        "become",
        "resume",
        "continue",
        "accrue",
        "keep",
    }
)


def sentence_kind(sentence: Sentence) -> ItemKind:
    """What one sentence is; see ItemKind."""
    verb = sentence.first
    given = bearer(sentence, verb) if verb is not None and verb.tags[0] in "BM" else None
    if given is not None:
        return ItemKind.MUST if given.is_pronoun else ItemKind.AGENT
    whole = sentence.text[sentence.start : sentence.end].rstrip(" )")
    quoted = whole.endswith(('?"', "?”")) and whole[0] not in '"“'  # "ask: 'Is anybody hurt?'"
    quoted = quoted or (whole.endswith("?") and whole.rfind("(") > whole.rfind(")"))  # "share a plan (who is on call?)"
    if whole.rstrip('"”').endswith("?") and not quoted and not _commands(sentence, verb):
        return ItemKind.QUESTION
    if verb is None and (_is_done_by(sentence) or _is_to_be_done(sentence)):
        return ItemKind.PASSIVE
    if verb is None:
        leading = next((tag for tag in sentence.tags if tag not in "AF>,"), "")
        if sentence.words.classes[:1] == ["d"] and sentence.tags[1:2] not in tuple("pyft,&.:"):
            told = sentence.tags[1:2] == "D" or not sentence.form(0).endswith("ed")  # but "dried fruit"
            return ItemKind.DONE if told else ItemKind.NONE
        if _CHECKED_OFF.match(sentence.tags):
            return ItemKind.DONE
        return ItemKind.GERUND if leading == "G" else ItemKind.NONE
    leading = sentence.tags.lstrip("A,")[:1]
    if (leading == "G" or sentence.form(0) in ("being", "having")) and (verb.subject or not _goes_on(sentence, verb)):
        return ItemKind.GERUND
    if not verb.subject:
        return _without_subject(sentence, verb)
    subject = verb.subject[0]
    modal = sentence.form(verb.words[0]) if verb.tags[0] == "M" else ""
    if subject.is_pronoun:
        return _with_pronoun(sentence, verb, sentence.form(subject.words[0]), modal)
    if is_state(sentence, verb) and not verb.passive:
        responsible = sentence.form(verb.words[1]) == "responsible" and sure(sentence, subject) is not None
        duty = responsible and sentence.tags[verb.words[1] + 1 : verb.words[1] + 3] == "fG" and not verb.negated
        return ItemKind.AGENT if duty else ItemKind.STATE
    if all(tag in "DJ" for tag in sentence.tags[slice(*subject.words)]):
        return ItemKind.STATE  # "This should show you ..."
    found = evidence_of(sentence, subject)
    head = sentence.words.forms[head_of(sentence, subject)]
    is_party = found is not None and (
        found[0] is not Evidence.WEAK
        or (head[0].isupper() and found[1] is not Kind.SYSTEM and _is_named(sentence, subject))
        or any(sure(sentence, noun) for noun in verb.subject[1:])
    )
    if modal in _CAN:
        return ItemKind.PERMISSION
    if verb.negated or modal == "cannot":
        return ItemKind.NEGATIVE
    if (verb.base == "expect" and verb.passive) or "expected to" in modal:
        return ItemKind.PERMISSION  # a general expectation
    if "H" in verb.tags and verb.tags[-1] == "E" and verb.tags[0] in "HM":
        return ItemKind.PAST  # "the release has been tested": what must hold, no action
    if verb.tags[-1] == "W" and not modal:
        return ItemKind.PAST
    if verb.passive:
        return ItemKind.PERMISSION if modal == "should" and not is_party else ItemKind.PASSIVE
    listed = found is not None and found[0] is Evidence.LISTED and found[1] is not Kind.SYSTEM
    if not listed and verb.base in word_list("verbs_of_showing"):
        return ItemKind.STATE
    return ItemKind.AGENT if is_party else ItemKind.THING


def _is_named(sentence: Sentence, subject: Noun) -> bool:
    """Whether the capital of a noun's last word says that it is a name, as in "Boat Archives", and of no document."""
    head = head_of(sentence, subject)
    made = singular(sentence.form(head)) in word_list("artifacts") or sentence.form(subject.words[0]) == "your"
    return subject.words[0] > 0 or (head > 0 and not made)


def _goes_on(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb is a command behind a mark: "Starting at noon, ring it", not "keeping watch as they sail"."""
    at = verb.words[0]
    return verb.tags.startswith("V") and sentence.tags[at - 1 : at] in ("", *",:;->F")


def _is_done_by(sentence: Sentence) -> bool:
    """Whether a sentence without a whole verb says by whom something is done: "Tables laid by the porter"."""
    return any(
        verb.tags == "E" and sentence.tags[verb.words[0] - 1] in "NSP" and noun.lead == "by" and sure(sentence, noun)
        for verb in sentence.verbs
        for noun in verb.objects
        if verb.words[0] and sentence.tags[0] != "G"
    )


def _is_to_be_done(sentence: Sentence) -> bool:
    """Whether a sentence without a whole verb says what is to be done: "The letter to be signed by the chair"."""
    if len(sentence.segments) < _TWO or [segment[0] for segment in sentence.segments[:2]] != ["MAIN", "AIM"]:
        return False
    start = sentence.segments[1][1]
    return sentence.tags.startswith("TBE", start) and sentence.tags[start - 1] in "NSP"


def _commands(sentence: Sentence, verb: Verb | None) -> bool:
    """Whether a sentence that ends with a question begins with a command: "Look around: is anybody hurt?"."""
    return (
        verb is not None
        and verb.tags in ("V", "Z")
        and not verb.subject
        and sentence.form(verb.words[0]) not in ("do", "does")
        and not any(tag in "hK" for tag in sentence.tags[: verb.words[0]])
        and any(tag in ";:-F" for tag in sentence.tags[verb.words[1] :])
    )


def _without_subject(sentence: Sentence, verb: Verb) -> ItemKind:
    if verb.after_not:
        return ItemKind.NEGATIVE
    if sentence.form(0) == "if not" and sentence.tags[1:2] != "," and "," not in sentence.tags:
        return ItemKind.NONE  # "If not found"
    if verb.tags[0] in "Vl":
        return ItemKind.PERHAPS if _may_be_noun(sentence, verb) else ItemKind.IMPERATIVE
    if verb.tags[0] == "M":
        if verb.negated or "X" in verb.tags:
            return ItemKind.NEGATIVE
        if sentence.form(verb.words[0]) in _CAN:
            return ItemKind.PERMISSION  # "may ask for a deposit"
        had = verb.tags == "MH" and sentence.form(verb.words[0]) in _TRYING  # "try to have them sit together"
        return ItemKind.IMPERATIVE if verb.tags[-1] in "VI" or had else ItemKind.STATE
    if verb.tags[0] == "Z":
        stands = verb.base in ("stand", "stay")  # "stays at the door": whoever was named above does
        return ItemKind.STATE if is_state(sentence, verb) and not stands else ItemKind.THIRD
    if verb.tags[0] == "H" and sentence.form(verb.words[0]) == "have" and verb.tags[-1] == "H":
        return ItemKind.IMPERATIVE
    if verb.tags[0] == "B" and sentence.form(verb.words[0]) == "be":
        if sentence.form(verb.words[1]) in ("certain", "sure"):
            return ItemKind.IMPERATIVE  # "be sure they know the way"
        made = verb.passive and sentence.tags[verb.words[1] : verb.words[1] + 1] in ("y", "p")
        return ItemKind.STATE if made else ItemKind.BE  # "be driven by the plan", "be prepared to wait"
    return ItemKind.PASSIVE if verb.passive else ItemKind.STATE


def _may_be_noun(sentence: Sentence, verb: Verb) -> bool:
    """Whether a command may as well be the first noun of a noun phrase: "Phone numbers"."""
    at = verb.words[0]
    following = sentence.tags[at + 1 : at + 2]
    kind = sentence.words.classes[at]
    if verb.tags != "V" or kind not in ("b", "k", "x"):
        return False
    if sentence.form(at + 1)[:1] in ("#", "@"):
        return False  # "join #harbour"
    if following == "/" and not set(sentence.tags) - set("VNSPJ/"):
        return True  # "Boat / Crew / Berth 1"
    segment = sentence.segments[verb.segment]
    if kind in "ku" and sentence.form(at + 1)[:1].isdigit():
        return False  # "review 2 applications"
    if kind in "ku" and "o" in sentence.tags[at : segment[2]]:
        return False  # "Update the plan to the latest version"
    if following not in ("N", "J") and kind != "b" and segment[2] - segment[1] > _SHORT:
        return False
    return following in ("N", "S", "J", "P", "/", ":", "") and not any(
        other.finite for other in sentence.verbs if other is not verb
    )


def _with_pronoun(sentence: Sentence, verb: Verb, pronoun: str, modal: str) -> ItemKind:
    if pronoun in ("it", "something", "anything", "everything", "nothing"):
        return ItemKind.STATE if is_state(sentence, verb) else ItemKind.PASSIVE if verb.passive else ItemKind.THING
    if modal in _CAN:
        return ItemKind.PERMISSION
    if verb.negated:
        return ItemKind.NEGATIVE
    if pronoun == "you" and verb.base == "require" and verb.passive:
        return ItemKind.MUST
    told = verb.base in _FUTURE_VERBS or verb.passive or verb.tags.endswith("BG")  # "you'll be using the lift"
    if pronoun == "you" and modal in ("will", "'ll", "would", "'d") and told:
        return ItemKind.FUTURE
    if is_state(sentence, verb) or (pronoun == "we" and verb.base in _ATTITUDES):
        return ItemKind.STATE
    if pronoun == "i" and verb.base in _AVOWED and not modal:
        return ItemKind.STATE
    if verb.tags[-1] == "W" or ("H" in verb.tags and verb.tags[-1] == "E" and pronoun != "you"):
        return ItemKind.PAST
    if pronoun == "you":
        if not modal and verb.base in _FUTURE_VERBS:
            return ItemKind.STATE
        return ItemKind.MUST if modal else ItemKind.AGENT
    return ItemKind.PASSIVE if verb.passive else ItemKind.AGENT
