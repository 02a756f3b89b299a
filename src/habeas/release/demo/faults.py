"""The known faults of releases, planted one at a time: each in people that no other fault touches, so that each can be
counted by itself.

In come stints without a fault; out go the rows of the release with the faults in them, and for each fault the rows that
have it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from habeas.release.demo.draws import Flags, Longs
from habeas.release.demo.stints import DAY, MISSING, Stints, in_hold_room

RATE = 0.001  # of the rows, for each fault
LEAST = 3
UNKNOWN_PLACE = np.int32(-1)  # a facility that no table knows


@dataclass
class Planted:
    """``rows`` are the stints of the release, duplicates at their end; ``origin`` the row that each is or repeats;
    ``birth_shift`` and ``nameless`` are by row; ``bond`` marks duplicates that differ in their bond. ``at`` gives the
    rows that have each fault.
    """

    rows: Stints
    origin: Longs
    birth_shift: Longs
    nameless: Flags
    bond: Flags
    at: dict[str, Longs]


def plant(rng: np.random.Generator, clean: Stints) -> Planted:
    """Plant every fault of stints. ``clean`` is changed."""
    pick = _Picker(rng, clean)
    count = len(clean)
    at: dict[str, Longs] = {}
    long = ~in_hold_room(clean.place)  # a day at least, and no part of what is counted of hold rooms
    begun, ended = _by_day(clean.start), _by_day(clean.end)
    at["end-before-start"] = rows = pick.alone(long & begun)
    clean.end[rows] = clean.start[rows] - 180
    at["stint-before-stay"] = rows = pick.alone(long & begun)
    clean.stay_start[rows] += 60
    at["stay-end-before-last-stint"] = rows = pick.alone(long & ended)
    clean.stay_end[rows] -= 60
    at["no-identifier"] = nameless = pick.alone(long)
    at["unknown-facility"] = rows = pick.alone(long)
    clean.place[rows] = UNKNOWN_PLACE
    exact = pick.alone(long)
    early = pick.alone(long & begun)
    at["overlapping-stints"] = _overlap(clean, pick)
    at["birth-years-disagree"] = shifted = pick.lasts()
    rows = np.concatenate([np.arange(count, dtype=np.int64), exact, early])
    made = clean.take(rows)
    again = np.arange(count + len(exact), len(rows))
    made.start[again] += 7  # begun on the same day, by another clock
    at["stint-duplicates-exact"] = np.arange(count, count + len(exact))
    at["stint-duplicates-day"] = again
    shift = np.zeros(len(rows), np.int64)
    shift[shifted] = 1
    bare, bond = np.zeros(len(rows), bool), np.zeros(len(rows), bool)
    bare[nameless] = True
    bond[at["stint-duplicates-exact"][::2]] = True
    return Planted(made, rows, shift, bare, bond, at)


def _by_day(minutes: Longs) -> Flags:
    """From six in the morning to ten at night: moved by an hour or three, still clear of a change of the clock."""
    hour: Longs = minutes % DAY // 60
    return (hour >= 6) & (hour < 22)


def _overlap(clean: Stints, pick: _Picker) -> Longs:
    """A second stint that begins an hour before the first has ended: pairs, of which the second rows are given."""
    rows = pick.pairs((clean.held >= DAY) & _by_day(clean.end))
    clean.start[rows + 1] = clean.end[rows] - 60
    return rows + 1


class _Picker:
    """People for one fault after another, nobody twice; those known to the day alone, or still held, for none."""

    def __init__(self, rng: np.random.Generator, clean: Stints) -> None:
        self.rng, self.clean = rng, clean
        self.free = np.ones(int(clean.person[-1]) + 1, bool)
        self.free[clean.person[clean.days | (clean.end == MISSING)]] = False
        self.each = np.bincount(clean.person)
        self.most = max(LEAST, round(RATE * len(clean)))

    def alone(self, fits: Flags) -> Longs:
        """Rows of people who have no other."""
        return self._pick(fits & (self.each[self.clean.person] == 1))

    def pairs(self, fits: Flags) -> Longs:
        """Rows that another of the same stay follows."""
        stay = self.clean.stay
        return self._pick(fits & np.append(stay[1:] == stay[:-1], False))

    def lasts(self) -> Longs:
        """The last rows of people who have several."""
        person = self.clean.person
        last = np.append(person[1:] != person[:-1], True)
        return self._pick(last & (self.each[person] > 1))

    def _pick(self, fits: Flags) -> Longs:
        able = np.flatnonzero(fits & self.free[self.clean.person])
        _, first = np.unique(self.clean.person[able], return_index=True)
        able = able[first]
        if len(able) < LEAST:
            raise ValueError(f"too few rows to plant a fault in: {len(self.clean)}")
        rows = np.sort(self.rng.choice(able, min(self.most, len(able) // 4 + LEAST, len(able)), replace=False))
        self.free[self.clean.person[rows]] = False
        return rows.astype(np.int64)
