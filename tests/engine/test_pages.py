"""Columns read off their pages are those that Arrow reads; bytes that are no such pages are never read past."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from habeas.engine.page_headers import BadPage, pages
from habeas.engine.pages import read_columns
from habeas.release.built import open_part

WORD = pa.dictionary(pa.int32(), pa.string())
INSTANT = pa.timestamp("us", tz="UTC")
LONG = st.integers(-(1 << 63), (1 << 63) - 1)


@st.composite
def tables(draw: st.DrawFn) -> pa.Table:
    """A few columns of each kind; words few or many, so that their numbers are narrow or wide."""
    size = draw(st.sampled_from([0, 1, 7, 8, 9, 300, 3000]))
    many = draw(st.sampled_from([1, 2, 5, 200, 300, 2500]))
    rng = draw(st.randoms(use_true_random=False))
    often = draw(st.sampled_from([0.0, 0.0, 0.05, 0.9, 1.0]))
    runs = draw(st.booleans())

    def missing(values: list[object]) -> list[object]:
        return [None if rng.random() < often else value for value in values]

    numbers = [rng.randrange(many) for _ in range(size)]
    numbers = sorted(numbers) if runs else numbers
    names = ["", "é" * 40, *(f"person:{number}" for number in range(many))]
    times = [rng.randrange(-(10**15), 10**15) for _ in range(size)]
    return pa.table({
        "word": pa.array(missing([names[number] for number in numbers]), pa.string()).cast(WORD),
        "time": pa.array(missing(list(times)), pa.int64()).cast(INSTANT),
        "row": pa.array(times, pa.int64()),
        "plain": pa.array([names[number] for number in numbers], pa.string()),
        "small": pa.array([number % 100 for number in numbers], pa.int32()),
    }, schema=pa.schema([("word", WORD), ("time", INSTANT), pa.field("row", pa.int64(), nullable=draw(st.booleans())),
                         ("plain", pa.string()), ("small", pa.int32())]))  # fmt: skip


@given(
    tables(),
    st.sampled_from(["none", "lz4", "snappy", "zstd", "gzip"]),
    st.sampled_from([64, 1000, 1 << 20]),
    st.sampled_from([100, 1000, 1 << 20]),
    st.sampled_from(["1.0", "2.0"]),
    st.sampled_from([["word"], ["word", "time", "row"], False]),
)
def test_arrays_are_those_of_arrow(
    table: pa.Table, pressed: str, page: int, limit: int, version: str, worded: list[str] | bool
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.parquet"
        pq.write_table(
            table, path, row_group_size=1000, compression=pressed, data_page_size=page, max_rows_per_page=max(page, 8),
            dictionary_pagesize_limit=limit, data_page_version=version, use_dictionary=worded,
        )  # fmt: skip
        with pq.ParquetFile(path) as file:
            schema = file.metadata.schema.to_arrow_schema()
            for number in range(file.num_row_groups):
                found = read_columns(path, file.metadata, number, schema, table.schema.names)
                assert set(found) <= {"word", "time", "row"}
                whole = file.read_row_group(number)
                for name, array in found.items():
                    array.validate(full=True)
                    assert array.type == table.schema.field(name).type
                    theirs = whole.column(name).combine_chunks()
                    assert array.null_count == theirs.null_count
                    assert array.to_pylist() == theirs.to_pylist()


@given(tables())
def test_a_built_part_is_read_whole(table: pa.Table) -> None:
    if not len(table):
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "part.parquet"
        with open_part(path, table.select(["word", "time", "row"]).schema) as writer:
            writer.write_table(table.select(["word", "time", "row"]))
        metadata = pq.read_metadata(path)
        schema = metadata.schema.to_arrow_schema()
        for number in range(metadata.num_row_groups):
            assert set(read_columns(path, metadata, number, schema, schema.names)) == {"word", "time", "row"}


@given(tables(), st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6))
def test_bytes_that_are_changed_are_never_read_past(table: pa.Table, changes: list[tuple[float, int]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.parquet"
        pq.write_table(table, path, compression="none", use_dictionary=["word"], max_rows_per_page=500)
        metadata = pq.read_metadata(path)
        schema = metadata.schema.to_arrow_schema()
        if not metadata.num_row_groups:
            return
        content = bytearray(path.read_bytes())
        end = len(content) - metadata.serialized_size - 8
        for share, byte in changes:
            content[4 + int(share * (end - 4))] = byte
        path.write_bytes(content)
        for array in read_columns(path, metadata, 0, schema, schema.names).values():
            assert len(array) == metadata.row_group(0).num_rows
            array.validate()


def test_a_file_that_ends_before_its_page_is_left_to_arrow(tmp_path: Path) -> None:
    path = tmp_path / "one.parquet"
    pq.write_table(pa.table({"row": list(range(1000))}), path, use_dictionary=False)
    metadata = pq.read_metadata(path)
    path.write_bytes(path.read_bytes()[:500])
    assert read_columns(path, metadata, 0, metadata.schema.to_arrow_schema(), ["row"]) == {}


@given(st.binary(max_size=60))
def test_bytes_that_are_no_header_are_refused(data: bytes) -> None:
    try:
        found = pages(memoryview(data))
    except BadPage:
        return
    assert all(0 <= page.start <= page.end <= len(data) for page in found)
