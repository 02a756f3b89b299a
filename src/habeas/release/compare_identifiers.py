"""Whether the identifiers of one release are those of the next, judged by what should agree.

Rows that are equal in everything but the identifier, and that no other row of either release equals, are the same row
twice: their identifiers are compared. Where those differ, they may still have been given anew one for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from habeas.engine.collective import quoted
from habeas.release.compare_read import Loaded

_FEW = 20
_MOSTLY = 990  # of a thousand


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
    return found


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
