"""A made release: the truth that it tells is what can be counted in its files."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from habeas.core.schema import load_schema
from habeas.intake import read_matter
from habeas.intake.sheets import open_sheets
from habeas.law import load_instruments
from habeas.release.demo import Made, make
from habeas.release.demo.cells import COUNTRIES, UNKNOWN_CODE
from habeas.release.demo.stints import places
from habeas.release.guess.shapes import load_shapes
from habeas.release.look.names import words_of
from habeas.release.mapping import load_mapping
from habeas.release.reading.codes import read_country

ROWS = 6_000
Row = dict[str, Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("demo") / "matter", ROWS, seed=3)


def rows_of(made: Made, release: str) -> list[Row]:
    """All rows with their place, footnotes left out."""
    found = []
    for sheet in open_sheets(made.folder / made.truth["releases"][release]["file"]):
        rows = [row | {"at": f"{sheet.name}:{row['row']}"} for batch in sheet.batches() for row in batch.to_pylist()]
        assert len(sheet.footnotes) == 3
        assert sheet.header_row == 7
        found += rows[:-3]
    return found


@pytest.fixture(scope="module")
def stints(made: Made) -> list[Row]:
    return rows_of(made, "detentions")


def planted(made: Made, release: str, name: str) -> int:
    return int(made.truth["releases"][release]["faults"][name]["rows"])


def moment(text: str | None) -> datetime:
    return datetime.fromisoformat(str(text))


def test_sheets_have_the_columns_of_the_real_ones(made: Made) -> None:
    for name, shape in (("detentions", "detention-stints"), ("arrests", "arrests"), ("detainers", "detainers")):
        columns = tuple(load_shapes()[shape].columns)
        sheets = list(open_sheets(made.folder / made.truth["releases"][name]["file"]))
        assert sheets[0].columns == columns
        lacks = {"Book In AOR"} if name == "detentions" else set()
        assert set(columns) - set(sheets[-1].columns) == lacks
        assert made.truth["releases"][name]["sheets"].keys() == {sheet.name for sheet in sheets}


def test_rows_are_as_many_as_the_truth_says(made: Made, stints: list[Row]) -> None:
    truth = made.truth["releases"]["detentions"]
    duplicates = planted(made, "detentions", "stint-duplicates-exact") + planted(
        made, "detentions", "stint-duplicates-day"
    )
    assert len(stints) == truth["rows"] == ROWS + duplicates
    assert truth["kept"] == truth["rows"] - sum(truth["set_aside"].values())


def test_faults_of_single_rows_are_where_the_truth_says(made: Made, stints: list[Row]) -> None:
    def ends_early(row: Row) -> bool:
        return bool(row["Book Out Date Time"]) and moment(row["Book Out Date Time"]) < moment(row["Book In Date Time"])

    def outside(row: Row) -> bool:
        return moment(row["Book In Date Time"]) < moment(row["Stay Book In Date Time"]) and not ends_early(row)

    def stay_short(row: Row) -> bool:
        both = row["Stay Book Out Date Time"] and row["Book Out Date Time"]
        return bool(both) and moment(row["Stay Book Out Date Time"]) < moment(row["Book Out Date Time"])

    def at_midnight(row: Row) -> bool:
        return str(row["Book In Date Time"]).endswith("T00:00:00") and str(row["Stay Book In Date Time"]).endswith(
            "T00:00:00"
        )

    checks: dict[str, Callable[[Row], bool]] = {
        "end-before-start": ends_early,
        "stint-before-stay": outside,
        "stay-end-before-last-stint": stay_short,
        "no-identifier": lambda row: row["Anonymized Identifier"] is None,
        "unknown-facility": lambda row: row["Detention Facility Code"] == UNKNOWN_CODE,
    }
    for name, has in checks.items():
        found = [row["at"] for row in stints if has(row)]
        assert len(found) == planted(made, "detentions", name) >= 3, name
        assert set(made.truth["releases"]["detentions"]["faults"][name]["first"]) <= set(found), name
    midnights = sum(map(at_midnight, stints))
    by_chance = ROWS / 1440
    assert planted(made, "detentions", "midnight-unknown") == pytest.approx(midnights, abs=5 * by_chance)


def test_duplicates_are_those_planted(made: Made, stints: list[Row]) -> None:
    bond = {name for name in stints[0] if "bond" in words_of(name)}
    free = {"row", "at", "Book In AOR", *bond}  # the last sheet lacks one column
    named = [row for row in stints if row["Anonymized Identifier"]]
    same = Counter(tuple(sorted((k, v or "") for k, v in row.items() if k not in free)) for row in named)
    assert sum(same.values()) - len(same) == planted(made, "detentions", "stint-duplicates-exact")
    keys = Counter(
        (row["Anonymized Identifier"], row["Detention Facility Code"], str(row["Book In Date Time"])[:10],
         row["Stay Book In Date Time"])
        for row in named
    )  # fmt: skip
    both = planted(made, "detentions", "stint-duplicates-exact") + planted(made, "detentions", "stint-duplicates-day")
    assert sum(keys.values()) - len(keys) == both


def test_overlaps_and_years_of_birth_disagree_where_planted(made: Made, stints: list[Row]) -> None:
    people: dict[str, list[Row]] = defaultdict(list)
    for row in stints:
        people[str(row["Anonymized Identifier"])].append(row)
    del people["None"]
    overlaps = years = 0
    for rows in people.values():
        distinct = {(row["Stay Book In Date Time"], row["Detention Facility Code"], row["Book In Date Time"][:10]): row
                    for row in rows}  # fmt: skip
        times = sorted((moment(row["Book In Date Time"]), moment(row["Book Out Date Time"] or "2030-01-01"))
                       for row in distinct.values())  # fmt: skip
        overlaps += sum(ended > begun for (_, ended), (begun, _) in pairwise(times))
        years += len({row["Birth Year"] for row in rows}) > 1
    assert overlaps == planted(made, "detentions", "overlapping-stints")
    assert years == planted(made, "detentions", "birth-years-disagree")


def test_arrests_and_detainers_are_said_twice_as_planted(made: Made) -> None:
    arrests: dict[str, list[datetime]] = defaultdict(list)
    for row in rows_of(made, "arrests"):
        arrests[row["Anonymized Identifier"]].append(moment(row["Apprehension Date"]))
    again = sum(
        later - earlier < timedelta(days=1)
        for times in map(sorted, arrests.values())
        for earlier, later in pairwise(times)
    )
    assert again == planted(made, "arrests", "arrest-duplicates")
    detainers = Counter(
        (row["Anonymized Identifier"], row["Detainer Prepare Date"]) for row in rows_of(made, "detainers")
    )
    assert sum(detainers.values()) - len(detainers) == planted(made, "detainers", "detainer-duplicates")


def test_shares_are_realistic(made: Made, stints: list[Row]) -> None:
    truth = made.truth["releases"]["detentions"]
    assert truth["rows"] / truth["people"] == pytest.approx(3, abs=0.15)
    assert truth["open"] / ROWS == pytest.approx(0.02, abs=0.006)
    assert planted(made, "detentions", "midnight-unknown") / ROWS == pytest.approx(0.08, abs=0.02)
    assert sum(row["Case Category"] is None for row in stints) / ROWS == pytest.approx(0.05, abs=0.01)
    rooms = truth["hold_rooms"]
    assert rooms["stints"] == sum(
        sum(answer.values()) for name, answer in rooms.items() if name.endswith("_over_12_hours")
    )


def test_the_folder_is_a_matter_that_loads(made: Made) -> None:
    matter = read_matter(made.folder)
    schema = load_schema(matter.codes)
    assert len(load_instruments(made.folder / "instruments", schema, matter.zone, matter.about)) == 2
    for release in made.releases:
        assert load_mapping(made.folder, release).source == release
    assert "? doubt" not in (made.folder / "releases/detentions.yaml").read_text(encoding="utf-8").split("\n", 1)[1]
    assert json.loads((made.folder / "truth.json").read_text(encoding="utf-8")) == made.truth


def test_the_same_rows_and_seed_give_the_same_bytes(made: Made, tmp_path: Path) -> None:
    again = make(tmp_path / "again", ROWS, seed=3)
    files = [path.relative_to(made.folder) for path in sorted(made.folder.rglob("*")) if path.is_file()]
    assert len(files) >= 11
    for name in files:
        assert (made.folder / name).read_bytes() == (again.folder / name).read_bytes(), name
    assert make(tmp_path / "other", ROWS, seed=4).truth != made.truth


def test_names_that_are_written_are_names_that_are_known() -> None:
    assert all(read_country(name).known for name in COUNTRIES)
    assert all(one.zone for one in places())


def test_a_release_too_small_for_its_faults_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 2,000 rows, so that every fault can be planted"):
        make(tmp_path / "small", 100)
    assert not (tmp_path / "small").exists()
