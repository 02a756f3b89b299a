"""A count as the file that its name asks for."""

from __future__ import annotations

from pathlib import Path

from habeas.core.errors import UseError
from habeas.intake.written import write_whole
from habeas.report.release.table import Shown, csv_of, parquet_of, xlsx_of

SUFFIXES = (".csv", ".xlsx", ".parquet", ".svg", ".png")


def write(shown: Shown, path: Path) -> None:
    """Write the file, whole or not at all. Raises ``UseError`` for an ending that says nothing."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UseError(f'"{path.name}": the ending says what is written. Expected one of: {", ".join(SUFFIXES)}.')
    if suffix == ".csv":
        write_whole(path, csv_of(shown))
    elif suffix == ".xlsx":
        write_whole(path, xlsx_of(shown))
    elif suffix == ".parquet":
        write_whole(path, parquet_of(shown))
    else:
        from habeas.report.release.chart import png_of, svg_of

        write_whole(path, png_of(shown) if suffix == ".png" else svg_of(shown).encode())
