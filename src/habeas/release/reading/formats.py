"""Dates and times as a column writes them, by a format, a whole column of distinct texts at once.

In come texts and a format (``%m/%d/%Y``, or one of ISO 8601); out come the wall clock's microseconds and how much each
text says (a year, a month, a day, a minute, a second, a fraction). Texts of one shape (digits and signs in the same
places) are read together by arithmetic on their bytes; formats with names of months or days, and the rest of EDTF, one
distinct text at a time. It never guesses the order of day and month: that is what the format says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from habeas.core.faults import ValueFault, quoted
from habeas.core.zones import DAY, MINUTE, SECOND, micros

UNREAD, YEAR, MONTH, ON_DAY, AT_MINUTE, AT_SECOND, AT_FRACTION = range(7)
FORM_WIDTHS = np.array([0, 0, 0, 0, MINUTE, SECOND, 1], np.int64)  # of clock times; days are as long as their zone says
ISO = (
    "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m", "%Y",
)  # fmt: skip
_FIELDS = {"Y": r"\d{4}", "y": r"\d{2}", "m": r"\d{1,2}", "d": r"\d{1,2}", "H": r"\d{1,2}", "M": r"\d{1,2}",
           "S": r"\d{1,2}", "f": r"\d{1,6}"}  # fmt: skip
_NAMED = frozenset("aAbBpIj")
_LONGEST = 64
_MONTH_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int32)


@dataclass(frozen=True)
class Wall:
    """``start`` is the wall clock's microsecond at which each text begins; ``form`` one of the constants above."""

    start: NDArray[np.int64]
    form: NDArray[np.int8]

    @property
    def last_day(self) -> NDArray[np.int64]:
        """The number of the last day that a text of a day, month or year covers."""
        day = self.start // DAY
        month = day.astype("M8[D]").astype("M8[M]")
        year = day.astype("M8[D]").astype("M8[Y]")
        after_month = (month + 1).astype("M8[D]").astype(np.int64) - 1
        after_year = (year + 1).astype("M8[M]").astype("M8[D]").astype(np.int64) - 1
        return np.select([self.form == YEAR, self.form == MONTH], [after_year, after_month], day)


def example_of(form: str) -> str:
    """A moment written by the format, with a day that is no month, and the format: a reader need not know its signs."""
    return f"{datetime(2025, 3, 31, 15, 4, 5).strftime(form)} ({form})"  # noqa: DTZ001 - a wall clock's, of no zone


def check_format(text: str) -> None:
    """Raises ``ValueFault`` for a format that cannot be read, or that leaves the year out."""
    used = re.findall(r"%(.?)", text)
    for letter in used:
        if letter not in _FIELDS and letter not in _NAMED:
            raise ValueFault(
                "bad-format", f"{quoted('%' + letter)} in the format {quoted(text)} is not known here.",
                "Use %Y %m %d %H %M %S (and %f, %y, %b, %B, %a, %A, %I, %p, %j).",
            )  # fmt: skip
    if "Y" not in used and "y" not in used:
        raise ValueFault("bad-format", f"the format {quoted(text)} has no year.", "Write %Y where the year stands.")
    doubled = sorted({letter for letter in used if used.count(letter) > 1})
    if doubled:
        raise ValueFault("bad-format", f"the format {quoted(text)} has %{doubled[0]} twice.", "Keep one of the two.")


def read_walls(texts: pa.StringArray, formats: tuple[str, ...]) -> Wall:
    """Each text by the first of the formats, in their order, under which the calendar has such a day; ``UNREAD`` where
    there is none. ``texts`` has no nulls.
    """
    wall = Wall(np.zeros(len(texts), np.int64), np.full(len(texts), UNREAD, np.int8))
    for patterns in _runs(formats):
        left = np.flatnonzero(wall.form == UNREAD)
        if not len(left):
            break
        some = texts if len(left) == len(texts) else texts.take(pa.array(left))
        one = _by_bytes(some, patterns) if _is_numeric(patterns[0]) else _one_by_one(some, patterns[0])
        wall.start[left], wall.form[left] = one.start, one.form
    return wall


def _runs(formats: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Numeric formats that stand together are read together, each of the others alone."""
    runs: list[tuple[str, ...]] = []
    for pattern in formats:
        if runs and _is_numeric(pattern) and _is_numeric(runs[-1][0]):
            runs[-1] = (*runs[-1], pattern)
        else:
            runs.append((pattern,))
    return runs


@lru_cache(maxsize=256)
def _is_numeric(pattern: str) -> bool:
    literal = re.sub(r"%.", "", pattern)
    return not set(re.findall(r"%(.)", pattern)) & _NAMED and literal.isascii() and not re.search(r"\d", literal)


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"%(.)", pattern)
    return re.compile(
        "".join(f"(?P<{part}>{_FIELDS[part]})" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    )


def _by_bytes(texts: pa.StringArray, patterns: tuple[str, ...]) -> Wall:
    start = np.zeros(len(texts), np.int64)
    form = np.zeros(len(texts), np.int8)
    lengths = pc.binary_length(texts).to_numpy(zero_copy_only=False)
    for length in np.unique(lengths):
        if not 0 < length <= _LONGEST:
            continue
        at = np.flatnonzero(lengths == length)
        some = texts if len(at) == len(texts) else texts.take(pa.array(at))
        signs = _bytes(some, int(length))
        shape = np.where(signs - 48 < 10, np.uint8(48), signs)  # bytes wrap, so that what is below "0" is above 10
        while len(at):
            same = (shape == shape[:, :1]).all(axis=0)
            example = shape[:, 0].tobytes().decode("latin-1")
            fits = [found for pattern in patterns if (found := _expression(pattern).fullmatch(example)) is not None]
            if same.all():
                start[at], form[at] = _first_read(signs, fits)
                break
            start[at[same]], form[at[same]] = _first_read(signs[:, same], fits)
            at, shape, signs = at[~same], shape[:, ~same], signs[:, ~same]
    return Wall(start, form)


def _bytes(texts: pa.StringArray, length: int) -> NDArray[np.uint8]:
    """A row for each place in the text, a column for each text."""
    offsets = np.frombuffer(texts.buffers()[1], np.int32, len(texts) + 1, texts.offset * 4)
    data = np.frombuffer(texts.buffers()[2], np.uint8)
    return np.ascontiguousarray(data[offsets[0] : offsets[-1]].reshape(len(texts), length).T)


def _first_read(signs: NDArray[np.uint8], fits: list[re.Match[str]]) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Texts of one shape by the first of the formats of that shape under which each is a day that there is."""
    if len(fits) == 1:
        return _fields(signs, fits[0])
    start, form = np.zeros(signs.shape[1], np.int64), np.full(signs.shape[1], UNREAD, np.int8)
    for one in fits:
        left = np.flatnonzero(form == UNREAD)
        if len(left):
            start[left], form[left] = _fields(signs[:, left], one)
    return start, form


def _fields(signs: NDArray[np.uint8], fits: re.Match[str]) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """The numbers at the places where the example's fields stand."""
    found: dict[str, NDArray[np.int32]] = {}
    for name in fits.groupdict():
        first, last = fits.span(name)
        number = np.zeros(signs.shape[1], np.int32)
        for place in range(first, last):
            number = number * 10 + (signs[place] - 48)
        found[name] = number * 10 ** (6 - (last - first)) if name == "f" else number
    if "y" in found:  # as POSIX has it: 69 to 99 are of the last century
        found["Y"] = found["y"] + np.where(found["y"] >= 69, 1900, 2000)
    return _put_together(found)


def _put_together(found: dict[str, NDArray[np.int32]]) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    year = found["Y"]
    one = np.ones_like(year)
    none = np.zeros_like(year)
    month, day = found.get("m", one), found.get("d", one)
    hour, minute, second = found.get("H", none), found.get("M", none), found.get("S", none)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    valid = (year >= 1) & (month >= 1) & (month <= 12) & (hour < 24) & (minute < 60) & (second < 60)
    valid &= (day >= 1) & (day <= _MONTH_DAYS[np.minimum(month, 12)] + (leap & (month == 2)))
    clock = (hour * 3600 + minute * 60 + second).astype(np.int64) * SECOND + found.get("f", none)
    start = _day_number(year, month, day) * DAY + clock
    return np.where(valid, start, 0), np.where(valid, _form(set(found)), UNREAD).astype(np.int8)


def _day_number(year: NDArray[np.int32], month: NDArray[np.int32], day: NDArray[np.int32]) -> NDArray[np.int64]:
    """Days since 1970-01-01, by the calendar of 400 years with the year begun in March (H. Hinnant, *chrono*)."""
    shifted = year - (month <= 2)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    number: NDArray[np.int64] = (
        era.astype(np.int64) * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468
    )
    return number


def _form(fields: set[str]) -> int:
    if "f" in fields:
        return AT_FRACTION
    if "S" in fields:
        return AT_SECOND
    if fields & {"H", "I"}:
        return AT_MINUTE
    if "d" in fields or "j" in fields:
        return ON_DAY
    return MONTH if fields & {"m", "b", "B"} else YEAR


def _one_by_one(texts: pa.StringArray, pattern: str) -> Wall:
    read = [_named(text, pattern) for text in texts.to_pylist()]
    form = _form(set(re.findall(r"%(.)", pattern)))
    return Wall(
        np.array([start or 0 for start in read], np.int64),
        np.array([UNREAD if start is None else form for start in read], np.int8),
    )


@lru_cache(maxsize=1 << 16)
def _named(text: str, pattern: str) -> int | None:
    try:
        return micros(datetime.strptime(text, pattern))  # noqa: DTZ007 (the zone is found later, by column)
    except ValueError:
        return None
