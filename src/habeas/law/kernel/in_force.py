"""When a clause is in force, in one world: from, until, and the exceptions cut out. Semantics 17.

Times come from acts, from the instrument's own words, or are counted from its beginning; half-open everywhere.
"""

from __future__ import annotations

from habeas.law.instruments.model import Edge
from habeas.law.instruments.resolve import Duty, Force
from habeas.law.worlds.moments import Moment
from habeas.law.worlds.shift import shift_by
from habeas.law.worlds.world import World


def edge_moment(world: World, duty: Duty, edge: Edge, where: str) -> Moment | None:
    """The moment of one end of a time in force; None when its act did not happen. ``where`` it is written."""
    if edge.act is not None:
        return world.time_of(edge.act, "act.time") if world.happened(edge.act) else None
    if edge.instant is not None:
        precise = edge.instant.low == edge.instant.high
        name = f"{duty.instrument} {where} {edge.instant.low}..{edge.instant.high}"
        return world.moment(name, edge.instant.intervals, None if precise else "imprecise")
    assert edge.after is not None
    start = duty.force.start
    begun = None if start is None else edge_moment(world, duty, start, f"{duty.force.place}.from")
    return None if begun is None else world.shifted(begun, shift_by(edge.after, duty.zone))


def _exceptions(world: World, duty: Duty) -> list[tuple[Moment | None, Moment | None]]:
    """From when until when each exception lasts. One that an act begins is none where that act did not happen."""
    out = []
    for number, (first, last) in enumerate(duty.force.excepted):
        where = f"{duty.force.place}.except.{number}"
        since = None if first is None else edge_moment(world, duty, first, f"{where}.from")
        if first is None or since is not None:
            out.append((since, None if last is None else edge_moment(world, duty, last, f"{where}.until")))
    return out


def out_of_force(world: World, duty: Duty, when: Moment) -> str:
    """Empty when ``when`` lies in ``[from, until)`` and in no exception; else ``before_force`` or ``after_end``."""
    force = duty.force
    if force.start is not None:
        start = edge_moment(world, duty, force.start, f"{force.place}.from")
        if start is None or not world.before(start, when, strict=False):
            return "before_force"
    if force.end is not None:
        end = edge_moment(world, duty, force.end, f"{force.place}.until")
        if end is not None and not world.before(when, end):
            return "after_end"
    for since, till in _exceptions(world, duty):
        if since is not None and not world.before(since, when, strict=False):
            continue
        if till is None or world.before(when, till):
            return "after_end"
    return ""


def ceasing(world: World, duty: Duty) -> list[Moment]:
    """The moments at which it may cease to be in force: its end, and where its exceptions begin."""
    force = duty.force
    end = None if force.end is None else edge_moment(world, duty, force.end, f"{force.place}.until")
    return [moment for moment in (end, *(since for since, _ in _exceptions(world, duty))) if moment is not None]


def segments(world: World, force: Force, duty: Duty) -> list[tuple[list[Moment], list[Moment]]]:
    """The pieces of the time in force as (latest of these, earliest of those): exceptions cut pieces in two."""
    start = None if force.start is None else edge_moment(world, duty, force.start, f"{force.place}.from")
    if force.start is not None and start is None:
        return []
    end = None if force.end is None else edge_moment(world, duty, force.end, f"{force.place}.until")
    pieces: list[tuple[list[Moment], list[Moment]]] = [([] if start is None else [start], [] if end is None else [end])]
    for since, till in _exceptions(world, duty):
        cut: list[tuple[list[Moment], list[Moment]]] = []
        for lows, highs in pieces:
            if since is not None:
                cut.append((lows, [*highs, since]))
            if till is not None:
                cut.append(([*lows, till], highs))
        pieces = cut
    return pieces
