"""Whether the identifiers of one release are those of the next, judged by what should agree.

Rows that are equal in everything but the identifier, and that no other row of either release equals, are the same row
twice: their identifiers are compared. Where those differ, they may still have been given anew one for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from habeas.engine.collective import quoted
from habeas.release.compare.read import Loaded

_FEW = 20
_MOSTLY = 990  # of a thousand
QUARTER = 900  # seconds: clocks differ by whole quarters of an hour
FARTHEST = 50_400  # and by 14 hours at most


@dataclass(frozen=True)
class Identifiers:
    """``judged`` rows were equal in all else, ``equal`` of them in the identifier too; ``several`` people had more than
    one such row. ``renamed``: where identifiers differ, one old one always met one new one, as several people show.
    """

    column: str
    judged: int
    equal: int
    several: int
    renamed: bool

    @property
    def verdict(self) -> str:
        """``carry over``, ``given anew, one for one``, ``do not carry over`` or ``cannot be judged``."""
        if self.judged < _FEW:
            return "cannot be judged"
        if self.equal * 1000 >= self.judged * _MOSTLY:
            return "carry over"
        return "given anew, one for one" if self.renamed else "do not carry over"

    @property
    def carry(self) -> bool:
        return self.verdict == "carry over"


def identifiers(held: duckdb.DuckDBPyConnection, old: Loaded, new: Loaded, both: Sequence[str]) -> Identifiers:
    """Judge the identifier that both name."""
    column = old.supposed.person
    if not column or column not in both or column != new.supposed.person:
        return Identifiers("", 0, 0, 0, renamed=False)
    # other columns made of the identifier (a stay's own id, say) would hide that a row is the same
    shared = [name for name in both if name != column and not holds(held, old, name, column)]
    if not shared:
        return Identifiers(column, 0, 0, 0, renamed=False)
    times = old.times | new.times
    found = _judged(held, old, new, shared, column)
    untimed = [name for name in shared if name not in times]
    if found.judged < _FEW and untimed:  # clocks may have moved between the two: judge by all else
        found = max(found, _judged(held, old, new, untimed, column), key=lambda one: one.judged)
    clocks = [name for name in (old.supposed.start, *shared) if name in shared and name in old.times & new.times]
    if found.judged < _FEW and clocks:
        return _by_clock(held, old, new, column, clocks[0]) or found
    return found


def _by_clock(held: duckdb.DuckDBPyConnection, old: Loaded, new: Loaded, column: str, start: str) -> Identifiers | None:
    """Where rows have too little else to tell them apart: the rows of one identifier, in order of their start, are the
    same if nearly all of them stand as far apart as a clock moves, by one distance or by one in summer and one in
    winter. None where they do not.
    """

    def in_order(table: str) -> str:
        who, at = quoted(column), f"try_cast({quoted(start)} AS TIMESTAMP)"
        return (
            f"SELECT {who} AS who, {at} AS at, row_number() OVER (PARTITION BY {who} ORDER BY {at}) AS nth, "  # noqa: S608 (quoted)
            f"count(*) OVER (PARTITION BY {who}) AS rows FROM {quoted(table)} "
            f"WHERE {who} IS NOT NULL AND {at} IS NOT NULL"
        )

    apart = held.sql(
        f"SELECT date_diff('second', o.at, n.at) AS seconds, count(*) AS met FROM ({in_order(old.table)}) o "  # noqa: S608
        f"JOIN ({in_order(new.table)}) n USING (who, nth, rows) GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    judged = sum(met for _, met in apart)
    equal = sum(met for seconds, met in apart[:2] if seconds % QUARTER == 0 and abs(seconds) <= FARTHEST)
    if 2 * judged < min(old.rows, new.rows) or equal * 1000 < judged * _MOSTLY:
        return None
    return Identifiers(column, judged, equal, 0, renamed=False)


def _judged(
    held: duckdb.DuckDBPyConnection, old: Loaded, new: Loaded, shared: Sequence[str], column: str
) -> Identifiers:
    held.execute(f"CREATE OR REPLACE TEMP TABLE met AS {_met(old, new, shared, column)}")
    ((judged, equal, several, split),) = held.sql(
        "SELECT count(*), count(*) FILTER (was = now), "
        "(SELECT count(*) FROM (SELECT was FROM met GROUP BY was HAVING count(*) > 1)), "
        "(SELECT count(*) FROM (SELECT was FROM met GROUP BY was HAVING count(DISTINCT now) > 1)) FROM met"
    ).fetchall()
    return Identifiers(column, judged, equal, several, renamed=several >= 5 and split * 100 <= several)


def _met(old: Loaded, new: Loaded, shared: Sequence[str], column: str) -> str:
    row = ", ".join(quoted(name) for name in shared)
    person = quoted(column)

    def once(table: str) -> str:
        return (
            f"SELECT hash({row}) AS row_hash, any_value({person}) AS person FROM {quoted(table)} "  # noqa: S608 (quoted)
            f"WHERE {person} IS NOT NULL GROUP BY ALL HAVING count(*) = 1"
        )

    return (
        f"SELECT o.person AS was, n.person AS now FROM ({once(old.table)}) o "  # noqa: S608 (quoted)
        f"JOIN ({once(new.table)}) n USING (row_hash)"
    )


def holds(held: duckdb.DuckDBPyConnection, side: Loaded, name: str, column: str) -> bool:
    """Whether the column has the identifier in its cells."""
    text = (
        f"SELECT count(*) FILTER (contains({quoted(name)}, {quoted(column)})), count({quoted(name)}) "  # noqa: S608
        f"FROM (SELECT * FROM {quoted(side.table)} LIMIT 10000)"
    )
    ((inside, filled),) = held.sql(text).fetchall()
    return bool(filled) and inside * 2 > filled
