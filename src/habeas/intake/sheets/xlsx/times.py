"""Dates and times of a spreadsheet, which keeps them as a count of days, written out; compiled."""

# ruff: noqa: PLR1714 - compiled: a tuple of the signs would be looked through for every byte

from __future__ import annotations

from typing import Any

from numba import njit

from habeas.intake.sheets.xlsx.scan import FAILED
from habeas.intake.sheets.xlsx.styles import Shown

LAST_DAY = 2_958_466  # 1 January 10000, the first day that no spreadsheet knows
_GAP = 60  # the day that spreadsheets believe to be 29 February 1900
_DAY, _CLOCK, _LENGTH, _EXACT = (int(shown) for shown in (Shown.DAY, Shown.CLOCK, Shown.LENGTH, Shown.EXACT))
_POINT, _MINUS = (ord(sign) for sign in ".-")


@njit(cache=True, nogil=True)
def number(data: Any, first: Any, last: Any) -> Any:
    """A number that is not negative and has no exponent; else -1."""
    whole, scale, point = 0, 1.0, False
    if last - first > 19:
        last = first + 19  # of 18 digits, the last is far less than a microsecond of a day
    for place in range(first, last):
        sign = data[place]
        if sign == _POINT and not point:
            point = True
        elif 48 <= sign <= 57:
            whole = whole * 10 + sign - 48
            if point:
                scale *= 10.0
        else:
            return -1.0
    return whole / scale


@njit(cache=True, nogil=True)
def _put(out: Any, at: Any, value: Any, width: Any) -> Any:
    for place in range(at + width - 1, at - 1, -1):
        out[place] = 48 + value % 10
        value //= 10
    return at + width


@njit(cache=True, nogil=True)
def _put_day(out: Any, at: Any, serial: Any) -> Any:
    """``2025-03-15`` of a count of days since 1899-12-30 (the civil calendar, by eras of 400 years)."""
    days = serial + 693_899  # since 0000-03-01
    era = days // 146_097
    of_era = days - era * 146_097
    year_of_era = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    year = year_of_era + era * 400 + (1 if month <= 2 else 0)
    at = _put(out, at, year, 4)
    out[at] = _MINUS
    at = _put(out, at + 1, month, 2)
    out[at] = _MINUS
    return _put(out, at + 1, day, 2)


@njit(cache=True, nogil=True)
def put_time(out: Any, at: Any, value: Any, shown: Any, first_day: Any) -> Any:
    """Write a count of days as what it is shown as: where it ends in ``out``, or ``FAILED`` for what is no time.

    Rounded to the second, which a spreadsheet shows, and to the thousandth where its format does.
    """
    parts = 1000 if shown == _EXACT else 1
    ticks = int(value * 86_400 * parts + 0.5)
    days = ticks // (86_400 * parts)
    ticks -= days * 86_400 * parts
    seconds = ticks // parts
    if shown == _LENGTH:
        hours = days * 24 + seconds // 3600
        width = 2
        limit = 100
        while hours >= limit:
            width += 1
            limit *= 10
        at = _put(out, at, hours, width)
    else:
        dated = not (shown == _CLOCK and days == 0)
        if dated:
            days += first_day
            if first_day == 0:
                if days == _GAP or days == 0:
                    return FAILED
                days += 1 if days < _GAP else 0
            if days >= LAST_DAY:
                return FAILED
            at = _put_day(out, at, days)
            if shown == _DAY and ticks == 0:
                return at
            out[at] = 84
            at += 1
        at = _put(out, at, seconds // 3600, 2)
    out[at] = 58
    at = _put(out, at + 1, seconds // 60 % 60, 2)
    out[at] = 58
    at = _put(out, at + 1, seconds % 60, 2)
    if parts > 1 and ticks % parts:
        out[at] = _POINT
        at = _put(out, at + 1, ticks % parts, 3)
    return at
