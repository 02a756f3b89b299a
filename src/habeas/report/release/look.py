"""The page of a look: what ``habeas release look -o`` writes."""

from __future__ import annotations

from habeas import __version__
from habeas.release.look.column import ColumnLook
from habeas.release.look.look import Look, SheetLook
from habeas.release.look.words import distinct, fault_line, remarks, share
from habeas.report.release.paper import paper, written_day
from habeas.report.words import counted, listed

_HIGH = 24  # of a bar, in the drawing's own units


def look_page(seen: Look) -> str:
    """The state of a file as one self-contained page."""
    return paper(
        "look.html",
        title=seen.file.rsplit("/", 1)[-1] if seen.sha256 else "Standard input",
        kicker="The state of a file as it was released",
        sentence=_sentence(seen),
        sheets=[_sheet(sheet) for sheet in seen.sheets],
        uneven=[f"“{name}” lacks {listed(missing)}" for name, missing in seen.uneven],
        file=seen.file,
        sha256=seen.sha256,
        version=__version__,
    )


def _sentence(seen: Look) -> str:
    rows = sum(sheet.rows for sheet in seen.sheets)
    several = f" in {len(seen.sheets)} sheets" if len(seen.sheets) > 1 else ""
    starts = [sheet.column(sheet.supposed.start) for sheet in seen.sheets if sheet.supposed.start]
    days = sorted(day for column in starts for day in (column.first, column.last) if day)
    cells = sum(column.rows for sheet in seen.sheets for column in sheet.columns)
    withheld = sum(column.withheld for sheet in seen.sheets for column in sheet.columns)
    faulty = len({fault.what for sheet in seen.sheets for fault in sheet.faults if fault.count})
    said = f"{rows:,} rows{several}"
    if days:
        said += f", {written_day(days[0])} to {written_day(days[-1])}"
    said += f". {share(withheld, cells)} of its cells are withheld." if withheld else ". No cell is marked as withheld."
    if faulty:
        said += f" {faulty} {'kind' if faulty == 1 else 'kinds'} of row cannot be right as they stand."
    return said


def _sheet(sheet: SheetLook) -> dict[str, object]:
    above = f", with {counted(len(sheet.banner), 'row')} above it" if sheet.banner else ""
    return {
        "title": f"Sheet “{sheet.name}”" if sheet.name else "The table",
        "about": f"{sheet.rows:,} rows of {len(sheet.columns)} columns. "
        f"The header was found in row {sheet.header_row}{above}.",
        "banner": list(sheet.banner),
        "faults": [fault_line(fault) for fault in sheet.faults if fault.count],
        "none": [fault.what for fault in sheet.faults if not fault.count],
        "columns": [_column(column) for column in sheet.columns],
    }


def _column(column: ColumnLook) -> dict[str, object]:
    months = _filled(column.by_month)
    most = max((count for _, count in months), default=0)
    return {
        "name": column.name,
        "kind": column.kind,
        "blank": share(column.blank, column.rows),
        "withheld": share(column.withheld, column.rows),
        "distinct": distinct(column),
        "first": column.first if column.kind in ("time", "day") else "",
        "last": column.last,
        "bars": [-(-count * _HIGH // most) for _, count in months] if len(months) > 1 else [],
        "said": f"{months[0][0]} {months[0][1]:,} to {months[-1][0]} {months[-1][1]:,}, at most {most:,}"
        if months
        else "",
        "remarks": remarks(column),
    }


def _filled(by_month: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
    """Every month from the first to the last; at most the last twenty years, where a slip of the pen lies far off."""
    if not by_month:
        return []
    counts = dict(by_month)
    year, month = map(int, by_month[0][0].split("-"))
    filled = []
    while (name := f"{year:04}-{month:02}") <= by_month[-1][0]:
        filled.append((name, counts.get(name, 0)))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return filled[-240:]
