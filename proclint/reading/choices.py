"""Choosing: which of its possible classes a word has, given what came before it and what follows.

It only looks; tagging.py moves on from word to word.
"""

from __future__ import annotations

import re

from proclint.names import singular
from proclint.reading.capitals import with_names
from proclint.reading.words import Words, guess, lexicon, word_list

NOUNS = frozenset("nsbkqQNSP")
OBJECT = frozenset("DR3P")  # what can only begin an object: a verb stands before it
PREPOSITIONS = frozenset("pfwycO")
OPENERS = frozenset("pfwycOoiterATX")
_FINITE = frozenset("MBHm")
PEOPLE = frozenset({"everyone", "everybody", "anyone", "anybody", "someone", "somebody", "others"})
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
_LEADING = word_list("catenatives") | {
    "avoid",
    "consider",
    "finish",
    "keep",
    "stop",
    "recommend",
    "suggest",
    "involve",
    "include",
    "mean",
    "go",
}
_ENSURING = frozenset({"make", "check", "ensure", "confirm", "verify"})
_PLAIN_TAG = {"n": "N", "s": "S", "j": "J", "a": "A", "P": "P"}
_TOLD = word_list("verbs_to_people")
_DOING = word_list("tool_verbs") | {"go", "visit", "use", "open", "call", "contact"}
NARROWING = frozenset({"involved", "concerned", "affected"})
_OBJECTS = frozenset({"them", "him", "us", "me"})
_MOVING = frozenset("Tow")  # "responds to", "checks with"
_PARTICLES = re.compile(r"..-(?:in|off|out|over|up)$")
_SUBJECTS = (["D"], ["R"], ["P"], ["3"])
_CHECKING = frozenset({"check", "click", "pick", "run", "test"})
_COLLECTIVE = frozenset({"people", "personnel", "police", "staff"})  # several, though without -s
_SHORT_PHRASE = 5  # words
_COUNTS = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"})
_FIRST_WORDS = 8  # among which the verb stands
_AFTER_VERB = OBJECT | frozenset("jnsbkqQP")
IS = frozenset({"it", "that", "what", "who", "he", "she", "there", "here", "let", "where", "how"})


class Choices:
    """The state of a pass over one sentence, and the choices that depend on it."""

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

    def choose(self, at: int, kind: str, following: str, second: str) -> str:
        """The tag of a word of an open class."""
        context = self.context
        behind = context in "nsm" and kind in "jn" and following in "foT" and not self.finite
        if behind and (kind == "j" or self.forms[at] == "responsible") and self.names_people(at - 1):
            return "A"  # "the clerk responsible for the safe opens it"
        if kind == "j" or kind == "a" or kind == "P":
            return _PLAIN_TAG[kind]
        if kind == "n" or kind == "s":
            # A list item that begins with a noun and a determiner begins with a verb that the lexicon lacks.
            if kind == "n" and context in "MT":
                return "V" if context == "M" else "I"  # a verb that the lexicon lacks: "will tweak the text"
            if kind == "n" and context == "^" and self.imperative and not at and self._does(following, second):
                return "G" if self.forms[at].endswith("ing") else "V"
            if kind == "n" and not at and self.imperative and following == "w" and _PARTICLES.search(self.forms[0]):
                return "V"  # "follow-up with the client"
            if kind == "n" and following == "D" and context in "nsmp" and self._is_doing(at):
                return "G"  # "the clerk handling the case"
            if kind == "s" and context in "nm" and (not self.finite or self.fresh) and following in "DR3" and at > 1:
                return "Z"  # "the officer confirmes the order": no plural noun stands between a noun and a determiner
            return _PLAIN_TAG[kind]
        if kind in "vku" and context == "r" and self._is_made_to(at):
            return "I"
        if kind == "v" and context == "s" and self.finite and not self.fresh and self.verb in CAUSATIVE:
            return "I"  # "have the student bring it"
        if kind == "v":
            if context == "o" and at and self.classes[at - 1] in "nbk" and following in "Topfw.,":
                return "N"  # "use the mail template to ask": no base form stands behind one thing
            if context == "d" or (context == "p" and following in "nsbkqQ"):
                return "J" if following in NOUNS else "N"  # "the rename", "upon complete approval"
            return "I" if context in "Te" else "V"
        if kind == "z":
            noun = context == "d" and (following in "BHMz" or self._is_after_article(at))
            noun = noun or (self.fresh and self.finite and following in "f.,;p" and self._is_bare(at - 1))
            return "S" if noun else "Z"
        if kind == "g":
            if (
                context == "v"
                and following in NOUNS
                and self.verb_form in "VZI"
                and lexicon().base(self.verb) not in _LEADING
            ):
                return "J"  # "offboard departing staff", but "start calling customers"
            named = context == "o" and at > 1 and self.forms[at - 2] == self.verb and following in "sqQ"
            if named and self.names_people(at + 1) and lexicon().base(self.verb) in _TOLD:
                return "N"  # "notify agency authorizing officials"
            thing = context == "o" and self.classes[at - 1] in "nbk" and not self.names_people(at - 1)
            if thing and self.imperative and self.verb_form == "V" and following in "pwfo.,":
                return "N"  # "arrange return shipping with the shop"
            if context == "d":
                return "J" if following in NOUNS or following in "jg" else "N"
            if context == "p" and following in "sqQ" and at and self.classes[at - 1] == "w":
                return "J"  # "with remaining employees"
            return "G"
        if kind == "d":
            return self._participle(at, following)
        if kind in "qQ":
            return self._plural_or_third(at, kind, following, second)
        return self._base(at, kind, following, second)

    def _does(self, following: str, second: str) -> bool:
        """Whether a noun at the start is a verb that the lexicon lacks, or a doing: "Monitoring system alerts"."""
        if following == "D":
            return self.forms[1] != "up to"  # "acrylic up to 6 mm"
        doing = self.forms[0].endswith("ing") and lexicon().is_verb(self.forms[0][:-3])
        return doing and (following in "sqQ" or (following in "nbk" and second in "sqQ"))

    def _is_doing(self, at: int) -> bool:
        """Whether a word that the lexicon knows as a noun alone is made of a verb: "handling"."""
        form = self.forms[at]
        return form.endswith("ing") and (lexicon().is_verb(form[:-3]) or lexicon().is_verb(form[:-3] + "e"))

    def is_count(self, at: int) -> bool:
        """Whether a word is a number."""
        return self.forms[at][0].isdigit() or self.forms[at] in _COUNTS

    def _participle(self, at: int, following: str) -> str:
        context = self.context
        if self.forms[at] in NARROWING and context in "nso" and following in "MBHz.,;)":
            return "A"  # "the reviewers involved should agree"
        if context in "bh":
            return "E"
        if context == "d":
            return "J"
        if context in "r3" and self._is_made_to(at):
            return "E"  # "get it approved"
        if context in "r3k":
            return "W"
        if context in "nsm" and (not self.finite or self.fresh):
            return "W" if following in OBJECT or (following in "j" and context == "m") else "E"
        if context == "&":
            if self.before in "EW":
                return self.before
            return "J" if following in NOUNS else "E"
        if context in "^vpcT" and (following in NOUNS or following == "j"):
            return "J"
        return "E"

    def _plural_or_third(self, at: int, kind: str, following: str, second: str) -> str:
        context = self.context
        if context in "3kr" or (context == "d" and at and self.forms[at - 1] in ("this", "that")):
            return "Z"  # "this makes": no plural noun stands behind "this"
        if context == "^" and self.imperative and not self.finite:
            return "Z" if following in OBJECT or (kind == "Q" and following in "Ah") else "S"
        if context in "nm" and (not self.finite or self.fresh):
            if following in OBJECT:
                return "Z"
            if (
                following == "&"
                and not self.finite
                and (second in "zQq" or (second in ",A" and self._is_somebody(at - 1) >= 0))
            ):
                return "Z"  # "the auditor checks and signs"
            if self.fresh and self.finite and self.names_people(at):
                return "S"  # "call the clerk and their team leads to ..."
            if self.fresh and self.finite and following in "f.,;p" and self._is_bare(at - 1):
                return "S"  # "keeps the documents and calendar invites for the meeting"
            if self.fresh and self.finite and kind == "Q" and self.names_people(at - 1) and following not in "BHMz":
                return "Z"  # "..., and a porter looks after it"
            if context == "n" and not self.finite and self._is_all_that_is_done(at, following):
                return "Z"
            if self.finite or following in _FINITE or following in "z.;:,&/":
                return "S"
            if self.imperative and context == "n" and at == 1 and not self.names_people(0):
                return "S"
            if at == 1 and self.imperative and context == "m":
                if kind == "Q" and following in "jnsbkqQ" and guess(self.forms[0]) != "s":
                    return "Z"  # "Norcom reports monthly figures"
                if following in "pofwTA" and self.names_people(0):
                    return "Z"  # "Committee meets on Fridays"
                if kind == "Q" and following in "hi":
                    return "Z"  # "OPS checks that the budget is there"
                return "S"  # "Soundness holes": a capital at the start of an item is no name yet
            if kind == "Q" and (following in "ofwpTyrith" or following == "j"):
                return "Z"
            return "Z" if kind == "Q" and following in "nsbkqQdg" else "S"
        meant = following == "D" or (following in "R3" and self.forms[at + 1] in _OBJECTS | {"it"})
        if context == "s" and not self.finite and meant:
            return "Z"
        if context == "o" and self.opening and following in OBJECT and self._begins_clause(at):
            return "Z"  # "if the seal is broken the driver calls the depot"
        if context == "&" and not self.finite and following in "DR3" and self.before in "NP" and at > 1:
            return "Z"  # "the lead, or in her absence the deputy, signs the form"
        if self._goes_on(following):
            return "Z"
        if context == "&" and self.names_people(at) and following not in OBJECT:
            return "S"  # "for trainers and hosts with ..."
        if context == "&" and self.verb_form == "Z":
            likely = following in OBJECT or (kind == "Q" and following in "fwoAj")
            likely = likely or (kind == "Q" and following in "nsbkq" and second not in "BHM")
            return "Z" if self.before == "Z" or likely else "S"
        return "S"

    def _is_somebody(self, at: int) -> int:
        """Where the article stands of a name of people that ends at `at`, -1 where none does."""
        start = at
        while start >= 0 and self.classes[start] in "nsbkxjP":
            start -= 1
        if start > 0 and self.classes[start] == "D" and self.classes[start - 1] == "O":
            return self._is_somebody(start - 2)  # "the head of the school"
        return start if start >= 0 and self.classes[start] == "D" and self.names_people(at) else -1

    def _begins_clause(self, at: int) -> bool:
        """Whether somebody with an article stands before a word whom nothing joins to the words before."""
        start = self._is_somebody(at - 1)
        return start > 0 and self.classes[start - 1] not in "pfwycO&"

    def _is_bare(self, at: int) -> bool:
        """Whether a thing without article stands straight behind "and"."""
        return at > 0 and self.classes[at] in "nbkux" and self.classes[at - 1] == "&" and not self.names_people(at)

    def _is_all_that_is_done(self, at: int, following: str) -> bool:
        """Whether a word behind somebody has no object and no verb behind it: "the board meets on Monday"."""
        narrowed = self.verb_form in ("E", "G") and self.classes[0] == "D"  # "a helper trained in first aid | stays"
        if following not in "pofwyTAit.," or (self._is_somebody(at - 1) < 0 and not narrowed):
            return False
        for kind in self.classes[at + 1 :]:
            if kind in ".;:(":
                return True
            if kind in "BHMz":
                return False
        return True

    def _is_made_to(self, at: int) -> bool:
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
        if self.forms[:2] == ["back", "up"]:
            self.classes[0] = "v"
            return
        if (
            self.classes[:1]
            and self.classes[0] not in "nbkxjgP"
            and not (self.classes[0] == "v" and self.names_people(0))
        ):
            return
        if len(self.classes) > 2 and self.forms[0] in _COLLECTIVE:
            done = self.classes[1] in "vku" and self.classes[2] in OBJECT
            if done or self.classes[1] in "gM" or (self.classes[1] == "A" and self.classes[2] in "vkuM"):
                self.classes[0] = "s"  # "Staff check the list"
                return
        for at in range(1, min(_FIRST_WORDS, len(self.classes) - 1)):
            kind = self.classes[at]
            if kind == "v" and self.classes[at - 1] in "sS" and self.classes[0] != "g" and self.names_people(at - 1):
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
            if self.classes[at - 1] not in "nbkxjP&" and not (at == 1 and self.classes[0] == "g"):
                return

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

    def is_given_task(self, at: int) -> bool:
        """Whether nothing but somebody's name stands before "to": "Manager to approve it"."""
        return 0 < at <= _FIRST_WORDS and not self.verb and self.context in "nm" and self.names_people(at - 1)

    def names_people(self, at: int) -> bool:
        """Whether the word at `at` is in a list of people, alone or with the word before it."""
        form = self.forms[at]
        names = {form, singular(form), f"{self.forms[at - 1]} {form}"} if at else {form, singular(form)}
        return any(names & word_list(name) for name in ("roles", "customers", "contacts"))

    def _base(self, at: int, kind: str, following: str, second: str) -> str:
        """A base form that is noun, verb or adjective."""
        context = self.context
        noun = "J" if kind == "x" else "N"
        if following == "R" and context in "no" and kind in "xku" and self.forms[at + 1] in _OBJECTS:
            return "V"  # "... direct them to the desk"
        pressed = context in "nmo" and self.opening and self.imperative and not self.finite
        if pressed and self.forms[at] in _DOING and following in "FDP'j":
            return "V"  # "in 'Settings' press 'Add'"
        if context in "Te":
            return "I"
        if context == "M":
            return "V"
        if context == "d" and kind in "kux" and following in OBJECT and self._ends_condition(at, following):
            return "V"  # "when the till is full call the cashier"
        if context == "d":
            return "J" if kind == "x" and (following in NOUNS or following in "jd") else "N"
        if context == "b":
            return {"u": "E", "x": "J"}.get(kind, "N")
        if context == "h":
            return "E" if kind == "u" else noun
        if context in "r":
            return "V" if not self.finite or self.fresh or following in OBJECT else noun
        if context == "3":
            return "I" if self.verb in CAUSATIVE and kind != "x" else noun
        if context == "k":
            return "V"
        if context == "s" and self.verb in CAUSATIVE and self.finite and kind in "xb" and following == "D":
            return "I"  # "have the helper light the lamps"
        if context in "so" and self.verb in CAUSATIVE and self.finite and kind in "ku":
            return "I" if following in OBJECT or following in "poT.,h&" else "N"
        if context == "^":
            return self._base_at_start(at, kind, following, second, noun)
        if context in "sm" and (not self.finite or self.fresh):
            if following in "qQz" and second in OBJECT:
                return noun  # "the comms lead posts the news"
            chairs = context == "m" and self.forms[at - 1].endswith("s") and self.names_people(at - 1)
            several = (context == "s" or chairs or self.fresh) and not self.finite
            if following in OBJECT or (several and kind in "ku" and following in "nsbkqQjopfwTh."):
                return "V"
            return noun
        if context == "n" and not self.finite:
            several = kind == "x" and following == "D" and "&" in self.classes[:at] and not self.opening
            if several and self._is_somebody(at - 1) >= 0:
                return "V"  # "the coach and the porter open the gate"
            begins = following in "DR3" or (following == "P" and self.opening and self.imperative)
            led = self.opening and not self.imperative  # "at the help desk an agent opens a ticket"
            return "V" if begins and kind in "ku" and not led else noun
        if context == "&":
            return self._base_after_coordinator(at, kind, following, noun)
        if context == "v" and self.verb in CAUSATIVE and kind in "ku" and following in OBJECT:
            return "V"
        things = following in "jsqQ" or (following == "x" and second in "sqQ")
        if context == "v" and self.verb in ("help", "helps") and kind in "bku" and things:
            return "V"  # "help match new members to a mentor"
        if self._goes_on(following) and kind in "ku":
            return "V"
        if kind in "kux" and following in OBJECT and self._ends_condition(at, following):
            return "V"  # "if the seal is broken call the depot"
        behind = context == "o" and self.opening and kind in "ku" and following in OBJECT
        if behind and self.classes[at - 1] == "s" and self._begins_clause(at):
            return "V"  # "if the seal is broken the drivers call the depot"
        if context == "o" and self.opening and self.imperative and self.verb_form == "I" and self.forms[at] in _DOING:
            return "V"  # "to create an account go to the portal"
        return noun

    def _ends_condition(self, at: int, following: str) -> bool:
        """Whether the condition that opens the sentence may end here, so that a command follows without a comma."""
        if not (self.imperative and self.opening and self.finite and self.inner):
            return False
        if self.context == "v":
            return self.verb_form == "E"
        if self.context == "d":
            return self.classes[at - 2] in "BAX"
        return self.context == "o" and following == "R" and self.forms[at + 1] in _OBJECTS

    def _goes_on(self, following: str) -> bool:
        """Whether the main verb comes behind a relative clause: "those who have a key open the gate"."""
        behind = self.context == "o" or (self.context == "v" and self.verb_form == "E")
        if not (self.relative and self.finite and behind and following in OBJECT):
            return False
        self.relative = False
        return True

    def _base_at_start(self, at: int, kind: str, following: str, second: str, noun: str) -> str:
        if not self.imperative:
            strong = following in OBJECT or (kind in "ku" and following in "wfohi")
            return "V" if strong and not (following == "P" and at == 0) else noun
        if not at and self.forms[0] in _ENSURING and following in "nsbkqQjP":
            return "V"  # "Check clients have a key"
        if following in "MBHz'" or (following == "O" and kind in "bk") or self._heads_subject(at):
            return noun
        if following == "." and at == 0 and kind in "bx":
            return noun
        if kind == "x":
            alone = following == "r" or self.forms[at + 1 : at + 2] == ["everything"]
            return "V" if alone or following in OBJECT or following in "nsbkqQojpfw&/uTihdg." else "J"
        if kind == "b" and ((following in "nbk" and second in "BHMz") or (following == "g" and len(self.forms) == 2)):
            return noun  # "Web hosting"
        return "V"

    def _heads_subject(self, at: int) -> bool:
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

    def _base_after_coordinator(self, at: int, kind: str, following: str, noun: str) -> str:
        if self.before in ("N", "S", "P") and self.forms[at - 1] == "/" and following not in OBJECT:
            return noun  # "the folder plans/review"
        if self.before == "V" and kind in "bku" and following in OBJECT:
            return "V"  # "call or text your supervisor"
        if self.before in ("V", "Z", "I", "W", "M") and not (following in _FINITE and self.before != "V"):
            return "I" if self.before == "I" else "V"
        if self.verb_form == "E" and kind == "u" and following in "pofwc":
            return "E"  # "is searched in the database and put in a file"
        if self.verb_form in ("V", "I", "G") or (self.imperative and not self.finite):
            likely = following in OBJECT or (kind in "ku" and following in "jwfpohiT" and self.before not in "JD")
            if likely and following != "O":
                return "I" if self.verb_form == "I" else "V"
        if following in "DR3" and kind in "ku" and self.finite:
            return "V"
        return noun

    def _is_after_article(self, at: int) -> bool:
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
