"""What a clause is made of: nouns and verbs, with what leads the one to the other.

It does not find them; clauses.py does.
"""

from __future__ import annotations

from typing import Literal

from proclint.model import Evidence, Kind

Range = tuple[int, int]  # words [first, last + 1)


class Noun:
    """A noun phrase or pronoun: its words, and what leads it to its verb ("to", "for", "" for none).

    `joined` is what joins it to the noun before ("and", "or", a comma, a slash), `is_led` whether a preposition stands
    straight before it. `evidence` keeps what parties.py finds out about it, False before that.
    """

    __slots__ = ("evidence", "is_led", "is_pronoun", "joined", "lead", "words")

    def __init__(
        self, words: Range, lead: str = "", is_pronoun: bool = False, joined: str = "", is_led: bool = False
    ) -> None:
        """Take the noun phrase as it was found."""
        self.words, self.lead, self.is_pronoun, self.joined, self.is_led = words, lead, is_pronoun, joined, is_led
        self.evidence: tuple[Evidence, Kind] | Literal[False] | None = False

    def cut(self, first: int, last: int) -> Noun:
        """The same noun phrase with other words: a part of it."""
        return Noun((first, last), self.lead, self.is_pronoun, self.joined, self.is_led)


class Verb:
    """A verb in its clause.

    `kind` is the type in step.lark of the segment with the index `segment`; `preceding` holds the nouns since the
    verb before, `after` the preposition or "and" straight before it; `is_shared` says whether the subject is that of
    the verb before. `passive`: the subject is what it is done to; `finite`: it makes a clause, being no infinitive, no
    -ing and no bare participle; `negated`: the clause says that it is not done, `after_not` by a word before it
    ("never hesitate"). `embedded`: its clause completes the verb before ("make sure the guest has a key").
    """

    __slots__ = (
        "after", "after_not", "base", "embedded", "finite", "head", "is_shared", "kind", "leads_clause", "negated",
        "objects", "particle", "passive", "preceding", "segment", "subject", "tags", "words",
    )  # fmt: skip

    def __init__(
        self, kind: str, segment: int, words: Range, head: int, base: str, tags: str, *, after_not: bool
    ) -> None:
        """Take the verb as it was found, still without its nouns."""
        self.kind, self.segment, self.words, self.head, self.base, self.tags = kind, segment, words, head, base, tags
        self.subject: list[Noun] = []
        self.objects: list[Noun] = []
        self.preceding: list[Noun] = []
        self.is_shared = self.leads_clause = self.embedded = False
        self.after = self.particle = ""
        self.after_not = after_not
        self.finite = tags[0] in "MBHVZWl"
        self.passive = tags[-1] == "E" and ("B" in tags or "H" not in tags)
        self.negated = after_not or "X" in tags

    def make_passive(self, last: int, base: str) -> None:
        """Take the participle up to word `last` into it: "get added" is a passive."""
        self.tags += "BE"
        self.words, self.base, self.passive = (self.words[0], last), base, True
