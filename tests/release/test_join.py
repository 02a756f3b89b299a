from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from habeas.core.errors import InputError
from habeas.release.build import build
from habeas.release.built import Built
from habeas.release.join import join
from habeas.release.seams import Months, month_name
from tests.measure.small import Row, release
from tests.release.matters import BY_FACILITY, make


def rows(first: int, last: int) -> list[Row]:
    """One stay a day of the first 28 days of each month, a person for each day of the month."""
    return [
        Row(f"p{day}", f"2025-{month:02}-{day:02}T08:00") for month in range(first, last + 1) for day in range(1, 29)
    ]


def two(folder: Path) -> list[Built]:
    old = release(folder / "old", rows(1, 4)[:-5], "old", cutoff="2025-04-23")
    new = release(folder / "new", rows(3, 6)[4:], "new", cutoff="2025-06-28")
    return [old, new]


def test_each_month_is_supplied_by_one_and_a_cut_month_by_the_one_that_has_it_whole(tmp_path: Path) -> None:
    joined = join(two(tmp_path), tmp_path / "joined")
    assert [(one.month, one.rows, joined.names[one.by]) for one in joined.months] == [
        ("2025-01", (28, 0), "old"),
        ("2025-02", (28, 0), "old"),
        ("2025-03", (28, 24), "old"),
        ("2025-04", (23, 28), "new"),
        ("2025-05", (0, 28), "new"),
        ("2025-06", (0, 28), "new"),
    ]


def test_preference_decides_where_both_have_it_whole(tmp_path: Path) -> None:
    old = release(tmp_path / "old", rows(1, 4), "old", cutoff="2025-04-28")
    new = release(tmp_path / "new", rows(1, 5), "new", cutoff="2025-05-28")
    by = {
        prefer: {one.month: one.by for one in join([old, new], tmp_path / prefer, prefer=prefer).months}
        for prefer in ("newest", "oldest")
    }
    assert by["newest"]["2025-02"] == 1
    assert by["oldest"]["2025-02"] == 0


def test_rows_in_are_rows_kept_and_rows_set_aside(tmp_path: Path) -> None:
    releases = two(tmp_path)
    built = join(releases, tmp_path / "joined").release
    counts = built.meta["counts"]
    assert built.rows == counts["kept"] == 28 * 6
    assert counts["set_aside"] == {"supplied by another release": 24 + 23}
    assert counts["read"] == counts["kept"] + sum(counts["set_aside"].values()) == sum(one.rows for one in releases)


def test_a_joined_release_is_a_release_sorted_by_person(tmp_path: Path) -> None:
    built = join(two(tmp_path), tmp_path / "joined").release
    table = pa.Table.from_batches(list(built.batches()))
    people = table.column("custody.person").cast(pa.string()).to_pylist()
    starts = table.column("custody.start.earliest").to_pylist()
    assert list(zip(people, starts, strict=True)) == sorted(zip(people, starts, strict=True))
    assert built.schema == two(tmp_path / "again")[0].schema
    assert (built.meta["release"], built.meta["cutoff"]) == ("old+new", "2025-06-28")


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    built = join(two(tmp_path), tmp_path / "joined").release
    files = {name for batch in built.batches(["file"]) for name in batch.column(0).cast(pa.string()).to_pylist()}
    assert files == {"old/stays.csv", "new/stays.csv"}


def test_rows_whose_beginning_nobody_said_come_from_one_release(tmp_path: Path) -> None:
    old = release(tmp_path / "old", [*rows(1, 3), Row("x", None)], "old", cutoff="2025-03-28")
    new = release(tmp_path / "new", [*rows(2, 4), Row("x", None), Row("y", None)], "new", cutoff="2025-04-28")
    joined = join([old, new], tmp_path / "joined")
    assert [(one.rows, one.by) for one in joined.months if not one.month] == [((1, 2), 1)]


def test_the_same_releases_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (join(two(tmp_path), tmp_path / name, "j").release for name in ("one", "two"))
    assert [file.read_bytes() for file in first.files] == [file.read_bytes() for file in second.files]


def test_releases_that_are_mapped_otherwise_are_refused(tmp_path: Path) -> None:
    old = release(tmp_path / "old", rows(1, 1), "old")
    new = release(tmp_path / "new", rows(1, 1), "new", zone="UTC", row="stint")
    with pytest.raises(InputError) as raised:
        join([old, new], tmp_path / "joined")
    assert [fault.what for fault in raised.value.faults] == [
        "row is stay in old and stint in new.",
        "zone is America/Phoenix in old and UTC in new.",
    ]
    assert not (tmp_path / "joined").exists()


def daily(first: str, last: str, each: int = 1) -> list[Row]:
    """Stays that begin on each day from the first to the last."""
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    days = [begin + timedelta(days=ahead) for ahead in range((end - begin).days + 1)]
    return [Row(f"p{day:%m%d}-{n}", f"{day}T{8 + n:02}:00") for day in days for n in range(each)]


def supplied(old: Built, new: Built, folder: Path, prefer: str) -> dict[str, int]:
    return {one.month: one.by for one in join([old, new], folder, prefer=prefer).months}


@pytest.mark.parametrize("prefer", ["newest", "oldest"])
def test_a_sliver_before_the_cut_off_supplies_no_month(tmp_path: Path, prefer: str) -> None:
    old = release(tmp_path / "old", daily("2025-01-01", "2025-04-01"), "old", cutoff="2025-04-01")
    new = release(tmp_path / "new", daily("2025-01-15", "2025-04-30", 2), "new", cutoff="2025-05-01")
    by = supplied(old, new, tmp_path / "joined", prefer)
    assert by.pop("2025-02") == by.pop("2025-03") == (prefer == "newest")
    assert by == {"2025-01": 0, "2025-04": 1}  # old has all of January, new all of April


def test_a_month_that_begins_late_in_both_goes_to_the_one_that_has_more_of_it(tmp_path: Path) -> None:
    old = release(tmp_path / "old", daily("2025-01-05", "2025-02-10"), "old", cutoff="2025-02-11")
    new = release(tmp_path / "new", daily("2025-01-15", "2025-02-20"), "new", cutoff="2025-02-21")
    assert supplied(old, new, tmp_path / "joined", "newest") == {"2025-01": 0, "2025-02": 1}


def test_a_month_that_ends_with_the_cut_off_day_is_whole_in_the_release_that_goes_on(tmp_path: Path) -> None:
    old = release(tmp_path / "old", daily("2025-03-01", "2025-04-30"), "old", cutoff="2025-04-30")
    new = release(tmp_path / "new", daily("2025-03-01", "2025-05-10"), "new", cutoff="2025-05-11")
    assert supplied(old, new, tmp_path / "joined", "oldest") == {"2025-03": 0, "2025-04": 1, "2025-05": 1}


def test_a_release_without_a_cut_off_reaches_to_its_last_row(tmp_path: Path) -> None:
    old = release(tmp_path / "old", daily("2025-03-01", "2025-04-02"), "old", cutoff="")
    new = release(tmp_path / "new", daily("2025-03-20", "2025-04-20"), "new", cutoff="")
    assert supplied(old, new, tmp_path / "joined", "oldest") == {"2025-03": 0, "2025-04": 1}


@pytest.mark.parametrize("zone", ["facility", "America/Phoenix"])
def test_a_row_belongs_to_the_month_of_its_facility(tmp_path: Path, zone: str) -> None:
    """At 22:00 on 31 January in Phoenix it is February by UTC."""
    late = Row("late", "2025-01-31T22:00")
    old = release(tmp_path / "old", [*rows(1, 1), late], "old", zone=zone, cutoff="2025-02-10")
    new = release(tmp_path / "new", [*rows(2, 2), late], "new", zone=zone, cutoff="2025-02-28")
    joined = join([old, new], tmp_path / "joined")
    assert [(one.month, one.rows) for one in joined.months] == [("2025-01", (29, 1)), ("2025-02", (0, 28))]
    assert joined.release.rows == 29 + 28


def test_a_row_of_a_place_whose_clock_is_not_known_belongs_to_the_month_that_was_written(tmp_path: Path) -> None:
    """What was written as 2 in the morning of 1 February is January by UTC if the clock is that of Guam."""
    stays = "id,in,out,code\na,2025-02-01T02:00,2025-02-02T02:00,ZZZZ\nb,2025-02-01T02:00,2025-02-02T02:00,AGAHOLD\n"
    built = build(make(tmp_path, BY_FACILITY, stays=stays), "r")
    months = [month_name(number) for batch in built.batches() for number in Months.of(built).numbers(batch).tolist()]
    assert months == ["2025-02", "2025-02"]
