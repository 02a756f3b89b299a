"""The rarer dates of EDTF: seasons, unspecified digits, long years, marks of doubt on one part of a date.

The ``edtf`` library reads what it reads rightly: its seasons and long years, by their strict bounds. Three things
are ours. Unspecified digits (``2004-02-2X``), because the library fails on some and names days that do not exist
(30 February) for others. The seasons that go over the end of a year, because the library ends them with it:
"winter 2001" is January 2001 to one person and December 2001 to the next, and both meanings are kept. The
width of ``~``, which widens by one of the part that it marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from habeas.core.faults import ValueFault, quoted
from habeas.core.zones import last_day, shifted_month

_PARTS = re.compile(
    r"([?~%]?)(\d[\dX]{3}|X{4}|X{1,3}\d[\dX]{0,2}|-?\d{4}S\d|Y-?\d+(?:E\d+)?(?:S\d+)?|\d{4}S\d)([?~%]?)"
    r"(?:-([?~%]?)([\dX]{2})([?~%]?)(?:-([?~%]?)([\dX]{2})([?~%]?))?)?",
    re.ASCII,
)
_LONG = re.compile(r"[YS]")
_OVER_THE_END = {24, 28, 30}  # winter, northern winter, southern summer

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class RareDays:
    """First and last days, several for a season with two meanings."""

    spans: tuple[Days, ...]
    uncertain: bool


def read_days(text: str) -> RareDays | None:
    """The days that the text means, or None where it is not a date that this module knows."""
    found = _PARTS.fullmatch(text)
    if found is None:
        return None
    year, month, day = found[2], found[5], found[8]
    marks = (found[1] + found[3], (found[4] or "") + (found[6] or ""), (found[7] or "") + (found[9] or ""))
    if _LONG.search(year):
        if month:
            return None
        spans: tuple[Days, ...] = (_long_year(text, year),)
    elif month and not day and month.isdigit() and 21 <= int(month) <= 41:
        if "X" in year:
            return None
        spans = _season(year, int(month))
    else:
        spans = (_unspecified(text, year, month, day),)
    months, days = _width(year, month, spans, marks)
    return RareDays(
        tuple((_moved(first, -months, -days), _moved(last, months, days)) for first, last in spans),
        any("?" in mark or "%" in mark for mark in marks),
    )


def _long_year(text: str, year: str) -> Days:
    bare, _, digits = year.partition("S")
    exact = re.fullmatch(r"Y?(-?\d+)(?:E(\d{1,2}))?", bare)
    if exact is None:
        raise _out_of_range(text)
    value = int(exact[1][:12]) * 10 ** min(int(exact[2] or 0), 12)
    if not 1 <= value <= 9999:
        raise _out_of_range(text)
    if bare.startswith("Y") and not exact[2]:
        raise ValueFault("bad-instant", f"{quoted(text)} has a long year where four digits do.",
                         f"Write {value:04d}{'S' + digits if digits else ''}.")  # fmt: skip
    if digits and not 1 <= int(digits) <= len(str(value)):
        raise ValueFault("bad-instant", f"{quoted(text)} has more significant digits than its year.", "Write the year.")
    from edtf import parse_edtf

    known = parse_edtf(year)
    low, high = (known.lower_fuzzy(), known.upper_fuzzy()) if digits else (known.lower_strict(), known.upper_strict())
    return date(int(low[0]), 1, 1), date(int(high[0]), 12, 31)


def _season(year: str, season: int) -> tuple[Days, ...]:
    whole = int(year)
    if whole < 1:
        raise _out_of_range(f"{year}-{season}")
    if season in _OVER_THE_END:
        before = (date(max(whole - 1, 1), 12 if whole > 1 else 1, 1), date(whole, 2, last_day(whole, 2)))
        after = (date(whole, 12, 1), date(whole + 1, 2, last_day(whole + 1, 2)) if whole < 9999 else date.max)
        return before, after
    from edtf import parse_edtf

    known = parse_edtf(f"{year}-{season}")
    return ((date(*known.lower_strict()[:3]), date(*known.upper_strict()[:3])),)


# ---- unspecified digits --------------------------------------------------------------------------------------


def _unspecified(text: str, year: str, month: str | None, day: str | None) -> Days:
    """The earliest and the latest day that the digits allow, among days that exist."""
    years = [y for y in _numbers(year) if y >= 1]
    months = [m for m in _numbers(month or "XX") if 1 <= m <= 12]
    days = [d for d in _numbers(day or "XX") if 1 <= d <= 31]
    first = next(_existing(years, months, days), None)
    last = next(_existing(years[::-1], months[::-1], days[::-1]), None)
    if first is None or last is None:
        raise ValueFault("impossible-date", f"{quoted(text)}: no such day exists.", "Write X only for unknown digits.")
    return first, last


def _numbers(digits: str) -> list[int]:
    """All numbers, in order, that the digits can stand for."""
    return [int("".join(each)) for each in product(*("0123456789" if c == "X" else c for c in digits))]


def _existing(years: Iterable[int], months: Iterable[int], days: Iterable[int]) -> Iterator[date]:
    for year, month, day in product(years, months, days):
        if day <= last_day(year, month):
            yield date(year, month, day)


# ---- marks of doubt ------------------------------------------------------------------------------------------


def _width(year: str, month: str | None, spans: tuple[Days, ...], marks: tuple[str, str, str]) -> tuple[int, int]:
    """By how many months and days the marks widen each side: one of the coarsest part marked as approximate."""
    of_year, of_month, of_day = ("~" in mark or "%" in mark for mark in marks)
    if of_year:
        if "X" in year:
            return 12 * 10 ** (4 - len(year.partition("X")[0])), 0
        first, last = spans[0]
        return 12 * (last.year - first.year + 1), 0
    if of_month and month and month.isdigit() and int(month) > 12:  # a season: as many months as it has
        first, last = spans[0]
        return (last.year - first.year) * 12 + last.month - first.month + 1, 0
    return int(of_month), int(of_day and not of_month)


def _moved(day: date, months: int, days: int) -> date:
    if months:
        year, month = shifted_month(day.year, day.month, months)
        if not 1 <= year <= 9999:
            return date.min if year < 1 else date.max
        # a last day of a month stays one: a month about February reaches to 31 March
        ended = day.day == last_day(day.year, day.month)
        day = date(year, month, last_day(year, month) if ended else min(day.day, last_day(year, month)))
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _out_of_range(text: str) -> ValueFault:
    return ValueFault(
        "year-out-of-range", f"{quoted(text)} lies outside the years 0001 to 9999.", "Write a year of four digits."
    )
