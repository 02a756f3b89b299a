"""One duty against one row: in which worlds its times break it, what would settle it, and why it is open.

Called by the pass for every candidate; the formulas are those of ``intervals``.
"""

from __future__ import annotations

from habeas.law.bulk.intervals import (
    BEFORE,
    FIRST,
    LAST,
    LIMITS,
    NONE,
    PERMITS,
    SOME,
    WITHIN,
    due_least,
    forbidden,
    limit,
    ungrounded,
)
from habeas.law.bulk.jit import inlined
from habeas.law.bulk.records import (
    BOTH,
    BOUND,
    FROM_HIGH,
    FROM_LOW,
    FROM_TOLD,
    FROM_WHY,
    OFF,
    SURE,
    TIED,
    UNTIL_HIGH,
    UNTIL_LOW,
    UNTIL_TOLD,
    UNTIL_WHY,
    Bits,
    Codes,
    Longs,
)

BECAUSE = ("before_force", "after_end", "not_protected", "done_in_time", "done_late", "never_done", "not_due",
           "done_while_forbidden", "never_happened", "gap", "conflict", "imprecise")  # fmt: skip
BEFORE_FORCE, AFTER_END, NOT_PROTECTED, IN_TIME, LATE, WHILE, NEVER_HAPPENED = 0, 1, 2, 3, 4, 7, 8
GAP, CONFLICT, IMPRECISE = 9, 10, 11

# what would settle an open line: these bits, or one number from FACTS on
START, END, FROM, UNTIL, REQUIRED, HAPPENED = 1, 2, 4, 8, 16, 32
FACTS = 64  # and to it twice the number of the first column that is open, and 1 where the row says nothing there
STATES = 192
COLUMNS = 64  # as many as can be told apart


@inlined
def broken(
    kind: int, s1: int, s2: int, e1: int, e2: int, least: int, most: int, pieces: Longs, first: int, last: int,
    vary: int, side: int,
) -> int:  # fmt: skip
    """In which worlds the duty's times break it. ``vary`` FROM or UNTIL takes that end of each stretch at its ``side``
    (0 earliest, 1 latest).
    """
    found = NONE
    for at in range(first, last):
        l1, l2, h1, h2 = pieces[at, FROM_LOW], pieces[at, FROM_HIGH], pieces[at, UNTIL_LOW], pieces[at, UNTIL_HIGH]
        if vary == FROM:
            l1 = l2 = pieces[at, FROM_LOW + side]
        if vary == UNTIL:
            h1 = h2 = pieces[at, UNTIL_LOW + side]
        if kind == PERMITS:  # kept by any stretch that covers it
            one = ungrounded(s1, s2, e1, e2, l1, l2, h1, h2)
            found = one if at == first else min(found, one)
        elif kind == LIMITS:
            found = max(found, limit(s1, s2, e1, e2, least, most, l1, l2, h1, h2, pieces[at, TIED] == 1))
        elif kind in (WITHIN, BEFORE):
            found = max(found, forbidden(least, most, l1, l2, h1, h2))
        else:
            found = max(found, forbidden(s1, s2, l1, l2, h1, h2))
    if kind == PERMITS and first == last:  # never in force
        found = ungrounded(s1, s2, e1, e2, LAST + 1, LAST + 1, LAST + 1, LAST + 1)
    return found


@inlined
def settling(
    kind: int, s1: int, s2: int, e1: int, e2: int, least: int, most: int, pieces: Longs, first: int, last: int,
    shift: int, shifts: Longs, breaks: Longs, bases: Longs, slopes: Longs, custody: bool, sure: bool,
) -> int:  # fmt: skip
    """Which times settle it: those whose best or whose worst value does."""
    top = min(s2, e2) if custody else s2
    found = 0
    for vary in (START, END, FROM, UNTIL):
        if vary == START:
            is_open = s1 < s2
        elif vary == END:
            is_open = custody and e1 < e2
        elif vary == FROM:
            is_open = last > first and pieces[first, FROM_TOLD] == 1
        else:
            is_open = last > first and pieces[last - 1, UNTIL_TOLD] == 1
        for side in range(2 if is_open else 0):
            c1, c2, d1, d2, low, high = s1, s2, e1, e2, least, most
            if vary == START:
                c1 = c2 = s1 if side == 0 else top
                if c1 <= FIRST or c1 >= LAST:
                    continue
                low = high = c1
                if shift >= 0:
                    fixed, begin, until = shifts[shift, 0], shifts[shift, 1], shifts[shift, 2]
                    low = high = due_least(c1, c1, fixed, breaks, bases, slopes, begin, until)
            if vary == END:
                d1 = d2 = e2 if side == 0 else max(e1, s1)
            turned = broken(kind, c1, c2, d1, d2, low, high, pieces, first, last, vary, side)
            if turned == NONE or (turned > SOME and sure):
                found |= vary
    return found


@inlined
def reason(settle: int, rival: bool, unsaid: int, pieces: Longs, first: int, last: int) -> int:
    """Why an open line is open, in a word: by the first thing that would settle it. ``unsaid``: START and END where
    nobody says when that was.
    """
    if settle >= FACTS:
        return CONFLICT if rival else GAP
    if settle & HAPPENED:
        return CONFLICT
    if settle & REQUIRED:
        return GAP
    if settle & (START | END):
        return GAP if settle & unsaid else IMPRECISE
    if settle & (FROM | UNTIL):
        why = pieces[first, FROM_WHY] if settle & FROM else pieces[last - 1, UNTIL_WHY]
        return GAP if why == 1 else CONFLICT if why == 2 else IMPRECISE
    for at in range(first, last):
        if pieces[at, FROM_WHY] == 2 or pieces[at, UNTIL_WHY] == 2:
            return CONFLICT
    return IMPRECISE


# ---- bits ---------------------------------------------------------------------------------------------------------


@inlined
def has(bits: Bits, codes: Codes, row: int, word: int, bit: int) -> bool:
    """Whether every column's value has the bit of that unit."""
    found = bits[codes[0, row], word]
    for column in range(1, codes.shape[0]):
        found &= bits[codes[column, row], word]
    return bool((found >> bit) & 1)


@inlined
def has_any(bits: Bits, codes: Codes, row: int, word: int, bit: int) -> bool:
    found = bits[codes[0, row], word]
    for column in range(1, codes.shape[0]):
        found |= bits[codes[column, row], word]
    return bool((found >> bit) & 1)


@inlined
def open_column(planes: Bits, codes: Codes, base: Codes, row: int, word: int, bit: int, ground: bool) -> int:
    """Twice the number of the first column whose value leaves it open, and one more where the row is silent there."""
    for column in range(min(codes.shape[0], COLUMNS)):
        code = codes[column, row]
        if ground:
            turns = planes[OFF, code, word] & planes[BOTH, code, word]
            is_open = ((turns | ~planes[BOUND, code, word]) >> bit) & 1 != 0
        else:
            is_open = (planes[SURE, code, word] >> bit) & 1 == 0
        if is_open:
            return 2 * column + (1 if code == base[column] else 0)
    return 0
