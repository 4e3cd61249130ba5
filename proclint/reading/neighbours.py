"""Neighbours: what stands around a word in its sentence, as far as it has been read.

It only looks, and gives no word its class; choices.py does.
"""

from __future__ import annotations

from typing import Final

from proclint.reading.openings import FIRST_WORDS, OBJECT, Opening
from proclint.reading.words import Words, lexicon

NOUNS: Final = frozenset("nsbkqQNSP")
CAUSATIVE: Final = frozenset(
    {
        "let",
        "lets",
        "letting",
        "help",
        "helps",
        "make",
        "makes",
        "have",
        "has",
        "had",
        "get",
        "gets",
        "go",
        "come",
        "please",
    }
)
OBJECTS: Final = frozenset({"them", "him", "us", "me"})
_COUNTS: Final = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
)


class Neighbours(Opening):
    """The state of a pass over one sentence, and what can be seen from a word in it."""

    __slots__ = (
        "before",
        "context",
        "finite",
        "fresh",
        "inner",
        "opening",
        "prior",
        "relative",
        "saved",
        "stack",
        "verb",
        "verb_form",
    )

    def __init__(self, words: Words, imperative: bool) -> None:
        """Prepare to tag `words`; `imperative`: a list item or heading, which tends to begin with its verb."""
        super().__init__(words, imperative)
        self.context = "^"  # what came last: see `_after`
        self.finite = False  # whether the clause has its finite verb
        self.fresh = False  # whether a coordinator came since: a new subject may follow
        self.opening = False  # whether the sentence began with a condition or a preposition, which a comma ends
        self.inner = False  # whether a condition inside the sentence is open, which a comma ends
        self.prior: tuple[str, bool, bool, str] | None = (
            None  # context, finite, fresh and verb form before the last comma
        )
        self.saved: tuple[str, bool, bool, str] | None = None  # the same before a condition inside the clause
        self.relative = False  # whether the sentence still lacks the verb whose subject "who" went on: "anyone who ..."
        self.before = ""  # the tag before the last coordinator or comma
        self.verb = ""  # the last verb's form
        self.verb_form = ""  # its tag
        self.stack: list[tuple[str, bool, bool, bool]] = []

    def does(self, following: str, second: str) -> bool:
        """Whether a noun at the start is a verb that the lexicon lacks, or a doing: "Monitoring system alerts"."""
        if following == "D":
            return self.forms[1] != "up to"  # "acrylic up to 6 mm"
        stem = self.forms[0][:-3]
        stem = stem[:-1] if stem[-1:] == stem[-2:-1] else stem  # "planning"
        doing = self.forms[0].endswith("ing") and (lexicon().is_verb(self.forms[0][:-3]) or lexicon().is_verb(stem))
        return doing and (following in "sqQ" or (following in "nbk" and second in "sqQ"))

    def is_doing(self, at: int) -> bool:
        """Whether a word that the lexicon knows as a noun alone is made of a verb: "handling"."""
        form = self.forms[at]
        return form.endswith("ing") and (lexicon().is_verb(form[:-3]) or lexicon().is_verb(form[:-3] + "e"))

    def is_count(self, at: int) -> bool:
        """Whether a word is a number."""
        return self.forms[at][0].isdigit() or self.forms[at] in _COUNTS

    def is_somebody(self, at: int) -> int:
        """Where the article stands of a name of people that ends at `at`, -1 where none does."""
        start = at
        while start >= 0 and self.classes[start] in "nsbkxjP":
            start -= 1
        if start > 0 and self.classes[start] == "D" and self.classes[start - 1] == "O":
            return self.is_somebody(start - 2)  # "the head of the school"
        return start if start >= 0 and self.classes[start] == "D" and self.names_people(at) else -1

    def begins_clause(self, at: int) -> bool:
        """Whether somebody with an article stands before a word whom nothing joins to the words before."""
        start = self.is_somebody(at - 1)
        return start > 0 and self.classes[start - 1] not in "pfwycO&"

    def is_bare(self, at: int) -> bool:
        """Whether a thing without article stands straight behind "and"."""
        return at > 0 and self.classes[at] in "nbkux" and self.classes[at - 1] == "&" and not self.names_people(at)

    def is_all_that_is_done(self, at: int, following: str) -> bool:
        """Whether a word behind somebody has no object and no verb behind it: "the board meets on Monday"."""
        narrowed = self.verb_form in ("E", "G") and self.classes[0] == "D"  # "a helper trained in first aid | stays"
        if following not in "pofwyTAit.," or (self.is_somebody(at - 1) < 0 and not narrowed):
            return False
        for kind in self.classes[at + 1 :]:
            if kind in ".;:(":
                return True
            if kind in "BHMz":
                return False
        return True

    def is_made_to(self, at: int) -> bool:
        """Whether a verb stands behind a pronoun that "have" or "help" leads: "have them sign the form"."""
        return self.finite and at > 1 and self.verb_form in "VHI" and self.forms[at - 2] in CAUSATIVE

    def is_given_task(self, at: int) -> bool:
        """Whether nothing but somebody's name stands before "to": "Manager to approve it"."""
        return 0 < at <= FIRST_WORDS and not self.verb and self.context in "nsm" and self.names_people(at - 1)

    def ends_condition(self, at: int, following: str) -> bool:
        """Whether the condition that opens the sentence may end here, so that a command follows without a comma."""
        if not (self.imperative and self.opening and self.finite and self.inner):
            return False
        if self.context == "v":
            return self.verb_form == "E" or (self.verb not in CAUSATIVE and self.is_last_verb(at))
        if self.context == "d":
            return self.classes[at - 2] in "BAX"
        told = following == "R" and self.forms[at + 1] in OBJECTS
        return self.context == "o" and (told or self.is_last_verb(at))

    def is_last_verb(self, at: int) -> bool:
        """Whether neither a comma nor a finite verb comes behind a word in its clause."""
        for kind in self.classes[at + 1 :]:
            if kind in ".;:(":
                return True
            if kind in ",>BMHz":
                return False
        return True

    def goes_on(self, following: str) -> bool:
        """Whether the main verb comes behind a relative clause: "those who have a key open the gate"."""
        behind = self.context == "o" or (self.context == "v" and self.verb_form == "E")
        if not (self.relative and self.finite and behind and following in OBJECT):
            return False
        self.relative = False
        return True

    def heads_subject(self, at: int) -> bool:
        """Whether nothing but nouns stand between a word and a finite verb: "Review process is"."""
        at += 1
        while at < len(self.classes) and self.classes[at] in "nsbkqQjJP(":
            if self.classes[at] == "(":
                while at < len(self.classes) and self.classes[at] != ")":
                    at += 1
            at += 1
        if at >= len(self.classes):
            return False
        return self.classes[at] in "BHzM" or (self.classes[at] == "v" and self.classes[at - 1] in "sqQ)")

    def is_after_article(self, at: int) -> bool:
        """Whether a determiner other than "this" and "that" stands straight before the word."""
        return bool(at) and self.classes[at - 1] == "D" and self.forms[at - 1] not in ("this", "that")

    def _tells_when(self, at: int) -> bool:
        """Whether "as" at the start opens a clause of its own: "as guests check in, hand them a badge"."""
        first, second = [*self.classes[at : at + 2], ".", "."][:2]
        return first in "sqQ" and second in "vku" and "," in self.classes[at + 2 : at + 8]

    def leads_noun(self, at: int) -> bool:
        """Whether "after" leads no clause: "after six months the supervisor offers", "before noon, call"."""
        at += 1
        start = at
        while at < len(self.classes) and self.classes[at] in "DJj'":
            at += 1
        nouns = at
        while at < len(self.classes) and self.classes[at] in "nsbkqQPO'":
            at += 1
            if self.classes[at - 1] == "O":
                while at < len(self.classes) and self.classes[at] in "DJj":
                    at += 1
        if at == max(nouns, start):
            return False
        does = self.classes[at - 1] == "Q" and self.classes[at : at + 1] == [","] and self.classes[start] == "D"
        if does and self.names_people(at - 2):
            return False  # "before the patient leaves, ..."
        # "a call after three interviews is rude": the verb has its subject already
        return (
            at == len(self.classes)
            or self.forms[at] == "please"
            or self.classes[at]
            in ("D,.;:)TBHM" if self.context in "nsm" or (self.verb_form == "E" and not self.finite) else "D,.;:)T")
        )

    def points(self, following: str, second: str) -> bool:
        """Whether "that" points to a noun: "that form is sent"."""
        return self.context == "^" and following in NOUNS and second in "MBHzQq"

    def is_preposition(self, at: int, following: str) -> bool:
        """Whether "as" or "since" opens no clause: "as the manager", "since Monday"."""
        form = self.forms[at]
        if form == "so":
            return False
        if form == "as" and not at and self._tells_when(at + 1):
            return False
        if form == "as" and (following in "gM" or self.forms[at + 1 : at + 2] == ["being"]):
            return True  # "as being on call", "as should be"
        clause: list[str] = []
        for kind in self.classes[at + 1 : at + 12]:
            if kind in ",;:.()":
                break
            clause.append(kind)
        if form == "since":
            return not any(kind in "BHMzvkQqu" for kind in clause)
        # "as" gives a reason when its clause has "is", "has" or "will" of its own, or stands behind a comma.
        if at and self.classes[at - 1] == "," and following != "g" and any(kind in "BHMzQquk" for kind in clause):
            return False
        verbs = [index for index, kind in enumerate(clause) if kind in "BHM"]
        if self.forms[at + 1 : at + 2] == ["there"] and verbs:
            return False  # "as there are many"
        if verbs and self.forms[at + 1 + verbs[0]] in ("can", "could", "may", "might", "would"):
            return True
        return not verbs or "d" in clause[verbs[0] : verbs[0] + 2]
