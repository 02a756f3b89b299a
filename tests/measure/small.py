"""Small built releases for tests: rows as plain tuples, stored as a release stores them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

import pyarrow as pa

from habeas.release.built import INSTANT, WORD, Built, Meta, write_built

ZONE = "America/Phoenix"
MINUTE = timedelta(minutes=1) - timedelta(microseconds=1)
PLACES = {
    "place:tuchold": {"kind": "hold_room", "zone": ZONE, "in": "place:us-az", "name": "Tucson Hold Room"},
    "place:fsf": {"kind": "detention_center", "zone": ZONE, "in": "place:us-az", "name": "Florence"},
}
SCHEMA = pa.schema(
    [
        ("file", WORD), ("sheet", WORD), ("row", pa.int64()), ("custody.person", WORD),
        ("custody.start.earliest", INSTANT), ("custody.start.latest", INSTANT),
        ("custody.end.earliest", INSTANT), ("custody.end.latest", INSTANT),
        ("custody.place", WORD), ("custody.place.withheld", pa.bool_()), ("hours", pa.int64()), ("reason", pa.string()),
    ]
)  # fmt: skip
COLUMNS = {
    "custody.person": "entity", "custody.start": "instant", "custody.end": "instant", "custody.place": "entity",
    "hours": "quantity", "reason": "text",
}  # fmt: skip


class Row(NamedTuple):
    """Times are local and known to the minute; a pair of them is a span; None is not said."""

    person: str | None
    start: str | tuple[str | None, str | None] | None
    end: str | tuple[str | None, str | None] | None = None
    place: str | None = "tuchold"
    hours: int | None = None
    reason: str | None = None


WITHHELD = "b(6)"


def release(folder: Path, rows: Sequence[Row], name: str = "small", **meta: object) -> Built:
    """A release of those rows, sorted by person as releases are."""
    numbered = sorted(
        enumerate(rows, 2), key=lambda one: (one[1].person is None, one[1].person or "", str(one[1].start), one[0])
    )
    start = [_span(row.start) for _, row in numbered]
    end = [_span(row.end) for _, row in numbered]
    places = [row.place for _, row in numbered]
    columns = [
        pa.array(["stays.csv"] * len(rows)).cast(WORD), pa.array([""] * len(rows)).cast(WORD),
        pa.array([number for number, _ in numbered], pa.int64()),
        _words([row.person and f"person:{row.person}" for _, row in numbered]),
        *(pa.array([span[at] for span in spans], INSTANT) for spans in (start, end) for at in (0, 1)),
        _words([None if place in (None, WITHHELD) else f"place:{place}" for place in places]),
        pa.array([place == WITHHELD for place in places]),
        pa.array([row.hours for _, row in numbered], pa.int64()),
        pa.array([row.reason for _, row in numbered], pa.string()),
    ]  # fmt: skip
    said = {
        "release": name, "row": "stay", "zone": ZONE, "cutoff": "2025-12-31", "mapping": "",
        "inputs": [{"file": "stays.csv", "sha256": f"{len(rows):064}"}],
        "counts": {"read": len(rows), "kept": len(rows), "set_aside": {}},
        "places": PLACES, "columns": COLUMNS, **meta,
    }  # fmt: skip
    batch = pa.RecordBatch.from_arrays(columns, schema=SCHEMA)
    return write_built(folder, SCHEMA, [batch], cast("Meta", said), "custody.person")


def _words(words: Sequence[str | None]) -> pa.Array:
    return pa.array(words, pa.string()).cast(WORD)


def _span(text: str | tuple[str | None, str | None] | None) -> tuple[datetime | None, datetime | None]:
    low, high = text if isinstance(text, tuple) else (text, text)
    zone = ZoneInfo(ZONE)
    return (
        datetime.fromisoformat(low).replace(tzinfo=zone) if low else None,
        datetime.fromisoformat(high).replace(tzinfo=zone) + MINUTE if high else None,
    )
