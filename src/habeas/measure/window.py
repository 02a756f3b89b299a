"""The days that a release covers, read from the statistics of its files, not from its rows."""

from __future__ import annotations

from datetime import date

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
    zone = "UTC" if release.meta["zone"] in ("facility", "") else release.meta["zone"]
    days = [local(round(moment.timestamp()) * 1_000_000, zone).date() for moment in (min(found), max(found))]
    return days[0], days[1]
