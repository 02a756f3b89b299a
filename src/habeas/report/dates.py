"""Days as they are written out in a sentence."""

from __future__ import annotations

from habeas.core.edtf import show_instant
from habeas.core.instant import Instant
from habeas.core.zones import day_end, day_start, last_day, local
from habeas.report.ticks import MONTHS


def written_out(instant: Instant, zone: str) -> str:
    """``18 March 2025`` for one whole day, ``March 2025`` for one whole month; else as instants are shown."""
    low, high = instant.low, instant.high
    first, last = local(low, zone), local(high, zone)
    whole = len(instant.intervals) == 1 and low == day_start(first.date(), zone) and high == day_end(last.date(), zone)
    doubt = " (uncertain)" if instant.uncertain else ""
    if whole and first.date() == last.date():
        return f"{first.day} {MONTHS[first.month - 1]} {first.year}{doubt}"
    one_month = (first.year, first.month) == (last.year, last.month)
    if whole and one_month and first.day == 1 and last.day == last_day(last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}{doubt}"
    return show_instant(instant, zone)
