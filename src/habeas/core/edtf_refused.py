"""What is written for a time and cannot be read as one instant, and what to write instead.

A refusal costs its writer one correction; a guess could cost a case. So what has two meanings (``1/2/25``), what a
spreadsheet has turned (``mar-25``) and what does not exist (30 February) is refused by name, with the mend.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from habeas.core.edtf_checks import twelve_hours
from habeas.core.faults import ValueFault, quoted

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_SPREADSHEET_EPOCH = date(1899, 12, 30)


def refusal(text: str) -> ValueFault:
    """Why the text is not an instant: the first reason that fits."""
    for pattern, reason in _REASONS:
        found = pattern.fullmatch(text)
        if found is not None:
            return reason(found)
    return ValueFault(
        "bad-instant", f"{quoted(text)} is not a time that can be read.",
        "Write 2025-03-15, 2025-03-15T18:48, 2025-03-15T18:48-04:00 or [2025-03-15T18:45..2025-03-15T18:48].",
    )  # fmt: skip


# ---- the reasons, most particular first ------------------------------------------------------------------


def _spreadsheet(found: re.Match[str]) -> ValueFault:
    text = found[0]
    return ValueFault(
        "spreadsheet-date", f"{quoted(text)} is what a spreadsheet makes of a date or of something else.",
        "Format the cell as text and write what the source says, as 2025-03-15 or 2025-03.",
    )  # fmt: skip


def _serial(found: re.Match[str]) -> ValueFault:
    text = found[0]
    day = _SPREADSHEET_EPOCH + timedelta(days=int(found[1]))
    return ValueFault(
        "spreadsheet-date", f"{quoted(text)} is a spreadsheet's count of days.",
        f"Format the cell as text; if the sheet counts from 1900, the day is {day}.",
    )  # fmt: skip


def _slashes(found: re.Match[str]) -> ValueFault:
    text = found[0]
    first, second, year = int(found[1]), int(found[2]), found[3]
    full = year if len(year) == 4 else f"20{year}"
    days = []
    for month, day in ((first, second), (second, first)):
        if 1 <= month <= 12 and 1 <= day <= 31:
            days.append(f"{full}-{month:02d}-{day:02d}")
    days = list(dict.fromkeys(days))
    return ValueFault(
        "ambiguous-date", f"{quoted(text)} does not say which number is the month.",
        f"Write the year first: {' or '.join(days)}." if days else "Write the year first, as 2025-03-15.",
    )  # fmt: skip


def _year_first(found: re.Match[str]) -> ValueFault:
    text = found[0]
    return ValueFault(
        "unpadded-date", f"{quoted(text)} is not written as YYYY-MM-DD.",
        f"Write {found[1]}-{int(found[2]):02d}-{int(found[3]):02d}{found[4]}.",
    )  # fmt: skip


def _unpadded_time(found: re.Match[str]) -> ValueFault:
    text = found[0]
    return ValueFault(
        "unpadded-time", f"{quoted(text)} has an hour of one digit.",
        f"Write {found[1]}T{int(found[2]):02d}:{found[3]}, by the 24-hour clock.",
    )  # fmt: skip


def _no_date(found: re.Match[str]) -> ValueFault:
    text = found[0]
    return ValueFault(
        "time-without-date",
        f"{quoted(text)} is a clock time without its day.",
        f"Write the day too: 2025-03-15T{text}.",
    )


def _hour_only(found: re.Match[str]) -> ValueFault:
    text = found[0]
    hour = f"{found[1]}T{found[2]}"
    return ValueFault(
        "hour-without-minutes", f"{quoted(text)} has an hour without minutes.",
        f"Write [{hour}:00..{hour}:59] for the whole hour, or {hour}:00 for its first minute.",
    )  # fmt: skip


def _no_year(found: re.Match[str]) -> ValueFault:
    text = found[0]
    return ValueFault(
        "date-without-year",
        f"{quoted(text)} has no year.",
        "Write the year too, as 2025-03-15; a year is never guessed.",
    )


def _words(found: re.Match[str]) -> ValueFault:
    text = found[0]
    parts = found.groupdict()
    month = _MONTHS.index(next(parts[key] for key in ("m1", "m2") if parts.get(key)).lower()) + 1
    day = next((parts[key] for key in ("d1", "d2") if parts.get(key)), None)
    right = f"{found['y']}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    return ValueFault("date-in-words", f"{quoted(text)} is written in words.", f"Write {right}.")


def _interval(found: re.Match[str]) -> ValueFault:
    text = found[0]
    between = "/" if "/" in text else r"\.\.| to | - "
    low, high = (end.strip(" ").replace("..", "") for end in re.split(between, text, maxsplit=1))
    low, high = ("" if end in ("open", "unknown") else end for end in (low, high))
    return ValueFault(
        "interval-not-instant", f"{quoted(text)} is a stretch of time, and one instant is wanted.",
        f"Write [{low}..{high}] for one instant somewhere in it; where something began and ended, write two claims.",
    )  # fmt: skip


def _all_of(found: re.Match[str]) -> ValueFault:
    text = found[0]
    return ValueFault(
        "several-instants", f"{quoted(text)} says all of these times, and one instant is wanted.",
        f"Write [{text[1:-1]}] for one of them, or a row for each.",
    )  # fmt: skip


def _bound(found: re.Match[str]) -> ValueFault:
    text = found[0]
    word, rest = found[1].lower(), found[2]
    if word in ("after", "from", "since"):
        mend = f"Write [{rest}..], which takes in {rest} itself."
    elif word in ("before", "by", "until"):
        mend = f"Write [..{rest}], which takes in {rest} itself; before 19:25 is [..T19:24]."
    else:
        mend = f"Write {rest}~."
    return ValueFault("words-for-time", f"{quoted(text)} gives a bound in a word.", mend)


def _old_digits(found: re.Match[str]) -> ValueFault:
    text = found[0]
    return ValueFault(
        "bad-instant", f"{quoted(text)} writes unknown digits as EDTF did before 2019.",
        f"Write {text.replace('u', 'X').replace('x', 'X')}.",
    )  # fmt: skip


def _outside(found: re.Match[str]) -> ValueFault:
    text = found[0]
    return ValueFault(
        "year-out-of-range", f"{quoted(text)} lies outside the years 0001 to 9999.", "Write a year of four digits."
    )


def _offset_of_day(found: re.Match[str]) -> ValueFault:
    text = found[0]
    return ValueFault("bad-offset", f"{quoted(text)} has an offset and no clock time.", f"Write {found[1]} alone.")


def _small_letters(found: re.Match[str]) -> ValueFault:
    text = found[0]
    return ValueFault("bad-instant", f"{quoted(text)} has a small t or z.", f"Write {text.upper()}.")


def _twelve_hours(found: re.Match[str]) -> ValueFault:
    return twelve_hours(found[0])


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.IGNORECASE)


_REASONS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], ValueFault]], ...] = (
    (_of(r"\{.*\}"), _all_of),
    (_of(rf"{_MONTH}[-/]?\d\d"), _spreadsheet),
    (_of(rf"\d{{1,2}}[-/]{_MONTH}(?:[-/]\d\d)?"), _spreadsheet),
    (_of(rf"\d{{1,2}} {_MONTH} \d\d"), _spreadsheet),
    (_of(r"(\d{5})(?:\.\d+)?"), _serial),
    (_of(r"#.*"), _spreadsheet),
    (_of(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?:[ T,].*)?"), _slashes),
    (_of(r"(?!\d{4}-\d\d-\d\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})((?:[ T]\d\d:\d\d.*)?)"), _year_first),
    (_of(r"\d{1,2}(?::\d\d){1,2}.*"), _no_date),
    (_of(r"(\d{4}-\d\d-\d\d)[T ](\d):(\d\d(?::\d\d)?)"), _unpadded_time),
    (_of(r"(\d{4}-\d\d-\d\d)[T ](\d\d)"), _hour_only),
    (_of(r".*\d ?[ap]\.?m\.?"), _twelve_hours),
    (_of(rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH.replace('(', '(?P<m1>', 1)},?[ -](?P<y>\d{{4}})"), _words),
    (_of(rf"{_MONTH.replace('(', '(?P<m2>', 1)} (?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? )?(?P<y>\d{{4}})"), _words),
    (_of(rf"(?:--)?\d\d-\d\d|{_MONTH}(?: {_DAY})?|{_DAY} {_MONTH}"), _no_year),
    (_of(r"(about|around|circa|ca\.?|c\.|approximately|after|from|since|before|by|until) ?(\d.*)"), _bound),
    (_of(r"(?=.*[ux])[\dux]{4}(?:-[\dux]{2}){0,2}"), _old_digits),
    (_of(r"[Yy+-]*\d+(?:e\d+)?(?:s\d+)?(?:-\d\d){0,2}[?~%]*"), _outside),
    (_of(r"(\d{4}-\d\d-\d\d)(?:Z| ?[+-]\d\d:?\d\d)"), _offset_of_day),
    (_of(r"(?-i:\d{4}-\d\d-\d\d(?:t\d\d:\d\d[^ ]*|T\d\d:\d\d[^ ]*z))"), _small_letters),
    (_of(r"[^/]*\d[^/]*(?:/| to | - |\.\.)[^/]*|(?:\.\.)?/.*\d.*|\.\..*\d.*"), _interval),
)
