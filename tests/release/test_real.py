"""Real releases, where the shared data is present: the reference numbers of its README, by mappings as people write."""

import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from habeas.release.build import build, check
from habeas.release.built import Built
from tests.release.matters import MATTER

MAPPINGS = Path(__file__).parent / "mappings"
HOUR = 3_600_000_000


@pytest.fixture
def matter(tmp_path: Path, shared: Path) -> Path:
    (tmp_path / "matter.yaml").write_text(MATTER, encoding="utf-8")
    shutil.copytree(MAPPINGS, tmp_path / "releases")
    (tmp_path / "data").mkdir()
    for folder in ("tucson-hold", "seattle-removals", "stints", "flights"):
        if not (shared / "data" / folder).is_dir():
            pytest.skip(f"the shared data has no folder {folder}")
        for path in (shared / "data" / folder).glob("*.csv"):
            shutil.copy(path, tmp_path / "data" / path.name)
    return tmp_path


def table(made: Built) -> pa.Table:
    return pa.Table.from_batches(list(made.batches()))


def longest(found: pa.Table, hours: int) -> tuple[int, int]:
    """How many stays are longer in every case, and how many may be."""
    micros = {
        name: found.column(f"custody.{name}").cast(pa.int64())
        for name in ("start.earliest", "start.latest", "end.earliest", "end.latest")
    }
    sure = pc.greater(pc.subtract(micros["end.earliest"], micros["start.latest"]), hours * HOUR)
    may = pc.greater(pc.subtract(micros["end.latest"], micros["start.earliest"]), hours * HOUR)
    return int(pc.sum(sure).as_py() or 0), int(pc.sum(may).as_py() or 0)


def test_the_tucson_hold_room(matter: Path) -> None:
    made = build(matter, "tucson")
    found = table(made)
    assert made.rows == 1791
    assert len(found.column("custody.person").unique()) == 1787
    assert longest(found, 12) == (60, 62)  # two are within a minute of twelve hours
    assert longest(found, 72) == (0, 0)
    before = pc.less(found.column("custody.start.latest").cast(pa.int64()), 1_750_748_400_000_000)  # 24 June 2025, 0:00
    assert longest(found.filter(before), 12)[0] == 5
    assert longest(found.filter(pc.invert(before)), 12)[0] == 55
    assert (pc.sum(before).as_py(), found.num_rows - pc.sum(before).as_py()) == (581, 1210)
    assert made.report()["rules"][1]["rows"] == 2  # the two without hours are open at the cut-off
    figures = check(matter, "tucson", lengths=(720, 4320)).account["figures"]
    assert figures["over_minutes"] == {"720": [60, 64], "4320": [0, 2]}


def test_the_lengths_are_those_that_others_worked_out(matter: Path) -> None:
    """``holdHours`` of the file, to its two digits, lies within our bounds for every stay."""
    for row in table(build(matter, "tucson")).to_pylist():
        if row["holdHours"] is None:
            assert row["custody.end.latest"] is None
            continue
        theirs = float(row["holdHours"]) * 60
        low = (row["custody.end.earliest"] - row["custody.start.latest"]).total_seconds() / 60
        high = (row["custody.end.latest"] - row["custody.start.earliest"]).total_seconds() / 60
        assert low - 0.31 <= theirs <= high + 0.31, row["row"]


def test_the_seattle_removals(matter: Path) -> None:
    made = build(matter, "seattle")
    assert made.rows == made.meta["counts"]["read"] == 26_913
    (rule,) = [one for one in made.report()["rules"] if one["rule"] == "blank-columns"]
    assert rule["columns"] == ["Date of Birth (withheld)", "Event Number (withheld)"]
    found = table(made)
    assert {sheet["header"] for sheet in made.report()["sheets"]} == {7}
    assert found.column("row").to_pylist()[0] >= 8  # the first row under the banner
    widths = pc.subtract(
        found.column("act.time.latest").cast(pa.int64()), found.column("act.time.earliest").cast(pa.int64())
    )
    assert set(pc.divide(pc.add(widths, 1), HOUR).unique().to_pylist()) <= {23, 24, 25}
    assert set(found.column("act.kind").unique().to_pylist()) == {"removes"}
    assert found.column("person.citizenship").null_count < 30


def test_the_published_stints(matter: Path) -> None:
    made = build(matter, "stints")
    assert (made.meta["counts"]["read"], made.rows) == (16, 15)
    rules: dict[str, Any] = {one["rule"]: one for one in made.report()["rules"]}
    assert rules["stint-duplicates-day"]["examples"][0]["locator"] == "row=15"
    assert rules["open-ends"]["rows"] == 8  # the stay of one person was open, and so were the rows of its stints
    found = table(made)
    open_end = [row for row in found.to_pylist() if row["custody.end.latest"] is None]
    assert [row["custody.end.earliest"].isoformat() for row in open_end] == ["2024-01-04T05:00:00+00:00"]
    # 15:56 in Buffalo and 18:04 in Pulaski County are by different clocks
    assert found.column("custody.place").null_count == 0


def test_the_flights(matter: Path) -> None:
    made = build(matter, "flights")
    found = table(made)
    assert found.num_rows == made.meta["counts"]["read"] == 126
    assert found.column("act.time.earliest").null_count == 1
    assert "From Plane - Boarded Bus to NWDC [2]" in found.column_names
    assert set(made.meta["places"]) >= {"place:kiwa", "place:kelp"}
