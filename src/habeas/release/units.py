"""Months, years and their like of a zone's own calendar, for many moments at once.

In come UTC microseconds; out come units as whole numbers, and back to their names. Where a zone's days begin on whole
quarters of an hour (all but a few do), one table carries its calendar and a moment costs a division and a look-up; else
the moment is searched for among the first moments of the units. What lies far off is asked of the zone itself.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from habeas.core.errors import UseError, nearest
from habeas.core.zones import DAY, SECOND, day_start, local, zone_of

UNITS = ("day", "week", "month", "quarter", "year", "fiscal_year")
MISSING = -(1 << 31)
_QUARTER = 15 * 60 * 1_000_000
_FIRST, _LAST = date(1970, 1, 1), date(2060, 1, 1)  # between them by table, beyond them one by one
_EPOCH = date(1970, 1, 1)
_NONE = timedelta(0)


def unit_of(day: date, unit: str) -> int:
    """The number of the unit that holds the day; later units have greater numbers, without gaps."""
    if unit == "day":
        return (day - _EPOCH).days
    if unit == "week":  # a week begins on Monday, as ISO 8601 has it
        return ((day - _EPOCH).days + 3) // 7
    months = day.year * 12 + day.month - 1
    if unit == "month":
        return months
    if unit == "quarter":
        return months // 3
    if unit == "year":
        return day.year
    if unit == "fiscal_year":  # of the United States: it begins in October, and is named by the year in which it ends
        return (months + 3) // 12
    raise UseError(f'"{unit}" is no unit of time. {nearest(unit, UNITS)}'.rstrip())


def day_of(number: int) -> date:
    """The day of that number."""
    return _EPOCH + timedelta(days=number)


def unit_name(number: int, unit: str) -> str:
    """``2025-03`` of a month, ``2025-Q1``, ``2025``, ``FY2025``; a week by its Monday; a day by itself."""
    if unit == "day":
        return str(_EPOCH + timedelta(days=number))
    if unit == "week":
        return str(_EPOCH + timedelta(days=number * 7 - 3))
    if unit == "month":
        return f"{number // 12:04}-{number % 12 + 1:02}"
    if unit == "quarter":
        return f"{number // 4:04}-Q{number % 4 + 1}"
    return f"FY{number}" if unit == "fiscal_year" else str(number)


class Calendar:
    """The units of one kind in one zone."""

    def __init__(self, unit: str, zone: str) -> None:
        self.unit, self.zone = unit, zone
        edges, numbers = _edges(unit, zone)
        self._edges, self._numbers = np.array(edges, dtype=np.int64), np.array(numbers, dtype=np.int32)
        self._low = edges[0] - edges[0] % _QUARTER
        at = (self._edges - self._low) // _QUARTER
        on_grid = bool((self._edges[1:] % _QUARTER == 0).all())
        self._table = np.repeat(self._numbers, np.diff(at, append=at[-1] + 1)) if on_grid else None

    def numbers(self, moments: npt.NDArray[np.int64], known: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
        """The unit of each moment, and ``MISSING`` where it is not known."""
        good = known & (moments >= self._edges[0]) & (moments < self._edges[-1])
        if good.all():
            return self._inside(moments)
        out = np.full(len(moments), MISSING, dtype=np.int32)
        out[good] = self._inside(moments[good])
        for place in np.flatnonzero(known & ~good).tolist():
            out[place] = unit_of(local(int(moments[place]), self.zone).date(), self.unit)
        return out

    def _inside(self, moments: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
        if self._table is not None:
            return self._table[(moments - self._low) // _QUARTER]
        return self._numbers[np.searchsorted(self._edges, moments, side="right") - 1]


@lru_cache(maxsize=256)
def _edges(unit: str, zone: str) -> tuple[list[int], list[int]]:
    """The first moment of each unit in the zone, and its number."""
    if unit in ("day", "week"):
        days = np.arange(unit_of(_FIRST, "day"), unit_of(_LAST, "day"))
        units = days if unit == "day" else (days + 3) // 7
        first = np.append(True, units[1:] != units[:-1])
        return _day_starts(zone)[first].tolist(), units[first].tolist()
    edges, numbers = [], []
    day, before = _FIRST, MISSING
    while day < _LAST:
        number = unit_of(day, unit)
        if number != before:
            edges.append(day_start(day, zone))
            numbers.append(number)
            before = number
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return edges, numbers


def _day_starts(zone: str) -> npt.NDArray[np.int64]:
    """The first moment of every day. Where the clock is as far from UTC at one midnight as at the next it did not
    change between them, and midnight is that far from the moment; only the other days are asked for one by one.
    """
    days = _midnights()
    offsets = map(zone_of(zone).utcoffset, days)
    seconds = np.fromiter((timedelta.total_seconds(each or _NONE) for each in offsets), np.float64, len(days))
    ahead = seconds.astype(np.int64) * SECOND
    starts = (np.arange(len(days)) + unit_of(_FIRST, "day")) * DAY - ahead
    changes = np.flatnonzero(ahead[1:] != ahead[:-1])
    for at in np.unique(np.concatenate([changes, changes + 1, [len(days) - 1]])).tolist():
        starts[at] = day_start(days[at].date(), zone)
    return starts


@lru_cache(maxsize=1)
def _midnights() -> tuple[datetime, ...]:
    return tuple(datetime.fromordinal(number) for number in range(_FIRST.toordinal(), _LAST.toordinal()))
