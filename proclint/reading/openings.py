"""Openings: the first words of a sentence whose classes are settled together, before the pass: "Clerk files the form".

It settles nothing behind the first verb; choices.py does, word by word.
"""

from __future__ import annotations

from typing import Final

from proclint.names import singular
from proclint.reading.capitals import with_names
from proclint.reading.words import Words, word_list

OBJECT: Final = frozenset("DR3P")  # what can only begin an object: a verb stands before it
_MOVING: Final = frozenset("Tow")  # "responds to", "checks with"
_SUBJECTS: Final = (["D"], ["R"], ["P"], ["3"])
_CHECKING: Final = frozenset({"check", "click", "pick", "run", "test"})
_COLLECTIVE: Final = frozenset({"people", "personnel", "police", "staff"})  # several, though without -s
_SHORT_PHRASE: Final = 5  # words
FIRST_WORDS: Final = 8  # among which the verb stands
_AFTER_VERB: Final = OBJECT | frozenset("jnsbkqQP")


class Opening:
    """The words of a sentence with the classes that each can have, those of its first words settled."""

    __slots__ = ("classes", "forms", "imperative")

    def __init__(self, words: Words, imperative: bool) -> None:
        """Settle the first of `words`; `imperative`: a list item or heading, which tends to begin with its verb."""
        self.forms = words.lower
        self.classes = with_names(words)
        self.imperative = imperative
        if words.lower and words.lower[0] == "should" and self.classes[1:2] in _SUBJECTS and "," in self.classes:
            self.classes[0] = "i"  # "should the manager ask, open the safe"
        if imperative:
            self._begin_with_subject()

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
        for at in range(1, min(FIRST_WORDS, len(self.classes) - 1)):
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
