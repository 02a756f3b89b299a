"""Findings beside the rows that they are about: each line of a file of findings with what is known of its row.

In come a release and the Parquet that ``habeas test --release`` wrote; out come batches, sorted by person where people
are counted. It checks that every finding is about a row of this release.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from habeas.core.errors import Fault, InputError
from habeas.engine.collective import quoted
from habeas.engine.duck import connect
from habeas.release.built import Built

_LOCATOR = ("file", "sheet", "row")
_WANTED = (*_LOCATOR, "instrument", "clause", "reading", "outcome")


def joined(
    release: Built, findings: Sequence[Path], columns: Sequence[str], said: Sequence[str], person: str
) -> Iterator[pa.RecordBatch]:
    """The findings, with those columns of their rows. Raises ``InputError`` for findings on other rows."""
    for path in findings:
        _check(path)
    held = connect()
    _view(held, "rows", release.files)
    _view(held, "findings", findings)
    on = " AND ".join(f"f.{name} IS NOT DISTINCT FROM r.{name}" for name in _LOCATOR)
    missing = held.sql(f"SELECT f.file, f.sheet, f.row FROM findings f ANTI JOIN rows r ON {on} LIMIT 1")  # noqa: S608 (names of our own)
    for file, sheet, row in missing.fetchall():
        raise InputError(
            Fault("findings-of-another-release", "a finding is about a row that this release does not have.",
                  "Test the release again: habeas test MATTER --release ID -o FILE.parquet.",
                  file=f"{file}{'#' + sheet if sheet else ''}", row=int(row))
        )  # fmt: skip
    shown = [f"f.{quoted(name)}" for name in said] + [f"r.{quoted(name)}" for name in columns]
    order = f" ORDER BY r.{quoted(person)}" if person else ""
    text = f"SELECT {', '.join(shown)} FROM findings f JOIN rows r ON {on}{order}"  # noqa: S608 (quoted)
    yield from held.sql(text).to_arrow_reader(1 << 17)


def _view(held: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path]) -> None:
    paths = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
    held.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet([{paths}], union_by_name = true)")  # noqa: S608 (quoted)


def _check(path: Path) -> None:
    if not path.is_file():
        raise InputError(
            Fault("missing-findings", "there is no such file.", "Name the Parquet of findings.", file=str(path))
        )
    try:
        names = pq.read_schema(path).names
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(
            Fault("not-findings", f"the file cannot be read as Parquet ({str(error).splitlines()[0][:120]}).",
                  "Write it again with habeas test MATTER --release ID -o FILE.parquet.", file=str(path))
        ) from None  # fmt: skip
    lacking = [name for name in _WANTED if name not in names]
    if lacking:
        raise InputError(
            Fault("not-findings", f"the file lacks the columns {', '.join(lacking)}, so it holds no findings.",
                  "Write it with habeas test MATTER --release ID -o FILE.parquet.", file=str(path))
        )  # fmt: skip
