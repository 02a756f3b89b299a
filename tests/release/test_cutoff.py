"""The day of the cut-off is that of each row's own clock."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from habeas.engine import duck
from habeas.engine.stays_pass import stays_of
from habeas.measure.stays import rule_of
from habeas.release.build import build, check
from habeas.release.built import Built
from habeas.release.cutoff import Cutoff
from tests.release.matters import BY_FACILITY, make

MAPPING = BY_FACILITY.replace("row: stay", "row: stint").replace("2025-04-15", "2025-03-10")
ZONES = {"AGAHOLD": "Pacific/Guam", "TUCHOLD": "America/Phoenix", "KROHOLD": "America/New_York"}


def built_of(folder: Path, rows: str, mapping: str = MAPPING) -> Built:
    return build(make(folder, mapping, stays=f"id,in,out,code\n{rows}"), "r")


def open_ends(built: Built) -> list[datetime]:
    return [moment for batch in built.batches(["custody.end.earliest"]) for moment in batch.column(0).to_pylist()]


def test_what_is_open_had_not_ended_when_the_day_began_at_its_facility(tmp_path: Path) -> None:
    rows = "".join(f"a{at},2025-03-01,,{code}\n" for at, code in enumerate(ZONES))
    found = open_ends(built_of(tmp_path, rows))
    assert found == [datetime(2025, 3, 10, tzinfo=ZoneInfo(zone)) for zone in ZONES.values()]


@pytest.mark.parametrize("code", ["ZZZZ", ""])
def test_at_a_facility_without_a_known_zone_it_may_have_been_any(tmp_path: Path, code: str) -> None:
    (found,) = open_ends(built_of(tmp_path, f"a,2025-03-01,,{code}\n"))
    assert found == datetime(2025, 3, 10, tzinfo=ZoneInfo("Pacific/Guam"))  # where the day begins first


def test_a_release_with_one_clock_has_one_cut_off(tmp_path: Path) -> None:
    found = open_ends(built_of(tmp_path, "a,2025-03-01,,AGAHOLD\n", MAPPING.replace("facility\n", "Pacific/Guam\n", 1)))
    assert found == [datetime(2025, 3, 10, tzinfo=ZoneInfo("Pacific/Guam"))]
    assert Cutoff("2025-03-10T12:00Z", "facility").begins() == Cutoff("2025-03-10T12:00Z", "UTC").begins()


def test_a_time_is_later_than_the_cut_off_by_the_clock_of_its_facility(tmp_path: Path) -> None:
    rows = "a,2025-03-12T01:00,2025-03-12T02:00,AGAHOLD\nb,2025-03-11T23:00,2025-03-11T23:30,TUCHOLD\n"
    proved = check(make(tmp_path, MAPPING, stays=f"id,in,out,code\n{rows}"), "r")
    assert [(one["what"], one["rows"]) for one in proved.account["impossible"]] == [
        ("later than the cut-off day", 1), ("ends after the cut-off day", 1),
    ]  # fmt: skip


def test_the_longest_stint_of_a_stay_is_counted_to_the_end_of_the_day_at_its_facility(tmp_path: Path) -> None:
    """Both are open: the one in Guam began 5 hours sooner, and its cut-off day ended 18 hours sooner."""
    rows = "a,2025-03-09T12:00Z,,AGAHOLD\na,2025-03-09T17:00Z,,KROHOLD\n"
    built = built_of(tmp_path, rows)
    assert rule_of(built).cutoffs["place:agahold"] < rule_of(built).cutoffs["place:krohold"]
    rule = rule_of(built)
    (stay,) = [row for stays, _ in stays_of(built.batches(rule.columns), rule) for row in stays.to_pylist()]
    said: dict[str, Any] = {"stay": rule.stay, "cutoff": rule.cutoff, "cutoffs": rule.cutoffs}
    assert duck.run("stays", {"rows": built.files}, **said).read_all().to_pylist() == [stay]
    assert (stay["place_longest"], stay["longest_certain"]) == ("place:krohold", False)


def test_the_day_of_the_cut_off_is_the_first_by_any_clock() -> None:
    assert Cutoff("2025-03-10", "facility").first_day() == date(2025, 3, 10)
    assert Cutoff("2025-03-10T22:00-04:00", "facility").first_day() == date(2025, 3, 10)
    assert Cutoff("2025-03-10T22:00-04:00", "UTC").first_day() == date(2025, 3, 11)
