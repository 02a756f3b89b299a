"""How many lines there are of each outcome, those that nobody looks at among them.

``breach`` and ``undetermined`` are counted as they are found. How many rows a clause speaks of, and how many of them it
does not bind, follows from how often each value occurs; what is left over is ``kept``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from habeas.law.bulk.columns import Codes
from habeas.law.bulk.plan import Bits
from habeas.law.bulk.sweep import LINE, SCOPE

Longs = npt.NDArray[np.int64]
_DENSE = 1 << 22


@dataclass
class Joint:
    """How often each combination of numbers occurs, in some columns."""

    counts: dict[tuple[int, ...], int] = field(default_factory=dict)
    _dense: Longs | None = None

    def add(self, columns: list[Codes]) -> None:
        if not columns or not len(columns[0]):
            return
        sizes = [int(codes.max()) + 1 for codes in columns]
        shape = self._shape(sizes)
        if int(np.prod(shape)) <= _DENSE:
            dense = self._grown(shape)
            at = columns[0].astype(np.int64)
            for codes, size in zip(columns[1:], shape[1:], strict=True):
                at = at * size + codes
            self._dense = dense + np.bincount(at, minlength=dense.size).reshape(shape)
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
            for key in np.argwhere(self._dense).tolist():
                self.counts[tuple(key)] = self.counts.get(tuple(key), 0) + int(self._dense[tuple(key)])
            self._dense = None

    def table(self) -> tuple[Longs, Longs]:
        """(combination, column) and how often each occurs, sorted."""
        self._settle()
        keys = sorted(self.counts)
        return np.array(keys, np.int64).reshape(len(keys), -1), np.array([self.counts[key] for key in keys], np.int64)

    def merge(self, other: Joint) -> None:
        other._settle()
        self._settle()
        for key, count in other.counts.items():
            self.counts[key] = self.counts.get(key, 0) + count


def spoken_of(
    joint: Joint, planes: list[Bits], units: list[int], groups: int
) -> dict[int, dict[tuple[int, ...], tuple[int, int]]]:
    """For each of the units, by the last ``groups`` columns: how many rows it speaks of, and how many it does not bind.

    ``planes``: the bits of each of the first columns.
    """
    keys, often = joint.table()
    own = keys.shape[1] - groups
    by, at = np.unique(keys[:, own:], axis=0, return_inverse=True) if groups else (np.zeros((1, 0), np.int64), None)
    found: dict[int, dict[tuple[int, ...], tuple[int, int]]] = {}
    for unit in units:
        word, bit = divmod(unit, 64)
        line, scope = np.ones(len(keys), bool), np.ones(len(keys), bool)
        for number, bits in enumerate(planes):
            for kind, holds in ((LINE, line), (SCOPE, scope)):
                holds &= ((bits[kind, :, word] >> np.uint64(bit)) & np.uint64(1) > 0)[keys[:, number]]
        spoken, unbound = often * line, often * (line & ~scope)
        index = at.reshape(-1) if at is not None else np.zeros(len(keys), np.int64)
        totals = [np.bincount(index, weights=counts, minlength=len(by)) for counts in (spoken, unbound)]
        found[unit] = {
            tuple(key): (int(totals[0][number]), int(totals[1][number])) for number, key in enumerate(by.tolist())
        }
    return found
