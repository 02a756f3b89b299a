"""Findings on their way from a worker to Spark's files: words that are few go as numbers, and Spark writes them out.

In come ``law.bulk``'s findings, which number their words batch by batch; Spark takes rows of plain words only, and
taking a million of the same few words apart and together costs more than finding them. So there is one list of words
for each column, known before any row is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as sql

from habeas.core.finding import OUTCOMES
from habeas.law.bulk import FINDINGS, Compiled
from habeas.law.bulk.weigh import BECAUSE

_BETWEEN = "\x01"  # stands in no word: ids are of letters, digits and hyphens
Lists = Mapping[str, Sequence[str]]


def lists_of(compiled: Compiled) -> dict[str, list[str]]:
    """Every word that the columns of few words can hold."""
    names = [sorted(set(words)) for words in zip(*compiled.lines, strict=True)] or [[], [], []]
    return {
        "instrument": names[0], "clause": names[1], "reading": names[2],
        "outcome": list(OUTCOMES), "because": list(BECAUSE),
    }  # fmt: skip


def spark_schema(lists: Lists) -> str:
    """What a worker hands to Spark, in Spark's words."""
    kinds = {"row": "bigint", **dict.fromkeys(lists, "int")}
    return ", ".join(f"{field.name} {kinds.get(field.name, 'string')}" for field in FINDINGS)


def numbered(found: pa.RecordBatch, lists: Lists) -> pa.RecordBatch:
    """The findings with numbers for words, by ``spark_schema``."""
    columns, names = [], found.schema.names
    for name, column in zip(names, found.columns, strict=True):
        if name in lists:
            numbers = pc.index_in(column.dictionary, value_set=pa.array(lists[name], pa.string()))
            columns.append(numbers.take(column.indices))
        else:
            columns.append(column if name == "row" else column.cast(pa.string()))
    return pa.RecordBatch.from_arrays(columns, names)


def worded(findings: DataFrame, lists: Lists) -> DataFrame:
    """The findings in words, in the columns of ``law.bulk``'s."""

    def column(name: str) -> Column:
        if name not in lists:
            return sql.col(name)
        words = sql.split(sql.lit(_BETWEEN.join(lists[name])), _BETWEEN)
        return sql.get(words, sql.col(name)).alias(name)

    return findings.select(*[column(field.name) for field in FINDINGS])
