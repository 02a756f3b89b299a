"""Due times for many moments: ``core.schedule.due`` as a table of pieces on which it is a constant or runs along.

A due time by the calendar is, over most of a day, the moment plus a fixed number of hours; it breaks at midnights,
changes of the clock and days that are not counted. The table holds the breaks of the days that occur, found by asking
``due`` itself at both ends of a stretch and in between, and halving it where these do not lie on one line.
"""

from __future__ import annotations

from datetime import date, timedelta
from threading import Lock

import numpy as np
import numpy.typing as npt

from habeas.core.instant import MAX, MIN
from habeas.core.zones import DAY, day_start, local
from habeas.law.worlds.shift import Shift

Pieces = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]


class Table:
    """``breaks`` (sorted), and from each on the due time ``base + slope * (t - break)``; slope is 0 or 1."""

    def __init__(self, shift: Shift) -> None:
        self.shift = shift
        self.least = _least(shift)
        self.span: tuple[date, date] | None = None
        self._days: dict[date, list[tuple[int, int, int]]] = {}
        self._changed: dict[int, list[date]] = {}
        self._lock = Lock()
        self.pieces: Pieces = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))

    def __getstate__(self) -> Shift:
        return self.shift

    def __setstate__(self, shift: Shift) -> None:
        self.__init__(shift)  # type: ignore[misc]

    def cover(self, low: int, high: int) -> Pieces:
        """The table for moments from ``low`` to ``high`` at least; the last break is where it ends."""
        first, last = (
            local(max(low, MIN + DAY), self.shift.zone).date(),
            local(min(high, MAX - DAY), self.shift.zone).date(),
        )
        with self._lock:
            if self.span is None or first < self.span[0] or last > self.span[1]:
                old = self.span or (first, last)
                first, last = min(first, old[0]), max(last, old[1])
                self._grow(first, last)
                self.span = (first, last)
            return self.pieces

    def _grow(self, first: date, last: date) -> None:
        found: list[tuple[int, int, int]] = []
        day = first
        while day <= last:
            if day not in self._days:
                self._days[day] = self._of_day(day)
            found += self._days[day]
            day += timedelta(days=1)
        table = np.array([*_joined(found), (day_start(day, self.shift.zone), 0, 0)], np.int64)
        self.pieces = (table[:, 0].copy(), table[:, 1].copy(), table[:, 2].copy())

    def _of_day(self, day: date) -> list[tuple[int, int, int]]:
        if self._quiet(day):
            low = day_start(day, self.shift.zone)
            duration = self.shift.duration
            return [(low, low + duration.days * DAY + duration.micros, 1)]
        low = day_start(day, self.shift.zone)
        high = day_start(day + timedelta(days=1), self.shift.zone) - 1
        return list(self._parts(low, high))

    def _quiet(self, day: date) -> bool:
        """Whether the clock is not changed from the day before until the day after it falls due, and days alone
        count.
        """
        shift = self.shift
        if shift.duration.months or shift.count != "clock" or shift.excluding or shift.back:
            return False
        until = day + timedelta(days=shift.duration.days + shift.duration.micros // DAY + 2)
        return not any(
            day - timedelta(days=1) <= change <= until for change in self._clock_changes(day.year, until.year)
        )

    def _clock_changes(self, first: int, last: int) -> list[date]:
        """The days in whose course the clock is put on or back."""
        zone = self.shift.zone
        for year in range(first - 1, last + 2):
            if year not in self._changed:
                days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
                ahead = [day_start(day, zone) - day.toordinal() * DAY for day in days] if zone != "UTC" else [0]
                self._changed[year] = [days[at] for at in range(len(ahead) - 1) if ahead[at] != ahead[at + 1]]
        return [day for year in range(first - 1, last + 2) for day in self._changed[year]]

    def _parts(self, low: int, high: int) -> list[tuple[int, int, int]]:
        due = self.shift
        start, end = due(low), due(high)
        if high == low:
            return [(low, start, 0)]
        slope = 1 if end - start == high - low else 0 if end == start else -1
        middle = (low + high) // 2
        if slope >= 0 and due(middle) == start + slope * (middle - low):
            return [(low, start, slope)]
        return [*self._parts(low, middle), *self._parts(middle + 1, high)]


def _joined(pieces: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Pieces that lie on one line are one."""
    out: list[tuple[int, int, int]] = []
    for at, base, slope in pieces:
        if out and out[-1][2] == slope and out[-1][1] + slope * (at - out[-1][0]) == base:
            continue
        out.append((at, base, slope))
    return out


def _least(shift: Shift) -> int:
    """No due time is sooner than this after its moment (microseconds)."""
    fixed = shift.fixed
    if fixed is not None:
        return fixed
    duration = shift.duration
    if shift.count != "clock":
        return 0
    return max(0, duration.months * 28 * DAY + duration.days * DAY + duration.micros - 4 * DAY)
