"""Why a step is done: clauses of reason and of aim.

It does not judge whether the purpose helps anybody; what a step is good for is told in effects.py.
"""

from __future__ import annotations

import re
from typing import Final

from proclint.names import singular
from proclint.reading.effects import clause_end, effect, stated, with_aim
from proclint.reading.parties import head_of, kind_of, sure
from proclint.reading.phrases import Noun, Range, Verb
from proclint.reading.sentence import TIMES, Sentence
from proclint.reading.words import word_list

_OUTRIGHT: Final = frozenset({"make", "ensure", "help", "avoid", "prevent", "confirm", "allow", "make sure"})
_DIRECTING: Final = frozenset({  # verbs whose object is to do what "to" opens
    "advise", "allow", "ask", "enable", "encourage", "instruct", "invite", "permit", "remind", "request", "require",
    "tell", "urge", "warn",
})  # fmt: skip
_ACTS_ON: Final = re.compile("r[DJNSPO]+(?:[VZ][DJNSPR3]|BA?[JE])")
_POINTING_BACK: Final = frozenset({"it", "so", "that", "this"})  # "to do so" says nothing of why
_WEIGHTY: Final = frozenset({"critical", "crucial", "essential", "imperative", "important", "vital"})
_GATHERING: Final = frozenset({"convene", "gather", "meet"})
_ARRANGING: Final = frozenset({"arrange", "ask", "call", "plan", "push"})
_CALLING: Final = frozenset({"call", "email", "e-mail", "phone", "telephone", "write"})
_CERTAIN: Final = frozenset({"certain", "clear", "fair", "safe", "sure"})
_INTO: Final = frozenset({"in", "into", "on"})
_JOINTLY: Final = frozenset(
    {"work", "collaborate", "coordinate", "co-ordinate", "cooperate", "liaise", "partner", "team"}
)
_OFFERING: Final = frozenset(
    {"offer", "volunteer", "learn", "try", "agree", "promise", "plan", "refuse", "hope"}
)  # to help
_HOW: Final = frozenset({  # how or how often: what "to" opens next does not complete it
    "daily", "early", "fast", "hourly", "late", "monthly", "quarterly", "together", "weekly", "well", "yearly",
})  # fmt: skip
_TWO: Final = 2  # words: "to sign"
_CHANGING: Final = frozenset({"adjust", "amend", "change", "configure", "convert", "edit", "modify", "set", "update"})
_OPERATING: Final = word_list("tool_verbs") | word_list("verbs_of_making") | {
    "access", "add", "begin", "connect", "open", "search", "see", "send", "start", "view",
}  # fmt: skip
# What tells of an intention behind "so" rather than of a result.
_OF_INTENTION: Final = frozenset({
    "can", "could", "will", "'ll", "may", "might", "has", "have", "know", "knows", "understand", "understands",
    "n't", "not", "never", "no longer",
})  # fmt: skip
_ALL_OR_NONE: Final = frozenset({"each", "every", "everybody", "everyone", "no", "nobody", "none", "nothing"})
_CONTENT: Final = frozenset({
    "accept", "contain", "include", "list", "match", "mention", "read", "refer", "say", "start", "use",
})  # fmt: skip
_CHOOSING: Final = frozenset(
    {
        "pick",
        "choose",
        "select",
        "appoint",
        "assign",
        "nominate",
        "find",
        "designate",
        "name",
        "elect",
        "delegate",
        "propose",
        "recommend",
    }
)


def purpose(sentence: Sentence) -> Range | None:
    """The clause that says why: of reason or aim, up to the end of the sentence or bracket."""
    tags = sentence.tags
    if (told := effect(sentence)) is not None:
        return told
    if "T" not in tags and "r" not in tags and "e" not in tags:
        return with_aim(sentence) if "wD" in tags or "fD" in tags else None
    for index, (kind, start, end) in enumerate(sentence.segments):
        if kind == "REASON" and _states_reason(sentence, index, start, end):
            return (start, clause_end(sentence, index) if index else end - (sentence.tags[end - 1] == ","))
        if kind == "AIM" and (sentence.tags[start] == "e" or _states_aim(sentence, index, start)):
            stop = clause_end(sentence, index) if index else _opening_end(sentence, end)
            first = _for_whom(sentence, start)
            if first is not None:
                return (first, stop)
    return stated(sentence) or with_aim(sentence)


def _for_whom(sentence: Sentence, start: int) -> int | None:
    """Where an aim begins that names who shall do it: "for the cooks to read"; None when that is a thing: no aim."""
    if sentence.tags[start] == "e":
        return start
    for verb in reversed(sentence.verbs):
        for noun in verb.objects:
            if noun.words[1] == start and noun.lead == "in order for":
                return noun.words[0] - 1
            if noun.words[1] == start and noun.lead == "for" and noun.is_led:
                if verb.base == "wait":
                    return None  # "wait for the scale to settle"
                head = singular(sentence.form(head_of(sentence, noun)))
                if head in word_list("meetings") or head in TIMES:
                    return start  # "book a room for the interview to give them some quiet"
                named = noun.is_pronoun or sure(sentence, noun) is not None
                easy = verb.base == "make" and sentence.tags[noun.words[0] - 2] == "J"
                if named and (verb.base in _ARRANGING or easy):
                    return None  # "arrange for the cook to come", "make it easy for the cook to come"
                return noun.words[0] - 1 if named else start if sentence.form(start + 1) in _OUTRIGHT else None
    return start


def is_outright(sentence: Sentence, words: Range) -> bool:
    """Whether a purpose is said in so many words ("so that", "to make sure") and not only by "to"."""
    return sentence.tags[words[0]] != "T" or sentence.form(words[0] + 1) in _OUTRIGHT


def _states_reason(sentence: Sentence, index: int, start: int, end: int) -> bool:
    """Whether a clause of reason says why the step is done: "so your capacity drops" is a result, no reason."""
    tags, form = sentence.tags[start:end], sentence.form(start)
    if form == "in case" and (not index or tags[1:2] in ("D", "R", "3")):
        return bool(index)  # the tags may hide its verb
    if index and sentence.segments[index - 1][0] == "CONDITION" and sentence.tags[start - 1] != ",":
        return False  # "if you leave because you moved, tell us"
    if not any(tag in "VZWBHM" for tag in tags) and (form != "because" or end - start <= _TWO):
        return False
    if form == "as" and (
        sentence.form(start + 1) == "such" or "as" in map(sentence.form, range(max(0, start - 2), start))
    ):
        return False  # "as quickly as is reasonable"
    if form != "so":
        return True
    if tags[1:2] == "M":
        return False  # "so may lead to delay"
    forms = [sentence.form(at) for at in range(start, end)]
    duty = any(word in ("should", "must", "need to", "have to", "needs to") for word in forms)
    if duty and not any(word in ("n't", "not", "never", "ensure", "sure") for word in forms):
        return False
    meant = not _OF_INTENTION.isdisjoint(forms) or forms[1] in _ALL_OR_NONE
    first = sentence.first
    commanded = first is not None and first.tags == "V" and not first.subject and first.words[0] < start
    if commanded and index and sentence.tags[start - 1] != "," and _ACTS_ON.match(tags):
        return True  # "label the crate so the crew finds it", but "so the dust rises"
    return meant or tags[1:2] in ("R", "3")


def _opening_end(sentence: Sentence, end: int) -> int:
    """Where an aim ends that opens a sentence and goes on in what it speaks of: "to show that it is clean, ..."."""
    if sentence.segments[1:] and sentence.segments[1][0] == "RELATIVE" and sentence.tags[end - 1] != ",":
        end = sentence.segments[1][2]
    return end - (sentence.tags[end - 1] == ",")


def _states_aim(sentence: Sentence, index: int, start: int) -> bool:
    """Whether a "to" clause states an aim, rather than completing the verb, noun or adjective before it."""
    tags = sentence.tags
    end = sentence.segments[index][2]
    form = sentence.form(start + 1) if start + 1 < end else ""
    outright = form in _OUTRIGHT and sentence.form(start - 1) not in ("time", "chance", "opportunity", "ability")
    if tags[end - 1] in "pow" and end == len(tags.rstrip(".")) and not outright:
        return False  # "a group to reach out to"
    bare = end - start == _TWO and not outright and end == len(tags.rstrip("."))
    if bare and singular(sentence.form(start - 1)) not in word_list("meetings"):
        return False  # "a form to sign"
    back = sentence.form(start + 1) == "do" and sentence.form(start + 2) in _POINTING_BACK
    if back and tags[start + 3 : start + 4] in (",", "R", "3"):
        return False  # "to do this, press the button"
    if tags[end : end + 1] == "e":
        return False  # "the goals to hit in order to grow"
    if not index:
        return any(kind == "MAIN" for kind, _, _ in sentence.segments[1:])
    if tags[start + 1 : start + 2] == "B" and (
        tags[start + 2 : start + 3] == "E"
        or (tags[start + 2 : start + 3] == "J" and sentence.form(start + 2) not in _CERTAIN)
    ):
        return False  # "to be read-only"
    before = next(
        (
            piece
            for piece in reversed(sentence.segments[:index])
            if piece[0] != "ASIDE" and tags[piece[1]] not in "()" and not _is_abbreviation(sentence, piece[1])
        ),
        None,
    )
    if before is None or before[0] not in ("MAIN", "RELATIVE", "WHO", "TIME", "AIM"):
        return False
    verbs = [verb for verb in sentence.verbs if verb.words[0] < start and verb.kind in ("MAIN", "WHO", "RELATIVE")]
    if verbs and verbs[-1].base in _JOINTLY and form not in _OUTRIGHT - {"confirm"}:
        return False  # "work with the nurse to move the patient": what is done, not why
    if (
        outright
        and (tags[start - 1] not in "JMB" or sentence.form(start - 1) in _WEIGHTY)
        and not (verbs and verbs[-1].base in _DIRECTING)
        and not (verbs and verbs[-1].words[1] == start and verbs[-1].base in _OFFERING)
    ):
        return True
    if (
        verbs
        and verbs[-1].words[1] == start
        and (
            verbs[-1].base in _GATHERING | _CALLING
            or (verbs[-1].base in ("respond", "reply") and form in _OUTRIGHT | {"let", "tell"})
        )
    ):
        return True  # "the leads meet to review it"
    at = start - 1
    if tags[at] == "(":
        return True
    while index > 0 and at > 0 and tags[at] == ")":  # over brackets, segment by segment
        index -= 1
        at = sentence.segments[index][1] - 1
    how = False
    while at > 0 and (
        _is_abbreviation(sentence, at)
        or (tags[at] in "A,F" and not sentence.form(at).endswith("er"))
        or sentence.form(at) in _HOW
        or (at == start - 1 and sentence.form(at) in ("below", "above"))
    ):
        how = how or sentence.form(at) in _HOW
        at -= 1
    pointing = tags[at] == "D" and sentence.form(at) in ("this", "that", "these", "those")  # "run this to see it"
    noted = bool(verbs) and verbs[-1].passive and verbs[-1].head == at == start - 1 and verbs[-1].base in _CHANGING
    well = how and tags[at] in "VZI"  # "stir well to stop it from sticking"
    told = tags[at] == "E" and tags[at - 1] in "NS" and bool(verbs) and verbs[-1].head == at and not verbs[-1].finite
    if told:
        verbs.pop()  # "talk to the members concerned to settle it"
    if (
        tags[at] not in "NSPR3"
        and not pointing
        and not noted
        and not well
        and not told
        and not (tags[at] == "J" and at and (tags[at - 1] in "po" or sentence.form(at) == "similar"))
    ):
        return False
    last = next((verb for verb in reversed(sentence.verbs) if verb.words[0] < start), None)
    if last is not None and last.kind == "TIME" and last.base in word_list("verbs_of_asking"):
        return False  # "before allowing people to leave"
    if verbs and (verbs[-1].base == "login" or (verbs[-1].base in ("log", "sign") and verbs[-1].particle in _INTO)):
        return False  # "log in to the portal to enter the hours"
    if verbs and verbs[-1].negated:
        return False  # "make no remarks to anger them"
    if verbs and verbs[-1].base in _CHANGING and form in _CONTENT:
        return False  # "update the page to include it"
    if verbs and verbs[-1].base == "use" and form in _OPERATING:
        return False  # "use the button to create one": how it is done
    if (
        not verbs
        or (verbs[-1].base in _CHOOSING and sure(sentence, Noun((at, at + 1))) is not None and not _led(verbs[-1], at))
        or (
            verbs[-1].base in word_list("verbs_of_asking")
            and not (before[0] == "AIM" and verbs[-1].base in _DIRECTING | {"help"})
            and not _goes_through(verbs[-1])
            and not _is_invited(verbs[-1])
            and not (verbs[-1].base == "visit" and kind_of(sentence.form(at)) is not None)
        )
        or verbs[-1].base == "be"
    ):
        return False
    return singular(sentence.form(at)) not in word_list("nouns_with_aim")


def _led(verb: Verb, at: int) -> bool:
    """Whether "to" leads to the noun that ends at a word: "assign roles to helpers"."""
    return any(noun.lead == "to" and noun.words[1] == at + 1 for noun in verb.objects)


def _is_abbreviation(sentence: Sentence, at: int) -> bool:
    """Whether a full stop only ends "etc.": the sentence goes on."""
    return sentence.tags[at] == "." and at > 0 and sentence.form(at - 1) == "etc"


def _is_invited(verb: Verb) -> bool:
    """Whether somebody is asked to come to something: what "to" opens next says why."""
    return verb.base == "invite" and any(noun.lead == "to" for noun in verb.objects)


def _goes_through(verb: Verb) -> bool:
    """Whether "go" leads through something: then an aim may follow; "go to the page to find" only continues."""
    return verb.base == "go" and any(noun.lead in ("through", "over") for noun in verb.objects)
