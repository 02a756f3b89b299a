"""Counts of combinations of small numbers, in one array while there is room for one, else by sorting.

In come the numbers of each batch; out come the combinations that occurred with their counts, or the sums of their
weights, exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import prod

import numpy as np
import numpy.typing as npt

Class = tuple[int, ...]  # a value of each dimension, by its number
Whole = npt.NDArray[np.int64]
_ROOM = 1 << 24  # combinations held as one array of 128 MB
_LARGEST = 1 << 62


class Bins:
    """``add`` may be told of more values of a dimension from one call to the next; never of fewer."""

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._shape: tuple[int, ...] = ()
        self._rows: Whole = np.zeros(1, dtype=np.int64)
        self._sums: Whole | None = None
        self._beyond: Counter[Class] = Counter()

    def add(
        self, codes: Sequence[Whole] | Whole, sizes: Sequence[int], rows: int, weights: Whole | None = None
    ) -> None:
        """Count ``rows`` rows; ``codes`` has an array for each dimension, with numbers below its size."""
        if not self._beyond and self._fits(sizes):
            at = _joined(codes, self._shape, rows)
            _add(self._rows, at, None)
            if weights is not None:
                self._sums = np.zeros_like(self._rows) if self._sums is None else self._sums
                _add(self._sums, at, weights)
            return
        if not self._beyond:
            self._beyond = Counter(self._held())
        joined = _joined(codes, sizes, rows)
        found, which = np.unique(joined, return_inverse=True)
        counts = np.zeros(len(found), dtype=np.int64)
        _add(counts, which, weights)
        self._beyond.update(_named(found, counts, sizes))

    def counts(self) -> dict[Class, int]:
        """Every combination that occurred, a sum of 0 included."""
        return dict(self._beyond) if self._beyond else self._held()

    def _held(self) -> dict[Class, int]:
        at = np.flatnonzero(self._rows)
        values = (self._rows if self._sums is None else self._sums).reshape(-1)[at]
        return _named(at, values, self._shape)

    def _fits(self, sizes: Sequence[int]) -> bool:
        """Whether there is room; makes it where there is."""
        if len(sizes) == len(self._shape) and all(a <= b for a, b in zip(sizes, self._shape, strict=True)):
            return True
        shape = tuple(1 << (size - 1).bit_length() for size in sizes)
        if prod(shape) > self._room:
            return False
        self._rows = self._grown(self._rows, shape)
        self._sums = None if self._sums is None else self._grown(self._sums, shape)
        self._shape = shape
        return True

    def _grown(self, held: Whole, shape: tuple[int, ...]) -> Whole:
        new = np.zeros(shape, dtype=np.int64)
        if self._shape:
            new[tuple(slice(size) for size in self._shape)] = held.reshape(self._shape)
        return new.reshape(-1)


def _joined(codes: Sequence[Whole] | Whole, sizes: Sequence[int], rows: int) -> Whole:
    assert prod(sizes) < _LARGEST, "more combinations than there are whole numbers"
    joined = np.zeros(rows, dtype=np.int64)
    for one, size in zip(codes, sizes, strict=True):
        joined = joined * size + one
    return joined


def _add(counts: Whole, at: Whole, weights: Whole | None) -> None:
    if weights is not None:
        np.add.at(counts, at, weights)
    elif len(counts) <= 4 * len(at):
        counts += np.bincount(at, minlength=len(counts))
    else:
        np.add.at(counts, at, 1)


def _named(joined: Whole, counts: Whole, sizes: Sequence[int]) -> dict[Class, int]:
    if not sizes:
        return {(): int(counts[0])} if len(counts) else {}
    places = np.unravel_index(joined, tuple(sizes))
    return dict(zip(zip(*(one.tolist() for one in places), strict=True), counts.tolist(), strict=True))
