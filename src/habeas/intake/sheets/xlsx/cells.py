"""The cells of one piece of a sheet, from bytes to columns of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from habeas.core.errors import InputError
from habeas.intake.sheets.parquet import as_number
from habeas.intake.sheets.xlsx.pieces import Bytes
from habeas.intake.sheets.xlsx.scan import FAILED, NO_VALUE, NUMBER, RUNS, scan
from habeas.intake.sheets.xlsx.spread import fill, measure, spread
from habeas.intake.sheets.xlsx.strings import decoded
from habeas.intake.sheets.xlsx.texts import resolve

_PREFIX = re.compile(rb"<(/?)[A-Za-z0-9_.-]+:")
_SMALLEST = 15  # bytes of a cell with a value: <c><v>1</v></c>
_LONGEST = 2**31 - 1  # bytes of one column of one batch, by Arrow's offsets


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What cells need of the rest of the workbook: its strings and where each begins, what each style shows, and the
    day from which days are counted.
    """

    strings: Bytes
    starts: npt.NDArray[np.int64]
    shown: Bytes
    first_day: int


class Cells:
    """``place`` is the row and column last seen; ``failed`` makes the error for what cannot be read after a row.

    ``uncomputed`` are formulas without a value and ``beyond`` filled cells beyond the last column, as (row, column
    from 0); both are complete when the batches have been taken.
    """

    def __init__(
        self, data: Bytes, prefix: int, place: npt.NDArray[np.int64], around: Surroundings,
        failed: Callable[[int], InputError],
    ) -> None:  # fmt: skip
        self.data = data
        self.uncomputed: list[tuple[int, int]] = []
        self.beyond: list[tuple[int, int]] = []
        self._failed = failed
        most = len(data) // _SMALLEST + 2
        self._cells = np.empty((most, 5), np.int32)
        self._spans = np.empty((most, 2), np.int64)
        self._count = int(scan(data, len(data), prefix, place, self._cells, self._spans))
        if self._count == FAILED:
            raise failed(int(place[0]))
        odd = np.empty(self._count + 1, np.int32)
        written = np.empty(len(data) + 64, np.uint8)
        later = resolve(
            data, self._count, self._cells, self._spans, around.shown, around.first_day, around.starts, odd, written
        )
        if later == FAILED:
            raise failed(int(self._cells[odd[0], 0]) - 1)
        self._places = (data, around.strings, written, self._later(odd[:later], written))

    def width(self) -> int:
        """The number of columns up to the last that has a value."""
        return int(self._cells[: self._count, 1].max()) + 1 if self._count else 0

    def batches(self, after: int, width: int, most: int) -> Iterator[pa.RecordBatch]:
        """The rows below row ``after`` in ``width`` columns, at most ``most`` at a time."""
        rows = self._cells[: self._count, 0]
        first = int(np.searchsorted(rows, after, "right"))
        starts = np.flatnonzero(np.diff(rows[first:], prepend=-1)) + first
        cuts = [*starts[::most].tolist(), self._count]
        for start, stop in pairwise(cuts):
            batch = self._batch(start, stop, width, min(most, len(starts)))
            if batch.num_rows:
                yield batch

    def _batch(self, start: int, stop: int, width: int, most: int) -> pa.RecordBatch:
        cells, spans = self._cells[start:stop], self._spans[start:stop]
        where = np.full((width, most), -1, np.int32)
        numbers = np.empty(most, np.int64)
        count, beyond = spread(stop - start, cells, spans, where, numbers)
        if beyond >= 0:
            wide = (cells[:, 1] >= width) & (spans[:, 1] > spans[:, 0])
            self.beyond += [(int(row), int(column)) for row, column in cells[wide][:, :2]]
        columns = [self._column(where[column], count, cells, spans) for column in range(width)]
        return pa.RecordBatch.from_arrays([pa.array(numbers[:count]), *columns], names=["row", *map(str, range(width))])

    def _column(
        self, where: npt.NDArray[np.int32], count: int, cells: npt.NDArray[np.int32], spans: npt.NDArray[np.int64]
    ) -> pa.Array:
        offsets = np.zeros(count + 1, np.int32)
        valid = np.empty(count, np.bool_)
        total = measure(where, count, spans, offsets, valid)
        if total > _LONGEST:
            raise self._failed(int(cells[0, 0]))
        text = np.empty(total, np.uint8)
        fill(where, count, cells, spans, self._places, text)
        blank = count - int(np.count_nonzero(valid))
        bits = pa.py_buffer(np.packbits(valid, bitorder="little")) if blank else None
        column = pa.Array.from_buffers(
            pa.string(), count, [bits, pa.py_buffer(offsets), pa.py_buffer(text)], null_count=blank
        )
        try:
            column.validate(full=True)
        except pa.ArrowInvalid as error:  # not UTF-8
            raise self._failed(int(cells[0, 0])) from error
        return column

    def _later(self, odd: npt.NDArray[np.int32], written: Bytes) -> Bytes:
        """The text of the cells that compiled code left, all in one; ``spans`` is turned to it."""
        texts: list[bytes] = []
        total = 0
        for cell in odd.tolist():
            row, column, _, kind, _ = self._cells[cell].tolist()
            first, last = self._spans[cell].tolist()
            if kind == NO_VALUE:
                self.uncomputed.append((row, column))
                text = ""
            elif kind == NUMBER:
                text = _number(self.data[first:last].tobytes())
            elif kind == RUNS:
                text = self._runs(self.data[first:last].tobytes(), row)
            else:
                text = decoded(written[first:last].tobytes().decode("utf-8", "replace"))
            texts.append(text.encode("utf-8", "surrogatepass"))
            self._spans[cell] = total, total + len(texts[-1])
            total += len(texts[-1])
        return np.frombuffer(bytearray(b"".join(texts)), np.uint8)

    def _runs(self, data: bytes, row: int) -> str:
        """The text of a string in several runs, without how it is pronounced."""
        try:
            root = ET.fromstring(b"<is>" + _PREFIX.sub(rb"<\1", data) + b"</is>")  # noqa: S314 - declares nothing
        except ET.ParseError as error:
            raise self._failed(row - 1) from error
        runs = [each for each in root if each.tag in {"t", "r"}]
        return decoded("".join(text.text or "" for run in runs for text in run.iter("t")))


def _number(data: bytes) -> str:
    """A number as a person reads it; what is none stays as it is."""
    text = data.decode("utf-8", "replace").strip()
    try:
        return as_number(float(text))
    except (ValueError, OverflowError):
        return text
