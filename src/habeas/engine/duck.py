"""The collective SQL on this machine, by DuckDB: rows as Parquet files or Arrow tables in, Arrow batches out.

Everything is computed in one connection of its own, in UTC, with no file outside what was given but DuckDB's own
overflow, and nothing that is named in the rows can name a file.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pyarrow as pa

from habeas.engine.collective import Call, check_columns, filled, quoted, steps
from habeas.engine.matching import match_arrests

Given: TypeAlias = "Sequence[Path] | pa.Table"

# Spark's names for what both engines can do; so one text does for both.
_WORDS = (
    "CREATE OR REPLACE TEMP MACRO unix_micros(t) AS epoch_us(t)",
    "CREATE OR REPLACE TEMP MACRO timestamp_micros(t) AS (make_timestamp(t) AT TIME ZONE 'UTC')",
)
_ORDERED = re.compile(r"\bordered_list\((\w+), (\w+)\)")


def connect(memory_mb: int | None = None, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A connection that knows the words of the collective SQL, in UTC."""
    held = duckdb.connect()
    held.execute("SET TimeZone = 'UTC'")
    if memory_mb is not None:
        held.execute(f"SET memory_limit = '{int(memory_mb)}MB'")
    if threads is not None:
        held.execute(f"SET threads = {int(threads)}")
    for word in _WORDS:
        held.execute(word)
    return held


def run(
    name: str,
    inputs: Mapping[str, Given],
    *,
    connection: duckdb.DuckDBPyConnection | None = None,
    order: Sequence[str] = (),
    **parameters: Any,
) -> pa.RecordBatchReader:
    """The result of ``sql/NAME.sql`` over the relations given, as Arrow batches.

    ``inputs`` gives each relation that the SQL reads as Parquet files or as one Arrow table, in the columns of a built
    release; ``parameters`` are the values that it takes (lengths in microseconds), ``stay`` and ``attributes``
    (``docs/reference/stays.md``). ``order`` names columns to sort by; without it the rows have no order.
    Errors: ``release-lacks-column``, ``unknown-relation``.
    """
    held = prepare(name, inputs, connection=connection, **parameters)
    by = " ORDER BY " + ", ".join(f"{quoted(column)} NULLS LAST" for column in order) if order else ""
    return held.sql(f"SELECT * FROM {quoted(name)}{by}").to_arrow_reader(1 << 16)  # noqa: S608 -- quoted names


def prepare(
    name: str,
    inputs: Mapping[str, Given],
    *,
    connection: duckdb.DuckDBPyConnection | None = None,
    **parameters: Any,
) -> duckdb.DuckDBPyConnection:
    """A connection in which the result stands as the view ``name``; nothing is computed yet."""
    call = Call.of(parameters)
    held = connection or connect()
    columns: dict[str, list[str]] = {}
    for relation, given in inputs.items():
        if isinstance(given, pa.Table):
            held.register(f"{relation}_given", given)
            source = f"{relation}_given"
        else:
            files = ", ".join("'" + str(path).replace("'", "''") + "'" for path in given)
            source = f"read_parquet([{files}], union_by_name = true)"
        held.execute(f"CREATE OR REPLACE TEMP VIEW {quoted(relation)} AS SELECT * FROM {source}")  # noqa: S608 -- quoted
        columns[relation] = held.table(relation).columns
    for step in steps(name, tuple(inputs)):
        for relation in step.reads:
            if relation in columns:
                check_columns(step, relation, columns[relation], call)
        body = _ORDERED.sub(r"list(\1 ORDER BY \2)", filled(step, call))
        held.execute(f"CREATE OR REPLACE TEMP VIEW {quoted(step.name)} AS {body}")
    return held


def match(arrests: Given, stays: Given, **parameters: Any) -> pa.Table:
    """Arrests matched to stays, one to one, the nearest first (``habeas.engine.matching``).

    Columns: the arrest's ``file``, ``sheet``, ``row``; ``person`` and ``stay``; ``distance_min`` and ``distance_max``
    (microseconds between arrest and book-in), ``certain`` (inside the window whatever its times truly are), ``rank``.
    """
    connection = connect()

    def one(name: str, inputs: Mapping[str, Given]) -> pa.Table:
        return run(name, inputs, connection=connection, **parameters).read_all()

    candidates = one("arrest_candidates", {"arrests": arrests, "stays": stays})
    rounds = match_arrests(one, len, candidates)
    return pa.concat_tables(rounds or [one("arrest_round", {"candidates": candidates})])
