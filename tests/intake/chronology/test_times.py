"""Dates and clock times as people write them."""
# ruff: noqa: ISC004 - the messages stand as they are printed

import pytest

from habeas.core.values import ValueFault
from habeas.intake.chronology.times import Order, order_of, read_when

ZONE = "America/New_York"


@pytest.mark.parametrize(
    ("day", "clock", "edtf"),
    [
        ("2025-03-15", "", "2025-03-15"),
        ("3/15/2025", "6:48 PM", "2025-03-15T18:48"),
        ("3/15/25 6:48pm", "", "2025-03-15T18:48"),
        ("March 15, 2025", "approx. 6:45 p.m.", "2025-03-15T18:45~"),
        ("Sat, March 15 2025", "1848 hrs", "2025-03-15T18:48"),
        ("15th of March 2025", "18h48", "2025-03-15T18:48"),
        ("15-Mar-2025", "0648", "2025-03-15T06:48"),
        ("2025-03-15 18:48", "", "2025-03-15T18:48"),
        ("2025-03-15 18:48", "6:48 pm", "2025-03-15T18:48"),
        ("2025-03-15 00:00:00", "18:48", "2025-03-15T18:48"),
        ("2025-03-15", "18:48:30", "2025-03-15T18:48:30"),
        ("3/15/2025", "6:45-6:48 pm", "[2025-03-15T18:45..2025-03-15T18:48]"),
        ("3/15/2025", "between 11:50 am and 12:10 pm", "[2025-03-15T11:50..2025-03-15T12:10]"),
        ("3/15/2025", "by 7:24 p.m.", "[..2025-03-15T19:24]"),
        ("3/15/2025", "noon", "2025-03-15T12:00"),
        ("3/15/2025", "12:05 am", "2025-03-15T00:05"),
        ("3/15/2025", "6 pm", "2025-03-15T18:00~"),
        ("3/15/2025", "18:48 EDT", "2025-03-15T18:48"),
        ("1/15/2025", "18:48 ET", "2025-01-15T18:48"),
        ("3/15/2025", "18:48 -06:00", "2025-03-15T18:48-06:00"),
        ("about March 15, 2025", "", "2025-03-15~"),
    ],
)
def test_what_has_one_meaning(day: str, clock: str, edtf: str) -> None:
    assert read_when(day, clock, "month first", ZONE) == edtf


@pytest.mark.parametrize(
    ("day", "clock", "words"),
    [
        ("Sun, March 15 2025", "", '"Sun, March 15 2025": that day was a Saturday. One of the two is wrong; look at the'
         " source. [wrong-weekday]"),
        ("2/30/2025", "", '"2/30/2025" is no day of the calendar. Look at the source. [impossible-date]'),
        ("3/15", "", '"3/15" is not a day that can be read. Write it with its year, as 2025-03-15. [unread-date]'),
        ("3/15/2025", "midnight", '"midnight" is not a clock time that can be read. Write it as 18:48. [unread-time]'),
        ("3/15/2025", "25:10", '"25:10" is not a clock time that can be read. Write it as 18:48. [unread-time]'),
        ("3/15/2025", "13:10 pm", '"13:10 pm" is not a clock time that can be read. Write it as 18:48. [unread-time]'),
        ("3/15/2025", "18:48 CDT", '"18:48 CDT": CDT has several meanings, and is not what clocks in America/New_York'
         " showed. Write the offset, as 18:48 -04:00. [unknown-zone]"),
        ("1/15/2025", "18:48 EDT", '"18:48 EDT": EDT has several meanings, and is not what clocks in America/New_York'
         " showed. Write the offset, as 18:48 -04:00. [unknown-zone]"),
        ("3/15/2025 18:48", "18:49", '"3/15/2025 18:48" has another clock time than "18:49". Keep one of the two.'
         " [two-times]"),
    ],
)  # fmt: skip
def test_what_has_none_or_several(day: str, clock: str, words: str) -> None:
    with pytest.raises(ValueFault) as refused:
        read_when(day, clock, "month first", ZONE)
    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (["3/4/2025", "3/15/2025"], "month first"),
        (["3/4/2025", "15.3.2025"], "day first"),
        (["3/4/2025"], None),
        (["15/3/2025", "3/15/2025"], None),
    ],
)
def test_the_other_dates_tell_which_number_is_the_month(days: list[str], order: Order | None) -> None:
    assert order_of(days) == order


def test_where_no_date_tells_it_is_not_guessed() -> None:
    assert read_when("4/3/2025", "", "day first", ZONE) == "2025-03-04"
    assert read_when("3/3/2025", "", None, ZONE) == "2025-03-03"
    with pytest.raises(ValueFault) as refused:
        read_when("4/3/2025", "", None, ZONE)
    assert str(refused.value) == (
        '"4/3/2025" does not say which number is the month, nor do the other dates. Write --month-first or --day-first.'
        " [ambiguous-date]"
    )
