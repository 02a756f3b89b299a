"""From when to when stints count where those that follow each other are one: ``law.kernel.chain`` over a person's rows.

A chain grows from a row by every other row that surely counts and surely meets it, and by every one that possibly
does: its start and its end lie between the two. Rows of one person stand together in a release.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from habeas.law.bulk.jit import compiled

Longs = npt.NDArray[np.int64]
Holds = npt.NDArray[np.bool_]


@compiled
def chained(
    runs: npt.NDArray[np.int32], s1: Longs, s2: Longs, e1: Longs, e2: Longs, may: Holds, must: Holds
) -> tuple[Longs, Longs, Longs, Longs]:
    """Bounds of the start and of the end of each row's chain: ``(starts, starts_by, ends, ends_by)``.

    ``runs`` says where each person's rows begin; ``may`` and ``must`` whether a row counts possibly and surely. Where a
    row of the person ends before it starts there is no world, and the start is put after the end.
    """
    starts, starts_by, ends, ends_by = s1.copy(), s2.copy(), e1.copy(), e2.copy()
    for run in range(len(runs) - 1):
        first, last = runs[run], runs[run + 1]
        if last - first < 2:
            continue
        impossible = False
        for row in range(first, last):
            impossible |= s1[row] > e2[row]
        for row in range(first, last):
            if impossible:
                starts[row], ends_by[row] = max(s1[row], e2[row] + 1), min(e2[row], s1[row] - 1)
                continue
            low, high = s1[row], e2[row]  # as wide as it can be
            latest, soonest = s2[row], e1[row]  # as narrow as it must be
            grown = True
            while grown:
                grown = False
                for other in range(first, last):
                    if other == row:
                        continue
                    meets = may[other] and s1[other] <= high and low <= e2[other]
                    if meets and (s1[other] < low or e2[other] > high):
                        low, high, grown = min(low, s1[other]), max(high, e2[other]), True
                    meets = must[other] and s2[other] <= soonest and latest <= e1[other]
                    if meets and (s2[other] < latest or e1[other] > soonest):
                        latest, soonest, grown = min(latest, s2[other]), max(soonest, e1[other]), True
            starts[row], starts_by[row], ends[row], ends_by[row] = low, latest, soonest, high
    return starts, starts_by, ends, ends_by
