"""Instruments over a release on a cluster, by Spark: Parquet of any file system in, findings as Parquet out.

Spark finds, reads and moves what is in files, and writes; what is done to a batch of rows is ``habeas.law.bulk``'s, as
on one machine. The instruments go to every worker once, ready made. To the driver come sums and footers alone.

A built release is sorted by person and comes in parts of some two million rows, in none of which a person is cut.
Files that every machine of the cluster sees are read by the tasks themselves, some row groups each, cut where a person
ends; of any other file system Spark fetches a part and hands it to a task as it is. For taking columns apart into rows
and together again costs more than the test. Only other Parquet (files that are larger, or not sorted by person) is read
by Spark row by row, and where a person's rows have to be seen together they are brought together first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.accumulators import AccumulatorParam
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as sql

from habeas.core.errors import Fault, InputError
from habeas.engine.cluster_files import GAVE_UP, Piece, exists, pieces, small, why
from habeas.engine.cluster_words import lists_of, numbered, spark_schema, worded
from habeas.engine.pass_rows import one_batch, whole_people
from habeas.engine.summed import Summed
from habeas.law.bulk import Compiled
from habeas.law.bulk.compiled import Counted

BATCH_ROWS = 131_072  # as many as one row group of a built release
PIECE_ROWS = 4 * BATCH_ROWS  # of a file that every machine sees
TASK_PIECES = 4  # of one task, where there are so many: summing up has its price
PART_BYTES = 256 << 20  # a file up to this is handed on as a whole; a part of a built release has some 60 MB
_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.compression.codec": "zstd",
}
_RECORDS = "spark.sql.execution.arrow.maxRecordsPerBatch"
Batches = Iterable[pa.RecordBatch]


class _Merging(AccumulatorParam[Summed]):
    """Sums of tasks, added up once for each task that ended well."""

    def zero(self, value: Summed) -> Summed:  # noqa: ARG002 -- Spark's signature
        return Summed()

    def addInPlace(self, value1: Summed, value2: Summed) -> Summed:  # noqa: N802 -- Spark's name
        value1.merge(value2)
        return value1


def pass_over(
    session: SparkSession,
    files: Sequence[Path | str],
    compiled: Compiled,
    out: Path | str | None = None,
    *,
    everything: bool = False,
) -> Summed:
    """Test every row of the files, which Spark reads from wherever they are.

    ``out`` is the folder that the findings are written to, a part for each task (None: they are only counted); nothing
    is overwritten. ``everything`` writes ``kept`` and ``not_bound`` too. Findings are those of one machine, unordered.
    Raises ``InputError``: ``findings-exist`` where ``out`` is taken, ``release-damaged`` for a file that is not whole,
    ``spark-failed`` where Spark gave up.
    """
    if out is not None and exists(session, str(out)):
        raise InputError(
            Fault("findings-exist", "there is something of that name already, and a cluster overwrites nothing.",
                  "Give another name with -o, or delete it.", file=str(out))
        )  # fmt: skip
    for name, value in _SETTINGS.items():
        session.conf.set(name, value)
    paths = [str(path) for path in files]
    held = session.sparkContext.broadcast(compiled)
    sums = session.sparkContext.accumulator(Summed(), _Merging())
    person = f"{compiled.shape.subject}.person" if compiled.by_person else None
    writes, lists = out is not None, lists_of(compiled)
    rows, opened = _source(session, paths, list(compiled.columns), person)

    def work(given: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        ready: Compiled = held.value
        counted = Counted()
        batches = opened(given)
        for batch in batches if person is None else whole_people(batches, person):
            found = ready.test(batch, counted, everything=everything)
            if writes:
                yield from (numbered(one, lists) for one in found)
        sums.add(Summed.of(ready, counted))

    try:
        findings = worded(rows.mapInArrow(work, spark_schema(lists)), lists)
        if out is None:
            findings.write.format("noop").mode("overwrite").save()
        else:
            findings.write.mode("error").option("parquet.compression.codec.zstd.level", "1").parquet(str(out))
    except GAVE_UP as error:
        raise InputError(
            Fault("spark-failed", f"Spark gave up ({why(error)}).",
                  "Its logs on the workers say more; findings that were written so far are not whole.")
        ) from error  # fmt: skip
    finally:
        held.destroy()
    return sums.value


def _source(
    session: SparkSession, paths: list[str], columns: list[str], person: str | None
) -> tuple[DataFrame, Callable[[Batches], Batches]]:
    """What Spark hands to the tasks, and how a task makes batches of the release's columns of it."""
    found = pieces(session, paths, person, PIECE_ROWS)
    if found is not None and all(piece.local for piece in found):
        tasks = max(session.sparkContext.defaultParallelism, len(found) // TASK_PIECES)
        return session.range(0, len(found), 1, min(tasks, len(found))), lambda given: _here(given, found, columns)
    if found is not None and small(session, paths, PART_BYTES):
        session.conf.set(_RECORDS, "1")
        return session.read.format("binaryFile").load(paths).select("content"), lambda given: _parts(given, columns)
    session.conf.set(_RECORDS, str(BATCH_ROWS))
    rows = session.read.parquet(*paths).select(*[_named(name) for name in columns])
    if person is not None:
        rows = _together(rows, person)
    plain = rows.toDF(*[f"c{number}" for number in range(len(columns))])  # Spark's call takes no dots in names
    return plain, lambda given: (batch.rename_columns(columns) for batch in given)


def _here(given: Batches, found: Sequence[Piece], columns: list[str]) -> Iterator[pa.RecordBatch]:
    """The row groups of the pieces whose numbers are given, from files that this machine sees."""
    for batch in given:
        for number in batch.column(0).to_pylist():
            piece = found[number]
            with pq.ParquetFile(piece.local) as file:
                yield from _groups(file, range(piece.first, piece.last), columns)


def _parts(given: Batches, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """The row groups of the files whose bytes are given."""
    for batch in given:
        for content in batch.column(0):
            with pq.ParquetFile(pa.BufferReader(content.as_buffer())) as file:
                yield from _groups(file, range(file.num_row_groups), columns)


def _groups(file: pq.ParquetFile, numbers: range, columns: list[str]) -> Iterator[pa.RecordBatch]:
    for number in numbers:
        yield one_batch(file.read_row_group(number, columns=columns, use_threads=False))


def _together(rows: DataFrame, person: str) -> DataFrame:
    """All rows of a person in one task, one after the other. Rows of nobody are spread: each stands by itself."""
    whose = sql.coalesce(_named(person), sql.concat_ws(":", _named("file"), _named("sheet"), _named("row")))
    times = [name for name in rows.columns if name.endswith((".earliest", ".latest"))]
    return rows.repartition(whose).sortWithinPartitions(
        _named(person), *[_named(name) for name in (*times, "file", "sheet", "row")]
    )


def _named(name: str) -> Column:
    return sql.col("`" + name.replace("`", "``") + "`")
