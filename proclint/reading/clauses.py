"""One walk over the phrases of a sentence: each verb gets its subject, its objects and what leads it.

It does not know who is a party.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proclint.names import singular
from proclint.reading.grammar import grammar
from proclint.reading.phrases import Noun, Verb
from proclint.reading.words import lexicon, word_list

if TYPE_CHECKING:
    from proclint.reading.sentence import Sentence

_CAUSING: Final = frozenset({"let", "have", "help"})  # somebody do something
ENSURING: Final = frozenset(
    {"make", "ensure", "see", "confirm", "verify", "check"}
)  # verbs that a whole clause may complete
_TIMES: Final = frozenset({
    "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "morning", "afternoon", "evening",
    "night", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
})  # fmt: skip
_WITH_PARTICLE: Final = word_list("verbs_with_particle")
_PARTICLES: Final = frozenset(pair.split(" ")[1] for pair in _WITH_PARTICLE)
_LEADING: Final = frozenset("ofwyp")  # tags of prepositions
_MOST_WORDS: Final = 300  # a sentence that is longer is cut: no one reads it as one


class Pass:
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
        """The verbs of the sentence, in order."""
        for index, (kind, start, end) in enumerate(self.sentence.segments):
            if kind == "ASIDE" and self.sentence.tags[start] == "(":
                self._segment(index, kind, start + 1, end - 1)
            elif kind != "STOP":
                self._segment(index, kind, start, end)
        return self.verbs

    def _segment(self, index: int, kind: str, start: int, end: int) -> None:
        tags, lower = self.sentence.tags, self.sentence.words.lower
        pending: list[Noun] = self.left if kind == "MAIN" else []  # the nouns since the last verb or the start
        current: Verb | None = self._carried(kind)
        if kind == "WHO" and lower[start] != "who":
            self._take_in(start)
        if kind == "ASIDE" and tags[start : start + 1] == "y" and self.verbs and self.verbs[-1].passive:
            current = self.verbs[-1]  # "are settled (by the board)"
        lead = coordinator = ""
        quoted = "F" in tags
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
                if tags[first] == "J":
                    head = tags[first:last].partition("O")[0]
                    while tags[first] == "J" and ("D" in head or (lower[first] == "sure" and first + 1 < last)):
                        first += 1  # "make sure | all guests"
                is_led = bool(lead)
                if quoted and not lead and pending and tags[first - 1] == "F":
                    is_led = pending[-1].is_led  # 'in the tab "Users"'
                noun = Noun((first, last), leading, phrase == "PRONOUN", joined, is_led)
                pending.append(noun)
                if current is not None:
                    current.objects.append(noun)
                lead = coordinator = ""
            elif phrase == "PREPOSITION":
                lead = lower[first]
                if current is not None and current.words[1] == first and not current.particle:
                    current.particle = lead
                    if lead in _PARTICLES and f"{current.base} {lead}" in _WITH_PARTICLE:
                        lead = ""  # "hand over the keys"
            elif phrase == "COORDINATOR":
                coordinator = lower[first]
                lead = ""
            elif phrase == "VERB":
                if current is not None and current.base == "get" and self._gets(current, first, last):
                    current.make_passive(last, self.book.base(lower[first]))
                    continue
                verb = self._verb(index, kind, first, last)
                verb.after = lead or coordinator
                verb.preceding = [*pending]
                self._give_subject(verb, current if led else None, pending, coordinator)
                self.verbs.append(verb)
                goes_on = current is not None and led and not coordinator and (current.finite or current.tags == "G")
                if verb.tags == "E" and goes_on and verb.after != "as":
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

    def _take_in(self, at: int) -> None:
        """Give "whoever" to the verb before it: "warn whoever stands below", "hand it to whoever is on duty"."""
        if not at or not self.verbs:
            return
        verb, lead = self.verbs[-1], self.sentence.tags[at - 1] in _LEADING
        if lead or verb.words[1] == at:
            word = self.sentence.words.lower[at - 1] if lead else ""
            verb.objects.append(Noun((at, at + 1), word, is_led=lead))

    def _gets(self, verb: Verb, first: int, last: int) -> bool:
        """Whether the words behind "get" make it a passive: "get added by the lead"."""
        return self.sentence.tags[first:last] == "E" and verb.tags[-1] in "VIZ" and verb.words[1] == first

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
            own = _leading(pending, self.sentence.tags)
            if verb.tags == "V" and own and self._is_time(own[-1]):
                return  # "Each Friday send the list", "ten minutes before closing ring the bell"
            if own and not (verb.tags == "V" and self.sentence.tags[verb.words[0] - 1] == ","):
                verb.subject, verb.leads_clause = own, True
            elif verb.kind == "MAIN" and self.verbs and not (verb.tags == "V" and self._starts_anew(verb)):
                verb.subject, verb.is_shared = self.subject, True
            return
        if before.tags in ("E", "G") and (narrowed := self._narrowed(before, verb)):
            verb.subject, verb.leads_clause = narrowed, True  # "members affected by the change | must sign"
            return
        trailing = self._trailing(verb, before, pending)
        if trailing:
            verb.subject, verb.leads_clause = trailing, True
            before.objects = [noun for noun in before.objects if noun not in trailing]
        else:
            verb.subject, verb.is_shared = before.subject, True

    def _narrowed(self, before: Verb, verb: Verb) -> list[Noun]:
        """The subject that a participle before `verb` says more of: "the nurse assigned to the ward | calls"."""
        tags = self.sentence.tags
        if verb.kind != "MAIN" or before.subject or verb.after not in ("", ","):
            return []
        if before.after != verb.after or any(one.finite for one in self.verbs if one.segment == before.segment):
            return []
        found = _leading(before.preceding, tags)
        between = tags[found[-1].words[1] : before.words[0]] if found else "?"
        return found if between.strip("A") == verb.after else []

    def _is_time(self, noun: Noun) -> bool:
        """Whether a noun says when something is done."""
        return singular(self.sentence.words.lower[noun.words[1] - 1]) in _TIMES

    def _starts_anew(self, verb: Verb) -> bool:
        """Whether an imperative begins a clause of its own."""
        start = self.sentence.segments[verb.segment][1]
        return verb.words[0] == start and not verb.after and not self.subject

    def _trailing(self, verb: Verb, before: Verb, pending: list[Noun]) -> list[Noun]:
        """The nouns straight before `verb` that begin a clause of their own: "..., and the manager approves it"."""
        commanded = verb.tags == "V" and before.tags in ("V", "I")
        if commanded and (not pending or self.sentence.tags[pending[-1].words[1] - 1] in "NP"):
            return []  # a command goes on: "tell the guest, and close the door"
        if (
            pending
            and before.base in _CAUSING
            and verb.tags == "V"
            and pending[0].words[0] == before.words[1]
            and not any(noun.lead or noun.joined == "," for noun in pending)
        ):
            return []  # "let the chair and the host know"
        if pending and before.base in ENSURING and not pending[-1].lead and self._adjoins(pending[-1], verb):
            verb.embedded = True
            both = pending[1:] and pending[-1].joined in ("and", "or") and not pending[-2].lead
            return pending[-2:] if both else pending[-1:]  # "make sure the guest and the porter have a key"
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


def _leading(pending: list[Noun], tags: str) -> list[Noun]:
    """The subject among the nouns before a verb: the last that no preposition leads, and those that are joined to it.

    Behind "in the same week, the clerk" a comma joins nothing; in "the clerk at the desk and the manager" "and" does,
    but "a lead from the team or department" is the lead.
    """
    at = len(pending) - 1
    while at >= 0:
        bare = (
            at > 0
            and pending[at].joined not in ("", ",")
            and pending[at - 1].is_led
            and tags[pending[at].words[0]] in "JNS"
        )
        if not pending[at].is_led and not bare:
            break
        at -= 1
    if at < 0:
        return []
    found = [pending[at]]
    while at > 0 and pending[at].joined:
        before = at - 1
        if pending[at].joined != ",":
            while before >= 0 and pending[before].is_led:
                before -= 1
        if before < 0 or pending[before].is_led or (pending[at].joined == "," and _goes_with_led(pending, before)):
            break
        found.insert(0, pending[before])
        at = before
    if len(found) == 1 or any(noun.joined != "," for noun in found[1:]):
        return found
    end = found[-1].words[1]
    return found if tags[end : end + 1] == "," else found[-1:]  # "every Friday, the clerk": a comma alone joins nobody


def _goes_with_led(pending: list[Noun], at: int) -> bool:
    """Whether "or" or "and" joins a noun to one that a preposition leads: "during the call or visit, the clerk"."""
    while at > 0 and pending[at].joined not in ("", ","):
        at -= 1
    return pending[at].is_led
