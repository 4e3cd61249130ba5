"""Tagging: which class a word has among its neighbours, one letter a word (step.lark lists the letters).

A deterministic pass from left to right: what may come next follows from what came last. It does not group words.
"""

from __future__ import annotations

from typing import Final

from proclint.reading.choices import IS, NARROWED, NARROWING, OPENERS, PEOPLE, PREPOSITIONS, Choices
from proclint.reading.neighbours import CAUSATIVE
from proclint.reading.openings import OBJECT
from proclint.reading.words import Words

_CHOICES: Final = frozenset("nsjaPvzgdqQbkux")
_BEHIND: Final = {"N": "n", "S": "s", "P": "m", "M": "M", "B": "b", "H": "h"}  # the context behind each
# the same of those that change nothing else, unless they come first
_CONTEXT_ALONE: Final = {
    **dict.fromkeys("DJ'", "d"),
    **dict.fromkeys((*PREPOSITIONS, "o"), "p"),
    **dict.fromkeys("Te", "T"),
}
_SPECIAL: Final = frozenset("T'mMADptRhr>J")
_LEADING_NOUNS: Final = frozenset({"after", "before", "until", "till", "immediately after", "right after"})
_DOINGS: Final = frozenset({"following", "using"})
_READY: Final = frozenset({"able", "prepared", "ready", "willing"})  # to do something
_PAIRED: Final = frozenset({"either", "neither", "both"})


class Tagger(Choices):
    """One pass over one sentence."""

    __slots__ = ()

    def tags(self) -> str:
        """The tags, one letter a word."""
        tags = ""
        previous = ""
        following, second = (*self.classes[1:3], ".", ".")[:2]
        third = iter([*self.classes[3:], ".", ".", "."])
        for at, kind in enumerate(self.classes):
            ahead = second if following in "AX>" and second not in "AX>" and kind not in "Tm" else following
            if kind in _CHOICES:
                tag = self.choose(at, kind, ahead, second)
            elif kind in _SPECIAL:
                tag = self._special(at, kind, ahead, second, previous)
            else:
                tag = kind
            self._after(at, tag, ahead, previous)
            tags += tag
            previous, following, second = tag, second, next(third)
        return tags

    def _special(self, at: int, kind: str, following: str, second: str, previous: str) -> str:
        """The tag of a function word that is not always what its class says."""
        form = self.forms[at]
        if kind == "D" or kind == "J":
            if following == "D" and previous == "p" and self.is_count(at):
                return "N"  # "at ten the nurse", "on 3 the clerk"
            if form in _PAIRED and following in "zqQvku" and (second in OBJECT or (second == "&" and kind == "D")):
                return "A"  # "either accepts or rejects"
            if following == "D" and form == "up to" and previous != "B":
                return "o"  # "pass it up to the head", but "up to three"
            if form == "those" and (following in "pK" or self.forms[at + 1 : at + 2] in NARROWED):
                return "N"  # "those who helped", "those in need"
            if previous == "M" and following in "vkum" and form == "at least":
                return "A"  # "the clerk should at least call"
        elif kind == "p":
            if self.context == "d" and not (form == "following" and self.forms[at + 1 : at + 2] == ["up"]):
                return "J"  # "the following steps", "each outside speaker"
            if self.context == "b" and form == "over":
                return "J"  # "when the shift is over"
            if form in _DOINGS and (self.context == "b" or self.forms[at + 1 : at + 2] == ["up"]):
                return "G"  # "you should be using the form", "following up"
        elif kind == "A":
            if self.context == "d" and self.forms[at][0] == "1":
                return "N"  # "a 1:1 with the chair"
            if self.context == "d" and following in "nsbkqQPj":
                return "J"  # "the back office"
            if form == "if any" and following in "nsbkqQjxJgd":
                return "i"
        elif kind == "T":
            return self._to(at, following, second)
        elif kind == "M":
            if (
                self.context == "d"
                and form in ("will", "can")
                and self.forms[at - 1] in ("the", "a", "his", "her", "their")
            ):
                return "N"  # "read the will"
        elif kind == "m":
            return self._do(at, following)
        elif kind == "'":
            if form == "'" and at > 1 and self.forms[at - 2] == "'":
                return "F"  # the end of 'Users'
            return "B" if previous in "R3hKM" or self.forms[at - 1] in IS else "'"
        elif kind == "t":
            if self.context == "d" and form == "till":
                return "N"  # "count the till"
            if form == "once":
                return "A" if following in "fp.," else kind
            if form in _LEADING_NOUNS and self.leads_noun(at):
                return "p"
        elif kind == "R":
            if self.context in "nsmo" and form.endswith(("self", "selves")):
                return "A"  # "the manager himself signs it"
            if form in PEOPLE and (following in "pKw" or self._is_narrowed(at, second)):
                return "N"  # "everyone in the hall", "anyone who has not"
        elif kind == ">":
            if not self.finite and previous in "NSPR3" and previous and not self._commands(at):
                return "A"  # "after the clerk then signs it"
        elif kind == "h":
            if form == "that" and (self.context in PREPOSITIONS or self.points(following, second)):
                return "D"
        elif kind == "r":
            return self._reason(at, following, previous)
        return kind

    def _reason(self, at: int, following: str, previous: str) -> str:
        """The tag of "so", "as", "since" or "because"."""
        form = self.forms[at]
        if form == "so" and self.forms[at - 1] == "do" and at:
            return "A"  # "to do so, press the button"
        if previous == "," and not self.imperative and form == "so":
            return "A"  # "..., so the crates must be moved": what follows is told, no reason
        if form in ("as", "since", "so") and self.is_preposition(at, following):
            return "p"
        if not at and form == "as" and following in "sqQ":
            return "t"  # "as guests check in, hand them a badge": while they do
        return "r"

    def _commands(self, at: int) -> bool:
        """Whether "please" stands before a command."""
        return self.forms[at] == "please" and self.classes[at + 1 : at + 2] in (["v"], ["k"], ["u"], ["x"])

    def _is_narrowed(self, at: int, second: str) -> bool:
        """Whether the next words say who "everyone" is: "everyone involved"; not so "tell everyone that it is open"."""
        following = self.forms[at + 1] if at + 1 < len(self.forms) else ""
        return following in NARROWING or (
            self.classes[at + 1 : at + 2] == ["h"] and following != "when" and second in "zqQBHMvkud"
        )

    def _to(self, at: int, following: str, second: str) -> str:
        """`to` before a verb is T, before a noun phrase o; M where it gives a task: "Manager to approve it"."""
        form = self.forms[at + 1] if at + 1 < len(self.forms) else ""
        if following in "bku" and second in ".,;)&p" and self.names_people(at + 1):
            return "o"  # "submit it to sponsor"
        if form[:1] == "#" or form == "last":
            return "o"  # a channel; "write to last year's speakers"
        if form == "free" and second == "A":
            return "T"  # "to free up space"
        if following == "x" and second in "nsbkqQ" and form.endswith("ate"):
            return "o"  # "to appropriate tab"
        given = following in "vku" or (following == "x" and second in OBJECT)
        given = given or (form == "be" and self.classes[at + 2 : at + 3] in (["E"], ["d"], ["a"]))
        several = (
            at > 0 and self.forms[at - 1].endswith("s") and form != "be" and second not in OBJECT
        )  # "people to call"
        if given and self.imperative and not several and self.is_given_task(at):
            return "M"
        if following in "vuBHmlX":
            return "T"
        if following == "k":
            return "T" if second not in "BHMz" or self.forms[at + 2 : at + 3] == ["being"] else "o"
        if following == "x":
            return "T" if second in OBJECT or second in "nsbkqQjp" else "o"
        if following == "b":
            return "T" if second in OBJECT or (at and self.forms[at - 1] in _READY) else "o"
        if following == "A" or (following == "n" and second in "DR3"):
            return "T"
        return "o"

    def _do(self, at: int, following: str) -> str:
        form = self.forms[at]
        if (
            following in "DnsbkqQjpP3hr.,"
            and not (following in "R3" and self.context == "^")
            and form in ("do", "does", "did")
        ):
            return {"do": "I" if self.context in "Te" else "V", "does": "Z", "did": "W"}[form]
        return "M"

    def _after(self, at: int, tag: str, following: str, previous: str) -> None:
        """Move the state on past `tag`."""
        if tag in "NSP":
            subject = not self.finite or self.fresh
            self.context = _BEHIND[tag] if subject else "o"
            if tag == "N" and not subject and self.verb in CAUSATIVE:
                self.context = "s"
            return
        if at and (behind := _CONTEXT_ALONE.get(tag)) is not None:
            self.context = behind
            return
        if tag in "DJ'":
            self.context = "d"
            return
        if (
            tag == ">" and (self.finite or self.verb_form == "I") and (self.opening or self.imperative)
        ):  # "if it is late then call"
            self.context, self.finite, self.opening = "^", False, False
            return
        if tag in "AXF>":
            if tag == "A" and at == 0:
                self.opening = True
            return
        if at == 0 and tag in OPENERS:
            self.opening = True
        subject = not self.finite or self.fresh
        if tag in "VZWIGEl":
            self.context = "v"
            self.verb, self.verb_form = self.forms[at], tag
            if tag in "VZWl":
                self.finite, self.fresh = True, False
        elif tag in "R3":
            self.context = ("r" if tag == "R" else "3") if subject or self.verb in CAUSATIVE else "o"
        elif tag in "MBH":
            self.context = _BEHIND[tag]
            self.finite, self.fresh = True, False
            self.verb, self.verb_form = self.forms[at], tag
        elif tag in PREPOSITIONS or tag == "o":
            self.context = "p"
        elif tag in "Te":
            self.context = "T"
        elif tag in "&/":
            self.before, self.context, self.fresh = previous, "&", True
        elif tag == ",":
            if self.inner and self.saved is not None:
                self.context, self.finite, self.fresh, self.verb_form = self.saved
                self.inner, self.saved = False, None
            elif self.opening or self.inner:
                self.context, self.finite, self.opening, self.inner = "^", False, False, False
            else:
                self.prior = (self.context, self.finite, self.fresh, self.verb_form)
                self.before, self.context, self.fresh = previous, "&", True
        elif tag in "itrh":
            if tag == "i" and at and not self.opening:
                if previous == "&" or (previous == "," and self.before in ("&", "/")):
                    self.saved = ("&", self.finite, True, self.verb_form)
                elif previous == ",":
                    self.saved = self.prior
            if at == 0:
                self.opening = True
            self.inner = tag in "it"
            self.relative = self.relative or (tag == "h" and previous in "NSP" and not self.finite)
            adjoins = previous in "NSP)" or (previous == "," and self.forms[at] == "which")
            relative = tag == "h" and adjoins and following not in "DR3PTn"
            self.context, self.finite = ("k" if relative else "c"), False
        elif tag == "K":
            self.relative = self.relative or (previous in "NSP" and not self.finite)
            self.context, self.finite = "k", False
        elif tag == "(":
            self.stack.append((self.context, self.finite, self.opening, self.inner))
            commanded = (
                self.imperative and following in "vkux" and self.classes[at + 2 : at + 3] in (["D"], ["R"], ["3"])
            )
            self.context, self.finite = "^" if commanded else "c", False  # "(tell the clerk)", but "(warehouse)"
        elif tag == ")":
            if self.stack:
                self.context, self.finite, self.opening, self.inner = self.stack.pop()
        else:  # the end of a clause
            self.context, self.finite, self.fresh, self.opening = "^", False, False, False


def tag(words: Words, *, imperative: bool, third: bool = False) -> str:
    """One letter a word, in the alphabet of step.lark. `third`: the words go on after a subject in the third person."""
    tagger = Tagger(words, imperative)
    if third:
        tagger.context = "3"
    return tagger.tags()
