"""A release in a workbook: banner rows, several sheets of different widths, cells that are dates, notes below."""

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest
import xlsxwriter

from habeas.core.errors import InputError
from habeas.release.build import build
from tests.release.matters import MAPPING as BY_DAY
from tests.release.matters import MATTER, make

MAPPING = """\
release: r
files: {path: data/release.xlsx, sheets: [A, B]}
row: stint
zone: America/Chicago
properties:
  custody.person: Anonymized Identifier
  custody.start: Book In Date Time
  custody.place: {column: Detention Facility Code, codes: facilities}
keep: [Bond Posted Amount]
rules: [footnotes, differing-columns, days-only]
"""
HEADER = ["Anonymized Identifier", "Book In Date Time", "Detention Facility Code", "Bond Posted Amount"]


def _workbook(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for name, width in (("A", 4), ("B", 3)):
        sheet = book.add_worksheet(name)
        for row in range(6):
            sheet.write(row, 0, f"banner {row}")
        sheet.write_row(6, 0, HEADER[:width])
        for row in range(3):
            sheet.write(7 + row, 0, f"{name}{row}")
            sheet.write_datetime(7 + row, 1, datetime(2025, 1, 1 + row, 10, 5), moment)  # noqa: DTZ001 - a cell has no zone
            sheet.write(7 + row, 2, "TUCHOLD")
            if width == 4:
                sheet.write(7 + row, 3, 1500)
        sheet.write(11, 0, "Data from an office. As of Monday.")
    book.close()


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    for name in ("releases", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "matter.yaml").write_text(MATTER, encoding="utf-8")
    (tmp_path / "releases" / "r.yaml").write_text(MAPPING, encoding="utf-8")
    _workbook(tmp_path / "data" / "release.xlsx")
    return tmp_path


def test_rows_are_named_as_the_spreadsheet_shows_them(matter: Path) -> None:
    made = build(matter, "r")
    rows = pa.Table.from_batches(list(made.batches())).to_pylist()
    assert [(row["sheet"], row["row"], row["Bond Posted Amount"]) for row in rows] == [
        ("A", 8, "1500"), ("A", 9, "1500"), ("A", 10, "1500"), ("B", 8, None), ("B", 9, None), ("B", 10, None),
    ]  # fmt: skip
    assert rows[0]["custody.start.earliest"].isoformat() == "2025-01-01T16:05:00+00:00"
    assert (rows[0]["custody.start.latest"] - rows[0]["custody.start.earliest"]).seconds == 59  # no cell has seconds
    assert made.meta["counts"]["set_aside"] == {"footnotes": 2}


def test_a_sheet_that_is_not_there(matter: Path) -> None:
    (matter / "releases" / "r.yaml").write_text(MAPPING.replace("[A, B]", "[A, C]"), encoding="utf-8")
    with pytest.raises(InputError, match=r"\[missing-sheet\]"):
        build(matter, "r")


def test_a_column_without_a_header_is_mapped_by_its_letter(tmp_path: Path) -> None:
    mapping = BY_DAY.replace("stays.csv", "stays.xlsx").replace("{column: born,", "{column: column E,")
    folder = make(tmp_path, mapping)
    with xlsxwriter.Workbook(folder / "data" / "stays.xlsx") as book:
        sheet = book.add_worksheet("A")
        sheet.write_row(0, 0, ["id", "in", "out", "code"])
        sheet.write_row(1, 0, ["a1", "2025-01-01 10:00", "2025-01-01 12:00", "TUCHOLD", "1990"])
    (birth,) = next(iter(build(folder, "r").batches(["person.birth.earliest"]))).column(0).to_pylist()
    assert birth.year == 1990
    (folder / "releases" / "r.yaml").write_text(mapping.replace("column E", "column D"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        build(folder, "r")
    assert 'has no column "column D". That column is named "code".' in str(caught.value)
    assert 'the column "column E" of stays.xlsx, sheet "A" is neither used, kept nor dropped.' in str(caught.value)
