"""Parquet as a table of text, so that what is said of columns holds for every kind of file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from habeas.core.errors import Fault, InputError
from habeas.intake.sheets.sheet import Record

_BATCH = 65_536  # rows


class ParquetBody:
    """One Parquet file. Its first row of data is row 2: the rows are those of the same table as a CSV."""

    def __init__(self, path: Path, file: str) -> None:
        self.file = file
        self.name = ""
        self.progress = 0.0
        self.older = False
        try:
            self._parquet = pq.ParquetFile(path)
        except (pa.ArrowInvalid, OSError) as error:
            raise InputError(_broken(file, error)) from error
        faults = [
            Fault("nested-column", f"the column holds {field.type}, which is no text.",
                  "Leave it out, or spread it over columns of its own.", file, column=field.name)
            for field in self._parquet.schema_arrow
            if not _is_plain(field.type)
        ]  # fmt: skip
        if faults:
            raise InputError(faults)

    def head(self) -> list[Record]:
        return [(1, list(self._parquet.schema_arrow.names))]

    def rows(self, header_row: int, width: int) -> Iterator[pa.RecordBatch]:
        total = max(self._parquet.metadata.num_rows, 1)
        row = header_row + 1
        try:
            for batch in self._parquet.iter_batches(_BATCH, use_threads=False):
                numbers = pa.array(np.arange(row, row + batch.num_rows, dtype=np.int64))
                row += batch.num_rows
                self.progress = (row - header_row - 1) / total
                columns = [as_text(column) for column in batch.columns[:width]]
                yield pa.RecordBatch.from_arrays([numbers, *columns], names=["row", *map(str, range(width))])
        except (pa.ArrowInvalid, OSError) as error:
            raise InputError(_broken(self.file, error)) from error


def as_text(column: pa.Array) -> pa.Array:
    """Text as the other readers give it: ISO dates and times, no ``.0`` behind a whole number, blank as null."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return as_text(column.dictionary_decode())
    if pa.types.is_floating(kind):
        text = _numbers(column.cast(pa.float64()))
    elif pa.types.is_timestamp(kind):
        text = _times(column)
    else:
        text = column.cast(pa.string())
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def _numbers(column: pa.Array) -> pa.Array:
    whole = pc.and_(pc.equal(pc.floor(column), column), pc.less(pc.abs(column), 1e15))
    if pc.all(whole, skip_nulls=True).as_py() and not pc.any(pc.is_nan(column)).as_py():
        return column.cast(pa.int64()).cast(pa.string())
    texts = [None if value is None else as_number(value) for value in column.to_pylist()]
    return pa.array(texts, pa.string())


def as_number(value: float) -> str:
    """A number with the fifteen digits that a spreadsheet keeps, whole ones without a point."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")


def _times(column: pa.Array) -> pa.Array:
    """``2025-03-15T18:48:00``; a fraction of a second only where there is one, the zone only where one is kept."""
    zone = column.type.tz
    naive = column.cast(pa.timestamp("us", zone)).cast(pa.timestamp("us", "UTC")).cast(pa.timestamp("us"))
    seconds = pc.floor_temporal(naive, unit="second")
    exact = pc.all(pc.equal(seconds, naive), skip_nulls=True).as_py()
    text = pc.strftime(seconds.cast(pa.timestamp("s")) if exact else naive, format="%Y-%m-%dT%H:%M:%S")
    return text if zone is None else pc.binary_join_element_wise(text, "Z", "")


def _is_plain(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_plain(kind.value_type)
    return not (pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind)
                or pa.types.is_fixed_size_binary(kind))  # fmt: skip


def _broken(file: str, error: Exception) -> Fault:
    what = " ".join(str(error).split())[:160].rstrip(".")
    return Fault("bad-parquet", f"the file cannot be read as Parquet: {what}.",
                 "It is damaged or came only in part: download it again.", file)  # fmt: skip
