"""Lengths of time as ISO 8601 writes them, and the step that they make on a zone's own calendar.

Hours, minutes and seconds are exact. Days, weeks, months and years step on the local calendar (semantics 5):
a day later by the calendar is 23 or 25 hours later where the clocks change in between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from habeas.core.faults import ValueFault, quoted
from habeas.core.instant import MAX, MIN
from habeas.core.zones import HOUR, MINUTE, SECOND, clamp, last_day, local, micros, offset, shifted_month

_ISO = re.compile(
    r"P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d{1,6}))?S)?)?",
    re.ASCII,
)
_LONGEST = 9  # digits of one number: beyond the calendar's ten thousand years by days, and far from slow arithmetic


@dataclass(frozen=True, slots=True)
class Duration:
    """``months`` and ``days`` step on the calendar, in this order; then ``micros`` run. ``text`` is as written."""

    months: int
    days: int
    micros: int
    text: str = field(default="", compare=False)


@lru_cache(maxsize=4096)
def read_duration(text: str) -> Duration:
    """The duration that the text says; raises ``ValueFault``."""
    written = text.strip(" ")
    found = _ISO.fullmatch(written)
    if found is None:
        raise ValueFault("bad-duration", f"{quoted(text)} is not a duration.", _mend(written))
    if any(len(part) > _LONGEST for part in found.groups() if part):
        raise ValueFault("bad-duration", f"{quoted(text)} is longer than any calendar.", "Write a shorter duration.")
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[:7])
    fraction = int((found[8] or "").ljust(6, "0"))
    return Duration(
        years * 12 + months,
        weeks * 7 + days,
        hours * HOUR + minutes * MINUTE + seconds * SECOND + fraction,
        written,
    )


def _mend(written: str) -> str:
    words = re.fullmatch(r"(\d+) ?([a-z]+)", written.lower(), re.ASCII)
    if words is not None:
        units = {"hour": "PT{}H", "minute": "PT{}M", "second": "PT{}S", "day": "P{}D", "week": "P{}W",
                 "month": "P{}M", "year": "P{}Y", "h": "PT{}H", "d": "P{}D"}  # fmt: skip
        unit = units.get(words[2].removesuffix("s")) or units.get(words[2])
        if unit:
            return f"Write {unit.format(int(words[1]))}."
    if re.fullmatch(r"P\d+[HS].*", written, re.ASCII):
        return f"Write PT{written[1:]}: hours, minutes and seconds come after a T."
    return "Write it as PT48H, P15D, P6M, P1Y or P1DT12H."


@lru_cache(maxsize=1 << 16)
def step(t: int, duration: Duration, zone: str, back: bool = False) -> int:
    """The moment that far after ``t`` (before it, with ``back``), by the calendar and the clock of the zone.

    ``MIN`` and ``MAX``, which stand for everything beyond the calendar, stay themselves, and a step beyond it ends
    there. Hours never put a later moment before an earlier one; calendars do, where several days of a long month
    become one day of a short one, and where the clocks change: ``core.rising`` says where.
    """
    if t <= MIN or t >= MAX:
        return clamp(t)
    sign = -1 if back else 1
    if duration.months or duration.days:
        clock = local(t, zone)
        year, month = shifted_month(clock.year, clock.month, sign * duration.months)
        if not 1 <= year <= 9999:
            return MIN if year < 1 else MAX
        ordinal = date(year, month, min(clock.day, last_day(year, month))).toordinal() + sign * duration.days
        if not 1 <= ordinal <= date.max.toordinal():
            return MIN if ordinal < 1 else MAX
        t = placed(date.fromordinal(ordinal), t, zone)
    return clamp(t + sign * duration.micros)


def placed(day: date, t: int, zone: str) -> int:
    """The moment of that day at which the clock of the zone shows what it showed at ``t``: where it shows it twice,
    with the offset that it had at ``t``; where it skips it, as much later as the clock was put on.
    """
    shown = local(t, zone)
    clock = datetime.combine(day, shown.time())
    wall = micros(clock)
    before, after = offset(clock, zone), offset(clock, zone, later=True)
    if before > after and micros(shown) - t == after:  # it comes twice, and at t the clock was as at the second time
        return clamp(wall - after)
    return clamp(wall - before)
