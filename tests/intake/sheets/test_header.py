"""Where a table begins."""

from pathlib import Path

import pytest

from habeas.core.errors import InputError
from habeas.intake.sheets.header import find_header
from tests.intake.sheets.reading import only, refused, text_file

NOTE = ["Statistical Tracking Unit"]
DATA = ["1/3/2012", "(b)(6)", "Male", "FRANCE"]


@pytest.mark.parametrize(
    ("rows", "row", "columns"),
    [
        ([["Day", "Birth", "Gender", "Country"], DATA], 1, ("Day", "Birth", "Gender", "Country")),
        ([NOTE, NOTE, ["Day ", " Birth", "Gender", "Country"], DATA], 3, ("Day", "Birth", "Gender", "Country")),
        ([NOTE, ["As of", "2025-03-15"], ["Day", "", "Gender", "Country", ""], DATA], 3,
         ("Day", "column B", "Gender", "Country")),
        ([["Day", "Birth", "Gender", "", "", ""], DATA, ["1", "2", "3", "4", "5"], DATA], 1,
         ("Day", "Birth", "Gender", "column D", "column E")),
        ([["Day", "Birth", "Gender"], ["1", "2", "3", "4"]], 1, ("Day", "Birth", "Gender")),
        ([["a", "a", "b", "b"], DATA], 1, ("a", "a", "b", "b")),
        ([["1", "2", "3", "4"], ["Day", "Birth", "2019", "Country"], DATA], 2, ("Day", "Birth", "2019", "Country")),
        ([["only"], ["x"]], 1, ("only",)),
    ],
)  # fmt: skip
def test_a_header_is_found(rows: list[list[str]], row: int, columns: tuple[str, ...]) -> None:
    header = find_header(list(enumerate(rows, 1)), None, "f.csv", "")
    assert (header.row, header.columns) == (row, columns)


def test_a_header_may_be_stated(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b,c\n2019,2020,2021\n1,2,3\n")
    found = only(path, header=2)
    assert found.sheet.columns == ("2019", "2020", "2021")
    assert found.rows == [[3, "1", "2", "3"]]
    assert refused(path, header=9) == (
        "release.csv:9: row 9 of the file cannot be the header: it is blank, or not among the first"
        " rows (filled from 1 to"
        " 3). State the row that names the columns. [header-not-there]"
    )


def test_columns_without_a_name_at_the_end_can_be_used(tmp_path: Path) -> None:
    found = only(text_file(tmp_path, "a,b,c,d,e,,\n1,2,3,4,5,x,\n6,7,8,9,0,,\n"))
    assert found.sheet.columns == ("a", "b", "c", "d", "e", "column F")
    assert found.rows == [[2, "1", "2", "3", "4", "5", "x"], [3, "6", "7", "8", "9", "0", None]]
    assert "the row has 3 cells, and the header has 2." in refused(text_file(tmp_path, "a,b\n1,2\n1,2,3\n"))


def test_what_is_no_header_is_not_taken_for_one(tmp_path: Path) -> None:
    assert refused(text_file(tmp_path, "1,2,3\n4,5,6\n")) == (
        "release.csv:1: no row of the file looks like a header: as wide as the table, and of words. State its row:"
        " header: N in a mapping, --header N on the command line. [header-not-found]"
    )


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n , \n"])
def test_an_empty_file_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(text_file(tmp_path, text)) == (
        "release.csv: the file has no filled row. Look whether it came whole. [empty-file]"
    )


def test_the_sheet_is_named_where_there_is_one() -> None:
    with pytest.raises(InputError, match=r'no row of the sheet "May" looks like a header'):
        find_header([(1, ["1", "2"])], None, "f.xlsx", "May")
