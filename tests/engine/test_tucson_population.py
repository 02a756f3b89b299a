"""The population of the Tucson hold room from its stays, beside the published series of the same data."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from habeas.core.zones import MINUTE, day_start, micros
from habeas.engine import duck
from habeas.engine.days import base_of, day_table
from tests.engine.small_release import Row, table

ZONE = "America/Phoenix"
FIRST, CUTOFF = date(2025, 1, 2), date(2026, 3, 10)
Days = dict[date, tuple[int, int, int, int]]


def _minute(text: str) -> int:
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))
    return micros(local.astimezone(UTC).replace(tzinfo=None))


def _rows(path: Path) -> list[Row]:
    """The first stint of each stay, which is the one in the hold room."""
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        for number, said in enumerate(csv.DictReader(lines), 2):
            start, out = _minute(said["stay_book_in_date_time"]), said["first_stint_book_out"]
            end = _minute(out) if out not in {"", "NA"} else None
            found.append(
                {
                    "file": path.name, "sheet": "", "row": number,
                    "custody.person": f"person:{said['unique_identifier']}", "custody.place": "place:tuchold",
                    "custody.start.earliest": start, "custody.start.latest": start + MINUTE - 1,
                    "custody.end.earliest": day_start(CUTOFF, ZONE) if end is None else end,
                    "custody.end.latest": None if end is None else end + MINUTE - 1,
                }
            )  # fmt: skip
    return found


@pytest.fixture(scope="module")
def ours(shared: Path) -> Days:
    days = day_table([ZONE], FIRST, CUTOFF)
    inputs = {
        "rows": table(_rows(shared / "data" / "tucson-hold" / "stays.csv")),
        "places": pa.table({"place": ["place:tuchold"], "zone": [ZONE]}),
        "days": days,
    }
    out = duck.run("population", inputs, base=base_of(days), zone=ZONE).read_all().to_pylist()
    return {row["day"]: (row["held_min"], row["held_max"], row["midnight_min"], row["midnight_max"]) for row in out}


@pytest.fixture(scope="module")
def published(shared: Path) -> dict[date, tuple[int, int]]:
    all_places = pq.read_table(shared / "data" / "daily-population" / "daily-population.parquet")
    here = (pc.field("detention_facility_code") == "TUCHOLD") & (pc.field("date") >= FIRST)
    return {
        row["date"]: (row["n_detained"], row["n_detained_at_midnight"]) for row in all_places.filter(here).to_pylist()
    }


def test_the_published_series_is_near_and_its_midnight_is_the_one_that_ends_the_day(
    ours: Days, published: dict[date, tuple[int, int]]
) -> None:
    """The file has the first stint of each stay only, and the series was made from another release: of the 433 days 34
    differ, by two people at most. At midnight four differ, all by stints that the file does not have.
    """
    assert set(ours) == set(published)
    assert (sum(held for held, _ in published.values()), sum(held[0] for held in ours.values())) == (1918, 1900)
    apart = [abs(ours[day][0] - published[day][0]) for day in ours if ours[day][0] != published[day][0]]
    assert (len(ours), len(apart), max(apart)) == (433, 34, 2)
    beyond = [day for day in ours if not ours[day][2] <= published[day][1] <= ours[day][3]]
    assert len(beyond) == 4
    assert all(published[day][1] > ours[day][3] for day in beyond)


def test_the_last_midnight_is_open_for_those_still_held(ours: Days, published: dict[date, tuple[int, int]]) -> None:
    assert ours[CUTOFF][2:] == (0, 2)
    assert published[CUTOFF][1] == 2
