"""The sheets of a workbook as tables: read as they are unpacked, in memory that does not grow with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from habeas.core.errors import Fault, InputError, nearest
from habeas.core.faults import quoted
from habeas.intake.cell_name import cell_name, column_name
from habeas.intake.sheets.sheet import Record
from habeas.intake.sheets.xlsx.cells import Cells, Surroundings
from habeas.intake.sheets.xlsx.package import PIECE, Listed, Package
from habeas.intake.sheets.xlsx.pieces import parted
from habeas.intake.sheets.xlsx.strings import shared_strings
from habeas.intake.sheets.xlsx.styles import styles_of

_HEAD = 200  # rows
_FIRST = 1 << 17  # bytes of a first piece
_GRID = 4_000_000  # cells of a grid that is filled at once, blank ones counted
_SHOWN = 20


def open_workbook(path: Path, file: str, sheets: Sequence[str]) -> Iterator[XlsxBody]:
    """Its sheets in their order, or those named. Raises ``InputError`` where one named is not there, and for what is
    wrong with the workbook (``Package``).
    """
    package = Package(path, file)
    known = {listed.name: listed for listed in package.sheets}
    missing = [name for name in sheets if name not in known]
    if missing:
        raise InputError(
            [
                Fault("missing-sheet", f"there is no sheet {quoted(name)}.", _named(name, known), file)
                for name in missing
            ]
        )
    if not known:
        raise package.bad("it has no sheet of cells")
    data, starts = shared_strings(package)
    around = Surroundings(data, starts, styles_of(package), 1462 if package.from_1904 else 0)
    for listed in [known[name] for name in sheets] or package.sheets:
        yield XlsxBody(package, listed, around)


class XlsxBody:
    """One sheet."""

    def __init__(self, package: Package, listed: Listed, around: Surroundings) -> None:
        self.file = package.file
        self.name = listed.name
        self.progress = 0.0
        self.older = False
        self._package = package
        self._part = listed.part
        self._around = around

    def head(self) -> list[Record]:
        records: list[Record] = []
        for cells in self._pieces(_FIRST):
            width = cells.width()
            for batch in cells.batches(0, width, _HEAD):
                columns = [column.to_pylist() for column in batch.columns]
                for number, *texts in zip(*columns, strict=True):
                    filled = [text or "" for text in texts]
                    if any(text.strip() for text in filled):
                        records.append((number, filled))
                    if len(records) == _HEAD:
                        return _of_one_width(records)
        return _of_one_width(records)

    def rows(self, header_row: int, width: int) -> Iterator[pa.RecordBatch]:
        done, size = 0, max(self._package.size(self._part), 1)
        for cells in self._pieces(PIECE):
            done += len(cells.data)
            self.progress = min(done / size, 1.0)
            for batch in cells.batches(header_row, width, max(1, _GRID // width)):
                self._check(cells)
                yield batch
            self._check(cells)
        self.progress = 1.0

    def _pieces(self, size: int) -> Iterator[Cells]:
        place = np.array([0, -1], np.int64)
        for prefix, data in parted(self._package, self._part, "row", "sheetData", size):
            yield Cells(data, prefix, place, self._around, self._failed)

    def _failed(self, row: int) -> InputError:
        what = f"in the sheet {quoted(self.name)}, what follows row {row} is not written as rows and cells are"
        return self._package.bad(what)

    def _check(self, cells: Cells) -> None:
        faults = [
            Fault("error-cell", f"cell {cell_name(row, column)} of the sheet {quoted(self.name)} holds a formula that"
                  " was never computed.", "Open the workbook in a spreadsheet program, and save it.", self.file, row)
            for row, column in cells.uncomputed[:_SHOWN]
        ]  # fmt: skip
        faults += [
            Fault("ragged-row", f"cell {cell_name(row, column)} of the sheet {quoted(self.name)} is filled, and the"
                  " header has no column there.",
                  f'Name it in the header, or it and those before it in the mapping: "{column_name(column + 1)}".',
                  self.file, row)
            for row, column in cells.beyond[:_SHOWN]
        ]  # fmt: skip
        if faults:
            raise InputError(faults)


def _of_one_width(records: list[Record]) -> list[Record]:
    """A header ends where its last name does, and what rows below it fill further on has no name: cells there are
    blank, as they are in a text.
    """
    width = max((at for _, cells in records for at, cell in enumerate(cells, 1) if cell), default=0)
    return [(number, (cells + [""] * width)[:width]) for number, cells in records]


def _named(name: str, known: dict[str, Listed]) -> str:
    return nearest(name, known) or "There are: " + ", ".join(map(quoted, list(known)[:12])) + "."
