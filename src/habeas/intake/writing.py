"""The one way in which a file of a matter is written: whole or not at all, also when the power goes."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from habeas.core.errors import Fault, InputError
from habeas.intake.delimited import separator_of


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes in the place of the file, if there is one, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the new name, too, must outlast the power
    finally:
        os.close(folder)


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
