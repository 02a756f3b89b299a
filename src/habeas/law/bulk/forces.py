"""When a duty is in force, as bounds: the earliest and the latest moment of each end, from the law's own worlds.

Asked once for each duty. Ends are taken to be independent of each other; where claims tie them together, more is open
here than in the exact answer, never less.
"""

from __future__ import annotations

from dataclasses import dataclass

from habeas.core.finding import OpenBecause
from habeas.core.instant import MAX, MIN
from habeas.core.schedule import due_range
from habeas.law.instruments.model import Edge
from habeas.law.instruments.resolve import Duty
from habeas.law.worlds.facts import Facts
from habeas.law.worlds.order import settle_order
from habeas.law.worlds.world import World, explore

NEVER = MAX + 1
ALWAYS = MIN - 1


@dataclass(frozen=True)
class End:
    """One end: between ``low`` and ``high``. ``fact`` names what is open about it, where a claim could settle it."""

    low: int
    high: int
    fact: str = ""
    why: OpenBecause | None = None


@dataclass(frozen=True)
class Piece:
    """A stretch of time in force, from ``start`` until just before ``end``. ``tied``: it ends after it starts."""

    start: End
    end: End
    tied: bool = False


def pieces_of(facts: Facts, duty: Duty) -> tuple[Piece, ...]:
    """The stretches in which the duty is in force; an exception cuts one in two."""
    force = duty.force
    start = End(ALWAYS, ALWAYS) if force.start is None else end_of(facts, duty, force.start)
    end = End(NEVER, NEVER) if force.end is None else end_of(facts, duty, force.end)
    tied = force.start is not None and force.end is not None and force.end.after is not None and start.high < NEVER
    pieces = [Piece(start, end, tied)]
    for first, last in force.excepted:
        since = End(ALWAYS, ALWAYS) if first is None else end_of(facts, duty, first)
        till = End(NEVER, NEVER) if last is None else end_of(facts, duty, last)
        pieces = [cut for piece in pieces for cut in (
            Piece(piece.start, _first(piece.end, since)), Piece(_last(piece.start, till), piece.end)
        )]  # fmt: skip
    return tuple(piece for piece in pieces if piece.start.low < piece.end.high)


def _first(one: End, other: End) -> End:
    return End(min(one.low, other.low), min(one.high, other.high), one.fact or other.fact, one.why or other.why)


def _last(one: End, other: End) -> End:
    return End(max(one.low, other.low), max(one.high, other.high), one.fact or other.fact, one.why or other.why)


def end_of(facts: Facts, duty: Duty, edge: Edge) -> End:
    """The bounds of one end; one whose act did not happen never comes."""
    if edge.act is not None:
        return _act(facts, edge.act)
    if edge.instant is not None:
        low, high = edge.instant.low, edge.instant.high
        return End(low, high, "", None if low == high else "imprecise")
    assert edge.after is not None
    begun = End(NEVER, NEVER) if duty.force.start is None else end_of(facts, duty, duty.force.start)
    if begun.low >= NEVER:
        return begun
    low, high = due_range(begun.low, min(begun.high, MAX), edge.after, duty.zone)
    return End(low, NEVER if begun.high >= NEVER else high, begun.fact, begun.why)


def _act(facts: Facts, act: str) -> End:
    def run(world: World) -> tuple[tuple[int, int], ...]:
        if not world.happened(act):
            return ((NEVER, NEVER),)
        world.time_of(act, "act.time")
        settle_order(world, [act])
        return world.moments.ranges(f"{act} act.time")

    found = [interval for ranges, _ in explore(facts, run) for interval in ranges]
    if not found:  # the claims about it allow no world
        return End(MIN, NEVER, f"{act} act.time", "conflict")
    low, high = min(a for a, _ in found), max(b for _, b in found)
    if low == high:
        return End(low, high)
    when = facts.when(act, "act.time")
    if high >= NEVER:
        return End(low, high, f"{act} act.happened", "conflict")
    return End(low, high, f"{act} act.time", when.open_because or "conflict")
