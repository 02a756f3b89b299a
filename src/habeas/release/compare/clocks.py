"""Clocks that moved: columns of times in which the same rows stand a constant number of hours apart.

Rows are the same where they are equal in every column but the times, once in each release. A shift that most of them
share is what a change of zone looks like: seven hours from Phoenix to UTC, one in summer only from one to the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from habeas.engine.collective import quoted
from habeas.release.compare.identifiers import FARTHEST, QUARTER, Identifiers
from habeas.release.compare.read import Loaded

_FEW = 20


@dataclass(frozen=True)
class ClockChange:
    """``shifts`` are the distances in minutes that rows show, with their counts, the most frequent first."""

    column: str
    judged: int
    shifts: tuple[tuple[int, int], ...]


def clocks_changed(
    held: duckdb.DuckDBPyConnection, old: Loaded, new: Loaded, both: Sequence[str], people: Identifiers
) -> tuple[ClockChange, ...]:
    """Every column of times that moved by whole quarters of an hour in at least half of the rows that are the same."""
    times = [name for name in both if name in old.times & new.times]
    row = [name for name in both if name not in old.times | new.times and (people.carry or name != people.column)]
    return tuple(change for name in times if (change := _moved(held, old, new, name, row)) is not None)


def _moved(
    held: duckdb.DuckDBPyConnection, old: Loaded, new: Loaded, name: str, row: Sequence[str]
) -> ClockChange | None:
    if not row:
        return None
    text = f"""
        WITH o AS ({_once(old.table, name, row)}), n AS ({_once(new.table, name, row)}),
        apart AS (SELECT date_diff('second', o.at, n.at) AS seconds FROM o JOIN n USING (row_hash))
        SELECT seconds, count(*) FROM apart GROUP BY 1 ORDER BY 2 DESC, 1
    """  # noqa: S608 (quoted)
    shifts = [(int(seconds), int(count)) for seconds, count in held.sql(text).fetchall()]
    judged = sum(count for _, count in shifts)
    whole = [
        (seconds // 60, count)
        for seconds, count in shifts
        if seconds and seconds % QUARTER == 0 and abs(seconds) <= FARTHEST
    ]
    if judged < _FEW or sum(count for _, count in whole) * 2 < judged:
        return None
    return ClockChange(old.columns[name], judged, tuple(whole[:4]))


def _once(table: str, name: str, row: Sequence[str]) -> str:
    cells = ", ".join(quoted(one) for one in row)
    return (
        f"SELECT hash({cells}) AS row_hash, any_value(try_cast({quoted(name)} AS TIMESTAMP)) AS at "  # noqa: S608 (quoted)
        f"FROM {quoted(table)} WHERE try_cast({quoted(name)} AS TIMESTAMP) IS NOT NULL GROUP BY 1 HAVING count(*) = 1"
    )
