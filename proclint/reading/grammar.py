"""The lark grammar of the step sentence: tags in, segments and phrases out.

It does not know words, only their tags; sentence.py gives the phrases their meaning.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from lark import Lark, Token

# What one segment of a sentence is: (type, first tag, tag after the last).
Piece = tuple[str, int, int]


# In the order in which lark tries them; an aside begins with a bracket, which alone is a stop.
_SEGMENTS: Final = ("MAIN", "CONDITION", "TIME", "REASON", "AIM", "WHO", "RELATIVE", "ASIDE", "STOP")
_PHRASES: Final = ("VERB", "NOUN", "PRONOUN", "PREPOSITION", "COORDINATOR", "OPENER", "FILLER")


class Grammar:
    """grammar/step.lark, loaded: from its terminals one scanner for segments and one for phrases.

    A sentence is a flat row of segments and a segment a flat row of phrases, so scanning their terminals is parsing
    them, in a fraction of the time; `parse` does it with lark's own LALR parser, and a test holds both to one answer.
    """

    def __init__(self) -> None:
        """Load the grammar."""
        self.parser = Lark.open_from_package(
            "proclint.grammar", "step.lark", [""], parser="lalr", lexer="contextual", start=["sentence", "segment"]
        )
        terminals = {str(token.name): token.pattern.to_regexp() for token in self.parser.terminals}
        self._segments = _scanner(terminals, _SEGMENTS)
        # Walks over the phrases of tags[start:end]: scan(tags, start, end), each a match whose lastgroup is its type.
        self.scan = _scanner(terminals, _PHRASES).finditer

    def parse(self, tags: str) -> tuple[Piece, ...]:
        """The segments of a sentence by lark's parser."""
        tree = self.parser.parse(tags, start="sentence")
        return tuple(
            (token.type, token.start_pos or 0, token.end_pos or 0)
            for token in tree.children
            if isinstance(token, Token)
        )

    def segments(self, tags: str) -> tuple[Piece, ...]:
        """The segments of a sentence, in order; between two of them nothing is lost."""
        return tuple((m.lastgroup or "", *m.span()) for m in self._segments.finditer(tags))

    def phrases(self, tags: str, start: int, end: int) -> list[Piece]:
        """The phrases of the segment tags[start:end]."""
        return [(m.lastgroup or "", *m.span()) for m in self.scan(tags, start, end)]


def _scanner(terminals: dict[str, str], order: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{terminals[name]})" for name in order))


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The one grammar, loaded at first use."""
    return Grammar()
