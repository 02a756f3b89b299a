"""Which units can be broken on which row: bits of the columns' values, of times and of lengths, laid over each other.

This is where most rows end: nothing is left. Everything else is ``kept`` or ``not_bound`` and is counted without being
looked at (``counts``), unless all is asked for.
"""

from __future__ import annotations

import numpy as np

from habeas.law.bulk.jit import compiled, inlined, lowest_bit
from habeas.law.bulk.records import CAN, LINE, SCOPE, Answers, Codes, Plan, Times


@inlined
def bucket(moment: int, origin: int, width: int, size: int) -> int:
    at = ((moment - origin) >> width) + 1
    return min(max(at, 0), size - 1)


@compiled
def candidates(
    begin: int, everything: bool, room: int, answers: Answers, times: Times, plan: Plan, rows: Codes, units: Codes
) -> tuple[int, int]:
    """Fills in (row, unit) from ``begin`` on until fewer than ``room`` fit; gives the next row and how many were found.

    A unit is given as ``-1 - unit`` where its bits have not said yet whether it can be broken: where all is asked
    for, and, of the units in whose scope it is, where a row allows no world.
    """
    # Each array is taken out by itself: one that is taken out of a record is counted again whenever it is used.
    codes, some, can = answers.codes, answers.some, answers.planes[CAN]
    line, scope = answers.planes[LINE], answers.planes[LINE if everything else SCOPE]
    starts, ends_by, custody = times.starts, times.ends_by, times.custody
    longer, longer_some, lengths = plan.longer, plan.longer_some, plan.lengths
    begun, alive, origin, width = plan.begun, plan.alive, plan.origin, plan.width
    size, columns, ways, words = codes.shape[1], codes.shape[0], len(starts), longer.shape[1]
    none = np.uint64(0)
    everywhere = np.zeros(some.shape[1], np.uint64)
    for word in range(words):
        everywhere[word // 64] |= np.uint64(1) << np.uint64(word % 64)
    count = 0
    for row in range(begin, size):
        if count + room > len(rows):
            return row, count
        s1, e2 = starts[0, row], ends_by[0, row]
        looked = everything or (custody and s1 > e2)
        for way in range(1, ways):
            looked |= custody and starts[way, row] > ends_by[way, row]
            s1, e2 = min(s1, starts[way, row]), max(e2, ends_by[way, row])
        by_length, by_end, by_start = 0 if custody else len(lengths), 0, 0
        for at in range(by_length, len(lengths)):  # no branch: lengths are as good as random
            by_length += lengths[at] < e2 - s1
        for many in range(some.shape[1]):
            # of 64 words at a time, those that are zero in no column
            left = longer_some[by_length, many]
            for column in range(columns):
                left &= some[codes[column, row], many]
            if looked:
                left = everywhere[many]
            elif left != none:
                by_end = bucket(e2, origin, width, len(begun))
                by_start = bucket(s1, origin, width, len(begun))
            while left != none:
                word = many * 64 + lowest_bit(left)
                left &= left - np.uint64(1)
                if looked:
                    rest = line[codes[0, row], word] & scope[codes[0, row], word]
                    for column in range(1, columns):
                        rest &= line[codes[column, row], word] & scope[codes[column, row], word]
                else:
                    rest = longer[by_length, word] & begun[by_end, word] & alive[by_start, word]
                    for column in range(columns):
                        rest &= can[codes[column, row], word]
                while rest != none:
                    unit = word * 64 + lowest_bit(rest)
                    rest &= rest - np.uint64(1)
                    rows[count], units[count] = row, -1 - unit if looked else unit
                    count += 1
    return size, count
