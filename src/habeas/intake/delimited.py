"""Delimited text (CSV) to a grid: strict where a loose reader would lose or join rows without a word.

Read: UTF-8 with or without byte order mark, ends of line of any kind (mixed too), commas, semicolons or tabs,
quoted cells with ends of line in them. Refused with its place: other encodings, NUL, a quotation mark that is
never closed or that stands in the middle of a cell, a cell longer than ``LONGEST``.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable

from habeas.core.errors import Fault, InputError
from habeas.intake.grid import Grid

LONGEST = 131_072  # characters in one cell; the csv module's own default, and far beyond any quote
_SEPARATORS = ",;\t"
_LINES = 25  # from the top; a chronology may have a banner above its header
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_delimited(data: bytes, file: str, known: Iterable[str]) -> Grid:
    """The grid of one file. ``known`` are the column names by which the separator is told.

    Raises ``InputError`` with one fault: after the first, what follows in the file cannot be trusted.
    """
    text = _decoded(data, file)
    separator = separator_of(text, frozenset(known))
    records: list[list[str]] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, 1):
            cells = [cell.strip() for cell in record]
            if any(cells):
                records.append(cells)
                numbers.append(number)
    except csv.Error as error:
        raise _broken(str(error), number + 1, file) from error
    if "\r" in text:  # ends of line inside of cells; the reader has dealt with those between records
        records = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in record] for record in records]
    return Grid(file, records, numbers)


def _decoded(data: bytes, file: str) -> str:
    if data.startswith(_UTF_16):
        raise InputError(Fault("bad-encoding", "the file is in UTF-16.", 'Save it as "CSV UTF-8".', file))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        row, cell = _place(data[: error.start].decode("utf-8"))
        raise InputError(
            Fault("bad-utf8", f"byte {error.start + 1} of the file (0x{data[error.start]:02x}, in cell {cell} of the"
                  " row) is not UTF-8.", 'Save the file as "CSV UTF-8"; it was probably saved in an older encoding.',
                  file, row)
        ) from None  # fmt: skip
    text = text.removeprefix("\ufeff")
    for mark, code, what, mend in (
        ("\x00", "nul-character", "a NUL character", 'Save the file again as "CSV UTF-8".'),
        ("\ufeff", "stray-mark", "a byte order mark that is not at the start", "Delete it, or save the file again."),
    ):
        at = text.find(mark)
        if at >= 0:
            row, cell = _place(text[:at])
            raise InputError(Fault(code, f"{what} in cell {cell} of the row.", mend, file, row))
    return text


def _place(before: str) -> tuple[int, int]:
    """Record and cell (both from 1) in which a text that follows ``before`` stands."""
    separator = separator_of(before, frozenset())
    row, cell = 1, 1
    try:
        for row, record in enumerate(csv.reader(io.StringIO(before + "x", newline=""), delimiter=separator), 1):  # noqa: B007
            cell = len(record)
    except csv.Error:  # a cell beyond the limit stands before it: the row is known, and the cell is near enough
        return row, cell
    return row, cell


def separator_of(text: str, known: frozenset[str]) -> str:
    """The separator under which the first line names most known columns; then the one that the first lines hold most
    of; then the comma.
    """
    lines = text[:16_384].splitlines()[:_LINES] or [""]

    def fitness(separator: str) -> tuple[int, int]:
        names = [name.strip().strip('"') for name in lines[0].split(separator)]
        return sum(name in known for name in names), sum(line.count(separator) for line in lines)

    return max(_SEPARATORS, key=fitness)


def _broken(error: str, number: int, file: str) -> InputError:
    if "field larger" in error:
        return InputError(
            Fault("cell-too-long", f"a cell of more than {LONGEST} characters.",
                  "Keep the document in sources/ and quote from it.", file, number)
        )  # fmt: skip
    if "unexpected end" in error:
        return InputError(
            Fault("unclosed-quote", "a quotation mark is opened in this row and never closed.",
                  'Close it; a quotation mark inside a quoted cell is written twice: "".', file, number)
        )  # fmt: skip
    return InputError(
        Fault("stray-quote", "a quotation mark closes in the middle of a cell, in this row or where a mark was opened"
              " before it.", 'A quotation mark inside a quoted cell is written twice: "".', file, number)
    )  # fmt: skip
