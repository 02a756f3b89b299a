"""A table as it stood in its file: records of text, each with the number that a spreadsheet shows for it.

``read_delimited`` and ``read_workbooks`` make it; ``tabulate`` holds it against the columns that a file may have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from habeas.core.errors import Fault, nearest
from habeas.core.faults import ValueFault
from habeas.core.texts import check_visible

Place = tuple[int, int]  # record number, cell index


@dataclass(frozen=True, slots=True)
class Grid:
    """``numbers[i]`` is the number of ``records[i]`` in its file. ``dated`` are the cells that the spreadsheet kept
    as dates, ``midnights`` those of them that it shows with a clock time of exactly 00:00. Blank records are
    counted and left out.
    """

    file: str
    records: list[list[str]]
    numbers: list[int]
    dated: frozenset[Place] = frozenset()
    midnights: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Columns:
    """What a kind of file holds: every column that it may have, and those without which it cannot be read."""

    known: tuple[str, ...]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A grid whose columns are known. Each row has one empty cell more than the header has names: the cell of every
    column that the file does not have, so that ``row[table.at("pin")]`` needs no question.
    """

    file: str
    names: list[str]
    rows: list[list[str]]
    numbers: list[int]
    dated: frozenset[Place] = frozenset()
    midnights: frozenset[Place] = frozenset()

    def at(self, name: str) -> int:
        """The index of the column in each row."""
        return self.names.index(name) if name in self.names else len(self.names)

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        return zip(self.numbers, self.rows, strict=True)


def tabulate(grid: Grid, columns: Columns, faults: list[Fault]) -> Table | None:
    """The table, or None with the reasons added to ``faults``."""
    if not grid.records:
        faults.append(
            Fault("empty-file", "the file is empty.", f"Its first row names the columns: {', '.join(columns.known)}.",
                  grid.file)
        )  # fmt: skip
        return None
    found: list[Fault] = []
    names = _header(grid, columns, found)
    width = len(names)
    for number, record in zip(grid.numbers[1:], grid.records[1:], strict=True):
        if len(record) != width:
            found.append(_ragged(grid.file, number, len(record), width))
        elif not "".join(record).isprintable():
            found += _unseen(grid.file, number, record, names)
    if found:
        faults.extend(found)
        return None
    rows = [[*record, ""] for record in grid.records[1:]]
    return Table(grid.file, names, rows, grid.numbers[1:], grid.dated, grid.midnights)


def _ragged(file: str, number: int, cells: int, width: int) -> Fault:
    return Fault(
        "ragged-row",
        f"the row has {cells} cells, and the header has {width}.",
        "Look for a missing separator, or for one inside a cell that is not in quotation marks.",
        file,
        number,
    )


def _unseen(file: str, number: int, record: list[str], names: list[str]) -> list[Fault]:
    """Cells with signs that a reader cannot see; tabs and ends of lines may stand in a cell."""
    found = []
    for name, cell in zip(names, record, strict=True):
        try:
            check_visible(cell)
        except ValueFault as fault:
            found.append(fault.at(file, number, name))
    return found


def _header(grid: Grid, columns: Columns, found: list[Fault]) -> list[str]:
    """The names of the header row. Columns that have neither name nor content at the right end are cut off first:
    spreadsheets leave them behind.
    """
    names = grid.records[0]
    width = len(names)
    while width and not names[width - 1] and not any(r[width - 1] for r in grid.records if len(r) >= width):
        width -= 1
    if width < len(names):
        for record in grid.records:
            if len(record) >= width:
                del record[width:]
    row = grid.numbers[0]
    known = frozenset(columns.known)
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen and name:
            what = f'the column "{name}" stands twice.'
            found.append(Fault("doubled-column", what, "Keep one of the two.", grid.file, row, name))
        elif not name:
            found.append(
                Fault("unnamed-column", f"column {index + 1} has cells and no name.", "Name it, or delete it.",
                      grid.file, row)
            )  # fmt: skip
        elif name not in known:
            mend = nearest(name, known) or "Expected some of: " + ", ".join(columns.known) + "."
            found.append(Fault("unknown-column", f'unknown column "{_short(name)}".', mend, grid.file, row))
        seen.add(name)
    found += [
        Fault("missing-column", f'the column "{name}" is missing.', "Add it to the first row.", grid.file, row)
        for name in columns.required
        if name not in seen
    ]
    if len(found) > MOST_SHOWN:
        rest = len(found) - MOST_SHOWN
        del found[MOST_SHOWN:]
        found.append(Fault("more-faults", f"and {rest} more faults of the header.", "", grid.file, row))
    return names


MOST_SHOWN = 20


def _short(name: str) -> str:
    return name if len(name) <= 60 else name[:59] + "…"
