"""A table of counts as files that others open: CSV, XLSX, Parquet.

In come a count and what must be said with it; out go bytes. The same count gives the same bytes.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from habeas.measure.count import Counted
from habeas.measure.suppress import Public, PublicLine

WITHHELD = "withheld"


@dataclass(frozen=True)
class Shown:
    """A count with its words: ``title`` says what is counted, ``sentence`` and ``notes`` are to be printed with it;
    ``threshold`` is 0 where nothing is withheld.
    """

    title: str
    by: tuple[str, ...]
    lines: tuple[PublicLine, ...]
    sentence: str
    notes: tuple[str, ...]
    threshold: int = 0

    @classmethod
    def of(cls, counted: Counted, public: Public | None, title: str, sentence: str, notes: tuple[str, ...]) -> Shown:
        plain = (PublicLine(line.key, line.certain, line.possible, line.of) for line in counted.lines)
        lines = tuple(plain) if public is None else public.lines
        return cls(title, counted.by, lines, sentence, notes, 0 if public is None else public.threshold)

    @cached_property
    def parts(self) -> bool:
        """Whether the lines are parts of a base that is shown beside them."""
        return any(line.of is not None for line in self.lines)

    @cached_property
    def bounded(self) -> bool:
        """Whether any line is less than certain."""
        return any(line.certain != line.possible for line in self.lines)

    @property
    def header(self) -> tuple[str, ...]:
        return (*self.by, "certain", "possible", *(("of_certain", "of_possible") if self.parts else ()))

    def numbers(self, line: PublicLine) -> tuple[int | None, ...]:
        """The numbers of a line, in the order of the header."""
        return (line.certain, line.possible, *((line.of or (None, None)) if self.parts else ()))

    def cells(self, line: PublicLine) -> tuple[int | str, ...]:
        """The same, with a word for what is withheld: not all of it is small."""
        return tuple(WITHHELD if number is None else number for number in self.numbers(line))


def csv_of(shown: Shown) -> bytes:
    """Comma-separated: the counts alone. What must be said with them stands on the screen, and in XLSX and Parquet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(shown.header)
    for line in shown.lines:
        writer.writerow([*map(_inert, line.key), *shown.cells(line)])
    return out.getvalue().encode()


def xlsx_of(shown: Shown) -> bytes:
    """Two sheets: the counts, and what must be said with them."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 (the same bytes, whenever it is written)
    bold, whole = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
    sheet = book.add_worksheet("counts")
    sheet.write_row(0, 0, shown.header, bold)
    for at, line in enumerate(shown.lines, 1):
        for column, word in enumerate(line.key):
            sheet.write_string(at, column, word)
        for column, cell in enumerate(shown.cells(line), len(line.key)):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell)
            else:
                sheet.write_number(at, column, cell, whole)
    sheet.freeze_panes(1, len(shown.by))
    sheet.autofit()
    notes = book.add_worksheet("notes")
    notes.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
    for at, words in enumerate((shown.title, shown.sentence, *shown.notes)):
        notes.write_string(at, 0, words)
    book.close()
    return out.getvalue()


def parquet_of(shown: Shown) -> bytes:
    """Counts as whole numbers, null where withheld; what must be said stands in the metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {name: pa.array([line.key[at] for line in shown.lines], pa.string()) for at, name in enumerate(shown.by)}
    numbers = [shown.numbers(line) for line in shown.lines]
    for at, name in enumerate(shown.header[len(shown.by) :]):
        columns[name] = pa.array([each[at] for each in numbers], pa.int64())
    said = {"sentence": shown.sentence, "notes": "\n".join(shown.notes)}
    out = io.BytesIO()
    pq.write_table(pa.table(columns).replace_schema_metadata(said), out)
    return out.getvalue()


def _inert(word: str) -> str:
    """What a spreadsheet would run gets an apostrophe."""
    return f"'{word}" if word[:1] in ("=", "+", "-", "@", "\t", "\r", "'") else word
