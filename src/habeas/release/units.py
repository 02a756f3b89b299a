"""Months, years and their like of a zone's own calendar, for many moments at once.

In come UTC microseconds; out come units as whole numbers, and back to their names. Where a zone's days begin on whole
quarters of an hour (all but a few do), one table carries its calendar and a moment costs a division and a look-up; else
the moment is searched for among the first moments of the units. What lies far off is asked of the zone itself.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from habeas.core.errors import UseError, nearest
from habeas.core.zones import day_start, local

UNITS = ("day", "week", "month", "quarter", "year", "fiscal_year")
MISSING = -(1 << 31)
_QUARTER = 15 * 60 * 1_000_000
_FIRST, _LAST = date(1970, 1, 1), date(2060, 1, 1)  # between them by table, beyond them one by one
_EPOCH = date(1970, 1, 1)


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
    edges, numbers = [], []
    day, before = _FIRST, MISSING
    while day < _LAST:
        number = unit_of(day, unit)
        if number != before:
            edges.append(day_start(day, zone))
            numbers.append(number)
            before = number
        day = day.replace(day=1) + timedelta(days=32) if unit not in ("day", "week") else day + timedelta(days=1)
        if unit not in ("day", "week"):
            day = day.replace(day=1)
    return edges, numbers
