"""Rows of a text that have more or fewer cells than its header: mended where nothing can be lost, else faults.

Too many cells, all beyond the header's blank: the row as if they were not there. One cell alone: a line of text, as
footnotes below a table are; such a row stands at the end, and among rows of the table it is a fault as any other.
"""

from __future__ import annotations

import csv
from typing import Protocol

import pyarrow as pa

from habeas.core.errors import Fault, InputError
from habeas.intake.cell_name import column_name
from habeas.intake.sheets.delimiter import records_of

MOST = 20
_MEND = (
    "Look for a delimiter or an end of line inside of a cell that is not in quotation marks; a quotation mark inside of"
    ' quotation marks is written twice: "".'
)


class InvalidRow(Protocol):
    """What Arrow says of a row that has not the width of the table."""

    actual_columns: int
    number: int
    text: str


class Irregular:
    """Collects such rows while Arrow reads on, and gives them back in their place."""

    def __init__(self, file: str, width: int, delimiter: str, shift: int, least: int) -> None:
        self.file = file
        self.width = width
        self.least = least  # cells of the header as it is written: columns behind them are named by whoever reads it
        self.delimiter = delimiter
        self.shift = shift  # from the lines that Arrow counts above the table to the records that a spreadsheet shows
        self.numbers: list[int] = []
        self._mended: dict[int, list[str]] = {}
        self._lone: dict[int, int] = {}
        self._faults: list[Fault] = []

    def take(self, row: InvalidRow) -> str:
        """Arrow's handler: the row is ours, and Arrow is to leave it out."""
        number = row.number + self.shift
        self.numbers.append(number)
        if self._is_unclosed(row.text):
            self._fault(unclosed(self.file, number))
            return "skip"
        cells = next((cells for _, _, cells in records_of(row.text, self.delimiter, 1)), [])
        if len(cells) > self.width and not any(cell.strip() for cell in cells[self.width :]):
            self._mended[number] = cells[: self.width]
        elif self.least <= len(cells) < self.width:
            self._mended[number] = cells + [""] * (self.width - len(cells))
        elif len(cells) == 1 and self.width > 1:
            self._mended[number] = cells + [""] * (self.width - 1)
            self._lone[number] = 1
        else:
            self._fault(self._ragged(number, row.actual_columns))
        return "skip"

    def rows_until(self, last: int | None) -> list[tuple[int, list[str]]]:
        """The mended rows up to row ``last`` (all, without one), each once."""
        ready = [number for number in self._mended if last is None or number <= last]
        return [(number, self._mended.pop(number)) for number in ready]

    def check(self, filled: int) -> None:
        """Raise for what is wrong above ``filled``, the last row read that is an ordinary one."""
        for number in [number for number in self._lone if number < filled]:
            self._fault(self._ragged(number, self._lone.pop(number)))
        self.check_all()

    def check_all(self) -> None:
        if self._faults:
            shown = sorted(self._faults, key=lambda fault: fault.row or 0)[:MOST]
            if len(self._faults) > MOST:
                more = f"and {len(self._faults) - MOST} more rows like these, as far as the file was read."
                shown.append(Fault("more-faults", more, "", self.file))
            raise InputError(shown)

    def _fault(self, fault: Fault) -> None:
        self._faults.append(fault)

    def _ragged(self, number: int, cells: int) -> Fault:
        what = f"the row has {cells} {'cell' if cells == 1 else 'cells'}, and the header has {self.width}."
        more = f' A column without a name is named in the mapping: "{column_name(self.width + 1)}".'
        return Fault("ragged-row", what, _MEND + (more if cells > self.width else ""), self.file, number)

    def _is_unclosed(self, text: str) -> bool:
        try:
            list(csv.reader([text], delimiter=self.delimiter, strict=True))
        except csv.Error as error:
            return "unexpected end" in str(error) and text.count('"') % 2 == 1
        return False


def unclosed(file: str, row: int) -> Fault:
    """The fault of a quotation mark that swallows what follows it."""
    what = "a quotation mark is opened in this row and never closed, or the row is longer than any row should be."
    return Fault("unclosed-quote", what, 'A quotation mark inside of quotation marks is written twice: "".', file, row)


def as_batch(rows: list[tuple[int, list[str]]], width: int) -> pa.RecordBatch:
    """Mended rows as the readers give rows: ``row``, then text, blank as null."""
    numbers = pa.array([number for number, _ in rows], pa.int64())
    columns = [pa.array([cells[at] or None for _, cells in rows], pa.string()) for at in range(width)]
    return pa.RecordBatch.from_arrays([numbers, *columns], names=["row", *map(str, range(width))])
