"""Wording: what the words of a text say, by the plain lists in grammar/, wherever the text comes from.

It does not read sentences; reading does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from proclint.model import Kind
from proclint.names import key_of

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LIKE_PEOPLE = re.compile(r"\w{3,}(?:er|or|ist|ee|ian)s")
_POINTS_AT_PEOPLE = frozenset({
    "you", "your", "they", "them", "their", "he", "him", "his", "she", "her", "everyone", "everybody", "anyone",
    "anybody", "someone", "somebody", "others", "whoever", "who", "whom", "people", "humanity",
})  # fmt: skip
_ANYBODY = frozenset({
    "anybody", "anyone", "attendee", "bystander", "everybody", "everyone", "folk", "human", "individual", "invitee",
    "listener", "other", "participant", "party", "people", "person", "reader", "recipient", "somebody", "someone",
    "stakeholder", "viewer", "whoever", "whomever",
})  # fmt: skip
_MEMBER = re.compile(r"\b(?:crew|group|staff|team) ?(?:mate|member)$|^member of (?:staff|the team)\b|^working group$")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "e", "s", "y")
_HOUSE = re.compile(
    r"\b(?:company|firm|business|house|organi[sz]ation|group|board|department|team|shareholders?|owners?|investors?"
    r"|management)(?:['’]s)?\b",
    re.IGNORECASE,
)
_TO_YOU = re.compile(r"\b([a-z]+) you\b(?!['’])", re.IGNORECASE)
_OPENING = frozenset({
    "after", "and", "as", "because", "before", "but", "if", "once", "or", "since", "so", "than", "that", "unless",
    "until", "what", "when", "whenever", "where", "whether", "which", "while", "who", "whom",
})  # fmt: skip
_SHORTEST_STEM = 3
_MOST_BETWEEN = 4  # words


@cache
def words(name: str) -> frozenset[str]:
    """The word list grammar/`name`.txt: case folded, a word (or several) a line; comments start with #."""
    return frozenset(line.casefold() for line in _lines(name))


def _lines(name: str) -> list[str]:
    text = resources.files("proclint.grammar").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


@cache
def phrases(name: str) -> re.Pattern[str]:
    """The word list grammar/`name`.txt as one pattern: the first word in any form, the last in the plural as well.

    "..." in a line stands for up to four words: "keep ... away".
    """
    lines = sorted(words(name), key=lambda line: (-len(line), line))
    return re.compile(r"\b(?:" + "|".join(_any_form(line) for line in lines) + r")\b", re.IGNORECASE)


def _any_form(line: str) -> str:
    first, *rest = line.split()
    pattern = _inflected(first)
    between = r"\s+"
    for at, word in enumerate(rest, start=1):
        if word == "...":
            between = rf"\s+(?:[\w'’-]+\s+){{0,{_MOST_BETWEEN}}}?"
        else:
            pattern += between + (_plural(word) if at == len(rest) else re.escape(word))
            between = r"\s+"
    return pattern


def _inflected(word: str) -> str:
    """A word in any of its regular forms: "reduce", "reduces", "reduced", "reducing"."""
    plain = re.escape(word).replace(r"\-", "-?")
    if word.endswith("e"):
        return plain[:-1] + "(?:e|es|ed|ing)"
    if re.search(r"[^aeiou]y$", word):
        return plain[:-1] + "(?:y|ies|ied|ying)"
    return plain + rf"(?:s|es|{re.escape(word[-1])}?ed|{re.escape(word[-1])}?ing)?"


def _plural(word: str) -> str:
    plain = re.escape(word)
    return plain[:-1] + "(?:y|ies)" if re.search(r"[^aeiou]y$", word) else plain + "(?:s|es)?"


@cache
def _function_words() -> frozenset[str]:
    """The little words that say nothing by themselves ("the", "of", "with"); the few nouns of the list do."""
    rows = (line.split() for line in _lines("function"))
    return frozenset(word.casefold() for kind, *row in rows if kind not in ("n", "s") for word in row)


@cache
def _several_words() -> re.Pattern[str]:
    """Those of the little words that are written in several ("in order to")."""
    several = sorted((word for word in _function_words() if "_" in word), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(word).replace("_", r"\s+") for word in several) + r")\b")


def spoken_words(text: str) -> list[str]:
    """The words of `text` that say something, in their order and as written, case folded."""
    text = _several_words().sub(" ", text.casefold().replace("’", "'"))
    found = (match.group() for match in _WORD.finditer(text))
    return [word for word in found if word not in _function_words() and len(word) > 1]


def content_words(text: str) -> frozenset[str]:
    """The stems of the words of `text` that say something: "the orders are checked" and "check an order" share two."""
    return frozenset(_stem(word) for word in spoken_words(text))


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            return stem[:-1] if stem[-1] == stem[-2] and ending in ("ing", "ed") else stem
    return word


def people_in(text: str) -> Iterator[tuple[str, Kind]]:
    """The single words of `text` that say somebody, with what they say of them; pronouns for people included."""
    for match in _WORD.finditer(text):
        kind = kind_of_word(match.group())
        if kind is not None:
            yield match.group(), kind


def kind_of_word(word: str) -> Kind | None:
    """What a single word says somebody is; None where it is no word for people."""
    key = key_of(word)
    if word == "it":
        return None  # not IT
    if key in words("customers"):
        return Kind.EXTERNAL
    if key in words("contacts"):
        return Kind.CONTACT
    form = word.casefold()
    like = _LIKE_PEOPLE.fullmatch(form) is not None and key not in words("things")
    return Kind.UNKNOWN if like or key in words("roles") or form in _POINTS_AT_PEOPLE else None


def is_placeholder(name: str) -> bool:
    """Whether a name holds the place of one: "stakeholders", "all relevant parties", "TBD"."""
    name = " ".join(name.casefold().split())
    return not words("vague").isdisjoint((name, f"the {name}", name.removeprefix("all ")))


def is_anybody(name: str) -> bool:
    """Whether a name leaves open who is meant: a word for just anybody, for whoever is there or works here, or one that
    says so ("other teams", "the relevant experts").
    """
    before = key_of(name).split(" of ", maxsplit=1)[0].split()[:-1]
    return names_nobody(name) or not words("open_words").isdisjoint(before)


def names_nobody(name: str) -> bool:
    """Whether a name is a word for just anybody, or for whoever is there or works here."""
    key = key_of(name)
    head = key.split(" of ", maxsplit=1)[0].rpartition(" ")[2]
    return head in _ANYBODY or not words("workforce").isdisjoint((head, key)) or _MEMBER.search(key) is not None


def is_done_to_you(text: str) -> bool:
    """Whether something is done to, for or with "you" in a text, who does not act there."""
    return any(match[1].casefold() not in _OPENING for match in _TO_YOU.finditer(text))


def speaks_of_gain_only(text: str) -> bool:
    """Whether `text` names a gain of the house (its revenue, its costs) and nobody and nothing else."""
    gains = phrases("company_gains")
    if gains.search(text) is None:
        return False
    rest = _HOUSE.sub(" ", gains.sub(" ", text))
    around = phrases("words_around_gains")
    return not any(people_in(rest)) and all(around.fullmatch(word) for word in spoken_words(rest))
