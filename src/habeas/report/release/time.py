"""Counts by one unit of time, for a chart: no unit between the first and the last is left out, also where nothing was.

In comes a ``Shown`` table of counts; out go its lines with the empty units between them, where time is all that it is
counted by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from habeas.measure.suppress import PublicLine
from habeas.release.units import UNITS, unit_name, unit_of
from habeas.report.release.table import Shown

FARTHEST = 4_000  # units between the first and the last: beyond, one of the two is a slip of the pen
_YEAR, _FISCAL = re.compile(r"\d{4}"), re.compile(r"FY(\d{4})")
_QUARTER, _MONTH = re.compile(r"(\d{4})-Q([1-4])"), re.compile(r"(\d{4})-(\d{2})")


def in_time(shown: Shown) -> tuple[PublicLine, ...]:
    """The lines of a table by one unit of time, in order and without gaps; what has no time stands last. Empty for any
    other table.
    """
    if len(shown.by) != 1 or shown.by[0] not in UNITS:
        return ()
    unit = shown.by[0]
    dated: dict[int, PublicLine] = {}
    rest = []
    for line in shown.lines:
        number = number_of(line.key[0], unit)
        if number is None:
            rest.append(line)
        else:
            dated[number] = line
    if not dated or max(dated) - min(dated) > FARTHEST:
        return tuple(shown.lines)
    whole = [
        dated.get(number) or PublicLine((unit_name(number, unit),), 0, 0)
        for number in range(min(dated), max(dated) + 1)
    ]
    return (*whole, *rest)


def number_of(name: str, unit: str) -> int | None:
    """The number of the unit of that name, or None for a word that is none."""
    if unit == "fiscal_year":
        fiscal = _FISCAL.fullmatch(name)
        return int(fiscal[1]) if fiscal else None
    day = _day(name, unit)
    return None if day is None else unit_of(day, unit)


def _day(name: str, unit: str) -> date | None:
    """A day in the unit."""
    quarter, month = _QUARTER.fullmatch(name), _MONTH.fullmatch(name)
    try:
        if unit == "quarter":
            return date(int(quarter[1]), 3 * int(quarter[2]), 1) if quarter else None
        if unit == "month":
            return date(int(month[1]), int(month[2]), 1) if month else None
        if unit == "year":
            return date(int(name), 1, 1) if _YEAR.fullmatch(name) else None
        return date.fromisoformat(name)
    except ValueError:
        return None


def thinned(names: Sequence[str], most: int) -> list[str]:
    """So many of the names, at even distances: those that a crowded axis shows."""
    every = -(-len(names) // most)
    return list(names[::every])
