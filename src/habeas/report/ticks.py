"""Where the time axis has its ticks: at round clock times of the zone shown, with the day where it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from habeas.core.instant import Interval
from habeas.core.zones import day_start, local, meanings, micros, shifted_month, zone_of

_MINUTE = 60_000_000
_DAY = 86_400_000_000
_STEPS = (1, 5, 10, 15, 30, 60, 120, 180, 360, 720)  # minutes by the clock
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 3, 6, 12, 60, 120)
_MOST = 13
# Not from the system's locale: the same input gives the same bytes on every machine.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tick:
    """``at`` in UTC microseconds; ``clock`` and ``day`` are the two lines of its label, ``day`` where it is new."""

    at: int
    clock: str
    day: str = ""


def ticks(window: Interval, zone: str) -> tuple[Tick, ...]:
    """At most thirteen ticks within the window."""
    width = window[1] - window[0]
    for step in _STEPS:
        if width <= step * _MINUTE * _MOST:
            return tuple(_by_clock(window, zone, step))
    for days in _DAYS:
        if width <= days * _DAY * _MOST:
            return tuple(_by_day(window, zone, days))
    months = next((step for step in _MONTHS if width <= step * 30 * _DAY * _MOST), _MONTHS[-1])
    return tuple(_by_month(window, zone, months))


def day_words(t: int, zone: str, year: bool = False) -> str:
    """``15 March``, or ``15 March 2025``."""
    at = local(t, zone)
    return f"{at.day} {MONTHS[at.month - 1]}" + (f" {at.year}" if year else "")


def clock_words(window: Interval, zone: str) -> str:
    """``America/New_York (EDT, UTC-04:00)``, with both clocks where the window holds a change of them."""
    if zone == "UTC":
        return zone
    first, last = _clock(window[0], zone), _clock(window[1], zone)
    return f"{zone} ({first})" if first == last else f"{zone} ({first}, then {last})"


def _clock(t: int, zone: str) -> str:
    wall = local(t, zone)
    ahead = timedelta(microseconds=micros(wall) - t)
    minutes = abs(ahead) // timedelta(minutes=1)
    offset = f"UTC{'-' if ahead < timedelta(0) else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
    name = wall.replace(tzinfo=zone_of(zone)).tzname() or ""
    return f"{name}, {offset}" if name.isalpha() else offset


def _by_clock(window: Interval, zone: str, step: int) -> Iterator[Tick]:
    midnight = datetime.combine(local(window[0], zone).date(), datetime.min.time())
    last = local(window[1], zone)
    seen: set[int] = set()
    shown = ""
    while midnight <= last:
        for minute in range(0, 24 * 60, step):
            clock = midnight + timedelta(minutes=minute)
            at = meanings(clock, zone)[0]
            if window[0] <= at <= window[1] and at not in seen and local(at, zone) == clock:
                seen.add(at)
                day = day_words(at, zone)
                yield Tick(at, f"{clock:%H:%M}", "" if day == shown else day)
                shown = day
        midnight += timedelta(days=1)


def _by_day(window: Interval, zone: str, days: int) -> Iterator[Tick]:
    day = local(window[0], zone).date()
    shown = ""
    while (at := day_start(day, zone)) <= window[1]:
        if at >= window[0]:
            year = str(day.year)
            yield Tick(at, f"{day.day} {MONTHS[day.month - 1][:3]}", "" if year == shown else year)
            shown = year
        day += timedelta(days=days)


def _by_month(window: Interval, zone: str, months: int) -> Iterator[Tick]:
    first = local(window[0], zone).date()
    year, month = first.year, 1
    shown = ""
    while (at := day_start(date(year, month, 1), zone)) <= window[1]:
        if at >= window[0]:
            name = str(year)
            yield Tick(at, MONTHS[month - 1][:3], "" if name == shown else name)
            shown = name
        year, month = shifted_month(year, month, months)
        if year > 9999:
            return
