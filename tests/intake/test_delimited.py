"""What is read of a CSV file however it was saved, and what of it is refused."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.errors import InputError
from habeas.intake.delimited import LONGEST, read_delimited
from habeas.intake.grid import Columns, Grid, tabulate
from habeas.intake.writing import rows_as_csv

TABLE = "a,b\n1,2\n3,4\n"


def read(data: bytes) -> Grid:
    return read_delimited(data, "t.csv", ("a", "b"))


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        b"a,b\r\n1,2\n3,4\r",
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode(),
        b'"a","b"\n"1","2"\n 3 , 4 \n',
        TABLE.removesuffix("\n").encode(),
    ],
)
def test_one_table_in_every_form(data: bytes) -> None:
    grid = read(data)
    assert grid.records == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert grid.numbers == [1, 2, 3]


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    grid = read(b'a,b\n\n"two\r\nlines",2\n,\n3,4\n')
    assert grid.records == [["a", "b"], ["two\nlines", "2"], ["3", "4"]]
    assert grid.numbers == [1, 3, 5]


def test_a_separator_inside_of_cells_is_none() -> None:
    assert read(b'a;b\n"1,1";2,2,2\n').records[1] == ["1,1", "2,2,2"]


@pytest.mark.parametrize(
    ("data", "code", "row"),
    [
        (b"a,b\n1,\xff\n", "bad-utf8", 2),
        (b'a,b\n"x\ny",\xff\n', "bad-utf8", 2),
        (b"a,b\n1,2\n1,x\0\n", "nul-character", 3),
        (b'a,b\n1,"x\n2,3\n', "unclosed-quote", 2),
        (b'a,b\n1,2\n"x"y,3\n', "stray-quote", 3),
        (b"a,b\n1," + b"x" * (LONGEST + 1) + b"\n", "cell-too-long", 2),
        (b"\xff\xfea\0,\0b\0", "bad-encoding", None),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_its_row(data: bytes, code: str, row: int | None) -> None:
    with pytest.raises(InputError) as refused:
        read(data)
    (fault,) = refused.value.faults
    assert (fault.code, fault.row, fault.file) == (code, row, "t.csv")


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=8).map(str.strip)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6))
def test_what_we_write_is_what_we_read(rows: list[list[str]]) -> None:
    text = rows_as_csv(["a", "b"], [dict(zip("ab", row, strict=True)) for row in rows], header=True)
    assert read(text.encode()).records == [["a", "b"], *(row for row in rows if any(row))]


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_raise(data: bytes) -> None:
    try:
        grid = read(data)
    except InputError:
        return
    assert len(grid.records) == len(grid.numbers)


def test_columns_that_a_spreadsheet_left_behind_are_no_columns() -> None:
    faults: list[object] = []
    table = tabulate(read(b"a,b,,\n1,2,,\n"), Columns(("a", "b"), ("a",)), faults)  # type: ignore[arg-type]
    assert faults == []
    assert table is not None
    assert table.names == ["a", "b"]
    assert [row[table.at("c")] for row in table.rows] == [""]


def test_very_many_unknown_columns_are_not_all_listed() -> None:
    faults: list[object] = []
    many = ",".join(f"c{number}" for number in range(500)) + "\n"
    assert tabulate(read_delimited(many.encode(), "t.csv", ()), Columns(("a",), ("a",)), faults) is None  # type: ignore[arg-type]
    assert str(faults[-1]) == "t.csv:1: and 481 more faults of the header. [more-faults]"


def test_the_csv_spectrum(shared: Path) -> None:
    folder = shared / "hostile" / "csv-spectrum"
    for path in sorted((folder / "csvs").glob("*.csv")):
        if path.stem == "location_coordinates":  # its JSON holds other data than its CSV
            continue
        expected = json.loads((folder / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        grid = read_delimited(path.read_bytes(), path.name, ())
        found = [dict(zip(grid.records[0], record, strict=True)) for record in grid.records[1:]]
        # blanks around a cell do not count here, and ends of line inside of one are all alike
        assert found == [{k: v.strip().replace("\r\n", "\n") for k, v in row.items()} for row in expected], path.name


HOSTILE = {
    "csv_20000_columns": "unknown-column", "csv_bom_twice": "stray-mark", "csv_cp1252_as_utf8": "bad-utf8",
    "csv_dup_headers": "doubled-column", "csv_huge_field_5MB": "cell-too-long", "csv_invalid_utf8": "bad-utf8",
    "csv_mixed_newlines": "", "csv_nul": "nul-character", "csv_ragged": "ragged-row",
    "csv_unclosed_quote": "unclosed-quote", "csv_utf16be_nobom": "bad-utf8", "csv_utf16le_bom": "bad-encoding",
    "csv_homoglyph_nfd": "control-character",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(shared: Path, name: str) -> None:
    path = shared / "hostile" / "generated" / f"{name}.csv"
    columns = Columns(("a", "b", "c", "name"), ())
    faults: list[object] = []
    try:
        tabulate(read_delimited(path.read_bytes(), path.name, columns.known), columns, faults)  # type: ignore[arg-type]
    except InputError as error:
        faults += error.faults
    assert HOSTILE[name] in {getattr(fault, "code", "") for fault in faults} | ({""} if not faults else set())
