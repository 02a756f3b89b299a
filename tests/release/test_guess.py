"""Drafts of mappings: each loads, says why, and marks what a person has to look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.core.errors import InputError
from habeas.release.guess.as_yaml import DOUBT, scalar, write
from habeas.release.guess.guess import guess
from habeas.release.guess.seen import see
from habeas.release.mapping import read_mapping
from habeas.release.model import Mapping

REAL = {  # file: what a row is, and the lines that are doubtful
    "tucson-hold/stays.csv": ("stint", ["zone", "cutoff"]),
    "stints/stints_published_examples.csv": ("stint", ["zone", "cutoff"]),
    "seattle-removals/SeattleAORExpeditedRemovals.csv": ("act", ["zone"]),
    "seattle-removals/SeattleAOROtherRemovals.csv": ("act", ["zone"]),
    "daily-population/daily-population.parquet": ("count", ["zone"]),
    "flights/ICEAirKYKM20210625.csv": (
        "count",
        ["row", "zone", "  act.time", "  act.carrier"],
    ),  # some days are misspelt
    "reference/yearly_counts_before_dedup_2026-02-04.csv": ("count", ["row", "zone"]),
    "reference/removals_weekly_dedup_counts_2026-03-04.csv": ("count", ["row", "zone"]),
}


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    (tmp_path / "matter.yaml").write_text("id: m\nzone: America/New_York\n", encoding="utf-8")
    return tmp_path


def drafted(path: Path, matter: Path) -> tuple[str, Mapping]:
    text = write(guess(see(path), "drafted", str(path)))
    return text, read_mapping(text, "releases/drafted.yaml", matter)


@pytest.mark.parametrize("name", REAL)
def test_each_real_file_gets_a_draft_that_loads(shared: Path, matter: Path, name: str) -> None:
    text, mapping = drafted(shared / "data" / name, matter)
    row, doubtful = REAL[name]
    assert mapping.row == row
    assert [line.split(":")[0] for line in text.splitlines() if f"# {DOUBT}" in line] == doubtful
    said = [line for line in text.splitlines()[2:] if not line.endswith(":") and not line.startswith("title")]
    assert all("  # " in line for line in said), "every guess says why"


def test_every_column_is_used_kept_or_dropped(shared: Path, matter: Path) -> None:
    path = shared / "data/tucson-hold/stays.csv"
    _, mapping = drafted(path, matter)
    used = {column for each in mapping.properties for column in each.columns}
    assert used | set(mapping.keep) | set(mapping.drop) == set(see(path).columns)


def test_the_tucson_file_is_read_as_stints_in_the_hold_room(shared: Path, matter: Path) -> None:
    _, mapping = drafted(shared / "data/tucson-hold/stays.csv", matter)
    assert (mapping.zone, mapping.cutoff) == ("America/Phoenix", "2026-03-10")
    start, end, place = (mapping.mapped(f"custody.{name}") for name in ("start", "end", "place"))
    assert start is not None
    assert end is not None
    assert place is not None
    assert (start.columns, start.precision) == (("stay_book_in_date_time",), "minute")
    assert end.columns == ("first_stint_book_out",)
    assert (place.columns, place.part) == (("facility_codes",), "first")
    assert place.codes is not None
    assert place.codes.table == "facilities"
    assert mapping.drop == ("race", "ethnicity")


def test_marks_and_banner_rows_are_seen(shared: Path, matter: Path) -> None:
    _, mapping = drafted(shared / "data/seattle-removals/SeattleAOROtherRemovals.csv", matter)
    assert mapping.withheld == ("(b)(6),(b)(7)(c )", "(b)(7)(E )")
    assert mapping.files[0].header == 7
    assert mapping.drop == ("Date of Birth", "Event Number")


def test_a_file_of_another_shape_is_guessed_by_the_words_of_its_columns(tmp_path: Path, matter: Path) -> None:
    path = tmp_path / "jail.csv"
    rows = [
        f"{number},2025-03-{1 + number % 28:02} 10:1{number % 10}:30,2025-04-01 08:00:00,KRO,x" for number in range(60)
    ]
    path.write_text(
        "Detainee ID,Admission Date,Release Date,Facility,Colour\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    text, mapping = drafted(path, matter)
    assert mapping.row == "stint"
    assert {each.name: each.columns for each in mapping.properties if each.columns} == {
        "custody.person": ("Detainee ID",),
        "custody.start": ("Admission Date",),
        "custody.end": ("Release Date",),
        "custody.place": ("Facility",),
    }
    assert mapping.keep == ("Colour",)
    start = mapping.mapped("custody.start")
    assert start is not None
    assert not start.precision, "a second that is not 00 is a second"
    assert mapping.zone == "America/New_York"
    assert "row: stint  # ? doubt: Admission Date and Release Date are a start and an end" in text


def test_facilities_of_several_zones_make_each_row_its_own(tmp_path: Path, matter: Path) -> None:
    path = tmp_path / "stints.csv"
    path.write_text(
        "identifier,book_in,book_out,facility_code\n"
        "a,2025-03-01 10:00:00,2025-03-02 10:00:00,KRO\n"
        "b,2025-03-01 10:00:00,2025-03-02 10:00:00,TUCHOLD\n"
        "c,2025-03-01 10:00:00,2025-03-02 10:00:00,NOSUCH\n",
        encoding="utf-8",
    )
    text, mapping = drafted(path, matter)
    assert mapping.zone == "facility"
    assert "2 of 3 are in the table; not: NOSUCH in 1 rows" in text


def test_a_file_without_times_and_numbers_cannot_be_mapped(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("code,name\nA,Somewhere\nB,Elsewhere\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        guess(see(path), "places", str(path))
    assert str(caught.value) == (
        f"{path}: no column holds a time or a number of people, so its rows say nothing of custody. "
        "See what it holds with `habeas release look FILE`. [nothing-to-map]"
    )


def test_what_yaml_would_read_otherwise_stands_in_quotation_marks() -> None:
    assert [scalar(text) for text in ("Birth Date", "yes", "# Buses", "2025-03-01", "a: b", "")] == [
        "Birth Date", '"yes"', '"# Buses"', '"2025-03-01"', '"a: b"', '""'
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "written", "doubt"),
    [
        (["13/01/2025", "02/01/2025"], ("%d/%m/%Y",), ""),
        (["01/13/2025", "02/01/2025"], ("%m/%d/%Y",), ""),
        (["01/02/2025", "02/01/2025"], ("%m/%d/%Y",), "no day is after the 12th, so the day may as well stand first"),
        (["13/01/2025", "01/14/2025"], ("%m/%d/%Y", "%d/%m/%Y"), "no one order of day and month reads all cells"),
        (["13-01-2025 10:00", "02-01-2025 11:00"], ("%d-%m-%Y %H:%M",), ""),
    ],
)
def test_one_order_of_day_and_month_is_drafted(
    tmp_path: Path, matter: Path, cells: list[str], written: tuple[str, ...], doubt: str
) -> None:
    path = tmp_path / "held.csv"
    path.write_text("person id,book in,book out\n" + "".join(f"a{n},{one},{one}\n" for n, one in enumerate(cells)))
    text, mapping = drafted(path, matter)
    start = mapping.mapped("custody.start")
    assert start is not None
    assert start.formats == written
    (line,) = [line for line in text.splitlines() if line.startswith("  custody.start:")]
    assert (DOUBT in line) == bool(doubt)
    assert doubt in line


def test_cells_that_cannot_be_read_as_drafted_are_counted(tmp_path: Path, matter: Path) -> None:
    path = tmp_path / "held.csv"
    rows = [f"a{n},2025-01-{n % 28 + 1:02} 10:00,2025-02-01 10:00,TUCHOLD,MEXICO,1990" for n in range(40)]
    rows += [
        "b1,soon,2025-02-01 10:00,TUCHOLD,MEXIKO,1990",
        "b2,2025-01-01 10:00,b(6),TUCHOLD,KOREA,1990",
        "b3,soon,NA,TUCHOLD,,1990",
    ]
    path.write_text(
        "person id,book in,book out,facility code,citizenship country,birth year\n" + "\n".join(rows) + "\nA note.\n"
    )
    text, _ = drafted(path, matter)
    marked = {line.split(":")[0].strip(): line for line in text.splitlines() if f"# {DOUBT}" in line}
    assert '2 cells cannot be read so, as "soon"' in marked["custody.start"]
    assert '1 cell cannot be read so, as "MEXIKO"' in marked["person.citizenship"]
    assert not {"custody.end", "custody.person", "custody.place", "person.birth"} & marked.keys()
