"""The collective SQL on a cluster, by Spark: the same texts as on one machine, over the same columns.

Nothing is collected on the driver unless the caller asks for batches; ``frame`` gives a Spark frame to be written where
its rows are. The session's settings are as before when a call returns.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

from habeas.engine.collective import Call, check_columns, filled, steps
from habeas.engine.matching import match_arrests

Given: TypeAlias = "Sequence[Path | str] | pa.Table | DataFrame"

_ORDERED = re.compile(r"\bordered_list\((\w+), (\w+)\)")
_AS_WRITTEN = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.session.timeZone": "UTC",
}


def run(
    session: SparkSession,
    name: str,
    inputs: Mapping[str, Given],
    *,
    order: Sequence[str] = (),
    **parameters: Any,
) -> pa.RecordBatchReader:
    """The result of ``sql/NAME.sql`` as Arrow batches on the driver: as ``habeas.engine.duck.run``, on a session."""
    result = frame(session, name, inputs, **parameters)
    with _settings(session):
        if order:
            result = result.orderBy(*[result[f"`{column}`"].asc_nulls_last() for column in order])
        return result.toArrow().to_reader(1 << 16)


def frame(session: SparkSession, name: str, inputs: Mapping[str, Given], **parameters: Any) -> DataFrame:
    """The result as a frame of the cluster; nothing is computed yet.

    ``inputs`` gives each relation as paths of Parquet (of any file system that Spark reads) or as one Arrow table.
    Errors: ``release-lacks-column``, ``unknown-relation``.
    """
    call = Call.of(parameters)
    columns: dict[str, list[str]] = {}
    with _settings(session):
        for relation, given in inputs.items():
            if isinstance(given, DataFrame):
                rows = given
            elif isinstance(given, pa.Table):
                rows = session.createDataFrame(_plain(given))
            else:
                rows = session.read.parquet(*[str(path) for path in given])
            rows.createOrReplaceTempView(relation)
            columns[relation] = rows.columns
        result: DataFrame | None = None
        for step in steps(name, tuple(inputs)):
            for relation in step.reads:
                if relation in columns:
                    check_columns(step, relation, columns[relation], call)
            body = _ORDERED.sub(
                r"transform(array_sort(collect_list(named_struct('at', \2, 'word', \1))), x -> x.word)",
                filled(step, call),
            )
            result = session.sql(body)
            result.createOrReplaceTempView(step.name)
    assert result is not None, "a relation that was given is no result"
    return result


def match(session: SparkSession, arrests: Given, stays: Given, **parameters: Any) -> DataFrame:
    """Arrests matched to stays, as ``habeas.engine.duck.match``; only the numbers of rows come to the driver."""

    def one(name: str, inputs: Mapping[str, Given]) -> DataFrame:
        return frame(session, name, inputs, **parameters).localCheckpoint()

    candidates = one("arrest_candidates", {"arrests": arrests, "stays": stays})
    rounds = match_arrests(one, DataFrame.count, candidates)
    result, *others = rounds or [one("arrest_round", {"candidates": candidates})]
    for other in others:
        result = result.unionByName(other)
    return result


@contextmanager
def _settings(session: SparkSession) -> Iterator[None]:
    """The texts are read with quotation marks around names, and times in UTC."""
    before = {key: _setting(session, key) for key in _AS_WRITTEN}
    for key, value in _AS_WRITTEN.items():
        session.conf.set(key, value)
    try:
        yield
    finally:
        for key, old in before.items():
            if old is None:
                session.conf.unset(key)
            else:
                session.conf.set(key, old)


def _setting(session: SparkSession, key: str) -> str | None:
    return session.conf.get(key, None)


def _plain(table: pa.Table) -> pa.Table:
    """The table with its words written out: Spark takes no dictionaries."""
    fields = [
        pa.field(field.name, field.type.value_type) if pa.types.is_dictionary(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))
