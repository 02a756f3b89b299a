"""People who never were, and where they were held: chains of stints in real facilities, with no fault in them.

Out come arrays of one value a stint, sorted by person and time. Times are minutes since 1970 by the clock on the
facility's wall, as releases give them; all stints of a person lie in one zone, so that their order can be read off the
wall. A stay is one chain without a gap of a day; its first stint is in a hold room as often as not.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from habeas.release.demo.draws import Flags, Ints, Longs, zipf
from habeas.release.facilities import Facility, load_facilities

DAY = 1440
CUTOFF = date(2026, 3, 10)
MISSING = np.int64(-1)
DAY_SHARE, OPEN_SHARE, UNSAID_SHARE = 0.08, 0.02, 0.05
_WINDOW = 420 * DAY  # the last book-out of a person lies within this before the cut-off
_HELD_IN = ("detention_center", "jail", "prison")


@dataclass
class Stints:
    """``start`` and the others are minutes on the wall; ``MISSING`` is no time. ``held`` is the true length in minutes.
    ``stay`` numbers stays over all people; ``days`` marks rows whose times are known to the day alone; ``place`` is a
    number in ``places()``.
    """

    person: Ints
    stay: Ints
    place: Ints
    stay_start: Longs
    start: Longs
    end: Longs
    stay_end: Longs
    held: Longs
    days: Flags

    def take(self, rows: Longs) -> Self:
        """Those rows, in that order."""
        return type(self)(**{each.name: getattr(self, each.name)[rows] for each in fields(self)})

    def __len__(self) -> int:
        return len(self.person)


@lru_cache(maxsize=1)
def places() -> tuple[Facility, ...]:
    """The facilities in which people are held here, zone by zone: hold rooms and others, the most frequent first."""
    known = list(load_facilities().values())
    order = np.random.default_rng(11).permutation(len(known))
    mixed = [known[at] for at in order if known[at].kind in ("hold_room", *_HELD_IN) and known[at].zone]
    zones = {one.zone for one in mixed}
    rich = {zone for zone in zones if min(len(_in(mixed, zone, room)) for room in (True, False)) >= 3}
    return tuple(one for one in mixed if one.zone in rich)


def _in(known: list[Facility], zone: str, room: bool) -> list[int]:
    return [at for at, one in enumerate(known) if one.zone == zone and (one.kind == "hold_room") is room]


def in_hold_room(place: Ints) -> Flags:
    """Which of the facilities are hold rooms; one that no table knows is none."""
    rooms: Flags = np.array([*(one.kind == "hold_room" for one in places()), False])[place]
    return rooms


def make_stints(rng: np.random.Generator, rows: int) -> Stints:
    """``rows`` stints: a person has 1 + Poisson(2), of which the last person's may be cut."""
    each = 1 + rng.poisson(2, rows)
    ends = np.cumsum(each)
    people = int(np.searchsorted(ends, rows)) + 1
    each, ends = each[:people], ends[:people].copy()
    each[-1] -= ends[-1] - rows
    ends[-1] = rows
    person = np.repeat(np.arange(people, dtype=np.int32), each)
    last = np.zeros(rows, bool)
    last[ends - 1] = True
    first = np.roll(last, 1)
    opens_stay = first | (rng.random(rows) < 0.3)
    place = _places(rng, person, opens_stay, people)
    held = _held(rng, place)
    gap = rng.integers(61, 600, rows)  # on the road, within a stay; more than a clock is ever put back
    apart = rng.integers(3 * DAY, 400 * DAY, rows)
    gap = np.where(np.roll(opens_stay, -1), apart, gap)
    gap[last] = 0
    opened = rng.random(people) < OPEN_SHARE * rows / people
    start, end = _chained(rng, person, ends, held, gap, opened)
    while (doubled := _doubled(place, start) | _doubled(place, end)).any():
        later = np.isin(person, person[doubled]) * np.int64(3 * 60)  # that person's whole chain, past the doubled hour
        start, end = start + later, end + later
    days = (rng.random(people) < DAY_SHARE)[person]
    return _stints(person, opens_stay, place, start, end, held, days, opened[person] & last)


def _places(rng: np.random.Generator, person: Ints, opens_stay: Flags, people: int) -> Ints:
    """The facility of each row: of one zone for each person, never the one before."""
    known = list(places())
    zones = [known[at].zone for at in zipf(rng, len(known), people)]
    rooms = opens_stay & (rng.random(len(person)) < 0.5)
    place = np.zeros(len(person), np.int32)
    of_person = np.array(zones, object)[person]
    for zone in sorted(set(zones)):
        for room in (True, False):
            at = np.flatnonzero((of_person == zone) & (rooms == room))
            choice = np.array(_in(known, zone, room), np.int32)
            drawn = zipf(rng, len(choice), len(at))
            place[at] = choice[drawn]
            place[at] = choice[(drawn + (place[at] == place[at - 1])) % len(choice)]
            # what was moved on may meet the next row's: step once more, over three places no two in a row are equal
            again = at[1:][(np.diff(at) == 1) & (place[at[1:]] == place[at[:-1]])]
            for row in again:
                place[row] = next(one for one in choice if one not in (place[row - 1], place[(row + 1) % len(place)]))
    return place


def _held(rng: np.random.Generator, place: Ints) -> Longs:
    """Minutes held: in hold rooms some hours, one in a hundred exactly twelve; elsewhere a day at least."""
    rooms = in_hold_room(place)
    normal = rng.standard_normal(len(place))
    hours = np.clip(np.exp(normal * 0.9) * 7 * 60, 61, 6 * DAY)
    stay = np.clip(np.exp(normal * 1.2) * 12 * DAY, DAY + 1, 700 * DAY)
    held: Longs = np.where(rooms, hours, stay).astype(np.int64)
    held[rooms & (rng.random(len(place)) < 0.01)] = 12 * 60
    return held


def _chained(
    rng: np.random.Generator, person: Ints, ends: Longs, held: Longs, gap: Longs, opened: Flags
) -> tuple[Longs, Longs]:
    """Start and end of each stint in minutes of UTC, one after another, back from each person's last moment."""
    done = np.cumsum(held + gap)
    cutoff = (CUTOFF - date(1970, 1, 1)).days * DAY
    chance = rng.random(len(ends))
    beyond = (held[ends - 1] * (0.05 + 0.9 * chance)).astype(np.int64) + DAY  # held at the cut-off, and a day after it
    out = np.where(
        opened, cutoff + np.minimum(beyond, held[ends - 1] - 1), cutoff - (chance * _WINDOW).astype(np.int64)
    )
    end: Longs = done - gap + (out - done[ends - 1])[person]
    return end - held, end


def _stints(
    person: Ints, opens_stay: Flags, place: Ints, start: Longs, end: Longs, held: Longs, days: Flags, opened: Flags
) -> Stints:
    stay = (np.cumsum(opens_stay) - 1).astype(np.int32)
    walls = [on_wall(place, start), on_wall(place, end)]
    for wall in walls:
        wall[days] = wall[days] // DAY * DAY
    walls[1][opened] = MISSING
    firsts = np.flatnonzero(opens_stay)
    lasts = np.append(firsts[1:], len(person)) - 1
    return Stints(person, stay, place, walls[0][firsts][stay], walls[0], walls[1], walls[1][lasts][stay], held, days)


def _doubled(place: Ints, moment: Longs) -> Flags:
    """Where the clock showed the same an hour before or after: no fault of a release, and no truth to be had."""
    wall = on_wall(place, moment)
    doubled: Flags = (on_wall(place, moment + 60) == wall) | (on_wall(place, moment - 60) == wall)
    return doubled


def on_wall(place: Ints, moment: Longs) -> Longs:
    """Minutes of UTC as minutes of the facility's clock."""
    zones = np.array([one.zone for one in places()], object)[place]
    wall = moment.copy()
    for zone in sorted(set(zones.tolist())):
        at = np.flatnonzero(zones == zone)
        local = pc.local_timestamp(pa.array(moment[at] * 60, pa.timestamp("s", tz=zone)))
        wall[at] = local.cast(pa.int64()).to_numpy() // 60
    return wall
