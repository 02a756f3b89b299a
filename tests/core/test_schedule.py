"""Due times against a walk that goes quarter by quarter of an hour, or day by day, and counts what may be counted."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from habeas.core.duration import Duration, read_duration, step
from habeas.core.edtf import read_instant
from habeas.core.faults import ValueFault
from habeas.core.instant import MAX, MIN
from habeas.core.schedule import check_schedule, due, due_range, holidays_of, rising
from habeas.core.zones import DAY, HOUR, MINUTE, day_end, day_start, local
from tests.core.strategies import durations, moments, zones

NEW_YORK = "America/New_York"
WEEKENDS, HOLIDAYS = frozenset({"weekends"}), frozenset({"holidays"})
BOTH = WEEKENDS | HOLIDAYS
QUARTER = 15 * MINUTE

# zones in which days begin at whole quarters
quarter_zones = st.sampled_from(
    [NEW_YORK, "Europe/London", "America/Sao_Paulo", "America/Havana", "Australia/Lord_Howe", "Asia/Kathmandu"]
)
exclusions = st.sampled_from([WEEKENDS, HOLIDAYS, BOTH])


def moment(text: str) -> int:
    return read_instant(text, NEW_YORK, 5).low


def is_excluded(day: date, excluding: frozenset[str]) -> bool:
    return ("weekends" in excluding and day.isoweekday() > 5) or (
        "holidays" in excluding and day in holidays_of("US", day.year)
    )


def days_on(day: date, days: int, excluding: frozenset[str]) -> date:
    one = timedelta(days=1 if days > 0 else -1)
    for _ in range(abs(days)):
        day += one
        while is_excluded(day, excluding):
            day += one
    return day


@pytest.mark.parametrize(
    ("start", "duration", "count", "excluding", "end"),
    [
        # by the clock
        ("2025-07-03T10:00", "PT48H", "clock", (), "2025-07-05T10:00"),
        ("2025-07-03T10:00", "P1M", "clock", (), "2025-08-03T10:00"),
        # hours stand still over Independence Day and the weekend after it
        ("2025-07-03T10:00", "PT48H", "clock", ("weekends", "holidays"), "2025-07-08T10:00"),
        ("2025-07-03T10:00", "PT48H", "clock", ("weekends",), "2025-07-07T10:00"),
        ("2025-07-05T10:00", "PT1H", "clock", ("weekends",), "2025-07-07T01:00"),
        # days are not counted, the clock time stays
        ("2025-07-03T10:00", "P2D", "clock", ("weekends", "holidays"), "2025-07-08T10:00"),
        ("2025-07-05T10:00", "P1D", "clock", ("weekends",), "2025-07-08T00:00"),
        ("2025-07-03T10:00", "P1DT12H", "clock", ("weekends", "holidays"), "2025-07-07T22:00"),
        # a month later is a Sunday: the next day that counts
        ("2025-07-03T10:00", "P1M", "clock", ("weekends",), "2025-08-04T10:00"),
    ],
)
def test_due_by_the_clock(start: str, duration: str, count: str, excluding: tuple[str, ...], end: str) -> None:
    assert due(moment(start), read_duration(duration), NEW_YORK, count, frozenset(excluding)) == moment(end)


@pytest.mark.parametrize(
    ("start", "duration", "last"),
    [
        ("2025-07-03T10:00", "P1D", "2025-07-07"),  # Thursday; Friday is a holiday
        ("2025-07-03T10:00", "P2D", "2025-07-08"),
        ("2025-07-05T10:00", "P1D", "2025-07-07"),  # Saturday
        ("2025-07-03T23:59", "P1W", "2025-07-15"),  # seven court days
        ("2021-12-30T10:00", "P1D", "2022-01-03"),  # New Year's Day 2022, a Saturday, is observed on 31 December
        ("2025-07-03T10:00", "P0D", "2025-07-03"),
    ],
)
def test_court_days_leave_out_the_day_of_the_trigger_and_run_to_the_end_of_the_last(
    start: str, duration: str, last: str
) -> None:
    for count in ("court_days", "business_days"):
        assert due(moment(start), read_duration(duration), NEW_YORK, count) == read_instant(last, NEW_YORK, 5).high


@pytest.mark.parametrize(
    ("start", "duration", "count", "excluding", "end"),
    [
        ("2025-07-07T10:00", "P2D", "court_days", (), "2025-07-02T00:00"),
        ("2025-07-07T10:00", "P2D", "clock", ("weekends", "holidays"), "2025-07-02T10:00"),
        ("2025-07-07T10:00", "PT20H", "clock", ("weekends", "holidays"), "2025-07-03T14:00"),
        ("2025-07-05T10:00", "PT1H", "clock", ("weekends",), "2025-07-04T23:00"),
        ("2025-07-05T10:00", "P1D", "clock", ("weekends",), "2025-07-04T00:00"),
        ("2025-08-05T10:00", "P1M", "clock", ("weekends",), "2025-07-04T10:00"),
        ("2025-03-31T10:00", "P1M", "clock", (), "2025-02-28T10:00"),
    ],
)
def test_going_back_is_the_mirror(start: str, duration: str, count: str, excluding: tuple[str, ...], end: str) -> None:
    got = due(moment(start), read_duration(duration), NEW_YORK, count, frozenset(excluding), back=True)
    assert got == moment(end)


@given(moments(), durations, zones, st.booleans())
def test_by_the_clock_alone_due_is_a_step(t: int, duration: Duration, zone: str, back: bool) -> None:
    assert due(t, duration, zone, back=back) == step(t, duration, zone, back)


@settings(max_examples=100)
@given(moments(), st.integers(1, 60), quarter_zones, exclusions, st.booleans())
def test_hours_run_only_on_days_that_count(
    t: int, hours: int, zone: str, excluding: frozenset[str], back: bool
) -> None:
    t -= t % QUARTER
    walked, left = t, hours * 4
    while left:
        day = local(walked - 1 if back else walked, zone).date()
        left -= not is_excluded(day, excluding)
        walked += -QUARTER if back else QUARTER
    assert due(t, Duration(0, 0, hours * HOUR), zone, "clock", excluding, back=back) == walked


@given(moments(), st.integers(1, 30), quarter_zones, exclusions, st.booleans())
def test_days_that_do_not_count_are_passed_over(
    t: int, days: int, zone: str, excluding: frozenset[str], back: bool
) -> None:
    shown = local(t, zone)
    assume(not is_excluded(shown.date(), excluding))
    there = local(due(t, Duration(0, days, 0), zone, "clock", excluding, back=back), zone)
    assert there.date() == days_on(shown.date(), -days if back else days, excluding)
    assert there.time() == shown.time() or there.time() > shown.time()  # later where that time was skipped


@given(moments(), st.integers(0, 30), zones, st.booleans())
def test_court_days_are_days_of_the_calendar(t: int, days: int, zone: str, back: bool) -> None:
    last = days_on(local(t, zone).date(), -days if back else days, BOTH)
    expected = day_start(last, zone) if back else day_end(last, zone)
    assert due(t, Duration(0, days, 0), zone, "court_days", back=back) == expected


@given(st.lists(moments(), min_size=2, max_size=5), st.integers(0, 200), quarter_zones, exclusions, st.booleans())
def test_hours_and_court_days_never_put_a_later_start_before_an_earlier_one(
    several: list[int], amount: int, zone: str, excluding: frozenset[str], back: bool
) -> None:
    starts = sorted(several)
    hours = [due(t, Duration(0, 0, amount * HOUR), zone, "clock", excluding, back=back) for t in starts]
    assert hours == sorted(hours)
    days = [due(t, Duration(0, amount, 0), zone, "court_days", back=back) for t in starts]
    assert days == sorted(days)


@settings(max_examples=80)
@given(
    moments(), st.integers(0, 6 * 96), durations, quarter_zones,
    st.sampled_from([frozenset[str](), WEEKENDS, BOTH]), st.booleans(),
)  # fmt: skip
def test_within_each_rising_part_a_later_start_is_never_due_earlier(
    low: int, quarters: int, duration: Duration, zone: str, excluding: frozenset[str], back: bool
) -> None:
    high = low + quarters * QUARTER

    def end(t: int) -> int:
        return due(t, duration, zone, "clock", excluding, back=back)

    parts = rising(low, high, duration, zone, excluding=excluding, back=back)
    assert parts[0][0] == low
    assert parts[-1][1] == high
    assert all(before[1] + 1 == after[0] for before, after in pairwise(parts))
    ends = []
    for first, last in parts:
        inside = sorted({first, last, *range(first, last, QUARTER)})
        run = [end(t) for t in inside]
        assert run == sorted(run)
        ends += run
    assert due_range(low, high, duration, zone, excluding=excluding, back=back) == (min(ends), max(ends))


def test_where_a_month_falls_back() -> None:
    january = read_instant("2025-01", NEW_YORK, 5)
    parts = rising(january.low, january.high, read_duration("P1M"), NEW_YORK)
    assert [local(first, NEW_YORK).day for first, _ in parts] == [1, 29, 30, 31]
    assert due_range(january.low, january.high, read_duration("P1M"), NEW_YORK) == (
        moment("2025-02-01T00:00"),
        read_instant("2025-02-28", NEW_YORK, 5).high,
    )


def test_where_a_day_falls_back_by_an_hour() -> None:
    day = read_instant("2025-03-08", NEW_YORK, 5)
    parts = rising(day.low, day.high, read_duration("P1D"), NEW_YORK)
    assert [local(first, NEW_YORK).hour for first, _ in parts] == [0, 3]
    november = read_instant("2025-11-02", NEW_YORK, 5)
    parts = rising(november.low, november.high, read_duration("P1D"), NEW_YORK)
    assert [first for first, _ in parts] == [november.low, moment("2025-11-02T01:00-05:00")]


def test_hours_never_fall_back() -> None:
    assert rising(MIN, MAX, read_duration("PT48H"), NEW_YORK) == ((MIN, MAX),)


def test_a_long_interval_is_cut_near_its_ends() -> None:
    low, high = moment("2020-01-31T10:00"), moment("2025-01-31T10:00")
    parts = rising(low, high, read_duration("P1M"), NEW_YORK)
    assert (parts[0][0], parts[-1][1]) == (low, high)
    assert len(parts) < 20
    assert due_range(low, high, read_duration("P1M"), NEW_YORK) == (
        moment("2020-02-29T10:00"),
        read_instant("2025-02-28", NEW_YORK, 5).high,
    )


def test_any_time_before_and_after_stay_what_they_are() -> None:
    for count in ("clock", "court_days"):
        for back in (False, True):
            assert due(MIN, read_duration("P3D"), NEW_YORK, count, back=back) == MIN
            assert due(MAX, read_duration("P3D"), NEW_YORK, count, back=back) == MAX
    assert due_range(MIN, MAX, read_duration("P1M"), NEW_YORK) == (MIN, MAX)


def test_counts_beyond_the_calendar_end_with_it() -> None:
    early, late = read_instant("0001-01-03", "UTC", 5).low, read_instant("9999-12-28", "UTC", 5).low
    for duration in ("P30D", "PT900H"):
        assert due(late, read_duration(duration), "UTC", "clock", WEEKENDS) == MAX
        assert due(early, read_duration(duration), "UTC", "clock", WEEKENDS, back=True) == MIN
    assert due(late, read_duration("P30D"), "UTC", "court_days") == MAX
    for count in ("business_days", "court_days"):  # from the first day of the calendar on, and back from its last
        assert MIN < due(MIN + 1, read_duration("P3D"), "UTC", count) < MIN + 10 * DAY
        assert MAX - 10 * DAY < due(MAX - 1, read_duration("P3D"), "UTC", count, back=True) < MAX
    assert due(early, read_duration("P30D"), "UTC", "court_days", back=True) == MIN


@pytest.mark.parametrize(
    ("duration", "count", "excluding", "holidays", "code", "mend"),
    [
        ("P3D", "court_dais", (), "US", "unknown-count", 'Nearest: "court_days".'),
        ("P3D", "clock", ("weekend",), "US", "unknown-exclusion", 'Nearest: "weekends".'),
        ("PT48H", "court_days", (), "US", "count-needs-days", "Write days or weeks"),
        ("P1M", "business_days", (), "US", "count-needs-days", "Write days or weeks"),
        ("P3D", "court_days", (), "usa", "unknown-holidays", "two letters"),
        ("P3D", "clock", ("holidays",), "ZZ", "unknown-holidays", "two letters"),
    ],
)
def test_a_schedule_that_means_nothing_is_refused(
    *, duration: str, count: str, excluding: tuple[str, ...], holidays: str, code: str, mend: str
) -> None:
    with pytest.raises(ValueFault) as caught:
        check_schedule(read_duration(duration), count, frozenset(excluding), holidays)
    assert caught.value.code == code
    assert mend in caught.value.mend
    with pytest.raises(ValueFault):
        due(moment("2025-07-03"), read_duration(duration), NEW_YORK, count, frozenset(excluding), holidays)


def test_the_federal_holidays_of_a_year() -> None:
    # 5 U.S.C. 6103: eleven a year; the ones of 2021 that fell on a weekend are observed beside it
    assert len(holidays_of("US", 2025)) == 11
    assert {date(2021, 7, 5), date(2021, 12, 24), date(2021, 12, 31), date(2021, 6, 18)} <= holidays_of("US", 2021)
    assert date(2025, 4, 16) in holidays_of("US-DC", 2025)
    assert date(2025, 4, 16) not in holidays_of("US", 2025)
