"""The lark grammar of the step sentence: tags in, segments and phrases out.

It does not know words, only their tags; sentence.py gives the phrases their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lark import Lark, Token

# What one segment of a sentence is: (type, first tag, tag after the last).
Piece = tuple[str, int, int]


class Grammar:
    """grammar/step.lark, loaded: an LALR parser for segments and, from the same file, one scanner for phrases.

    The phrases of a segment are a flat row, so scanning their terminals is parsing them, in a third of the time.
    """

    def __init__(self) -> None:
        """Load the grammar."""
        self.parser = Lark.open_from_package(
            "proclint.grammar", "step.lark", [""], parser="lalr", lexer="contextual", start=["sentence", "segment"]
        )
        phrases = {str(token.name): token.pattern.to_regexp() for token in self.parser.terminals}
        order = ("VERB", "NOUN", "PRONOUN", "PREPOSITION", "COORDINATOR", "OPENER", "FILLER")
        self.scanner = re.compile("|".join(f"(?P<{name}>{phrases[name]})" for name in order))

    @lru_cache(maxsize=16384)  # noqa: B019 -- one grammar lives as long as the program
    def segments(self, tags: str) -> tuple[Piece, ...]:
        """The segments of a sentence, in order; between two of them nothing is lost."""
        tree = self.parser.parse(tags, start="sentence")
        return tuple(
            (token.type, token.start_pos or 0, token.end_pos or 0)
            for token in tree.children
            if isinstance(token, Token)
        )

    def phrases(self, tags: str, start: int, end: int) -> Iterator[Piece]:
        """The phrases of the segment tags[start:end]."""
        for match in self.scanner.finditer(tags, start, end):
            yield (match.lastgroup or "", match.start(), match.end())


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The one grammar, loaded at first use."""
    return Grammar()
