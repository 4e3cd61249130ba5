"""Who serves whom over all documents: parties, hand-offs, trails, verdicts.

It is given documents whose parties are resolved; it does not decide who is a party.
"""

from __future__ import annotations

from proclint.graph.graph import Graph
from proclint.graph.values import (
    DECLARED,
    HandOff,
    Hop,
    Loop,
    PartyNode,
    Reason,
    Trail,
    Verdict,
)

__all__ = ["DECLARED", "Graph", "HandOff", "Hop", "Loop", "PartyNode", "Reason", "Trail", "Verdict"]
