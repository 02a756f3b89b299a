import csv
import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from habeas.core.errors import InputError
from habeas.release.compare.compare import Comparison, compare
from tests.measure.small import Row, release

Table = list[dict[str, str]]


def people(months: int = 4, each: int = 10) -> Table:
    """Rows of people with two stays each, all in all different."""
    rows = []
    for month in range(1, months + 1):
        for n in range(each):
            start = datetime.fromisoformat(f"2025-{month:02}-{n % 27 + 1:02}T{n % 24:02}:{n * 7 % 60:02}")
            rows.append({
                "person_id": f"p{n // 2}", "book_in": f"{start:%Y-%m-%d %H:%M:%S}",
                "book_out": f"{start + timedelta(hours=n + 1):%Y-%m-%d %H:%M:%S}",
                "facility": "AAA" if n % 3 else "BBB", "reason": "Removed", "charge": f"c{month}-{n}",
            })  # fmt: skip
    return rows


def write(folder: Path, name: str, rows: Table) -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def compared(folder: Path, old: Table, new: Table, by: str = "") -> Comparison:
    return compare(write(folder, "old.csv", old), write(folder, "new.csv", new), by)


def test_the_same_release_twice(tmp_path: Path) -> None:
    found = compared(tmp_path, people(), people())
    assert not found.differ
    assert found.parted == ""
    assert found.identifiers.verdict == "carry over"
    assert [(one.month, one.same) for one in found.months] == [(f"2025-0{month}", 10) for month in range(1, 5)]


def test_rows_gone_new_and_changed_by_month_and_where_they_part(tmp_path: Path) -> None:
    new = people(5)
    del new[12]
    new[14]["reason"] = "Paroled"
    new.append({**new[25], "book_in": "2025-03-28 11:00:00", "charge": "x"})
    found = compared(tmp_path, people(), new)
    assert {one.month: (one.gone, one.added, one.changed) for one in found.months if one.apart} == {
        "2025-02": (1, 0, 1), "2025-03": (0, 1, 0), "2025-05": (0, 10, 0),
    }  # fmt: skip
    assert found.parted == "2025-02"
    assert [(one.column, one.only_new) for one in found.codes if one.column == "reason"] == [
        ("reason", (("Paroled", 1),))
    ]


def test_a_row_that_stands_less_often_is_gone_as_often(tmp_path: Path) -> None:
    old = [*people(), people()[0], people()[0]]
    found = compared(tmp_path, old, people())
    assert [(one.month, one.gone) for one in found.months if one.gone] == [("2025-01", 2)]


def test_columns_gone_new_and_written_otherwise(tmp_path: Path) -> None:
    new = [
        {("Book In" if name == "book_in" else name): cell for name, cell in row.items() if name != "charge"}
        | {"sex": "M"}
        for row in people()
    ]
    found = compared(tmp_path, people(), new)
    assert (found.only_old, found.only_new, found.renamed) == (("charge",), ("sex",), (("book_in", "Book In"),))


def test_times_written_otherwise_are_the_same_times(tmp_path: Path) -> None:
    new = [dict(row) for row in people()]
    for row in new:
        for name in ("book_in", "book_out"):
            row[name] = f"{datetime.fromisoformat(row[name]):%m/%d/%Y %H:%M}"
    assert not compared(tmp_path, people(), new).differ


def test_a_clock_that_moved(tmp_path: Path) -> None:
    new = [dict(row) for row in people()]
    for row in new:
        row["book_in"] = str(datetime.fromisoformat(row["book_in"]) + timedelta(hours=7))
    found = compared(tmp_path, people(), new)
    assert [(one.column, one.judged, one.shifts) for one in found.clocks] == [("book_in", 40, ((420, 40),))]
    assert found.identifiers.verdict == "carry over"


def alike(hours: int = 0, mixed: bool = False, each: int = 1) -> Table:
    """Rows that have little but their identifier and their times to tell them apart."""
    rows = []
    for n in range(200):
        start = datetime(2025, 1, 1) + timedelta(hours=11 * n + hours, minutes=n * 37 % 60)  # noqa: DTZ001
        rows.append({
            "id": f"p{(n * 77 + 5) % 200 if mixed else n // each}", "in": f"{start:%Y-%m-%d %H:%M}",
            "out": f"{start + timedelta(hours=n % 50):%Y-%m-%d %H:%M}", "fac": "AAA" if n % 3 else "BBB",
            "reason": "Removed",
        })  # fmt: skip
    return rows


@pytest.mark.parametrize("each", [1, 2])
def test_a_clock_that_moved_in_rows_that_only_their_identifiers_tell_apart(tmp_path: Path, each: int) -> None:
    found = compared(tmp_path, alike(each=each), alike(7, each=each))
    assert [(one.column, one.shifts[0][0]) for one in found.clocks] == [("in", 420), ("out", 420)]
    assert all(one.shifts == ((420, one.judged),) and one.judged >= 100 for one in found.clocks)
    assert found.identifiers.verdict == "carry over"


def test_identifiers_that_are_mixed_up_show_no_clock_that_moved(tmp_path: Path) -> None:
    found = compared(tmp_path, alike(), alike(7, mixed=True))
    assert not found.clocks
    assert found.identifiers.verdict != "carry over"


def test_identifiers_given_anew_one_for_one(tmp_path: Path) -> None:
    new = [row | {"person_id": hashlib.sha256(row["person_id"].encode()).hexdigest()} for row in people()]
    found = compared(tmp_path, people(), new)
    assert found.identifiers.verdict == "given anew, one for one"
    assert sum(one.same for one in found.months) == 40
    assert not found.parted


def test_identifiers_that_mean_nothing_across_releases(tmp_path: Path) -> None:
    new = [row | {"person_id": f"q{n * 7919 % 40}"} for n, row in enumerate(people())]
    assert compared(tmp_path, people(), new).identifiers.verdict == "do not carry over"


def test_identifiers_are_not_judged_by_a_handful(tmp_path: Path) -> None:
    assert compared(tmp_path, people(1), people(1)).identifiers.verdict == "cannot be judged"


def test_a_column_made_of_the_identifier_hides_nothing(tmp_path: Path) -> None:
    old = [{"stay": f"{row['person_id']}_{row['book_in']}", **row} for row in people()]
    new = [
        {"stay": f"x{row['person_id']}_{row['book_in']}", **row, "person_id": f"x{row['person_id']}"}
        for row in people()
    ]
    assert compared(tmp_path, old, new).identifiers.verdict == "given anew, one for one"


def test_built_releases_are_compared_with_their_zones(tmp_path: Path) -> None:
    rows = [Row(f"p{n}", f"2025-01-{n % 27 + 1:02}T08:00") for n in range(30)]
    release(tmp_path / "old", rows)
    release(tmp_path / "new", rows[:-1], "later", zone="UTC")
    found = compare(tmp_path / "old", tmp_path / "new")
    assert (found.old.zone, found.new.zone, found.new.name) == ("America/Phoenix", "UTC", "later")
    assert [(one.month, one.gone, one.added) for one in found.months] == [("2025-01", 1, 0)]


@pytest.mark.parametrize(
    ("old", "new", "by", "message"),
    [
        ([{"a": "1"}], [{"b": "1"}], "", r"old\.csv and new\.csv have no column in common"),
        ([{"a": "1", "b": "1"}], [{"b": "1"}], "a", r'"a" is not a column of both releases'),
    ],
)
def test_what_cannot_be_compared(tmp_path: Path, old: Table, new: Table, by: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        compared(tmp_path, old, new, by)
