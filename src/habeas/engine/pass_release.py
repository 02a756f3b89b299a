"""Instruments over the whole of a release on one machine: Parquet in, findings in Parquet out, memory flat.

Row groups are read, tested and written by threads, in the order of the release: the same bytes for the same input.
The rules are ``habeas.law.bulk``'s; nothing of law stands here. Findings are written beside their place and moved
there when they are whole.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from habeas.core.errors import UseError
from habeas.engine.pass_rows import row_groups, whole_people
from habeas.intake.written import is_full, no_space
from habeas.law.bulk import FINDINGS, Compiled
from habeas.law.bulk.compiled import Counted

GROUP_LINES = 262_144  # findings of one row group of the result
_WORDS = [field.name for field in FINDINGS if pa.types.is_dictionary(field.type)]
Progress = Callable[[int], None]


def pass_over(
    files: Sequence[Path],
    compiled: Compiled,
    out: Path | None = None,
    *,
    everything: bool = False,
    progress: Progress = lambda rows: None,
    threads: int | None = None,
) -> Counted:
    """Test every row of the files. ``out`` is where the findings go (None: they are only counted).

    ``everything`` writes ``kept`` and ``not_bound`` too. ``progress`` is told how many rows are done. Raises
    ``InputError`` for a part that is not whole, and for a disk that is full, and ``UseError`` where ``out`` is there
    and no file; then nothing is left behind.
    """
    local = threading.local()
    all_counts: list[Counted] = []

    def work(batch: pa.RecordBatch) -> list[pa.RecordBatch]:
        if not hasattr(local, "counted"):
            local.counted = Counted()
            all_counts.append(local.counted)
        return compiled.test(batch, local.counted, everything=everything)

    done = 0
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool, _writer(out) as write:
        batches: Iterable[pa.RecordBatch] = row_groups(files, compiled.columns, pool)
        if compiled.by_person:
            batches = whole_people(batches, f"{compiled.shape.subject}.person")
        for rows, findings in _tested(batches, work, pool):
            done += rows
            for batch in findings:
                write(batch)
            progress(done)
    counted = Counted()
    for part in all_counts:
        counted.merge(part)
    return counted


def _tested(
    batches: Iterable[pa.RecordBatch], work: Callable[[pa.RecordBatch], list[pa.RecordBatch]], pool: ThreadPoolExecutor
) -> Iterator[tuple[int, list[pa.RecordBatch]]]:
    """How many rows each batch has and its findings, in order, a few batches ahead of who takes them."""
    waiting: deque[tuple[int, Future[list[pa.RecordBatch]]]] = deque()
    for batch in batches:
        waiting.append((batch.num_rows, pool.submit(work, batch)))
        while len(waiting) > 2 or (waiting and waiting[0][1].done()):
            rows, found = waiting.popleft()
            yield rows, found.result()
    while waiting:
        rows, found = waiting.popleft()
        yield rows, found.result()


@contextmanager
def _writer(out: Path | None) -> Iterator[Callable[[pa.RecordBatch], None]]:
    """Takes findings; they stand in ``out`` once all of them do."""
    if out is None:
        yield lambda batch: None
        return
    if out.exists() and not out.is_file():  # a folder, a pipe, a device: it must not give way to a file
        raise UseError(f"{out} is no file, and is not replaced. Name another place for the findings.")
    making = out.with_name(f".{out.name}.writing-{os.getpid()}")
    held: list[pa.RecordBatch] = []
    size = 0
    try:
        # what it costs to write is mostly what is said of a column beside its values: only row numbers need bounds
        with pq.ParquetWriter(
            making, FINDINGS, compression="zstd", compression_level=1, use_dictionary=_WORDS, write_statistics=["row"]
        ) as file:

            def flush() -> None:
                nonlocal held, size
                if held:
                    file.write_table(pa.Table.from_batches(held, FINDINGS).unify_dictionaries().combine_chunks())
                held, size = [], 0

            def write(batch: pa.RecordBatch) -> None:
                nonlocal size
                held.append(batch)
                size += batch.num_rows
                if size >= GROUP_LINES:
                    flush()

            yield write
            flush()
        making.replace(out)
    except OSError as error:
        if is_full(error):
            raise no_space(out) from error
        raise
    finally:
        with suppress(OSError):
            making.unlink(missing_ok=True)
