"""Stays of two people from a real release: chained by the gap, and by the stay that the release itself names."""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from habeas.core.zones import DAY, HOUR, MINUTE, micros
from habeas.engine.stays_pass import Rule
from tests.engine.small_release import Row, table
from tests.engine.test_stays_pass import passed

LAST_DAY = micros(datetime.fromisoformat("2024-01-04"))  # the file names no zone: one clock for all is enough here
CUTOFF = LAST_DAY + DAY - 1


@pytest.fixture(scope="module")
def stints(shared: Path) -> list[Row]:
    path = shared / "data" / "stints" / "stints_published_examples.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return sorted(
            (_row(number, said) for number, said in enumerate(csv.DictReader(lines), 2)),
            key=lambda row: (row["custody.person"], row["custody.start.earliest"]),
        )


def _row(number: int, said: dict[str, str]) -> Row:
    start = micros(datetime.fromisoformat(said["detention_book_in_date_and_time"]))
    out = said["detention_book_out_date_time"]
    end = None if out == "NA" else micros(datetime.fromisoformat(out))
    return {
        "file": "stints.csv",
        "sheet": "",
        "row": number,
        "custody.person": f"person:{said['anonymized_identifier'][:8]}",
        "custody.place": f"place:{said['detention_facility']}",
        "custody.start.earliest": start,
        "custody.start.latest": start + MINUTE - 1,
        "custody.end.earliest": LAST_DAY if end is None else end,
        "custody.end.latest": None if end is None else end + MINUTE - 1,
        "stay.start": said["stay_book_in_date_time"],
        "reason": said["detention_release_reason"],
    }


@pytest.mark.parametrize("key", [None, "stay.start"])
def test_a_gap_of_a_day_finds_the_stays_that_the_release_names(stints: list[Row], key: str | None) -> None:
    stays, apart = passed(table(stints), Rule(CUTOFF, stay=key, attributes=("reason",)), 5)
    assert apart == []
    assert [(stay["custody.person"], stay["stay"], stay["stints"]) for stay in stays] == [
        ("person:0bafe4b2", 1, 6),
        ("person:8ede14eb", 1, 1),
        ("person:8ede14eb", 2, 1),
        ("person:8ede14eb", 3, 8),
    ]
    assert [stay["reason"] for stay in stays] == [
        "Removed",
        "U.S. Marshals or other agency (explain in Detention Comments)",
        "U.S. Marshals or other agency (explain in Detention Comments)",
        "NA",
    ]
    removed, *_, held = stays
    assert (removed["place_longest"], removed["longest_certain"]) == ("place:TERRE HAUTE USP", True)
    assert removed["places"][3:5] == ["place:KROME NORTH SPC", "place:KROME NORTH SPC"]
    assert removed["overlaps_min"] == 0
    assert (held["custody.end.latest"], held["length_max"]) == (None, None)
    assert held["place_longest"] == "place:BUFFALO SPC"


def test_without_room_for_a_night_on_the_road_a_stay_falls_apart(stints: list[Row]) -> None:
    stays, _ = passed(table(stints), Rule(CUTOFF, gap=12 * HOUR), 100)
    assert [stay["stints"] for stay in stays] == [3, 3, 1, 1, 8]  # 25 August 06:48 to 26 August 00:01
