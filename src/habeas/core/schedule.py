"""When something falls due: a duration from a moment, by the clock or by counted days (semantics 5 and 19).

``count`` is ``clock``, ``court_days`` or ``business_days``. By the clock, hours run and days step; on days that are
excluded (weekends, holidays) hours stand still and days are not counted. Court and business days are the days that
are neither; the day of the trigger is not counted, and the last one counts to its end. ``back`` goes the other way.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from habeas.core.duration import Duration, placed, step
from habeas.core.errors import nearest
from habeas.core.faults import ValueFault, quoted
from habeas.core.instant import MAX, MIN, Interval
from habeas.core.rising import rising_parts
from habeas.core.zones import clamp, day_end, day_start, local

COUNTS = ("clock", "court_days", "business_days")
EXCLUDABLE = ("holidays", "weekends")

_NONE: frozenset[str] = frozenset()
_BOTH = frozenset(EXCLUDABLE)


def check_schedule(duration: Duration, count: str, excluding: frozenset[str] = _NONE, holidays: str = "US") -> None:
    """Refuses a count, an exclusion or a calendar of holidays that is not known, and hours counted in days."""
    if count not in COUNTS:
        raise ValueFault("unknown-count", f"unknown way to count: {quoted(count)}.", nearest(count, COUNTS))
    for word in sorted(excluding - _BOTH):
        raise ValueFault("unknown-exclusion", f"{quoted(word)} cannot be excluded.", nearest(word, EXCLUDABLE))
    if count != "clock" and (duration.micros or duration.months):
        raise ValueFault(
            "count-needs-days", f"{duration.text or 'this duration'} cannot be counted in {count}.",
            "Write days or weeks, as P3D, or count: clock.",
        )  # fmt: skip
    if "holidays" in excluding or count != "clock":
        holidays_of(holidays, 2025)


@lru_cache(maxsize=1 << 16)
def due(
    t: int,
    duration: Duration,
    zone: str,
    count: str = "clock",
    excluding: frozenset[str] = _NONE,
    holidays: str = "US",
    back: bool = False,
) -> int:
    """The last moment in time after ``t`` (with ``back``, the last one that is early enough before it)."""
    if t <= MIN or t >= MAX:
        return clamp(t)
    check_schedule(duration, count, excluding, holidays)
    calendar = Calendar(zone, _BOTH if count != "clock" else excluding, holidays)
    if count != "clock":
        day = calendar.counted(local(t, zone).date(), -duration.days if back else duration.days)
        if day is None:
            return MIN if back else MAX
        return day_start(day, zone) if back else day_end(day, zone)
    if not excluding:
        return step(t, duration, zone, back)
    return calendar.back(t, duration) if back else calendar.forth(t, duration)


def rising(
    low: int,
    high: int,
    duration: Duration,
    zone: str,
    *,
    count: str = "clock",
    excluding: frozenset[str] = _NONE,
    holidays: str = "US",
    back: bool = False,
) -> tuple[Interval, ...]:
    """Parts of ``[low, high]``, in order, on each of which ``due`` never falls (``core.rising`` says why it can)."""
    if count == "clock" and not duration.months and not duration.days:
        return ((low, high),)
    by_days = Duration(duration.months, duration.days, 0)
    return rising_parts(
        lambda t: due(t, duration, zone, count, excluding, holidays, back),
        lambda t: due(t, by_days, zone, count, excluding, holidays, back),
        low, high, zone,
    )  # fmt: skip


def due_range(
    low: int,
    high: int,
    duration: Duration,
    zone: str,
    *,
    count: str = "clock",
    excluding: frozenset[str] = _NONE,
    holidays: str = "US",
    back: bool = False,
) -> Interval:
    """The least and the greatest due time of all moments from ``low`` to ``high``."""
    parts = rising(
        low, high, duration, zone, count=count, excluding=excluding, holidays=holidays, back=back
    )  # fmt: skip
    return (
        min(due(a, duration, zone, count, excluding, holidays, back) for a, _ in parts),
        max(due(b, duration, zone, count, excluding, holidays, back) for _, b in parts),
    )


class Calendar:
    """The days of a zone that are counted, and the steps that only they let pass."""

    def __init__(self, zone: str, excluding: frozenset[str], holidays: str) -> None:
        self.zone = zone
        self.weekends = "weekends" in excluding
        self.holidays = holidays if "holidays" in excluding else ""

    def excluded(self, day: date) -> bool:
        if self.weekends and day.weekday() >= 5:
            return True
        return bool(self.holidays) and day in holidays_of(self.holidays, day.year)

    def counted(self, day: date, days: int) -> date | None:
        """The day that many counted days on (back, if negative); None beyond the calendar."""
        one, last = (timedelta(days=1), date.max) if days > 0 else (timedelta(days=-1), date.min)
        left = abs(days)
        while left:
            if day == last:
                return None
            day += one
            left -= not self.excluded(day)
        return day

    def forth(self, t: int, duration: Duration) -> int:
        day = local(t, self.zone).date()
        if self.excluded(day):  # nothing runs until the next counted day begins
            day_after = self.counted(day, 1)
            if day_after is None:
                return MAX
            day, t = day_after, day_start(day_after, self.zone)
        if duration.months:
            t = step(t, Duration(duration.months, 0, 0), self.zone)
            if t >= MAX:
                return MAX
            day = local(t, self.zone).date()
            if self.excluded(day):
                t, day = self._moved(t, day, 1)
        if duration.days:
            t, day = self._moved(t, day, duration.days)
        left = duration.micros
        while left and t < MAX:
            end = day_end(day, self.zone) + 1
            if left <= end - t:
                return clamp(t + left)
            left -= end - t
            following = self.counted(day, 1)
            if following is None:
                return MAX
            day, t = following, day_start(following, self.zone)
        return clamp(t)

    def back(self, t: int, duration: Duration) -> int:
        day = local(t, self.zone).date()
        ended = False  # whether t stands for the end of the day, 24:00, and not for a clock time in it
        if self.excluded(day):
            day_before = self.counted(day, -1)
            if day_before is None:
                return MIN
            day, t, ended = day_before, day_end(day_before, self.zone), True
        if duration.months:
            t = step(t, Duration(duration.months, 0, 0), self.zone, back=True)
            if t <= MIN:
                return MIN
            day = local(t, self.zone).date()
            if self.excluded(day):
                t, day = self._moved(t, day, -1)
        if duration.days:
            t, day = self._moved(t, day, -duration.days)
        if t in (MIN, MAX):
            return t
        t += ended
        left = duration.micros
        while left:
            start = day_start(day, self.zone)
            if left <= t - start:
                return clamp(t - left)
            left -= t - start
            before = self.counted(day, -1)
            if before is None:
                return MIN
            day, t = before, day_end(before, self.zone) + 1
        return clamp(t)

    def _moved(self, t: int, day: date, days: int) -> tuple[int, date]:
        """The same clock time that many counted days on."""
        there = self.counted(day, days)
        if there is None:
            return (MAX, date.max) if days > 0 else (MIN, date.min)
        return placed(there, t, self.zone), there


@lru_cache(maxsize=1 << 14)
def holidays_of(calendar: str, year: int) -> frozenset[date]:
    """The holidays of a year, days observed for them among them; ``US`` is the federal ones, ``US-DC`` a part."""
    from holidays import country_holidays

    country, _, part = calendar.partition("-")
    if not re.fullmatch(r"[A-Z]{2}", country, re.ASCII):
        raise _unknown(calendar)
    try:
        return frozenset(country_holidays(country, subdiv=part or None, years=year, expand=False))
    except NotImplementedError:
        raise _unknown(calendar) from None


def _unknown(calendar: str) -> ValueFault:
    return ValueFault(
        "unknown-holidays", f"no calendar of holidays is known as {quoted(calendar)}.",
        "Write a country by its two letters, as US, or a part of one, as US-DC.",
    )  # fmt: skip
