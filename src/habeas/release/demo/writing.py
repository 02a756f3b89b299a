"""Sheets to files, as releases come: six rows above the header, date cells, footnotes below; or CSV, where a million
rows would not fit a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from habeas.release.demo.cells import Column, Dates
from habeas.release.demo.draws import Longs
from habeas.release.demo.stints import DAY, MISSING
from habeas.release.guess.shapes import load_shapes

HEADER_ROW = 7
FOOTNOTES = (
    "Data are made up: no person in them exists.",
    "b(6), b(7)c marks what would be withheld in a real release.",
    "Times are those of the facility's clock; no zone is given.",
)
BANNER = (
    "ERO-LESA Statistical Tracking Unit",
    "A release of nobody, made for trying things out",
    "Not for official use",
    "Please see the footnotes below each table.",
    "",
    "{title} (through {cutoff})",
)
NUMBERS = frozenset(
    name for shape in load_shapes().values() for name, kind in shape.columns.items() if kind == "numeric"
)
_EPOCH = 25_569  # 1970-01-01 as a spreadsheet counts days
_AT_ONCE = 10_000  # rows as Python's values


@dataclass(frozen=True)
class Part:
    """One sheet: its name, the rows (by their place in the columns) in the order in which they stand, its columns."""

    name: str
    rows: Longs
    lacks: tuple[str, ...] = ()


def write_workbook(
    path: Path,
    title: str,
    cutoff: str,
    columns: Mapping[str, Column],
    parts: Sequence[Part],
    told: Callable[[int], None],
) -> None:
    """One workbook, the same bytes for the same cells."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"title": title, "created": datetime(2026, 3, 10, tzinfo=UTC)})
    formats = {shown: book.add_format({"num_format": text}) for shown, text in
               ((False, "yyyy-mm-dd hh:mm:ss"), (True, "yyyy-mm-dd"))}  # fmt: skip
    done = 0
    for part in parts:
        sheet = book.add_worksheet(part.name)
        for row, text in enumerate(BANNER):
            if text:
                sheet.write_string(row, 0, text.format(title=title, cutoff=cutoff))
        names = [name for name in columns if name not in part.lacks]
        for at, name in enumerate(names):
            sheet.write_string(HEADER_ROW - 1, at, name)
        numbers = [name in NUMBERS for name in names]
        dates = [formats[column.days] if isinstance(column := columns[name], Dates) else None for name in names]
        for row, cells in enumerate(_rows(columns, names, part.rows), HEADER_ROW):
            for at, (cell, shown, number) in enumerate(zip(cells, dates, numbers, strict=True)):
                if cell is None:
                    continue
                if shown is not None:
                    sheet.write_number(row, at, cell, shown)
                elif number:
                    sheet.write_number(row, at, int(cell))
                else:
                    sheet.write_string(row, at, cell)
            done += 1
            if not done % 1000:
                told(done)
        for below, text in enumerate(FOOTNOTES):
            sheet.write_string(HEADER_ROW + len(part.rows) + below, 0, text)
    try:
        book.close()
    except FileCreateError as error:  # what the machine said stands inside
        raise OSError(*error.args[0].args) from error


def write_csv(path: Path, title: str, cutoff: str, columns: Mapping[str, Column], rows: Longs) -> None:
    """One file with commas; dates as ISO 8601, with a clock time where the column has any."""
    empty = "," * (len(columns) - 1)
    with path.open("wb") as file:
        for text in BANNER:
            file.write(f"{_quoted(text.format(title=title, cutoff=cutoff))}{empty}\r\n".encode())
        for at, piece in enumerate(_pieces(rows)):
            table = pa.table({name: _texts(column, piece) for name, column in columns.items()})
            pyarrow.csv.write_csv(table, file, pyarrow.csv.WriteOptions(include_header=at == 0))
        for text in FOOTNOTES:
            file.write(f"{_quoted(text)}{empty}\n".encode())


def _rows(columns: Mapping[str, Column], names: list[str], rows: Longs) -> Iterator[tuple[str | float | None, ...]]:
    """The cells of one row after the other; as Python's values only a few thousand at a time."""
    for piece in _pieces(rows):
        yield from zip(*[_listed(columns[name], piece) for name in names], strict=True)


def _pieces(rows: Longs) -> Iterator[Longs]:
    for at in range(0, len(rows), _AT_ONCE):
        yield rows[at : at + _AT_ONCE]


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def _listed(column: Column, rows: Longs) -> list[str | float | None]:
    if not isinstance(column, Dates):
        texts: list[str | float | None] = column[rows].tolist()
        return texts
    minutes = column.minutes[rows]
    days: list[float] = (minutes / DAY + _EPOCH).tolist()
    return [None if blank else day for blank, day in zip((minutes == MISSING).tolist(), days, strict=True)]


def _texts(column: Column, rows: Longs) -> pa.Array:
    if not isinstance(column, Dates):
        return pa.array(column[rows], pa.string())
    minutes = column.minutes[rows]
    moments = pa.array(np.where(minutes == MISSING, 0, minutes) * 60, pa.timestamp("s"), mask=minutes == MISSING)
    return pc.strftime(moments, "%Y-%m-%d" if column.days else "%Y-%m-%d %H:%M:%S")
