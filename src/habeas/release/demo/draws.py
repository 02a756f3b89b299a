"""Draws that many rows share: Zipf, and words by their shares."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Words = npt.NDArray[np.object_]


@lru_cache(maxsize=64)
def zipf_table(values: int) -> Ints:
    """For each of 65,536 equally likely draws the rank that it gives, with chances of 1, 1/2, 1/3 ..."""
    chances = 1 / np.arange(1, values + 1)
    ends = np.cumsum(chances) / chances.sum()
    return np.searchsorted(ends, (np.arange(1 << 16) + 0.5) / (1 << 16)).astype(np.int32)


def zipf(rng: np.random.Generator, values: int, count: int) -> Ints:
    """``count`` ranks below ``values``; rank 0 is the most frequent."""
    return zipf_table(values)[rng.integers(0, 1 << 16, count, dtype=np.uint16)]


def words(rng: np.random.Generator, count: int, given: Sequence[str], shares: Sequence[float] = ()) -> Words:
    """``count`` of the words; by Zipf in their order where no shares are given."""
    table = np.array(given, object)
    if not shares:
        return table[zipf(rng, len(given), count)]
    ends = np.cumsum(shares) / np.sum(shares)
    return table[np.minimum(np.searchsorted(ends, rng.random(count), side="right"), len(given) - 1)]


def at_times(rng: np.random.Generator, share: float, values: Words) -> Words:
    """The values, in that share of the rows; None in the others."""
    kept = values.copy()
    kept[rng.random(len(values)) >= share] = None
    return kept
