"""Rows gone, new and changed, by month.

Rows are counted as often as they stand: of three equal rows in the old release and two in the new, one is gone. A
row that is gone and a row that is new are one changed row where they agree in what names a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from habeas.engine.collective import quoted
from habeas.release.compare.identifiers import Identifiers, holds
from habeas.release.compare.read import Loaded


@dataclass(frozen=True)
class Months:
    """One month (empty: rows without a time): the rows of each release, and how they differ."""

    month: str
    old: int
    new: int
    same: int
    gone: int
    added: int
    changed: int

    @property
    def apart(self) -> bool:
        return bool(self.gone or self.added or self.changed)


def by_month(
    held: duckdb.DuckDBPyConnection, old: Loaded, new: Loaded, both: Sequence[str], month: str, people: Identifiers
) -> tuple[Months, ...]:
    """Compare row by row. Where identifiers carry over they are part of a row, else they are left out of it."""
    left_out = set() if people.carry else _made_of(held, old, both, people.column)
    row = ", ".join(quoted(name) for name in both if name not in left_out) or "''"
    names = [people.column] if people.carry else []
    names += [name for name in (old.supposed.start, old.supposed.place) if name in both and name not in left_out]
    if not people.carry and old.supposed.birth_year in both:
        names.append(old.supposed.birth_year)
    key = ", ".join(quoted(name) for name in dict.fromkeys(names))
    named = f"hash({key})" if len(set(names)) > 1 else "NULL"
    when = f"CASE WHEN {quoted(month)} LIKE '____-__-__ %' THEN left({quoted(month)}, 7) END" if month else "NULL"
    for side in (old, new):
        held.execute(
            f"CREATE OR REPLACE TEMP TABLE {side.table}_rows AS SELECT hash({row}) AS whole, {named} AS named, "  # noqa: S608
            f"coalesce({when}, '') AS month, count(*) AS n FROM {quoted(side.table)} GROUP BY ALL"
        )
    return tuple(Months(*cells) for cells in held.sql(_COUNTED).fetchall())


def _made_of(held: duckdb.DuckDBPyConnection, side: Loaded, both: Sequence[str], column: str) -> set[str]:
    """The identifier, and the columns that have it in their cells."""
    return {column, *(name for name in both if holds(held, side, name, column))} if column else set()


_COUNTED = """
WITH met AS (
    SELECT coalesce(o.month, n.month) AS month, coalesce(o.named, n.named) AS named,
           coalesce(o.n, 0) AS old, coalesce(n.n, 0) AS new, least(coalesce(o.n, 0), coalesce(n.n, 0)) AS same
    FROM old_rows o FULL JOIN new_rows n
      ON o.whole = n.whole AND o.month = n.month AND o.named IS NOT DISTINCT FROM n.named
),
by_name AS (
    SELECT month, named, sum(old) AS old, sum(new) AS new, sum(same) AS same,
           CASE WHEN named IS NULL THEN 0 ELSE least(sum(old - same), sum(new - same)) END AS changed
    FROM met GROUP BY month, named
)
SELECT month,
       CAST(sum(old) AS BIGINT), CAST(sum(new) AS BIGINT), CAST(sum(same) AS BIGINT),
       CAST(sum(old - same - changed) AS BIGINT), CAST(sum(new - same - changed) AS BIGINT),
       CAST(sum(changed) AS BIGINT)
FROM by_name GROUP BY month ORDER BY month
"""
