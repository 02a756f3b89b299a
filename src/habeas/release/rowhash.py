"""Hashes of whole rows, for the rule that takes rows for one which are equal in everything but their bond."""

from __future__ import annotations

from functools import reduce

import duckdb
import pyarrow as pa

from habeas.release.model import Mapping

EXACT = "stint-duplicates-exact"


class RowHash:
    """Two hashes over all cells of a row but those of the bond, whatever the order of the columns. Equal rows are equal
    in both; that two rows which differ are taken for equal has a chance of one in 2^128 for each pair.
    """

    def __init__(self, mapping: Mapping) -> None:
        use = mapping.rule(EXACT)
        self.bond = use.options.get("bond") if use is not None else None
        self.connection = duckdb.connect()
        self.connection.execute("SET threads = 1")

    def added(self, made: pa.RecordBatch, batch: pa.RecordBatch, names: list[str]) -> pa.RecordBatch:
        """``made`` with the columns ``h1`` and ``h2`` of the rows of ``batch``, whose columns have these names."""
        kept = [(at, name.replace("'", "''")) for at, name in enumerate(names) if at and not is_bond(name, self.bond)]
        asked = [_both(f"{salt}{name}", at) for salt in ("", "again ") for at, name in kept]
        first, second = _folded(asked[: len(kept)]), _folded(asked[len(kept) :])
        self.connection.register("given", pa.Table.from_arrays(batch.columns, [f"c{at}" for at in range(len(names))]))
        found = self.connection.sql(f"SELECT {first} AS h1, {second} AS h2 FROM given").to_arrow_table()  # noqa: S608
        self.connection.unregister("given")
        for name in ("h1", "h2"):
            made = made.append_column(name, found.column(name).combine_chunks())
        return made


def is_bond(column: str, named: tuple[str, ...] | None) -> bool:
    """The columns of the rule's option; without it, those with the word "bond" in their name."""
    return column in named if named is not None else "bond" in column.lower().replace("_", " ").split()


def _both(name: str, at: int) -> str:
    """Of one text, name and cell together: DuckDB puts two hashes together by an exclusive or, so that the same cell in
    two columns would take itself away again.
    """
    return f"CASE WHEN c{at} IS NULL THEN 0::UBIGINT ELSE hash('{name}=' || c{at}) END"


def _folded(hashes: list[str]) -> str:
    return reduce(lambda one, other: f"xor({one}, {other})", hashes, "0::UBIGINT")
