"""From what is said to lines with bounds: how many are in a line for certain, and how many at most.

In come tallies; out come lines. A line counts for certain what can be nowhere else, and as possible whatever may
be there. What "nobody said" or is withheld has a line of its own, and is possible in each of the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import product

import numpy as np

from habeas.measure.bins import Class, Classes, Whole, distinct, joined
from habeas.measure.dimensions import Dimension
from habeas.measure.keys import Keys, sizes_of
from habeas.measure.lines import Lines
from habeas.measure.reach import ANY, Axis, Flags, axes_of, spread
from habeas.measure.tally import Tally


def lines_of(tallies: Sequence[Tally], by: Sequence[Dimension]) -> Lines:
    """The lines in order: times by time, words by letter, what is not said at the end. Each tally is of bases that are
    told apart by themselves; one base may be in several tallies, so that there are at least those of the largest.
    """
    axes = axes_of(by)
    said = [_Said(tally, axes) for tally in tallies]
    keys = Keys(distinct(np.concatenate([numbers for one in said for numbers in one.numbers])), axes)
    each = [one.bounds(keys) for one in said]
    certain = reduce(np.maximum, (low for low, _ in each))
    possible = reduce(np.add, (high for _, high in each))
    return Lines(tuple(axis.words for axis in axes), keys.codes, certain, possible)


class _Said:
    """What one tally says: ``numbers`` are the lines that it has or names."""

    def __init__(self, tally: Tally, axes: Sequence[Axis]) -> None:
        exact = _all(
            (axis.exact[codes] for axis, codes in zip(axes, tally.single.codes, strict=True)), len(tally.single)
        )
        self._wide, self._mixed, self._axes = tally.single.where(~exact), _Mixed(tally.several, axes), axes
        self._unnamed, self._doubtful = tally.unnamed, _Mixed(tally.doubtful, axes)
        self._sure = [_own(tally.single.where(exact), axes), _own(self._wide, axes), self._mixed.sure]
        named = [spread(self._wide, axes, named=True), spread(self._unnamed, axes, named=True), self._mixed.named]
        named += [self._doubtful.sure, self._doubtful.named]
        self.numbers = [joined(one.codes, sizes_of(axes), len(one)) for one in (*self._sure, *named)]

    def bounds(self, keys: Keys) -> tuple[Whole, Whole]:
        """How many of each line there are for certain, and at most."""
        certain = np.zeros(len(keys.numbers), dtype=np.int64)
        certain[keys.places(self.numbers[0])] = self._sure[0].counts
        possible = certain.copy()
        for one, numbers in zip(self._sure[1:], self.numbers[1:], strict=False):
            np.add.at(certain, keys.places(numbers), one.counts)
        keys.add(spread(self._wide, self._axes), possible)
        keys.add(spread(self._unnamed, self._axes), possible)
        for mixed in (self._mixed, self._doubtful):
            keys.add_once(mixed.patterns, mixed.owners, mixed.counts, possible)
        return certain, possible


def _all(flags: Iterable[Flags], length: int) -> Flags:
    return reduce(np.logical_and, flags, np.ones(length, dtype=np.bool_))


def _own(classes: Classes, axes: Sequence[Axis]) -> Classes:
    """The lines of the classes that have one of their own: nothing in them spans lines."""
    lines = Classes(tuple(axis.line[codes] for axis, codes in zip(axes, classes.codes, strict=True)), classes.counts)
    return lines.where(_all((each != ANY for each in lines.codes), len(lines)))


class _Mixed:
    """Those who say several things at once, some of them not exactly: what these leave possible may overlap, and
    whoever says them is counted once in a line.
    """

    def __init__(self, several: Counter[frozenset[Class]], axes: Sequence[Axis]) -> None:
        sure: Counter[Class] = Counter()
        named: set[Class] = set()
        patterns: list[Class] = []
        owners: list[int] = []
        for owner, (classes, count) in enumerate(several.items()):
            own = (tuple(int(axis.line[at]) for axis, at in zip(axes, place, strict=True)) for place in classes)
            sure.update(dict.fromkeys((key for key in own if ANY not in key), count))
            reached = {one for place in classes for one in _lines(place, [axis.reaches for axis in axes])}
            named.update(one for place in classes for one in _lines(place, [axis.names for axis in axes]))
            patterns += reached
            owners += [owner] * len(reached)
        self.sure = _columns(sure, list(sure.values()), len(axes))
        self.named = _columns(named, [0] * len(named), len(axes))
        self.patterns = _columns(patterns, [0] * len(patterns), len(axes))
        self.owners = np.array(owners, dtype=np.int64)
        self.counts: Whole = np.array(list(several.values()), dtype=np.int64)


def _lines(place: Class, choices: Sequence[Sequence[tuple[int, ...]]]) -> Iterator[Class]:
    return product(*(of[at] for of, at in zip(choices, place, strict=True)))


def _columns(keys: Iterable[Class], counts: Sequence[int], dimensions: int) -> Classes:
    codes = np.array(list(keys), dtype=np.int64).reshape(len(counts), dimensions).T
    return Classes(tuple(codes), np.array(counts, dtype=np.int64))
