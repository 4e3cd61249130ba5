"""Tagging: which class a word has among its neighbours, one letter a word (step.lark lists the letters).

A deterministic pass from left to right: what may come next follows from what came last. It does not group words.
"""

from __future__ import annotations

from proclint.reading.words import Words, lexicon, word_list

_NOUNS = frozenset("nsbkqQNSP")
_OBJECT = frozenset("DR3P")  # what can only begin an object: a verb stands before it
_PREPOSITIONS = frozenset("pfwycO")
_OPENERS = frozenset("pfwycOoiterATX")
_FINITE = frozenset("MBHm")
_PEOPLE = frozenset({"everyone", "everybody", "anyone", "anybody", "someone", "somebody"})
_CAUSATIVE = frozenset(
    {"let", "lets", "help", "helps", "make", "makes", "have", "has", "had", "get", "gets", "go", "come", "please"}
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
_NAMEABLE = frozenset("jxkbvgdqQu")
_IS = frozenset({"it", "that", "what", "who", "he", "she", "there", "here", "let", "where", "how"})


class Tagger:
    """The state of one pass over one sentence."""

    __slots__ = (
        "before",
        "classes",
        "context",
        "finite",
        "forms",
        "fresh",
        "inner",
        "imperative",
        "opening",
        "stack",
        "verb",
        "verb_form",
    )

    def __init__(self, words: Words, imperative: bool) -> None:
        """Prepare to tag `words`; `imperative`: a list item or heading, where a sentence tends to begin with its verb."""
        self.forms = words.forms
        self.classes = _with_names(words)
        self.imperative = imperative
        self.context = "^"  # what came last: see `_after`
        self.finite = False  # whether the clause has its finite verb
        self.fresh = False  # whether a coordinator came since: a new subject may follow
        self.opening = False  # whether the sentence began with a condition or a preposition, which a comma ends
        self.inner = False  # whether a condition inside the sentence is open, which a comma ends
        self.before = ""  # the tag before the last coordinator or comma
        self.verb = ""  # the last verb's form
        self.verb_form = ""  # its tag
        self.stack: list[tuple[str, bool, bool]] = []

    def tags(self) -> str:
        """The tags, one letter a word."""
        out: list[str] = []
        classes = [*self.classes, ".", "."]
        for at, kind in enumerate(self.classes):
            tag = self._tag(at, kind, classes[at + 1], classes[at + 2], out[-1] if out else "")
            out.append(tag)
        return "".join(out)

    def _tag(self, at: int, kind: str, following: str, second: str, previous: str) -> str:
        """The tag of word `at`; moves the state on."""
        if following in "AX>" and second not in "AX>":
            following = second if kind not in "Tm" else following
        if kind in _CHOICES:
            tag = self._choose(at, kind, following, second)
        elif kind == "T":
            tag = self._to(following, second)
        elif kind == "'":
            tag = "B" if previous in "R3hKM" or self.forms[at - 1].lower() in _IS else "'"
        elif kind == "m":
            tag = self._do(at, following)
        elif kind == "A" and self.context == "d" and following in "nsbkqQP":
            tag = "J"  # "the back office"
        elif kind == "p" and self.context == "d":
            tag = "J"  # "the following steps", "each outside speaker"
        elif kind == "t" and self.forms[at].lower() == "once" and following in "fp.,":
            tag = "A"
        elif kind == "t" and self.forms[at].lower() in ("after", "before", "until", "till") and self._leads_noun(at):
            tag = "p"
        elif kind == "R" and following in "pKw" and self.forms[at].lower() in _PEOPLE:
            tag = "N"  # "everyone on the call", "anyone who has not"
        elif (
            kind == "h"
            and self.forms[at].lower() == "that"
            and (self.context in _PREPOSITIONS or self._points(following, second))
        ):
            tag = "D"
        elif kind == "r" and previous == "," and not self.imperative and self.forms[at].lower() == "so":
            tag = "A"  # "..., so the data must be moved": what follows is told, no reason
        elif kind == "r" and self.forms[at].lower() in ("as", "since", "so") and self._is_preposition(at, following):
            tag = "p"
        else:
            tag = kind
        self._after(at, tag, following, previous)
        return tag

    def _leads_noun(self, at: int) -> bool:
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
        return at > max(nouns, start) and (at == len(self.classes) or self.classes[at] in "D,.;:)")

    def _points(self, following: str, second: str) -> bool:
        return self.context == "^" and following in _NOUNS and second in "MBHzQq"

    def _is_preposition(self, at: int, following: str) -> bool:
        """Whether "as" or "since" opens no clause: "as the manager", "since Monday"."""
        form = self.forms[at].lower()
        if form == "so":
            return False
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
        if verbs and self.forms[at + 1 + verbs[0]].lower() in ("can", "could", "may", "might", "would"):
            return True
        return not verbs or "d" in clause[verbs[0] : verbs[0] + 2]

    def _to(self, following: str, second: str) -> str:
        """`to` before a verb is T, before a noun phrase o."""
        if following in "vuBHmlX":
            return "T"
        if following == "k":
            return "T" if second not in "BHMz" else "o"
        if following == "x":
            return "T" if second in _OBJECT or second in "nsbkqQjp.," else "o"
        if following == "b":
            return "T" if second in _OBJECT else "o"
        if following == "A":
            return "T"
        return "o"

    def _do(self, at: int, following: str) -> str:
        form = self.forms[at].lower()
        if (
            following in "DnsbkqQjpP3h.,"
            and not (following in "R3" and self.context == "^")
            and form in ("do", "does", "did")
        ):
            return {"do": "I" if self.context in "Te" else "V", "does": "Z", "did": "W"}[form]
        return "M"

    def _choose(self, at: int, kind: str, following: str, second: str) -> str:
        """The tag of a word of an open class."""
        context = self.context
        if kind in "nsjaP":
            # A list item that begins with a noun and a determiner begins with a verb that the lexicon lacks.
            if kind == "n" and context == "^" and self.imperative and not at and following in "D":
                return "V"
            if kind == "s" and context in "nm" and not self.finite and following in "DR3" and at > 1:
                return "Z"  # "the officer confirmes the order": no plural noun stands between a noun and a determiner
            return {"n": "N", "s": "S", "j": "J", "a": "A", "P": "P"}[kind]
        if kind == "v":
            return "I" if context in "Te" else "J" if context == "d" and following in _NOUNS else "V"
        if kind == "z":
            return "S" if context == "d" and following in "BHMz" else "Z"
        if kind == "g":
            if (
                context == "v"
                and following in _NOUNS
                and self.verb_form in "VZI"
                and lexicon().base(self.verb) not in _LEADING
            ):
                return "J"  # "offboard departing staff", but "start calling customers"
            if context == "d":
                return "J" if following in _NOUNS or following in "jg" else "N"
            return "G"
        if kind == "d":
            return self._participle(following)
        if kind in "qQ":
            return self._plural_or_third(at, kind, following, second)
        return self._base(at, kind, following, second)

    def _participle(self, following: str) -> str:
        context = self.context
        if context in "bh":
            return "E"
        if context == "d":
            return "J"
        if context in "r3k":
            return "W"
        if context in "nsm" and (not self.finite or self.fresh):
            return "W" if following in _OBJECT or (following in "j" and context == "m") else "E"
        if context == "&":
            if self.before in "EW":
                return self.before
            return "J" if following in _NOUNS else "E"
        if context in "^vpcT" and (following in _NOUNS or following == "j"):
            return "J"
        return "E"

    def _plural_or_third(self, at: int, kind: str, following: str, second: str) -> str:
        context = self.context
        if context in "3kr" or (context == "d" and at and self.forms[at - 1].lower() in ("this", "that")):
            return "Z"  # "this makes": no plural noun stands behind "this"
        if context == "^" and self.imperative and not self.finite:
            return "Z" if following in _OBJECT or (kind == "Q" and following in "Ah") else "S"
        if context in "nm" and (not self.finite or self.fresh):
            if following in _OBJECT:
                return "Z"
            if following == "&" and second in "zQq" and not self.finite:
                return "Z"  # "HR reviews and confirms"
            if self.fresh and self.finite and kind == "Q" and self._names_people(at - 1) and following not in "BHMz":
                return "Z"  # "..., and an employee takes care of it"
            if self.finite or following in _FINITE or following in "z.;:,&/":
                return "S"
            if self.imperative and context == "n" and at == 1 and not self._names_people(0):
                return "S"
            if following in "ofwpTyrith" or following == "j":
                return "Z"
            return "Z" if kind == "Q" and following in "nsbkqQdg" else "S"
        if context == "s" and not self.finite and following in "D":
            return "Z"
        if context == "&" and self.verb_form == "Z":
            likely = following in _OBJECT or (kind == "Q" and following in "fwoA")
            return "Z" if self.before == "Z" or likely else "S"
        return "S"

    def _names_people(self, at: int) -> bool:
        form = self.forms[at].lower()
        return any(form in word_list(name) for name in ("roles", "customers", "contacts"))

    def _base(self, at: int, kind: str, following: str, second: str) -> str:
        """A base form that is noun, verb or adjective."""
        context = self.context
        noun = "J" if kind == "x" else "N"
        if context in "Te":
            return "I"
        if context == "M":
            return "V"
        if context == "d":
            return "J" if kind == "x" and (following in _NOUNS or following in "jd") else "N"
        if context == "b":
            return {"u": "E", "x": "J"}.get(kind, "N")
        if context == "h":
            return "E" if kind == "u" else noun
        if context in "r":
            return "V" if not self.finite or self.fresh or following in _OBJECT else noun
        if context == "3":
            return "I" if self.verb in _CAUSATIVE and kind != "x" else noun
        if context == "k":
            return "V"
        if context in "so" and self.verb in _CAUSATIVE and self.finite and kind in "ku":
            return "I" if following in _OBJECT or following in "poT.,h" else "N"
        if context == "^":
            return self._base_at_start(at, kind, following, second, noun)
        if context in "sm" and (not self.finite or self.fresh):
            if following in _OBJECT or (
                context == "s" and not self.finite and kind in "ku" and following in "nsbkqQjopfwTh."
            ):
                return "V"
            return noun
        if context == "n" and not self.finite:
            return "V" if following in "DR3" and kind in "ku" else noun
        if context == "&":
            return self._base_after_coordinator(kind, following, noun)
        if context == "v" and self.verb in _CAUSATIVE and kind in "ku" and following in _OBJECT:
            return "V"
        return noun

    def _base_at_start(self, at: int, kind: str, following: str, second: str, noun: str) -> str:
        if not self.imperative:
            strong = following in _OBJECT or (kind in "ku" and following in "wfohi")
            return "V" if strong and not (following == "P" and kind == "b" and at == 0) else noun
        if following in "MBHz'" or (following == "O" and kind in "bk") or self._heads_subject(at):
            return noun
        if following == "." and at == 0 and kind in "bx":
            return noun
        if kind == "x":
            return "V" if following in _OBJECT or following in "nsbkqQojpfw&/uTihdg." else "J"
        if kind == "b" and following in "nbk" and second in "BHMz":
            return noun
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
        return self.classes[at] in "BHz" or (self.classes[at] == "v" and self.classes[at - 1] in "sqQ)")

    def _base_after_coordinator(self, kind: str, following: str, noun: str) -> str:
        if self.before == "V" and kind in "bku" and following in _OBJECT:
            return "V"  # "call or text your supervisor"
        if self.before in ("V", "Z", "I", "W", "M") and not (following in _FINITE and self.before != "V"):
            return "I" if self.before == "I" else "V"
        if self.verb_form == "E" and kind == "u" and following in "pofwc":
            return "E"  # "is searched in the database and put in a file"
        if self.verb_form in ("V", "I", "G") or (self.imperative and not self.finite):
            likely = following in _OBJECT or (kind in "ku" and following in "jwfpohiT" and self.before not in "JD")
            if likely and following != "O":
                return "I" if self.verb_form == "I" else "V"
        if following in "DR3" and kind in "ku" and self.finite:
            return "V"
        return noun

    def _after(self, at: int, tag: str, following: str, previous: str) -> None:
        """Move the state on past `tag`."""
        if tag == ">" and self.finite and (self.opening or self.imperative):  # "if it is late then call"
            self.context, self.finite, self.opening = "^", False, False
            return
        if tag in "AXF>":
            if tag == "A" and at == 0:
                self.opening = True
            return
        if at == 0 and tag in _OPENERS:
            self.opening = True
        subject = not self.finite or self.fresh
        if tag in "VZWIGEl":
            self.context = "v"
            self.verb, self.verb_form = self.forms[at].lower(), tag
            if tag in "VZWl":
                self.finite, self.fresh = True, False
        elif tag in "NSP":
            self.context = {"N": "n", "S": "s", "P": "m"}[tag] if subject else "o"
            if tag == "N" and self.verb in _CAUSATIVE and not subject:
                self.context = "s"
        elif tag in "DJ'":
            self.context = "d"
        elif tag in "R3":
            self.context = ("r" if tag == "R" else "3") if subject or self.verb in _CAUSATIVE else "o"
        elif tag in "MBH":
            self.context = {"M": "M", "B": "b", "H": "h"}[tag]
            self.finite, self.fresh = True, False
            self.verb, self.verb_form = self.forms[at].lower(), tag
        elif tag in _PREPOSITIONS or tag == "o":
            self.context = "p"
        elif tag in "Te":
            self.context = "T"
        elif tag in "&/":
            self.before, self.context, self.fresh = previous, "&", True
        elif tag == ",":
            if self.opening or self.inner:
                self.context, self.finite, self.opening, self.inner = "^", False, False, False
            else:
                self.before, self.context, self.fresh = previous, "&", True
        elif tag in "itrh":
            if at == 0:
                self.opening = True
            self.inner = tag in "it"
            relative = tag == "h" and previous in "NSP)" and following not in "DR3PTn"
            self.context, self.finite = ("k" if relative else "c"), False
        elif tag == "K":
            self.context, self.finite = "k", False
        elif tag == "(":
            self.stack.append((self.context, self.finite, self.opening))
            self.context, self.finite = "c", False
        elif tag == ")":
            if self.stack:
                self.context, self.finite, self.opening = self.stack.pop()
        else:  # the end of a clause
            self.context, self.finite, self.fresh, self.opening = "^", False, False, False


_CHOICES = frozenset("nsjaPvzgdqQbkux")


def _with_names(words: Words) -> list[str]:
    """The classes, a capitalised word inside a sentence that is not all in capitals taken for a name."""
    book = lexicon()
    classes = list(words.classes)
    capital = [form[0].isupper() for form in words.forms]
    letters = [index for index, form in enumerate(words.forms) if form[0].isalpha() and len(form) > 3]
    title = len(letters) > 2 and sum(capital[index] for index in letters) > 0.7 * len(letters)
    for at, kind in enumerate(classes):
        if kind == "q" and book.base(words.forms[at]) in book.process_verbs:
            classes[at] = kind = "Q"
        leading = all(other in "A>," for other in classes[:at])
        if not leading and capital[at] and not title and kind in _NAMEABLE and classes[at - 1] not in ".:;()F-M":
            classes[at] = "P"
        if title and kind == "P" and not _is_acronym(words.forms[at]):
            classes[at] = "n"
    return classes


def _is_acronym(form: str) -> bool:
    return sum(map(str.isupper, form)) > 1 or form[0] == "@"


def tag(words: Words, *, imperative: bool, third: bool = False) -> str:
    """One letter a word, in the alphabet of step.lark. `third`: the words go on after a subject in the third person."""
    tagger = Tagger(words, imperative)
    if third:
        tagger.context = "3"
    return tagger.tags()
