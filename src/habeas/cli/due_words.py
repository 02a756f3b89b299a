"""When something falls due or is to be renewed, in words: the time, and how long past or left that is on a day."""

from __future__ import annotations

from functools import lru_cache

from habeas.core.edtf import show_instant
from habeas.core.instant import MAX, MIN, Instant
from habeas.custody import length
from habeas.law.findings.renewals import Renewal


@lru_cache  # deadlines come in order: those of one moment follow each other
def left(low: int | None, high: int | None, day: int, zone: str) -> str:
    """``2 days left``, ``3 to 5 hours past``; where the due time may lie on both sides, both."""
    if low is None or high is None:
        return "cannot be said"
    if low <= day <= high and low != high:
        return f"{_long(low, day, zone, ' past')} to {_long(day, high, zone, ' left')}"
    if low > day:
        least, most, word = _long(day, low, zone), _long(day, high, zone), "left"
    else:
        least, most, word = _long(high, day, zone), _long(low, day, zone), "past"
    return f"{least} {word}" if least == most else f"{least} to {most} {word}"


def _long(start: int, end: int, zone: str, word: str = "") -> str:
    return f"without end{word}" if start <= MIN or end >= MAX else f"{length(start, end, zone)}{word}"


@lru_cache
def due_words(low: int | None, high: int | None, zone: str) -> str:
    return "nobody says from when it runs" if low is None or high is None else moment(low, high, zone)


def moment(low: int, high: int, zone: str) -> str:
    return show_instant(Instant(((low, high),)), zone)


def renewal_words(renewal: Renewal, zone: str, day: int) -> str:
    date, on_day = due_words(renewal.low, renewal.high, zone), until_words(renewal, zone, day)
    return f"to be renewed {date} ({on_day}); {renewed_words(renewal)}"


def until_words(renewal: Renewal, zone: str, day: int) -> str:
    return "it ended before then" if renewal.lapsed else left(renewal.low, renewal.high, day, zone)


def renewed_words(renewal: Renewal) -> str:
    if not renewal.renewed:
        return "nobody claims that it was renewed"
    return "; ".join(f"renewed by {one.act} [{', '.join(one.rows)}]" for one in renewal.renewed)
