"""What changed from one release to the next: columns, codes, clocks, rows, and whether identifiers carry over.

In come two releases; out goes a ``Comparison``. A row is *the same* if it is equal in every column that both have but
the identifier, *changed* if a row of the other release has its identifier (where those carry over), its start and its
place and is not equal, else *gone* or *new*. Nothing is said of why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from habeas.core.errors import Fault, InputError
from habeas.engine.collective import quoted
from habeas.engine.duck import connect
from habeas.release.compare.clocks import ClockChange, clocks_changed
from habeas.release.compare.codes import CodeChange, codes_changed
from habeas.release.compare.identifiers import Identifiers, identifiers
from habeas.release.compare.read import AS_FOUND, Loaded, Written, load
from habeas.release.compare.rows import Months, by_month


@dataclass(frozen=True)
class Side:
    """One of the two: its name, its rows, the first and last month in it, its zone where it is built."""

    name: str
    rows: int
    first: str
    last: str
    zone: str


@dataclass(frozen=True)
class Comparison:
    """``parted`` is the first month in both releases in which rows are gone, new or changed; empty where none is."""

    old: Side
    new: Side
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    codes: tuple[CodeChange, ...]
    clocks: tuple[ClockChange, ...]
    identifiers: Identifiers
    months: tuple[Months, ...]
    parted: str
    by: str

    @property
    def differ(self) -> bool:
        """Whether anything at all is different."""
        rows = any(month.apart for month in self.months)
        columns = self.only_old or self.only_new or self.renamed or self.codes or self.clocks
        return bool(rows or columns or self.old.zone != self.new.zone)


def compare(
    old: Path,
    new: Path,
    by: str = "",
    told: Callable[[str], None] = lambda what: None,
    written: tuple[Written, Written] = (AS_FOUND, AS_FOUND),
) -> Comparison:
    """Compare two files or built releases. ``by`` is the column that months are of (default: the start, by its name);
    ``written`` says how each of them is written, if it is delimited text.

    Raises ``InputError`` where they have no column in common, or ``by`` is not in both.
    """
    with TemporaryDirectory(prefix="habeas-compare-") as folder, connect() as held:
        held.execute(f"ATTACH '{folder}/scratch.duckdb' AS scratch")
        held.execute("USE scratch")
        first = load(held, old, "old", told, written[0])
        second = load(held, new, "new", told, written[1])
        told("comparing")
        return _compared(held, first, second, by)


def _compared(held: duckdb.DuckDBPyConnection, old: Loaded, new: Loaded, by: str) -> Comparison:
    both = [name for name in old.columns if name in new.columns]
    if not both:
        raise InputError(
            Fault("nothing-in-common", f"{old.name} and {new.name} have no column in common.",
                  "Compare two releases of one kind: both of stays, say.")
        )  # fmt: skip
    month = _month_column(old, new, both, by)
    people = identifiers(held, old, new, both)
    months = by_month(held, old, new, both, month, people)
    spans = [_span(held, side, month) for side in (old, new)]
    shared = (max(span[0] for span in spans), min(span[1] for span in spans))
    parted = next((one.month for one in months if shared[0] <= one.month <= shared[1] and one.apart), "")
    return Comparison(
        Side(old.name, old.rows, *spans[0], old.zone), Side(new.name, new.rows, *spans[1], new.zone),
        tuple(written for name, written in old.columns.items() if name not in new.columns),
        tuple(written for name, written in new.columns.items() if name not in old.columns),
        tuple((old.columns[name], new.columns[name]) for name in both if old.columns[name] != new.columns[name]),
        codes_changed(held, old, new, both), clocks_changed(held, old, new, both, people), people, months, parted,
        old.columns.get(month, ""),
    )  # fmt: skip


def _month_column(old: Loaded, new: Loaded, both: list[str], by: str) -> str:
    if by:
        found = [name for name in both if by in (name, old.columns[name], new.columns[name])]
        if not found:
            raise InputError(Fault("nothing-in-common", f'"{by}" is not a column of both releases.'))
        return found[0]
    for name in (new.supposed.start, old.supposed.start):
        if name in both and name in old.times & new.times:
            return name
    return next((name for name in both if name in old.times & new.times), "")


def _span(held: duckdb.DuckDBPyConnection, side: Loaded, month: str) -> tuple[str, str]:
    if not month:
        return "", ""
    cell = quoted(month)
    text = f"SELECT min({cell}), max({cell}) FROM {quoted(side.table)} WHERE {cell} LIKE '____-__-__ %'"  # noqa: S608
    ((low, high),) = held.sql(text).fetchall()
    return (low or "")[:7], (high or "")[:7]
