"""Parquet as text."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.intake.sheets.reading import only, refused


def test_values_are_written_as_the_other_readers_write_them(tmp_path: Path) -> None:
    minute = datetime(2025, 3, 15, 18, 48)  # noqa: DTZ001 - a column without a zone
    table = pa.table(
        {
            "day": [date(2025, 3, 15), None],
            "moment": [minute, minute.replace(second=7)],
            "utc": pa.array([datetime(2025, 3, 15, 18, 48, tzinfo=UTC), None], pa.timestamp("ms", "America/Phoenix")),
            "exact": pa.array([datetime(2025, 3, 15, 18, 48, 0, 500_000), None], pa.timestamp("us")),  # noqa: DTZ001
            "whole": [17.0, None],
            "share": [0.1 + 0.2, 2.0],
            "count": pa.array([7, None], pa.int32()),
            "money": pa.array([Decimal("4.50"), None]),
            "yes": [True, False],
            "code": pa.array(["x", ""]).dictionary_encode(),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    found = only(tmp_path / "t.parquet")
    assert found.sheet.header_row == 1
    assert found.rows == [
        [2, "2025-03-15", "2025-03-15T18:48:00", "2025-03-15T18:48:00Z", "2025-03-15T18:48:00.500000", "17", "0.3", "7",
         "4.50", "true", "x"],
        [3, None, "2025-03-15T18:48:07", None, None, None, "2", None, None, "false", None],
    ]  # fmt: skip


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"a": list(range(1000))}), path)
    path.write_bytes(path.read_bytes()[:-20])
    said = refused(path)
    assert said.startswith("t.parquet: the file cannot be read as Parquet: Parquet magic bytes not found in footer")
    assert said.endswith(". It is damaged or came only in part: download it again. [bad-parquet]")


def test_a_file_that_is_damaged_in_the_middle_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"a": [f"{number * 7919}" for number in range(9000)]}), path)
    data = bytearray(path.read_bytes())
    data[40:9000] = b"\xff" * 8960
    path.write_bytes(data)
    assert "[bad-parquet]" in refused(path)


def test_columns_that_are_no_text_are_refused_by_name(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1], "legs": [[1, 2]], "hash": [b"\x00"]}), tmp_path / "t.parquet")
    assert refused(tmp_path / "t.parquet") == (
        "t.parquet, column legs: the column holds list<element: int64>, which is no text. Leave it out,"
        " or spread it over"
        " columns of its own. [nested-column]\n"
        "t.parquet, column hash: the column holds binary, which is no text. Leave it out, or spread it"
        " over columns of its"
        " own. [nested-column]"
    )
