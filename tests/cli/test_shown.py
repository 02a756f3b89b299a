"""Tables that fit, and CSV that no spreadsheet runs."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.cli.shown import columns, counted, neutral, show_csv, show_json, show_table

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


def table(rows: list[list[str]], width: int) -> str:
    out = StringIO()
    show_table(["a", "b"], rows, out, width)
    return out.getvalue()


def test_columns_are_as_wide_as_they_need() -> None:
    assert table([["x", "long words"], ["日本", ""]], 80) == "a     b\n----  ----------\nx     long words\n日本\n"


def test_the_widest_column_gives_way_first() -> None:
    assert table([["short", "one two three four"]], 16) == (
        "a      b\n-----  ---------\nshort  one two\n       three\n       four\n"
    )


@given(st.lists(st.tuples(TEXT, TEXT), max_size=4), st.integers(20, 100))
def test_no_line_is_wider_than_the_screen_and_no_word_is_lost(rows: list[tuple[str, str]], width: int) -> None:
    text = table([list(row) for row in rows], width)
    assert all(columns(line) <= width for line in text.split("\n"))
    kept = "".join(text.split("\n", 2)[2].split())
    for row in rows:
        for cell in row:
            assert all(kept.count(c) >= cell.count(c) for c in set("".join(cell.split())))


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "@x", "-2+3", "\t=1", "  =1", "\u200b=1", "＝1", "'x"])
def test_what_a_spreadsheet_would_run_is_made_inert(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "x=1", "-5", "+1.50", "12", "a-b", "¶ 7"])
def test_everything_else_stays(cell: str) -> None:
    assert neutral(cell) == cell


@given(TEXT)
def test_the_cell_comes_back(cell: str) -> None:
    made = neutral(cell)
    assert (made.removeprefix("'")) == cell


def test_formulas_of_the_shared_texts(shared: Path) -> None:
    with (shared / "hostile" / "generated" / "formula_cells.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    out = StringIO()
    show_csv(rows[0], rows[1:], out)
    for row in list(csv.reader(StringIO(out.getvalue())))[1:]:
        assert not any(cell.lstrip().startswith(("=", "@")) for cell in row)


def test_one_object_a_line() -> None:
    out = StringIO()
    show_json([{"a": "é\n"}, {"b": None}], out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [{"a": "é\n"}, {"b": None}]


def test_counts_in_words() -> None:
    assert [counted(1, "row"), counted(2, "row"), counted(0, "entry", "entries")] == ["1 row", "2 rows", "0 entries"]
