"""The rarer dates of EDTF, against the library where it reads them rightly and against a calendar where it does not."""

from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.edtf import read_instant
from habeas.core.instant import Instant, normal
from habeas.core.zones import day_end, day_start, local


def days(instant: Instant) -> list[tuple[str, str]]:
    return [(local(a, "UTC").date().isoformat(), local(b, "UTC").date().isoformat()) for a, b in instant.intervals]


# From the examples of the standard that the library's own tests hold: those of one instant in the years 0001 to 9999.
CONFORMANCE = [
    "2001-02-03", "2008-12", "2008", "1984?", "2004-06-11?", "2004-06?", "199X", "19XX", "1999-XX", "1999-01-XX",
    "1999-XX-XX", "2001-21", "2003-22", "2000-23", "2004?-06-11", "2004-?06-?11", "156X-12-25", "15XX-12-25",
    "1560-XX-25", "15XX-12-XX", "196X", "2001-29", "2001-34", "2001-33", "2001-37", "2001-40", "Y3E3",
    "[1667, 1760-12]", "[1667, 1668, 1670..1672]",
]  # fmt: skip


@pytest.mark.parametrize("text", CONFORMANCE)
def test_what_the_library_reads_rightly_is_read_as_it_reads_it(text: str) -> None:
    known = parse_edtf(text)
    expected = date(*known.lower_strict()[:3]), date(*known.upper_strict()[:3])
    instant = read_instant(text, "UTC", 5)
    assert (local(instant.low, "UTC").date(), local(instant.high, "UTC").date()) == expected


@pytest.mark.parametrize(
    "text", ["1984~", "1984%", "2004-06-11%", "2004-06-~11", "2004-%06", "2004?-06-~11", "2011-~06-~04", "199X~"]
)
def test_an_approximate_date_holds_what_the_library_takes_it_for_strictly_and_more(text: str) -> None:
    known = parse_edtf(text)
    instant = read_instant(text, "UTC", 5)
    assert local(instant.low, "UTC").date() < date(*known.lower_strict()[:3])
    assert local(instant.high, "UTC").date() > date(*known.upper_strict()[:3])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the mark widens by one of the part that it stands beside
        ("2004-06-~11", [("2004-06-10", "2004-06-12")]),
        ("2004-06~-11", [("2004-05-11", "2004-07-11")]),
        ("2004~-06-11", [("2003-06-11", "2005-06-11")]),
        ("~2004-06-11", [("2003-06-11", "2005-06-11")]),
        ("2004-%06", [("2004-05-01", "2004-07-31")]),
        ("2004-02~-29", [("2004-01-31", "2004-03-31")]),
        ("199X~", [("1980-01-01", "2009-12-31")]),
        ("19XX~", [("1800-01-01", "2099-12-31")]),
        ("2001-21~", [("2000-12-01", "2001-08-31")]),
        ("2004-XX~", [("2003-12-01", "2005-01-31")]),
        ("0001~-06-11", [("0001-01-01", "0002-06-11")]),
        ("9999~-06-11", [("9998-06-11", "9999-12-31")]),
        # a season over the end of a year has two meanings
        ("2010-24", [("2009-12-01", "2010-02-28"), ("2010-12-01", "2011-02-28")]),
        ("2010-28", [("2009-12-01", "2010-02-28"), ("2010-12-01", "2011-02-28")]),
        ("2010-30", [("2009-12-01", "2010-02-28"), ("2010-12-01", "2011-02-28")]),
        # significant digits
        ("1950S2", [("1900-01-01", "1999-12-31")]),
        ("1953S3", [("1950-01-01", "1959-12-31")]),
        ("Y17E2S1", [("1000-01-01", "1999-12-31")]),
        ("1950S2~", [("1800-01-01", "2099-12-31")]),
        # unspecified digits, among days that exist
        ("2004-02-2X", [("2004-02-20", "2004-02-29")]),
        ("2025-02-2X", [("2025-02-20", "2025-02-28")]),
        ("2025-1X", [("2025-10-01", "2025-12-31")]),
        ("2025-0X-31", [("2025-01-31", "2025-08-31")]),
        ("202X-02-29", [("2020-02-29", "2028-02-29")]),
        ("20X5", [("2005-01-01", "2095-12-31")]),
        ("XXXX", [("0001-01-01", "9999-12-31")]),
    ],
)
def test_rare_dates(text: str, expected: list[tuple[str, str]]) -> None:
    assert days(read_instant(text, "UTC", 5)) == expected


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.lists(st.integers(0, 9), max_size=5))
def test_unspecified_digits_hold_every_day_that_they_can_stand_for(day: date, hidden: list[int]) -> None:
    text = list(day.isoformat())
    for at in hidden:
        if text[at] != "-":
            text[at] = "X"
    instant = read_instant("".join(text), "UTC", 5)
    assert instant.low <= day_start(day, "UTC")
    assert day_end(day, "UTC") <= instant.high


def test_rare_dates_are_local_days_of_the_zone() -> None:
    spring = read_instant("2025-21", "America/New_York", 5)
    assert spring.low == day_start(date(2025, 3, 1), "America/New_York")
    assert spring.high == day_end(date(2025, 5, 31), "America/New_York")


def test_a_set_of_rare_dates_is_each_of_them() -> None:
    instant = read_instant("[2001-21, 2001-23]", "UTC", 5)
    assert days(instant) == [("2001-03-01", "2001-05-31"), ("2001-09-01", "2001-11-30")]
    assert instant.intervals == normal(instant.intervals)


def test_a_decade_is_ten_years_of_days() -> None:
    instant = read_instant("198X", "UTC", 5)
    assert timedelta(microseconds=instant.high + 1 - instant.low) == date(1990, 1, 1) - date(1980, 1, 1)
