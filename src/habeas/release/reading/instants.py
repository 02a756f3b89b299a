"""A column of times to instants: first and last moment, with what the rules must know of how each was written.

In come the cells of a column and the zone, one for all or one for each row; out come ``P.earliest`` and ``P.latest``
(UTC microseconds), ``P.form`` (how much the cell says), ``P.day`` (the local day) and ``P.midnight`` (where the clock
stood at 00:00: the end of that day, for the rules that take a midnight for an unknown time). No time is ever more
precise than it was written; where a row's zone is not known, the instant covers all zones of the shipped facilities.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from habeas.core.edtf import read_instant
from habeas.core.faults import ValueFault
from habeas.core.instant import MAX, MIN
from habeas.core.zones import DAY, MINUTE, SECOND, local
from habeas.release.facilities import every_zone
from habeas.release.model import FACILITY, Mapped
from habeas.release.reading.cells import Cells
from habeas.release.reading.clocks import days, moments
from habeas.release.reading.formats import AT_MINUTE, AT_SECOND, FORM_WIDTHS, ISO, ON_DAY, UNREAD, Wall, read_walls

NO_DAY = -(2**31)
EDTF_FORM = 7  # read by ``core.edtf``, which pins it itself
_MINUTES = 1440
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_PRECISE = {"minute": MINUTE, "second": SECOND}


@dataclass
class Clockwork:
    """What was seen of one column of times. ``minutes`` counts the cells at each minute of the day."""

    minutes: NDArray[np.int64] = field(default_factory=lambda: np.zeros(_MINUTES, np.int64))
    seconds: int = 0
    days: int = 0
    clocks: int = 0

    @property
    def midnights(self) -> int:
        return int(self.minutes[0])

    @property
    def only_midnights(self) -> bool:
        return self.clocks > 0 and self.midnights == self.clocks and not self.seconds

    def midnight_suspicious(self) -> bool:
        """Midnights are at least ten, and more than five times as many as the largest of their neighbours: the full
        hours 22, 23, 1 and 2, and every minute of the half hours before and after.
        """
        near = [22 * 60, 60, 120, *range(_MINUTES - 30, _MINUTES), *range(1, 31)]
        return self.midnights >= 10 and self.midnights > 5 * int(self.minutes[near].max())


@dataclass(frozen=True)
class Zones:
    """The zone of every row: ``names[index[row]]``; -1 where it is not known."""

    names: tuple[str, ...]
    index: NDArray[np.int64]


@dataclass(frozen=True)
class Pinned:
    """Arrays of one length: of the distinct texts, or of the rows. ``day`` is the number of the local day on which
    it begins, ``NO_DAY`` where that may be several. ``MIN`` and ``MAX`` stand for no bound.
    """

    earliest: NDArray[np.int64]
    latest: NDArray[np.int64]
    midnight: NDArray[np.int64]
    day: NDArray[np.int64]


@dataclass(frozen=True)
class Read:
    """The distinct texts of one column, read but not yet pinned to a zone. ``bad`` are those that could not be read."""

    texts: list[str]
    wall: Wall
    width: NDArray[np.int64]
    last_day: NDArray[np.int64]
    bad: NDArray[np.bool_]

    def pin(self, at: NDArray[np.int64], zone: str, about: int) -> Pinned:
        """The texts at these places, pinned in one zone."""
        start, form = self.wall.start[at], self.wall.form[at]
        earliest, latest = np.zeros(len(at), np.int64), np.zeros(len(at), np.int64)
        clock = (form >= AT_MINUTE) & (form < EDTF_FORM)
        on_days = (form > UNREAD) & (form <= ON_DAY)
        if clock.any():
            earliest[clock], latest[clock] = moments(start[clock], self.width[at][clock], zone)
        if on_days.any():
            earliest[on_days], latest[on_days] = days(start[on_days] // DAY, self.last_day[at][on_days], zone)
        day_of = start // DAY
        for place in np.flatnonzero(form == EDTF_FORM):
            instant = read_instant(self.texts[at[place]], zone, about)
            earliest[place], latest[place] = instant.low, instant.high
            day_of[place] = _one_day(instant.low, instant.high, zone)
        midnight = np.full(len(at), -1, np.int64)
        clock_at_midnight = clock & (start % DAY == 0)
        if clock_at_midnight.any():
            day = start[clock_at_midnight] // DAY
            midnight[clock_at_midnight] = days(day, day, zone)[1]
        return Pinned(earliest, latest, midnight, day_of)


def read_times(mapped: Mapped, texts: pa.StringArray, about: int) -> Read:
    """The distinct texts by the formats of the entry, or by ISO 8601 and the rest of EDTF where it gives none."""
    wall = read_walls(texts, mapped.formats or ISO)
    start, form = wall.start, wall.form
    words = [""] * len(texts)
    if not mapped.formats:
        zone = "UTC" if mapped.zone == FACILITY else mapped.zone
        for place in np.flatnonzero(form == UNREAD):
            words[place] = texts[int(place)].as_py()
            try:
                read_instant(words[place], zone, about)
                form[place] = EDTF_FORM
            except ValueFault:
                pass
    if mapped.precision == "day":
        clock = (form >= AT_MINUTE) & (form < EDTF_FORM)
        start[clock] -= start[clock] % DAY
        form[clock] = ON_DAY
    width = FORM_WIDTHS[np.minimum(form, AT_SECOND + 1)]
    if mapped.precision in _PRECISE:
        least = _PRECISE[mapped.precision]
        coarse = (form >= AT_MINUTE) & (form < EDTF_FORM) & (width < least)
        start[coarse] -= start[coarse] % least
        width[coarse] = least
        if least == MINUTE:
            form[coarse] = AT_MINUTE
    return Read(words, wall, width, wall.last_day, form == UNREAD)


def pinned_rows(read: Read, cells: Cells, zones: Zones | str, about: int) -> tuple[Pinned, NDArray[np.bool_]]:
    """The instants of the rows, and which rows have none."""
    empty = cells.index < 0
    if len(read.bad):
        empty = empty | read.bad[np.where(empty, 0, cells.index)]
    if isinstance(zones, str):
        texts = read.pin(np.arange(len(read.bad)), zones, about)
        at = np.where(empty, 0, cells.index)
        return _taken(texts, at) if len(read.bad) else _nothing(cells.rows), empty
    made = _nothing(cells.rows)
    for number, zone in enumerate((*zones.names, "")):
        rows = np.flatnonzero((zones.index == (number if zone else -1)) & ~empty)
        if not len(rows):
            continue
        found = [read.pin(cells.index[rows], name, about) for name in ((zone,) if zone else every_zone())]
        made.earliest[rows] = np.min([one.earliest for one in found], axis=0)
        made.latest[rows] = np.max([one.latest for one in found], axis=0)
        made.midnight[rows] = np.max([one.midnight for one in found], axis=0)
        same = np.all([one.day == found[0].day for one in found], axis=0)
        made.day[rows] = np.where(same, found[0].day, NO_DAY)
    return made, empty


def watch(clockwork: Clockwork, read: Read, cells: Cells) -> None:
    """Count what the rows hold, for the rules that look at a whole column."""
    counts = cells.counts()
    start, form = read.wall.start, read.wall.form
    clock = (form >= AT_MINUTE) & (form < EDTF_FORM)
    minute = (start[clock] // MINUTE) % _MINUTES
    clockwork.minutes += np.bincount(minute, weights=counts[clock], minlength=_MINUTES).astype(np.int64)
    clockwork.seconds += int(counts[clock & (start % MINUTE != 0)].sum())
    clockwork.clocks += int(counts[clock].sum())
    clockwork.days += int(counts[(form > UNREAD) & (form <= ON_DAY)].sum())


def _taken(pinned: Pinned, at: NDArray[np.int64]) -> Pinned:
    return Pinned(pinned.earliest[at], pinned.latest[at], pinned.midnight[at], pinned.day[at])


def _nothing(rows: int) -> Pinned:
    zeros, none = np.zeros(rows, np.int64), np.full(rows, -1, np.int64)
    return Pinned(zeros, zeros.copy(), none, np.full(rows, NO_DAY, np.int64))


def _one_day(low: int, high: int, zone: str) -> int:
    """The local day in which both moments lie, by its number."""
    if low <= MIN or high >= MAX or local(low, zone).date() != local(high, zone).date():
        return NO_DAY
    return local(low, zone).toordinal() - _EPOCH_DAY
