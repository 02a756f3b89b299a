"""An instant for people: as short as it can be said, with the clock that it is told by, and its doubt."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from habeas.core.edtf_checks import shown_offset
from habeas.core.instant import MAX, MIN, Instant, Interval
from habeas.core.zones import MINUTE, SECOND, clamp, day_end, day_start, last_day, local, micros

_UNITS = ("year", "month", "day", "minute", "second", "part")


@lru_cache(maxsize=1 << 14)
def show_instant(instant: Instant, zone: str) -> str:
    """``2025-03-15 18:48 EDT``; ranges, open ends and several meanings in words; ``about`` and ``uncertain`` said."""
    approximate = "~" in instant.text or "%" in instant.text
    plain = not instant.text.startswith("[")
    parts = [_shown(span, zone, approximate and plain) for span in instant.intervals]
    said = " or ".join(parts)
    if approximate and not plain:
        said += ", about"
    return f"{said} (uncertain)" if instant.uncertain else said


def _shown(span: Interval, zone: str, approximate: bool) -> str:
    low, high = span
    if low == high and MIN < low < MAX:
        return _moment(low, zone)
    if low == MIN and high == MAX:
        return "at any time"
    if low == MIN:
        return f"by {_edge(high, zone, last=True)}"
    if high == MAX:
        return f"from {_edge(low, zone, last=False)} on"
    unit = _unit(low, high, zone)
    if approximate:
        return f"about {_point((low + high) // 2, zone, unit)} ({_between(low, high, zone, unit)})"
    if _written(low, zone, unit) == _written(high, zone, unit) and (unit != "part" or low == high):
        return _point(low, zone, unit)
    return _between(low, high, zone, unit)


def _moment(t: int, zone: str) -> str:
    """One point, as due times are: no finer than it need be, and the end of a day by its name."""
    at = local(t, zone)
    if t == day_end(at.date(), zone):
        return f"the end of {_point(t, zone, 'day')}"
    return _point(t, zone, "minute" if at.second == at.microsecond == 0 else "part")


def _between(low: int, high: int, zone: str, unit: str) -> str:
    """Both ends, the day said once where it is one day, the clock once where it is one."""
    first, last = _written(low, zone, unit), _written(high, zone, unit)
    if first == last:  # within one second, or one minute that came twice
        return _point(low, zone, unit)
    clock, other = _clock(low, zone), _clock(high, zone)
    if len(first) > 10 and first[:10] == last[:10]:
        last = last[11:]
    return f"{first} to {last} {other}" if clock == other else f"{first} {clock} to {last} {other}"


def _edge(t: int, zone: str, last: bool) -> str:
    at = local(t, zone)
    whole = t == (day_end(at.date(), zone) if last else day_start(at.date(), zone))
    end = t if last else t - 1  # a unit ends one microsecond before the next begins
    return _point(t, zone, "day" if whole else _clock_unit(end, end, zone))


def _point(t: int, zone: str, unit: str) -> str:
    clock = _clock(t, zone)
    if unit in ("year", "month"):  # a year has two clocks where summer time is kept
        at = local(t, zone)
        first = day_start(at.replace(month=1 if unit == "year" else at.month, day=1).date(), zone)
        end = at.replace(month=12, day=31) if unit == "year" else at.replace(day=last_day(at.year, at.month))
        middle, late = _clock((first + day_end(end.date(), zone)) // 2, zone), _clock(day_end(end.date(), zone), zone)
        clock = "/".join(dict.fromkeys((_clock(first, zone), middle, late)))
    return f"{_written(t, zone, unit)} {clock}"


def _written(t: int, zone: str, unit: str) -> str:
    at = local(t, zone)
    if unit == "year":
        return f"{at.year:04d}"
    if unit == "month":
        return f"{at.year:04d}-{at.month:02d}"
    day = f"{at.year:04d}-{at.month:02d}-{at.day:02d}"
    if unit == "day":
        return day
    if unit == "minute":
        return f"{day} {at:%H:%M}"
    if unit == "second":
        return f"{day} {at:%H:%M:%S}"
    return f"{day} {at:%H:%M:%S.%f}".rstrip("0").rstrip(".")


def _unit(low: int, high: int, zone: str) -> str:
    """The coarsest unit of which the interval is made up: nothing finer need be shown."""
    first, last = local(low, zone), local(high, zone)
    if low == day_start(first.date(), zone) and high == day_end(last.date(), zone):
        if first.day == 1 and last.day == last_day(last.year, last.month):
            return "year" if first.month == 1 and last.month == 12 else "month"
        return "day"
    return _clock_unit(high, low - 1, zone)


def _clock_unit(high: int, before: int, zone: str) -> str:
    for unit, length in (("minute", MINUTE), ("second", SECOND)):
        if (micros(local(high, zone)) + 1) % length == 0 and (micros(local(clamp(before), zone)) + 1) % length == 0:
            return unit
    return "part"


def _clock(t: int, zone: str) -> str:
    """``EDT``, or the offset where the zone has no letters for its clock."""
    from habeas.core.zones import zone_of

    moment = datetime(1970, 1, 1, tzinfo=zone_of("UTC")) + timedelta(microseconds=clamp(t))
    try:
        there = moment.astimezone(zone_of(zone))
    except OverflowError:
        return zone
    name = there.tzname() or ""
    if name.isalpha():
        return name
    ahead = there.utcoffset() or timedelta(0)
    return f"UTC{shown_offset((ahead.days * 86_400 + ahead.seconds) * SECOND)}"
