"""The clauses of a sentence: each verb with its subject, its objects and the kind of clause it stands in.

It follows what grammar/step.lark found; who of the named is a party is for roles.py.
"""

from __future__ import annotations

import re
from typing import Literal

from proclint.model import Evidence, Kind
from proclint.reading.grammar import Piece, grammar
from proclint.reading.tagging import tag
from proclint.reading.words import Words, lexicon, word_list

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[^\s\w]*[A-Z0-9@#`\"“])|(?<=\s[.!?])\s+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|approx|no|nos|dr|mr|mrs|ms|prof|st|dept|fig|sec|ca|cf|inc|ltd|\w)\.$",
    re.IGNORECASE,
)
_ACTIVE = frozenset({"up", "over", "into", "for", "after", "through", "out"})  # "looks up" is done, "looks" is not
_LONGEST_ABBREVIATION = 12
ENSURING = frozenset({"make", "ensure", "see", "confirm", "verify", "check"})  # verbs that a whole clause may complete
_MOST_WORDS = 300  # a sentence that is longer is cut: no one reads it as one

Range = tuple[int, int]  # words [first, last + 1)


class Noun:
    """A noun phrase or pronoun: its words, and what leads it to its verb ("to", "for", "" for none).

    `joined` is what joins it to the noun before ("and", "or", a comma, a slash), `is_led` whether a preposition stands
    straight before it. `evidence` keeps what parties.py finds out about it, False before that.
    """

    __slots__ = ("evidence", "is_led", "is_pronoun", "joined", "lead", "words")

    def __init__(
        self, words: Range, lead: str = "", is_pronoun: bool = False, joined: str = "", is_led: bool = False
    ) -> None:
        """Take the noun phrase as it was found."""
        self.words, self.lead, self.is_pronoun, self.joined, self.is_led = words, lead, is_pronoun, joined, is_led
        self.evidence: tuple[Evidence, Kind] | None | Literal[False] = False

    def cut(self, first: int, last: int) -> Noun:
        """The same noun phrase with other words: a part of it."""
        return Noun((first, last), self.lead, self.is_pronoun, self.joined, self.is_led)


class Verb:
    """A verb in its clause.

    `kind` is the type in step.lark of the segment with the index `segment`; `preceding` holds the nouns since the verb
    before, `after` the preposition or "and" straight before it; `is_shared` says whether the subject is that of the verb
    before. `passive`: the subject is what it is done to; `finite`: it makes a clause, being no infinitive, no -ing and no
    bare participle; `negated`: the clause says that it is not done, `after_not` by a word before it ("never hesitate").
    """

    __slots__ = (
        "after", "after_not", "base", "finite", "head", "is_shared", "kind", "leads_clause", "negated", "objects",
        "particle", "passive", "preceding", "segment", "subject", "tags", "words",
    )  # fmt: skip

    def __init__(
        self, kind: str, segment: int, words: Range, head: int, base: str, tags: str, *, after_not: bool
    ) -> None:
        """Take the verb as it was found, still without its nouns."""
        self.kind, self.segment, self.words, self.head, self.base, self.tags = kind, segment, words, head, base, tags
        self.subject: list[Noun] = []
        self.objects: list[Noun] = []
        self.preceding: list[Noun] = []
        self.is_shared = self.leads_clause = False
        self.after = self.particle = ""
        self.after_not = after_not
        self.finite = tags[0] in "MBHVZWl"
        self.passive = tags[-1] == "E" and ("B" in tags or "H" not in tags)
        self.negated = after_not or "X" in tags

    def make_passive(self, last: int, base: str) -> None:
        """Take the participle up to word `last` into it: "get added" is a passive."""
        self.tags += "BE"
        self.words, self.base, self.passive = (self.words[0], last), base, True


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
        self.verbs = _verbs(self)

    def span(self, words: Range) -> tuple[int, int]:
        """The offsets of a range of words in the text."""
        return self.start + self.words.starts[words[0]], self.start + self.words.ends[words[1] - 1]

    def form(self, at: int) -> str:
        """The word at `at` in lower case, with a plain apostrophe."""
        return self.words.lower[at]

    @property
    def first(self) -> Verb | None:
        """The first verb of a main clause."""
        return next((verb for verb in self.verbs if verb.kind == "MAIN" and verb.finite), None)


def split(text: str, start: int = 0) -> list[tuple[int, int]]:
    """The offsets [start, end) of the sentences of a text from `start` on."""
    cuts: list[tuple[int, int]] = []
    for match in _SENTENCE_END.finditer(text, start):
        if _ABBREVIATION.search(text, max(start, match.start() - _LONGEST_ABBREVIATION), match.start()):
            continue
        cuts.append((start, match.start()))
        start = match.end()
    cuts.append((start, len(text)))
    return [(first, last) for first, last in cuts if text[first:last].strip()]


def _opened(tags: str, segments: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The segments, an aside that says why taken apart: "(so that reviewers can see it)"."""
    if "(" not in tags or not any(kind == "ASIDE" and tags[start + 1] in "rTe" for kind, start, _ in segments):
        return segments
    found: list[Piece] = []
    for kind, start, end in segments:
        if kind != "ASIDE" or tags[start + 1] not in "rTe":
            found.append((kind, start, end))
            continue
        found.append(("STOP", start, start + 1))
        found += [
            ("ASIDE" if inner == "MAIN" else inner, start + 1 + first, start + 1 + last)
            for inner, first, last in grammar().segments(tags[start + 1 : end - 1])
        ]
        found.append(("STOP", end - 1, end))
    return tuple(found)


class _Pass:
    """Walks over the phrases of a sentence and gives each verb what belongs to it."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.book = lexicon()
        self.scan = grammar().scan
        self.verbs: list[Verb] = []
        self.subject: list[Noun] = []  # of the last main clause
        self.antecedent: list[Noun] = []  # the noun before "who" or "which"
        self.left: list[Noun] = []  # nouns of a main segment that still wait for their verb

    def run(self) -> list[Verb]:
        for index, (kind, start, end) in enumerate(self.sentence.segments):
            if kind == "ASIDE" and self.sentence.tags[start] == "(":
                self.segment(index, kind, start + 1, end - 1)
            elif kind != "STOP":
                self.segment(index, kind, start, end)
        return self.verbs

    def segment(self, index: int, kind: str, start: int, end: int) -> None:
        tags, lower = self.sentence.tags, self.sentence.words.lower
        pending: list[Noun] = self.left if kind == "MAIN" else []  # the nouns since the last verb or the start
        current: Verb | None = self._carried(kind)
        lead = coordinator = ""
        led = False  # whether a verb stood in this segment
        for match in self.scan(tags, start, min(end, start + _MOST_WORDS)):
            phrase = match.lastgroup
            first, last = match.span()
            if phrase == "NOUN" or phrase == "PRONOUN":
                joined = ""
                leading = lead
                if coordinator:
                    back = pending or (current.objects[-1:] if current is not None and not led else ())
                    if back:
                        joined = coordinator
                        leading = lead or back[-1].lead
                noun = Noun((first, last), leading, phrase == "PRONOUN", joined, bool(lead))
                pending.append(noun)
                if current is not None:
                    current.objects.append(noun)
                lead = coordinator = ""
            elif phrase == "PREPOSITION":
                lead = lower[first]
                if current is not None and current.words[1] == first and not current.particle:
                    current.particle = lead
            elif phrase == "COORDINATOR":
                coordinator = lower[first]
                lead = ""
            elif phrase == "VERB":
                if current is not None and current.base == "get" and tags[first:last] == "E":
                    if current.tags[-1] in "VIZ" and current.words[1] == first:  # "get added by the lead" is a passive
                        current.make_passive(last, self.book.base(lower[first]))
                        continue
                verb = self._verb(index, kind, first, last)
                verb.after = lead or coordinator
                verb.preceding = [*pending]
                self._give_subject(verb, current if led else None, pending, coordinator)
                self.verbs.append(verb)
                if verb.tags == "E" and led and not coordinator and current is not None:
                    if current.finite or current.tags == "G":
                        lead = ""  # "email the number of things mended to the owner": the verb before goes on
                        continue
                if kind == "MAIN" and verb.finite:
                    self.subject = verb.subject
                current, led = verb, True
                pending = []
                lead = coordinator = ""
            elif phrase == "FILLER" and current is not None and first == current.words[1] and tags[first] == "A":
                current.particle = lower[first]
        if pending:
            self.antecedent = pending[-1:]
        if kind == "MAIN":
            self.left = [] if led else pending

    def _carried(self, kind: str) -> Verb | None:
        """The verb that goes on taking objects: that of the main clause, behind an aside."""
        if kind != "MAIN":
            return None
        last = next((verb for verb in reversed(self.verbs) if verb.kind != "ASIDE"), None)
        return last if last is not None and last.kind == "MAIN" and (last.finite or last.tags == "G") else None

    def _verb(self, segment: int, kind: str, first: int, last: int) -> Verb:
        tags = self.sentence.tags
        head = last - 1
        while head > first and tags[head] in "AX>":
            head -= 1
        tag = tags[head]
        base = "be" if tag == "B" else "have" if tag == "H" else self.book.base(self.sentence.words.lower[head])
        after_not = first > 0 and tags[first - 1] == "X"
        return Verb(kind, segment, (first, last), head, base, tags[first : head + 1], after_not=after_not)

    def _give_subject(self, verb: Verb, before: Verb | None, pending: list[Noun], coordinator: str) -> None:
        """Find the subject of `verb`: the nouns before it, the subject of the verb before, or the noun before "who"."""
        if verb.kind in ("WHO", "RELATIVE") and before is None and not [noun for noun in pending if not noun.lead]:
            verb.subject = self.antecedent
            return
        if not verb.finite:
            verb.subject = before.subject if before is not None else []
            return
        if before is None:
            own = _leading(pending)
            if own and not (verb.tags == "V" and self.sentence.tags[verb.words[0] - 1] == ","):
                verb.subject, verb.leads_clause = own, True
            elif verb.kind == "MAIN" and self.verbs and not (verb.tags == "V" and self._starts_anew(verb)):
                verb.subject, verb.is_shared = self.subject, True
            return
        trailing = self._trailing(verb, before, pending)
        if trailing:
            verb.subject, verb.leads_clause = trailing, True
            before.objects = [noun for noun in before.objects if noun not in trailing]
        else:
            verb.subject, verb.is_shared = before.subject, True

    def _starts_anew(self, verb: Verb) -> bool:
        """Whether an imperative begins a clause of its own."""
        start = self.sentence.segments[verb.segment][1]
        return verb.words[0] == start and not verb.after and not self.subject

    def _trailing(self, verb: Verb, before: Verb, pending: list[Noun]) -> list[Noun]:
        """The nouns straight before `verb` that begin a clause of their own: "..., and the manager approves it"."""
        if verb.tags == "V" and before.tags in ("V", "I"):
            if not pending or self.sentence.tags[pending[-1].words[1] - 1] in "NP":
                return []  # a command goes on: "tell the guest, and close the door"
        if pending and before.base in ENSURING and not pending[-1].lead and self._adjoins(pending[-1], verb):
            return pending[-1:]  # "make sure the guest has a key"
        stop = len(pending)
        while stop and pending[stop - 1].lead and not pending[stop - 1].joined:
            stop -= 1
        start = stop
        while start and (not pending[start - 1].lead or pending[start - 1].joined):
            start -= 1
            if not pending[start].joined and self._after_break(pending[start]):
                return pending[start:stop]
            if pending[start].joined and self._follows_comma(pending[start], before):
                return pending[start:stop]
        if stop and self._after_break(pending[stop - 1]):
            return pending[stop - 1 : stop]
        return []

    def _adjoins(self, noun: Noun, verb: Verb) -> bool:
        """Whether nothing but an adverb stands between a noun and a verb."""
        return not self.sentence.tags[noun.words[1] : verb.words[0]].strip("A")

    def _after_break(self, noun: Noun) -> bool:
        """Whether a coordinator or comma stands straight before a noun."""
        at = noun.words[0] - 1
        while at > 0 and self.sentence.tags[at] in "AF>":
            at -= 1
        return at >= 0 and self.sentence.tags[at] in "&,"

    def _follows_comma(self, noun: Noun, before: Verb) -> bool:
        at = noun.words[0] - 1
        while at > before.words[1] and self.sentence.tags[at] in "AF>&":
            at -= 1
        return self.sentence.tags[at] == ","


def _leading(pending: list[Noun]) -> list[Noun]:
    """The subject among the nouns before a verb: the last that no preposition leads, and those that are joined to it.

    Behind "in the same week, the clerk" a comma joins nothing; in "the clerk at the desk and the manager" "and" does.
    """
    at = len(pending) - 1
    while at >= 0 and pending[at].is_led:
        at -= 1
    if at < 0:
        return []
    found = [pending[at]]
    while at > 0 and pending[at].joined:
        before = at - 1
        if pending[at].joined != ",":
            while before >= 0 and pending[before].is_led:
                before -= 1
        if before < 0 or pending[before].is_led:
            break
        found.insert(0, pending[before])
        at = before
    return found


def _verbs(sentence: Sentence) -> list[Verb]:
    return _Pass(sentence).run()


def is_state(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb says how something is rather than what is done; "have a meeting" is done."""
    if verb.base == "have" and any(
        sentence.form(noun.words[1] - 1) in word_list("meetings") for noun in verb.objects if not noun.lead
    ):
        return False
    if verb.base in ("look", "stand", "live", "lie", "sound") and verb.particle in _ACTIVE:
        return False
    if verb.tags == "V" and not verb.subject and verb.base in word_list("verbs_to_people"):
        return False  # "Involve the council"
    return verb.tags[-1] in "MBH" or verb.base in word_list("states")
