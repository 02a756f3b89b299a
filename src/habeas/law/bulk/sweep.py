"""The one compiled pass: every row against every line that can concern it.

For each row the bits of its columns' values, of its times and of its length are laid over each other; what is left are
the units that could be broken, and only those are tested by the formulas of ``intervals``. Everything else is ``kept`` or
``not_bound`` and is counted without being looked at (``counts``), unless all is asked for.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from habeas.law.bulk.intervals import (
    BEFORE,
    EVERY,
    FIRST,
    LAST,
    LIMITS,
    NONE,
    OPEN,
    PERMITS,
    SOME,
    WITHIN,
    due_least,
    due_most,
    forbidden,
    limit,
    ungrounded,
)
from habeas.law.bulk.jit import compiled, inlined, lowest_bit

Longs = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]

BREACH, KEPT, NOT_BOUND, UNDETERMINED = 0, 1, 2, 3
BECAUSE = ("before_force", "after_end", "not_protected", "done_in_time", "done_late", "never_done", "not_due",
           "done_while_forbidden", "never_happened", "gap", "conflict", "imprecise")  # fmt: skip
_BEFORE_FORCE, _AFTER_END, _NOT_PROTECTED, _IN_TIME, _LATE, _WHILE, _NEVER, _GAP, _CONFLICT, _IMPRECISE = 0, 1, 2, 3, 4, 7, 8, 9, 10, 11

# what would settle an open line: bits, or from FACTS on one number
START, END, FROM, UNTIL, REQUIRED, HAPPENED = 1, 2, 4, 8, 16, 32
FACTS = 64  # and to it twice the number of the first plane that is open, and 1 where the row says nothing there
STATES = 192
PLANES = 64  # as many as can be told apart

# planes of bits, in this order
LINE, SCOPE, CAN, SURE, OFF, BOUND, RIVAL, BOTH = 0, 1, 2, 3, 4, 5, 6, 7


@inlined
def broken(
    kind: int, s1: int, s2: int, e1: int, e2: int, least: int, most: int, pieces: Longs, first: int, last: int,
    vary: int, side: int,
) -> int:
    """In which worlds the duty's times break it. ``vary`` FROM or UNTIL takes that end of each stretch at its ``side``
    (0 earliest, 1 latest).
    """  # fmt: skip
    found = NONE
    for at in range(first, last):
        l1, l2, h1, h2 = pieces[at, 0], pieces[at, 1], pieces[at, 2], pieces[at, 3]
        if vary == FROM:
            l1 = l2 = pieces[at, side]
        if vary == UNTIL:
            h1 = h2 = pieces[at, 2 + side]
        if kind == LIMITS:
            one = limit(s1, s2, e1, e2, least, most, l1, l2, h1, h2, pieces[at, 4] == 1)
        elif kind == PERMITS:
            one = ungrounded(s1, s2, e1, e2, l1, l2, h1, h2)
        elif kind in {WITHIN, BEFORE}:
            one = forbidden(least, most, l1, l2, h1, h2)
        else:
            one = forbidden(s1, s2, l1, l2, h1, h2)
        if kind == PERMITS:  # kept by any stretch that covers it
            found = one if at == first else min(found, one)
        else:
            found = max(found, one)
    if kind == PERMITS and first == last:
        found = NONE if s1 >= e2 else (SOME if max(s1, e1) <= min(s2, e2) else EVERY)
    return found


@inlined
def has(bits: Bits, codes: npt.NDArray[np.int32], row: int, word: int, bit: int) -> bool:
    """Whether every column's value has the bit of that unit."""
    mask = np.uint64(1) << np.uint64(bit)
    for plane in range(codes.shape[0]):
        if bits[codes[plane, row], word] & mask == np.uint64(0):
            return False
    return True


@inlined
def has_any(bits: Bits, codes: npt.NDArray[np.int32], row: int, word: int, bit: int) -> bool:
    mask = np.uint64(1) << np.uint64(bit)
    for plane in range(codes.shape[0]):
        if bits[codes[plane, row], word] & mask != np.uint64(0):
            return True
    return False


@inlined
def open_plane(
    planes: Bits, codes: npt.NDArray[np.int32], bases_of: npt.NDArray[np.int32], row: int, word: int, bit: int, ground: bool
) -> int:
    """Twice the number of the first column whose value leaves it open, and one more where the row says nothing there."""
    mask = np.uint64(1) << np.uint64(bit)
    none = np.uint64(0)
    for plane in range(min(codes.shape[0], PLANES)):
        code = codes[plane, row]
        if ground:
            turns = planes[OFF, code, word] & planes[BOTH, code, word] & mask
            is_open = turns != none or planes[BOUND, code, word] & mask == none
        else:
            is_open = planes[SURE, code, word] & mask == none
        if is_open:
            return 2 * plane + (1 if code == bases_of[plane] else 0)
    return 0


@inlined
def bucket(moment: int, origin: int, width: int, size: int) -> int:
    at = ((moment - origin) >> width) + 1
    return min(max(at, 0), size - 1)


@compiled
def sweep(
    begin: int, everything: bool, custody: bool, codes: npt.NDArray[np.int32], planes: npt.NDArray[np.uint64],
    can_some: Bits, longer_some: Bits, starts: Longs, starts_by: Longs, ends: Longs, ends_by: Longs, denied: npt.NDArray[np.uint8],
    bases_of: npt.NDArray[np.int32],
    units: Longs, tests: Longs, pieces: Longs, lines: Longs, begun: Bits, alive: Bits, longer: Bits, lengths: Longs,
    origin: int, width: int, shifts: Longs, breaks: Longs, bases: Longs, slopes: Longs,
    rows: npt.NDArray[np.int32], found: npt.NDArray[np.int32], said: npt.NDArray[np.uint8],
    why: npt.NDArray[np.uint8], settling: npt.NDArray[np.uint8], tally: Longs, open_tally: Longs,
    room: int,
) -> tuple[int, int]:
    """Tests rows from ``begin`` on until the room for findings is used up; gives the next row and how many were found.

    ``starts`` to ``ends_by``: bounds of each row's start and end, one row for each way in which stints are put together.
    ``planes`` (kind of bit, number of a value, word); ``codes`` (column, row) are numbers of values, those of each column
    from ``bases_of`` on; ``can_some`` and ``longer_some`` say which words of CAN and of ``longer`` are not zero.
    ``denied`` is empty or 1 where an act may not have happened, 2 where it did not. ``tally`` counts each line's findings
    by outcome (``not_bound`` is not counted), ``open_tally`` the open ones by what would settle them.
    """  # fmt: skip
    size = codes.shape[1]
    ways = starts.shape[0]
    words = longer.shape[1]
    columns = codes.shape[0]
    allowed = planes[CAN]
    everywhere = np.zeros(can_some.shape[1], np.uint64)
    for word in range(words):
        everywhere[word // 64] |= np.uint64(1) << np.uint64(word % 64)
    count = 0
    for row in range(begin, size):
        if count + room > len(rows):
            return row, count
        denial = denied[row] if len(denied) else np.uint8(0)
        s1, e2 = starts[0, row], ends_by[0, row]
        for way in range(1, ways):
            s1, e2 = min(s1, starts[way, row]), max(e2, ends_by[way, row])
        impossible = False
        for way in range(ways):
            impossible |= custody and starts[way, row] > ends_by[way, row]
        looked = everything or impossible
        by_length, by_end, by_start = 0, 0, 0
        if not looked:
            by_length = 0 if custody else len(lengths)
            for at in range(by_length, len(lengths)):  # no branch: lengths are as good as random
                by_length += lengths[at] < e2 - s1
        for many in range(can_some.shape[1]):
            # of 64 words at a time, those that are zero in no column
            left = longer_some[by_length, many]
            for plane in range(columns):
                left &= can_some[codes[plane, row], many]
            if looked:
                left = everywhere[many]
            elif left != np.uint64(0):
                by_end = bucket(e2, origin, width, begun.shape[0])
                by_start = bucket(s1, origin, width, begun.shape[0])
            while left != np.uint64(0):
                word = many * 64 + lowest_bit(left)
                left &= left - np.uint64(1)
                if looked:
                    rest = planes[LINE, codes[0, row], word]
                    for plane in range(1, columns):
                        rest &= planes[LINE, codes[plane, row], word]
                else:
                    rest = longer[by_length, word] & begun[by_end, word] & alive[by_start, word]
                    for plane in range(columns):
                        rest &= allowed[codes[plane, row], word]
                while rest != np.uint64(0):
                    bit = lowest_bit(rest)
                    rest &= rest - np.uint64(1)
                    unit = word * 64 + bit
                    ground = units[unit, 2] == 1
                    certain = not looked and not ground  # what its bits have said already
                    if not certain and not has(planes[SCOPE], codes, row, word, bit):
                        if everything:
                            for test in range(units[unit, 0], units[unit, 1]):
                                for at in range(tests[test, 5], tests[test, 6]):
                                    rows[count], found[count], said[count] = row, lines[at], NOT_BOUND
                                    why[count], settling[count] = _NOT_PROTECTED, 0
                                    count += 1
                        continue
                    sure = has(planes[SURE], codes, row, word, bit)
                    both = certain or has(planes[BOTH], codes, row, word, bit)
                    can = certain or has(planes[CAN], codes, row, word, bit)
                    off = ground and has_any(planes[OFF], codes, row, word, bit)
                    bound = ground and has(planes[BOUND], codes, row, word, bit)
                    before, least, most = -2, 0, 0
                    for test in range(units[unit, 0], units[unit, 1]):
                        kind, shift, way = tests[test, 0], tests[test, 1], tests[test, 2]
                        first, last = tests[test, 3], tests[test, 4]
                        a1, a2, b1, b2 = starts[way, row], starts_by[way, row], ends[way, row], ends_by[way, row]
                        no_world = custody and a1 > b2
                        if not no_world:
                            if shift < 0:
                                least, most = a1, a2
                                if tests[test, 7] <= tests[test, 8]:
                                    least, most = tests[test, 7], tests[test, 8]
                            elif before != shift * ways + way:
                                fixed, from_, until = shifts[shift, 0], shifts[shift, 1], shifts[shift, 2]
                                top = min(a2, b2) if custody else a2
                                least = due_least(a1, top, fixed, breaks, bases, slopes, from_, until)
                                most = due_most(a1, top, fixed, breaks, bases, slopes, from_, until)
                            before = shift * ways + way if shift >= 0 else -2
                            state = broken(kind, a1, a2, b1, b2, least, most, pieces, first, last, 0, 0)
                            if kind == PERMITS:
                                possible = off or (both and state != NONE)
                                every = bound and (not both or state == EVERY)
                                state = EVERY if every else SOME if possible else NONE
                            elif not can:
                                state = NONE
                            elif kind == OPEN:
                                state = SOME
                            elif state == EVERY and (not sure or kind > PERMITS):
                                state = SOME
                            if denial and kind != PERMITS:
                                state = NONE if denial == 2 else min(state, SOME)
                        else:
                            state = SOME
                        if state == NONE and not everything:
                            continue
                        settle, because, outcome = 0, _IN_TIME, KEPT
                        if state == EVERY:
                            outcome = BREACH
                            because = _LATE if kind == LIMITS else _WHILE
                        elif state == NONE:
                            if denial == 2:
                                because = _NEVER
                            elif kind == LIMITS:
                                if both and most < b1:
                                    because = _BEFORE_FORCE if last == first or pieces[first, 1] >= max(b1, a1) else _AFTER_END
                            elif kind != PERMITS and both:
                                moment = most if kind > PERMITS else a2
                                because = _BEFORE_FORCE if last == first or pieces[first, 1] > moment else _AFTER_END
                        else:
                            outcome = UNDETERMINED
                            because = _IMPRECISE
                            if no_world:
                                because = _CONFLICT
                                settle = START | END
                            else:
                                if (not sure) if kind != PERMITS else ((off and both) or not bound):
                                    settle = FACTS + open_plane(planes, codes, bases_of, row, word, bit, kind == PERMITS)
                                elif denial or kind > PERMITS:
                                    settle = (HAPPENED if denial else 0) | (REQUIRED if kind > PERMITS else 0)
                                else:
                                    # a time settles it if its best or its worst value does
                                    for vary in (START, END, FROM, UNTIL):
                                        for side in range(2):
                                            c1, c2, d1, d2, low, high = a1, a2, b1, b2, least, most
                                            if vary == START:
                                                c1 = c2 = a1 if side == 0 else (min(a2, b2) if custody else a2)
                                                if c1 <= FIRST or c1 >= LAST:
                                                    continue
                                                if shift >= 0:
                                                    fixed = shifts[shift, 0]
                                                    from_, until = shifts[shift, 1], shifts[shift, 2]
                                                    low = due_least(c1, c1, fixed, breaks, bases, slopes, from_, until)
                                                    high = low
                                            if vary == END:
                                                d1 = d2 = b2 if side == 0 else max(b1, a1)
                                            turned = broken(kind, c1, c2, d1, d2, low, high, pieces, first, last, vary, side)
                                            if turned == NONE or (turned == EVERY and sure):
                                                open_ = a1 < a2
                                                if vary == END:
                                                    open_ = custody and b1 < b2
                                                elif vary == FROM:
                                                    open_ = last > first and pieces[first, 6] == 1
                                                elif vary == UNTIL:
                                                    open_ = last > first and pieces[last - 1, 8] == 1
                                                if open_:
                                                    settle |= vary
                                gap = (1 if a1 <= FIRST and a2 >= LAST else 0) | (2 if b1 <= FIRST and b2 >= LAST else 0)
                                rival = settle >= FACTS and has_any(planes[RIVAL], codes, row, word, bit)
                                because = reason(settle, rival, gap, pieces, first, last)
                        for at in range(tests[test, 5], tests[test, 6]):
                            rows[count], found[count], said[count] = row, lines[at], outcome
                            why[count], settling[count] = because, settle
                            tally[lines[at], outcome] += 1
                            if outcome == UNDETERMINED:
                                open_tally[lines[at], settle] += 1
                            count += 1
    return size, count


@inlined
def reason(settle: int, rival: bool, gap: int, pieces: Longs, first: int, last: int) -> int:
    """Why an open line is open, in a word: by the first thing that would settle it."""
    if settle >= FACTS:
        return _CONFLICT if rival else _GAP
    if settle & HAPPENED:
        return _CONFLICT
    if settle & REQUIRED:
        return _GAP
    if settle & START:
        return _GAP if gap & 1 else _IMPRECISE
    if settle & END:
        return _GAP if gap & 2 else _IMPRECISE
    if settle & (FROM | UNTIL):
        kind = pieces[first, 5] if settle & FROM else pieces[last - 1, 7]
        return _GAP if kind == 1 else _CONFLICT if kind == 2 else _IMPRECISE
    for at in range(first, last):
        if pieces[at, 5] == 2 or pieces[at, 7] == 2:
            return _CONFLICT
    return _IMPRECISE
