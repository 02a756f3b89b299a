"""Dates and clock times as people write them in a chronology, to EDTF.

What is read here is only what has one meaning in this sheet. Whether 3/4/2025 is in March or in April is told by the
other dates of the column; where they do not tell, it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from habeas.core.faults import ValueFault, quoted
from habeas.core.zones import zone_of

Order = Literal["month first", "day first"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = r"(?P<word>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_TH = r"(?:st|nd|rd|th)?"
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:~|ca?\.|circa|approx(?:imately|\.)?|about|around|roughly)\s*", re.IGNORECASE)
_SLASHED = re.compile(r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4}|\d\d)")
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"),
    re.compile(rf"{_MONTH} (?P<day>\d{{1,2}}){_TH},? (?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<day>\d{{1,2}}){_TH} (?:of )?{_MONTH},? (?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<day>\d{{1,2}})-{_MONTH}-(?P<year>\d{{4}})", re.IGNORECASE),
    _SLASHED,
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:(?:[:.h]|(?=\d\d(?!\d)))(?P<minute>\d\d)(?::(?P<second>\d\d))?)?"
    r" ?(?:(?P<half>[ap])\.?m\.?)?(?: ?(?:hrs?|hours|h|uhr))?",
    re.IGNORECASE,
)
_ZONED = re.compile(r"^(?P<clock>.*\d.*?) ?(?P<zone>[A-Z]{2,5}|[+-]\d\d:?\d\d|Z)$")
_BETWEEN = re.compile(r"^(?:between )?(?P<low>.+?) ?(?:-|–|—| to | and ) ?(?P<high>.+)$", re.IGNORECASE)
_BY = re.compile(r"^(?:by|no later than|not later than) +(?P<rest>.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Minute:
    text: str  # 18:48 or 18:48:30
    about: bool
    half: str  # a, p or nothing: 6:45-6:48 pm says it once


def order_of(texts: Iterable[str]) -> Order | None:
    """Which number of 3/4/2025 is the month, if the column tells; None if it does not, or tells both."""
    month_first = day_first = False
    for text in texts:
        for found in _SLASHED.finditer(text):
            month_first |= int(found["b"]) > 12
            day_first |= int(found["a"]) > 12
    if month_first == day_first:
        return None
    return "month first" if month_first else "day first"


def read_when(day: str, clock: str, order: Order | None, zone: str) -> str:
    """One time in EDTF from a cell with the day (or with both) and one with the clock time; raises ``ValueFault``."""
    text = " ".join(day.split())
    about = _ABOUT.match(text)
    text = _ABOUT.sub("", text)
    found, rest = _split_day(text, order)
    clock = " ".join(clock.split())
    if clock and rest in ("00:00", "00:00:00"):  # how a day alone is written out beside a column for the time
        rest = ""
    if clock and rest and _shown(clock) != _shown(rest):
        raise ValueFault(
            "two-times", f"{quoted(day)} has another clock time than {quoted(clock)}.", "Keep one of the two."
        )
    clock = clock or rest
    if not clock:
        return f"{found.isoformat()}~" if about else found.isoformat()
    return _with_clock(found, clock, zone, about=bool(about))


def _split_day(text: str, order: Order | None) -> tuple[date, str]:
    """The day, and what follows it in the cell."""
    weekday = _WEEKDAY.match(text)
    bare = _WEEKDAY.sub("", text)
    for pattern in _DATES:
        found = pattern.match(bare)
        if found is None:
            continue
        rest = bare[found.end() :]
        if rest and rest[0] not in " ,T":
            continue
        year, month, number = _numbers(text, found, order)
        try:
            day = date(year, month, number)
        except ValueError:
            raise ValueFault(
                "impossible-date", f"{quoted(text)} is no day of the calendar.", "Look at the source."
            ) from None
        if weekday and _DAYS[day.weekday()] != weekday[1].lower():
            raise ValueFault(
                "wrong-weekday",
                f"{quoted(text)}: that day was a {day:%A}.",
                "One of the two is wrong; look at the source.",
            )
        return day, rest.strip(" ,").removeprefix("T").removeprefix("at ")
    raise ValueFault(
        "unread-date", f"{quoted(text)} is not a day that can be read.", "Write it with its year, as 2025-03-15."
    )


def _numbers(text: str, found: re.Match[str], order: Order | None) -> tuple[int, int, int]:
    parts = found.groupdict()
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    if "word" in parts:
        return year, _MONTHS.index(parts["word"].lower()) + 1, int(parts["day"])
    if "month" in parts:
        return year, int(parts["month"]), int(parts["day"])
    first, second = int(parts["a"]), int(parts["b"])
    if order is None and first != second:
        raise ValueFault(
            "ambiguous-date", f"{quoted(text)} does not say which number is the month, nor do the other dates.",
            "Write --month-first or --day-first.",
        )  # fmt: skip
    return (year, second, first) if order == "day first" else (year, first, second)


def _with_clock(day: date, clock: str, zone: str, *, about: bool) -> str:
    about |= bool(_ABOUT.match(clock))
    bare = _ABOUT.sub("", clock).strip()
    by = _BY.match(bare)
    bare, offset = _offset(by["rest"] if by else bare, day, zone)
    whole = _minute(bare, "")
    if whole is not None:
        text = f"{day}T{whole.text}{'~' if about or whole.about else ''}{offset}"
        return f"[..{text}]" if by else text
    between = _BETWEEN.match(bare)
    if between is not None and not about and not by:
        high = _minute(between["high"], "")
        low = _minute(between["low"], high.half if high else "")
        if low is not None and high is not None:
            return f"[{day}T{low.text}{offset}..{day}T{high.text}{offset}]"
    raise ValueFault("unread-time", f"{quoted(clock)} is not a clock time that can be read.", "Write it as 18:48.")


def _minute(text: str, half: str) -> _Minute | None:
    if text.lower() == "noon":
        return _Minute("12:00", about=False, half="")
    found = _CLOCK.fullmatch(text.strip())
    if found is None or (not found["minute"] and not found["half"] and not half):
        return None
    said = (found["half"] or half).lower()
    hour, minute, second = int(found["hour"]), int(found["minute"] or 0), found["second"]
    if hour > (12 if said else 23) or minute > 59 or (said and hour == 0):
        return None
    hour = hour % 12 + 12 * (said == "p") if said else hour
    shown = f"{hour:02}:{minute:02}" + (f":{second}" if second and second != "00" else "")
    # "6 pm" names an hour, and nobody who writes it means its first minute
    return _Minute(shown, about=not found["minute"], half=said)


def _shown(clock: str) -> str:
    minute = _minute(clock, "")
    return minute.text if minute is not None else clock


def _offset(clock: str, day: date, zone: str) -> tuple[str, str]:
    """The clock time without its zone, and the offset to write. An abbreviation is taken where it is the one that the
    matter's own zone has on that day; elsewhere it has several meanings.
    """
    found = _ZONED.match(clock)
    if found is None or found["zone"].lower() in ("am", "pm"):
        return clock, ""
    said = found["zone"]
    if said[0] in "+-" or said == "Z":
        return found["clock"], said
    here = datetime(day.year, day.month, day.day, 12, tzinfo=zone_of(zone)).tzname() or ""
    if said in (here, here[:1] + here[2:]):
        return found["clock"], ""
    raise ValueFault(
        "unknown-zone", f"{quoted(clock)}: {said} has several meanings, and is not what clocks in {zone} showed.",
        "Write the offset, as 18:48 -04:00.",
    )  # fmt: skip
