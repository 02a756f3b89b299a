"""How many lines there are of each outcome, those that nobody looks at among them.

``breach`` and ``undetermined`` are counted as they are found. How many rows a clause speaks of, and how many of them it
does not bind, follows from how often each value occurs; what is left over is ``kept``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from habeas.law.bulk.columns import Codes
from habeas.law.bulk.jit import compiled, lowest_bit
from habeas.law.bulk.plan import packed
from habeas.law.bulk.records import LINE, SCOPE, Bits
from habeas.law.bulk.weigh import STATES

Longs = npt.NDArray[np.int64]
_DENSE = 1 << 22


@compiled
def add_up(dense: Longs, last: Codes, first: Codes, size: int) -> None:
    """One more at ``first * size + last`` for each row."""
    for row in range(len(last)):
        dense[first[row] * size + last[row]] += 1


@dataclass
class Joint:
    """How often each combination of numbers occurs, in some columns."""

    counts: dict[tuple[int, ...], int] = field(default_factory=dict)
    _dense: Longs | None = None

    def add(self, columns: list[Codes], sizes: list[int]) -> None:
        """Count the rows. ``sizes``: each column's numbers are less."""
        if not len(columns[0]):
            return
        shape = self._shape(sizes)
        if int(np.prod(shape)) <= _DENSE:
            self._dense = self._grown(shape)
            if len(columns) == 1:
                add_up(self._dense.reshape(-1), columns[0], columns[0], 0)
            elif len(columns) == 2:
                add_up(self._dense.reshape(-1), columns[1], columns[0], shape[1])
            else:
                at = columns[0].astype(np.int64)
                for codes, size in zip(columns[1:], shape[1:], strict=True):
                    at = at * size + codes
                self._dense += np.bincount(at, minlength=self._dense.size).reshape(shape)
            return
        self._settle()
        found, often = np.unique(np.stack(columns), axis=1, return_counts=True)
        for key, count in zip(map(tuple, found.T.tolist()), often.tolist(), strict=True):
            self.counts[key] = self.counts.get(key, 0) + count

    def _shape(self, sizes: list[int]) -> tuple[int, ...]:
        have = self._dense.shape if self._dense is not None else [0] * len(sizes)
        return tuple(max(one, other) for one, other in zip(have, sizes, strict=True))

    def _grown(self, shape: tuple[int, ...]) -> Longs:
        if self._dense is None:
            return np.zeros(shape, np.int64)
        if self._dense.shape == shape:
            return self._dense
        out = np.zeros(shape, np.int64)
        out[tuple(slice(0, size) for size in self._dense.shape)] = self._dense
        return out

    def _settle(self) -> None:
        if self._dense is not None:
            keys, often = self._listed()
            for key, count in zip(map(tuple, keys.tolist()), often.tolist(), strict=True):
                self.counts[key] = self.counts.get(key, 0) + count
            self._dense = None

    def _listed(self) -> tuple[Longs, Longs]:
        assert self._dense is not None
        where = np.nonzero(self._dense)
        return np.stack(where, axis=1), self._dense[where]

    def table(self) -> tuple[Longs, Longs]:
        """(combination, column) and how often each occurs, sorted."""
        if self._dense is not None and not self.counts:
            return self._listed()
        self._settle()
        keys = sorted(self.counts)
        return np.array(keys, np.int64).reshape(len(keys), -1), np.array([self.counts[key] for key in keys], np.int64)

    def merge(self, other: Joint) -> None:
        if self._dense is None and not self.counts:
            self._dense, self.counts = other._dense, dict(other.counts)
            return
        if self._dense is not None and other._dense is not None and not self.counts and not other.counts:
            shape = tuple(map(max, self._dense.shape, other._dense.shape))
            if int(np.prod(shape)) <= _DENSE:
                self._dense = self._grown(shape) + other._grown(shape)
                return
        other._settle()
        self._settle()
        for key, count in other.counts.items():
            self.counts[key] = self.counts.get(key, 0) + count


@dataclass
class Counted:
    """What a run has counted. ``tally``: findings by line and outcome; ``open``: those that are undetermined, by line
    and number of what would settle them; ``lines``: by (line, outcome, by) where columns are counted by; ``joints``:
    how often values occur. ``settling``, by (line, what would settle it), is there once ``Compiled.outcomes`` was
    asked.
    """

    rows: int = 0
    tally: Longs = field(default_factory=lambda: np.zeros((0, 4), np.int64))
    open: Longs = field(default_factory=lambda: np.zeros((0, STATES), np.int64))
    lines: dict[tuple[int, int, tuple[int, ...]], int] = field(default_factory=dict)
    joints: dict[tuple[int, ...], Joint] = field(default_factory=dict)
    settling: dict[tuple[int, str], int] = field(default_factory=dict)

    def begin(self, lines: int) -> None:
        if len(self.tally) != lines:
            self.tally, self.open = np.zeros((lines, 4), np.int64), np.zeros((lines, STATES), np.int64)

    def merge(self, other: Counted) -> None:
        self.rows += other.rows
        if len(other.tally):
            self.begin(len(other.tally))
            self.tally += other.tally
            self.open += other.open
        for key, count in other.lines.items():
            self.lines[key] = self.lines.get(key, 0) + count
        for planes, joint in other.joints.items():
            self.joints.setdefault(planes, Joint()).merge(joint)


def spoken_of(
    joint: Joint, planes: list[Bits], same: Bits, units: list[int], groups: int
) -> dict[int, dict[tuple[int, ...], tuple[int, int]]]:
    """For each of the units, by the last ``groups`` columns: how many rows it speaks of, and how many it does not bind.

    ``planes``: the bits of each of the first columns, (kind, value, word); ``same``: those of every row (kind, word).
    """
    keys, often = joint.table()
    by, group = np.unique(keys[:, len(planes) :], axis=0, return_inverse=True)
    group = group.reshape(-1)
    wanted = packed(np.isin(np.arange(same.shape[1] * 64), units)[None, :])[0]
    place = np.zeros(same.shape[1] * 64, np.int64)
    place[units] = np.arange(len(units))
    every = same[LINE] & wanted
    for bits in planes:  # most clauses speak of whatever they could be asked about: that need not be added up
        every &= np.bitwise_and.reduce(bits[LINE], axis=0)
    spoken, bound = np.zeros((2, len(by), len(units)), np.int64)
    totals = np.bincount(group, often, len(by)).astype(np.int64)
    spoken[:, _unpacked(every, units)] = totals[:, None]
    starts = np.cumsum([0, *(bits.shape[1] for bits in planes)])
    line = np.concatenate([bits[LINE] for bits in planes]) & (same[LINE] & wanted)
    scope = np.concatenate([bits[LINE] & bits[SCOPE] for bits in planes]) & (same[LINE] & same[SCOPE] & wanted)
    numbers = np.ascontiguousarray(keys[:, : len(planes)] + starts[:-1])
    add_bits(numbers, often, group, line & ~every, place, spoken)
    add_bits(numbers, often, group, scope, place, bound)
    return {
        unit: {tuple(key): (int(spoken[row, column]), int(spoken[row, column] - bound[row, column]))
               for row, key in enumerate(by.tolist())}
        for column, unit in enumerate(units)
    }  # fmt: skip


@compiled
def add_bits(numbers: Longs, often: Longs, group: Longs, bits: Bits, place: Longs, out: Longs) -> None:
    """For each combination of ``numbers`` how often it occurs, added to (group, place of a bit) for each bit that all
    of its numbers have.
    """
    for row in range(len(numbers)):
        for word in range(bits.shape[1]):
            rest = bits[numbers[row, 0], word]
            for column in range(1, numbers.shape[1]):
                rest &= bits[numbers[row, column], word]
            while rest != np.uint64(0):
                out[group[row], place[word * 64 + lowest_bit(rest)]] += often[row]
                rest &= rest - np.uint64(1)


def _unpacked(words: Bits, units: list[int]) -> npt.NDArray[np.bool_]:
    """Of each of the units, whether the bit is set."""
    return np.unpackbits(words.view(np.uint8), bitorder="little")[units].astype(bool)
