import time
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from habeas.core.edtf import read_instant, read_ongoing, show_instant
from habeas.core.faults import ValueFault
from habeas.core.instant import MAX, MIN, Interval
from habeas.core.zones import DAY, HOUR, MINUTE, SECOND, day_end, day_start, local, meanings
from tests.core.strategies import ZONES, moments, zones

NEW_YORK = "America/New_York"


def utc(text: str) -> int:
    """A moment written in full, read by other means than those under test."""
    moment = datetime.fromisoformat(text + "+00:00")
    since = moment - datetime.fromisoformat("1970-01-01T00:00:00+00:00")
    return since // timedelta(microseconds=1)


def span(first: str, last: str) -> Interval:
    return utc(first), utc(last)


EXPECTED = [
    # as precise as it was written
    ("2025-03-15T18:48-04:00", [span("2025-03-15T22:48:00", "2025-03-15T22:48:59.999999")]),
    ("2025-03-15T18:48:30-04:00", [span("2025-03-15T22:48:30", "2025-03-15T22:48:30.999999")]),
    ("2025-03-15T18:48:30.5Z", [span("2025-03-15T18:48:30.5", "2025-03-15T18:48:30.599999")]),
    ("2025-03-15T18:48:30.123456789Z", [span("2025-03-15T18:48:30.123456", "2025-03-15T18:48:30.123456")]),
    ("2025-03-15", [span("2025-03-15T04:00:00", "2025-03-16T03:59:59.999999")]),
    ("2025-03", [span("2025-03-01T05:00:00", "2025-04-01T03:59:59.999999")]),
    ("2025", [span("2025-01-01T05:00:00", "2026-01-01T04:59:59.999999")]),
    # zones
    ("2025-03-15T18:48", [span("2025-03-15T22:48:00", "2025-03-15T22:48:59.999999")]),
    ("2025-03-15 18:48", [span("2025-03-15T22:48:00", "2025-03-15T22:48:59.999999")]),
    ("2025-03-15T18:48Z", [span("2025-03-15T18:48:00", "2025-03-15T18:48:59.999999")]),
    ("2025-03-15T18:48-04", [span("2025-03-15T22:48:00", "2025-03-15T22:48:59.999999")]),
    ("2025-03-15T18:48[America/New_York]", [span("2025-03-15T22:48:00", "2025-03-15T22:48:59.999999")]),
    ("2025-03-15T18:48 America/El_Salvador", [span("2025-03-16T00:48:00", "2025-03-16T00:48:59.999999")]),
    ("2025-03-15 18:48 America/El_Salvador", [span("2025-03-16T00:48:00", "2025-03-16T00:48:59.999999")]),
    ("2025-03-15T18:48-04:00[America/New_York]", [span("2025-03-15T22:48:00", "2025-03-15T22:48:59.999999")]),
    ("2025-03-15[America/El_Salvador]", [span("2025-03-15T06:00:00", "2025-03-16T05:59:59.999999")]),
    ("2025-03-15 UTC", [span("2025-03-15T00:00:00", "2025-03-15T23:59:59.999999")]),
    # a skipped and a doubled hour keep both meanings, and not what lies between
    ("2025-03-09T02:20", [span("2025-03-09T06:20:00", "2025-03-09T06:20:59.999999"),
                          span("2025-03-09T07:20:00", "2025-03-09T07:20:59.999999")]),
    ("2025-11-02T01:30", [span("2025-11-02T05:30:00", "2025-11-02T05:30:59.999999"),
                          span("2025-11-02T06:30:00", "2025-11-02T06:30:59.999999")]),
    ("2025-11-02T01:30-05:00[America/New_York]", [span("2025-11-02T06:30:00", "2025-11-02T06:30:59.999999")]),
    ("2025-03-09", [span("2025-03-09T05:00:00", "2025-03-10T03:59:59.999999")]),
    ("2025-11-02", [span("2025-11-02T04:00:00", "2025-11-03T04:59:59.999999")]),
    # about: ten minutes here; one of itself for days, months and years
    ("2025-03-15T18:48~", [span("2025-03-15T22:38:00", "2025-03-15T22:58:59.999999")]),
    ("2025-03-15T18:48~[America/New_York]", [span("2025-03-15T22:38:00", "2025-03-15T22:58:59.999999")]),
    ("2025-03-15T18:48-04:00%", [span("2025-03-15T22:38:00", "2025-03-15T22:58:59.999999")]),
    ("2025-03-15T18:48?", [span("2025-03-15T22:48:00", "2025-03-15T22:48:59.999999")]),
    ("2025-03-15~", [span("2025-03-14T04:00:00", "2025-03-17T03:59:59.999999")]),
    ("2025-03~", [span("2025-02-01T05:00:00", "2025-05-01T03:59:59.999999")]),
    ("2025~", [span("2024-01-01T05:00:00", "2027-01-01T04:59:59.999999")]),
    ("2025-03-09T02:20~", [span("2025-03-09T06:10:00", "2025-03-09T06:30:59.999999"),
                           span("2025-03-09T07:10:00", "2025-03-09T07:30:59.999999")]),
    # one instant somewhere in there
    ("[2025-03-15T18:45..2025-03-15T18:48]", [span("2025-03-15T22:45:00", "2025-03-15T22:48:59.999999")]),
    ("[..2025-03-15T19:24]", [(MIN, utc("2025-03-15T23:24:59.999999"))]),
    ("[2025-03-15T19:24..]", [(utc("2025-03-15T23:24:00"), MAX)]),
    ("[2025-03-15T18:45~..2025-03-16]", [span("2025-03-15T22:35:00", "2025-03-17T03:59:59.999999")]),
    ("[2025-03..2025-03-15T12:00Z]", [span("2025-03-01T05:00:00", "2025-03-15T12:00:59.999999")]),
    ("[2025-03-15T18:45[America/New_York]..2025-03-15T18:48[America/New_York]]",
     [span("2025-03-15T22:45:00", "2025-03-15T22:48:59.999999")]),
    ("[2025-03-15..2025-03-15]", [span("2025-03-15T04:00:00", "2025-03-16T03:59:59.999999")]),
    # a set: one of them
    ("[2025-03-15T17:25Z,2025-03-15T17:30Z]", [span("2025-03-15T17:25:00", "2025-03-15T17:25:59.999999"),
                                               span("2025-03-15T17:30:00", "2025-03-15T17:30:59.999999")]),
    ("[2025-03-15, 2025-03-16]", [span("2025-03-15T04:00:00", "2025-03-17T03:59:59.999999")]),
    ("[..2025-03-01, 2025-03-15]", [(MIN, utc("2025-03-02T04:59:59.999999")),
                                    span("2025-03-15T04:00:00", "2025-03-16T03:59:59.999999")]),
    ("[2025-03-15]", [span("2025-03-15T04:00:00", "2025-03-16T03:59:59.999999")]),
    # blanks around are nobody's meaning
    (" 2025-03-15T18:48Z ", [span("2025-03-15T18:48:00", "2025-03-15T18:48:59.999999")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "intervals"), EXPECTED)
def test_a_time_is_as_precise_as_it_was_written(text: str, intervals: list[Interval]) -> None:
    instant = read_instant(text, NEW_YORK, 10)
    assert list(instant.intervals) == intervals
    assert instant.text == text.strip()


@pytest.mark.parametrize(
    ("text", "uncertain"),
    [("2025-03-15?", True), ("2025-03-15%", True), ("2025-03-15~", False), ("[2025-03-15?,2025-03-16]", True),
     ("[2025-03-15T18:45..2025-03-15T18:48?]", True), ("2025-03-15", False), ("2004-?06", True), ("2001-21?", True)],
)  # fmt: skip
def test_a_question_mark_is_kept_and_widens_nothing(text: str, uncertain: bool) -> None:
    instant = read_instant(text, NEW_YORK, 10)
    assert instant.uncertain is uncertain
    assert instant.intervals == read_instant(text.replace("?", "").replace("%", "~"), NEW_YORK, 10).intervals


@given(moments(), zones)
def test_a_minute_written_in_local_time_holds_the_moment_and_is_a_minute(t: int, zone: str) -> None:
    instant = read_instant(f"{local(t, zone):%Y-%m-%dT%H:%M}", zone, 5)
    assert any(low <= t <= high for low, high in instant.intervals)
    assert all(high - low + 1 == MINUTE for low, high in instant.intervals)
    assert len(instant.intervals) == len(meanings(local(t, zone).replace(second=0, microsecond=0), zone))


@given(moments(), zones, zones)
def test_a_zone_that_is_written_counts_and_the_matter_s_does_not(t: int, zone: str, other: str) -> None:
    written = f"{local(t, zone):%Y-%m-%dT%H:%M}"
    expected = read_instant(written, zone, 5).intervals
    assert read_instant(f"{written}[{zone}]", other, 5).intervals == expected
    assert read_instant(f"{written} {zone}", other, 5).intervals == expected


@given(moments(), zones, st.integers(0, 120))
def test_about_widens_a_clock_time_by_so_many_minutes(t: int, zone: str, about: int) -> None:
    written = f"{local(t, zone):%Y-%m-%dT%H:%M}"
    narrow, wide = read_instant(written, zone, about), read_instant(f"{written}~", zone, about)
    assert wide.low == narrow.low - about * MINUTE
    assert wide.high == narrow.high + about * MINUTE


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.sampled_from([4, 7, 10]), zones)
def test_about_widens_a_date_by_the_one_before_and_the_one_after(day: date, length: int, zone: str) -> None:
    assume(zone != "Pacific/Apia")  # which skipped a day, and so a neighbour can be none
    written = day.isoformat()[:length]
    first = {4: day.replace(month=1, day=1), 7: day.replace(day=1), 10: day}[length]
    before = (first - timedelta(days=1)).isoformat()[:length]
    after = (first + timedelta(days={4: 366, 7: 31, 10: 1}[length])).isoformat()[:length]
    wide = read_instant(f"{written}~", zone, 5)
    assert wide.low == read_instant(before, zone, 5).low
    assert wide.high == read_instant(after, zone, 5).high


@given(moments(), moments(), zones)
def test_a_range_holds_both_its_ends_and_all_between(one: int, other: int, zone: str) -> None:
    low, high = sorted((one, other))
    instant = read_instant(f"[{local(low, 'UTC'):%Y-%m-%dT%H:%M}Z..{local(high, 'UTC'):%Y-%m-%dT%H:%M}Z]", zone, 5)
    assert len(instant.intervals) == 1
    assert low - low % MINUTE == instant.low
    assert instant.high == high - high % MINUTE + MINUTE - 1


@given(st.lists(moments(), min_size=1, max_size=5), zones)
def test_a_set_is_its_members_and_nothing_more(several: list[int], zone: str) -> None:
    texts = [f"{local(t, 'UTC'):%Y-%m-%dT%H:%M}Z" for t in several]
    instant = read_instant(f"[{','.join(texts)}]", zone, 5)
    alone = [read_instant(text, zone, 5).intervals[0] for text in texts]
    assert all(any(low <= a and b <= high for low, high in instant.intervals) for a, b in alone)
    assert sum(high - low + 1 for low, high in instant.intervals) == MINUTE * len(set(alone))
    assert list(instant.intervals) == sorted(instant.intervals)


@given(moments(), st.integers(-15 * 60, 15 * 60))
def test_an_offset_says_how_far_the_clock_is_ahead(t: int, minutes: int) -> None:
    sign = "-" if minutes < 0 else "+"
    offset = f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    instant = read_instant(f"{local(t + minutes * MINUTE, 'UTC'):%Y-%m-%dT%H:%M}{offset}", NEW_YORK, 5)
    assert instant.intervals == ((t - t % MINUTE, t - t % MINUTE + MINUTE - 1),)


@given(st.text(alphabet="0123456789-:TZ.,[]~?%/ X+YS{}aprzAmerica\u00e9\u0663", max_size=40))
def test_whatever_is_written_is_read_or_refused_and_never_crashes(text: str) -> None:
    try:
        instant = read_instant(text, NEW_YORK, 5)
    except ValueFault as fault:
        said = (fault.code, fault.what, fault.mend)
        assert all(said), said
        return
    assert instant.intervals
    assert all(MIN <= low <= high <= MAX for low, high in instant.intervals)
    assert show_instant(instant, NEW_YORK)


@pytest.mark.parametrize("zone", ZONES)
def test_the_ends_of_the_calendar_are_read(zone: str) -> None:
    for text in ("0001", "0001-01-01~", "9999", "9999-12-31~", "9999-12~", "0001-01-01T00:00", "9999-12-31T23:59~"):
        instant = read_instant(text, zone, 5)
        assert MIN <= instant.low <= instant.high <= MAX


def test_ongoing_ends_at_or_after_the_first_moment_of_the_day() -> None:
    instant = read_ongoing("ongoing 2026-07-03", NEW_YORK, 5)
    assert instant.intervals == ((day_start(date(2026, 7, 3), NEW_YORK), MAX),)
    assert instant.text == "ongoing 2026-07-03"


@pytest.mark.parametrize("text", ["ongoing", "ongoing since May", "ongoing 2026", "ongoing 2026-07-03T10:00"])
def test_ongoing_needs_its_day(text: str) -> None:
    with pytest.raises(ValueFault) as caught:
        read_ongoing(text, NEW_YORK, 5)
    assert caught.value.code == "bad-ongoing"


def test_ten_thousand_times_are_read_in_well_under_half_a_second() -> None:
    texts = [
        f"{day:%Y-%m-%d}{rest}"
        for day in (date(2025, 1, 1) + timedelta(days=i) for i in range(1000))
        for rest in ("", "T18:48", " 07:05", "T18:48-04:00", "T18:48~", "~", "T18:48:30Z", "T02:20", "?",
                     "T01:30[America/New_York]")
    ]  # fmt: skip
    read_instant.cache_clear()
    started = time.process_time()
    for text in texts:
        read_instant(text, NEW_YORK, 5)
    assert time.process_time() - started < 0.5


def test_a_day_is_24_hours_or_one_less_or_one_more() -> None:
    lengths = {
        day_end(day, NEW_YORK) - day_start(day, NEW_YORK) + 1
        for day in (date(2025, 1, 1) + timedelta(days=i) for i in range(365))
    }
    assert lengths == {DAY - HOUR, DAY, DAY + HOUR}
    assert DAY == 86_400 * SECOND
