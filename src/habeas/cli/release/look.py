"""Look at a file before anything is mapped: its sheets, columns, days, what is withheld, what cannot be right.

No matter is needed, and nothing is written but the page that -o asks for. What a column holds is judged by its cells,
and what it may mean by its name alone; a mapping says what it does mean ("habeas release guess" drafts one).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from habeas.cli.release.text import add_text

if TYPE_CHECKING:
    from habeas.release.look.column import ColumnLook
    from habeas.release.look.look import Look, SheetLook

EXAMPLES = """\
examples:
  habeas release look stays.csv
  habeas release look detentions.xlsx -o detentions.html   one screen, and a page to keep
  habeas release look removals.csv --header 7 --json       one object a sheet
  zcat stays.csv.gz | habeas release look -                from standard input
"""
HEADER = ("column", "holds", "blank", "withheld", "distinct", "from", "to", "worth a look")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV, TSV, XLSX or Parquet; - reads standard input")
    parser.add_argument(
        "--sheet", metavar="NAME", action="append", default=[], help="this sheet only (may be repeated)"
    )
    parser.add_argument("--header", metavar="N", type=int, help="the row of the header (default: it is found)")
    add_text(parser)
    parser.add_argument(
        "-o", "--output", metavar="PAGE.html", type=Path, help="write a page as well: one file, loads nothing"
    )
    parser.add_argument("--json", action="store_true", help="one object a sheet")


def run(args: argparse.Namespace) -> int:
    from habeas.cli.shown import show_json
    from habeas.cli.waiting import Waiting
    from habeas.release.look.as_json import sheet_object
    from habeas.release.look.look import look

    with Waiting("reading") as waiting:
        seen = look(
            args.file,
            args.sheet,
            args.header,
            lambda sheet, rows: waiting.say(f"{sheet} {rows:,} rows".strip()),
            delimiter=args.delimiter,
            encoding=args.encoding,
        )
    if args.output is not None:
        from habeas.intake.written import write_whole
        from habeas.report.release.look import look_page

        write_whole(args.output, look_page(seen).encode())
    if args.json:
        show_json(sheet_object(seen, sheet) for sheet in seen.sheets)
    else:
        _show(seen)
    return 0


def _show(seen: Look) -> None:
    from habeas.cli.shown import show_table

    print(f"{seen.file}" + (f"  {_size(seen.size)}  sha256 {seen.sha256[:16]}…" if seen.sha256 else ""))
    for sheet in seen.sheets:
        print()
        for line in _about(sheet):
            print(line)
        print()
        show_table(HEADER, (_row(column) for column in sheet.columns))
        print()
        for line in _faults(sheet):
            print(line)
    for name, missing in seen.uneven:
        print(f'sheet "{name}" lacks: {", ".join(missing)}')


def _about(sheet: SheetLook) -> Iterator[str]:
    named = f'sheet "{sheet.name}": ' if sheet.name else ""
    above = f", {len(sheet.banner)} above it" if sheet.banner else ""
    below = f", {sheet.footnotes} footnotes below" if sheet.footnotes else ""
    yield f"{named}{sheet.rows:,} rows of {len(sheet.columns)} columns; header in row {sheet.header_row}{above}{below}"
    if sheet.older:
        yield (
            "not UTF-8, so read as Windows-1252, the encoding of older spreadsheets: if names are wrong, state another,"
            " as --encoding cp850"
        )
    start = sheet.supposed.start
    if start and sheet.column(start).days:
        column = sheet.column(start)
        yield f"{start}: {column.first} to {column.last}, {column.days:,} different days"


def _row(column: ColumnLook) -> tuple[str, ...]:
    from habeas.release.look.words import distinct, remarks, share

    return (
        column.name, column.kind, share(column.blank, column.rows), share(column.withheld, column.rows),
        distinct(column), column.first, column.last, remarks(column),
    )  # fmt: skip


def _faults(sheet: SheetLook) -> Iterator[str]:
    from habeas.release.look.words import fault_line

    found = [fault for fault in sheet.faults if fault.count]
    yield "Judged by the names of columns:" if sheet.faults else "No name of a column suggests what to check rows for."
    yield from (f"  {fault_line(fault)}" for fault in found)
    none = [fault.what for fault in sheet.faults if not fault.count]
    if none:
        yield "  none: " + "; ".join(none)


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e5 else f"{size:,} bytes"
