"""The one compiled pass: each candidate, a unit that can be broken on a row, tested by every duty of the unit.

The formulas are those of ``intervals``. What comes out is a finding for each line: a duty under a reading.
"""

from __future__ import annotations

import numpy as np

from habeas.law.bulk.intervals import EVERY, FIRST, LAST, LIMITS, NONE, OPEN, PERMITS, SOME, due_least, due_most
from habeas.law.bulk.jit import compiled, inlined
from habeas.law.bulk.records import (
    BOTH,
    BOUND,
    CAN,
    DUE,
    DUE_BY,
    FIRST_LINE,
    FIRST_PIECE,
    FROM_HIGH,
    KIND,
    LAST_LINE,
    LAST_PIECE,
    OFF,
    RIVAL,
    SCOPE,
    SHIFT,
    SURE,
    WAY,
    Answers,
    Bytes,
    Codes,
    Due,
    Longs,
    Out,
    Plan,
    Times,
)
from habeas.law.bulk.weigh import (
    AFTER_END,
    BEFORE_FORCE,
    CONFLICT,
    END,
    FACTS,
    HAPPENED,
    IN_TIME,
    LATE,
    NEVER_HAPPENED,
    NOT_PROTECTED,
    REQUIRED,
    START,
    WHILE,
    broken,
    has,
    has_any,
    open_column,
    reason,
    settling,
)

BREACH, KEPT, NOT_BOUND, UNDETERMINED = 0, 1, 2, 3
NOTHING = -1  # of what is kept no finding is made, unless all is asked for


@inlined
def emit(
    rows: Codes, found: Codes, outcomes: Bytes, becauses: Bytes, settles: Bytes, tally: Longs, opened: Longs, lines:
    Longs, first: int, last: int, count: int, row: int, outcome: int, because: int, settle: int,
) -> int:  # fmt: skip
    """One finding for each line of a test; gives how many there are now."""
    for at in range(first, last):
        line = lines[at]
        rows[count], found[count], outcomes[count] = row, line, outcome
        becauses[count], settles[count] = because, settle
        count += 1
        if outcome != NOT_BOUND:
            tally[line, outcome] += 1
        if outcome == UNDETERMINED:
            opened[line, settle] += 1
    return count


@inlined
def kept_because(
    kind: int, least: int, most: int, start: int, start_by: int, end: int, pieces: Longs, first: int, last: int
) -> int:
    """Why a row that is of the kind keeps a duty, in a word."""
    if kind == PERMITS:
        return IN_TIME
    moment = start_by if kind < PERMITS else most
    if kind == LIMITS:
        if most >= end:
            return IN_TIME
        moment = max(end, start)
    return BEFORE_FORCE if last == first or pieces[first, FROM_HIGH] > moment - (kind == LIMITS) else AFTER_END


@compiled
def sweep(
    found_rows: Codes,
    found_units: Codes,
    everything: bool,
    answers: Answers,
    times: Times,
    plan: Plan,
    due: Due,
    out: Out,
) -> int:
    """Tests every candidate (``candidates``) and fills in what is found; gives how many findings there are."""
    # Each array is taken out by itself: one that is taken out of a record is counted again whenever it is used.
    codes, base, planes, _ = answers
    of_scope, of_sure, of_both, of_can = planes[SCOPE], planes[SURE], planes[BOTH], planes[CAN]
    of_off, of_bound, of_rival = planes[OFF], planes[BOUND], planes[RIVAL]
    starts, starts_by, ends, ends_by, denied, custody = times
    shifts, breaks, bases, slopes = due
    rows, found, outcomes, becauses, settles, tally, opened = out
    units, tests, pieces, lines = plan.units, plan.tests, plan.pieces, plan.lines
    count = 0
    for candidate in range(len(found_rows)):
        row, unit = found_rows[candidate], found_units[candidate]
        certain = unit >= 0  # its bits have said already that it can be broken
        unit = unit if certain else -1 - unit
        word, bit = unit // 64, unit % 64
        ground = units[unit, 2] == 1
        certain &= not ground
        if not certain and not has(of_scope, codes, row, word, bit):
            for test in range(units[unit, 0], units[unit, 1] if everything else units[unit, 0]):
                count = emit(
                    rows, found, outcomes, becauses, settles, tally, opened, lines, tests[test, FIRST_LINE],
                    tests[test, LAST_LINE], count, row, NOT_BOUND, NOT_PROTECTED, 0,
                )  # fmt: skip
            continue
        sure = has(of_sure, codes, row, word, bit)
        both = certain or has(of_both, codes, row, word, bit)
        can = certain or has(of_can, codes, row, word, bit)
        off = ground and has_any(of_off, codes, row, word, bit)
        bound = ground and has(of_bound, codes, row, word, bit)
        denial = denied[row] if len(denied) else np.uint8(0)
        before, least, most = -1, 0, 0
        for test in range(units[unit, 0], units[unit, 1]):
            kind, shift, way = tests[test, KIND], tests[test, SHIFT], tests[test, WAY]
            first, last = tests[test, FIRST_PIECE], tests[test, LAST_PIECE]
            s1, s2 = starts[way, row], starts_by[way, row]
            e1, e2 = ends[way, row], ends_by[way, row]
            outcome, because, settle = NOTHING, 0, 0
            impossible = custody and s1 > e2  # there is no such world, and no due time in it
            if shift < 0:
                own = tests[test, DUE] <= tests[test, DUE_BY]
                least, most = (tests[test, DUE], tests[test, DUE_BY]) if own else (s1, s2)
                before = -1
            elif before != shift * len(starts) + way and not impossible:
                fixed, table, until = shifts[shift, 0], shifts[shift, 1], shifts[shift, 2]
                top = min(s2, e2) if custody else s2
                least = due_least(s1, top, fixed, breaks, bases, slopes, table, until)
                most = due_most(s1, top, fixed, breaks, bases, slopes, table, until)
                before = shift * len(starts) + way
            state = broken(kind, s1, s2, e1, e2, least, most, pieces, first, last, 0, 0)
            if kind == PERMITS:
                possible = off or (both and state != NONE)
                every = bound and (not both or state == EVERY)
                state = EVERY if every else SOME if possible else NONE
            elif not can:
                state = NONE
            elif kind == OPEN or (state == EVERY and (not sure or kind > PERMITS)):
                state = SOME
            if denial and kind != PERMITS:
                state = NONE if denial == 2 else min(state, SOME)
            if impossible:
                outcome, because, settle = UNDETERMINED, CONFLICT, START | END
            elif state == EVERY:
                outcome, because = BREACH, LATE if kind == LIMITS else WHILE
            elif state == SOME:
                unsaid = (START if s1 <= FIRST and s2 >= LAST else 0) | (END if e1 <= FIRST and e2 >= LAST else 0)
                if (not sure) if kind != PERMITS else ((off and both) or not bound):
                    settle = FACTS + open_column(planes, codes, base, row, word, bit, kind == PERMITS)
                elif denial or kind > PERMITS:
                    settle = (HAPPENED if denial else 0) | (REQUIRED if kind > PERMITS else 0)
                else:
                    settle = settling(
                        kind, s1, s2, e1, e2, least, most, pieces, first, last, shift, shifts, breaks, bases, slopes,
                        custody, sure,
                    )  # fmt: skip
                rival = settle >= FACTS and has_any(of_rival, codes, row, word, bit)
                outcome, because = UNDETERMINED, reason(settle, rival, unsaid, pieces, first, last)
            elif everything:
                kept = kept_because(kind, least, most, s1, s2, e1, pieces, first, last) if both else IN_TIME
                outcome, because = KEPT, NEVER_HAPPENED if denial == 2 else kept
            if outcome != NOTHING:
                count = emit(
                    rows, found, outcomes, becauses, settles, tally, opened, lines, tests[test, FIRST_LINE],
                    tests[test, LAST_LINE], count, row, outcome, because, settle,
                )  # fmt: skip
    return count
