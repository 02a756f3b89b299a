"""Delimited text of any size as a table: Arrow reads it block by block, every cell as text, every row numbered.

Rows are numbered as records (RFC 4180, RFC 7111), which is what a spreadsheet shows: a quoted cell with ends of line
in it is one row, a blank line is one too.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from habeas.core.errors import Fault, InputError
from habeas.intake.sheets.delimiter import delimiter_of, records_of
from habeas.intake.sheets.encoding import OLDER, Votes, encoding_of
from habeas.intake.sheets.irregular import Irregular, as_batch, unclosed
from habeas.intake.sheets.sheet import Record, without_blank
from habeas.intake.sheets.signs import Signs, check_delimiter

START = 1 << 20  # bytes in which banner and header must stand
BLOCK = 4 << 20  # bytes of one batch, and the longest row
_HEAD = 200  # records
_PACKED = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"BZh", "bz2"))


class DelimitedBody:
    """One text file. ``delimiter`` and ``encoding`` are told from its first megabyte where they are not stated."""

    def __init__(self, path: Path, file: str, *, delimiter: str | None = None, encoding: str | None = None) -> None:
        self.file = file
        self.name = ""
        self.progress = 0.0
        self._path = path
        self._size = max(path.stat().st_size, 1)
        with path.open("rb") as raw:
            magic = raw.read(4)
        self._packed = next((codec for mark, codec in _PACKED if magic.startswith(mark)), None)
        start = self._start()
        self.encoding = encoding_of(start, encoding, file)
        self._stated = encoding is not None
        self.older = self.encoding == OLDER and not self._stated
        text = self._decoded(start)
        if delimiter is not None:
            check_delimiter(delimiter, file)
        self.delimiter = delimiter or delimiter_of(text)
        self._signs = Signs(self.delimiter, self.encoding, text, file)
        self._records = self._first(self._signs.text(text), whole=len(start) < START)

    def head(self) -> list[Record]:
        return [
            (number, [self._signs.cell(cell) for cell in cells])
            for number, _, cells in self._records[:_HEAD]
            if any(cell.strip() for cell in cells)
        ]

    def rows(self, header_row: int, width: int) -> Iterator[pa.RecordBatch]:
        if len(self._records) <= _HEAD and self._records[-1][0] == header_row:
            return  # the header is all that there is
        lines, header = next((line, cells) for number, line, cells in self._records if number == header_row)
        irregular = Irregular(self.file, width, self._signs.sign, header_row - lines, len(header))
        following = header_row + 1
        end: tuple[int, bytes | str | None] = (header_row, None)
        with self._raw() as raw, self._stream(raw) as stream:
            for block in self._blocks(stream, lines, width, irregular, header_row):
                numbers = _numbers(following, block.num_rows, irregular.numbers)
                following = int(numbers[-1]) + 1 if len(numbers) else following
                columns = [pa.array(numbers), *self._texts(block, numbers)]
                batch = pa.RecordBatch.from_arrays(columns, names=["row", *block.schema.names])
                self.progress = min(raw.tell() / self._size, 1.0)
                yield self._as_written(_merged(batch, irregular, width))
                end = (int(numbers[-1]), block.column(width - 1)[-1].as_py()) if len(numbers) else end
        self._check_end(*end)
        irregular.check_all()
        if rest := irregular.rows_until(None):
            yield self._as_written(as_batch(rest, width))
        self.progress = 1.0

    def _as_written(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The delimiter again where a cell holds it in quotation marks."""
        if not self._signs.swapped:
            return batch
        columns = [self._signs.column(column) for column in batch.columns[1:]]
        return pa.RecordBatch.from_arrays([batch.column(0), *columns], names=batch.schema.names)

    def _blocks(
        self, stream: pa.NativeFile, lines: int, width: int, irregular: Irregular, header_row: int
    ) -> Iterator[pa.RecordBatch]:
        names = [str(at) for at in range(width)]
        kind = pa.binary() if self._signs.encoding == "utf-8" else pa.string()
        row = header_row + 1
        try:
            reader = arrow_csv.open_csv(
                self._signs.stream(stream),
                # one thread: rows that have another width are numbered only then, and it is as fast
                read_options=arrow_csv.ReadOptions(
                    column_names=names,
                    skip_rows=lines,
                    block_size=BLOCK,
                    use_threads=False,
                    encoding=self._signs.encoding,
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=self._signs.sign,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=irregular.take,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, kind),
                    null_values=[""],
                    strings_can_be_null=True,
                    check_utf8=False,
                ),
            )
            for batch in reader:
                row += batch.num_rows
                yield batch
        except pa.ArrowInvalid as error:
            if "straddling" not in str(error):
                raise InputError(unreadable(self.file, error)) from error
            irregular.check_all()
            raise InputError(unclosed(self.file, row + len(irregular.numbers))) from error
        except UnicodeDecodeError as error:
            raise InputError(self._undecoded(error, row)) from error
        except OSError as error:
            raise InputError(unreadable(self.file, error)) from error

    def _texts(self, block: pa.RecordBatch, numbers: np.ndarray) -> list[pa.Array]:
        columns = []
        for column in block.columns:
            data = column.buffers()[2]
            if data is not None and not np.frombuffer(data, np.uint8).all():
                raise InputError(self._nul(column, numbers))
            columns.append(column if self._signs.encoding != "utf-8" else self._as_text(column, numbers))
        return columns

    def _as_text(self, column: pa.Array, numbers: np.ndarray) -> pa.Array:
        try:
            return column.cast(pa.string())
        except pa.ArrowInvalid:
            row = next(int(n) for n, cell in zip(numbers, column.to_pylist(), strict=True) if not _is_utf8(cell))
            if self._stated:
                what, mend = "a sign of this row is not UTF-8.", "State the encoding that the file is in."
                raise InputError(Fault("mixed-encoding", what, mend, self.file, row)) from None
            self._is_older(row)
            self.older = True
        try:
            texts = [None if cell is None else cell.decode(OLDER) for cell in column.to_pylist()]
        except UnicodeDecodeError as error:
            raise InputError(self._undecoded(error, row)) from error
        return pa.array(texts, pa.string())

    def _is_older(self, row: int) -> None:
        """Raise unless no sign beyond ASCII in the whole file is UTF-8. What came before ``row`` was ASCII then."""
        votes = Votes()
        with self._raw() as raw, self._stream(raw) as stream:
            while block := stream.read(BLOCK):
                votes.see(block)
                if votes.valid:
                    raise InputError(
                        Fault("mixed-encoding", "signs of this row are not UTF-8, and those of other rows are.",
                              "If it is all in an older encoding, state it: encoding: cp1252.", self.file, row)
                    )  # fmt: skip

    def _undecoded(self, error: UnicodeDecodeError, row: int) -> Fault:
        return Fault("mixed-encoding", f"at or after this row stands what is not {error.encoding}.",
                     "State the encoding that the file is in, or save it as UTF-8.", self.file, row)  # fmt: skip

    def _nul(self, column: pa.Array, numbers: np.ndarray) -> Fault:
        mask = pc.match_substring(column.cast(pa.binary()), b"\x00")
        row = next(int(n) for n, found in zip(numbers, mask, strict=True) if found.as_py())
        return Fault("nul-character", "a NUL character, which no text has.", "The file is damaged, or no text.",
                     self.file, row)  # fmt: skip

    def _check_end(self, row: int, last: bytes | str | None) -> None:
        """A quotation mark that is never closed makes one cell of all that follows it, to the end of the file."""
        cell = last.encode() if isinstance(last, str) else last or b""
        if self._packed or not (b"\n" in cell or b"\r" in cell):
            return
        with self._path.open("rb") as stream:
            stream.seek(-min(self._size, 8), 2)
            if not stream.read().replace(b"\x00", b"").rstrip(b"\r\n ").endswith(b'"'):
                raise InputError(unclosed(self.file, row))

    # ---- the file itself -----------------------------------------------------------------------------------

    def _raw(self) -> pa.OSFile:
        return pa.OSFile(str(self._path))

    def _stream(self, raw: pa.OSFile) -> pa.NativeFile:
        return raw if self._packed is None else pa.CompressedInputStream(raw, self._packed)

    def _start(self) -> bytes:
        try:
            with self._raw() as raw, self._stream(raw) as stream:
                return bytes(stream.read(START))
        except OSError as error:
            raise InputError(unreadable(self.file, error)) from error

    def _decoded(self, start: bytes) -> str:
        try:
            text = codecs.getincrementaldecoder(self.encoding)().decode(start, final=len(start) < START)
        except UnicodeDecodeError as error:
            row = start[: error.start].count(b"\n") + 1
            raise InputError(self._undecoded(error, row)) from error
        return text.lstrip("\ufeff")

    def _first(self, text: str, *, whole: bool) -> list[tuple[int, int, list[str]]]:
        """One record more than are looked at, so that what follows the last of them is known."""
        try:
            records = records_of(text, self._signs.sign, _HEAD + 1)
        except csv.Error as error:
            row = text[: csv.field_size_limit()].count("\n") + 1
            raise InputError(unclosed(self.file, min(row, _row_of(text, self._signs.sign)))) from error
        return records if whole or len(records) > _HEAD else records[:-1]


def unreadable(file: str, error: Exception) -> Fault:
    """A text that Arrow gives up on, in Arrow's words."""
    what = " ".join(str(error).split())[:200].rstrip(".")
    return Fault(
        "unreadable-text", f"the file cannot be read as text in rows: {what}.", "Look whether it came whole.", file
    )


def _row_of(text: str, delimiter: str) -> int:
    """The record after the last that can be read."""
    number = 0
    try:
        for number, _ in enumerate(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), 1):  # noqa: B007
            pass
    except csv.Error:
        pass
    return number + 1


def _numbers(following: int, rows: int, left_out: list[int]) -> np.ndarray:
    """The numbers of the next ``rows`` rows, those that were left out among them jumped over."""
    among = [number for number in left_out if number >= following]
    numbers = np.arange(following, following + rows + len(among), dtype=np.int64)
    return numbers[~np.isin(numbers, among)][:rows] if among else numbers


def _merged(batch: pa.RecordBatch, irregular: Irregular, width: int) -> pa.RecordBatch:
    """The batch with the mended rows that stand among its own."""
    if not irregular.numbers or not batch.num_rows:
        return batch
    rest = batch.select([0, *range(min(2, width), width + 1)])  # a footnote may have its blank cells, too
    filled = without_blank(rest).column(0)
    irregular.check(filled[-1].as_py() if len(filled) else 0)
    rows = irregular.rows_until(batch.column(0)[-1].as_py())
    if not rows:
        return batch
    table = pa.Table.from_batches([batch, as_batch(rows, width)]).sort_by("row").combine_chunks()
    return table.to_batches()[0]


def _is_utf8(cell: bytes | None) -> bool:
    try:
        return cell is None or bool(cell.decode("utf-8")) or True
    except UnicodeDecodeError:
        return False
