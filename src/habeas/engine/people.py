"""Whose the rows of a release are, person by person: the column of people in a second form, beside each part.

Rows of one person stand together, so that one word and a number of rows says what the column says of each of them. It
takes a fifth of the time to read: the column must put every word of a row group into a table of its own. For each
``part-N.parquet`` there is a ``people-N.parquet``, with a row group for each of the part's, and with the hash of the
part's footer. What does not fit the part is not used, and a part without it is read by its column.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

COLUMN = b"column"  # of the file's metadata: which column it is
_PART = b"part"  # the part's footer
_SCHEMA = pa.schema([("person", pa.string()), ("rows", pa.int32())])


def people_beside(part: Path) -> Path:
    """Where the people of a part are."""
    return part.with_name(f"people-{part.name.removeprefix('part-')}")


class PeopleWriter:
    """Writes the people of one part; ``column`` is the part's column that says whose the rows are. It is closed after
    the part.
    """

    def __init__(self, part: Path, column: str) -> None:
        self._part, self._column = part, column
        schema = _SCHEMA.with_metadata({COLUMN: column.encode()})
        self._file = pq.ParquetWriter(
            people_beside(part), schema, compression={"person": "lz4", "rows": "none"}, use_dictionary=False,
            write_statistics=False, data_page_size=1 << 26, max_rows_per_page=1 << 26,
        )  # fmt: skip

    def write(self, table: pa.Table) -> None:
        """To be called for each row group of the part."""
        people = table.column(self._column).combine_chunks()
        people = people if pa.types.is_dictionary(people.type) else people.dictionary_encode()
        indices = np.asarray(people.indices.fill_null(-1))
        starts = np.flatnonzero(np.append(True, indices[1:] != indices[:-1])) if len(indices) else np.zeros(0, np.int64)
        rows = np.diff(np.append(starts, len(indices))).astype(np.int32)
        words = people.take(pa.array(starts)).cast(pa.string())
        self._file.write_table(pa.Table.from_arrays([words, pa.array(rows)], schema=self._file.schema))

    def close(self) -> None:
        self._file.add_key_value_metadata({_PART: _footer(self._part)})
        self._file.close()


def _footer(part: Path) -> bytes:
    """The hash of a part's footer, which says where each column of it lies and between what its values are."""
    with part.open("rb") as file:
        file.seek(-8, os.SEEK_END)
        size = int.from_bytes(file.read(4), "little")
        file.seek(-8 - size, os.SEEK_END)
        return hashlib.sha256(file.read(size)).hexdigest().encode()


def people_metadata(part: Path, metadata: pq.FileMetaData) -> pq.FileMetaData | None:
    """Of the people of a part, where they are there and are its own; None where not."""
    path = people_beside(part)
    if not path.is_file():
        return None
    try:
        found = pq.read_metadata(path)
    except (pa.ArrowInvalid, OSError):
        return None
    said = found.metadata or {}
    fits = found.num_row_groups == metadata.num_row_groups and COLUMN in said and said.get(_PART) == _footer(part)
    return found if fits else None


def column_of(table: pa.Table, rows: int) -> pa.DictionaryArray | None:
    """The column that a row group of people says, of so many rows; None where it says more or fewer."""
    people, counts = table.column("person").combine_chunks(), np.asarray(table.column("rows").combine_chunks())
    if int(counts.sum()) != rows or (counts < 0).any() or table.column("rows").null_count:
        return None
    indices = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    if people.null_count:
        nobody = np.asarray(people.is_null())
        return pa.DictionaryArray.from_arrays(pa.array(indices, mask=nobody[indices]), people.fill_null(""))
    return pa.DictionaryArray.from_arrays(pa.array(indices), people, safe=False)
