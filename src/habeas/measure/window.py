"""The days that a release covers, read from the statistics of its files, and not from its rows but for their zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from habeas.core.zones import local
from habeas.release.built import Built


def window(release: Built, instant: str) -> tuple[date, date] | None:
    """The local days of the first and of the last moment of that instant that any row knows; None where none does."""
    name = f"{instant}.earliest"
    if name not in release.schema.names:
        return None
    found = []
    for path in release.files:
        with pq.ParquetFile(path) as file:
            at = file.schema_arrow.names.index(name)
            for group in range(file.num_row_groups):
                said = file.metadata.row_group(group).column(at).statistics
                if said is not None and said.has_min_max:
                    found += [said.min, said.max]
    if not found:
        return None
    first, last = (_day(release, name, moment, at) for moment, at in ((min(found), 0), (max(found), -1)))
    return first, last


def _day(release: Built, name: str, moment: datetime, at: int) -> date:
    zone = release.meta["zone"]
    if zone == "facility":
        zone = sorted(_zones(release, name, moment), key=lambda one: local(_micros(moment), one))[at]
    return local(_micros(moment), zone or "UTC").date()


def _zones(release: Built, name: str, moment: datetime) -> set[str]:
    """The zones of the places of the rows that say just that moment."""
    places = next((one for one in ("custody.place", "act.place", "act.from") if one in release.schema.names), "")
    found: set[str] = set()
    for batch in release.batches([name, *([places] if places else [])]):
        rows = batch.filter(pc.equal(batch.column(name), pa.scalar(moment, batch.column(name).type)))
        if places and rows.num_rows:
            said = (release.meta["places"].get(place, {}) for place in rows.column(places).to_pylist())
            found |= {one.get("zone") or "UTC" for one in said}
    return found or {"UTC"}


def _micros(moment: datetime) -> int:
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))
