"""Opens what a person names: a file of any kind that is read, or standard input; a folder or a pattern of names.

The kind is told by the first bytes of the content, not by the ending: a workbook that is called ``.csv`` is read as
what it is.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import weakref
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from habeas.core.errors import Fault, InputError, nearest
from habeas.core.faults import quoted
from habeas.intake.sheets.delimited import DelimitedBody
from habeas.intake.sheets.header import Header, as_line, find_header, is_narrow
from habeas.intake.sheets.sheet import Body, Sheet

ENDINGS = (".csv", ".tsv", ".txt", ".psv", ".xlsx", ".xlsm", ".parquet")
SPOOLED = ".spooled"
_PACKED = (".gz", ".zst", ".bz2")
_ZIP = b"PK\x03\x04"
_PARQUET = b"PAR1"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Spool:
    """Standard input in a file of its own: a header is looked for first, and Parquet is read from its end. The file
    goes when the last sheet that reads it does.
    """

    def __init__(self, stream: BinaryIO) -> None:
        handle, name = tempfile.mkstemp(prefix="habeas-", suffix=SPOOLED)
        self.path = Path(name)
        self.drop = weakref.finalize(self, self.path.unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(stream, file, 1 << 20)


def matching(folder: Path, pattern: str = "*") -> list[Path]:
    """The files under ``folder`` that are read and match the pattern, sorted by name. ``folder`` may be one file.

    Hidden files and those that a spreadsheet program leaves beside an open one (``~$``) are left out. Raises
    ``InputError`` (``no-files``) where nothing is left.
    """
    if folder.is_file() and pattern == "*":
        return [folder]
    found = sorted(
        path
        for path in (folder.glob(pattern) if folder.is_dir() else ())
        if path.is_file() and not path.name.startswith((".", "~$")) and _is_read(path)
    )
    if not found:
        where = str(folder / pattern) if pattern != "*" else str(folder)
        raise InputError(
            Fault("no-files", f"nothing that is read matches {where}.", "Read are: " + ", ".join(ENDINGS) + ".", where)
        )
    return found


def open_sheets(
    path: Path | str,
    *,
    sheets: Sequence[str] = (),
    header: int | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    named: Collection[str] = (),
) -> Iterator[Sheet]:
    """Every table of a file, in its order; ``-`` is standard input.

    Args:
        path: delimited text (also packed with gzip, zstd or bzip2), XLSX or Parquet.
        sheets: the sheets of a workbook that are wanted, in this order; without it, all that hold something.
        header: the row that names the columns, as the spreadsheet numbers it; found where it is not stated.
        delimiter: the sign (or signs) between cells of a text; found where it is not stated.
        encoding: of a text; found where it is not stated.
        named: columns that are asked for: ``column G`` behind a header of six is a column.

    Raises:
        InputError: for what cannot be read; while batches are taken, too. See ``docs/reference/releases-reading.md``.

    """
    spool = Spool(sys.stdin.buffer) if str(path) == "-" else None
    try:
        bodies = list(_bodies(spool.path if spool else Path(path), spool is not None, sheets, delimiter, encoding))
        yield from _sheets(bodies, sheets, header, named, spool)
    except InputError:
        if spool:
            spool.drop()
        raise


def _sheets(
    bodies: Sequence[Body], sheets: Sequence[str], header: int | None, named: Collection[str], spool: Spool | None
) -> Iterator[Sheet]:
    for body in bodies:
        head = body.head()
        if len(bodies) > 1 and not sheets and header is None:
            if not head:
                continue
            if is_narrow(head):
                yield Sheet(body, Header(0, (), tuple(as_line(cells) for _, cells in head)), spool)
                continue
        yield Sheet(body, find_header(head, header, body.file, body.name, named), spool)


def _bodies(
    path: Path, piped: bool, sheets: Sequence[str], delimiter: str | None, encoding: str | None
) -> Iterator[Body]:
    file = "standard input" if piped or path.suffix == SPOOLED else path.name
    start = _start(path, file)
    if start.startswith((_ZIP, _PARQUET)) and (delimiter is not None or encoding is not None):
        what = "the file is no delimited text, and has no delimiter and no encoding of its own."
        raise InputError(Fault("not-a-text", what, "Leave delimiter and encoding out.", file))
    if start.startswith(_COMPOUND):
        raise InputError(_compound(path, file))
    if start.startswith(_ZIP):
        # the reader of workbooks is compiled: what it needs is loaded only for a workbook
        from habeas.intake.sheets.xlsx.body import open_workbook

        found: Iterator[Body] = iter(open_workbook(path, file, sheets))
    elif start.startswith(_PARQUET):
        from habeas.intake.sheets.parquet import ParquetBody

        found = iter([ParquetBody(path, file)])
    else:
        _check_ending(path, file)
        found = iter([DelimitedBody(path, file, delimiter=delimiter, encoding=encoding)])
    for body in found:
        if sheets and not body.name:
            raise InputError(
                Fault("missing-sheet", f"there is no sheet {quoted(sheets[0])}: the file is no workbook.",
                      "Leave out the names of sheets.", file)
            )  # fmt: skip
        yield body


def is_text(path: Path) -> bool:
    """Whether the file is read as delimited text: whatever is no workbook and no Parquet."""
    return path.is_file() and not _start(path, path.name).startswith((_ZIP, _PARQUET, _COMPOUND))


def _start(path: Path, file: str) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(8)
    except FileNotFoundError:
        near = [other.name for other in path.parent.iterdir()] if path.parent.is_dir() else []
        mend = nearest(path.name, near) or "Look at the path."
        raise InputError(Fault("missing-file", f"there is no file {path}.", mend, file)) from None
    except IsADirectoryError:
        raise InputError(Fault("unread-file", f"{path} is a folder.", "Name a file in it.", file)) from None
    except OSError as error:
        raise InputError(Fault("unread-file", f"the file cannot be opened: {error.strerror}.", "", file)) from error


def _check_ending(path: Path, file: str) -> None:
    ending = path.suffix.lower()
    if ending in {".xlsx", ".xlsm"}:
        raise InputError(
            Fault("bad-workbook", "the file is called a workbook, and does not begin as one.",
                  "It may be empty, cut off at its start, or another kind of file: download it again.", file)
        )  # fmt: skip
    if ending == ".parquet":
        raise InputError(
            Fault("bad-parquet", "the file is called Parquet, and does not begin as one.", "Download it again.", file)
        )
    if ending not in ENDINGS and ending not in _PACKED and ending not in {"", ".dat", ".tab", SPOOLED}:
        raise InputError(
            Fault("unread-file", f'files that end in "{ending}" are not read.',
                  "Read are: " + ", ".join(ENDINGS) + "; text also packed as .gz, .zst or .bz2.", file)
        )  # fmt: skip


def _compound(path: Path, file: str) -> Fault:
    """Protected workbooks and workbooks of the old kind lie in the same kind of container."""
    name = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as stream:
        tail = b""
        while block := stream.read(1 << 20):
            if name in tail + block:
                mend = "Open it in a spreadsheet program, take the password off, and save it again."
                return Fault("protected-workbook", "the workbook is protected by a password.", mend, file)
            tail = block[-len(name) :]
    return Fault("old-workbook", "the workbook is of the kind before 2007 (.xls).", "Save it as XLSX.", file)


def _is_read(path: Path) -> bool:
    endings = [ending.lower() for ending in path.suffixes[-2:]]
    if not endings:
        return False
    if endings[-1] in _PACKED:
        return len(endings) == 2 and endings[0] in ENDINGS
    return endings[-1] in ENDINGS
