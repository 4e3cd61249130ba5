"""Words: where they stand in a sentence, and which classes each form can have.

It does not look at a word's neighbours; tagging.py does.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

# A word is a run of letters and digits with inner hyphens, dots and apostrophes; addresses and handles stay whole.
_WORD = re.compile(
    r"(?P<address>https?://\S+|[\w.+-]+@[\w-]+\.\w[\w.-]*\w)"
    r"|(?P<clitic>['’](?:\s?s|re|ve|ll|d|m)\b|n['’]t\b)"
    r"|(?P<word>[@#][\w][\w/-]*|\w+?(?=n['’]t\b)|\w+(?:[-‐‑.&]\w+)*(?:\+*|\(s\)))"
    r"|(?P<sign>\.\.\.|[^\w\s])",
)
_NUMBER = re.compile(r"[\d.,:/-]*\d[\d.,:/-]*(?:st|nd|rd|th|%|am|pm|[a-z]{1,2})?$|^[ivx]+$")
_PREFIX = re.compile(r"(?:un|re|pre|de|mis|over|co|on|off|out|copy|cross|auto|double|fast)(?=[a-z]{3})")
_AGAIN = frozenset({"back", "re", "pre", "double", "cross", "counter", "sub", "over", "un", "auto", "co"})  # "re-checked"
_CONTRACTED = {"ca": "can", "wo": "will", "sha": "shall"}

# Endings that tell the class of a form the lexicon does not hold; the first that fits counts.
_ENDINGS = (
    (re.compile(r"..(?:[^e]ed|eed)$"), "d"),
    (re.compile(r"...ing$"), "g"),
    (re.compile(r"...ly$"), "a"),
    (re.compile(r"...(?:able|ible|al|ive|ous|ful|less|ic|ary|ish)$"), "j"),
    (re.compile(r"...(?:ise|ize|ify)$"), "v"),
    (re.compile(r"...(?:ises|izes|ifies)$"), "z"),
    (re.compile(r"..(?:[^s'u]s|us[^s]s)$"), "s"),
)


def guess(form: str) -> str:
    """The class that the ending of a lower-case form speaks for; noun where none does."""
    for pattern, kind in _ENDINGS:
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
        self.process_verbs = word_list("process_verbs")
        for verb in self.process_verbs:
            if self.classes.get(verb, guess(verb)) in "nbjx":
                self.classes[verb] = "x" if self.classes.get(verb) in ("j", "x") else "k"
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

    @lru_cache(maxsize=32768)  # noqa: B019 -- one lexicon lives as long as the program
    def class_of(self, form: str) -> str:
        """The ambiguity class of a form as it stands in the text (see lexicon.txt and function.txt).

        P is a name: an acronym, a handle, a capitalised word that the lexicon does not hold as another class.
        """
        lower = form.lower().replace("’", "'")
        if lower.endswith("(s)"):
            return "s"
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
        if rest in "vkuzdgqb":
            return {"q": "z", "b": "k"}.get(rest, rest)
        return kind

    @lru_cache(maxsize=32768)  # noqa: B019
    def is_verb(self, word: str) -> bool:
        """Whether `word` can be the base form of a verb."""
        return (self.classes.get(word) or guess(word)) in ("v", "b", "k", "u", "x", "l")

    @lru_cache(maxsize=8192)  # noqa: B019 -- one lexicon lives as long as the program
    def base(self, form: str) -> str:
        """The base form of a verb form: "sent" -> "send", "notifies" -> "notify"."""
        form = form.lower()
        prefix, _, rest = form.partition("-")
        if rest and prefix in ("re", "de", "pre", "un", "co", "mis", "back"):
            form = rest
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
                for candidate in sorted(
                    [*candidates, *doubled], key=lambda word: (word.endswith("e") and ending == "es",)
                ):
                    if self.is_verb(candidate):
                        return candidate
        return form


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The one lexicon, read at first use."""
    return Lexicon()


class Words:
    """The words of a text: forms, offsets and classes, multi-word function words joined into one."""

    __slots__ = ("classes", "ends", "forms", "starts")

    def __init__(self, text: str) -> None:
        """Split `text`; offsets count its code points."""
        book = lexicon()
        forms: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        kinds: list[str] = []
        for match in _WORD.finditer(text):
            form = match.group()
            kind = match.lastgroup
            start, end = match.span()
            forms.append(form)
            starts.append(start)
            ends.append(end)
            if kind == "word":
                kinds.append(book.class_of(_CONTRACTED.get(form, form)))
            elif kind == "clitic":
                kinds.append(book.classes.get(form.lower().replace("’", "'"), "'"))
            elif kind == "address":
                kinds.append("n")
            else:
                possessive = form in "'’" and len(forms) > 1 and forms[-2].endswith("s") and ends[-2] == start
                kinds.append("'" if possessive and text[end : end + 1] == " " else _SIGNS.get(form, "F"))
        for at in range(1, len(forms) - 1):
            if forms[at] == "&" and forms[at - 1][0].isupper() and forms[at + 1][0].isupper():
                kinds[at] = "n"  # "Training & Events Lead" is one name
        self.forms, self.starts, self.ends, self.classes = forms, starts, ends, kinds
        self._join(book)

    def _join(self, book: Lexicon) -> None:
        """Join the words of multi-word function words ("in order to") into one."""
        forms = [form.lower() for form in self.forms]
        phrases = book.phrases
        if phrases.keys().isdisjoint(forms):
            return
        at = 0
        while at < len(forms):
            for rest, kind in phrases.get(forms[at], ()):
                stop = at + 1 + len(rest)
                if (
                    tuple(forms[at + 1 : stop]) == rest
                    and not (kind == "M" and at and self.classes[at - 1] == "D")
                    and not (forms[at] == "up" and rest == ("to",) and self.classes[stop : stop + 1] not in (["J"], ["D"]))
                ):
                    self.forms[at:stop] = [" ".join(self.forms[at:stop])]
                    self.ends[at:stop] = [self.ends[stop - 1]]
                    self.starts[at:stop] = [self.starts[at]]
                    self.classes[at:stop] = [kind]
                    forms[at:stop] = [" ".join(forms[at:stop])]
                    break
            at += 1


_SIGNS = {
    ",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")", ".": ".", "!": ".", "?": ".", "...": ".",
    "–": "-", "—": "-", "-": "-", "→": "-", "&": "&", "+": "&", "/": "/", '"': "F", "“": "F", "”": "F", "%": "N",
}  # fmt: skip
