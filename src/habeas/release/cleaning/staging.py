"""Every row of a release, read once, to Parquet as it was read: before any rule has looked at more than one row.

In come the files and their mapping; out goes a folder of staged Parquet, the counts of what was read, and all that is
wrong with columns and cells, said at once. Memory holds one batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from habeas.core.errors import Fault, InputError
from habeas.core.schema import Schema
from habeas.intake.sheets import Sheet, open_sheets
from habeas.release.cleaning.rowhash import EXACT, RowHash
from habeas.release.model import Mapping
from habeas.release.reading.convert import Converter, Watched
from habeas.release.reading.headers import Layout, columns_of, layout, missing_column, told_apart, unused_column
from habeas.release.reading.inputs import Input
from habeas.release.reading.problems import Problems

Progress = Callable[[str, float], None]
"""What is being done, and how much of it is done, from 0 to 1."""

_FILE_ROWS = 1 << 22


@dataclass
class Staged:
    """``files`` hold the rows; ``footnotes`` the notes under the tables; ``notes`` the sheets that hold only words;
    ``blank`` the columns that were left out because no cell said anything (``blank`` or ``withheld``); ``absent`` the
    columns that a sheet lacks; ``older`` the files read as Windows-1252 because they are not UTF-8.
    """

    files: list[Path] = field(default_factory=list)
    read: int = 0
    blank_rows: int = 0
    sheets: list[dict[str, object]] = field(default_factory=list)
    footnotes: list[dict[str, object]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    blank: dict[str, str] = field(default_factory=dict)
    absent: dict[str, list[str]] = field(default_factory=dict)
    older: list[str] = field(default_factory=list)
    watched: Watched = field(default_factory=Watched)
    problems: Problems = field(default_factory=Problems)


def stage(mapping: Mapping, found: tuple[Input, ...], schema: Schema, folder: Path, progress: Progress) -> Staged:
    """Read everything into ``folder``. Raises ``InputError`` with every fault of columns and of cells."""
    staged = Staged()
    reading = _Staging(mapping, schema, folder, staged)
    for number, one in enumerate(found):
        for sheet in open_sheets(
            one.path,
            sheets=one.files.sheets,
            header=one.files.header,
            delimiter=one.files.delimiter,
            encoding=one.files.encoding,
            named=columns_of(mapping),
        ):
            label = f"{one.name} {sheet.name}".strip()

            def report(share: float, label: str = label, number: int = number) -> None:
                progress(f"reading {label}", (number + share) / len(found))

            reading.sheet(sheet, one, report)
    reading.close()
    return staged


class _Staging:
    def __init__(self, mapping: Mapping, schema: Schema, folder: Path, staged: Staged) -> None:
        self.mapping, self.folder, self.staged = mapping, folder, staged
        self.converter = Converter(mapping, schema, staged.problems, staged.watched)
        self.lenient = mapping.rule("differing-columns") is not None
        self.notes_aside = mapping.rule("footnotes") is not None
        self.faults: list[Fault] = []
        self.written = 0
        self.schema: pa.Schema | None = None
        self.present: set[str] = set()
        self.columns: list[str] = []
        self.unnamed: dict[str, str] = {}
        self.writer: pq.ParquetWriter | None = None
        self.hashes = RowHash(mapping) if mapping.rule(EXACT) else None

    def sheet(self, sheet: Sheet, one: Input, report: Callable[[float], None]) -> None:
        where = one.name + (f', sheet "{sheet.name}"' if sheet.name else "")
        if not sheet.columns:
            self.staged.notes.append(where)
            return
        before = len(self.faults)
        placed = layout(self.mapping, sheet.columns, where, self.lenient, self.faults)
        self.present |= set(told_apart(sheet.columns)) | set(sheet.columns)
        self.columns += sheet.columns
        if placed.missing:
            self.staged.absent[where] = list(placed.missing)
        for column in placed.unnamed:
            self.unnamed.setdefault(column, where)
        if not self.mapping.rule("blank-columns"):
            self.faults += [unused_column(self.mapping, column, where) for column in placed.unnamed]
        if len(self.faults) > before:
            return  # its cells would be taken for those of other columns
        names = ["row", *told_apart(sheet.columns)]
        rows = 0
        for batch, is_note in _notes_apart(sheet, self.notes_aside):
            rows += batch.num_rows
            self.staged.read += batch.num_rows
            if is_note:
                self._note(batch, one.name, sheet.name)
            else:
                self._rows(batch, names, placed, (one.name, sheet.name))
            report(sheet.progress)
        self.staged.blank_rows += sheet.blank_rows
        if sheet.older:
            self.staged.older.append(where)
        self.staged.sheets.append(
            {"file": one.name, "sheet": sheet.name, "header": sheet.header_row, "columns": len(sheet.columns),
             "rows": rows}
        )  # fmt: skip

    def _note(self, batch: pa.RecordBatch, file: str, sheet: str) -> None:
        for row, text in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
            self.staged.footnotes.append({"file": file, "sheet": sheet, "row": row, "text": text})

    def _rows(self, batch: pa.RecordBatch, names: list[str], placed: Layout, where: tuple[str, str]) -> None:
        made = self.converter.convert(batch, placed, where, self.staged.read - batch.num_rows)
        if self.hashes is not None:
            made = self.hashes.added(made, batch, names)
        if self.writer is None or self.written >= _FILE_ROWS:
            self._next(made.schema)
        assert self.writer is not None
        self.writer.write_batch(made.cast(self.schema))
        self.written += made.num_rows

    def _next(self, schema: pa.Schema) -> None:
        if self.writer is not None:
            self.writer.close()
        self.schema = schema
        self.written = 0
        path = self.folder / f"staged-{len(self.staged.files):04}.parquet"
        self.staged.files.append(path)
        repeated = [each.name for each in self.mapping.properties if each.kind in ("code", "entity")]
        words = ["file", "sheet", *(name for name in repeated if name != self.mapping.person)]
        self.writer = pq.ParquetWriter(path, schema, compression="lz4", use_dictionary=words, write_statistics=False)

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        if self.lenient:
            self._never_there()
        self._bonds_there()
        watched = self.staged.watched
        for column, where in self.unnamed.items():
            if watched.filled[column]:
                if self.mapping.rule("blank-columns"):
                    self.faults.append(unused_column(self.mapping, column, where))
            else:
                self.staged.blank[column] = "withheld" if watched.withheld[column] else "blank"
        if self.mapping.rule("blank-columns"):
            for column in self.mapping.keep:
                if column in self.present and not watched.filled[column]:
                    self.staged.blank[column] = "withheld" if watched.withheld[column] else "blank"
        self.faults += self.staged.problems.faults(self.mapping.file)
        if self.faults:
            raise InputError(sorted(set(self.faults), key=lambda fault: (fault.line or 0, str(fault))))
        if self.writer is None:
            what, mend = "the files hold no row under their headers.", "Look at them with `habeas release look`."
            raise InputError(Fault("no-rows", what, mend, self.mapping.file, line=self.mapping.lines["files"]))

    def _bonds_there(self) -> None:
        """A column that a rule names is a column of the files: one that is misspelt would let rows differ unseen."""
        use = self.mapping.rule(EXACT)
        names = sorted(set(self.columns))
        for column in use.options.get("bond", ()) if use is not None and names else ():
            if column not in self.present:
                self.faults.append(missing_column(self.mapping, column, use.line if use else 0, "the release", names))

    def _never_there(self) -> None:
        """A column that every sheet lacks is missing, also where sheets may differ."""
        lines = {column: each.line for each in self.mapping.properties for column in each.columns}
        lines |= {column: self.mapping.lines["keep"] for column in self.mapping.keep if column not in lines}
        lines |= dict.fromkeys(self.mapping.drop, self.mapping.lines.get("drop", 0))
        names = sorted(set(self.columns))
        self.faults += [
            missing_column(self.mapping, column, line, "no sheet of the release, it", names)
            for column, line in lines.items()
            if column not in self.present and names
        ]


def _notes_apart(sheet: Sheet, apart: bool) -> Iterator[tuple[pa.RecordBatch, bool]]:
    """The batches of a sheet, and whether each is of notes. Rows at the end of a batch that fill their first cell only
    are held back until it is known whether the table goes on after them.
    """
    if not apart:
        for batch in sheet.batches():
            yield batch, False
        return
    held: list[pa.RecordBatch] = []
    for batch in sheet.batches():
        cut = batch.num_rows - _lone_at_end(batch)
        if cut:
            for one in held:
                yield one, False
            held = []
            yield batch.slice(0, cut), False
        if cut < batch.num_rows:
            held.append(batch.slice(cut))
    noted = {note.row for note in sheet.footnotes}
    for one in held:
        yield one, set(one.column(0).to_pylist()) <= noted


def _lone_at_end(batch: pa.RecordBatch) -> int:
    if batch.num_columns < 3:
        return 0
    filled = None
    for column in batch.columns[2:]:
        filled = column.is_valid() if filled is None else pc.or_(filled, column.is_valid())
    last = pc.index(pc.fill_null(filled, False).slice(0)[::-1], True).as_py()
    return batch.num_rows if last < 0 else int(last)
