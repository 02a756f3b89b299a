"""Ticks stand at round clock times of the zone shown, wherever its clock changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.zones import local
from habeas.report.ticks import clock_words, day_words, ticks
from tests.report.pages import at

HOUR = 3_600_000_000


def test_the_night() -> None:
    found = ticks((at(16, 30), at(33, 0)), "America/New_York")
    assert [(tick.clock, tick.day) for tick in found] == [
        ("18:00", "15 March"), ("20:00", ""), ("22:00", ""), ("00:00", "16 March"), ("02:00", ""), ("04:00", ""),
        ("06:00", ""), ("08:00", ""),
    ]  # fmt: skip
    assert [tick.clock for tick in ticks((at(17, 0), at(18, 0)), "Asia/Kathmandu")][:3] == ["02:45", "02:50", "02:55"]


@pytest.mark.parametrize(
    ("window", "clocks"),
    [
        (
            (1_741_500_000_000_000, 1_741_500_000_000_000 + 5 * HOUR),
            ["01:00", "01:30", "03:00"],
        ),  # 9 March 2025: no 02:30
        ((1_762_056_000_000_000, 1_762_056_000_000_000 + 6 * HOUR), ["00:00", "00:30", "01:00", "01:30", "02:00"]),
    ],
)
def test_the_hour_that_is_missing_has_no_tick_and_the_doubled_one_one(
    window: tuple[int, int], clocks: list[str]
) -> None:
    found = [tick.clock for tick in ticks(window, "America/New_York")]
    assert [clock for clock in found if clock in clocks] == clocks
    assert "02:30" not in found[:3]


@given(
    st.integers(0, 4_000_000_000_000_000),
    st.integers(60_000_000, 60 * 365 * 24 * HOUR),
    st.sampled_from(["America/New_York", "UTC", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe"]),
)
def test_ticks_are_few_in_order_within_the_window_and_true(low: int, width: int, zone: str) -> None:
    found = ticks((low, low + width), zone)
    assert len(found) <= 14
    assert [tick.at for tick in found] == sorted({tick.at for tick in found})
    for tick in found:
        assert low <= tick.at <= low + width
        if ":" in tick.clock:
            assert f"{local(tick.at, zone):%H:%M}" == tick.clock
    assert all(found[0].day for _ in found[:1])


def test_the_clock_is_named_with_its_offset_and_both_where_it_changes() -> None:
    assert clock_words((at(17, 0), at(20, 0)), "America/New_York") == "America/New_York (EDT, UTC-04:00)"
    change = 1_741_503_600_000_000
    assert clock_words((change - HOUR, change + 2 * HOUR), "America/New_York") == (
        "America/New_York (EST, UTC-05:00, then EDT, UTC-04:00)"
    )
    assert clock_words((at(17, 0), at(20, 0)), "America/El_Salvador") == "America/El_Salvador (CST, UTC-06:00)"
    assert clock_words((at(17, 0), at(20, 0)), "Asia/Kathmandu") == "Asia/Kathmandu (UTC+05:45)"
    assert clock_words((at(17, 0), at(20, 0)), "UTC") == "UTC"


def test_a_day_is_written_out() -> None:
    assert day_words(at(17, 0), "America/New_York", year=True) == "15 March 2025"
    assert day_words(at(23, 0), "UTC") == "16 March"
