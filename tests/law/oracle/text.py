"""Readers of the few texts that a small matter holds: instants and durations, in UTC, at whole microseconds.

In: text as a claim or an instrument writes it. Out: a *region* (sorted, disjoint, closed intervals of
microseconds since 1970, open ends as plus or minus infinity) or a number of microseconds. Never: zones, days
of the local calendar, EDTF beyond what `tests/law/strategies.py` writes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

Bound = float  # an int, or an infinity: int arithmetic stays exact, infinities only ever stand at open ends
Interval = tuple[Bound, Bound]
Region = tuple[Interval, ...]

INF = math.inf
SECOND = 1_000_000
MINUTE = 60 * SECOND
EVER: Region = ((-INF, INF),)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_POINT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?(?:Z|\+00:00)?)?(~)?")
_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")


def normal(intervals: Iterable[Interval]) -> Region:
    """Sorted, disjoint, none empty, none touching (microseconds are whole)."""
    out: list[Interval] = []
    for low, high in sorted(intervals):
        if low > high:
            continue
        if out and low <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)


def common(one: Region, other: Region) -> Region:
    """The moments in both."""
    return normal((max(a, c), min(b, d)) for a, b in one for c, d in other)


def outside(region: Region) -> Region:
    """The moments not in it."""
    out: list[Interval] = []
    low: Bound = -INF
    for start, end in region:
        out.append((low, start - 1))
        low = end + 1
    if low < INF:
        out.append((low, INF))
    return normal(interval for interval in out if not (interval[0] == INF or interval[1] == -INF))


def read_instant(text: str, about: int = 5) -> Region:
    """Semantics 1 to 3. A minute is that whole minute, a second that whole second, a day that whole UTC day."""
    text = text.strip()
    if text.startswith("ongoing "):
        return ((_point(text.removeprefix("ongoing "), about)[0], INF),)
    if text.startswith("["):
        inner = text[1:-1]
        if ".." in inner:
            low, high = inner.split("..")
            return ((_point(low, about)[0] if low else -INF, _point(high, about)[1] if high else INF),)
        return normal(_point(part, about) for part in inner.split(","))
    return (_point(text, about),)


def _point(text: str, about: int) -> Interval:
    match = _POINT.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"the oracle does not read the instant {text!r}")
    day, clock, second, wide = match.groups()
    low = _micros(f"{day}T{clock or '00:00'}{second or ':00'}+00:00")
    length = 86_400 * SECOND if clock is None else (SECOND if second else MINUTE)
    margin = 0 if not wide else (86_400 * SECOND if clock is None else about * MINUTE)
    return (low - margin, low + length - 1 + margin)


def read_moment(text: str) -> int:
    """A time in a condition: its first microsecond (semantics 6)."""
    low = read_instant(text)[0][0]
    return int(low)


def read_duration(text: str) -> int:
    """Hours, minutes and seconds, which are exact; the calendar is not this oracle's subject."""
    match = _DURATION.fullmatch(text)
    if match is None or text == "PT":
        raise ValueError(f"the oracle does not read the duration {text!r}")
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * SECOND


def read_period(text: str) -> Interval:
    """`A..B` of a log's `covers`: from the first moment of A to the last of B; either may be left out."""
    low, high = text.strip().split("..")
    return (read_instant(low)[0][0] if low else -INF, read_instant(high)[0][1] if high else INF)


def _micros(text: str) -> int:
    return (datetime.fromisoformat(text) - _EPOCH) // timedelta(microseconds=1)


class Clock:
    """How moments and lengths are counted: as they are."""

    def moment(self, at: Bound) -> Bound:
        return at

    def length(self, length: int) -> int:
        return length

    def region(self, region: Region) -> Region:
        return tuple((self.moment(low), self.moment(high)) for low, high in region)
