"""Choosing: which of its possible classes a word has, given what came before it and what follows.

It only looks; tagging.py moves on from word to word.
"""

from __future__ import annotations

import re
from typing import Final

from proclint.reading.neighbours import CAUSATIVE, NOUNS, OBJECTS, Neighbours
from proclint.reading.openings import OBJECT
from proclint.reading.words import guess, lexicon, word_list

PREPOSITIONS: Final = frozenset("pfwycO")
OPENERS: Final = frozenset("pfwycOoiterATX")
_FINITE: Final = frozenset("MBHm")
PEOPLE: Final = frozenset({"everyone", "everybody", "anyone", "anybody", "someone", "somebody", "others"})
_LEADING: Final = word_list("catenatives") | {
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
_ENSURING: Final = frozenset({"make", "check", "ensure", "confirm", "verify"})
_PLAIN_TAG: Final = {"n": "N", "s": "S", "j": "J", "a": "A", "P": "P"}
_TOLD: Final = word_list("verbs_to_people")
_DOING: Final = word_list("tool_verbs") | {"go", "visit", "use", "open", "call", "contact"}
NARROWING: Final = frozenset({"involved", "concerned", "affected", "interested", "present", "responsible"})
NARROWED: Final = [[word] for word in NARROWING]
_ORDINALS: Final = frozenset({"first", "second", "third", "fourth", "fifth", "final", "last", "next"})
_PARTICLES_BEHIND: Final = frozenset({"away", "down", "off", "out", "up"})  # "Clear up", "Slow down"
_OWN_PARTICIPLES: Final = frozenset({"broadcast", "forecast", "run", "sublet"})  # nouns as well
_PARTICLES: Final = re.compile(r"..-(?:in|off|out|over|up)$")
_THINGS: Final = frozenset({"anything", "everything", "nothing", "something"})
_HENCE: Final = frozenset({"hence", "therefore", "thus"})
_ALSO_NOUNS: Final = frozenset(
    {"chief", "elder", "individual", "junior", "newborn", "principal", "public", "relative", "senior"}
)
_OF_PEOPLE: Final = frozenset({
    "acting", "arriving", "attending", "departing", "exiting", "graduating", "interested", "leaving", "participating",
    "remaining", "returning", "sponsoring", "supervising", "visiting", "voting", "waiting",
})  # fmt: skip
IS: Final = frozenset({"it", "that", "what", "who", "he", "she", "there", "here", "let", "where", "how"})


class Choices(Neighbours):
    """The choices of a pass over one sentence."""

    __slots__ = ()

    def choose(self, at: int, kind: str, following: str, second: str) -> str:
        """The tag of a word of an open class."""
        context = self.context
        behind = context in "nsm" and kind in "jn" and following in "foT" and not self.finite
        if behind and (kind == "j" or self.forms[at] == "responsible") and self.names_people(at - 1):
            return "A"  # "the clerk responsible for the safe opens it"
        if kind == "j" or kind == "a" or kind == "P":
            if kind == "j" and not at and self.imperative and following == "d" and second in "p&.,;foTyw":
                return "N"  # "Tutorial published on the site"
            if following == "D" and self.forms[at] == "past" and context in "nso":
                return "p"  # "run the idea past the chair"
            stands = following not in "nsbkjxPgdJ" and (following not in "qQ" or second in OBJECT)
            if stands and context == "d" and self.forms[at] in _ALSO_NOUNS:
                return "N"  # "members of the public"
            return _PLAIN_TAG[kind]
        if kind == "n" or kind == "s":
            if following == "d" and second in "sqQ" and self.forms[at] == "other":
                return "J"  # "notify other invited guests"
            # A list item that begins with a noun and a determiner begins with a verb that the lexicon lacks.
            if kind == "n" and context in "MT":
                return "V" if context == "M" else "I"  # a verb that the lexicon lacks: "will tweak the text"
            if kind == "n" and context == "^" and self.imperative and not at and self.does(following, second):
                return "G" if self.forms[at].endswith("ing") else "V"
            if kind == "n" and not at and self.imperative and following == "w" and _PARTICLES.search(self.forms[0]):
                return "V"  # "follow-up with the client"
            if context == "&" and following in "nbk" and second == "T" and self.is_doing(at):
                return "G"  # "and offering support to them"
            if kind == "n" and following == "D" and context in "nsmp" and self.is_doing(at):
                return "G"  # "the clerk handling the case"
            if kind == "s" and context in "nm" and (not self.finite or self.fresh) and following in "DR3" and at > 1:
                return "Z"  # "the officer confirmes the order": no plural noun stands between a noun and a determiner
            return _PLAIN_TAG[kind]
        if kind in "vku" and context == "r" and self.is_made_to(at):
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
            noun = context == "d" and (following in "BHMz" or self.is_after_article(at))
            noun = noun or (context == "v" and at == 1 and self.imperative)  # "Check logs"
            noun = noun or (self.fresh and self.finite and following in "f.,;p" and self.is_bare(at - 1))
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
            if context in "pv" and following in NOUNS and self.forms[at] in _OF_PEOPLE and self.names_people(at + 1):
                return "J"  # "for departing staff"
            return "G"
        if kind == "d":
            return self._participle(at, following)
        if kind in "qQ":
            return self._plural_or_third(at, kind, following, second)
        return self._base(at, kind, following, second)

    def _participle(self, at: int, following: str) -> str:
        context = self.context
        if self.forms[at] in NARROWING and context in "nso" and following in "MBHz.,;)":
            return "A"  # "the reviewers involved should agree"
        if context in "bh":
            return "E"
        if context == "d":
            return "J"
        if context in "r3" and self.is_made_to(at):
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
        if at and self.forms[at - 1] in _THINGS and not self.finite:
            return "Z"  # "in case something goes wrong"
        if context in "3kr" or (context == "d" and at and self.forms[at - 1] in ("this", "that")):
            return "Z"  # "this makes": no plural noun stands behind "this"
        if context == "^" and self.imperative and not self.finite:
            paired = following == "&" and second == "z"  # "drafts and sends the letters"
            return "Z" if paired or following in OBJECT or (kind == "Q" and following in "Ah") else "S"
        if context in "nm" and (not self.finite or self.fresh):
            if following in OBJECT or (following == "F" and lexicon().base(self.forms[at]) in _DOING):
                return "Z"  # 'the clerk clicks "Send"'
            told = self.opening and self.imperative and following in "vku" and second in OBJECT
            if told and self.is_somebody(at - 1) >= 0:
                return "Z"  # "if a guest calls tell the porter"
            if (
                following == "&"
                and not self.finite
                and (second in "zQq" or (second in ",A" and self.is_somebody(at - 1) >= 0))
            ):
                return "Z"  # "the auditor checks and signs"
            if self.fresh and self.finite and self.names_people(at):
                return "S"  # "call the clerk and their team leads to ..."
            if self.fresh and self.finite and following in "f.,;p" and self.is_bare(at - 1):
                return "S"  # "keeps the documents and calendar invites for the meeting"
            if self.fresh and self.finite and kind == "Q" and self.names_people(at - 1) and following not in "BHMz":
                return "Z"  # "..., and a porter looks after it"
            if context == "n" and not self.finite and self.is_all_that_is_done(at, following):
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
        meant = following == "D" or (following in "R3" and self.forms[at + 1] in OBJECTS | {"it"})
        if context == "s" and not self.finite and meant:
            return "Z"
        if context == "o" and self.opening and following in OBJECT and self.begins_clause(at):
            return "Z"  # "if the seal is broken the driver calls the depot"
        if context == "&" and not self.finite and following in "DR3" and self.before in "NP" and at > 1:
            return "Z"  # "the lead, or in her absence the deputy, signs the form"
        if self.goes_on(following):
            return "Z"
        if context == "&" and self.names_people(at) and following not in OBJECT:
            return "S"  # "for trainers and hosts with ..."
        if context == "&" and self.verb_form == self.before == "E" and self.finite and following in OBJECT:
            return "Z"  # "the chair is informed and signs the form"
        if context == "&" and self.verb_form == "Z":
            likely = following in OBJECT or (kind == "Q" and following in "fwoAj")
            likely = likely or (kind == "Q" and following in "nsbkq" and second not in "BHM")
            return "Z" if self.before == "Z" or likely else "S"
        return "S"

    def _base(self, at: int, kind: str, following: str, second: str) -> str:
        """A base form that is noun, verb or adjective."""
        context = self.context
        noun = "J" if kind == "x" else "N"
        if following == "R" and context in "no" and kind in "xku" and self.forms[at + 1] in OBJECTS:
            return "V"  # "... direct them to the desk"
        pressed = context in "nmo" and self.opening and self.imperative and not self.finite
        if pressed and self.forms[at] in _DOING and following in "FDP'j":
            return "V"  # "in 'Settings' press 'Add'"
        if context in "Te":
            return "I"
        if context == "M":
            return "V"
        if context == "d" and kind in "kux" and following in OBJECT and self.ends_condition(at, following):
            return "V"  # "when the till is full call the cashier"
        if context == "d":
            return "J" if kind == "x" and (following in NOUNS or following in "jd") else "N"
        if context == "b":
            if self.forms[at] in _OWN_PARTICIPLES and kind == "k":
                return "E"  # "a check is run"
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
            if self.forms[at - 2] in ("a", "an") and self.forms[at - 1] in word_list("kinds_of_work"):
                return "N"  # "have a safety check"
            helped = self.verb == "help" and self.classes[at - 1] == "s" and self.names_people(at - 1)
            return "I" if helped or following in OBJECT or following in "poT.,h&" else "N"
        if context == "^":
            return self._base_at_start(at, kind, following, second, noun)
        if context in "sm" and (not self.finite or self.fresh):
            if following in "qQz" and second in OBJECT:
                return noun  # "the comms lead posts the news"
            chairs = context == "m" and self.forms[at - 1].endswith("s") and self.names_people(at - 1)
            several = (context == "s" or chairs or self.fresh) and not self.finite
            if following in OBJECT or (several and kind in "ku" and following in "nsbkqQjopfwThAa."):
                return "V"
            return noun
        if context == "n" and not self.finite:
            several = kind == "x" and following == "D" and "&" in self.classes[:at] and not self.opening
            if several and self.is_somebody(at - 1) >= 0:
                return "V"  # "the coach and the porter open the gate"
            begins = following in "DR3" or (following == "P" and self.opening and self.imperative)
            led = self.opening and not self.imperative  # "at the help desk an agent opens a ticket"
            return "V" if begins and kind in "ku" and not led else noun
        if context == "&":
            if kind in "ku" and self.imperative and self.forms[at - 1] in _HENCE:
                return "V"  # "..., hence contact the porter"
            return self._base_after_coordinator(at, kind, following, noun)
        if context == "v" and self.verb in CAUSATIVE and kind in "ku" and following in OBJECT:
            return "V"
        things = following in "jsqQ" or (following == "x" and second in "sqQ")
        if context == "v" and self.verb in ("help", "helps") and kind in "bku" and things:
            return "V"  # "help match new members to a mentor"
        if self.goes_on(following) and kind in "ku":
            return "V"
        if kind in "kux" and following in OBJECT and self.ends_condition(at, following):
            return "V"  # "if the seal is broken call the depot"
        behind = context == "o" and self.opening and kind in "ku" and following in OBJECT
        if behind and self.classes[at - 1] == "s" and self.begins_clause(at):
            return "V"  # "if the seal is broken the drivers call the depot"
        if context == "o" and self.opening and self.imperative and self.verb_form == "I" and self.forms[at] in _DOING:
            return "V"  # "to create an account go to the portal"
        return noun

    def _base_at_start(self, at: int, kind: str, following: str, second: str, noun: str) -> str:
        if not self.imperative:
            strong = following in OBJECT or (kind in "ku" and following in "wfohi")
            return "V" if strong and not (following == "P" and at == 0) else noun
        named = at == 1 and self.forms[0] in _ORDINALS and following in ",:"
        if named or (not at and following == ":" and kind in "bk"):
            return noun  # "Second interview: the manager with the clerk"
        if not at and self.forms[0] in _ENSURING and following in "nsbkqQjP":
            return "V"  # "Check clients have a key"
        if not at and following == "z" and kind in "ku" and second in ".&,;:" and not self.names_people(0):
            return "V"  # "Check logs"
        if following in "MBHz'" or (following == "O" and kind in "bk") or self.heads_subject(at):
            return noun
        if following == "." and at == 0 and kind in "bx":
            return "V" if kind == "x" and self.forms[1:2] and self.forms[1] in _PARTICLES_BEHIND else noun
        if following == "d" and at == 0 and second in "pofwyO.,;)T" and not self.names_people(1):
            return noun  # "Contract signed by both parties"
        if kind == "x":
            alone = (
                following == "r"
                or (following == "t" and self.forms[at + 1] == "up")
                or self.forms[at + 1 : at + 2] == ["everything"]
            )
            return "V" if alone or following in OBJECT or following in "nsbkqQojpfw&/uTihdg." else "J"
        if kind == "b" and ((following in "nbk" and second in "BHMz") or (following == "g" and len(self.forms) == 2)):
            return noun  # "Web hosting"
        return "V"

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
