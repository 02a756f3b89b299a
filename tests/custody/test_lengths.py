import pytest

from habeas.core.edtf import read_instant
from habeas.core.instant import MAX, MIN
from habeas.custody import iso, length

ZONE = "America/New_York"


def _at(text: str) -> int:
    return read_instant(text, ZONE, 0).low


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-03-15T10:00", "2025-03-15T10:20", "20 minutes"),
        ("2025-03-15T10:00", "2025-03-15T11:00", "1 hour"),
        ("2025-03-15T10:00", "2025-03-17T15:30", "2 days 5 hours"),
        ("2025-03-15T10:00", "2025-03-16T10:20", "1 day"),
        ("2025-03-15T10:00", "2025-03-15T10:00", "less than a second"),
        ("2025-03-08T00:00", "2025-03-11T00:00", "3 days"),  # one of them has 23 hours
        ("2025-03-09T01:00", "2025-03-09T04:00", "2 hours"),  # the clock skips one
    ],
)
def test_lengths_are_days_of_the_calendar_and_hours_of_the_clock(start: str, end: str, said: str) -> None:
    assert length(_at(start), _at(end), ZONE) == said


def test_a_moment_for_programs_has_its_offset() -> None:
    assert iso(_at("2025-03-15T18:48"), ZONE) == "2025-03-15T18:48:00-04:00"
    assert iso(_at("2025-01-15T18:48"), ZONE) == "2025-01-15T18:48:00-05:00"
    assert iso(_at("2025-01-15T18:48"), "Asia/Kolkata") == "2025-01-16T05:18:00+05:30"


def test_the_ends_of_the_calendar_are_no_moments() -> None:
    assert (iso(MIN, ZONE), iso(MAX, ZONE)) == (None, None)
