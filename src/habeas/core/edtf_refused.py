"""What is written for a time and cannot be read as one instant, and what to write instead.

A refusal costs its writer one correction; a guess could cost a case. So what has two meanings (``1/2/25``), what a
spreadsheet has turned (``mar-25``) and what does not exist (30 February) is refused by name, with the mend.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from habeas.core.faults import ValueFault, quoted
from habeas.core.zones import MINUTE, last_day

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")  # fmt: skip
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_PARTS_OF_DAY = {
    "noon": "T12:00", "midday": "T12:00", "midnight": "T00:00", "morning": "T06:00..T11:59",
    "afternoon": "T12:00..T17:59", "evening": "T18:00..T23:59", "night": "T18:00..T23:59",
}  # fmt: skip
_SPREADSHEET_EPOCH = date(1899, 12, 30)
_WIDEST_OFFSET = 16 * 60  # minutes; Manila and Alaska once were 15 hours and more from Greenwich


def check_characters(text: str) -> None:
    if not text:
        raise ValueFault("empty-value", "no time is written.", "Leave the whole row out, or write one, as 2025-03-15.")
    if text.isascii() and text.isprintable():
        return
    for c in text:
        if c.isascii() and not c.isprintable() or not c.isascii() and not c.isprintable() and not c.isspace():
            raise ValueFault(
                "control-character", f"{quoted(text)} holds a character that cannot be seen (U+{ord(c):04X}).",
                "Take it out, or type the value anew.",
            )  # fmt: skip
        if not c.isascii() and c.isnumeric():
            raise ValueFault(
                "non-ascii-digits", f"{quoted(text)} is written with other digits than 0 to 9.",
                "Write it with 0 to 9, as 2025-03-15.",
            )  # fmt: skip
    raise ValueFault(
        "non-ascii-time", f"{quoted(text)} holds a sign that no date has (U+{next(ord(c) for c in text if ord(c) > 127):04X}).",
        "Write it with the plain signs of a keyboard, as 2025-03-15 or [2025-03-15..2025-03-16].",
    )  # fmt: skip


def check_date(text: str, year: int, month: int, day: int) -> None:
    if year < 1:
        raise ValueFault(
            "year-out-of-range", f"{quoted(text)} lies outside the years 0001 to 9999.", "Write a year of four digits."
        )
    if not 1 <= month <= 12:
        raise ValueFault("impossible-date", f"{quoted(text)}: there is no month {month:02d}.", "Months are 01 to 12.")
    if not 1 <= day <= last_day(year, month):
        raise ValueFault(
            "impossible-date",
            f"{quoted(text)}: {_NAMES[month - 1]} {year} has {last_day(year, month)} days.",
            f"Write a day from 01 to {last_day(year, month)}.",
        )


def check_clock(text: str, day: datetime, hour: int, minute: int, second: int) -> None:
    if hour == 24 and minute == 0 and second == 0:
        following = (day + timedelta(days=1)).date() if day.date() < date.max else day.date()
        raise ValueFault(
            "impossible-time", f"{quoted(text)}: a day ends at 23:59, and 24:00 is the next day's 00:00.",
            f"Write {following}T00:00, or {day.date()}T23:59 for the last minute of the day.",
        )  # fmt: skip
    if hour > 23 or minute > 59:
        raise ValueFault("impossible-time", f"{quoted(text)}: there is no such clock time.", "Write 00:00 to 23:59.")
    if second > 59:
        raise ValueFault(
            "impossible-time", f"{quoted(text)}: there is no second {second}; leap seconds are not kept.",
            "Write a second from 00 to 59.",
        )  # fmt: skip
    if re.match(r"\d{4}-\d\d-\d\d 00:00:00(\.0+)?$", text, re.ASCII):
        raise ValueFault(
            "unwritten-midnight",
            f"{quoted(text)} is how programs write a day without a time; nobody need have said midnight.",
            f"Write {day.date()} for the day, or {day.date()}T00:00 if midnight was said.",
        )


def read_offset(text: str, offset: str) -> int:
    """Microseconds ahead of UTC."""
    offset = offset.strip(" ")
    if offset == "Z":
        return 0
    digits = offset[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    if int(digits[2:]) > 59 or minutes > _WIDEST_OFFSET:
        raise ValueFault("bad-offset", f"{quoted(text)}: no clock is {offset} from UTC.", "Write an offset as -04:00.")
    return (-minutes if offset[0] == "-" else minutes) * MINUTE


def check_agrees(text: str, ahead: int, known: set[int], zone: str) -> None:
    if ahead not in known:
        right = " or ".join(sorted(shown_offset(offset) for offset in known))
        raise ValueFault(
            "bad-offset", f"{quoted(text)}: the clocks of {zone} were at {right} then.",
            "Write the offset or the zone, whichever the source gives.",
        )  # fmt: skip


def shown_offset(ahead: int) -> str:
    """As ``-04:00``."""
    minutes = abs(ahead) // MINUTE
    return f"{'-' if ahead < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


def check_word(text: str, word: str) -> None:
    """A word after a date is a zone, unless it is a part of the day or one of the words of a 12-hour clock."""
    if (part := _PARTS_OF_DAY.get(word.lower())) is not None:
        day = text[:10]
        low, dots, high = part.partition("..")
        raise ValueFault(
            "words-for-time", f"{quoted(text)} gives the time in a word.",
            f"Write what the source allows: {f'[{day}{low}..{day}{high}]' if dots else day + low}, or {day} alone.",
        )  # fmt: skip
    if word.lower() in ("am", "pm", "a.m.", "p.m.", "a.m", "p.m"):
        raise _twelve(text)


def refusal(text: str) -> ValueFault:
    """Why the text is not an instant: the first reason that fits."""
    for pattern, reason in _REASONS:
        found = pattern.fullmatch(text)
        if found is not None:
            return reason(text, found)
    return ValueFault(
        "bad-instant", f"{quoted(text)} is not a time that can be read.",
        "Write 2025-03-15, 2025-03-15T18:48, 2025-03-15T18:48-04:00 or [2025-03-15T18:45..2025-03-15T18:48].",
    )  # fmt: skip


# ---- the reasons, most particular first ------------------------------------------------------------------


def _spreadsheet(text: str, found: re.Match[str]) -> ValueFault:
    return ValueFault(
        "spreadsheet-date", f"{quoted(text)} is what a spreadsheet makes of a date or of something else.",
        "Format the cell as text and write what the source says, as 2025-03-15 or 2025-03.",
    )  # fmt: skip


def _serial(text: str, found: re.Match[str]) -> ValueFault:
    day = _SPREADSHEET_EPOCH + timedelta(days=int(found[1]))
    return ValueFault(
        "spreadsheet-date", f"{quoted(text)} is a spreadsheet's count of days.",
        f"Format the cell as text; if the sheet counts from 1900, the day is {day}.",
    )  # fmt: skip


def _slashes(text: str, found: re.Match[str]) -> ValueFault:
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


def _year_first(text: str, found: re.Match[str]) -> ValueFault:
    return ValueFault(
        "unpadded-date", f"{quoted(text)} is not written as YYYY-MM-DD.",
        f"Write {found[1]}-{int(found[2]):02d}-{int(found[3]):02d}{found[4]}.",
    )  # fmt: skip


def _unpadded_time(text: str, found: re.Match[str]) -> ValueFault:
    return ValueFault(
        "unpadded-time", f"{quoted(text)} has an hour of one digit.",
        f"Write {found[1]}T{int(found[2]):02d}:{found[3]}, by the 24-hour clock.",
    )  # fmt: skip


def _no_date(text: str, found: re.Match[str]) -> ValueFault:
    return ValueFault(
        "time-without-date", f"{quoted(text)} is a clock time without its day.", f"Write the day too: 2025-03-15T{text}."
    )


def _hour_only(text: str, found: re.Match[str]) -> ValueFault:
    hour = f"{found[1]}T{found[2]}"
    return ValueFault(
        "hour-without-minutes", f"{quoted(text)} has an hour without minutes.",
        f"Write [{hour}:00..{hour}:59] for the whole hour, or {hour}:00 for its first minute.",
    )  # fmt: skip


def _no_year(text: str, found: re.Match[str]) -> ValueFault:
    return ValueFault(
        "date-without-year", f"{quoted(text)} has no year.", "Write the year too, as 2025-03-15; a year is never guessed."
    )


def _words(text: str, found: re.Match[str]) -> ValueFault:
    parts = found.groupdict()
    month = _MONTHS.index(next(parts[key] for key in ("m1", "m2") if parts.get(key)).lower()) + 1
    day = next((parts[key] for key in ("d1", "d2") if parts.get(key)), None)
    right = f"{found['y']}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    return ValueFault("date-in-words", f"{quoted(text)} is written in words.", f"Write {right}.")


def _interval(text: str, found: re.Match[str]) -> ValueFault:
    between = "/" if "/" in text else r"\.\.| to | - "
    low, high = (end.strip(" ").replace("..", "") for end in re.split(between, text, maxsplit=1))
    low, high = ("" if end in ("open", "unknown") else end for end in (low, high))
    return ValueFault(
        "interval-not-instant", f"{quoted(text)} is a stretch of time, and one instant is wanted.",
        f"Write [{low}..{high}] for one instant somewhere in it; where something began and ended, write two claims.",
    )  # fmt: skip


def _all_of(text: str, found: re.Match[str]) -> ValueFault:
    return ValueFault(
        "several-instants", f"{quoted(text)} says all of these times, and one instant is wanted.",
        f"Write [{text[1:-1]}] for one of them, or a row for each.",
    )  # fmt: skip


def _bound(text: str, found: re.Match[str]) -> ValueFault:
    word, rest = found[1].lower(), found[2]
    if word in ("after", "from", "since"):
        mend = f"Write [{rest}..], which takes in {rest} itself."
    elif word in ("before", "by", "until"):
        mend = f"Write [..{rest}], which takes in {rest} itself; before 19:25 is [..T19:24]."
    else:
        mend = f"Write {rest}~."
    return ValueFault("words-for-time", f"{quoted(text)} gives a bound in a word.", mend)


def _old_digits(text: str, found: re.Match[str]) -> ValueFault:
    return ValueFault(
        "bad-instant", f"{quoted(text)} writes unknown digits as EDTF did before 2019.",
        f"Write {text.replace('u', 'X').replace('x', 'X')}.",
    )  # fmt: skip


def _outside(text: str, found: re.Match[str]) -> ValueFault:
    return ValueFault(
        "year-out-of-range", f"{quoted(text)} lies outside the years 0001 to 9999.", "Write a year of four digits."
    )


def _offset_of_day(text: str, found: re.Match[str]) -> ValueFault:
    return ValueFault("bad-offset", f"{quoted(text)} has an offset and no clock time.", f"Write {found[1]} alone.")


def _small_letters(text: str, found: re.Match[str]) -> ValueFault:
    return ValueFault("bad-instant", f"{quoted(text)} has a small t or z.", f"Write {text.upper()}.")


def _twelve_matched(text: str, found: re.Match[str]) -> ValueFault:
    return _twelve(text)


def _twelve(text: str) -> ValueFault:
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ](\d{1,2})(?::(\d\d))? ?([ap])\.?m\.?", text, re.ASCII | re.IGNORECASE)
    mend = "Write the hour by the 24-hour clock, as 2025-03-15T18:48."
    if found is not None and 1 <= int(found[2]) <= 12:
        hour = int(found[2]) % 12 + (12 if found[4].lower() == "p" else 0)
        mend = f"Write {found[1]}T{hour:02d}:{found[3] or '00'}."
    return ValueFault("twelve-hour-clock", f"{quoted(text)} is written by the 12-hour clock.", mend)


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.IGNORECASE)


_REASONS = (
    (_of(r"\{.*\}"), _all_of),
    (_of(rf"{_MONTH}[- /]?\d\d"), _spreadsheet),
    (_of(rf"\d{{1,2}}[-/]{_MONTH}(?:[-/]\d\d)?"), _spreadsheet),
    (_of(rf"\d{{1,2}} {_MONTH} \d\d"), _spreadsheet),
    (_of(r"(\d{5})(?:\.\d+)?"), _serial),
    (_of(r"#.*"), _spreadsheet),
    (_of(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?:[ T,].*)?"), _slashes),
    (_of(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})((?:[ T]\d\d:\d\d.*)?)"), _year_first),
    (_of(r"\d{1,2}(?::\d\d){1,2}.*"), _no_date),
    (_of(r"(\d{4}-\d\d-\d\d)[T ](\d):(\d\d(?::\d\d)?)"), _unpadded_time),
    (_of(r"(\d{4}-\d\d-\d\d)[T ](\d\d)"), _hour_only),
    (_of(r".*\d ?[ap]\.?m\.?"), _twelve_matched),
    (_of(rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH.replace('(', '(?P<m1>', 1)},?[ -](?P<y>\d{{4}})"), _words),
    (_of(rf"{_MONTH.replace('(', '(?P<m2>', 1)} (?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? )?(?P<y>\d{{4}})"), _words),
    (_of(rf"(?:--)?\d\d-\d\d|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH}"), _no_year),
    (_of(r"(about|around|circa|ca\.?|c\.|approximately|after|from|since|before|by|until) ?(\d.*)"), _bound),
    (_of(r"(?=.*[ux])[\dux]{4}(?:-[\dux]{2}){0,2}"), _old_digits),
    (_of(r"[Yy+-]*\d+(?:e\d+)?(?:s\d+)?(?:-\d\d){0,2}[?~%]*"), _outside),
    (_of(r"(\d{4}-\d\d-\d\d)(?:Z| ?[+-]\d\d:?\d\d)"), _offset_of_day),
    (_of(r"\d{4}-\d\d-\d\dt\d\d:\d\d.*z?"), _small_letters),
    (_of(r"[^/]*\d[^/]*(?:/| to | - |\.\.)[^/]*|(?:\.\.)?/.*\d.*|\.\..*\d.*"), _interval),
)
