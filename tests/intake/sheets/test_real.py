"""Real releases and files that were made to break readers, where they are at hand."""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from habeas.core.errors import InputError
from habeas.intake.sheets import open_sheets
from habeas.intake.sheets.xlsx.body import open_workbook
from tests.intake.sheets.reading import only


@pytest.mark.parametrize(
    ("name", "header_row", "columns", "rows", "last"),
    [
        ("tucson-hold/stays.csv", 1, 20, 1791, 1792),
        ("seattle-removals/SeattleAORExpeditedRemovals.csv", 7, 7, 6529, 6536),
        ("seattle-removals/SeattleAOROtherRemovals.csv", 7, 7, 20384, 20391),
        ("flights/ICEAirKYKM20210625.csv", 1, 17, 126, 127),
        ("stints/stints_published_examples.csv", 1, 12, 16, 17),
        ("daily-population/daily-population.parquet", 1, 9, 888_699, 888_700),
        ("daily-population/facilities.csv", 1, 12, 1464, 1465),
    ],
)
def test_releases(shared: Path, name: str, header_row: int, columns: int, rows: int, last: int) -> None:
    (sheet,) = open_sheets(shared / "data" / name)
    counted, number = 0, 0
    for batch in sheet.batches():
        counted += batch.num_rows
        number = batch.column(0)[-1].as_py()
    assert (sheet.header_row, len(sheet.columns), counted, number) == (header_row, columns, rows, last)
    assert sheet.footnotes == ()


def test_every_cell_of_a_release_is_that_of_another_reader(shared: Path) -> None:
    path = shared / "data/seattle-removals/SeattleAOROtherRemovals.csv"
    with path.open(encoding="utf-8", newline="") as file:
        records = {number: record for number, record in enumerate(csv.reader(file), 1) if number > 7}
    assert {int(str(row[0])): [cell or "" for cell in row[1:]] for row in only(path).rows} == records


def test_workbooks_say_what_another_reader_says(shared: Path) -> None:
    compared = 0
    for path in sorted((shared / "hostile/calamine-tests/tests").glob("*.xls[xm]")):
        try:
            bodies = list(open_workbook(path, path.name, ()))
        except InputError:
            continue
        book = CalamineWorkbook.from_path(str(path))
        for body in bodies:
            ours = {(row, at): text.strip() for row, texts in body.head() for at, text in enumerate(texts)}
            last = max((row for row, _ in ours), default=0)
            theirs = {
                (row, at): _as_text(cell).strip()
                for row, cells in enumerate(
                    book.get_sheet_by_name(body.name).to_python(skip_empty_area=False)[:last], 1
                )
                for at, cell in enumerate(cells)
            }
            # the other reader shows neither the text of an error nor hours beyond a day
            differ = [
                (place, ours[place], theirs.get(place, ""))
                for place in ours
                if ours[place] != theirs.get(place, "") and ours[place][:1] != "#" and ours[place] != "255:10:10"
            ]
            missed = [place for place, text in theirs.items() if text and place not in ours]
            assert (path.name, differ, missed) == (path.name, [], [])
            compared += len(ours)
    assert compared > 10_000


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, datetime):
        return (value + timedelta(microseconds=500_000)).replace(microsecond=0).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def test_files_made_to_break_readers_are_read_or_refused(shared: Path) -> None:
    refused = 0
    for path in sorted((shared / "hostile/generated").iterdir()):
        if path.suffix in {".csv", ".xlsx", ".zip"}:
            try:
                for sheet in open_sheets(path):
                    assert sum(batch.num_rows for batch in sheet.batches()) >= 0
            except InputError:
                refused += 1
    assert refused > 10


def test_small_files_of_a_known_reading(shared: Path) -> None:
    found = only(shared / "hostile/csv-spectrum/csvs/location_coordinates.csv")
    assert found.sheet.columns == ("Contact Phone Number", "Location Coordinates", "Cities", "Counties")
    assert found.rows[0][3:] == ["Modesto", "Stanislaus"]
