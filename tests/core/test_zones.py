# ruff: noqa: DTZ001, DTZ901 (clock times without a zone are what is tested)
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.faults import ValueFault
from habeas.core.instant import MAX, MIN
from habeas.core.zones import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    day_end,
    day_span,
    day_start,
    last_day,
    local,
    meanings,
    micros,
    shifted_month,
    zone_of,
)
from tests.core.strategies import moments, zones

NEW_YORK = "America/New_York"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@given(moments(), zones)
def test_local_is_what_the_clock_of_the_zone_shows(t: int, zone: str) -> None:
    shown = (EPOCH + timedelta(microseconds=t)).astimezone(ZoneInfo(zone))
    assert local(t, zone) == shown.replace(tzinfo=None)


@given(moments(), zones)
def test_every_moment_is_a_meaning_of_its_own_clock_time(t: int, zone: str) -> None:
    assert t in meanings(local(t, zone), zone)


@given(moments(), zones)
def test_every_moment_lies_in_the_day_that_its_clock_shows(t: int, zone: str) -> None:
    day = local(t, zone).date()
    assert day_start(day, zone) <= t <= day_end(day, zone)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), zones)
def test_a_day_begins_and_ends_where_the_clock_shows_it_first_and_last(day: date, zone: str) -> None:
    start, end = day_start(day, zone), day_end(day, zone)
    if start > end:
        assert zone == "Pacific/Apia"  # the only day that one of these zones skipped
        assert day == date(2011, 12, 30)
        return
    assert local(start, zone).date() == day == local(end, zone).date()
    assert local(start - 1, zone).date() < day < local(end + 1, zone).date()


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2025, 3, 8), 24), (date(2025, 3, 9), 23), (date(2025, 11, 2), 25)],
)
def test_a_day_of_a_clock_change_is_shorter_or_longer(day: date, hours: int) -> None:
    assert day_end(day, NEW_YORK) - day_start(day, NEW_YORK) + 1 == hours * HOUR


def test_a_midnight_that_is_skipped_begins_its_day_at_the_change() -> None:
    # in Sao Paulo 2018-11-04 began at 01:00
    assert local(day_start(date(2018, 11, 4), "America/Sao_Paulo"), "America/Sao_Paulo") == datetime(2018, 11, 4, 1)


def test_a_day_that_came_back_over_midnight_ends_after_it_came_back() -> None:
    # in Goose Bay on 2010-11-07 at 00:01 the clock went back to 23:01 of the day before
    last = day_end(date(2010, 11, 6), "America/Goose_Bay")
    assert local(last, "America/Goose_Bay").date() == date(2010, 11, 6)
    assert last > day_start(date(2010, 11, 7), "America/Goose_Bay")


def test_a_day_that_a_zone_skipped_keeps_both_meanings() -> None:
    spans = day_span(date(2011, 12, 30), date(2011, 12, 30), "Pacific/Apia")
    assert [high - low + 1 for low, high in spans] == [DAY, DAY]
    assert len(spans) == 2


def test_a_skipped_clock_time_has_two_meanings_an_hour_apart() -> None:
    assert meanings(datetime(2025, 3, 9, 2, 20), NEW_YORK) == (1741501200 * SECOND, 1741504800 * SECOND)


def test_the_calendar_ends_where_python_s_does() -> None:
    assert day_start(date.min, "Asia/Kathmandu") == MIN
    assert day_end(date.max, NEW_YORK) == MAX
    assert local(MIN, NEW_YORK) == datetime.min
    assert local(MAX, "Asia/Kathmandu") == datetime.max


@given(st.datetimes())
def test_micros_and_local_are_inverse_in_utc(clock: datetime) -> None:
    assert local(micros(clock), "UTC") == clock


@given(st.integers(1, 9998), st.integers(1, 12))
def test_the_last_day_of_a_month_is_the_day_before_the_next(year: int, month: int) -> None:
    following = shifted_month(year, month, 1)
    assert date(year, month, last_day(year, month)) + timedelta(days=1) == date(*following, 1)


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("America/NewYork", 'Nearest: "America/New_York".'),
        ("america/new_york", 'Nearest: "America/New_York".'),
        ("EST", "abbreviation"),
        ("CET", "abbreviation"),
        ("edt", "abbreviation"),
        ("", "IANA"),
        ("../UTC", 'Nearest: "UTC".'),
        ("Factory", "IANA"),
        ("America/", "Nearest"),
        ("America/New_York\x00", 'Nearest: "America/New_York".'),
    ],
)
def test_what_is_no_zone_is_refused_with_the_nearest(name: str, mend: str) -> None:
    with pytest.raises(ValueFault) as caught:
        zone_of(name)
    assert caught.value.code == "unknown-zone"
    assert mend in caught.value.mend


def test_a_minute_is_sixty_seconds() -> None:
    assert MINUTE == 60 * SECOND
