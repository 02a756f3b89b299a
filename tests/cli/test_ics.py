from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.cli.ics import Event, calendar

HOUR = 3_600_000_000
STAMP = 1_742_083_200_000_000  # 2025-03-16T00:00:00Z


def _lines(text: str) -> list[str]:
    """The lines as a reader of calendars unfolds them."""
    return text.replace("\r\n ", "").split("\r\n")


def _event(summary: str = "Due", words: str = "", end: int = STAMP + HOUR) -> Event:
    return Event("key", STAMP, end, summary, words)


def test_a_calendar_is_what_the_standard_says() -> None:
    lines = _lines(calendar([_event(words="one")], STAMP))
    assert [line for line in lines if not line.startswith("UID")] == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//habeas//due//EN", "CALSCALE:GREGORIAN", "BEGIN:VEVENT",
        "DTSTAMP:20250316T000000Z", "DTSTART:20250316T000000Z", "DTEND:20250316T010000Z", "SUMMARY:Due",
        "DESCRIPTION:one", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip


def test_one_moment_has_no_end() -> None:
    assert "DTEND" not in calendar([_event(end=STAMP)], STAMP)


def test_signs_with_a_meaning_are_escaped() -> None:
    assert "SUMMARY:a\\\\b\\; c\\, d\\ne" in _lines(calendar([_event("a\\b; c, d\r\ne")], STAMP))


def test_the_same_key_is_the_same_event_and_another_is_another() -> None:
    uids = [line for key in ("a", "a", "b") for line in _lines(calendar([Event(key, STAMP, STAMP, "", "")], STAMP))
            if line.startswith("UID")]  # fmt: skip
    assert uids[0] == uids[1] != uids[2]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_no_line_is_longer_than_75_bytes_and_no_character_is_cut(text: str) -> None:
    made = calendar([_event(text)], STAMP)
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"\r\nSUMMARY:{escaped}\r\n" in made.replace("\r\n ", "")


def test_another_reader_of_calendars_reads_the_same() -> None:
    icalendar = pytest.importorskip("icalendar")
    (event,) = icalendar.Calendar.from_ical(calendar([_event("a\\b; c, d\ne" * 20)], STAMP)).walk("VEVENT")
    assert str(event["SUMMARY"]) == "a\\b; c, d\ne" * 20
    assert event.decoded("DTEND").isoformat() == "2025-03-16T01:00:00+00:00"
