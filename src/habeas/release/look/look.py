"""The state of a file before anything is mapped: sheets, columns, days, what is withheld, what cannot be right.

In comes the path of a file; out goes a ``Look``, from one pass over it. Nothing is judged that needs a mapping.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from habeas.core.errors import Fault, InputError
from habeas.intake.cell_name import column_name
from habeas.intake.sheets import Sheet, open_sheets
from habeas.release.look.column import ColumnLook, Watch
from habeas.release.look.faults import LookFault, RowChecks
from habeas.release.look.names import Supposed, suppose

BATCH = 65_536


@dataclass(frozen=True)
class SheetLook:
    """One sheet: where its header was found, its columns, and the faults that its rows show."""

    file: str
    name: str
    header_row: int
    banner: tuple[str, ...]
    rows: int
    footnotes: int
    columns: tuple[ColumnLook, ...]
    supposed: Supposed
    faults: tuple[LookFault, ...]
    older: bool = False  # read as Windows-1252, because nothing else fitted

    def column(self, name: str) -> ColumnLook:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True)
class Look:
    """The state of a file. ``sha256`` is empty for standard input."""

    file: str
    size: int
    sha256: str
    sheets: tuple[SheetLook, ...]

    @property
    def uneven(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The columns that some sheets have and that sheet lacks."""
        every = dict.fromkeys(column.name for sheet in self.sheets for column in sheet.columns)
        found = []
        for sheet in self.sheets:
            there = {column.name for column in sheet.columns}
            found.append((sheet.name, tuple(name for name in every if name not in there)))
        return tuple((name, missing) for name, missing in found if missing)


def look(
    path: Path,
    sheets: Sequence[str] = (),
    header: int | None = None,
    told: Callable[[str, int], None] = lambda sheet, rows: None,
    *,
    delimiter: str | None = None,
    encoding: str | None = None,
) -> Look:
    """Look at every sheet of the file (or those named). ``told`` hears the sheet's name and the rows read so far.
    ``header``, ``delimiter`` and ``encoding`` are found where they are not stated.

    Raises ``InputError`` for what cannot be read, and for a file without a row under a header.
    """
    opened = open_sheets(path, sheets=sheets, header=header, delimiter=delimiter, encoding=encoding)
    found = tuple(_sheet(sheet, told) for sheet in opened)
    if not any(sheet.rows for sheet in found):
        raise InputError(
            Fault("no-rows", "no row stands under a header.", "Name the row of the header: --header N.", file=str(path))
        )
    piped = str(path) == "-"
    return Look(str(path), 0 if piped else path.stat().st_size, "" if piped else _digest(path), found)


def _sheet(sheet: Sheet, told: Callable[[str, int], None]) -> SheetLook:
    names = _distinct(sheet.columns)
    watches = [Watch(name) for name in names]
    supposed = suppose(names)
    checks = RowChecks(supposed)
    rows = 0
    for batch in sheet.batches(BATCH):
        batch = batch.rename_columns(["row", *names])  # noqa: PLW2901 (two columns of one name are told apart)
        clocks = {watch.name: watch.see(cells) for watch, cells in zip(watches, batch.columns[1:], strict=True)}
        checks.see(batch, clocks)
        rows += batch.num_rows
        told(sheet.name, rows)
    for note in sheet.footnotes:
        for at, watch in enumerate(watches):
            watch.forget(note.text if at == 0 else None)
    checks.forget(len(sheet.footnotes))
    rows -= len(sheet.footnotes)
    return SheetLook(
        sheet.file, sheet.name, sheet.header_row, tuple(sheet.banner), rows, len(sheet.footnotes),
        tuple(watch.seen() for watch in watches), supposed, checks.seen(), sheet.older,
    )  # fmt: skip


def _distinct(columns: Sequence[str]) -> list[str]:
    """Names of which no two are equal: a second one gets a number, one without a name its place."""
    names: dict[str, None] = {}
    for place, column in enumerate(columns, 1):
        name = column or column_name(place)
        again = 2
        wanted = name
        while wanted in names or wanted == "row":
            wanted, again = f"{name} ({again})", again + 1
        names[wanted] = None
    return list(names)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
