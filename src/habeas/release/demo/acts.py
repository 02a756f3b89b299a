"""Arrests and detainers of the people of a release: each arrest belongs to a stay or, in a few, to none.

In come stints; out go the sheets of 25 and of 65 columns, with duplicates planted and counted.
"""

from __future__ import annotations

import numpy as np

from habeas.release.demo.cells import CRIMINALITY, Column, Dates, filled, people_of
from habeas.release.demo.draws import Longs, words
from habeas.release.demo.faults import LEAST, RATE
from habeas.release.demo.stints import DAY, Stints, places

_ARRESTED, _DETAINED, _STRAY = 0.8, 0.3, 0.05


def arrests(rng: np.random.Generator, seed: int, clean: Stints) -> tuple[dict[str, Column], dict[str, Longs], Longs]:
    """Arrests before the first stay of most people: up to nine days before, or, for a few, more than a month.

    Returns the cells, the rows by what is true of them, and who each row is of.
    """
    firsts = _firsts(clean)
    firsts = firsts[rng.random(len(firsts)) < _ARRESTED]
    stray = rng.random(len(firsts)) < _STRAY
    before = np.where(stray, rng.integers(31 * DAY, 60 * DAY, len(firsts)), rng.integers(10, 9 * DAY, len(firsts)))
    time = clean.stay_start[firsts] - before
    time = np.where(clean.days[firsts], time // DAY * DAY, time)
    again = _again(rng, len(firsts))
    again = again[~clean.days[firsts][again]]
    origin = np.concatenate([np.arange(len(firsts)), again])
    times = np.concatenate([time, time[again] + rng.integers(30, 23 * 60, len(again))])  # one episode: within a day
    person = clean.person[firsts][origin]
    cells: dict[str, Column] = {
        **people_of(rng, seed, person),
        "Apprehension Date": Dates(times),
        "Apprehension Criminality": words(rng, int(person.max()) + 1, CRIMINALITY, (0.3, 0.25, 0.45))[person],
    }
    at = {
        "arrest-duplicates": np.arange(len(firsts), len(origin)),
        "arrests-with-a-stay": np.flatnonzero(~stray),
        "arrests-without-a-stay": np.flatnonzero(stray),
    }
    return filled(rng, "arrests", cells, person, origin), at, person


def usable(at: dict[str, Longs], of: Longs, lost: Longs) -> dict[str, Longs]:
    """The same, with the arrests apart of those whose only stay a rule sets aside: ``lost`` are these people."""
    rows = at["arrests-with-a-stay"]
    gone = np.isin(of[rows], lost)
    return at | {"arrests-with-a-stay": rows[~gone], "arrests-with-a-stay-set-aside": rows[gone]}


def detainers(rng: np.random.Generator, seed: int, clean: Stints) -> tuple[dict[str, Column], dict[str, Longs]]:
    """Detainers for some people, prepared on a day some weeks before their first stay."""
    firsts = _firsts(clean)
    firsts = firsts[rng.random(len(firsts)) < _DETAINED]
    day = (clean.stay_start[firsts] - rng.integers(2 * DAY, 40 * DAY, len(firsts))) // DAY * DAY
    again = _again(rng, len(firsts))
    origin = np.concatenate([np.arange(len(firsts)), again])
    person = clean.person[firsts][origin]
    jails = [one for one in places() if one.kind == "jail"]
    drawn = rng.integers(0, len(jails), len(firsts))[origin]
    cells: dict[str, Column] = {
        **people_of(rng, seed, person),
        "Detainer Prepare Date": Dates(day[origin], days=True),
        "Detainer Facility": np.array([one.name.upper() for one in jails], object)[drawn],
        "Detainer Facility Code": np.array([one.code for one in jails], object)[drawn],
        "Facility State": np.array([one.state for one in jails], object)[drawn],
        "Facility City": np.array([one.city for one in jails], object)[drawn],
        "Detainer Criminality": words(rng, int(person.max()) + 1, CRIMINALITY, (0.3, 0.25, 0.45))[person],
    }
    return filled(rng, "detainers", cells, person, origin), {"detainer-duplicates": np.arange(len(firsts), len(origin))}


def _firsts(clean: Stints) -> Longs:
    """The first row of each person."""
    return np.flatnonzero(np.append(True, clean.person[1:] != clean.person[:-1]))


def _again(rng: np.random.Generator, count: int) -> Longs:
    """The rows that are said twice."""
    return np.sort(rng.choice(count, min(max(LEAST, round(RATE * 5 * count)), count), replace=False))
