"""One table of a released file: its header, and its rows as batches of text.

A reader of one kind of file is a ``Body``; everything that holds for all kinds (the header is found, blank rows are
counted, footnotes are known) stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from habeas.intake.sheets.header import Header

BATCH = 65_536
MOST_FOOTNOTES = 200  # more rows at the end that fill one cell are a table, if an odd one
_NOTED = 3  # columns; in a narrower table a row with one filled cell is nothing unusual

Record = tuple[int, list[str]]
"""A row's number, and its cells as far as the file has them: blank ones at the end too, where it writes them."""


class Body(Protocol):
    """A table as its file holds it, before anyone knows where the header stands."""

    file: str
    name: str
    progress: float
    """How much of the file has been read, from 0 to 1."""
    older: bool
    """Whether its encoding was taken for that of older spreadsheets; known when all has been read."""

    def head(self) -> list[Record]:
        """The first rows of the table, blank ones left out."""
        ...

    def rows(self, header_row: int, width: int) -> Iterator[pa.RecordBatch]:
        """The rows below ``header_row``: ``row`` and ``width`` columns of text, in batches of any length.

        Raises ``InputError`` for a row with a filled cell beyond ``width``.
        """
        ...


@dataclass(frozen=True, slots=True)
class Footnote:
    """A row at the end of a table that fills its first cell only."""

    row: int
    text: str


class Sheet:
    """``columns`` are named as they are written, without blanks at their ends; one without a name is ``column 4``,
    by its place; two of one name keep it. ``header_row`` counts from 1 as a spreadsheet does; in a Parquet file it is
    1, and the first row of data 2. ``banner`` are the filled rows above the header.

    A sheet of notes beside tables has no columns and no rows: ``header_row`` is 0, and ``banner`` is its text.

    ``footnotes``, ``blank_rows`` and ``older`` are known when the last batch has been taken.
    """

    def __init__(self, body: Body, header: Header, kept: object = None) -> None:
        self.file = body.file
        self.name = body.name
        self.header_row = header.row
        self.columns = header.columns
        self.banner = header.banner
        self.footnotes: tuple[Footnote, ...] = ()
        self.blank_rows = 0
        self._run = 0  # rows at the end so far that fill the first cell only
        self._body = body
        self._kept = kept  # what must live as long as the sheet is read

    @property
    def progress(self) -> float:
        """How much of the sheet has been read, from 0 to 1; for a progress bar, no more exact than one needs."""
        return self._body.progress

    @property
    def older(self) -> bool:
        """Whether a text was read in the encoding of older spreadsheets, because nothing else fitted."""
        return self._body.older

    def batches(self, rows: int = BATCH) -> Iterator[pa.RecordBatch]:
        """Batches of at most ``rows`` rows: ``row`` (int64), then every column as text, a blank cell as null.

        Blank rows are counted in ``blank_rows`` and left out. Raises ``InputError`` where the file cannot be read on.
        """
        self.footnotes, self.blank_rows, self._run = (), 0, 0
        if not self.columns:
            return
        for whole in self._body.rows(self.header_row, len(self.columns)):
            filled = without_blank(whole)
            self.blank_rows += whole.num_rows - filled.num_rows
            if not filled.num_rows:
                continue
            self._watch(filled)
            for start in range(0, filled.num_rows, rows):
                yield pa.RecordBatch.from_arrays(filled.slice(start, rows).columns, names=["row", *self.columns])

    def _watch(self, batch: pa.RecordBatch) -> None:
        """Keep the run of rows at the end of what was read so far that fill the first cell only."""
        others = batch.columns[2:]
        if len(self.columns) < _NOTED or any(column[-1].is_valid for column in others):
            self.footnotes, self._run = (), 0
            return
        lone = others[0].is_null()
        for column in others[1:]:
            lone = pc.and_(lone, column.is_null())
        length = int(lone.to_numpy(zero_copy_only=False)[::-1].argmin()) or len(lone)
        before = self.footnotes if length == len(lone) else ()
        self._run = length + (self._run if length == len(lone) else 0)
        if self._run > MOST_FOOTNOTES:
            self.footnotes = ()
            return
        numbers, texts = batch.column(0)[-length:].to_pylist(), batch.column(1)[-length:].to_pylist()
        self.footnotes = (*before, *map(Footnote, numbers, texts))


def without_blank(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch without its rows in which no column but ``row`` has a value."""
    blank: pa.Array | None = None
    for column in batch.columns[1:]:
        if not column.null_count:
            return batch
        blank = column.is_null() if blank is None else pc.and_(blank, column.is_null())
        if not blank.true_count:
            return batch
    return batch if blank is None else batch.filter(pc.invert(blank))
