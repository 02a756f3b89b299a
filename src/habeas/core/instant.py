"""A time as known: a finite set of closed intervals of UTC microseconds, with the text that it was read from.

Semantics: sections 1 to 6 of ``docs/semantics.md``. Microseconds are counted from 1970-01-01T00:00Z. An
interval that is open to one side ends at ``MIN`` or ``MAX``, which stand for "any time before" and "any time
after": no calendar date that we read lies outside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MIN = -62_135_596_800_000_000  # 0001-01-01T00:00:00Z, the first moment that Python's calendar knows
MAX = 253_402_300_799_999_999  # 9999-12-31T23:59:59.999999Z, the last one

Interval = tuple[int, int]


def normal(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Sort, drop empty ones, join those that overlap or touch (microseconds are whole)."""
    out: list[Interval] = []
    for low, high in sorted(intervals):
        if low > high:
            continue
        if out and low <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Instant:
    """One moment that lies in exactly one of ``intervals`` (sorted, disjoint, closed, never empty).

    ``text`` is what was written, ``uncertain`` says that it carried a ``?`` (shown, never computed with).
    """

    intervals: tuple[Interval, ...]
    text: str = ""
    uncertain: bool = False

    @property
    def low(self) -> int:
        return self.intervals[0][0]

    @property
    def high(self) -> int:
        return self.intervals[-1][1]


ANYTIME = Instant(((MIN, MAX),))
