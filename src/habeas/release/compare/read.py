"""Two releases as tables of text in one scratch database, so that they can be compared whatever their size.

In comes a file as it was released, or the folder of a built release; out goes a ``Loaded``: the table's name, its
columns, and what their names and cells suggest. Times that are written in several ways are written in one, so that
``03/15/2025 18:48`` and ``2025-03-15T18:48:00`` are equal; blanks are equal to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from habeas.engine.collective import quoted
from habeas.intake.sheets import open_sheets
from habeas.release.built import Built
from habeas.release.look.column import BLANKS
from habeas.release.look.names import Supposed, suppose, words_of
from habeas.release.look.times import NO_TIME, Forms

LOCATOR = ("file", "sheet", "row")


@dataclass(frozen=True)
class Written:
    """How a file is written that is delimited text, where that is not to be found; of no other file."""

    delimiter: str | None = None
    encoding: str | None = None


AS_FOUND = Written()


@dataclass(frozen=True)
class Loaded:
    """``columns`` by their plain names (letters and digits, small), with the name as written; ``zone`` of a built one,
    else empty; ``times`` are the plain names of columns of times.
    """

    table: str
    name: str
    rows: int
    columns: dict[str, str]
    supposed: Supposed
    times: frozenset[str]
    zone: str
    built: bool


def plain(name: str) -> str:
    """``Book In Date Time`` and ``book_in_date_time`` are one column."""
    return "_".join(words_of(name)) or "_"


def load(
    held: duckdb.DuckDBPyConnection,
    path: Path,
    table: str,
    told: Callable[[str], None] = lambda what: None,
    written: Written = AS_FOUND,
) -> Loaded:
    """Read the release at ``path`` into ``table``: a folder with parts is a built one, else it is read as a file."""
    if path.is_dir() and any(path.glob("part-*.parquet")):
        return _built(held, path, table)
    columns: dict[str, str] = {}
    forms: dict[str, Forms] = {}
    rows = 0
    for sheet in open_sheets(path, delimiter=written.delimiter, encoding=written.encoding):
        names = dict(zip(_plains(sheet.columns), sheet.columns, strict=True))
        _widen(held, table, columns, names)
        columns |= {name: shown for name, shown in names.items() if name not in columns}
        for batch in sheet.batches():
            cells = {"file": pa.array([sheet.file] * batch.num_rows), "sheet": pa.array([sheet.name] * batch.num_rows)}
            cells["row"] = batch.column(0)
            for name, column in zip(names, batch.columns[1:], strict=True):
                cells[name] = _one_way(column, forms.setdefault(name, Forms()))
            arrow = pa.table(cells)  # noqa: F841 (DuckDB finds it by its name)
            held.execute(f"INSERT INTO {quoted(table)} BY NAME SELECT * FROM arrow")  # noqa: S608 (a name of ours)
            rows += batch.num_rows
            told(f"{path.name} {rows:,} rows")
    times = frozenset(name for name, form in forms.items() if form.found)
    return Loaded(table, path.name, rows, columns, suppose(tuple(columns)), times, "", built=False)


def _plains(columns: Sequence[str]) -> list[str]:
    names: list[str] = []
    for column in columns:
        name, again = plain(column), 2
        while name in names or name in LOCATOR:
            name, again = f"{plain(column)}_{again}", again + 1
        names.append(name)
    return names


def _widen(held: duckdb.DuckDBPyConnection, table: str, have: dict[str, str], names: dict[str, str]) -> None:
    """The table with room for every column of this sheet; sheets may differ in theirs."""
    if not have:
        columns = ", ".join(f"{quoted(name)} VARCHAR" for name in names)
        held.execute(f"CREATE TABLE {quoted(table)} (file VARCHAR, sheet VARCHAR, row BIGINT, {columns})")
        return
    for name in names:
        if name not in have:
            held.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {quoted(name)} VARCHAR")


def _one_way(cells: pa.StringArray, forms: Forms) -> pa.StringArray:
    """Blanks as null, times in one form, the rest as it stands but for blanks around it."""
    trimmed = pc.utf8_trim_whitespace(cells)
    empty = pc.is_in(pc.utf8_lower(trimmed), value_set=pa.array(BLANKS))
    said = pc.if_else(pc.fill_null(empty, True), pa.scalar(None, pa.string()), trimmed)
    coded = pc.dictionary_encode(said)
    moments = forms.read(coded.dictionary)
    known = moments != NO_TIME
    if not known.any():
        return said
    written = pc.strftime(pa.array(np.where(known, moments, 0)).cast(pa.timestamp("s")), "%Y-%m-%d %H:%M:%S")
    words = pc.if_else(pa.array(known), written, coded.dictionary)
    return words.take(coded.indices)


def _built(held: duckdb.DuckDBPyConnection, path: Path, table: str) -> Loaded:
    """A built release as text: of an instant the first moment that it may be; places and people by their ids."""
    release = Built.open(path)
    names = {name: name for name in _shown(release)}
    shown = ", ".join(f"{_text(release, name)} AS {quoted(name)}" for name in names)
    files = ", ".join("'" + str(file).replace("'", "''") + "'" for file in release.files)
    held.execute(
        f"CREATE TABLE {quoted(table)} AS "  # noqa: S608 (quoted)
        f"SELECT file, sheet, row, {shown} FROM read_parquet([{files}])"
    )
    times = frozenset(name for name in names if release.meta["columns"].get(name.removesuffix(" latest")) == "instant")
    person = next((name for name in ("custody.person", "act.person") if name in names), "")
    place = next((name for name in ("custody.place", "act.place") if name in names), "")
    start = next((name for name in ("custody.start", "act.time") if name in names), "")
    supposed = Supposed(person, place, start, "person.birth" if "person.birth" in names else "", (), ())
    return Loaded(
        table, release.meta["release"], release.rows, names, supposed, times, release.meta["zone"], built=True
    )


def _shown(release: Built) -> Iterator[str]:
    for name in release.schema.names:
        if name in LOCATOR or name.endswith((".latest", ".withheld")):
            continue
        yield name.removesuffix(".earliest")


def _text(release: Built, name: str) -> str:
    if f"{name}.earliest" in release.schema.names:
        return f"strftime({quoted(f'{name}.earliest')} AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M:%S')"
    return f"CAST({quoted(name)} AS VARCHAR)"
