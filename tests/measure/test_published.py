from pathlib import Path

import pytest

from habeas.core.errors import InputError
from habeas.measure.published import read_published


def table(folder: Path, text: str) -> Path:
    path = folder / "published.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_months_are_read_however_they_are_written(tmp_path: Path) -> None:
    text = 'Month,Count\n2025-01,1\n2025-02-01,2\nMarch 2025,"1,003"\nApr. 2025,4\n2025-05-01T00:00,5\n\n2025-06,\n'
    found = read_published(table(tmp_path, text), ["month"])
    assert found.numbers == {("2025-01",): 1, ("2025-02",): 2, ("2025-03",): 1003, ("2025-04",): 4, ("2025-05",): 5}


@pytest.mark.parametrize(
    ("unit", "cell", "key"),
    [("quarter", "2025 Q3", "2025-Q3"), ("fiscal_year", "2025", "FY2025"), ("fiscal_year", "FY 2025", "FY2025"),
     ("year", "2025", "2025"), ("week", "2025-03-12", "2025-03-10"), ("day", "2025-03-12", "2025-03-12")],
)  # fmt: skip
def test_other_units(tmp_path: Path, unit: str, cell: str, key: str) -> None:
    assert read_published(table(tmp_path, f"{unit},n\n{cell},7\n"), [unit]).numbers == {(key,): 7}


def test_a_column_is_found_by_the_last_part_of_our_name(tmp_path: Path) -> None:
    found = read_published(table(tmp_path, "place,total\nTUCHOLD,7\n"), ["custody.place"])
    assert (found.by, found.numbers) == (("custody.place",), {("TUCHOLD",): 7})


@pytest.mark.parametrize(
    ("text", "value", "message"),
    [
        (
            "month,arrests\n2025-01,1\n",
            "",
            r"published\.csv:1: no column is called the number: .* Name it: --value COLUMN\.",
        ),
        ("month,count,total\n2025-01,1,1\n", "", r"2 columns may be the number: count, total\."),
        ("month,count\n2025-01,1\n", "cuont", r'there is no column "cuont"\. Nearest: "count"\.'),
        ("mnth,count\n2025-01,1\n", "", r'there is no column "month"\. Nearest: "mnth"\.'),
        ("month,count\n2025-01,many\n", "", r'published\.csv:2, column count: "many" is no whole number\.'),
        ("month,count\n2025-01,1\n2025-01,2\n", "", r"published\.csv:3: 2025-01 has a number already\."),
        ("month,count\n", "", r"the table has no number\."),
        ("", "", r"no column is called the number"),
    ],
)
def test_what_cannot_be_compared(tmp_path: Path, text: str, value: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_published(table(tmp_path, text), ["month"], value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: there is no such file\."):
        read_published(tmp_path / "none.csv", ["month"])


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "published.csv").write_bytes(b"month,count\n\xff,1\n")
    with pytest.raises(InputError, match=r"byte 13 of the file is not UTF-8\."):
        read_published(tmp_path / "published.csv", ["month"])
