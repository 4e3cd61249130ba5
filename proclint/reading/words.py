"""Words: where they stand in a sentence, and which classes each form can have.

It does not look at a word's neighbours; tagging.py does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Final

# A word is a run of letters and digits with inner hyphens, dots and apostrophes; addresses and handles stay whole.
_ADDRESS: Final = r"https?://\S+|[\w.+-]+@[\w-]+\.\w[\w.-]*\w"
_CLITIC: Final = r"['’](?:\s?s|re|ve|ll|d|m)\b"
_NOT: Final = r"n['’]t\b"
_WORD: Final = r"\w+(?:[-‐‑.&:](?:(?<!:)|(?<=\d:)(?=\d\d?s?\b))\w+)*\+*"
_SIGN: Final = r"\.\.\.|[@#]\w[\w/-]*|[^\w\s]"
# Most texts hold no address and no "n't": without those a word is found in half the time.
_TOKENS: Final = {
    (with_address, with_not): re.compile(
        "|".join(
            [_ADDRESS] * with_address + [_NOT, r"\w+?(?=" + _NOT + ")"] * with_not + [_WORD, _CLITIC, _SIGN],
        )
    )
    for with_address in (False, True)
    for with_not in (False, True)
}
_SHORT_FORM: Final = re.compile(f"(?:{_CLITIC}|{_NOT})$")
_NUMBER: Final = re.compile(r"[\d.,:/-]*\d[\d.,:/-]*(?:st|nd|rd|th|%|am|pm|[a-z]{1,2})?$|^[ivx]+$")
_PREFIX: Final = re.compile(r"(?:un|re|pre|de|mis|over|co|on|off|out|copy|cross|auto|double|fast)(?=[a-z]{4})")
_AGAIN: Final = frozenset(
    {"back", "re", "pre", "double", "cross", "counter", "sub", "over", "un", "auto", "co"}
)  # "re-checked"
_LISTS_OF_PEOPLE: Final = ("roles", "customers", "contacts", "workplaces")
_CONTRACTED: Final = {"ca": "can", "wo": "will", "sha": "shall"}

# Endings that tell the class of a form the lexicon does not hold; the first that fits counts.
_PARTICIPLE: Final = (re.compile(r"..(?:[^e]ed|eed)$"), "d")
_DOING: Final = (re.compile(r"...ing$"), "g")
_ADVERB: Final = (re.compile(r"...ly$"), "a")
_ADJECTIVE: Final = (re.compile(r"...(?:able|ible|al|ive|ous|ful|less|ic|ary|ish|iest)$"), "j")
_VERB: Final = (re.compile(r"...(?:ise|ize|ify)$"), "v")
_THIRD: Final = (re.compile(r"...(?:ises|izes|ifies)$"), "z")
_PLURAL: Final = (re.compile(r"..(?:[^s'u]s|us[^s]s)$"), "s")
# By the last letter, so that most forms are held against one or none
_ENDINGS: Final = {
    "d": (_PARTICIPLE,), "g": (_DOING,), "y": (_ADVERB, _ADJECTIVE, _VERB), "e": (_ADJECTIVE, _VERB),
    "s": (_ADJECTIVE, _THIRD, _PLURAL), **dict.fromkeys("lcht", (_ADJECTIVE,)),
}  # fmt: skip


def guess(form: str) -> str:
    """The class that the ending of a lower-case form speaks for; noun where none does."""
    for pattern, kind in _ENDINGS.get(form[-1:], ()):
        if pattern.search(form):
            return kind
    return "n"


def _lines(name: str) -> list[str]:
    text = (resources.files("proclint.grammar") / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


@lru_cache(maxsize=64)
def word_list(name: str) -> frozenset[str]:
    """The words of grammar/NAME.txt."""
    return frozenset(line.strip() for line in _lines(name))


class Lexicon:
    """Which class each form has, which words go together, and what the base of a form is."""

    def __init__(self) -> None:
        """Read the lexicon, the function words and the list of process verbs."""
        self.classes: dict[str, str] = {}
        self.irregular: dict[str, str] = {}
        for line in _lines("lexicon"):
            kind, _, forms = line.partition(" ")
            if kind == "!":
                words = forms.split()
                self.irregular = dict(zip(words[::2], words[1::2], strict=True))
            else:
                self.classes.update(dict.fromkeys(forms.split(), kind))
        self.irregular |= {f"{verb} {end}": verb for verb in ("cc", "bcc") for end in ("' ing", "'d")}
        self.process_verbs = word_list("process_verbs")
        for verb in self.process_verbs:
            if self.classes.get(verb, guess(verb)) in "nbjxd":  # "feed" ends like a participle
                self.classes[verb] = "x" if self.classes.get(verb) in ("j", "x") else "k"
        self.classes.update(dict.fromkeys(word_list("plain_verbs"), "v"))
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for line in _lines("function"):
            kind, *words = line.split(" ")
            for word in words:
                first, *rest = word.split("_")
                if rest:
                    self.phrases.setdefault(first, []).append((tuple(rest), kind))
                else:
                    self.classes[word.replace("’", "'")] = kind
        for found in self.phrases.values():
            found.sort(key=lambda phrase: -len(phrase[0]))
        # the first two words of each
        self.openings = frozenset((first, rest[0]) for first, found in self.phrases.items() for rest, _ in found)

    def class_of(self, form: str) -> str:
        """The ambiguity class of a form as it stands in the text (see lexicon.txt and function.txt).

        P is a name: an acronym, a handle, a capitalised word that the lexicon does not hold as another class.
        """
        lower = form.lower().replace("’", "'")
        if lower in self.classes:
            if len(form) > 1 and form.isupper() and lower in ("it", "us", "who", "am", "is", "as", "so"):
                return "P"
            return self.classes[lower]
        if _NUMBER.match(lower):
            return "J"
        if form[0] in "@#" and len(form) > 1:
            return "P" if form[0] == "@" else "n"
        if "-" in lower or "‑" in lower:
            tail = re.split("[-‐‑]", lower)[-1]
            kind = self.classes.get(tail, guess(tail)) if tail else "n"
            if kind in "dgj":
                again = kind == "d" and lower.split("-")[0] in _AGAIN
                return "j" if kind != "g" and not again else kind
            return {"b": "k" if lower.split("-")[0] in ("re", "pre", "co", "de") else "n", "q": "s"}.get(
                kind, kind if kind in "nskvxzu" else "n"
            )
        if sum(map(str.isupper, form)) > 1 or (form[0].isupper() and any(map(str.isdigit, form))):
            return "P"
        kind = guess(lower)
        if form[0].isupper() and kind in "ns":
            return "P"
        prefix = _PREFIX.match(lower)
        rest = self.classes.get(lower[prefix.end() :], "n") if prefix else "n"
        if rest == "q" and any(lower[:-1] in word_list(name) for name in _LISTS_OF_PEOPLE):
            return "s"  # "offices" are no "off-ices"
        if rest in "vkuzdgqb":
            return {"q": "z", "b": "k"}.get(rest, rest)
        return kind

    def is_verb(self, word: str) -> bool:
        """Whether `word` can be the base form of a verb."""
        return (self.classes.get(word) or guess(word)) in "vbkuxl"

    @lru_cache(maxsize=8192)  # noqa: B019 -- one lexicon lives as long as the program
    def base(self, form: str) -> str:
        """The base form of a verb form: "sent" -> "send", "notifies" -> "notify"."""
        form = form.lower()
        prefix, _, rest = form.partition("-")
        if rest and prefix in ("re", "de", "pre", "un", "co", "mis", "back"):
            form = rest
        elif rest in ("in", "off", "out", "over", "up"):
            form = prefix  # "follow-up with the client"
        if form.endswith("eed") and form in self.process_verbs:
            return form  # "feed"
        if form in self.irregular:
            return self.irregular[form]
        for ending, replacements in (
            ("ies", ("y",)), ("ied", ("y",)), ("ying", ("ie", "y")),
            ("es", ("", "e")), ("s", ("",)), ("ed", ("", "e")), ("ing", ("", "e")),
        ):  # fmt: skip
            if form.endswith(ending) and len(form) > len(ending) + 1:
                stem = form[: -len(ending)]
                doubled = [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou" else []
                candidates = [stem + replacement for replacement in replacements]
                candidates += doubled
                if ending == "es":  # "fixes" is of "fix" rather than "fixe"
                    candidates = [one for one in candidates if one[-1] != "e"] + [
                        one for one in candidates if one[-1] == "e"
                    ]
                for candidate in candidates:
                    if self.is_verb(candidate):
                        return candidate
        if form.endswith("s") and not form.endswith("ss"):
            return self.irregular.get(form[:-1], form[:-1])  # a verb that the lexicon lacks
        return form


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The one lexicon, read at first use."""
    return Lexicon()


_MOST_FORMS: Final = 65536  # kept in a memo


class _Memo(dict[str, str]):
    """What is known of each form, found at its first use."""

    def __init__(self, find: Callable[[str], str]) -> None:
        super().__init__()
        self.find = find

    def __missing__(self, form: str) -> str:
        if len(self) > _MOST_FORMS:
            self.clear()
        found = self[form] = self.find(form)
        return found


def _plain(form: str) -> str:
    return form.lower().replace("’", "'")


def _class(form: str) -> str:
    """The class of a token as it stands alone."""
    book = lexicon()
    first = form[0]
    if first in "'’n" and _SHORT_FORM.match(form):
        return book.classes.get(_plain(form), "'")
    if not (first.isalnum() or first == "_" or (first in "@#" and len(form) > 1)):
        return _SIGNS.get(form, "F")
    if "://" in form or "@" in form[1:]:
        return "n"
    kind = book.class_of(_CONTRACTED.get(form, form))
    return "Q" if kind == "q" and book.base(form) in book.process_verbs else kind


_LOWER: Final = _Memo(_plain)
_CLASSES: Final = _Memo(_class)


def forget() -> None:
    """Empty the memos of forms, as at the start of a run; for measuring."""
    _LOWER.clear()
    _CLASSES.clear()
    Lexicon.base.cache_clear()


class Words:
    """The words of a text, multi-word function words joined into one.

    `forms` as they stand, `lower` in lower case with plain apostrophes, `classes` with Q for a plural or third person
    that is mostly a verb; offsets count the text's code points.
    """

    __slots__ = ("_joined", "_offsets", "classes", "forms", "lower", "text")

    def __init__(self, text: str) -> None:
        """Split `text`."""
        self.text = text
        self._offsets: tuple[list[int], list[int]] | None = None
        self._joined: list[tuple[int, int]] = []
        forms: list[str] = _pattern(text).findall(text)
        self.forms = forms
        lower = self.lower = [*map(_LOWER.__getitem__, forms)]
        self.classes = [*map(_CLASSES.__getitem__, forms)]
        if "'" in text or "’" in text:
            if "'" in lower:
                self._mark_possessives()
            if "'s" in lower:
                self._mark_days(lower.index("'s"))
        if "&" in text:
            self._join_names()
        if "(" in text:
            self._mark_additions()
        openings = lexicon().openings
        if not openings.isdisjoint(pairwise(lower)):
            self._join([at for at, pair in enumerate(pairwise(lower)) if pair in openings])

    @property
    def starts(self) -> list[int]:
        """Where each word starts."""
        return self._places()[0]

    @property
    def ends(self) -> list[int]:
        """Where each word ends."""
        return self._places()[1]

    def _places(self) -> tuple[list[int], list[int]]:
        if self._offsets is None:
            spans = [match.span() for match in _pattern(self.text).finditer(self.text)]
            for at, stop in self._joined:
                spans[at:stop] = [(spans[at][0], spans[stop - 1][1])]
            self._offsets = [first for first, _ in spans], [last for _, last in spans]
        return self._offsets

    def _mark_possessives(self) -> None:
        """Tell the apostrophe of "clients' files" from a quotation mark."""
        starts, ends = self._places()
        for at, form in enumerate(self.lower):
            adjoins = form == "'" and at and self.forms[at - 1].endswith("s") and ends[at - 1] == starts[at]
            if adjoins and self.text[ends[at] : ends[at] + 1] == " ":
                self.classes[at] = "'"

    def _mark_days(self, at: int) -> None:
        """Take the day of "today's figures", where 's stands at `at`, for a noun."""
        if at and self.classes[at - 1] == "A":
            self.classes[at - 1] = "n"

    def _mark_additions(self) -> None:
        """Take the brackets of "the (new) clerk" and "the Harbour Patrol (HP) crew" for words of the name."""
        classes = self.classes
        for at in range(1, len(classes) - 3):
            within = self.lower[at] == "(" and self.lower[at + 2] == ")" and classes[at - 1] in ("D", "J", "j")
            if within and classes[at + 1] in ("j", "J", "A", "a", "d", "x") and classes[at + 3] in _IN_NAMES:
                classes[at : at + 3] = "jjj"
            short = self.lower[at] == "(" and self.lower[at + 2] == ")" and self.forms[at + 1].isupper()
            if short and self.forms[at - 1][0].isupper() and classes[at + 3] in ("n", "s", "b", "k", "u", "P"):
                classes[at : at + 3] = "nnn"

    def _join_names(self) -> None:
        """Take "Training & Events Lead" for one name."""
        for at in range(1, len(self.forms) - 1):
            if self.forms[at] == "&" and self.forms[at - 1][0].isupper() and self.forms[at + 1][0].isupper():
                self.classes[at] = "n"

    def _join(self, hits: list[int]) -> None:
        """Join the words of multi-word function words ("in order to") into one; `hits`: where one may begin."""
        lower, classes, phrases = self.lower, self.classes, lexicon().phrases
        gone = 0  # words that were joined to one before them
        after = 0  # where the next may begin
        for hit in hits:
            at = hit - gone
            if at < after:
                continue
            for rest, kind in phrases[lower[at]]:
                stop = at + 1 + len(rest)
                if (
                    tuple(lower[at + 1 : stop]) == rest
                    and not (kind == "M" and at and classes[at - 1] == "D")
                    and not (rest == ("to",) and kind == "M" and at and classes[stop : stop + 1] == ["D"])
                    and not (rest == ("to",) and lower[at] == "up" and classes[stop : stop + 1] not in (["J"], ["D"]))
                ):
                    self.forms[at:stop] = [" ".join(self.forms[at:stop])]
                    classes[at:stop] = [kind]
                    lower[at:stop] = [" ".join(lower[at:stop])]
                    self._joined.append((at, stop))
                    self._offsets = None
                    gone += len(rest)
                    after = at + 1
                    break


_IN_NAMES: Final = frozenset("jnsbkqQxPd")


def _pattern(text: str) -> re.Pattern[str]:
    return _TOKENS["@" in text or "://" in text, "n't" in text or "n’t" in text]


_SIGNS: Final = {
    ",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")", ".": ".", "!": ".", "?": ".", "...": ".",
    "–": "-", "—": "-", "-": "-", "→": "-", "&": "&", "+": "&", "/": "/", '"': "F", "“": "F", "”": "F", "%": "N",
}  # fmt: skip
