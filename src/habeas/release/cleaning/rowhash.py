"""Hashes of whole rows, for the rule that takes rows for one which are equal in everything but their bond."""

from __future__ import annotations

import hashlib
from functools import reduce

import duckdb
import pyarrow as pa

from habeas.release.model import Mapping

EXACT = "stint-duplicates-exact"


class RowHash:
    """Two hashes over all cells of a row but those of the bond, whatever the order of the columns. Equal rows are equal
    in both; that two rows which differ are taken for equal has a chance of about one in 2^64 for each pair.
    """

    def __init__(self, mapping: Mapping) -> None:
        use = mapping.rule(EXACT)
        self.bond = use.options.get("bond") if use is not None else None
        self.connection = duckdb.connect()
        self.connection.execute("SET enable_progress_bar = false")

    def added(self, made: pa.RecordBatch, batch: pa.RecordBatch, names: list[str]) -> pa.RecordBatch:
        """``made`` with the columns ``h1`` and ``h2`` of the rows of ``batch``, whose columns have these names."""
        kept = [(at, name) for at, name in enumerate(names) if at and not is_bond(name, self.bond)]
        cells = ", ".join(f"hash(c{at}) AS h{at}" for at, _ in kept)
        both = ", ".join(
            f"{_folded([_mixed(at, name, salt) for at, name in kept])} AS h{number}"
            for number, salt in enumerate(("", "again "), 1)
        )
        self.connection.register("given", pa.Table.from_arrays(batch.columns, [f"c{at}" for at in range(len(names))]))
        asked = f"SELECT {both} FROM (SELECT {cells} FROM given)"  # noqa: S608 (names of ours)
        found = self.connection.sql(asked).to_arrow_table()
        self.connection.unregister("given")
        for name in ("h1", "h2"):
            made = made.append_column(name, found.column(name).combine_chunks())
        return made


def is_bond(column: str, named: tuple[str, ...] | None) -> bool:
    """The columns of the rule's option; without it, those with the word "bond" in their name."""
    return column in named if named is not None else "bond" in column.lower().replace("_", " ").split()


def _mixed(at: int, name: str, salt: str) -> str:
    """The hash of a cell and its column. It is hashed again after the column has gone in: by exclusive or alone, the
    same cell in two columns would take itself away.
    """
    number = int.from_bytes(hashlib.sha256(f"{salt}{name}".encode()).digest()[:8], "big")
    return f"hash(xor(h{at}, {number}::UBIGINT))"


def _folded(hashes: list[str]) -> str:
    return reduce(lambda one, other: f"xor({one}, {other})", hashes, "0::UBIGINT")
