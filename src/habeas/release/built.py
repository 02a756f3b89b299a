"""A built release: a folder of Parquet files, sorted by person, that says in its metadata what it was made from.

Every part and every row group ends between two people (whoever has more rows than that is cut). Nothing is ever seen
half written: a release is written beside its place, and moved there whole.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NotRequired, TypedDict

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from habeas.core.errors import Fault, InputError
from habeas.intake.written import is_full, no_space

KEY = b"habeas"
REPORT = "report.json"
SET_ASIDE = "set-aside.parquet"
GROUP_ROWS = 131_072  # rows of one row group
PART_ROWS = 16 * GROUP_ROWS  # a part is ended at the first change of person after this many
_PAGE = 1 << 26  # bytes; more than any page of a row group has
INSTANT = pa.timestamp("us", tz="UTC")
WORD = pa.dictionary(pa.int32(), pa.string())


class Meta(TypedDict):
    """What a release says of itself. ``columns`` gives the type of each property (``instant``, ``entity``, ``code``,
    ``quantity``, ``text``, ``flag``); ``places`` the kind, zone, containing place and name of each place that occurs;
    ``only`` the properties of which a row that says one value denies every other;
    ``made_by`` the program, its code and its tables; ``counts`` the rows read, kept and set aside by each rule;
    ``cutoff`` is EDTF, or empty. Of a joined release, ``supplied`` says which supplies each month, ``identified`` whose
    identifiers its rows have, ``seams`` whether identifiers carry over from one to the next.
    """

    release: str
    row: str
    zone: str
    cutoff: str
    mapping: str
    inputs: list[dict[str, str]]
    counts: dict[str, Any]
    places: dict[str, dict[str, str]]
    columns: dict[str, str]
    only: NotRequired[list[str]]
    made_by: NotRequired[dict[str, str]]
    supplied: NotRequired[dict[str, str]]
    identified: NotRequired[dict[str, str]]
    seams: NotRequired[list[dict[str, str]]]


@dataclass(frozen=True)
class Built:
    """An open release. ``schema`` is that of its parts, without the metadata."""

    folder: Path
    meta: Meta
    schema: pa.Schema

    @classmethod
    def open(cls, folder: Path) -> Built:
        """Raises ``InputError`` where the folder holds no release, or one of its files is not whole."""
        files = sorted(folder.glob("part-*.parquet"))
        if not files:
            raise InputError(
                Fault("release-not-built", f"there is no built release in {folder}.",
                      "Build it with `habeas release build MATTER ID`.")
            )  # fmt: skip
        try:
            schema = pq.read_schema(files[0])
        except (pa.ArrowInvalid, OSError) as error:
            raise damaged(files[0], error) from None
        said = (schema.metadata or {}).get(KEY)
        if said is None:
            raise InputError(
                Fault("release-not-built", f"{files[0].name} does not say which release it is.",
                      "It was not written by `habeas release build`.", file=str(files[0]))
            )  # fmt: skip
        return cls(folder, json.loads(said), schema.remove_metadata())

    @property
    def files(self) -> list[Path]:
        return sorted(self.folder.glob("part-*.parquet"))

    @property
    def rows(self) -> int:
        return sum(pq.ParquetFile(path).metadata.num_rows for path in self.files)

    @property
    def cutoff_day(self) -> date | None:
        """The day on which the release was cut off, or the first of those on which it may have been."""
        if not self.meta["cutoff"]:
            return None
        from habeas.release.cutoff import Cutoff  # here, for whoever only reads

        return Cutoff(self.meta["cutoff"], self.meta["zone"]).first_day()

    def batches(self, columns: Sequence[str] | None = None, rows: int = GROUP_ROWS) -> Iterator[pa.RecordBatch]:
        """All rows in order, a batch at a time; never more than one row group is held."""
        for path in self.files:
            try:
                with pq.ParquetFile(path) as file:
                    yield from file.iter_batches(batch_size=rows, columns=None if columns is None else list(columns))
            except (pa.ArrowInvalid, OSError) as error:
                raise damaged(path, error) from None

    def report(self) -> dict[str, Any]:
        """What the rules did, as ``report.json`` says it."""
        said: dict[str, Any] = json.loads((self.folder / REPORT).read_text(encoding="utf-8"))
        return said


def damaged(path: Path, error: Exception) -> InputError:
    return InputError(
        Fault("release-damaged", f"the file cannot be read as Parquet ({str(error).splitlines()[0][:120]}).",
              "It may be cut short: delete the folder and build it again.", file=str(path))
    )  # fmt: skip


def write_built(  # the whole of what a release is made of, in one call
    folder: Path,
    schema: pa.Schema,
    batches: Iterable[pa.RecordBatch],
    meta: Meta,
    person: str = "",
    beside: Path | None = None,
) -> Built:
    """Write the batches as the release in ``folder``, replacing one that is there.

    ``batches`` come sorted and fit ``schema``; ``person`` names the column by which parts may be ended (empty: they
    end anywhere). ``beside`` is a folder on the same disk that already holds what else belongs to the release. A full
    disk is an ``InputError``, and what was there before stays.
    """
    making = beside or folder.with_name(f".{folder.name}.writing-{os.getpid()}")
    making.mkdir(parents=True, exist_ok=True)
    try:
        said = schema.with_metadata({KEY: json.dumps(meta, ensure_ascii=False, sort_keys=True).encode()})
        _write_parts(making, said, batches, person)
        _move(making, folder)
    except OSError as error:
        if is_full(error):
            raise no_space(folder) from error
        raise
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Built.open(folder)


def _move(made: Path, folder: Path) -> None:
    """The release in its place in one rename; one that stood there is moved off first, and then deleted."""
    old = folder.with_name(f".{folder.name}.old-{os.getpid()}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _write_parts(folder: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch], person: str) -> None:
    writer = open_part(folder / "part-00000.parquet", schema)
    number, written, last = 0, 0, None
    try:
        for group in groups(batches, schema, person):
            people = group.column(person) if person else None
            if people is not None and written >= PART_ROWS and _other(people[0].as_py(), last):
                writer.close()
                number, written = number + 1, 0
                writer = open_part(folder / f"part-{number:05}.parquet", schema)
            writer.write_table(group, row_group_size=GROUP_ROWS)
            written += len(group)
            last = None if people is None else people[-1].as_py()
    finally:
        writer.close()


def open_part(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """Only words are written by their number, and pressed: times hardly repeat, and are read fastest as they stand.

    All rows of a row group are one page, however many words there are: a page has a price of its own when it is read.
    """
    words = [field.name for field in schema if field.type == WORD]
    pressed = {field.name: "lz4" if field.name in words else "none" for field in schema}
    return pq.ParquetWriter(
        path, schema, compression=pressed, use_dictionary=words or False, dictionary_pagesize_limit=_PAGE,
        data_page_size=_PAGE, max_rows_per_page=GROUP_ROWS,
    )  # fmt: skip


def groups(batches: Iterable[pa.RecordBatch], schema: pa.Schema, person: str = "") -> Iterator[pa.Table]:
    """Tables of ``GROUP_ROWS`` rows, or as many of them as end between two people; the last of fewer. They do not
    depend on how the batches were cut: the same bytes. Whoever has more rows than that is cut.
    """
    held: list[pa.RecordBatch] = []
    count = 0
    plain = schema.remove_metadata()
    for batch in batches:
        held.append(batch)
        count += batch.num_rows
        while count > GROUP_ROWS:  # one more, to see whether another person begins there
            table = pa.Table.from_batches(held, plain)
            rows = _whole_people(table.column(person).slice(0, GROUP_ROWS + 1)) if person else GROUP_ROWS
            yield _with_own_words(table.slice(0, rows))
            held = table.slice(rows).to_batches()
            count -= rows
    if count:
        yield _with_own_words(pa.Table.from_batches(held, plain))


def _whole_people(people: pa.ChunkedArray) -> int:
    """How many rows there are before the last change of person; all but one where there is none."""
    end = len(people) - 1
    last = people[end].as_py()
    rows = end
    while rows and not _other(people[rows - 1].as_py(), last):
        rows -= 1
    return rows or end


def _other(person: str | None, last: str | None) -> bool:
    """Whether another person begins; a row of nobody is its own person."""
    return person is None or person != last


def _with_own_words(table: pa.Table) -> pa.Table:
    """In one chunk, its words being those that occur in it, in the order in which they first do: whoever reads a row
    group reads all of its words, those that were left over from other rows as well.
    """
    import pyarrow.compute as pc  # here, for whoever only reads: it takes a tenth of the time of a small count to load

    columns = []
    for column in table.unify_dictionaries().combine_chunks().columns:
        array = column.combine_chunks()
        if array.type == WORD:
            used = pc.drop_null(pc.unique(array.indices))
            place = np.zeros(len(array.dictionary), np.int32)
            place[np.asarray(used)] = np.arange(len(used), dtype=np.int32)
            array = pa.DictionaryArray.from_arrays(pa.array(place).take(array.indices), array.dictionary.take(used))
        columns.append(array)
    return pa.Table.from_arrays(columns, schema=table.schema)
