"""How the moments of a question stand to each other: all that its answer takes from them.

Nothing in the law part looks at a moment but to compare it with another, as it is or after a step of the calendar.
Two questions that are alike in all else have one answer if these comparisons come out alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from habeas.core.instant import MAX, MIN
from habeas.core.zones import DAY, day_start, local
from habeas.law.instruments.resolve import Duty
from habeas.law.patterns.forms import Side
from habeas.law.worlds.facts import domain_of
from habeas.law.worlds.shift import YEAR, Shift, shift_by

_NEAR = 8  # moments that are nearer than this many microseconds keep their distance

Chain = tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """Every way from one moment to another that a duty's words lead, step after step. Equal ``number``, equal
    ``chains``.
    """

    number: int
    chains: tuple[Chain, ...]


def chains_of(duty: Duty) -> tuple[Chain, ...]:
    """The steps of a duty, each once: its own period, ends that are counted from its beginning, and those of its
    parts. What makes good a breach begins where the breach fell due, so its period follows whatever led there.
    """
    found: dict[Chain, None] = {}
    for part in duty.any_of:
        found |= dict.fromkeys(chains_of(part))
    starts: tuple[Chain, ...] = ((),) if duty.failing is None else ((), *chains_of(duty.failing))
    found |= dict.fromkeys(starts[1:])
    for duration, back in ((duty.within, False), (duty.to, False), (duty.at_least, True)):
        if duration is not None:
            own = shift_by(duration, duty.zone, duty.count, tuple(sorted(duty.excluding)), duty.holidays, back=back)
            found |= dict.fromkeys((*start, own) for start in starts)
            if duty.kind == "requires":
                # of an act that must lie between two moments it matters how far these are from each other
                found |= dict.fromkeys((*start, own, own) for start in starts)
    force = duty.force
    for edge in (force.start, force.end, duty.by, *(one for pair in force.excepted for one in pair)):
        if edge is not None and edge.after is not None:
            found[(shift_by(edge.after, duty.zone),)] = None
    return tuple(found)


# ---- the order of all moments -------------------------------------------------------------------------------------


def order_of(subject: Side, duty: Side, steps: Steps) -> tuple[int, ...] | None:
    """How the moments of a question stand to each other; None where a step of the calendar is uneven within one of its
    instants. Questions of one shape and one order have one pattern.
    """
    ours, theirs = _points(subject, steps), _points(duty, steps)
    return None if ours is None or theirs is None else _order((*ours, *theirs))


def _order(points: Sequence[int]) -> tuple[int, ...]:
    """The order of all moments and of what they are shifted to; those that touch keep how near they are."""
    rank: dict[int, int] = {}
    near: list[int] = []
    last = MIN - _NEAR
    for point in sorted(points):
        if point != last:
            if point - last < _NEAR:
                near += (len(rank), point - last)
            rank[point] = len(rank)
            last = point
    return (*[rank[point] for point in points], -1, *near)


def _points(side: Side, steps: Steps) -> tuple[int, ...] | None:
    """The moments of a side and where the steps take them. Between the ends of an interval a step must move all alike,
    or all to one moment: else more than the ends decides, and there is no answer.
    """
    if steps.number not in side.points:
        found: tuple[int, ...] | None = side.moments
        for chain in steps.chains:
            moved: tuple[int, ...] | None = side.moments
            for shift in chain:
                moved = None if moved is None else _shifted(moved, shift)
            found = None if found is None or moved is None else found + moved
        side.points[steps.number] = found
    return side.points[steps.number]


def _shifted(moments: Sequence[int], shift: Shift) -> tuple[int, ...] | None:
    out = []
    for low, high in zip(moments[::2], moments[1::2], strict=True):
        if not _even(low, high, shift):
            return None
        out += [shift(low), shift(high)]
    return tuple(out)


def _even(low: int, high: int, shift: Shift) -> bool:
    """Whether the step moves all between alike, or all to one moment: looked at are both ends and each midnight."""
    if shift.fixed is not None:
        return True
    if low <= MIN or high >= MAX:
        return False
    first, last = shift(low), shift(high)
    if low == high or first == last:
        return True
    if last - first != high - low or high - low > YEAR:
        return False
    day, until = local(low, shift.zone).date(), local(high, shift.zone).date()
    while day < until:
        day += timedelta(days=1)
        start = day_start(day, shift.zone)
        if shift(start) - start != first - low:
            return False
    return True


# ---- the moments around a trigger -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Around:
    """A duty that compares moments with its trigger and with when it falls due, and with nothing else: a required act,
    the ends of its time in force, the day asked, the period of a log. Then what the others are to each other says
    nothing, and it is enough to know where each lies as the trigger sees it.

    Where the trigger is not timed (or disbelieved) it could be any moment. While the time in force is longer than the
    periods of all acts that could satisfy the duty, some of these moments are followed by none of them, so that the
    others say nothing then either: ``window`` is the shortest that the time in force could be, None for no end.
    """

    shift: Shift
    logs: bool
    longest: int  # microseconds that the period can last
    window: int | None
    order: tuple[int, ...]  # of the moments that the duty names


def around_of(duty: Duty, side: Side, asked: int | None) -> Around | None:
    """None where a duty compares other moments than these as well. ``asked``: the day asked."""
    force = duty.force
    edges = [edge for edge in (force.start, force.end) if edge is not None]
    if (
        duty.kind != "requires" or duty.after is None or duty.within is None
        or force.excepted or any(edge.after is not None for edge in edges) or _ordered(side)
    ):  # fmt: skip
        return None
    shift = shift_by(duty.within, duty.zone, duty.count, tuple(sorted(duty.excluding)), duty.holidays)
    lows, highs = _ends(duty, side)
    highs += [] if asked is None else [asked]
    window = min(highs) - max(lows) if lows and highs else None
    logs = any(entry.content.property == "log.covers" for entry in side.entries)
    return Around(shift, logs, _longest(shift), window, _order(side.moments))


def _ends(duty: Duty, side: Side) -> tuple[list[int], list[int]]:
    """How late the time in force could begin, and how early it could end, whoever is believed."""
    found: list[list[int]] = []
    for edge in (duty.force.start, duty.force.end):
        ends: list[int] = []
        if edge is not None and edge.instant is not None:
            ends = [point for interval in edge.instant.intervals for point in interval]
        elif edge is not None:
            ends = [
                point
                for entry in side.entries
                if entry.content.subject == edge.act and entry.content.property == "act.time"
                for interval in domain_of(entry)
                for point in interval
            ]
        found.append(ends)
    return found[0], found[1]


def _longest(shift: Shift) -> int:
    duration = shift.duration
    length = (31 * duration.months + duration.days) * DAY + duration.micros
    if shift.fixed is not None:
        return length
    return length + DAY if shift.count == "clock" and not shift.excluding else 2 * length + 15 * DAY


def _ordered(side: Side) -> bool:
    """Whether anybody says what came before what, or that two acts were of one journey; or denies a moment."""
    journeys = {entry.content.subject for entry in side.entries if entry.content.property == "act.carrier"}
    return len(journeys) > 1 or any(
        entry.content.property in ("act.before", "act.during")
        or (entry.content.against and entry.value.kind == "instant")
        for entry in side.entries
    )


@dataclass(frozen=True, slots=True, eq=False)
class Centre:
    """When a trigger was: the intervals that are claimed; how many other acts are timed, and the order of the moments
    that are claimed of one act, for each of which more than one is. ``moments``: all of its side.
    """

    moments: tuple[int, ...]
    intervals: tuple[tuple[int, int, int], ...]  # the place of its low end, low, high
    acts: int
    each: tuple[tuple[int, ...], ...]
    far: dict[Shift, tuple[Far, ...] | None]  # how the other acts lie to each interval, if none is near


@dataclass(frozen=True, slots=True)
class Far:
    """When what is triggered falls due, and whether each other act comes after the trigger and after the due time."""

    first: int
    last: int
    acts: tuple[bool, ...]


def centre_of(subject: str, own: Side) -> Centre | None:
    """None where the trigger is not timed, or there is more than each moment to look at."""
    trigger = f"{subject} act.time"
    of_each: dict[str, list[int]] = {}
    intervals = []
    for number, whose in enumerate(own.whose):
        low, high = own.moments[2 * number : 2 * number + 2]
        of_each.setdefault(whose, []).extend((low, high))
        if whose == trigger:
            if low <= MIN or high >= MAX:
                return None
            intervals.append((2 * number, low, high))
    if not intervals or _ordered(own):
        return None
    each = tuple(_order(points) for points in of_each.values() if len(points) > 2)
    return Centre(own.moments, tuple(intervals), len(of_each) - 1, each, {})


def order_around(centre: Centre, duty: Side, around: Around) -> tuple[object, ...] | None:
    """Where all moments of a question lie as its trigger sees them; None where that does not say all."""
    if around.window is not None and around.window <= (centre.acts + 1) * (around.longest + _NEAR):
        return None
    out: list[object] = [around.order, centre.each]
    far = None if around.logs else _far(centre, around.shift)
    for number, (_, low, high) in enumerate(centre.intervals):
        seen: tuple[object, ...] | None = None
        if far is not None:
            after = _beyond(far[number].first, far[number].last, duty.moments)
            seen = after and (far[number].acts, after)
        seen = seen or _seen_from(low, high, centre.moments, duty.moments, around)
        if seen is None:
            return None
        out.append(seen)
    return tuple(out)


def _far(centre: Centre, shift: Shift) -> tuple[Far, ...] | None:
    if shift not in centre.far:
        centre.far[shift] = _all_far(centre, shift)
    return centre.far[shift]


def _all_far(centre: Centre, shift: Shift) -> tuple[Far, ...] | None:
    found = []
    for at, low, high in centre.intervals:
        if not _even(low, high, shift):
            return None
        first, last = shift(low), shift(high)
        others = (*centre.moments[:at], *centre.moments[at + 2 :])
        acts = _beyond(low, high, others), _beyond(first, last, others)
        if first - high <= 4 * _NEAR or acts[0] is None or acts[1] is None:
            return None
        found.append(Far(first, last, acts[0] + acts[1]))
    return tuple(found)


def _beyond(low: int, high: int, points: Sequence[int]) -> tuple[bool, ...] | None:
    """Whether each point comes after ``[low, high]``, where all come before or after it and none is near."""
    least, most = low - 2 * _NEAR, high + 2 * _NEAR
    for point in points:
        if least <= point <= most:
            return None
    return tuple([point > most for point in points])


def _seen_from(
    low: int, high: int, acts: Sequence[int], others: Sequence[int], around: Around
) -> tuple[int, ...] | None:
    """Where what was done and all others lie to a trigger in ``[low, high]`` and to the moment that is counted from it:
    what is out of its reach is before it or after it, and no more.
    """
    if not _even(low, high, around.shift):
        return None
    first, last = around.shift(low), around.shift(high)
    # an act in time lies between the two, and a log must span them; all else is held against the second
    counted = (*acts, *others)
    at_trigger = counted if around.logs else acts
    if first == last and low != high:  # whenever it was, one moment
        return (*_order(_clipped(low, high, at_trigger)), -2, *_order(_clipped(first, first, counted)))
    step = first - low
    if high - low >= abs(step) and low != high:
        return None
    moved = [point if point in (MIN, MAX) else point - step for point in counted]
    return _order((*_clipped(low, high, at_trigger), *_clipped(low, high, moved)))


def _clipped(low: int, high: int, points: Sequence[int]) -> list[int]:
    """The points, those beyond the reach of ``[low, high]`` at its edge, after the two ends."""
    least, most = low - 2 * _NEAR, high + 2 * _NEAR
    return [low, high, *[min(max(point, least), most) for point in points]]
