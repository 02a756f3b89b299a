"""Where a step by the calendar falls back, so that an interval can be cut into parts on which it never does.

A month after 30 January, noon, is 28 February, noon; a month after 31 January, ten, is 28 February, ten: the later
start falls due earlier. The same happens by an hour where a step ends in a skipped hour or begins in a doubled one.
Whoever compares due times of an interval of starts needs the parts between those points, and finds in each of them
that the ends bound what lies between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from habeas.core.instant import MAX, MIN, Interval
from habeas.core.zones import DAY, day_end, day_start, local, meanings, micros

Step = Callable[[int], int]

# A step falls back by at most a few days (a short month, a run of holidays), so the least and the greatest due time
# of a long interval lie near its ends: only there it is cut, and its middle stays one part.
_LONG = 400 * DAY
_NEAR_END = 40 * DAY


def rising_parts(step: Step, by_calendar: Step, low: int, high: int, zone: str) -> tuple[Interval, ...]:
    """Parts of ``[low, high]``, in order, on each of which ``step`` never falls.

    ``by_calendar`` is the part of the step that goes by days and months. Of an interval longer than 400 days only
    the first and the last 40 are cut.
    """
    if high - low <= _LONG:
        cuts = _falls(step, by_calendar, low, high, zone)
    else:
        first = _falls(step, by_calendar, low, low + _NEAR_END, zone)
        cuts = [*first, low + _NEAR_END + 1, high - _NEAR_END,
                *_falls(step, by_calendar, high - _NEAR_END, high, zone)]  # fmt: skip
    edges = [low, *sorted(set(cuts)), high + 1]
    return tuple((a, b - 1) for a, b in pairwise(edges) if a < b)


def _falls(step: Step, by_calendar: Step, low: int, high: int, zone: str) -> list[int]:
    """The moments at which the step is less than a microsecond earlier."""
    found = {t for t in _suspects(by_calendar, low, high, zone) if low < t <= high}
    return [t for t in sorted(found) if step(t) < step(t - 1)]


def _suspects(by_calendar: Step, low: int, high: int, zone: str) -> Iterator[int]:
    """Midnights, changes of the clock, and moments whose step ends where a skipped hour ends."""
    day, last = local(low, zone).date(), local(high, zone).date()
    while day <= last:
        yield day_start(day, zone)
        yield from (moment for moment, _ in _changes(day, zone))
        for t in (day_start(day, zone), day_end(day, zone)):
            there = local(by_calendar(t), zone).date()
            for moment, put_on in _changes(there, zone):
                if put_on:
                    clock = local(moment, zone).time()
                    yield from meanings(datetime.combine(day, clock), zone)
        if day == date.max:
            return
        day += timedelta(days=1)


def _changes(day: date, zone: str) -> Iterator[tuple[int, bool]]:
    """The moments of the day at which the clock is changed, and whether it is put on (one change a day)."""
    low, high = day_start(day, zone) - 1, day_end(day, zone)
    if low <= MIN or high >= MAX:
        return
    before, after = _ahead(low, zone), _ahead(high, zone)
    if before == after:
        return
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _ahead(middle, zone) == before else (low, middle)
    yield high, after > before


def _ahead(t: int, zone: str) -> int:
    return micros(local(t, zone)) - t
