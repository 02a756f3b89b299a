"""Events as iCalendar text (RFC 5545): the little of it that due times need, folded and escaped as it asks.

The same events give the same bytes: no clock is read, and each event's id is made of what it is about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from habeas.core.zones import SECOND

_FOLD = 75  # bytes of a line, without its end
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """``start`` to ``end`` are UTC microseconds, the range in which it falls; ``key`` names it for ever."""

    key: str
    start: int
    end: int
    summary: str
    description: str


def calendar(events: Iterable[Event], stamp: int) -> str:
    """One calendar. ``stamp`` is the moment as of which it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//habeas//due//EN", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{hashlib.sha256(event.key.encode()).hexdigest()[:32]}@habeas",
            f"DTSTAMP:{_moment(stamp)}",
            f"DTSTART:{_moment(event.start)}",
            *([f"DTEND:{_moment(event.end)}"] if _moment(event.end) > _moment(event.start) else []),
            f"SUMMARY:{_text(event.summary)}",
            f"DESCRIPTION:{_text(event.description)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(part for line in lines for part in _folded(line))


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _moment(t: int) -> str:
    at = datetime(1970, 1, 1) + timedelta(seconds=t // SECOND)  # noqa: DTZ001 (UTC by its Z)
    return f"{at.year:04d}{at:%m%dT%H%M%S}Z"


def _folded(line: str) -> Iterable[str]:
    """The line in pieces of at most 75 bytes, none of which cuts a character; all but the first begin with a blank."""
    piece, size = "", 0
    for c in line:
        wide = len(c.encode())
        if size + wide > _FOLD:
            yield f"{piece}\r\n"
            piece, size = " ", 1
        piece, size = piece + c, size + wide
    yield f"{piece}\r\n"
