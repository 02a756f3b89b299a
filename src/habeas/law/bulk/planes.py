"""The answers of the law as bits: one plane for each set of columns, one row of bits for each value met in them.

A bit of a plane is 1 where the value allows it; whatever a unit does not ask of a column stays 1 (or 0, for bits that
are joined by *or*), so that the answer for a whole row is its planes laid over each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

import numpy as np
import numpy.typing as npt

from habeas.law.bulk.columns import Codes, Numbering, Numbers, Rows
from habeas.law.bulk.parts import NOTHING, Column, Group
from habeas.law.bulk.plain import Flags, Tables
from habeas.law.bulk.plan import packed, summed
from habeas.law.bulk.records import Bits, Longs
from habeas.law.bulk.scratch import scratch
from habeas.law.bulk.truth import BOTH, BOUND, LINE, OFF, RIVAL, SCOPE, SURE

# The kinds of bits in the order of ``sweep``; CAN is filled in by what the unit is.
_ORDER = (LINE, SCOPE, BOTH, SURE, OFF, BOUND, RIVAL, BOTH)
_LINE, _CAN = 0, 2
_ASKS_NOTHING = LINE | SCOPE | BOTH | SURE | BOUND
KINDS = len(_ORDER)
WORD = 64
_NO_UNITS = np.zeros(0, np.int64)


@dataclass
class Plane:
    """``asked``: (unit, group) pairs that look at these columns; ``bits``: (kind, number of a value, word)."""

    columns: tuple[Column, ...]
    asked: list[tuple[int, Group]]
    values: Numbers = field(default_factory=Numbers)  # of a plane over several columns
    bits: Bits = field(default_factory=lambda: np.zeros((KINDS, 0, 1), np.uint64))


@dataclass(frozen=True)
class Stack:
    """``bits`` (kind, number of a value, word); ``some``: which words of CAN are not zero; ``starts``: where each plane
    begins among the numbers, ``sizes``: how many it has.
    """

    bits: Bits
    some: Bits
    starts: Codes
    sizes: tuple[int, ...]

    def numbers(self, codes: list[Codes]) -> Codes:
        """(plane, row): the numbers among those of all planes; until the thread asks again."""
        out = scratch("numbers", len(codes) * len(codes[0]), np.int32).reshape(len(codes), -1)
        for number, start in enumerate(self.starts):
            np.add(codes[number], start, out=out[number])
        return out

    def holds(self, codes: list[Codes], kind: int, unit: int) -> npt.NDArray[np.bool_]:
        """For every row, whether all planes have that bit of the unit."""
        word, bit = divmod(unit, 64)
        out = np.ones(len(codes[0]), bool)
        for numbers, start in zip(codes, self.starts.tolist(), strict=True):
            out &= ((self.bits[kind, start:, word] >> np.uint64(bit)) & np.uint64(1) > 0)[numbers]
        return out


class Planes:
    """All planes of a compiled set of instruments; grows as values are met. ``grounds``: units that permit."""

    def __init__(
        self, tables: Tables, numbering: Numbering, groups: list[tuple[Group, ...]], grounds: set[int]
    ) -> None:
        self.tables, self.numbering, self.grounds = tables, numbering, grounds
        self.units = len(groups)
        found: dict[tuple[Column, ...], Plane] = {(): Plane((), [])}
        for unit, parts in enumerate(groups):
            for group in parts:
                found.setdefault(group.columns, Plane(group.columns, [])).asked.append((unit, group))
        self.planes = list(found.values())
        for plane in self.planes:
            for column in plane.columns:
                numbering.of(column)
        self._idle = [unit for unit, parts in enumerate(groups) if all(part in NOTHING for part in parts) and parts]
        self._lock = Lock()
        self._stacked: Stack | None = None

    def __getstate__(self) -> dict[str, object]:
        return {key: value for key, value in self.__dict__.items() if key != "_lock"}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._lock = Lock()

    def codes(self, rows: Rows) -> list[Codes]:
        """For each plane the number of each row's value."""
        return [self._codes(plane, rows) for plane in self.planes]

    def _codes(self, plane: Plane, rows: Rows) -> Codes:
        if not plane.columns:
            return np.zeros(len(rows), np.int32)
        columns = [rows.codes(column) for column in plane.columns]
        if len(columns) == 1:
            return columns[0]
        joint = np.zeros(len(rows), np.int64)
        sizes = [len(self.numbering.of(column).tokens) for column in plane.columns]
        for codes, size in zip(columns, sizes, strict=True):
            joint = joint * size + codes
        _, first, inverse = np.unique(joint, return_index=True, return_inverse=True)
        tuples = [tuple(int(codes[at]) for codes in columns) for at in first]
        return plane.values.of(tuples)[inverse.reshape(-1)]

    def stacked(self) -> Stack:
        """All planes on top of each other; every value met so far is in."""
        with self._lock:
            grown = [self._grow(plane) for plane in self.planes]
            if self._stacked is None or any(grown):
                starts = np.cumsum([0, *(plane.bits.shape[1] for plane in self.planes)])[:-1].astype(np.int32)
                bits = np.ascontiguousarray(np.concatenate([plane.bits for plane in self.planes], axis=1))
                sizes = tuple(plane.bits.shape[1] for plane in self.planes)
                self._stacked = Stack(bits, summed(bits[_CAN]), starts, sizes)
            return self._stacked

    def _grow(self, plane: Plane) -> bool:
        have = plane.bits.shape[1]
        if have == self._size(plane):
            return False
        fresh = self._tokens(plane)[have:]
        words = sorted({unit // WORD for unit, _ in plane.asked})
        units = np.concatenate([_NO_UNITS, *(np.arange(word * WORD, (word + 1) * WORD) for word in words)])
        units = units[units < self.units]
        place = {unit: at for at, unit in enumerate(units.tolist())}
        flags = self._nothing(units, len(fresh))
        told: dict[Group, Flags] = {}
        for unit, group in plane.asked:
            if group not in told:
                told[group] = self.tables.flags(group, fresh)
            flags[place[unit]] = told[group]
        flags[np.isin(units, self._idle)] = 0
        bits = np.repeat(self._elsewhere, len(fresh), axis=1)
        for kind in range(KINDS if words else 0):  # the other words are the same for all values
            bits[kind][:, words] = packed(self._of_kind(kind, flags, units).T)
        plane.bits = bits if have == 0 else np.concatenate([plane.bits, bits], axis=1)
        return True

    def _nothing(self, units: Longs, values: int) -> Flags:
        """The flags of units that ask nothing."""
        flags = np.full((len(units), values), _ASKS_NOTHING, np.uint8)
        flags[np.isin(units, self._idle)] = 0
        return flags

    @cached_property
    def _elsewhere(self) -> Bits:
        """(kind, 1, word): the bits of units of which nothing is asked in a plane."""
        units = np.arange(self.units)
        flags = self._nothing(units, 1)
        return np.stack([packed(self._of_kind(kind, flags, units).T) for kind in range(KINDS)])

    def _of_kind(self, kind: int, flags: Flags, units: Longs) -> npt.NDArray[np.bool_]:
        """(unit, value): whether the bit is set."""
        found = (flags & _ORDER[kind]) > 0
        if self.grounds and kind in (_CAN, _LINE):
            rows = np.isin(units, sorted(self.grounds))
            # whatever ground there is, the clause is broken without it; of every custody it can be asked whether it
            # had the ground
            found[rows] = (flags[rows] & SCOPE) > 0 if kind == _CAN else True
        return found

    def _size(self, plane: Plane) -> int:
        if not plane.columns:
            return 1
        return len((self.numbering.of(plane.columns[0]) if len(plane.columns) == 1 else plane.values).tokens)

    def _tokens(self, plane: Plane) -> list[tuple[object, ...]]:
        if not plane.columns:
            return [()]
        if len(plane.columns) == 1:
            return [(token,) for token in list(self.numbering.of(plane.columns[0]).tokens)]
        lists = [self.numbering.of(column).tokens for column in plane.columns]
        out: list[tuple[object, ...]] = []
        for codes in list(plane.values.tokens):
            assert codes is None or isinstance(codes, tuple)
            out.append(tuple(tokens[code] for tokens, code in zip(lists, codes or [0] * len(lists), strict=True)))
        return out
