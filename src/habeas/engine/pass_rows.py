"""Row groups of Parquet, read ahead by threads, handed on in order; where asked for, no person is cut in two.

In come the paths of a release's parts and the columns that are wanted. Out come record batches in the order of the
release, one for each row group, so that no more than a few row groups are held at a time. A part that cannot be read is
an error with its name.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from habeas.core.errors import Fault, InputError

AHEAD = 3  # row groups that are read before they are asked for


def damaged(path: Path, error: Exception) -> InputError:
    return InputError(
        Fault("release-damaged", f"the file cannot be read as Parquet ({str(error).splitlines()[0][:120]}).",
              "It may be cut short: delete the folder and build it again.", file=str(path))
    )  # fmt: skip


def row_groups(
    files: Sequence[Path], columns: Sequence[str], pool: Executor, ahead: int = AHEAD
) -> Iterator[pa.RecordBatch]:
    """One batch for each row group, in order. Raises ``InputError`` for a part that is not whole."""
    waiting: deque[Future[pa.RecordBatch]] = deque()
    for task in _tasks(files):
        waiting.append(pool.submit(_read, *task, list(columns)))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


class _Open(threading.local):
    """The part that a thread reads: to open one takes as long as to read a column of a row group."""

    held: pq.ParquetFile | None = None
    metadata: pq.FileMetaData | None = None

    def file(self, path: Path, metadata: pq.FileMetaData) -> pq.ParquetFile:
        """The file at ``path``; ``metadata`` is told apart by identity, once for each pass over it."""
        if self.held is None or self.metadata is not metadata:
            if self.held is not None:
                self.held.close(force=True)
            self.held = None
            self.held, self.metadata = pq.ParquetFile(path, metadata=metadata, pre_buffer=False), metadata
        return self.held


_open = _Open()


def _tasks(files: Sequence[Path]) -> Iterator[tuple[Path, int, pq.FileMetaData]]:
    for path in files:
        try:
            metadata = pq.read_metadata(path)
        except (pa.ArrowInvalid, OSError) as error:
            raise damaged(path, error) from None
        yield from ((path, number, metadata) for number in range(metadata.num_row_groups))


def _read(path: Path, number: int, metadata: pq.FileMetaData, columns: list[str]) -> pa.RecordBatch:
    try:
        same = _constant(metadata, number, columns)
        table = _open.file(path, metadata).read_row_group(
            number, columns=[name for name in columns if name not in same], use_threads=False
        )
    except (pa.ArrowInvalid, OSError) as error:
        raise damaged(path, error) from None
    for name, word in same.items():
        one = pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(table), np.int32)), _words([word]))
        table = table.append_column(name, one)
    return one_batch(table.select(columns))


def _constant(metadata: pq.FileMetaData, number: int, columns: list[str]) -> dict[str, str]:
    """The parts of the locator that are the same in all rows of the row group, by what is written beside it."""
    group = metadata.row_group(number)
    found = {}
    for at in range(group.num_columns):
        column = group.column(at)
        name = column.path_in_schema
        said = column.statistics if name in ("file", "sheet") and name in columns else None
        if said is not None and said.has_min_max and said.null_count == 0 and said.min == said.max:
            found[name] = str(said.min)
    return found


def _words(words: list[str]) -> pa.StringArray:
    """As ``pa.array``, which would load pandas to look whether the list is one of its own."""
    text = [word.encode() for word in words]
    offsets = np.cumsum([0, *map(len, text)]).astype(np.int32)
    return pa.StringArray.from_buffers(len(text), pa.py_buffer(offsets), pa.py_buffer(b"".join(text)))


def one_batch(table: pa.Table) -> pa.RecordBatch:
    """The table as one batch."""
    batches = table.to_batches() if all(column.num_chunks == 1 for column in table.columns) else []
    if len(batches) != 1:
        batches = table.unify_dictionaries().combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_arrays([pa.array([], field.type) for field in table.schema],
                                                                 schema=table.schema)  # fmt: skip


def whole_people(batches: Iterable[pa.RecordBatch], person: str) -> Iterator[pa.RecordBatch]:
    """The same rows in the same order, cut between people. A batch that ends between two people, as those of a built
    release do, is handed on as it is; the rows of a person on both sides of a cut come as a small batch of their own.
    """
    last: str | None = None
    body: pa.RecordBatch | None = None  # what came last, without the rows held
    held: list[pa.RecordBatch] = []  # the rows of the last person so far, who went on in a later batch
    for batch in batches:
        if not batch.num_rows:
            continue
        people = _people(batch, person)
        first = people[0].as_py()
        if first is not None and first == last:
            if body is not None:
                tail = _length(_people(body, person), -1)
                if tail < body.num_rows:
                    yield body.slice(0, body.num_rows - tail)
                held.append(_plain(body.slice(body.num_rows - tail)))
                body = None
            head = _length(people, 1)
            held.append(_plain(batch.slice(0, head)))
            if head == batch.num_rows:
                continue
            yield from _ended(None, held)
            body, held = batch.slice(head), []
        else:
            yield from _ended(body, held)
            body, held = batch, []
        last = people[-1].as_py()
    yield from _ended(body, held)


def _ended(body: pa.RecordBatch | None, held: list[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    if body is not None:
        yield body
    if held:
        yield one_batch(pa.Table.from_batches(held))


def _people(batch: pa.RecordBatch, person: str) -> pa.DictionaryArray:
    array = batch.column(person)
    return array if pa.types.is_dictionary(array.type) else array.dictionary_encode()


def _length(people: pa.DictionaryArray, step: int) -> int:
    """How many rows from the first one on, or by ``step`` -1 from the last one back, are of the same person."""
    codes = people.indices.fill_null(-1).to_numpy()[::step]
    other = codes != codes[0]
    return int(np.argmax(other)) if other.any() else len(codes)


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with its words written out, so that a few rows do not carry the words of a whole row group."""
    fields = [
        pa.field(field.name, field.type.value_type) if pa.types.is_dictionary(field.type) else field
        for field in batch.schema
    ]
    return batch.cast(pa.schema(fields))
