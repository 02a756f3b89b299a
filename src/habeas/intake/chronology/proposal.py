"""The event rows that a sheet means, and everything about them that a person must see before they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from habeas.core.edtf import read_instant
from habeas.core.errors import Fault, InputError
from habeas.core.faults import ValueFault, quoted
from habeas.core.matter import Source
from habeas.intake.blank import event_header
from habeas.intake.chronology.columns import Columns, guess_columns
from habeas.intake.chronology.kinds import guess_kind
from habeas.intake.chronology.names import NOTHING, names_of
from habeas.intake.chronology.sources import find_source
from habeas.intake.chronology.times import Order, order_of, read_when
from habeas.intake.events import Described, read_events
from habeas.intake.grid import Grid, Table
from habeas.intake.witness import Witnesses
from habeas.intake.words import Words

HEADER = (*event_header(), "locator")
_NAMED = {"who": True, "by": True, "about": True, "from": False, "to": False, "place": False}
_AS_THEY_ARE = ("id", "quote", "label")


@dataclass(frozen=True)
class Options:
    """What the person who takes the sheet in says of it; empty where the sheet itself is to say it."""

    source: str = ""
    said_by: str = ""
    stance: str = ""
    order: Order | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    taught: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """``rows`` are dicts of cells by the columns of an events file, each with its row in the sheet. ``guesses`` are
    sentences; ``left_out`` are rows that say nothing of an event. With ``faults``, nothing is to be written.
    """

    columns: Columns
    header_row: int
    rows: tuple[tuple[int, dict[str, str]], ...]
    described: tuple[Described, ...]
    guesses: tuple[str, ...]
    left_out: tuple[tuple[int, str], ...]
    faults: tuple[Fault, ...]
    uses_own: bool


def propose(grid: Grid, options: Options, own: Source, words: Words, witnesses: Witnesses, zone: str) -> Proposal:
    """What the sheet means. ``own`` is the sheet as a source, for rows that name no other.

    Raises ``InputError`` where no row looks like a header.
    """
    columns = guess_columns(grid, options.columns)
    if columns is None or "what" not in columns.places or not {"date", "when"} & columns.places.keys():
        raise InputError(
            Fault("no-header", "no row looks like the header of a chronology: it needs a date and an event.",
                  "Name the columns (Date, Time, Event, Who, From, To, ...), or say which they are:"
                  ' --column "NAME=when" --column "NAME=what".', grid.file)
        )  # fmt: skip
    sheet = _Sheet(grid, columns, options, own, witnesses.sources, words, zone)
    sheet.read()
    faults = list(sheet.faults)
    table = Table(
        grid.file,
        list(HEADER),
        [[*(cells.get(column, "") for column in HEADER), ""] for _, cells in sheet.rows],
        [number for number, _ in sheet.rows],
    )
    described = read_events([table], words, witnesses, faults)
    return Proposal(
        columns,
        grid.numbers[columns.header],
        tuple(sheet.rows),
        tuple(described),
        tuple(sheet.guesses),
        tuple(sheet.left_out),
        tuple(sorted(dict.fromkeys(faults), key=lambda fault: (fault.row or 0, fault.column))),
        any(cells["source"] == own.id for _, cells in sheet.rows),
    )


class _Sheet:
    """Reads the rows one after the other, and keeps what was guessed, left out and refused."""

    def __init__(
        self, grid: Grid, columns: Columns, options: Options, own: Source, sources: Mapping[str, Source], words: Words,
        zone: str,
    ) -> None:  # fmt: skip
        self.grid, self.columns, self.options, self.own = grid, columns, options, own
        self.sources, self.words, self.zone = sources, words, zone
        self.codes = words.property("act.kind").codes
        body = grid.records[columns.header + 1 :]
        days = [
            record[index] for record in body for key in ("when", "date") if (index := columns.places.get(key, -1)) >= 0
        ]
        self.order = options.order or order_of(days)
        self.rows: list[tuple[int, dict[str, str]]] = []
        self.faults: list[Fault] = []
        self.left_out: list[tuple[int, str]] = []
        self.guesses = (
            [f"3/4/2025 is read with the {self.order}."] if self.order and any("/" in day for day in days) else []
        )
        self.emptied: set[str] = set()

    def read(self) -> None:
        for index, (number, record) in enumerate(zip(self.grid.numbers, self.grid.records, strict=True)):
            filled = [cell for cell in record if cell]
            if index == self.columns.header:
                continue
            if index < self.columns.header or len(filled) == 1:
                self.left_out.append((number, " · ".join(filled)))
            else:
                self._read_row(number, record)
        if self.emptied:
            said = ", ".join(quoted(cell) for cell in sorted(self.emptied))
            self.guesses.append(f"Cells that say {said} are left empty.")
        self._say_defaults()

    def _cell(self, record: list[str], column: str) -> str:
        index = self.columns.places.get(column, -1)
        cell = record[index] if 0 <= index < len(record) else ""
        if cell.casefold() in NOTHING:
            self.emptied.add(cell)
            return ""
        return cell

    def _read_row(self, number: int, record: list[str]) -> None:
        cells = dict.fromkeys(HEADER, "")
        before = len(self.faults)

        def attempt(column: str, reader: Callable[[], str]) -> None:
            try:
                cells[column] = reader()
            except ValueFault as fault:
                index = self.columns.places.get(column, self.columns.places.get("date", -1))
                name = self.columns.names[index] if index >= 0 else ""
                self.faults.append(fault.at(self.grid.file, number, name))

        attempt("when", lambda: self._when(number, record))
        attempt("what", lambda: guess_kind(self._cell(record, "what"), self.codes, self.options.taught))
        if said := self._cell(record, "said"):
            attempt("said", lambda: self._time(said, ""))
        for column, several in _NAMED.items():
            cells[column] = names_of(self._cell(record, column), several=several)
        for column in _AS_THEY_ARE:
            cells[column] = self._cell(record, column)
        cells["source"], cells["pin"] = self._source(record)
        if cells["source"] == self.own.id:
            cells["locator"] = f"row={number}"
        cells["said_by"] = self._speaker(record, cells["source"])
        cells["stance"] = self._cell(record, "stance").casefold() or self.options.stance or "asserts"
        cells["note"] = self._note(record, cells["what"])
        if len(self.faults) == before:
            self.rows.append((number, cells))

    def _when(self, number: int, record: list[str]) -> str:
        column = "when" if "when" in self.columns.places else "date"
        day, clock = self._cell(record, column), self._cell(record, "time")
        if not day:
            raise ValueFault(
                "no-date", "the row has no date.", "Write it in every row, also where it is that of the row above."
            )
        if (number, self.columns.places[column]) in self.grid.midnights and not clock:
            raise ValueFault("unwritten-midnight", f"{quoted(day)} is shown with a midnight that no one wrote.",
                             "Format the cell as a date, or write the clock time.")  # fmt: skip
        return self._time(day, clock)

    def _time(self, day: str, clock: str) -> str:
        if clock:
            return read_when(day, clock, self.order, self.zone)
        try:
            return read_instant(day, self.zone, 0).text
        except ValueFault as strict:
            if strict.code == "unwritten-midnight":
                raise
            try:
                return read_when(day, "", self.order, self.zone)
            except ValueFault as loose:
                # what EDTF knows by name (mar-25, no year) is said better by its own reader
                raise (strict if loose.code == "unread-date" else loose) from None

    def _source(self, record: list[str]) -> tuple[str, str]:
        """The source, and where in it. What names no source of the matter stays as a pin, in the field's words."""
        said, pin = self._cell(record, "source"), self._cell(record, "pin")
        found, place = find_source(said, self.sources)
        if found:
            return found, ", ".join(part for part in (place, pin) if part)
        return self.options.source or self.own.id, ", ".join(part for part in (said, pin) if part)

    def _speaker(self, record: list[str], source: str) -> str:
        said = self._cell(record, "said_by") or self.options.said_by
        known = self.sources.get(source)
        return said or (known.publisher if known is not None else "") or f"the author of {self.own.file}"

    def _note(self, record: list[str], kind: str) -> str:
        described = self._cell(record, "what")
        bare = re.sub(r"[ -]+", "_", described.casefold())
        parts = [] if bare == kind else [described]
        parts += [
            f"{name}: {record[index]}" for index, name in self.columns.kept if index < len(record) and record[index]
        ]
        parts.append(self._cell(record, "note"))
        return "; ".join(" ".join(part.split()) for part in parts if part)

    def _say_defaults(self) -> None:
        """What no column says and no option said, in sentences."""
        places, options = self.columns.places, self.options
        if "said_by" not in places and not options.said_by and self.rows:
            speakers = sorted({cells["said_by"] for _, cells in self.rows})
            self.guesses.append(f"No column says who says so: taken as said by {', '.join(speakers)} (--said-by).")
        if "stance" not in places and not options.stance:
            self.guesses.append("No column says how it is said: taken as asserts (--stance).")
        if not options.source and any(cells["source"] == self.own.id for _, cells in self.rows):
            self.guesses.append(
                f"Rows that name no source of this matter stand in the sheet itself, source {self.own.id} (--source)."
            )


def as_new(described: tuple[Described, ...]) -> list[Described]:
    """The rows as acts apart from all that the matter has, to be held against those."""
    return [replace(one, act=f"new {one.act}") for one in described]
