"""Times as people write them in a claim: EDTF (ISO 8601-2) with minutes, zones and doubt, to an ``Instant``.

In comes the text of one cell, the zone that holds where the text names none, and how many minutes "about" is
wide; out goes the finite set of intervals in which the moment lies (``docs/reference/instants.md``). What is
usual is read here, in one pass; seasons, unspecified digits and the rarer parts of the standard are read by the
``edtf`` library (``edtf_rare``); what is neither is refused with what to write instead (``edtf_refused``).
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import lru_cache

from habeas.core import edtf_checks, edtf_rare, edtf_refused
from habeas.core.edtf_shown import show_instant
from habeas.core.faults import ValueFault, quoted
from habeas.core.instant import MAX, MIN, Instant, Interval, normal
from habeas.core.zones import MINUTE, SECOND, clamp, day_span, last_day, meanings, micros, offset, shifted_month

__all__ = ["read_instant", "read_ongoing", "show_instant"]

_LONGEST = 1000
_ONE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d{1,12}))?)?)?)?)?"
    r"(?P<mark>[~?%])?"
    r"(?P<offset>Z| ?[+-]\d\d(?::?\d\d)?)?"
    r"(?:\[(?P<zone>[^\[\]]+)\]| (?P<named>[A-Za-z][^\[\] ]*))?"
    r"(?P<last>[~?%])?",
    re.ASCII,
)

_PLAIN = re.compile(r"(\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d)Z", re.ASCII)  # what most of them are

_Read = tuple[tuple[Interval, ...], bool]


@lru_cache(maxsize=1 << 16)
def read_instant(text: str, zone: str, about: int) -> Instant:
    """The instant that the text says. ``zone`` is an IANA name, ``about`` a number of minutes.

    Raises ``ValueFault``; the code says which kind of thing is wrong.
    """
    written = text.strip(" ")
    edtf_checks.check_characters(written)
    if len(written) > _LONGEST:
        raise ValueFault("too-long", f"a time of {len(written)} characters: {quoted(written)}.", "Write one instant.")
    if written.startswith("[") and written.endswith("]"):
        intervals, uncertain = _bracket(written, zone, about)
    else:
        intervals, uncertain = _one(written, zone, about)
    return Instant(normal(intervals), written, uncertain)


def read_ongoing(text: str, zone: str, about: int) -> Instant:
    """``ongoing 2026-07-03``: it ended at or after the first moment of that day (semantics 3)."""
    word, _, day = text.strip(" ").partition(" ")
    if word != "ongoing" or not re.fullmatch(r"\d{4}-\d\d-\d\d", day.strip(" "), re.ASCII):
        raise ValueFault(
            "bad-ongoing", f"{quoted(text)} does not say on which day it was going on.", 'Write "ongoing 2026-07-03".'
        )
    return Instant(((read_instant(day, zone, about).low, MAX),), text.strip(" "))


# ---- brackets: one instant somewhere in there ------------------------------------------------------------


def _bracket(text: str, zone: str, about: int) -> _Read:
    intervals: list[Interval] = []
    uncertain = False
    for part in text[1:-1].split(","):
        low, dots, high = part.strip(" ").partition("..")
        if dots:
            spans, doubt = _range(text, low.strip(" "), high.strip(" "), zone, about)
        else:
            spans, doubt = _one(low, zone, about)
        intervals += spans
        uncertain |= doubt
    return tuple(intervals), uncertain


def _range(whole: str, low: str, high: str, zone: str, about: int) -> _Read:
    if not low and not high:
        raise ValueFault("empty-range", f"{quoted(whole)} says nothing.", "Leave out what is not known.")
    first, doubt_low = _one(low, zone, about) if low else (((MIN, MIN),), False)
    last, doubt_high = _one(high, zone, about) if high else (((MAX, MAX),), False)
    start, end = min(span[0] for span in first), max(span[1] for span in last)
    if start > end or (low and high and min(s[0] for s in last) < start and max(s[1] for s in first) > end):
        raise ValueFault(
            "backwards-range", f"{quoted(whole)} ends before it begins.", f"Write the earlier first: [{high}..{low}]."
        )
    return ((start, end),), doubt_low or doubt_high


# ---- one date or clock time ------------------------------------------------------------------------------


def _one(text: str, zone: str, about: int) -> _Read:
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        with suppress(ValueError):  # what is wrong about it is said below
            low = micros(datetime.fromisoformat(plain[1]))
            return ((low, low + MINUTE - 1),), False
    found = _ONE.fullmatch(text)
    if found is None or (found["offset"] and not found["hour"]):
        return _rare(text, zone)
    mark = (found["mark"] or "") + (found["last"] or "")
    if len(mark) > 1:
        raise ValueFault("bad-instant", f"{quoted(text)} has two marks of doubt.", "Write % for both ~ and ?.")
    named = found["zone"] or found["named"] or ""
    if found["named"]:
        edtf_checks.check_word(text, found["named"])
    year, month, day = int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)
    if found["month"] and not found["day"] and 20 < month < 42:
        return _rare(text, zone)
    edtf_checks.check_date(text, year, month, day)
    wide = mark in ("~", "%")
    if found["hour"]:
        spans = _clock(text, found, datetime(year, month, day), named, zone)
        if wide:
            spans = tuple((low - about * MINUTE, high + about * MINUTE) for low, high in spans)
    else:
        first, last = _days(year, month if found["month"] else None, day if found["day"] else None, int(wide))
        spans = day_span(first, last, named or zone)
    return tuple((clamp(low), clamp(high)) for low, high in spans), mark in ("?", "%")


def _days(year: int, month: int | None, day: int | None, wider: int) -> tuple[date, date]:
    """First and last day of the day, month or year, and of ``wider`` of its kind on each side of it."""
    if day and month:
        at = date(year, month, day).toordinal()
        return date.fromordinal(max(at - wider, 1)), date.fromordinal(min(at + wider, date.max.toordinal()))
    if month:
        first, last = shifted_month(year, month, -wider), shifted_month(year, month, wider)
    else:
        first, last = (year - wider, 1), (year + wider, 12)
    return (
        date(first[0], first[1], 1) if first[0] >= 1 else date.min,
        date(last[0], last[1], last_day(*last)) if last[0] <= 9999 else date.max,
    )


def _clock(text: str, found: re.Match[str], day: datetime, named: str, zone: str) -> tuple[Interval, ...]:
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    edtf_checks.check_clock(text, day, hour, minute, second)
    fraction = found["fraction"] or ""
    start = day + timedelta(hours=hour, minutes=minute, seconds=second, microseconds=int(fraction[:6].ljust(6, "0")))
    length = SECOND // 10 ** min(len(fraction), 6) if found["second"] else MINUTE
    if found["offset"]:
        ahead = edtf_checks.read_offset(text, found["offset"])
        if named:
            edtf_checks.check_agrees(text, ahead, {offset(start, named), offset(start, named, later=True)}, named)
        low = micros(start) - ahead
        return ((low, low + length - 1),)
    return tuple((low, low + length - 1) for low in meanings(start, named or zone))


def _rare(text: str, zone: str) -> _Read:
    rare = edtf_rare.read_days(text)
    if rare is None:
        raise edtf_refused.refusal(text)
    return tuple(span for first, last in rare.spans for span in day_span(first, last, zone)), rare.uncertain
