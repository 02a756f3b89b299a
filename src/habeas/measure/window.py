"""The days that a release covers, read from the statistics of its files, or from its rows where each has a zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pyarrow.parquet as pq

from habeas.core.zones import local
from habeas.measure.asked import dimensions_of
from habeas.measure.dimensions import TimeDimension
from habeas.release.built import Built
from habeas.release.units import MISSING, day_of


def window(release: Built, instant: str) -> tuple[date, date] | None:
    """The local days of the first and of the last moment of that instant that any row knows; None where none does."""
    name = f"{instant}.earliest"
    if name not in release.schema.names:
        return None
    if release.meta["zone"] == "facility":
        return _by_place(release, instant)
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
    zone = release.meta["zone"] or "UTC"
    return local(_micros(min(found)), zone).date(), local(_micros(max(found)), zone).date()


def _by_place(release: Built, instant: str) -> tuple[date, date] | None:
    """Each row's day by the clock of its place: which is first is not said by the moments alone."""
    (dimension,) = dimensions_of(release, ["day"], instant).by
    assert isinstance(dimension, TimeDimension)
    found: list[int] = []
    for batch in release.batches(dimension.columns):
        days = dimension.numbers(batch, "earliest")
        known = days[days != MISSING]
        found += [int(known.min()), int(known.max())] if len(known) else []
    return (day_of(min(found)), day_of(max(found))) if found else None


def _micros(moment: datetime) -> int:
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))
