"""One duty, one row, times that lie between bounds: broken in all worlds, in some, in none (semantics 17 to 20).

Every time is a closed interval, and each lies in its own independently of the others, but for this: a custody does not
end before it starts. A comparison of two times that holds at the worst choice of both holds in all worlds, and one that
holds at the best in some; which end is worst is said at each. Where a due time can fall back (a month's end), its least
and its greatest value are taken, which leaves more open and never less.

``NONE``, ``SOME`` and ``EVERY`` say in which worlds the duty is broken.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from habeas.law.bulk.jit import inlined

Words = npt.NDArray[np.int64]

NONE, SOME, EVERY = 0, 1, 2
LIMITS, FORBIDS, PERMITS, WITHIN, BEFORE, OPEN = 0, 1, 2, 3, 4, 5
KINDS = {"limits": LIMITS, "forbids": FORBIDS, "permits": PERMITS}

FIRST = -62_135_596_800_000_000  # core.instant.MIN and MAX: anything before, anything after
LAST = 253_402_300_799_999_999
FALL = 40 * 86_400_000_000  # no due time falls back by as much


@inlined
def limit(
    s1: int, s2: int, e1: int, e2: int, least: int, most: int, l1: int, l2: int, h1: int, h2: int, tied: bool
) -> int:
    """``max(from, start + D) < min(until, end)``. ``least`` and ``most`` are those of ``start + D``, the start being no
    later than the end; ``l1 l2 h1 h2`` bound from and until.
    """
    if not (l1 < h2 and l1 < e2 and least < h2 and least < e2):
        return NONE
    first_end = max(e1, s1)
    if (tied or l2 < h1) and l2 < first_end and most < h1 and most < first_end:
        return EVERY
    return SOME


@inlined
def forbidden(t1: int, t2: int, l1: int, l2: int, h1: int, h2: int) -> int:
    """``from <= t < until``."""
    if max(t1, l1) > min(t2, h2 - 1):
        return NONE
    return EVERY if l2 <= t1 and t2 < h1 else SOME


@inlined
def ungrounded(s1: int, s2: int, e1: int, e2: int, l1: int, l2: int, h1: int, h2: int) -> int:
    """``start < end and not (from <= start and end <= until)``: some moment was held without the ground in force."""
    if s1 >= e2 or (l2 <= s1 and e2 <= h1):
        return NONE
    touching = max(s1, e1) <= min(s2, e2)
    start = max(s1, l1)
    within = start <= s2 and max(e1, start) <= min(e2, h2)
    return SOME if touching or within else EVERY


@inlined
def due_least(
    low: int, high: int, fixed: int, breaks: Words, bases: Words, slopes: Words, first: int, last: int
) -> int:
    """The earliest due time of a moment from ``low`` to ``high``. ``fixed`` is a number of microseconds, or -1 for the
    table from ``first`` until ``last``, which covers the moments.
    """
    if low <= FIRST:
        return FIRST
    if fixed >= 0:
        return min(low + fixed, LAST)
    if low >= LAST:
        return LAST
    at = np.searchsorted(breaks[first:last], low, "right") - 1 + first
    found = LAST
    high = min(high, low + FALL)
    while at < last - 1 and breaks[at] <= high:
        found = min(found, bases[at] + slopes[at] * (max(low, breaks[at]) - breaks[at]))
        at += 1
    return found


@inlined
def due_most(low: int, high: int, fixed: int, breaks: Words, bases: Words, slopes: Words, first: int, last: int) -> int:
    """The latest due time of a moment from ``low`` to ``high``."""
    if high >= LAST:
        return LAST
    if fixed >= 0:
        return min(high + fixed, LAST) if high > FIRST else FIRST
    if high <= FIRST:
        return FIRST
    low = max(low, high - FALL)
    at = np.searchsorted(breaks[first:last], high, "right") - 1 + first
    found = FIRST
    while at >= first:
        end = min(high, breaks[at + 1] - 1)
        if end < low:
            break
        found = max(found, bases[at] + slopes[at] * (end - breaks[at]))
        at -= 1
    return found
