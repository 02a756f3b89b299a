"""The local days of some zones, as a relation that the collective SQL reads: each with its first and last microsecond.

The rule for days is that of ``habeas.core.zones``; no engine's own calendar is asked.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import pyarrow as pa

from habeas.core.zones import DAY, day_start


def day_table(zones: Iterable[str], first: date, last: date) -> pa.Table:
    """Columns ``zone``, ``day``, ``nth`` (of this zone's days, from 0), ``first`` and ``last`` (closed, in
    microseconds of UTC), for every day from ``first`` to ``last``. A day that the calendar of a
    zone skipped is not in it.
    """
    rows = []
    for zone in sorted(set(zones)):
        nth = 0
        for day in (first + timedelta(days=ahead) for ahead in range((last - first).days + 1)):
            low, high = day_start(day, zone), day_start(day + timedelta(days=1), zone) - 1
            if low <= high:
                rows.append({"zone": zone, "day": day, "nth": nth, "first": low, "last": high})
                nth += 1
    schema = pa.schema(
        [("zone", pa.string()), ("day", pa.date32()), ("nth", pa.int32()), ("first", pa.int64()), ("last", pa.int64())]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def base_of(days: pa.Table) -> int:
    """A moment two days before all of them, a whole number of days of UTC: what the SQL counts its days from."""
    earliest = min(days.column("first").to_pylist(), default=0)
    return int(earliest // DAY - 2) * DAY
