import random
from datetime import date, timedelta

import numpy as np
import pytest

from habeas.core.errors import UseError
from habeas.core.zones import day_start, local
from habeas.release.units import MISSING, UNITS, Calendar, _day_starts, unit_name, unit_of

DAY = 86_400_000_000
# a whole quarter of an hour; half an hour's summer time; a day that was skipped; off by 44 minutes and 30 seconds
ZONES = ("America/Phoenix", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati", "Africa/Monrovia", "UTC")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("unit", UNITS)
def test_units_are_those_of_the_local_day(zone: str, unit: str) -> None:
    drawn = random.Random(f"{zone} {unit}")
    moments = [drawn.randrange(-40 * 365 * DAY, 120 * 365 * DAY) for _ in range(400)]
    found = Calendar(unit, zone).numbers(np.array(moments), np.ones(len(moments), dtype=bool))
    assert found.tolist() == [unit_of(local(moment, zone).date(), unit) for moment in moments]


def test_what_is_not_known_is_missing() -> None:
    found = Calendar("month", "UTC").numbers(np.array([0, 0]), np.array([True, False]))
    assert found.tolist() == [unit_of(date(1970, 1, 1), "month"), MISSING]


@pytest.mark.parametrize(
    ("unit", "day", "name"),
    [
        ("day", date(2025, 3, 15), "2025-03-15"),
        ("week", date(2025, 3, 16), "2025-03-10"),
        ("week", date(2025, 3, 17), "2025-03-17"),
        ("month", date(2025, 3, 15), "2025-03"),
        ("quarter", date(2025, 3, 31), "2025-Q1"),
        ("quarter", date(2025, 4, 1), "2025-Q2"),
        ("year", date(2025, 12, 31), "2025"),
        ("fiscal_year", date(2025, 9, 30), "FY2025"),
        ("fiscal_year", date(2025, 10, 1), "FY2026"),
    ],
)
def test_names_of_units(unit: str, day: date, name: str) -> None:
    assert unit_name(unit_of(day, unit), unit) == name


def test_a_word_that_is_no_unit() -> None:
    with pytest.raises(UseError, match=r'"months" is no unit of time\. Nearest: "month"\.'):
        unit_of(date(2025, 1, 1), "months")


@pytest.mark.parametrize("zone", [*ZONES, "America/Havana", "Africa/Casablanca", "America/Sao_Paulo", "Asia/Beirut"])
def test_days_begin_when_the_calendar_of_the_zone_says(zone: str) -> None:
    """Clocks that change at midnight, and twice within a month, are among them."""
    starts = _day_starts(zone).tolist()
    first = date(1970, 1, 1)
    assert starts == [day_start(first + timedelta(days=at), zone) for at in range(len(starts))]
