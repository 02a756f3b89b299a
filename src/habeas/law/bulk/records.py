"""The arrays that the compiled pass works on, put together by what they are about."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Longs = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]

# kinds of bits, in the order of the planes
LINE, SCOPE, CAN, SURE, OFF, BOUND, RIVAL, BOTH = 0, 1, 2, 3, 4, 5, 6, 7

# columns of ``Plan.tests`` and ``Plan.pieces``
KIND, SHIFT, WAY, FIRST_PIECE, LAST_PIECE, FIRST_LINE, LAST_LINE, DUE, DUE_BY = range(9)
FROM_LOW, FROM_HIGH, UNTIL_LOW, UNTIL_HIGH, TIED, FROM_WHY, FROM_TOLD, UNTIL_WHY, UNTIL_TOLD = range(9)


class Plan(NamedTuple):
    """What is walked through, one row each: ``units`` (first test, last test, whether it asks for a ground), ``tests``,
    ``pieces`` (bounds of each stretch in force; why its ends are open and whether a claim could tell), ``lines``.

    ``begun``, ``alive`` and ``longer`` are bits of units: which can be in force by a moment, which still are at one,
    and which forbid something as long as one of ``lengths`` or longer; ``longer_some``: which of its words are not
    zero. Moments are put into buckets ``1 << width`` wide from ``origin`` on.
    """

    units: Longs
    tests: Longs
    pieces: Longs
    lines: Longs
    begun: Bits
    alive: Bits
    longer: Bits
    longer_some: Bits
    lengths: Longs
    origin: int
    width: int


class Answers(NamedTuple):
    """``codes`` (column, row) are numbers of values, those of a column from its ``base`` on; ``planes`` (kind of bit,
    number of a value, word) what the law says of each; ``some`` which words of CAN are not zero.
    """

    codes: Codes
    base: Codes
    planes: Bits
    some: Bits


class Times(NamedTuple):
    """Bounds of each row's start and end (way in which stints are put together, row). ``denied`` is empty, or 1 where
    an
    act may not have happened and 2 where it did not. ``custody``: rows have an end, and it is not before the start.
    """

    starts: Longs
    starts_by: Longs
    ends: Longs
    ends_by: Longs
    denied: Bytes
    custody: bool


class Due(NamedTuple):
    """``shifts``: for each a number of microseconds, or -1 and where its table of ``breaks``, ``bases`` and ``slopes``
    (``shifts.Table``) begins and ends.
    """

    shifts: Longs
    breaks: Longs
    bases: Longs
    slopes: Longs


class Out(NamedTuple):
    """Findings, one after another; ``tally`` counts each line's by outcome (``not_bound`` is not counted), ``open``
    those
    that are open by what would settle them.
    """

    rows: Codes
    lines: Codes
    outcomes: Bytes
    because: Bytes
    settles: Bytes
    tally: Longs
    open: Longs
