"""What is true of a made release: how often each fault was planted, where, and what the main figures are.

In come the planted rows and where each stands in the files; out goes what ``truth.json`` holds. It is worked out from
what was planted, never by the code that is to find it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from habeas.release.demo.draws import Flags, Longs
from habeas.release.demo.faults import Planted
from habeas.release.demo.stints import CUTOFF, DAY, MISSING, in_hold_room

CHANGED = date(2025, 6, 24)  # from this day, hold rooms 72 hours in place of 12
_SHOWN = 10
MEANS = {
    "end-before-start": "book-out before book-in",
    "stint-before-stay": "a stint that begins before its stay",
    "stay-end-before-last-stint": "a stay that ends before its last stint does",
    "no-identifier": "a row that names nobody",
    "unknown-facility": "a facility code in no table",
    "overlapping-stints": "a stint that begins before the one before it has ended",
    "birth-years-disagree": "a person whose rows give two years of birth (the row that disagrees)",
    "stint-duplicates-exact": "a row said twice, every second time with another bond",
    "stint-duplicates-day": "a stint said twice, with two clock times of one day",
    "arrest-duplicates": "a second arrest less than a day after the first",
    "detainer-duplicates": "a second detainer prepared on the same day",
    "arrests-with-a-stay": "an arrest not more than nine days before a stay",
    "arrests-with-a-stay-set-aside": "an arrest before a stay whose only row names nobody or ends before it begins",
    "arrests-without-a-stay": "an arrest more than a month before any stay",
    "midnight-unknown": "a row whose times are known to the day, and stand as midnight",
}


@dataclass(frozen=True)
class Located:
    """Where each row stands: sheet (empty in a CSV) and row as a spreadsheet shows it."""

    sheet: np.ndarray[Any, np.dtype[np.object_]]
    row: Longs

    def first(self, rows: Longs) -> list[str]:
        """The first few of the rows: ``Sheet1:12``, or ``12`` in a CSV."""
        found = sorted(zip(self.sheet[rows].tolist(), self.row[rows].tolist(), strict=True))[:_SHOWN]
        return [f"{sheet}:{row}" if sheet else str(row) for sheet, row in found]


def faults(at: Mapping[str, Longs], located: Located) -> dict[str, Any]:
    """Each fault with its count, its meaning and its first rows."""
    return {
        name: {"rows": len(rows), "means": MEANS[name], "first": located.first(rows)}
        for name, rows in sorted(at.items())
    }


def stint_truth(made: Planted) -> dict[str, Any]:
    """The main figures of the stints that remain when every rule has been applied."""
    rows = made.rows
    aside = np.zeros(len(rows), bool)
    for name in ("end-before-start", "no-identifier", "stint-duplicates-exact"):
        aside[made.at[name]] = True
    aside[made.origin[made.at["stint-duplicates-day"]]] = True  # the later of the two is kept
    kept = ~aside
    stays = np.unique(np.stack([rows.person[kept], rows.stay[kept]]), axis=1).shape[1]
    opened = kept & (rows.end == MISSING)
    return {
        "rows": len(rows),
        "kept": int(kept.sum()),
        "people": len(np.unique(rows.person[kept])),
        "stays": stays,
        "open": int(opened.sum()),
        "set_aside": {name: len(made.at[name]) for name in
                      ("end-before-start", "no-identifier", "stint-duplicates-exact", "stint-duplicates-day")},
        "hold_rooms": _hold_rooms(made, kept),
    }  # fmt: skip


def _hold_rooms(made: Planted, kept: Flags) -> dict[str, Any]:
    """Stints in hold rooms over 12 and over 72 hours, of those with an end: surely, surely not, and not known.

    A clock time is known to the minute, so that a stint is between a minute shorter and a minute longer than its times
    say; a day's precision makes that a day.
    """
    rows = made.rows
    rooms = kept & in_hold_room(rows.place) & (rows.end != MISSING)
    length = np.where(rows.days, rows.end - rows.start, rows.held)
    width = np.where(rows.days, DAY, 1)
    before = rows.start // DAY < (CHANGED - date(1970, 1, 1)).days
    still = kept & in_hold_room(rows.place) & (rows.end == MISSING)
    found: dict[str, Any] = {"stints": int(rooms.sum()), "still_open": int(still.sum())}
    for name, which in (("begun_before_24_june_2025", before), ("begun_since", ~before)):
        for hours in (12, 72):
            over = rooms & which & (length - width >= hours * 60)
            under = rooms & which & (length + width <= hours * 60)
            found[f"{name}_over_{hours}_hours"] = {
                "yes": int(over.sum()), "no": int(under.sum()), "not_known": int((rooms & which & ~over & ~under).sum())
            }  # fmt: skip
    return found


def base(rows: int, seed: int) -> dict[str, Any]:
    """What the truth begins with."""
    return {"asked_rows": rows, "seed": seed, "cutoff": CUTOFF.isoformat()}
