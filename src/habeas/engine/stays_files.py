"""Stays of a built release, Parquet to Parquet: reading, the pass, and writing overlap; the result appears in one move.

In come the parts of a release in their order; out goes a folder with ``part-00000.parquet`` (the stays) and
``set-apart.parquet`` (rows that cannot be used, with their fault). The same input gives the same bytes. No more than
some batches are held, however many rows there are.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from habeas.core.errors import Fault, InputError
from habeas.engine.stays_pass import Counted, Rule, check_columns, no_stays, stays_of

READ_ROWS = 65_536
GROUP_ROWS = 65_536
AHEAD = 1  # batches read before they are asked for
STAYS, APART = "part-00000.parquet", "set-apart.parquet"


def write_stays(
    files: Sequence[Path], folder: Path, rule: Rule, progress: Callable[[int], None] = lambda _rows: None
) -> Counted:
    """The stays of the release in ``files``, written into ``folder``, which must not exist yet.

    ``progress`` is told how many rows are done. Errors: ``release-damaged`` (a file that is not whole),
    ``release-lacks-column``, ``release-not-sorted``; after any of them nothing is left in ``folder``.
    """
    making = folder.with_name(f".{folder.name}.writing")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        counted = _write(files, making, rule, progress)
        making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return counted


def _write(files: Sequence[Path], making: Path, rule: Rule, progress: Callable[[int], None]) -> Counted:
    counted = Counted()
    with ThreadPoolExecutor(1) as reader, ThreadPoolExecutor(1) as writer:
        batches = _ahead(reader, _batches(files, rule))
        whole, apart = _Sink(making / STAYS), _Sink(making / APART)
        written: Future[None] | None = None
        try:
            for stays, bad in stays_of(batches, rule, counted):
                if written is not None:
                    written.result()
                written = writer.submit(_both, whole, stays, bad, apart)
                progress(counted.rows)
            if written is not None:
                written.result()
            else:
                _both(whole, *_nothing(files, rule), apart)
        finally:
            whole.close()
            apart.close()
    return counted


def _nothing(files: Sequence[Path], rule: Rule) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    return no_stays(pq.read_schema(files[0]), rule)


def _both(whole: "_Sink", stays: pa.RecordBatch, bad: pa.RecordBatch, apart: "_Sink") -> None:
    whole.add(stays)
    apart.add(bad)


def _batches(files: Sequence[Path], rule: Rule) -> Iterator[pa.RecordBatch]:
    for path in files:
        try:
            with pq.ParquetFile(path, pre_buffer=False) as file:
                check_columns(file.schema_arrow, rule)
                yield from file.iter_batches(READ_ROWS, columns=rule.columns)
        except (pa.ArrowInvalid, OSError) as error:
            raise InputError(
                Fault(
                    "release-damaged",
                    f"the file cannot be read as Parquet ({str(error).splitlines()[0][:120]}).",
                    "It may be cut short: delete the folder and build it again.",
                    file=str(path),
                )
            ) from None


def _ahead(reader: ThreadPoolExecutor, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same batches, read by another thread while the last ones are worked on."""
    waiting = [reader.submit(next, batches, None) for _ in range(AHEAD)]
    while (batch := waiting.pop(0).result()) is not None:
        waiting.append(reader.submit(next, batches, None))
        yield batch


class _Sink:
    """Row groups of one size, with one dictionary each, whatever the batches were."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.held: list[pa.RecordBatch] = []
        self.rows = 0
        self.writer: pq.ParquetWriter | None = None

    def add(self, batch: pa.RecordBatch) -> None:
        self.held.append(batch)
        self.rows += batch.num_rows
        if self.rows >= GROUP_ROWS:
            self._flush(pa.Table.from_batches(self.held))

    def _flush(self, table: pa.Table) -> None:
        if self.writer is None:
            self.writer = pq.ParquetWriter(self.path, table.schema, compression="zstd", compression_level=1)
        self.writer.write_table(table.unify_dictionaries().combine_chunks(), row_group_size=GROUP_ROWS)
        self.held, self.rows = [], 0

    def close(self) -> None:
        if self.held:
            self._flush(pa.Table.from_batches(self.held))
        if self.writer is not None:
            self.writer.close()
