"""What an item of a list says: tells it somebody to do something, or does it inform?

It judges one text at a time; which list is a list of steps is for lists.py.
"""

from __future__ import annotations

import re

from proclint.model import Evidence, Kind
from proclint.names import singular
from proclint.reading.duties import bearer
from proclint.reading.kinds import ItemKind
from proclint.reading.parties import evidence_of, head_of, sure
from proclint.reading.phrases import Noun, Verb
from proclint.reading.sentence import Sentence, is_state, sentence_of
from proclint.reading.splitting import split
from proclint.reading.visible import Text
from proclint.reading.words import word_list

_SHORT = 3  # words
_TWO = 2
_COMMANDING = (ItemKind.IMPERATIVE, ItemKind.MUST)
_TRYING = frozenset({"be sure to", "make sure to", "remember to", "try to"})
_CAN = frozenset({"can", "may", "might", "could"})
_LOOKING = frozenset({"see", "read", "contact", "note", "remember", "consider", "think"})
_CHECKED_OFF = re.compile(
    r"[DJNSP'&]*[NSP]E(?:[&,]E)*(?:[,.;AJNpofwyT(]|&J|$)"
)  # tags: "The room booked for the guests"
_NOTE = re.compile(
    r"(?:(?:e\.g|for example|nb|for (?:more|further|additional) (?:information|details|info|guidance))\b"
    r"|(?:note|tip|hint|example|warning|caution|important|optional(?:ly)? note)(?::|,| that\b| -))",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\((?:[^()]|\([^()]*\))*\)[.]?\s*")  # "(as told above)"
_RULE = re.compile(r"(?:do|don['’]?t|do not|dos|don['’]?ts|always|never|avoid)\s*:", re.IGNORECASE)
_SPOKEN = re.compile(r'"[^"]+"\s*|“[^”]+”\s*')  # what is to be said, with no word on who says it
_TERM = re.compile(r"\s+(?:[–—-]|--)\s+")
_LEAD = re.compile(
    r"(?:\[[ xX]\]\s*"
    r"|(?:\(optional\)|optional(?:ly)?|please|then|next|finally|first|second|third|lastly|also|now|and|always)[,:]?\s+"
    r"|[^\w\s(\"'“@#`$/<]+\s*)+",
    re.IGNORECASE,
)
# "17:00 – ", "9:30 am: ", "After the talk - ", "Week 2: ", "Two days before: ": when something is done
_TIME = re.compile(
    r"(?:\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:-|–|to)\s*\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\b\.?)?)?(?:\s*[–—:-])?"
    r"|\d{1,2}\s*[ap]\.?m\b\.?(?:\s*[–—:-])?"
    r"|(?:after|before|during)(?: [\w'’]+){1,4}\s+[–—-]"
    r"|(?:(?:day|week|month|hour|minute)s? \d{1,2}(?:\s*(?:-|–|to|and|&)\s*\d{1,2})?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: (?:morning|afternoon|evening))?"
    r"|(?:at least )?(?:\d+|an?|one|two|three|four|five|six|ten|the) (?:day|week|month|hour|minute)s? "
    r"(?:before|after|prior|later|ahead)(?: [\w'’]+){0,4})(?::|\s+[–—-]))\s+(?=\w)",
    re.IGNORECASE,
)
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


_INFINITIVE = re.compile(r"to\s+(?=[a-z])", re.IGNORECASE)

# What the sentence behind "Screening:" is, where it says what the word stands for
_TOLD_OF_TERMS = (ItemKind.THIRD, ItemKind.PERHAPS, ItemKind.PASSIVE, ItemKind.THING)


class Reading:
    """An item's own text after its label: its sentences, read when asked for, and the kind of the first."""

    __slots__ = ("_read", "groups", "kind", "labelled", "ranges", "start", "text", "third")

    def __init__(
        self, text: Text, start: int, *, third: bool = False, labelled: bool = False, ordered: bool = False
    ) -> None:
        """Read the first sentence of `text` from `start` on; `third`: see Sentence.

        `labelled`: a label that is no party stands before; `ordered`: the item has a number.
        """
        self.text, self.start, self.third, self.labelled = text, start, third, labelled
        self.ranges = split(text.visible, start)
        self._read: dict[int, Sentence] = {}
        self.groups = False  # whether the item only heads those below it: "When approved:"
        self.kind = _kind(self)
        told = (ItemKind.PERHAPS, ItemKind.THING) if ordered else _TOLD_OF_TERMS
        if labelled and self.kind in told:
            self.kind = ItemKind.TERM

    def sentence(self, index: int) -> Sentence:
        """The sentence at `index`."""
        if index not in self._read:
            start, end = self.ranges[index]
            self._read[index] = sentence_of(
                self.text.visible, start, end, imperative=True, third=self.third and not index
            )
        return self._read[index]

    @property
    def asks(self) -> bool:
        """Whether the item begins with a question: "What went well? Praise it"."""
        return bool(self.ranges) and self.text.visible[slice(*self.ranges[0])].rstrip(' )"”').endswith("?")

    @property
    def forbids(self) -> bool:
        """Whether the item is a command not to do something: "Do not move the patient"."""
        if self.kind is not ItemKind.NEGATIVE:
            return False
        verb = self.sentence(0).first
        return verb is not None and not verb.subject and verb.tags[0] == "M"

    @property
    def handles(self) -> bool:
        """Whether the first sentence says that something does something to another: "The sexton trims the wicks"."""
        verb = self.sentence(0).first
        return verb is not None and bool(verb.objects) and not verb.objects[0].lead

    @property
    def sentences(self) -> list[Sentence]:
        """All sentences."""
        return [self.sentence(index) for index in range(len(self.ranges))]


def read_item(
    text: Text, start: int = 0, *, third: bool = False, labelled: bool = False, ordered: bool = False
) -> Reading:
    """Read the text of an item from `start` on, words like "please" and "then" before its first sentence left out."""
    match = _LEAD.match(text.visible, start)
    if match and match.end() < len(text.visible):
        start = match.end()
    time = _TIME.match(text.visible, start)
    if time:
        start = time.end()
    reading = Reading(text, start, third=third, labelled=labelled, ordered=ordered)
    infinitive = _INFINITIVE.match(text.visible, start) if reading.kind is ItemKind.NONE else None
    if infinitive is not None and not labelled:
        told = Reading(text, infinitive.end(), ordered=ordered)
        if told.kind in (ItemKind.IMPERATIVE, ItemKind.PERHAPS):
            told.kind = ItemKind.GERUND  # "to keep the log" is a duty just where "keeping the log" is one
            return told
    return reading


def opens_with_time(visible: str) -> bool:
    """Whether a text opens with the time of what it tells: "7 pm: serve the soup"."""
    return _TIME.match(visible) is not None


def tells_of_people(reading: Reading) -> bool:
    """Whether the first sentence tells what somebody who is named does, or what is done to them."""
    return reading.kind in (ItemKind.AGENT, ItemKind.PASSIVE) and is_of_somebody(reading)


def is_of_somebody(reading: Reading) -> bool:
    """Whether the subject of the first sentence is somebody who is named."""
    first = reading.sentence(0)
    return first.first is not None and any(sure(first, noun) for noun in first.first.subject)


def is_checked_off(reading: Reading) -> bool:
    """Whether an item without a whole verb names a thing and what has been done to it: "Contract signed"."""
    tags = reading.sentence(0).tags if reading.ranges else ""
    end = next((at for at, tag in enumerate(tags) if tag not in "DJNSPO&/,'"), len(tags))
    return 0 < end < len(tags) and tags[end] in "EW" and tags[end - 1] in "NSP"


def read_sentences(text: Text) -> list[Sentence]:
    """The sentences of a text, read as those of a list item."""
    return [sentence_of(text.visible, start, end, imperative=True) for start, end in split(text.visible)]


def _kind(reading: Reading) -> ItemKind:
    if not reading.ranges:
        return ItemKind.NONE
    visible = reading.text.visible
    if _is_link(reading.text, reading.start, third=reading.third):
        return ItemKind.LINK
    first = reading.sentence(0)
    if _NOTE.match(visible, reading.start) or _NOTE.match(visible) or _BRACKETED.fullmatch(visible, reading.start):
        return ItemKind.NOTE
    if _RULE.match(visible) or _SPOKEN.fullmatch(visible, reading.start):
        return ItemKind.NOTE
    if _is_term(reading) or " = " in visible[reading.start : reading.ranges[0][1]]:
        return ItemKind.TERM
    kind = sentence_kind(first)
    linked = reading.text.links or "://" in visible
    if kind is ItemKind.IMPERATIVE and linked and first.form(0) == "see" and len(reading.ranges) == 1:
        return ItemKind.NOTE  # "See the guide"
    if kind in (
        ItemKind.STATE,
        ItemKind.PERMISSION,
        ItemKind.QUESTION,
        ItemKind.NONE,
        ItemKind.BE,
        ItemKind.PAST,
        ItemKind.FUTURE,
    ):
        if any(verb.tags == "V" and first.form(verb.words[0] - 1) == "please" for verb in first.verbs):
            return ItemKind.LATE  # "the shelves have labels, please keep to them"
        for index in range(1, min(3, len(reading.ranges))):
            later = reading.sentence(index)
            verb = later.first
            if sentence_kind(later) in _COMMANDING and verb is not None and verb.base not in _LOOKING:
                return ItemKind.LATE
    return kind


def _is_term(reading: Reading) -> bool:
    """Whether the text begins with a word or two, or with code, that a dash sets off."""
    visible, start = reading.text.visible, reading.start
    dash = _TERM.search(visible, start)
    if dash is None:
        return False
    if reading.text.code and reading.text.code[0][0] <= start + 1 and dash.start() <= reading.text.code[0][1] + 12:
        return True
    return is_term(reading.text, dash.start(), start)


def is_term(text: Text, end: int, start: int = 0) -> bool:
    """Whether a word or two stand up to `end`, and are no command."""
    lead = sentence_of(text.visible, start, end, imperative=True)
    return (
        sum(form[0].isalnum() for form in lead.words.forms) <= _SHORT and sentence_kind(lead) is not ItemKind.IMPERATIVE
    )


def _is_link(text: Text, start: int, *, third: bool) -> bool:
    """Whether the text is a link and nothing else, named by a title rather than an action."""
    end = len(text.visible.rstrip(" ."))
    covered = any(first <= start and last >= end for first, last, _ in text.links)
    if not covered:
        return False
    if any(url.startswith("#") for _, _, url in text.links[:1]):
        return True  # a table of contents
    sentence = sentence_of(text.visible, start, end, imperative=True, third=third)
    kind = sentence_kind(sentence)
    named = text.visible[start:end]
    titled = (kind is ItemKind.PERHAPS or sentence.words.classes[:1] == ["b"]) and (named.istitle() or named.isupper())
    # "Salary and Leave Policy": what a command opens with is no name
    titled = titled or (sentence.first is not None and sentence.tags[0] in "NP" and named.istitle())
    return titled or kind not in (ItemKind.IMPERATIVE, ItemKind.PERHAPS, ItemKind.THIRD)


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
