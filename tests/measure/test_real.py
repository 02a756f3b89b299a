"""The real releases beside the repository, mapped, built, counted; each number also found by a few lines of its own."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from habeas.measure.count import Counted, count
from habeas.release.build import build
from habeas.release.built import Built

MATTER = "id: real\ntitle: Real releases\nzone: America/Phoenix\n"
TUCSON = """\
release: tucson
files: {{path: {data}/tucson-hold/stays.csv}}
row: stay
zone: America/Phoenix
cutoff: 2026-03-10
blank: ["", NA]
properties:
  custody.person: {{column: unique_identifier}}
  custody.start: {{column: stay_book_in_date_time, format: "%Y-%m-%d %H:%M:%S", precision: minute}}
  custody.end: {{column: stay_book_out_date_time, format: "%Y-%m-%d %H:%M:%S", precision: minute}}
  custody.place: {{value: place:tuchold}}
keep: [release_reason]
drop: [stay_ID, first_stint_book_out, holdHours, totalHours, facility_codes, n_facility_steps, departure_country,
       final_charge, msc_charge, sentence_days, gender, birth_year, race, ethnicity, birth_country, felon]
rules: [open-ends]
"""
SEATTLE = """\
release: seattle
files: {{path: {data}/seattle-removals}}
row: act
zone: America/Los_Angeles
withheld: ["b(6), b(7)c", "(b)(6),(b)(7)(c )", "(b)(6), (b)(7)(C)"]
blank: ["", NA]
properties:
  act.time: {{column: Departed Date, format: "%m/%d/%Y", precision: day}}
  act.kind: {{value: removes}}
keep: [Gender]
drop: [Date of Birth, Event Number, Most Serious Conviction, Country of Citizenship, Case Category]
rules: [footnotes, blank-columns]
"""
DAILY = """\
release: daily
files: {{path: {data}/daily-population/daily-population.parquet}}
row: count
zone: America/New_York
cutoff: 2026-03-10
properties:
  act.time: {{column: date, format: "%Y-%m-%d", precision: day}}
  act.place: {{column: detention_facility_code, codes: facilities}}
  group.size: {{column: n_detained}}
drop: [detention_facility, n_detained_at_midnight, n_detained_male, n_detained_female, n_detained_convicted_criminal,
       n_detained_possibly_under_18]
"""


@pytest.fixture(scope="module")
def data(shared: Path) -> Path:
    return shared / "data"


def _built(folder: Path, data: Path, name: str, mapping: str) -> Built:
    (folder / "releases").mkdir()
    (folder / "matter.yaml").write_text(MATTER, encoding="utf-8")
    (folder / "releases" / f"{name}.yaml").write_text(mapping.format(data=data), encoding="utf-8")
    return build(folder, name)


def _certain(counted: Counted) -> dict[str, int]:
    assert all(line.certain == line.possible for line in counted.lines)
    return {line.key[0]: line.certain for line in counted.lines}


def _cells(path: Path, header: int, column: str) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[header - 1 :]
    at = rows[0].index(column)
    yield from (row[at] for row in rows[1:] if len(row) > at and row[at])


def test_tucson_by_month(tmp_path: Path, data: Path) -> None:
    found = count(_built(tmp_path, data, "tucson", TUCSON), ["month"])
    starts = _cells(data / "tucson-hold" / "stays.csv", 1, "stay_book_in_date_time")
    assert _certain(found) == Counter(start[:7] for start in starts)
    assert found.total == (1791, 1791)


def test_tucson_before_and_after_24_june_2025_and_its_people(tmp_path: Path, data: Path) -> None:
    built = _built(tmp_path, data, "tucson", TUCSON)
    days = _certain(count(built, ["day"]))
    assert sum(rows for day, rows in days.items() if day < "2025-06-24") == 581
    assert sum(rows for day, rows in days.items() if day >= "2025-06-24") == 1210
    assert count(built, base="people").total == (1787, 1787)
    assert count(built, base="stays").total == (1791, 1791)


def test_seattle_removals_by_year_and_in_sum(tmp_path: Path, data: Path) -> None:
    found = count(_built(tmp_path, data, "seattle", SEATTLE), ["year"])
    files = sorted((data / "seattle-removals").glob("*.csv"))
    years = Counter(day[-4:] for file in files for day in _cells(file, 7, "Departed Date") if day.count("/") == 2)
    assert _certain(found) == years
    assert found.total == (26_913, 26_913)  # the README beside the data: about 26,900


def test_the_daily_population_is_added_up_exactly(tmp_path: Path, data: Path) -> None:
    built = _built(tmp_path, data, "daily", DAILY)
    assert built.rows == 888_699
    found = count(built, ["year"], base="sum", quantity="group.size")
    table = pq.read_table(data / "daily-population" / "daily-population.parquet", columns=["date", "n_detained"])
    table = table.append_column("year", pc.year(table.column("date")))
    years = table.group_by("year").aggregate([("n_detained", "sum")]).to_pydict()
    assert _certain(found) == {str(y): n for y, n in zip(years["year"], years["n_detained_sum"], strict=True)}
