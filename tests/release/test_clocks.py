"""The whole column gives what ``core.zones`` gives for each cell."""

from datetime import date, datetime, timedelta

# ruff: noqa: DTZ001 (clock times whose zone is what the test varies)
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.zones import MINUTE, day_span, meanings, micros
from habeas.release.reading.clocks import days, moments

ZONES = ["America/New_York", "America/Phoenix", "Pacific/Guam", "Europe/London", "Australia/Lord_Howe",
         "Asia/Kathmandu", "Africa/Cairo", "America/Havana"]  # fmt: skip


@given(
    st.lists(st.datetimes(datetime(1960, 1, 1), datetime(2040, 1, 1)), min_size=1, max_size=20), st.sampled_from(ZONES)
)
def test_clock_times_are_the_hull_of_their_meanings(times: list[datetime], zone: str) -> None:
    walls = [micros(time.replace(second=0, microsecond=0)) for time in times]
    low, high = moments(np.array(walls, np.int64), MINUTE, zone)
    for at, time in enumerate(times):
        said = meanings(time.replace(second=0, microsecond=0), zone)
        assert (low[at], high[at]) == (min(said), max(said) + MINUTE - 1)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", [1974, 1987, 2007, 2025])
def test_every_half_hour_around_the_clock_changes(zone: str, year: int) -> None:
    times = [datetime(year, 1, 1) + timedelta(minutes=30 * number) for number in range(366 * 48)]
    low, high = moments(np.array([micros(time) for time in times], np.int64), MINUTE, zone)
    said = [meanings(time, zone) for time in times]
    assert low.tolist() == [min(one) for one in said]
    assert high.tolist() == [max(one) + MINUTE - 1 for one in said]


def test_the_doubled_hour_is_a_hull() -> None:
    low, high = moments(np.array([micros(datetime(2025, 11, 2, 1, 30))], np.int64), MINUTE, "America/New_York")
    assert int(high[0]) - int(low[0]) == 61 * MINUTE - 1


@given(
    st.lists(st.dates(date(1930, 1, 1), date(2040, 1, 1)), min_size=1, max_size=20),
    st.sampled_from([*ZONES, "Pacific/Apia"]),
)
def test_days_are_the_zone_s_own(found: list[date], zone: str) -> None:
    numbers = np.array([(one - date(1970, 1, 1)).days for one in found], np.int64)
    low, high = days(numbers, numbers, zone)
    for at, day in enumerate(found):
        spans = day_span(day, day, zone)
        assert (low[at], high[at]) == (min(span[0] for span in spans), max(span[1] for span in spans))
