"""The lines of a count by number, and which of them a pattern reaches.

In come the lines and patterns with ``ANY`` in them; out come places among the lines. An index is made once for each
way in which ``ANY`` stands in a pattern.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

import numpy as np

from habeas.measure.bins import Classes, Whole, distinct, joined, parted, summed
from habeas.measure.reach import ANY, Axis

_AT_ONCE = 1 << 21  # pairs of a pattern and a line held at once


class Keys:
    """``numbers`` are the lines in order, each one number; ``codes`` the same, an array for each dimension."""

    def __init__(self, numbers: Whole, axes: Sequence[Axis]) -> None:
        self._axes = tuple(axes)
        self._sizes = sizes_of(axes)
        self.numbers = numbers
        self.codes = parted(numbers, self._sizes)
        self._indexes: dict[int, tuple[Whole, Whole]] = {}

    def places(self, numbers: Whole) -> Whole:
        """Where those lines stand; all of them do."""
        return np.searchsorted(self.numbers, numbers)

    def add(self, patterns: Classes, sums: Whole) -> None:
        """Add the count of each pattern to every line that it reaches."""
        for way, here, numbers in self._ways(patterns):
            wanted, counts = summed(numbers, patterns.counts[here])
            said, places = self._index(way)
            found = np.searchsorted(wanted, said)
            found[found == len(wanted)] = 0
            known = wanted[found] == said
            np.add.at(sums, places[known], counts[found[known]])

    def add_once(self, patterns: Classes, owners: Whole, counts: Whole, sums: Whole) -> None:
        """The same, but what belongs to one owner is added once to a line; ``owners`` ascend, and have counts."""
        begins, times = np.zeros(len(patterns), dtype=np.int64), np.zeros(len(patterns), dtype=np.int64)
        ways = np.zeros(len(patterns), dtype=np.int64)
        for way, here, numbers in self._ways(patterns):
            said, _ = self._index(way)
            begins[here] = np.searchsorted(said, numbers)
            times[here] = np.searchsorted(said, numbers, side="right") - begins[here]
            ways[here] = way
        ends = np.cumsum(times)
        first = 0
        while first < len(patterns):
            done = ends[first - 1] if first else 0
            last = max(int(np.searchsorted(ends, done + _AT_ONCE)), first + 1)
            last = int(np.searchsorted(owners, owners[last - 1], side="right"))  # whole owners
            part = slice(first, last)
            self._add_pairs(ways[part], begins[part], times[part], owners[part], counts, sums)
            first = last

    def _add_pairs(self, ways: Whole, begins: Whole, times: Whole, owners: Whole, counts: Whole, sums: Whole) -> None:
        pairs = []
        for way in distinct(ways).tolist():
            here = ways == way
            many = times[here]
            steps = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
            places = self._index(way)[1][np.repeat(begins[here], many) + steps]
            pairs.append(np.repeat(owners[here], many) * len(self.numbers) + places)
        owner, place = np.divmod(distinct(np.concatenate(pairs)), max(len(self.numbers), 1))
        np.add.at(sums, place, counts[owner])

    def _ways(self, patterns: Classes) -> Iterator[tuple[int, Whole, Whole]]:
        """For each way: where the patterns are, and what they say where they say something."""
        free = joined([each == ANY for each in patterns.codes], [2] * len(self._axes), len(patterns))
        for way in distinct(free).tolist():
            here = np.flatnonzero(free == way)
            fixed = self._fixed(way)
            yield way, here, joined([patterns.codes[at][here] for at in fixed], self._of(fixed), len(here))

    def _index(self, way: int) -> tuple[Whole, Whole]:
        """What the lines that fit the way say where it says something, in order, and their places."""
        if way not in self._indexes:
            fixed = self._fixed(way)
            free = [at for at in range(len(self._axes)) if at not in fixed]
            fits = reduce(
                lambda held, at: held & self._axes[at].ordinary[self.codes[at]],
                free,
                np.ones(len(self.numbers), dtype=np.bool_),
            )
            places = np.flatnonzero(fits)
            said = joined([self.codes[at][places] for at in fixed], self._of(fixed), len(places))
            order = np.argsort(said, kind="stable")
            self._indexes[way] = said[order], places[order]
        return self._indexes[way]

    def _fixed(self, way: int) -> list[int]:
        return [at for at in range(len(self._axes)) if not way >> (len(self._axes) - 1 - at) & 1]

    def _of(self, fixed: Sequence[int]) -> list[int]:
        return [self._sizes[at] for at in fixed]


def sizes_of(axes: Sequence[Axis]) -> list[int]:
    """How many lines each dimension has."""
    return [max(len(axis.words), 1) for axis in axes]
