"""Clock times and days of a zone to moments, a whole column at once.

In come microseconds as a wall clock showed them, or day numbers; out come the first and the last moment that each can
stand for. Where a clock time came twice or was skipped, that is the hull of its two meanings (``core.zones`` keeps
them apart; a column of bounds cannot). The zone's own rules are asked of ``core.zones`` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from habeas.core.instant import MAX, MIN
from habeas.core.zones import DAY, SECOND, day_span, local

Micros = NDArray[np.int64]

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_BLOCK = 1461  # days that are asked at once: four years
_APART = 1 << 24  # more days than the calendar has: two numbers of days in one
_EPOCH_WALL = np.datetime64("1970-01-01T00:00:00", "us")
_FIRST_DAY, _LAST_DAY = date(2, 1, 1).toordinal() - _EPOCH_DAY, date(9998, 12, 31).toordinal() - _EPOCH_DAY


@dataclass(frozen=True)
class _Clock:
    """The offsets of a zone, by wall time: from ``breaks[i - 1]`` to ``breaks[i]`` the clock is between ``low[i]`` and
    ``high[i]`` microseconds ahead of UTC (the two differ only where the clock changes).
    """

    breaks: Micros
    low: Micros
    high: Micros


def moments(wall: Micros, width: Micros | int, zone: str) -> tuple[Micros, Micros]:
    """First and last moment of each span of ``width`` microseconds that begins at the clock time ``wall``."""
    if not len(wall):
        return wall, wall
    clock = _clock(zone, int(wall.min()) // DAY, int(wall.max()) // DAY)
    piece = np.searchsorted(clock.breaks, wall, side="right")
    return wall - clock.high[piece], wall - clock.low[piece] + width - 1


def days(first: Micros, last: Micros, zone: str) -> tuple[Micros, Micros]:
    """First moment of the day ``first`` and last moment of the day ``last`` (days since 1970-01-01), for each pair."""
    if not len(first):
        return first, last
    pairs, index = np.unique(first * _APART + (last - first), return_inverse=True)
    spans = [_span(int(pair) // _APART, int(pair) // _APART + int(pair) % _APART, zone) for pair in pairs]
    low = np.array([span[0] for span in spans], np.int64)
    high = np.array([span[1] for span in spans], np.int64)
    return low[index], high[index]


@lru_cache(maxsize=1 << 17)
def _span(first: int, last: int, zone: str) -> tuple[int, int]:
    found = day_span(date.fromordinal(first + _EPOCH_DAY), date.fromordinal(last + _EPOCH_DAY), zone)
    return min(low for low, _ in found), max(high for _, high in found)


@lru_cache(maxsize=4096)
def _clock(zone: str, first: int, last: int) -> _Clock:
    blocks = range((first - 2) // _BLOCK, (last + 2) // _BLOCK + 1)
    before = _ahead(max(blocks[0] * _BLOCK, _FIRST_DAY) * DAY, zone)
    breaks: list[int] = []
    low, high = [before], [before]
    for at in (at for block in blocks for at in _changes(zone, block)):
        after = _ahead(at, zone)
        breaks += [at + min(before, after), at + max(before, after)]
        low += [min(before, after), after]
        high += [max(before, after), after]
        before = after
    return _Clock(np.array(breaks, np.int64), np.array(low, np.int64), np.array(high, np.int64))


@lru_cache(maxsize=4096)
def _changes(zone: str, block: int) -> tuple[int, ...]:
    """The moments of one block of days at which the zone's offset changes: each day is asked, and halved within."""
    found = []
    first, last = max(block * _BLOCK, _FIRST_DAY), min((block + 1) * _BLOCK, _LAST_DAY)
    before = _ahead(first * DAY, zone)
    for day in range(first + 1, last + 1):
        after = _ahead(day * DAY, zone)
        if after != before:
            low, high = (day - 1) * DAY // SECOND, day * DAY // SECOND
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if _ahead(middle * SECOND, zone) == before else (low, middle)
            found.append(high * SECOND)
            before = after
    return tuple(found)


def _ahead(t: int, zone: str) -> int:
    shown = np.datetime64(local(t, zone), "us")
    return int((shown - _EPOCH_WALL).astype(np.int64)) - t


def clamped(t: Micros) -> Micros:
    """``MIN`` and ``MAX`` of ``core.instant`` stand for everything beyond them."""
    return np.clip(t, MIN, MAX)
