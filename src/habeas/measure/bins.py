"""Counts of combinations of small numbers, in one array while there is room for one, else by sorting.

In come the numbers of each batch; out come the combinations that occurred with their counts, or the sums of their
weights, exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

Class = tuple[int, ...]  # a value of each dimension, by its number
Whole = npt.NDArray[np.int64]
_ROOM = 1 << 24  # combinations held as one array of 128 MB
_LARGEST = 1 << 62


@dataclass(frozen=True)
class Classes:
    """Combinations that occurred, each once: ``codes`` has an array for each dimension, ``counts`` a number each."""

    codes: tuple[Whole, ...]
    counts: Whole

    @classmethod
    def none(cls, dimensions: int) -> Classes:
        empty = np.empty(0, dtype=np.int64)
        return cls((empty,) * dimensions, empty)

    def __len__(self) -> int:
        return len(self.counts)

    def where(self, which: npt.NDArray[np.bool_]) -> Classes:
        return Classes(tuple(each[which] for each in self.codes), self.counts[which])


class Bins:
    """``add`` may be told of more values of a dimension from one call to the next; never of fewer."""

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._shape: tuple[int, ...] = ()
        self._rows: Whole | None = np.zeros(1, dtype=np.int64)  # None once there is no room for it
        self._sums: Whole | None = None
        self._later: list[Whole] = []  # rows that are not yet counted in it: one pass over it for many of them
        self._found: list[tuple[Whole, Whole]] = []  # then: combinations and their counts, each sorted
        self._waiting = 0  # how many of them have not been put together with the first

    def add(
        self, codes: Sequence[Whole] | Whole, sizes: Sequence[int], rows: int, weights: Whole | None = None
    ) -> None:
        """Count ``rows`` rows; ``codes`` has an array for each dimension, with numbers below its size."""
        self._grow(sizes)
        at = joined(codes, self._shape, rows)
        if self._rows is not None:
            self._later.append(at)
            if weights is not None:
                self._sums = np.zeros_like(self._rows) if self._sums is None else self._sums
                np.add.at(self._sums, at, weights)
            if sum(map(len, self._later)) >= _enough(len(self._rows)):
                self._count()
            return
        self._found.append(summed(at, weights))
        self._waiting += len(self._found[-1][0])
        if self._waiting > len(self._found[0][0]):
            self._put_together()

    def classes(self) -> Classes:
        """Every combination that occurred, a sum of 0 included."""
        if self._rows is not None:
            self._count()
            at = np.flatnonzero(self._rows)
            counts = (self._rows if self._sums is None else self._sums)[at]
        else:
            self._put_together()
            at, counts = self._found[0]
        return Classes(parted(at, self._shape), counts)

    def counts(self) -> dict[Class, int]:
        """The same by combination."""
        found = self.classes()
        if not found.codes:
            return {(): int(found.counts[0])} if len(found) else {}
        keys = zip(*(each.tolist() for each in found.codes), strict=True)
        return dict(zip(keys, found.counts.tolist(), strict=True))

    def _count(self) -> None:
        if self._rows is not None and self._later:
            self._rows += np.bincount(np.concatenate(self._later), minlength=len(self._rows))
            self._later = []

    def _put_together(self) -> None:
        at, counts = (np.concatenate(parts) for parts in zip(*self._found, strict=True))
        self._found = [summed(at, counts)]
        self._waiting = 0

    def _grow(self, sizes: Sequence[int]) -> None:
        """Make room for so many values, in one array or without."""
        if len(sizes) == len(self._shape) and all(a <= b for a, b in zip(sizes, self._shape, strict=True)):
            return
        self._count()
        shape = tuple(map(_with_room, sizes))
        if prod(shape) >= _LARGEST:
            shape = tuple(sizes)
        if self._rows is not None and prod(shape) <= self._room:
            self._rows = self._grown(self._rows, shape)
            self._sums = None if self._sums is None else self._grown(self._sums, shape)
        else:
            if self._rows is not None:
                at = np.flatnonzero(self._rows)
                self._found = [(at, (self._rows if self._sums is None else self._sums)[at])]
                self._rows = self._sums = None
            before = self._shape
            if before:
                self._found = [(joined(parted(at, before), shape, len(at)), counts) for at, counts in self._found]
        self._shape = shape

    def _grown(self, held: Whole, shape: tuple[int, ...]) -> Whole:
        new = np.zeros(shape, dtype=np.int64)
        if self._shape:
            new[tuple(slice(size) for size in self._shape)] = held.reshape(self._shape)
        return new.reshape(-1)


def joined(codes: Sequence[Whole] | Whole, sizes: Sequence[int], rows: int) -> Whole:
    """One number for the values of all dimensions, in their order; ``parted`` takes it apart again."""
    assert prod(sizes) < _LARGEST, "more combinations than there are whole numbers"
    if not sizes:
        return np.zeros(rows, dtype=np.int64)
    out = np.array(codes[0], dtype=np.int64)
    for one, size in zip(codes[1:], sizes[1:], strict=True):
        out *= size
        out += one
    return out


def parted(numbers: Whole, sizes: Sequence[int]) -> tuple[Whole, ...]:
    """The values that ``joined`` put together, an array for each dimension."""
    out = []
    for size in reversed(sizes):
        numbers, value = np.divmod(numbers, size)
        out.append(value)
    return tuple(reversed(out))


def distinct(numbers: Whole) -> Whole:
    """Each once, in order. Sorting is several times as fast here as the hashing that ``np.unique`` does."""
    held = np.sort(numbers)
    return held[np.append(True, held[1:] != held[:-1])] if len(held) else held


def summed(at: Whole, weights: Whole | None) -> tuple[Whole, Whole]:
    """Each number once, in order, with how often it stands there, or with the sum of its weights."""
    if weights is None:
        found, counts = np.unique(at, return_counts=True)
        return found, counts.astype(np.int64)
    found, which = np.unique(at, return_inverse=True)
    sums = np.zeros(len(found), dtype=np.int64)
    np.add.at(sums, which, weights)
    return found, sums


def _enough(length: int) -> int:
    """Rows for which one more pass over an array of that length is worth its while."""
    return max(length // 4, min(length, 1 << 21))


def _with_room(size: int) -> int:
    """That many values and some more: few where each takes up much, as many again where more are sure to come."""
    return size + size // 8 if size <= 4096 else 1 << (size - 1).bit_length()
