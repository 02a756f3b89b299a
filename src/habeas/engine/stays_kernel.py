"""Stays of whole people from their stints, compiled: the same rule as ``sql/stays.sql``, one person at a time.

In come the columns of a batch as whole numbers, in which no person is cut; out go, for each stay, the numbers of its
first, last and longest row and the bounds of what its times leave open. It never looks at a name.
"""

from typing import Any, NamedTuple

import numba
import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]

UNSAID = np.iinfo(np.int64).min  # stands for an earliest bound that nobody gave
NO_START, END_BEFORE_START, NO_PERSON = 1, 2, 3  # faults, in the order in which they are asked for
_FEW = 32


class Stints(NamedTuple):
    """A batch. ``begins`` has the first row of each person, and at its end the number of rows; ``named`` is 0 where
    the person has no identifier. Bounds are microseconds: ``UNSAID`` for an earliest, ``never`` for a latest that
    nobody gave. ``place`` and ``key`` are any numbers that are equal where the words are; ``keyed`` is 0 where the
    stay has no key of its own. ``source`` orders file and sheet as their names do, ``row`` is the row there.
    """

    begins: Whole
    named: npt.NDArray[np.uint8]
    start_earliest: Whole
    start_latest: Whole
    end_earliest: Whole
    end_latest: Whole
    place: npt.NDArray[np.int32]
    key: Whole
    keyed: npt.NDArray[np.uint8]
    source: Whole
    row: Whole

    @classmethod
    def frozen(cls, *columns: npt.NDArray[Any]) -> "Stints":
        """The columns as views that cannot be written to: one kind of array, so that one compilation serves all."""
        views = [np.ascontiguousarray(column).view() for column in columns]
        for view in views:
            view.flags.writeable = False
        return cls(*views)


# What is known of each stay, in the order in which people and their stays come.
STAY_COLUMNS = (
    "first", "last", "longest", "stay", "stints", "start_earliest", "start_latest", "end_earliest", "end_latest",
    "longest_certain", "gaps_min", "gaps_max", "gap_length_min", "gap_length_max",
    "overlaps_min", "overlaps_max", "overlap_length_min", "overlap_length_max", "links_doubtful",
)  # fmt: skip
(FIRST, LAST, LONGEST, STAY, STINTS, START0, START1, END0, END1, CERTAIN, GAPS0, GAPS1, GAP0, GAP1,
 OVERLAPS0, OVERLAPS1, OVERLAP0, OVERLAP1, DOUBTFUL) = range(len(STAY_COLUMNS))  # fmt: skip
UNBOUNDED = -1  # an overlap of two stints that are both open has no upper bound


def compiled(function: Any) -> Any:
    return numba.njit(cache=True, nogil=True)(function)


@compiled
def _goes_before(b: Stints, i: int, j: int) -> bool:
    if b.start_earliest[i] != b.start_earliest[j]:
        return bool(b.start_earliest[i] < b.start_earliest[j])
    if b.start_latest[i] != b.start_latest[j]:
        return bool(b.start_latest[i] < b.start_latest[j])
    if b.end_earliest[i] != b.end_earliest[j]:
        return bool(b.end_earliest[i] < b.end_earliest[j])
    if b.end_latest[i] != b.end_latest[j]:
        return bool(b.end_latest[i] < b.end_latest[j])
    if b.source[i] != b.source[j]:
        return bool(b.source[i] < b.source[j])
    return bool(b.row[i] < b.row[j])


@compiled
def _in_order(b: Stints, rows: Whole) -> None:
    """Put the rows in order of book-in, then book-out, then place in the files: runs by insertion, merged in pairs."""
    n = len(rows)
    for low in range(0, n, _FEW):
        for at in range(low + 1, min(low + _FEW, n)):
            row = rows[at]
            to = at
            while to > low and _goes_before(b, row, rows[to - 1]):
                rows[to] = rows[to - 1]
                to -= 1
            rows[to] = row
    width = _FEW
    while width < n:
        for low in range(0, n - width, 2 * width):
            left = rows[low : low + width].copy()
            high = min(low + 2 * width, n)
            i, j, to = 0, low + width, low
            while i < width and j < high:
                if _goes_before(b, rows[j], left[i]):
                    rows[to] = rows[j]
                    j += 1
                else:
                    rows[to] = left[i]
                    i += 1
                to += 1
            for at in range(i, width):
                rows[to + at - i] = left[at]
        width *= 2


@compiled
def gather(b: Stints, gap: int, never: int, cutoff: Whole) -> tuple[Whole, Whole, Whole, npt.NDArray[np.uint8]]:
    """The stays (a column for each of ``STAY_COLUMNS``), the rows of their stints one stay after another, where each
    stay's begin in that list, and the fault of each row (0: none). ``cutoff`` is, for each row, the moment to which an
    open end is counted.
    """
    n = len(b.start_earliest)
    fault = np.zeros(n, np.uint8)
    out = np.empty((len(STAY_COLUMNS), n), np.int64)
    stay_of = np.empty(n, np.int64)
    order = np.empty(n, np.int64)
    key, keyed = np.empty(n, np.int64), np.empty(n, np.uint8)
    stays, placed = 0, 0
    for person in range(len(b.begins) - 1):
        low, high = b.begins[person], b.begins[person + 1]
        usable = placed
        for row in range(low, high):
            if b.start_earliest[row] == UNSAID or min(b.start_latest[row], b.end_latest[row]) == never:
                fault[row] = NO_START
            elif b.end_latest[row] < b.start_earliest[row]:
                fault[row] = END_BEFORE_START
            elif not b.named[person]:
                fault[row] = NO_PERSON
            else:
                order[placed] = row
                placed += 1
        if placed - usable > 1:
            _in_order(b, order[usable:placed])
        mine = stays
        for at in range(usable, placed):
            row = order[at]
            s0, e1 = b.start_earliest[row], b.end_latest[row]
            s1, e0 = min(b.start_latest[row], e1), max(b.end_earliest[row], s0)
            has_key = b.keyed[row]
            to = stays - 1
            while to >= mine and not (keyed[to] == has_key and (not has_key or key[to] == b.key[row])):
                to -= 1
            if to < mine or (not has_key and s0 - out[END1, to] > gap):
                to = stays
                stays += 1
                key[to], keyed[to] = b.key[row], has_key
                out[:, to] = 0
                out[FIRST, to] = row
                out[STAY, to] = at - usable + 1
                out[START0, to], out[START1, to] = s0, s1
                out[END0, to], out[END1, to] = e0, e1
                # until the stay is whole: the latest start so far, and the least earliest end after the first
                out[LONGEST, to], out[CERTAIN, to] = s1, never
            else:
                _join(out, to, s0, s1, e0, e1, gap, never, not has_key)
            out[LAST, to] = row
            out[STINTS, to] += 1
            stay_of[at] = to
    start_of, members = _listed(out[STINTS, :stays], stay_of[:placed], order[:placed])
    for stay in range(stays):
        first = out[FIRST, stay]
        out[GAP1, stay] += max(0, min(b.start_latest[first], b.end_latest[first]) - out[CERTAIN, stay])
        _choose_longest(b, out, stay, members[start_of[stay] : start_of[stay + 1]], never, cutoff)
    return out[:, :stays], members, start_of, fault


@compiled
def _join(out: Whole, to: int, s0: int, s1: int, e0: int, e1: int, gap: int, never: int, linked: bool) -> None:
    """Take one more stint into a stay: what lies between it and those before it, then the stay's own bounds."""
    before_s1, before_e0, before_e1 = out[LONGEST, to], out[END0, to], out[END1, to]
    least, most = max(0, s0 - before_e1), max(0, s1 - before_e0)
    out[GAPS0, to] += least > 0
    out[GAPS1, to] += most > 0
    out[GAP0, to] += least
    out[GAP1, to] += most
    out[DOUBTFUL, to] += linked and s1 - before_e0 > gap
    least = max(0, min(before_e0, e0) - max(before_s1, s1))
    out[OVERLAPS0, to] += least > 0
    out[OVERLAP0, to] += least
    closed = min(before_e1, e1)
    if closed >= never:
        out[OVERLAPS1, to] += 1
        out[OVERLAP1, to] = UNBOUNDED
    else:
        most = max(0, closed - s0)
        out[OVERLAPS1, to] += most > 0
        if out[OVERLAP1, to] != UNBOUNDED:
            out[OVERLAP1, to] += most
    out[START1, to] = min(out[START1, to], s1)
    out[END0, to] = max(before_e0, e0)
    out[END1, to] = max(before_e1, e1)
    out[LONGEST, to] = max(before_s1, s1)
    out[CERTAIN, to] = min(out[CERTAIN, to], e0)


@compiled
def _listed(counts: Whole, stay_of: Whole, order: Whole) -> tuple[Whole, Whole]:
    """The rows one stay after another, each stay's in order."""
    start_of = np.zeros(len(counts) + 1, np.int64)
    for stay in range(len(counts)):
        start_of[stay + 1] = start_of[stay] + counts[stay]
    cursor = start_of[:-1].copy()
    members = np.empty(len(order), np.int64)
    for at in range(len(order)):
        members[cursor[stay_of[at]]] = order[at]
        cursor[stay_of[at]] += 1
    return start_of, members


@compiled
def _choose_longest(b: Stints, out: Whole, stay: int, rows: Whole, never: int, cutoff: Whole) -> None:
    """The longest stint, an open end counted to the cut-off, ties to the last; and whether no other place could be."""
    chosen, best = rows[0], -1
    for row in rows:
        end = cutoff[row] if b.end_latest[row] == never else max(b.end_earliest[row], b.start_earliest[row])
        counted = max(0, end - b.start_earliest[row])
        if counted >= best:
            chosen, best = row, counted
    surely = max(b.end_earliest[chosen], b.start_earliest[chosen]) - min(b.start_latest[chosen], b.end_latest[chosen])
    elsewhere = 0
    for row in rows:
        if b.place[row] != b.place[chosen]:
            elsewhere = max(elsewhere, b.end_latest[row] - b.start_earliest[row])
    out[LONGEST, stay] = chosen
    out[CERTAIN, stay] = max(0, surely) >= elsewhere
