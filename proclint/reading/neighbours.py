"""Neighbours: what stands around a word in its sentence, as far as it has been read.

It only looks, and gives no word its class; choices.py does.
"""

from __future__ import annotations

from proclint.names import singular
from proclint.reading.capitals import with_names
from proclint.reading.words import Words, lexicon, word_list

NOUNS = frozenset("nsbkqQNSP")
OBJECT = frozenset("DR3P")  # what can only begin an object: a verb stands before it
CAUSATIVE = frozenset(
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
OBJECTS = frozenset({"them", "him", "us", "me"})
_MOVING = frozenset("Tow")  # "responds to", "checks with"
_SUBJECTS = (["D"], ["R"], ["P"], ["3"])
_CHECKING = frozenset({"check", "click", "pick", "run", "test"})
_COLLECTIVE = frozenset({"people", "personnel", "police", "staff"})  # several, though without -s
_SHORT_PHRASE = 5  # words
_COUNTS = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"})
_FIRST_WORDS = 8  # among which the verb stands
_AFTER_VERB = OBJECT | frozenset("jnsbkqQP")


class Neighbours:
    """The state of a pass over one sentence, and what can be seen from a word in it."""

    __slots__ = (
        "before",
        "classes",
        "context",
        "finite",
        "forms",
        "fresh",
        "imperative",
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
        self.forms = words.lower
        self.classes = with_names(words)
        self.imperative = imperative
        if words.lower and words.lower[0] == "should" and self.classes[1:2] in _SUBJECTS and "," in self.classes:
            self.classes[0] = "i"  # "should the manager ask, open the safe"
        if imperative:
            self._begin_with_subject()
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

    def _begin_with_subject(self) -> None:
        """Take the first words for a subject where they name people who do something: "Clerk files the form".

        Most names of roles are verbs too, and an item tends to begin with its verb.
        """
        if len(self.classes) > 2 and self.forms[1] in _CHECKING and self._checks_by_kind():
            self.classes[0], self.classes[1] = "A", "v"  # "Spot check the batch"
            return
        if self.classes[1:2] == ["T"] and self.classes[2:3] in (["v"], ["k"], ["u"], ["x"]) and self.names_people(0):
            self.classes[0] = "n"  # "Chair to open the meeting"
            return
        if self.forms[:2] == ["back", "up"] or (self.forms[:1] == ["help"] and self._helps()):
            self.classes[0] = "v"
            return
        if (
            self.classes[:1]
            and self.classes[0] not in "nbkxjgP"
            and not (self.classes[0] == "v" and self.names_people(0))
        ):
            return
        if len(self.classes) > 2 and self.forms[0] in _COLLECTIVE:
            done = self.classes[1] in "vku" and (self.classes[2] in OBJECT or self.classes[1] == "v")
            if done or self.classes[1] in "gM" or (self.classes[1] == "A" and self.classes[2] in "vkuM"):
                self.classes[0] = "s"  # "Staff check the list"
                return
        for at in range(1, min(_FIRST_WORDS, len(self.classes) - 1)):
            kind = self.classes[at]
            does = kind == "v" or (kind == "k" and at == 1 and self._are_people_acting())
            if does and self.classes[at - 1] in "sS" and self.classes[0] != "g" and self.names_people(at - 1):
                self.classes[:at] = "n" * (at - 1) + "s"  # "Team members go back"
                return
            moves = kind == "z" or (kind in "qQ" and all(one in "nbP" for one in self.classes[:at]))
            follows = self.classes[at + 1] in _AFTER_VERB or (moves and self.classes[at + 1] in "powfTA")
            if kind in "zqQ" and follows and self.names_people(at - 1):
                self.classes[:at] = ["&" if one == "&" else "n" for one in self.classes[:at]]
                self.classes[at] = "z"
                return
            if kind in "fpO" and self.names_people(at - 1) and (verb := self._verb_behind(at)):
                self.classes[:at] = ["&" if one == "&" else "n" for one in self.classes[:at]]
                self.classes[verb] = "z"  # "Clerk or porter for that floor takes the key"
                return
            if kind == "(" and self.names_people(at - 1) and (verb := self._verb_behind_bracket(at)):
                self.classes[:at] = ["&" if one == "&" else "n" for one in self.classes[:at]]
                self.classes[verb] = "z"  # "Clerk (with the porter) takes the key"
                return
            if self.classes[at - 1] not in "nbkxjPJ&" and not (at == 1 and self.classes[0] == "g"):
                return

    def _helps(self) -> bool:
        """Whether "help" is followed by those who are helped: "Help guests find a seat"."""
        return self.classes[1:2] in (["s"], ["q"]) and self.classes[2:3] in (["v"], ["k"]) and self.names_people(1)

    def _checks_by_kind(self) -> bool:
        """Whether the first word says how one checks or clicks: "Double check the totals", "Left click on Save"."""
        following = self.classes[2]
        if following not in OBJECT and not (self.forms[1] == "click" and following == "p"):
            return False
        return self.classes[0] in "nbjkxA" and not self.names_people(0)

    def _verb_behind(self, at: int) -> int:
        """Where the verb with -s stands behind a short phrase that a preposition opens, 0 where none does."""
        for index in range(at + 1, min(at + _SHORT_PHRASE, len(self.classes) - 1)):
            kind = self.classes[index]
            if kind == "z" and self.classes[index - 1] in "nbkP" and self.classes[index + 1] in _AFTER_VERB | _MOVING:
                return index
            if kind not in "DhJjnbkxP":
                return 0
        return 0

    def _verb_behind_bracket(self, at: int) -> int:
        """Where the verb with -s stands straight behind a bracket that opens at `at`, 0 where none does."""
        verb = self.classes.index(")", at) + 1 if ")" in self.classes[at:] else 0
        ahead = self.classes[verb : verb + 2]
        return verb if verb and len(ahead) > 1 and ahead[0] in "zqQ" and ahead[1] in _AFTER_VERB | _MOVING else 0

    def is_given_task(self, at: int) -> bool:
        """Whether nothing but somebody's name stands before "to": "Manager to approve it"."""
        return 0 < at <= _FIRST_WORDS and not self.verb and self.context in "nsm" and self.names_people(at - 1)

    def names_people(self, at: int) -> bool:
        """Whether the word at `at` is in a list of people, alone or with the word before it."""
        form = self.forms[at]
        names = {form, singular(form), f"{self.forms[at - 1]} {form}"} if at else {form, singular(form)}
        return any(names & word_list(name) for name in ("roles", "customers", "contacts"))

    def _are_people_acting(self) -> bool:
        """Whether a sentence may begin with several people, no department, who act: "Tenants sign ...", not "Sales"."""
        if len(self.classes) < _SHORT_PHRASE or self.classes[2] not in _AFTER_VERB:
            return False
        return all(self.forms[0] not in word_list(name) for name in ("roles", "customers", "contacts"))

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
