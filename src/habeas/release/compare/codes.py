"""Codes that one release knows and the other does not: values of the columns that have few of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from habeas.engine.collective import quoted
from habeas.release.compare.read import Loaded

_FEW = 400


@dataclass(frozen=True)
class CodeChange:
    """The values of one column that only one release has, with their counts, the most frequent first."""

    column: str
    only_old: tuple[tuple[str, int], ...]
    only_new: tuple[tuple[str, int], ...]


def codes_changed(
    held: duckdb.DuckDBPyConnection, old: Loaded, new: Loaded, both: Sequence[str]
) -> tuple[CodeChange, ...]:
    """Every column of codes whose values differ."""
    found = []
    for name in both:
        if name in old.times | new.times or name in (old.supposed.person, new.supposed.person):
            continue
        if max(_distinct(held, side.table, name) for side in (old, new)) > _FEW:
            continue
        gone, added = (_only(held, one.table, other.table, name) for one, other in ((old, new), (new, old)))
        if gone or added:
            found.append(CodeChange(old.columns[name], gone, added))
    return tuple(found)


def _distinct(held: duckdb.DuckDBPyConnection, table: str, name: str) -> int:
    cell = quoted(name)
    text = f"SELECT count(*) FROM (SELECT DISTINCT {cell} FROM {quoted(table)} LIMIT {_FEW + 2})"  # noqa: S608 (quoted)
    ((count,),) = held.sql(text).fetchall()
    return int(count)


def _only(held: duckdb.DuckDBPyConnection, table: str, other: str, name: str) -> tuple[tuple[str, int], ...]:
    cell = quoted(name)
    text = (
        f"SELECT {cell}, count(*) FROM {quoted(table)} WHERE {cell} IS NOT NULL AND NOT regexp_full_match({cell}, "  # noqa: S608
        rf"'-?[\d.,]+') AND {cell} NOT IN (SELECT {cell} FROM {quoted(other)} WHERE {cell} IS NOT NULL) "
        "GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return tuple((str(value), int(count)) for value, count in held.sql(text).fetchall())
