"""Instruments over a release on a cluster, by Spark: Parquet of any file system in, findings as Parquet out.

Spark reads, moves and writes rows; what is done to a batch of them is ``habeas.law.bulk``'s, as on one machine. The
instruments go to every worker once, ready made. To the driver come sums alone. Where a person's rows have to be seen
together they are brought together first; rows of nobody are spread, for each stands by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
from pyspark.accumulators import AccumulatorParam
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as sql

from habeas.core.errors import Fault, InputError
from habeas.engine.cluster_files import exists
from habeas.engine.pass_rows import whole_people
from habeas.engine.summed import Summed
from habeas.law.bulk import FINDINGS, Compiled
from habeas.law.bulk.compiled import Counted

BATCH_ROWS = 131_072  # as many as one row group of a built release
PLAIN = pa.schema([(field.name, pa.int64() if field.name == "row" else pa.string()) for field in FINDINGS])
"""``law.bulk``'s findings with their words written out: Spark takes no dictionaries."""
_SPARK_SCHEMA = ", ".join(f"{field.name} {'bigint' if field.name == 'row' else 'string'}" for field in PLAIN)
_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH_ROWS),
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.compression.codec": "zstd",
}


class _Merging(AccumulatorParam[Summed]):
    """Sums of tasks, added up once for each task that ended well."""

    def zero(self, value: Summed) -> Summed:
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

    ``out`` is the folder that the findings are written to, a part for each task (None: they are only counted); nothing is
    overwritten. ``everything`` writes ``kept`` and ``not_bound`` too. Findings are those of one machine, without an order.
    Raises ``InputError`` (``findings-exist``) where ``out`` is taken.
    """
    for name, value in _SETTINGS.items():
        session.conf.set(name, value)
    if out is not None and exists(session, str(out)):
        raise InputError(
            Fault("findings-exist", "there is something of that name already, and a cluster overwrites nothing.",
                  "Give another name with -o, or delete it.", file=str(out))
        )  # fmt: skip
    context = session.sparkContext
    held = context.broadcast(compiled)
    sums = context.accumulator(Summed(), _Merging())
    person = f"{compiled.shape.subject}.person" if compiled.by_person else None
    written, columns = out is not None, list(compiled.columns)

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        ready: Compiled = held.value
        counted = Counted()
        named = (batch.rename_columns(columns) for batch in batches)
        for batch in named if person is None else whole_people(named, person):
            found = ready.test(batch, counted, everything=everything)
            if written:
                yield from (one.cast(PLAIN) for one in found)
        sums.add(Summed.of(ready, counted))

    try:
        rows = session.read.parquet(*[str(path) for path in files])
        rows = rows.select(*[_named(name) for name in columns])
        if person is not None:
            rows = _together(rows, person)
        # Spark's call takes no dots in names
        findings = rows.toDF(*[f"c{number}" for number in range(len(columns))]).mapInArrow(work, _SPARK_SCHEMA)
        if out is None:
            findings.write.format("noop").mode("overwrite").save()
        else:
            findings.write.mode("error").parquet(str(out))
    finally:
        held.destroy()
    return sums.value


def _together(rows: DataFrame, person: str) -> DataFrame:
    """All rows of a person in one task, one after the other, as in a built release."""
    whose = sql.coalesce(_named(person), sql.concat_ws(":", _named("file"), _named("sheet"), _named("row")))
    times = [name for name in rows.columns if name.endswith((".earliest", ".latest"))]
    return rows.repartition(whose).sortWithinPartitions(
        _named(person), *[_named(name) for name in (*times, "file", "sheet", "row")]
    )


def _named(name: str) -> Column:
    return sql.col("`" + name.replace("`", "``") + "`")
