"""What the compiled pass walks through: units, tests and stretches of time in force, as plain arrays.

A *unit* is a clause with one pair of condition and scope; a *test* is one duty of it (two readings that agree on every
word are one); a *line* is a test under a reading, which is what a finding is about.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from habeas.core.finding import OpenBecause
from habeas.core.zones import DAY
from habeas.law.bulk.forces import ALWAYS, NEVER, End, Piece
from habeas.law.bulk.intervals import BEFORE, FORBIDS, LIMITS, OPEN, WITHIN
from habeas.law.bulk.records import Bits, Longs, Plan
from habeas.law.bulk.shifts import Table
from habeas.law.instruments.resolve import Duty

WHY: dict[OpenBecause | None, int] = {None: 0, "gap": 1, "conflict": 2, "imprecise": 3}
BUCKETS = 512


@dataclass(frozen=True)
class Line:
    instrument: str
    clause: str
    reading: str


@dataclass
class Test:
    """One duty with what is needed to test it. ``per`` is the number of the way in which stints are put together."""

    duty: Duty
    kind: int
    shift: int
    per: int
    pieces: tuple[Piece, ...]
    lines: list[int]
    due: End | None = None  # of a duty that falls due at a moment of its own


@dataclass
class Unit:
    """``ground``: it asks whether a custody had a ground, so it has a line for every custody."""

    tests: list[Test]
    ground: bool = False


def packed(matrix: npt.NDArray[np.bool_]) -> Bits:
    """Rows of truth values as words of 64 bits, the first unit lowest."""
    rows, size = matrix.shape
    words = max((size + 63) // 64, 1)
    wide = np.zeros((rows, words * 64), bool)
    wide[:, :size] = matrix
    return np.packbits(wide, axis=1, bitorder="little").view(np.uint64)


def summed(bits: Bits) -> Bits:
    """For each row of words the bits of those words that are not zero, so that empty ones need not be looked at."""
    return packed(bits != 0)


def planned(units: list[Unit], tables: list[Table]) -> Plan:
    tests: list[tuple[int, ...]] = []
    pieces: list[tuple[int, ...]] = []
    lines: list[int] = []
    spans: list[tuple[int, ...]] = []
    for unit in units:
        first = len(tests)
        for test in unit.tests:
            at, line = len(pieces), len(lines)
            pieces += [_row(piece) for piece in test.pieces]
            lines += test.lines
            tests.append((test.kind, test.shift, test.per, at, len(pieces), line, len(lines), *_due(test)))
        spans.append((first, len(tests), int(unit.ground)))
    least = _least(units, tables)
    starts = np.array([min((p.start.low for t in u.tests for p in t.pieces), default=NEVER) for u in units], np.int64)
    ends = np.array([max((p.end.high for t in u.tests for p in t.pieces), default=ALWAYS) for u in units], np.int64)
    timed = np.array([all(test.kind in (LIMITS, FORBIDS) for test in unit.tests) for unit in units], bool)
    lengths = np.unique(least[timed]) if timed.any() else np.zeros(0, np.int64)
    longer = np.array([(least < length) | ~timed for length in [*lengths, NEVER]]).reshape(len(lengths) + 1, len(units))
    origin, width = _axis(np.concatenate([starts[timed], ends[timed]]))
    marks = origin + (1 << width) * np.arange(-1, BUCKETS + 1)
    marks[0], last = ALWAYS, np.append(marks[1:], NEVER)
    # a moment of a bucket is no earlier than its mark and earlier than the next
    begun = (starts[None, :] < last[:, None]) | ~timed
    alive = (ends[None, :] - np.where(ends < NEVER, least, 0)[None, :] > marks[:, None]) | ~timed
    return Plan(
        _array(spans, 3), _array(tests, 9), _array(pieces, 9), np.array(lines, np.int64),
        packed(begun), packed(alive), packed(longer), summed(packed(longer)), lengths, origin, width,
    )  # fmt: skip


def _array(rows: list[tuple[int, ...]], width: int) -> Longs:
    return np.array(rows, np.int64).reshape(len(rows), width)


def _least(units: list[Unit], tables: list[Table]) -> Longs:
    return np.array(
        [min((tables[t.shift].least if t.kind == LIMITS else -1 for t in unit.tests), default=0) for unit in units],
        np.int64,
    )


def _axis(bounds: Longs) -> tuple[int, int]:
    """Where the buckets of time begin, and how many bits wide they are: a shift finds the bucket of a moment."""
    known = bounds[(bounds > ALWAYS + DAY) & (bounds < NEVER - DAY)]
    if not len(known):
        return 0, DAY.bit_length()
    low, high = int(known.min()), int(known.max())
    return low, max((high - low) // BUCKETS, 1).bit_length()


def _row(piece: Piece) -> tuple[int, ...]:
    start, end = piece.start, piece.end
    return (start.low, start.high, end.low, end.high, int(piece.tied), *_open(start), *_open(end))


def _due(test: Test) -> tuple[int, int]:
    return (NEVER, ALWAYS) if test.due is None else (test.due.low, test.due.high)


def _open(end: End) -> tuple[int, int]:
    return (WHY[end.why], int(bool(end.fact)))


def kind_of(duty: Duty) -> int:
    """Which formula tests the duty; OPEN where it is not one about one row."""
    if duty.kind == "limits":
        return LIMITS
    if duty.kind == "forbids":
        return FORBIDS
    if duty.kind == "permits":
        return 2
    if duty.kind == "requires" and duty.failing is None:
        if duty.before is not None:
            return BEFORE
        if duty.after is not None:
            return WITHIN
    return OPEN
