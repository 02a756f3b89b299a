"""What a date, a clock time and an offset must be, to be a time that existed.

Each check says by name what does not exist (30 February, 24:00, an offset that no clock had), with the mend.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from habeas.core.faults import ValueFault, quoted
from habeas.core.zones import MINUTE, last_day, zone_of

_NAMES = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")  # fmt: skip
_PARTS_OF_DAY = {
    "noon": "T12:00", "midday": "T12:00", "midnight": "T00:00", "morning": "T06:00..T11:59",
    "afternoon": "T12:00..T17:59", "evening": "T18:00..T23:59", "night": "T18:00..T23:59",
}  # fmt: skip
_WIDEST_OFFSET = 16 * 60  # minutes; Manila and Alaska once were 15 hours and more from Greenwich


def check_characters(text: str) -> None:
    if not text:
        raise ValueFault("empty-value", "no time is written.", "Leave the whole row out, or write one, as 2025-03-15.")
    if text.isascii() and text.isprintable():
        return
    for c in text:
        if not c.isprintable() and (c.isascii() or not c.isspace()):
            raise ValueFault(
                "control-character", f"{quoted(text)} holds a character that cannot be seen (U+{ord(c):04X}).",
                "Take it out, or type the value anew.",
            )  # fmt: skip
        if not c.isascii() and c.isnumeric():
            raise ValueFault(
                "non-ascii-digits", f"{quoted(text)} is written with other digits than 0 to 9.",
                "Write it with 0 to 9, as 2025-03-15.",
            )  # fmt: skip
    strange = next(ord(c) for c in text if not c.isascii())
    raise ValueFault(
        "non-ascii-time", f"{quoted(text)} holds a sign that no date has (U+{strange:04X}).",
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
        raise twelve_hours(text)
    if re.fullmatch(r"[A-Za-z]{1,5}", word):
        try:
            zone_of(word)
        except ValueFault as fault:  # here, and not where a zone stands alone, an offset may be written
            mend = "Write the offset, as -04:00, or the place, as America/New_York; an abbreviation has several."
            raise ValueFault(fault.code, fault.what, mend) from None


def twelve_hours(text: str) -> ValueFault:
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ](\d{1,2})(?::(\d\d))? ?([ap])\.?m\.?", text, re.ASCII | re.IGNORECASE)
    mend = "Write the hour by the 24-hour clock, as 2025-03-15T18:48."
    if found is not None and 1 <= int(found[2]) <= 12:
        hour = int(found[2]) % 12 + (12 if found[4].lower() == "p" else 0)
        mend = f"Write {found[1]}T{hour:02d}:{found[3] or '00'}."
    return ValueFault("twelve-hour-clock", f"{quoted(text)} is written by the 12-hour clock.", mend)
