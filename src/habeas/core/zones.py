"""A zone's own calendar: which moments a clock time or a day of that zone stands for, and back again.

Moments are UTC microseconds; a clock time is a ``datetime`` without zone. Where the clocks change, one clock time
stands for two moments (it came twice) or for none (it was skipped); both cases give two meanings here.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from habeas.core.errors import nearest
from habeas.core.faults import ValueFault, quoted
from habeas.core.instant import MAX, MIN

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_EPOCH = datetime(1970, 1, 1)
_NAME = re.compile(r"[A-Z][A-Za-z0-9_+-]*(?:/[A-Z][A-Za-z0-9_+-]*){0,2}", re.ASCII)
_WHOLE_NAMES = frozenset({"UTC", "GMT"})


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone of that IANA name.

    Abbreviations are refused although the database knows some of them: "EST" in March, or "CET" in June, is as a
    rule written by someone who meant the clock on the wall, and the database would read it an hour off.
    """
    if _names_place(name):
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):  # unknown, or a folder or another file of the database
            pass
    if re.fullmatch(r"[A-Za-z]{1,5}", name):
        mend = "Write the place, as America/New_York; an abbreviation has several meanings."
    else:
        known = [zone for zone in available_timezones() if _names_place(zone)]
        same = [zone for zone in known if zone.casefold() == name.casefold()]
        mend = f'Nearest: "{same[0]}".' if same else nearest(name, known) or "Write an IANA name, as America/New_York."
    raise ValueFault("unknown-zone", f"{quoted(name)} is not the name of a time zone.", mend)


def _names_place(name: str) -> bool:
    if not _NAME.fullmatch(name) or name == "Factory":
        return False
    return name in _WHOLE_NAMES or not re.fullmatch(r"[A-Z0-9+-]+", name)


def micros(clock: datetime) -> int:
    """The clock time as microseconds, as if the clock showed UTC."""
    since = clock - _EPOCH
    return (since.days * 86_400 + since.seconds) * SECOND + since.microseconds


def clamp(t: int) -> int:
    """``MIN`` and ``MAX`` stand for everything beyond them."""
    return MIN if t < MIN else min(t, MAX)


def offset(clock: datetime, zone: str, later: bool = False) -> int:
    """Microseconds that the clock is ahead of UTC. Where the clock time stands for two moments, the offset before
    the change, or, with ``later``, the one after it.
    """
    ahead = zone_of(zone).utcoffset(clock.replace(fold=int(later))) or timedelta(0)
    return (ahead.days * 86_400 + ahead.seconds) * SECOND + ahead.microseconds


def meanings(clock: datetime, zone: str) -> tuple[int, ...]:
    """The moments that the clock time can stand for, sorted: one, or two where it came twice or was skipped."""
    wall = micros(clock)
    before, after = wall - offset(clock, zone), wall - offset(clock, zone, later=True)
    return (before,) if before == after else (min(before, after), max(before, after))


def local(t: int, zone: str) -> datetime:
    """What the clock of the zone showed at ``t``, with ``fold`` set where it showed it for the second time.

    Near the ends of the calendar, where the zone's clock has no year, the end of the calendar.
    """
    moment = _EPOCH + timedelta(microseconds=clamp(t))
    try:
        ahead = moment.replace(tzinfo=zone_of("UTC")).astimezone(zone_of(zone))
    except OverflowError:
        return datetime.min if t < 0 else datetime.max
    return ahead.replace(tzinfo=None)


@lru_cache(maxsize=1 << 16)
def day_start(day: date, zone: str) -> int:
    """The first moment at which the zone's calendar shows that day (or, where it skips the day, a later one)."""
    midnight = datetime(day.year, day.month, day.day)
    before, after = micros(midnight) - offset(midnight, zone), micros(midnight) - offset(midnight, zone, later=True)
    if before <= after:  # an ordinary midnight, or one that came twice: the first
        return clamp(before)
    low, high = clamp(after), clamp(before)  # the clock skipped midnight somewhere in here
    while low < high:
        middle = (low + high) // 2
        if local(middle, zone).date() >= day:
            high = middle
        else:
            low = middle + 1
    return low


@lru_cache(maxsize=1 << 16)
def day_end(day: date, zone: str) -> int:
    """The last microsecond at which the zone's calendar shows that day."""
    if day == date.max:
        return MAX
    following = day + timedelta(days=1)
    last = day_start(following, zone) - 1
    midnight = datetime(following.year, following.month, following.day)
    second = micros(midnight) - offset(midnight, zone, later=True) - 1
    if second > last and local(second, zone).date() == day:
        return clamp(second)  # the clock went back over midnight, and showed this day once more
    return clamp(last)


def day_span(first: date, last: date, zone: str) -> tuple[tuple[int, int], ...]:
    """The moments from the first of one day to the last of another. A day that the calendar of the zone skipped
    (Samoa had no 30 December 2011) keeps both its meanings, by the clock before and by the clock after.
    """
    low, high = day_start(first, zone), day_end(last, zone)
    if low <= high:
        return ((low, high),)
    start, end = datetime(first.year, first.month, first.day), datetime(last.year, last.month, last.day, 23, 59, 59)
    return tuple(
        (clamp(micros(start) - ahead), clamp(micros(end) + SECOND - 1 - ahead))
        for ahead in sorted({offset(start, zone), offset(start, zone, later=True)}, reverse=True)
    )


def shifted_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Year and month, that many months on; the year may lie outside the calendar."""
    at = year * 12 + month - 1 + by
    return at // 12, at % 12 + 1


def last_day(year: int, month: int) -> int:
    """How many days the month has."""
    following_year, following_month = shifted_month(year, month, 1)
    if following_year > 9999:
        return 31
    return (date(following_year, following_month, 1) - timedelta(days=1)).day
