"""The clauses of a sentence: each verb with its subject, its objects and the kind of clause it stands in.

It follows what grammar/step.lark found; who of the named is a party is for roles.py.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from proclint.names import singular
from proclint.reading.clauses import Pass
from proclint.reading.grammar import Piece, grammar
from proclint.reading.phrases import Range, Verb
from proclint.reading.tagging import tag
from proclint.reading.words import Words, word_list

TIMES: Final = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "while"})
_BY_TRADE: Final = re.compile(r"\w{3,}(?:ist|ian)")
_IN_TOUCH: Final = (["in", "touch"], ["in", "contact"])
_ACTIVE: Final = frozenset(
    {"up", "over", "into", "for", "after", "at", "through", "out"}
)  # "looks up" is done, "looks" is not


class Sentence:
    """One sentence: words, tags, segments and verbs. `start` and `end` are offsets in the text that it was cut from."""

    __slots__ = ("end", "imperative", "segments", "start", "tags", "text", "verbs", "words")

    def __init__(self, text: str, start: int, end: int, *, imperative: bool, third: bool = False) -> None:
        """Read text[start:end].

        `imperative`: a list item or a heading, where a sentence tends to begin with its verb; `third`: what stands
        before gave its subject ("The chair:"), so that it begins with a verb in the third person.
        """
        self.text, self.start, self.end, self.imperative = text, start, end, imperative
        self.words = Words(text[start:end])
        self.tags = tag(self.words, imperative=imperative, third=third)
        self.segments = _opened(self.tags, grammar().segments(self.tags))
        self.verbs = Pass(self).run()

    def span(self, words: Range) -> tuple[int, int]:
        """The offsets of a range of words in the text."""
        return self.start + self.words.starts[words[0]], self.start + self.words.ends[words[1] - 1]

    def form(self, at: int) -> str:
        """The word at `at` in lower case, with a plain apostrophe; nothing behind the last one."""
        lower = self.words.lower
        return lower[at] if at < len(lower) else ""

    @property
    def first(self) -> Verb | None:
        """The first verb of a main clause."""
        return next((verb for verb in self.verbs if verb.kind == "MAIN" and verb.finite), None)


@lru_cache(maxsize=1024)
def sentence_of(text: str, start: int, end: int, *, imperative: bool, third: bool = False) -> Sentence:
    """The sentence that text[start:end] is. It is read once: of a heading or of what stands before a list, much is
    asked, by several who do not know of each other.
    """
    return Sentence(text, start, end, imperative=imperative, third=third)


def _opened(tags: str, segments: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The segments, an aside that says why taken apart: "(so that reviewers can see it)"."""
    if "(" not in tags or not any(kind == "ASIDE" and tags[start + 1] in "rTeA" for kind, start, _ in segments):
        return segments
    found: list[Piece] = []
    for kind, start, end in segments:
        if kind != "ASIDE" or tags[start + 1 + (tags[start + 1] == "A")] not in "rTe":  # "(just in case ...)"
            found.append((kind, start, end))
            continue
        found.append(("STOP", start, start + 1))
        found += [
            ("ASIDE" if inner == "MAIN" else inner, start + 1 + first, start + 1 + last)
            for inner, first, last in grammar().segments(tags[start + 1 : end - 1])
        ]
        found.append(("STOP", end - 1, end))
    return tuple(found)


def is_state(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb says how something is rather than what is done; "have a meeting" is done."""
    if verb.base == "have" and any(
        sentence.form(noun.words[1] - 1) in word_list("meetings") for noun in verb.objects if not noun.lead
    ):
        return False
    if verb.base in ("be", "stay") and [sentence.form(verb.words[1] + at) for at in (0, 1)] in _IN_TOUCH:
        return False  # "stay in touch with the owner"
    if verb.base in ("look", "stand", "live", "lie", "sound") and verb.particle in _ACTIVE:
        return False
    if verb.base == "take" and not verb.passive and _is_time(sentence, verb):
        return True  # "it takes a week"
    if (
        verb.tags == "V"
        and not verb.subject
        and (verb.base in ("include", "require") or verb.base in word_list("verbs_to_people"))
    ):
        return False  # "Include the invoice", "Involve the council"
    if verb.base in ("fit", "weigh") and _is_done_to_something(sentence, verb):
        return False
    if verb.passive and verb.base in ("include", "involve"):
        return False  # "the note is included in the report"
    return verb.tags[-1] in "MBH" or verb.base in word_list("states")


def _is_done_to_something(sentence: Sentence, verb: Verb) -> bool:
    """Whether somebody does it to something: "the nurse weighs the child", but not "the parcel weighs a pound"."""
    if not verb.subject or not any(not noun.lead and not noun.is_pronoun for noun in verb.objects):
        return False
    head = singular(sentence.form(verb.subject[-1].words[1] - 1))
    return head in word_list("roles") or _BY_TRADE.fullmatch(head) is not None


def _is_time(sentence: Sentence, verb: Verb) -> bool:
    """Whether the object of a verb is a length of time."""
    bare = next((noun for noun in verb.objects if not noun.lead), None)
    if bare is None or (bare.words[1] - bare.words[0] == 1 and sentence.form(bare.words[0]) == "minutes"):
        return False  # "take minutes for the board"
    return singular(sentence.form(bare.words[1] - 1)) in TIMES
