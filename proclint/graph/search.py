"""Which trail of a step is shown, and which parties serve only one another.

It reads the network and changes nothing in it. No recursion: a chain may be as long as the workspace is large.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush

from proclint.graph.network import Network
from proclint.graph.ranks import LOOPS, OPEN, TIED
from proclint.graph.values import Loop
from proclint.model import Kind

Stretch = tuple[str, str, str | None]
"""Giver, taker, and the document with the hand-off between them; None where only the config states it."""


def way(
    network: Network,
    ranks: Mapping[str, int],
    path: str,
    giver: str | None,
    takers: Iterable[str],
    passed: set[str] | None = None,
) -> tuple[str, list[Stretch]]:
    """The trail of a step of `giver` for `takers` in the document at `path`: the first of these, and the hops after it.

    Best is the farthest end (TIED before OPEN before ENDS), then the fewest declared hops, then the fewest in other
    documents, then the shortest, then the earliest by (path, place, key). Where there is no end, it goes once round.
    The parties that were looked at go into `passed`: while nothing changes about them, the answer holds.
    """
    goal = max(ranks.get(key, LOOPS) for key in takers)
    if goal == LOOPS:
        first, stretches = _round(network, path, giver, min(takers))
        if passed is not None:
            passed.update(takers, (key for key, _, _ in stretches))
        return first, stretches
    out, declared = network.out, network.declared
    # declared hops, hops in other documents, length, rank of the hop before, place, key; then how we came
    heap: list[tuple[int, int, int, int, str, int, str, Stretch | None]] = [
        (0, 0, 0, 0, "", 0, key, None) for key in sorted(set(takers)) if ranks.get(key, LOOPS) == goal
    ]
    came: dict[str, Stretch | None] = {}
    while True:
        stated, foreign, length, _, _, _, key, stretch = heappop(heap)  # never empty: some trail gets to the goal
        if key in came:
            continue
        came[key] = stretch
        if _is_goal(network, key, goal):
            if passed is not None:
                passed.update(takers, came, *(network.onward(one) for one in came))
            return _back(came, key)
        order = len(came)
        for taker, paths in out.get(key, {}).items():
            if taker not in came and ranks.get(taker, LOOPS) == goal:
                away, where, at = _nearest(network, path, key, taker, paths)
                heappush(heap, (stated, foreign + away, length + 1, order, where, at, taker, (key, taker, where)))
        for taker in declared.get(key, ()):
            if taker not in came and ranks.get(taker, LOOPS) == goal:
                heappush(heap, (stated + 1, foreign + 1, length + 1, order, "", 0, taker, (key, taker, None)))


def loops(network: Network, ranks: Mapping[str, int]) -> tuple[Loop, ...]:
    """The groups of two or more internal parties that serve only one another, sorted."""
    found = []
    for group in _closed(network, [key for key in network.kinds if key not in ranks]):
        members = tuple(sorted(group))
        if len(members) > 1 and all(network.kinds[key] is Kind.INTERNAL for key in members):
            pairs = ((giver, taker) for giver in members for taker in network.out.get(giver, ()))
            firsts = (network.hand_off(network.out[giver][taker][0], giver, taker) for giver, taker in pairs)
            found.append(Loop(members, tuple(sorted(firsts))))
    return tuple(sorted(found, key=lambda loop: loop.members))


def ending(network: Network, ranks: Mapping[str, int], found: Iterable[Loop]) -> dict[str, tuple[Loop, ...]]:
    """The loops that trails reach, by the party from which they do; only parties whose trails never end have any."""
    back: dict[str, list[str]] = {}
    for giver, stated in network.declared.items():
        for taker in stated:
            back.setdefault(taker, []).append(giver)
    reaching: dict[str, tuple[Loop, ...]] = {}
    for loop in found:
        seen = set(loop.members)
        pending = [*loop.members]
        while pending:
            key = pending.pop()
            reaching[key] = (*reaching.get(key, ()), loop)
            for giver in (*network.into.get(key, ()), *back.get(key, ())):
                if giver not in seen and giver not in ranks:
                    seen.add(giver)
                    pending.append(giver)
    return reaching


def _is_goal(network: Network, key: str, goal: int) -> bool:
    kind = network.kinds.get(key, Kind.UNKNOWN)
    if goal == TIED:
        return kind is Kind.EXTERNAL
    if goal == OPEN:
        return kind in (Kind.UNKNOWN, Kind.CONTACT) or key in network.addressing
    return network.is_end(key)


def _nearest(network: Network, path: str, giver: str, taker: str, paths: list[str]) -> tuple[int, str, int]:
    """The first hand-off of a pair in the document at `path`, else the first of all: 0 or 1 for that, and its place."""
    page = network.pages.get(path)
    here = page.pairs.get(giver, {}).get(taker) if page is not None else None
    return (0, path, here) if here is not None else (1, paths[0], network.pages[paths[0]].pairs[giver][taker])


def _back(came: Mapping[str, Stretch | None], key: str) -> tuple[str, list[Stretch]]:
    stretches = []
    while (stretch := came[key]) is not None:
        stretches.append(stretch)
        key = stretch[0]
    return key, stretches[::-1]


def _round(network: Network, path: str, giver: str | None, first: str) -> tuple[str, list[Stretch]]:
    """The hops from a party until one comes again (`giver` is met already), each the nearest; there is no end."""
    stretches: list[Stretch] = []
    seen = {giver}
    key = first
    while key not in seen:
        seen.add(key)
        paths = network.out.get(key, {}).items()
        hops = [(*_nearest(network, path, key, taker, found), taker) for taker, found in paths]
        if hops:
            _, where, _, taker = min(hops)
            stretches.append((key, taker, where))
        else:
            stretches.append((key, min(network.declared[key]), None))
        key = stretches[-1][1]
    return first, stretches


def _closed(network: Network, keys: Iterable[str]) -> list[list[str]]:
    """The groups of parties that reach one another and nobody else (Tarjan's algorithm, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    group_of: dict[str, int] = {}
    groups: list[list[str]] = []
    waiting: list[str] = []
    for root in keys:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        waiting.append(root)
        pending = [(root, iter(sorted(network.onward(root))))]
        while pending:
            key, onward = pending[-1]
            for other in onward:
                if other not in index:
                    index[other] = low[other] = len(index)
                    waiting.append(other)
                    pending.append((other, iter(sorted(network.onward(other)))))
                    break
                if other not in group_of:
                    low[key] = min(low[key], index[other])
            else:
                pending.pop()
                if pending:
                    above = pending[-1][0]
                    low[above] = min(low[above], low[key])
                if low[key] == index[key]:
                    groups.append([])
                    while not groups[-1] or groups[-1][-1] != key:
                        groups[-1].append(waiting.pop())
                        group_of[groups[-1][-1]] = len(groups) - 1
    return [
        group
        for number, group in enumerate(groups)
        if all(group_of[other] == number for key in group for other in network.onward(key))
    ]
