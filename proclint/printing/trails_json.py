"""`trails` for programs: every trail that is asked for, one a line, and how many steps have which verdict.

It picks no trails; it is given those to print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from proclint.graph import Hop, Trail, Verdict
from proclint.printing.json import framed
from proclint.printing.run import Checked, Run


def render(chosen: Sequence[tuple[Checked, Trail]], run: Run) -> str:
    """The object that cli.md describes; `purpose` is the organisation's, of a trail that serves it."""
    counts = Counter(trail.verdict for _, trail in chosen)
    summary = {
        "steps": len(chosen),
        "verdicts": {verdict.value: counts[verdict] for verdict in Verdict},
        "declared_only": sum(trail.verdict is Verdict.TIED and trail.declared_only for _, trail in chosen),
    }
    rows = [_trail(part, trail, run) for part, trail in chosen]
    return framed({"version": 1, "workspace": run.root.as_posix()}, "trails", rows, {"summary": summary})


def _trail(part: Checked, trail: Trail, run: Run) -> dict[str, Any]:
    return {
        "path": run.shown(part, trail.path),
        "line": trail.line,
        "step": trail.step.id,
        "text": trail.step.text,
        "performers": [party.name for party in trail.step.performers],
        "customers": [party.name for party in trail.step.customers],
        "verdict": trail.verdict,
        "tied": trail.verdict is Verdict.TIED,
        "ends": trail.ends,
        "declared_only": trail.declared_only,
        "hops": [_hop(part, hop, run) for hop in trail.hops],
        "ends_at": trail.ends_at,
        "reason": trail.reason,
        "purpose": part.purpose if trail.verdict is Verdict.TIED else None,
    }


def _hop(part: Checked, hop: Hop, run: Run) -> dict[str, Any]:
    return {
        "from": hop.giver,
        "to": hop.taker,
        "via": hop.via,
        "path": run.shown(part, hop.path),
        "line": hop.line,
        "step": hop.step,
    }
