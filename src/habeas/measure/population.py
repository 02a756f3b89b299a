"""Daily population of a release: how many people each facility held on each of its days, between two bounds.

In come a release of stints or stays and two days; out comes a table, a row for each day of each facility. Where the
identifiers of a joined release do not carry over, people are told apart within each part alone: there are at least
those of the part that has most of them there on that day, and at most those of all parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from habeas.engine import duck
from habeas.engine.days import base_of, day_table
from habeas.release.built import Built
from habeas.release.cutoff import Cutoff
from habeas.release.model import FACILITY
from habeas.release.seams import Months, sets_of_months

COLUMNS = ("custody.place", "day", "held_min", "held_max", "midnight_min", "midnight_max")
_ORDER = COLUMNS[:2]
_ROWS = ("file", "sheet", "row", "custody.person", "custody.place", "custody.start.earliest", "custody.start.latest",
         "custody.end.earliest", "custody.end.latest")  # fmt: skip


def population(release: Built, first: date, last: date) -> pa.Table:
    """The columns ``COLUMNS``, in order of place and day; no row where there is no day from ``first`` to ``last``."""
    zones = {place: said["zone"] for place, said in release.meta["places"].items() if said["zone"]}
    usual = release.meta["zone"] if release.meta["zone"] not in (FACILITY, "") else "UTC"
    days = day_table([usual, *zones.values()], first, last)
    places = pa.table({"place": list(zones), "zone": list(zones.values())})
    said: dict[str, Any] = {"base": base_of(days), "zone": usual, **_drawn(release, [*zones.values()])}
    with _parts(release) as parts:
        tables = [
            duck.run("population", {"rows": files, "places": places, "days": days}, order=_ORDER, **said).read_all()
            for files in parts
        ]
    table = tables[0] if len(tables) == 1 else _together(tables)
    return table.select(list(COLUMNS))


def _together(tables: list[pa.Table]) -> pa.Table:
    least = [(name, "max") for name in COLUMNS if name.endswith("_min")]
    most = [(name, "sum") for name in COLUMNS if name.endswith("_max")]
    found = pa.concat_tables(tables).group_by(list(_ORDER), use_threads=False).aggregate([*least, *most])
    found = found.rename_columns([*_ORDER, *(name for name, _ in (*least, *most))]).cast(
        pa.schema([tables[0].schema.field(name) for name in (*_ORDER, *(name for name, _ in (*least, *most)))])
    )
    return found.sort_by([(name, "ascending") for name in _ORDER])


@contextmanager
def _parts(release: Built) -> Iterator[list[list[Path]]]:
    """The files of the release; of one whose identifiers do not carry over, for each part a file of its rows."""
    sets = sets_of_months(release.meta)
    if not sets:
        yield [release.files]
        return
    with TemporaryDirectory(prefix="habeas-parts-") as scratch:
        yield [[_rows_of(release, months, Path(scratch) / f"{at}.parquet")] for at, months in enumerate(sets)]


def _rows_of(release: Built, months: set[str], path: Path) -> Path:
    schema = pa.schema([release.schema.field(name) for name in _ROWS])
    clock = Months.of(release)
    with pq.ParquetWriter(path, schema, compression="lz4") as writer:
        for batch in release.batches(_ROWS):
            writer.write_batch(clock.within(batch, months))
    return path


def _drawn(release: Built, zones: list[str]) -> dict[str, Any]:
    """The moment at which what is open had not ended, by the clock of each zone, as the release was built by it."""
    if not release.meta["cutoff"]:
        return {}
    cutoff = Cutoff(release.meta["cutoff"], release.meta["zone"])
    by_zone = {zone: cutoff.begins(zone)[0] for zone in zones} if cutoff.zone == FACILITY else {}
    return {"drawn": cutoff.begins()[0], "drawn_in": by_zone}
