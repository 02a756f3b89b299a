"""``events/*``: one event a row, the way chronologies are kept; each filled cell is a claim about one act."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from habeas.core.claim import Claim, Value
from habeas.core.errors import Fault
from habeas.core.faults import ValueFault
from habeas.core.ids import read_id
from habeas.core.instant import Instant
from habeas.core.schema import Property
from habeas.intake.act_names import act_name, distinct
from habeas.intake.claims import as_claim
from habeas.intake.grid import Columns, Table
from habeas.intake.turned import turned_cells
from habeas.intake.witness import Witness, Witnesses
from habeas.intake.words import Words

CELLS = (
    ("when", "act.time"), ("what", "act.kind"), ("who", "act.person"), ("by", "act.by"), ("from", "act.from"),
    ("to", "act.to"), ("place", "act.place"), ("about", "act.about"),
)  # fmt: skip
COLUMNS = Columns(
    known=("id", *(column for column, _ in CELLS), "said_by", "stance", "said", "source", "pin", "quote", "label",
           "note", "locator", "not"),
    required=("when", "what", "said_by", "stance", "source"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One row as read. ``act`` is empty where the row does not name its act; ``digest`` is of all that it says."""

    act: str
    values: tuple[tuple[Property, Value], ...]
    witness: Witness
    digest: str

    def of(self, prop: str) -> tuple[str, ...]:
        """The values of one property, sorted."""
        return tuple(sorted(value.key for made, value in self.values if made.name == prop))

    @property
    def time(self) -> Instant | None:
        return next((v.data for p, v in self.values if p.name == "act.time" and isinstance(v.data, Instant)), None)


@dataclass(frozen=True, slots=True)
class Described:
    """One act as one row describes it. ``named`` says that the row names its act."""

    act: str
    named: bool
    event: Event


def read_events(tables: Iterable[Table], words: Words, witnesses: Witnesses, faults: list[Fault]) -> list[Described]:
    """Every row in which nothing is wrong, with the act that it describes."""
    events: list[Event] = []
    for table in tables:
        faults += turned_cells(table)
        for number, row in table.numbered():
            event = _event(table, number, row, words, witnesses, faults)
            if event is not None:
                events.append(event)
    return _named(events)


def event_claims(described: Iterable[Described]) -> list[Claim]:
    """A claim for each filled cell, in the order of the columns."""
    return [
        as_claim(one.act, prop.name, value, one.event.witness) for one in described for prop, value in one.event.values
    ]


def _event(
    table: Table, number: int, row: list[str], words: Words, witnesses: Witnesses, faults: list[Fault]
) -> Event | None:
    before = len(faults)
    witness = witnesses.read(table, number, row, "said_by", faults)
    values: list[tuple[Property, Value]] = []
    act = ""
    if name := row[table.at("id")]:
        try:
            act = read_id(name, ("act",), "act")
        except ValueFault as fault:
            faults.append(fault.at(table.file, number, "id"))
    for column, prop_name in CELLS:
        cell = row[table.at(column)]
        if not cell:
            continue
        prop = words.property(prop_name)
        parts = [part.strip() for part in cell.split(";")] if prop.many else [cell]
        for part in parts:
            try:
                values.append((prop, words.value(prop, part)))
            except ValueFault as fault:
                faults.append(fault.at(table.file, number, column))
    if not name and not row[table.at("what")]:
        mend = "Write the kind of act, as transfers; or the id of an act that another row describes."
        faults.append(Fault("no-act", "the row does not say what was done.", mend, table.file, number, "what"))
    elif not values and len(faults) == before:
        faults.append(Fault("no-act", "the row says nothing of its act.", "Fill a cell.", table.file, number, "what"))
    if len(faults) > before or witness is None:
        return None
    if witness.against:
        witnesses.notices.append(
            Fault("denied-row", "the row denies each of its cells.",
                  "To say that the act did not take place, write act.happened in claims/.", table.file, number,
                  "stance")
        )  # fmt: skip
    return Event(act, tuple(values), witness, _digest(table, row))


def _digest(table: Table, row: Sequence[str]) -> str:
    said = sorted((name, row[index]) for index, name in enumerate(table.names) if name and row[index])
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _named(events: list[Event]) -> list[Described]:
    """Rows that name no act get a name from what, who and when: the same wherever the row stands."""
    taken = {event.act for event in events if event.act}
    unnamed = [event for event in events if not event.act]
    wanted = [act_name(one.of("act.kind"), one.of("act.person") or one.of("act.by"), one.time) for one in unnamed]
    made = iter(distinct(wanted, [event.digest for event in unnamed], taken))
    return [Described(event.act or next(made), bool(event.act), event) for event in events]
