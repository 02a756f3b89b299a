"""Rows of facilities whose zone is not known: what is written is counted as it is written."""

from datetime import date
from pathlib import Path

import pytest

from habeas.measure.count import count
from habeas.measure.sentence import sentence
from habeas.measure.window import window
from habeas.release.build import build, check
from tests.release.matters import BY_FACILITY, make

DAYS = "id,in,out,code\n" + "".join(
    f"a{day},2025-03-{day:02},{'' if day == 9 else f'2025-03-{day:02}'},{('DRCPCTX', 'ZZZZ', 'TUCHOLD', '')[day % 4]}\n"
    for day in range(1, 32)
)


def test_a_day_as_written_is_certain(tmp_path: Path) -> None:
    built = build(make(tmp_path, BY_FACILITY, stays=DAYS), "r")
    found = count(built, ["month"])
    assert [(line.key, line.certain, line.possible) for line in found.lines] == [(("2025-03",), 31, 31)]
    assert window(built, "custody.start") == (date(2025, 3, 1), date(2025, 3, 31))
    assert "began from 1 March 2025 to 31 March 2025" in sentence(built, found, window(built, found.day))
    days = [(line.key[0], line.certain, line.possible) for line in count(built, ["day"]).lines]
    assert days == [(f"2025-03-{day:02}", 1, 1) for day in range(1, 32)]


def test_a_clock_time_as_written_is_certain(tmp_path: Path) -> None:
    text = DAYS.replace(",2025-03-31,2025-03-31", ",2025-03-31T23:30,2025-03-31T23:40")
    built = build(make(tmp_path, BY_FACILITY, stays=text.replace("2025-03-01,", "2025-03-01T00:10,")), "r")
    assert [(line.key, line.certain) for line in count(built, ["month"]).lines] == [(("2025-03",), 31)]


def test_an_end_that_is_open_is_possible_from_the_cut_off_on(tmp_path: Path) -> None:
    built = build(make(tmp_path, BY_FACILITY, stays=DAYS), "r")
    lines = {line.key[0]: (line.certain, line.possible) for line in count(built, ["month:custody.end"]).lines}
    assert lines == {"2025-03": (30, 30), "not ended": (1, 1)}


def test_facilities_without_a_zone_are_listed_with_their_counts(tmp_path: Path) -> None:
    notices = {one.code: one.what for one in check(make(tmp_path, BY_FACILITY, stays=DAYS), "r").notices}
    assert notices["unmatched-facility"].endswith('"ZZZZ" (8, first stays.csv:2).')
    assert notices["facility-without-zone"] == (
        'custody.place: 7 cells of "code" name facilities without a zone: "place:drcpctx" (7, first stays.csv:5).'
    )


@pytest.mark.parametrize("zone", ["facility", "America/Phoenix"])
def test_only_where_the_clock_is_that_of_the_facility(tmp_path: Path, zone: str) -> None:
    proved = check(make(tmp_path, BY_FACILITY.replace("zone: facility", f"zone: {zone}"), stays=DAYS), "r")
    assert ("facility-without-zone" in {fault.code for fault in proved.notices}) == (zone == "facility")
