"""What the tests of readers share: a file written, and its sheets read as rows of plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook

from habeas.core.errors import InputError
from habeas.intake.sheets import Sheet, open_sheets

Row = list[object]


@dataclass
class Read:
    sheet: Sheet
    rows: list[Row]  # the row's number first


def read(path: Path | str, **options: object) -> list[Read]:
    found = []
    for sheet in open_sheets(path, **options):  # type: ignore[arg-type]
        batches = list(sheet.batches())
        columns = [[column.to_pylist() for column in batch.columns] for batch in batches]
        found.append(Read(sheet, [list(row) for each in columns for row in zip(*each, strict=True)]))
    return found


def only(path: Path | str, **options: object) -> Read:
    found = read(path, **options)
    assert len(found) == 1
    return found[0]


def refused(path: Path | str, **options: object) -> str:
    with pytest.raises(InputError) as caught:
        read(path, **options)
    return str(caught.value)


def text_file(folder: Path, text: str | bytes, name: str = "release.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[object]]], shown: dict[str, str] | None = None) -> Path:
    """A workbook; ``shown`` gives cells of every sheet a format."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cell, code in (shown or {}).items():
            sheet[cell].number_format = code
    book.save(path)
    return path
