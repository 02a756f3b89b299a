"""The formulas over intervals against the enumeration of every choice of moments, on small whole numbers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from random import Random

import numpy as np
import pytest

from habeas.law.bulk.intervals import EVERY, NONE, SOME, due_least, due_most, forbidden, limit, ungrounded

SEEDS = range(400)


def _interval(rng: Random) -> tuple[int, int]:
    low = rng.randrange(7)
    return low, low + rng.choice((0, 0, 1, 2, 3))


def _verdict(worlds: Iterable[bool]) -> int:
    found = set(worlds)
    return EVERY if found == {True} else NONE if True not in found else SOME


@pytest.mark.parametrize("seed", SEEDS)
def test_a_limit_is_broken_in_as_many_worlds_as_there_are(seed: int) -> None:
    rng = Random(seed)
    start, end, begun, ended = (_interval(rng) for _ in range(4))
    if start[0] > end[1]:
        return
    length = rng.randrange(4)
    worlds = [
        max(f, s + length) < min(u, e)
        for s, e, f, u in product(*(range(low, high + 1) for low, high in (start, end, begun, ended)))
        if s <= e
    ]
    top = min(start[1], end[1])
    said = limit(*start, *end, start[0] + length, top + length, *begun, *ended, False)
    assert said == _verdict(worlds)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_act_is_forbidden_in_as_many_worlds_as_there_are(seed: int) -> None:
    rng = Random(seed)
    when, begun, ended = (_interval(rng) for _ in range(3))
    worlds = [f <= t < u for t, f, u in product(*(range(low, high + 1) for low, high in (when, begun, ended)))]
    assert forbidden(*when, *begun, *ended) == _verdict(worlds)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_ground_is_lacking_in_as_many_worlds_as_there_are(seed: int) -> None:
    rng = Random(seed)
    start, end, begun, ended = (_interval(rng) for _ in range(4))
    if start[0] > end[1]:
        return
    worlds = [
        s < e and not (f <= s and e <= u)
        for s, e, f, u in product(*(range(low, high + 1) for low, high in (start, end, begun, ended)))
        if s <= e
    ]
    assert ungrounded(*start, *end, *begun, *ended) == _verdict(worlds)


def test_a_limit_that_ends_after_it_begins_needs_no_comparison_of_the_two() -> None:
    assert limit(0, 0, 9, 9, 1, 1, 2, 4, 3, 5, True) == EVERY
    assert limit(0, 0, 9, 9, 1, 1, 2, 4, 3, 5, False) == SOME


def test_due_times_of_an_interval_are_those_of_its_moments() -> None:
    """Three pieces: running along, standing still, running along but fallen back."""
    breaks, bases, slopes = (np.array(one, np.int64) for one in ([0, 10, 20, 30], [100, 115, 112, 0], [1, 0, 1, 0]))

    def due(t: int) -> int:
        at = int(np.searchsorted(breaks, t, "right")) - 1
        return int(bases[at] + slopes[at] * (t - breaks[at]))

    for low in range(30):
        for high in range(low, 30):
            every = [due(t) for t in range(low, high + 1)]
            assert due_least(low, high, -1, breaks, bases, slopes, 0, 4) == min(every)
            assert due_most(low, high, -1, breaks, bases, slopes, 0, 4) == max(every)
