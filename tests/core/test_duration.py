from calendar import monthrange
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.duration import Duration, read_duration, step
from habeas.core.edtf import read_instant
from habeas.core.faults import ValueFault
from habeas.core.instant import MAX, MIN
from habeas.core.zones import HOUR, MINUTE, SECOND, local
from tests.core.strategies import durations, moments, zones

NEW_YORK = "America/New_York"


def months_on(clock: datetime, months: int) -> datetime:
    """By the definition, month by month: the same day, or the last one where the month has no such day."""
    year, month = divmod(clock.year * 12 + clock.month - 1 + months, 12)
    return clock.replace(year=year, month=month + 1, day=min(clock.day, monthrange(year, month + 1)[1]))


def moment(text: str, zone: str = NEW_YORK) -> int:
    return read_instant(text, zone, 5).low


@pytest.mark.parametrize(
    ("text", "months", "days", "micros"),
    [
        ("PT48H", 0, 0, 48 * HOUR),
        ("P1Y", 12, 0, 0),
        ("P6M", 6, 0, 0),
        ("P15D", 0, 15, 0),
        ("P1W", 0, 7, 0),
        ("P2W3D", 0, 17, 0),
        ("P1DT12H", 0, 1, 12 * HOUR),
        ("P1Y2M3DT4H5M6S", 14, 3, 4 * HOUR + 5 * MINUTE + 6 * SECOND),
        ("PT1.5S", 0, 0, 1_500_000),
        ("PT0,000001S", 0, 0, 1),
        ("PT0S", 0, 0, 0),
        (" PT48H ", 0, 0, 48 * HOUR),
    ],
)
def test_durations_are_read_as_iso_writes_them(text: str, months: int, days: int, micros: int) -> None:
    assert read_duration(text) == Duration(months, days, micros)
    assert read_duration(text).text == text.strip()


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("48 hours", "Write PT48H."),
        ("48h", "Write PT48H."),
        ("15 days", "Write P15D."),
        ("1 year", "Write P1Y."),
        ("6 months", "Write P6M."),
        ("P48H", "Write PT48H: hours, minutes and seconds come after a T."),
        ("P", "Write it as"),
        ("PT", "Write it as"),
        ("P1DT", "Write it as"),
        ("", "Write it as"),
        ("-P1D", "Write it as"),
        ("P1.5D", "Write it as"),
        ("P\u0661D", "Write it as"),
        ("P1234567890D", "Write a shorter duration."),
        ("two days", "Write it as"),
    ],
)
def test_what_is_no_duration_is_refused_with_what_to_write(text: str, mend: str) -> None:
    with pytest.raises(ValueFault) as caught:
        read_duration(text)
    assert caught.value.code == "bad-duration"
    assert mend in caught.value.mend


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2025-01-31T10:00", "P1M", "2025-02-28T10:00"),
        ("2024-01-31T10:00", "P1M", "2024-02-29T10:00"),
        ("2024-02-29T10:00", "P1Y", "2025-02-28T10:00"),
        ("2025-01-31T10:00", "P1M1D", "2025-03-01T10:00"),
        ("2025-08-31T10:00", "P6M", "2026-02-28T10:00"),
        # a day on the calendar, and 24 hours on the clock, over a change of the clocks
        ("2025-03-08T12:00", "P1D", "2025-03-09T12:00"),
        ("2025-03-08T12:00", "PT24H", "2025-03-09T13:00"),
        ("2025-11-01T12:00", "P1D", "2025-11-02T12:00"),
        ("2025-11-01T12:00", "PT24H", "2025-11-02T11:00"),
        # where the clock time comes twice, with the offset that it had; where it is skipped, later
        ("2025-11-01T01:30", "P1D", "2025-11-02T01:30-04:00"),
        ("2025-12-02T01:30", "P11M", "2026-11-02T01:30"),
        ("2025-03-08T02:20", "P1D", "2025-03-09T03:20"),
        ("2025-02-09T02:20", "P1M", "2025-03-09T03:20"),
        ("2025-03-08T02:20", "P1DT1H", "2025-03-09T04:20"),
    ],
)
def test_days_and_months_step_on_the_calendar_and_hours_run(start: str, duration: str, end: str) -> None:
    assert step(moment(start), read_duration(duration), NEW_YORK) == moment(end)


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2025-03-31T10:00", "P1M", "2025-02-28T10:00"),
        ("2025-03-10T12:00", "P1D", "2025-03-09T12:00"),
        ("2025-03-10T12:00", "PT48H", "2025-03-08T11:00"),
        ("2025-11-03T01:30", "P1D", "2025-11-02T01:30-05:00"),
        ("2025-03-10T02:20", "P1D", "2025-03-09T03:20"),
    ],
)
def test_going_back_steps_back(start: str, duration: str, end: str) -> None:
    assert step(moment(start), read_duration(duration), NEW_YORK, back=True) == moment(end)


def test_a_doubled_clock_time_keeps_the_offset_that_it_had() -> None:
    # in 2027 the clocks of New York go back on the same day of the month as in 2021
    first, second = moment("2021-11-07T01:30-04:00"), moment("2021-11-07T01:30-05:00")
    assert step(first, read_duration("P6Y"), NEW_YORK) == moment("2027-11-07T01:30-04:00")
    assert step(second, read_duration("P6Y"), NEW_YORK) == moment("2027-11-07T01:30-05:00")


@given(moments(), durations)
def test_in_utc_a_step_is_what_another_calendar_says(t: int, duration: Duration) -> None:
    for sign in (1, -1):
        there = months_on(local(t, "UTC"), sign * duration.months)
        there += sign * timedelta(days=duration.days, microseconds=duration.micros)
        assert local(step(t, duration, "UTC", sign < 0), "UTC") == there


@given(moments(), st.integers(0, 40), st.integers(0, 30), zones)
def test_a_step_by_the_calendar_keeps_the_clock_time_where_it_exists(t: int, days: int, months: int, zone: str) -> None:
    there = local(step(t, Duration(months, days, 0), zone), zone)
    shown = local(t, zone)
    day = (months_on(shown, months) + timedelta(days=days)).date()
    if there.time() == shown.time():
        assert there.date() == day
    else:  # skipped: later by as much as the clock was put on
        assert timedelta(0) < there.replace(fold=0) - datetime.combine(day, shown.time()) <= timedelta(days=1)


@given(st.lists(moments(), min_size=2, max_size=6), st.integers(0, 10**13), zones, st.booleans())
def test_hours_never_put_a_later_moment_before_an_earlier_one(
    several: list[int], micros: int, zone: str, back: bool
) -> None:
    steps = [step(t, Duration(0, 0, micros), zone, back) for t in sorted(several)]
    assert steps == sorted(steps)


@given(moments(), durations, zones)
def test_a_step_never_goes_the_wrong_way(t: int, duration: Duration, zone: str) -> None:
    assert step(t, duration, zone) >= t
    assert step(t, duration, zone, back=True) <= t + HOUR  # a step back into a skipped hour ends after it


@given(durations, zones, st.booleans())
def test_any_time_before_and_any_time_after_stay_what_they_are(duration: Duration, zone: str, back: bool) -> None:
    assert step(MIN, duration, zone, back) == MIN
    assert step(MAX, duration, zone, back) == MAX


@pytest.mark.parametrize("duration", ["P999999999Y", "P999999999M", "P999999999D", "PT999999999H", "P8000Y"])
def test_a_step_beyond_the_calendar_ends_at_its_end(duration: str) -> None:
    t = moment("2025-03-15T18:48")
    assert step(t, read_duration(duration), NEW_YORK) == MAX
    assert step(t, read_duration(duration), NEW_YORK, back=True) == MIN


def test_the_text_of_a_duration_is_no_part_of_what_it_is() -> None:
    assert read_duration("P1Y") == read_duration("P12M")
    assert read_duration("PT24H") != read_duration("P1D")
