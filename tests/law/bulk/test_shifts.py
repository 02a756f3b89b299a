"""Tables of due times against ``core.schedule.due``, over changes of the clock, months' ends, weekends and holidays."""

from __future__ import annotations

import pickle
from random import Random

import numpy as np
import pytest

from habeas.core.duration import read_duration
from habeas.core.edtf import read_instant
from habeas.core.instant import MAX, MIN
from habeas.core.schedule import due
from habeas.core.zones import DAY
from habeas.law.bulk.intervals import due_least, due_most
from habeas.law.bulk.shifts import Table
from habeas.law.worlds.shift import Shift

LOW = read_instant("2024-10-15", "UTC", 0).low
HIGH = read_instant("2025-04-15", "UTC", 0).low
SHIFTS = [
    Shift(read_duration("P1D"), "America/New_York"),
    Shift(read_duration("P20D"), "America/New_York"),
    Shift(read_duration("P90DT6H"), "America/Phoenix"),
    Shift(read_duration("P6M"), "America/New_York"),
    Shift(read_duration("P1M"), "Europe/London"),
    Shift(read_duration("PT48H"), "America/New_York", "clock", ("holidays", "weekends")),
    Shift(read_duration("P3D"), "America/New_York", "court_days"),
    Shift(read_duration("P30D"), "Australia/Lord_Howe"),
]


@pytest.mark.parametrize("shift", SHIFTS, ids=lambda shift: f"{shift.duration.text}-{shift.zone}-{shift.count}")
def test_a_table_says_when_each_moment_falls_due(shift: Shift) -> None:
    rng = Random(5)
    table = Table(shift)
    breaks, bases, slopes = table.cover(LOW, HIGH)
    moments = [rng.randrange(LOW, HIGH) for _ in range(300)]
    moments += [int(at) + by for at in breaks[1:-1][:: max(len(breaks) // 100, 1)] for by in (-1, 0, 1)]
    for t in moments:
        assert due_least(t, t, -1, breaks, bases, slopes, 0, len(breaks)) == shift(t), t
        assert due_most(t, t, -1, breaks, bases, slopes, 0, len(breaks)) == shift(t), t
        assert shift(t) >= t + table.least


def test_a_table_grows_with_what_is_asked_and_says_the_same() -> None:
    shift = SHIFTS[1]
    small, large = Table(shift), Table(shift)
    small.cover(LOW + 30 * DAY, LOW + 40 * DAY)
    grown = small.cover(LOW, HIGH)
    assert all(np.array_equal(one, other) for one, other in zip(grown, large.cover(LOW, HIGH), strict=True))


def test_a_table_travels_as_the_shift_alone() -> None:
    table = Table(SHIFTS[3])
    table.cover(LOW, HIGH)
    copy = pickle.loads(pickle.dumps(table))  # noqa: S301 - our own
    assert copy.shift == table.shift
    assert copy.span is None


@pytest.mark.parametrize("text", ["P20D", "P1DT6H", "PT12H", "P4000000D"])
@pytest.mark.parametrize("back", [False, True])
def test_where_no_clock_changes_days_are_as_long_as_each_other(text: str, back: bool) -> None:
    rng = Random(7)
    duration = read_duration(text)
    shift = Shift(duration, "UTC", back=back)
    assert shift.fixed == (duration.days * DAY + duration.micros) * (-1 if back else 1)
    for t in [MIN, MIN + 1, MAX - 1, MAX, *(rng.randrange(MIN, MAX) for _ in range(300))]:
        assert shift(t) == due(t, duration, "UTC", back=back)
