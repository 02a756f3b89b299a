"""Rows of a matter's files, as text, and added to a file in its own form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from habeas.core.errors import Fault, InputError
from habeas.intake.delimited import separator_of
from habeas.intake.written import write_whole


def rows_as_csv(
    columns: Sequence[str], rows: Iterable[Mapping[str, str]], *, header: bool, separator: str = ","
) -> str:
    """Text of rows; a column that a row does not have is empty."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    if header:
        writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()


def append_rows(path: Path, rows: Sequence[Mapping[str, str]], shown: str, needed: Iterable[str]) -> None:
    """Add rows to a CSV file in its own form: its columns, separator, ends of line and byte order mark."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    separator = separator_of(text.removeprefix("\ufeff"), frozenset().union(*rows))
    columns = [name.strip() for name in next(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator))]
    faults = [
        Fault("missing-column", f'the column "{name}" is missing.', "Add it to the first row.", shown, 1)
        for name in needed
        if name not in columns
    ]
    if faults:
        raise InputError(faults)
    added = rows_as_csv(columns, rows, header=False, separator=separator)
    if "\r\n" in text:
        added = added.replace("\n", "\r\n")
    between = "" if text.endswith(("\n", "\r")) else "\r\n" if "\r\n" in text else "\n"
    write_whole(path, data + (between + added).encode())
