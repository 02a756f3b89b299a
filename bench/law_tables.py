"""What an expert would prepare for the workload W: the orders as tables of keys and bounds, one for each kind of scope.

``orders`` has a row for each order and reading; the others have the keys on which rows of the release are joined,
each exploded to single values (a state to its facilities), so that every join is on equal keys. A ground that nobody
names is a key of its own, for the order may or may not be about that row.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bench.generate import facilities
from habeas.core.schema import load_schema
from habeas.core.zones import DAY, HOUR
from habeas.law.instruments.load import load_instruments
from habeas.law.instruments.model import All, Any, Choice, Compare, Condition, Edge, Instrument

UNSAID = "?"


def make_tables(matter: Path, folder: Path) -> Path:
    """Write the tables as Parquet into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    instruments = load_instruments(matter / "instruments", load_schema(), "UTC", 0)
    inside: dict[str, list[str]] = {}
    for one in facilities():
        inside.setdefault(one.within[0] if one.within else "", []).append(one.place)
    orders: list[dict[str, object]] = []
    keys: dict[str, list[dict[str, object]]] = {
        "person": [],
        "place": [],
        "nationality": [],
        "states": [],
        "nation": [],
    }
    for number, instrument in enumerate(instruments):
        limit = _limit(instrument)
        bounds = []
        for reading in instrument.readings.values():
            start = _edge(instrument.in_force.start, reading.choices["in_force.from"])
            end = _edge(instrument.in_force.end, reading.choices["in_force.until"])
            bounds.append((*start, *end))
            orders.append({"orders": number, "instrument": instrument.id, "clause": "hold", "reading": reading.id,
                           "f1": start[0], "f2": start[1], "u1": end[0], "u2": end[1], "d": limit})  # fmt: skip
        wide: dict[str, object] = {
            "orders": number,
            "d": limit,
            "first": min(one[0] for one in bounds),
            "last": max(one[3] for one in bounds),
        }
        _explode(instrument, wide, keys, inside)
    for name, rows in {"orders": orders, **keys}.items():
        pq.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
    return folder


def _limit(instrument: Instrument) -> int:
    """In microseconds: in UTC a day by the calendar has 24 hours."""
    choice = instrument.clauses[0].to
    assert choice is not None
    length = choice.options[""]
    assert not length.months
    assert length.micros % HOUR == 0
    return length.days * DAY + length.micros


def _edge(choice: Choice[Edge] | None, meaning: str) -> tuple[int, int]:
    assert choice is not None
    instant = choice.options[meaning].instant
    assert instant is not None
    return instant.low, instant.high


def _explode(
    instrument: Instrument,
    wide: dict[str, object],
    keys: dict[str, list[dict[str, object]]],
    inside: dict[str, list[str]],
) -> None:
    said = _values(instrument.protects.options[""])
    grounds = said.get("custody.ground", [])
    places = said.get("custody.place", []) + [place for one in said.get("place.in", []) for place in inside[one]]
    if "custody.person" in said:
        keys["person"] += [{**wide, "person": person} for person in said["custody.person"]]
    elif "person.citizenship" in said:
        keys["nationality"] += [
            {**wide, "place": place, "citizenship": said["person.citizenship"][0]} for place in places
        ]
    elif grounds and places:
        keys["states"] += [{**wide, "place": place, "ground": ground, "sure": ground != UNSAID}
                           for place in places for ground in (*grounds, UNSAID)]  # fmt: skip
    elif grounds:
        keys["nation"] += [{**wide, "ground": ground, "sure": ground != UNSAID} for ground in (*grounds, UNSAID)]
    else:
        keys["place"] += [{**wide, "place": place} for place in places]


def _values(condition: Condition) -> dict[str, list[str]]:
    """The values that each property may have."""
    if isinstance(condition, Compare):
        return {".".join(condition.path): [condition.literal]}
    assert isinstance(condition, All | Any), condition
    found: dict[str, list[str]] = {}
    for part in condition.parts:
        for name, values in _values(part).items():
            found.setdefault(name, []).extend(values)
    return found
