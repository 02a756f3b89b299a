"""Counts as files: each line once, whatever their number."""

from __future__ import annotations

import io

import pyarrow.parquet as pq
import pytest

from habeas.measure.suppress import PublicLine
from habeas.report.release.table import Shown, csv_of, parquet_of

MANY = 60_000


@pytest.fixture(scope="module")
def shown() -> Shown:
    """A count of very many lines, of which one is less than certain: a look at all lines for each would not end."""
    lines = tuple(PublicLine((f"{n:06}", "place:a"), n, n + (n == MANY - 1), None) for n in range(MANY))
    return Shown("rows", ("month", "custody.place"), lines, "Said.", ("Noted.",))


def test_many_lines_are_written_as_csv(shown: Shown) -> None:
    lines = csv_of(shown).decode().splitlines()
    assert lines[0] == "month,custody.place,certain,possible"
    assert len(lines) == MANY + 1
    assert lines[-1] == f"{MANY - 1:06},place:a,{MANY - 1},{MANY}"
    assert shown.bounded


def test_many_lines_are_written_as_parquet(shown: Shown) -> None:
    table = pq.read_table(io.BytesIO(parquet_of(shown)))
    assert table.num_rows == MANY
    assert sum(table["possible"].to_pylist()) == sum(range(MANY)) + 1
    assert table.schema.metadata[b"sentence"] == b"Said."
