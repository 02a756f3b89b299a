"""The bonds of rows that are one: which column is of days, and the moment that each text of it says.

In come the distinct texts of a kept column with their counts and first places; out goes a table of texts and moments.
What cannot be read as a day is a fault: the earliest of days is not the first of texts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from habeas.core.errors import Fault, InputError
from habeas.release.model import Mapped, Mapping, RuleUse
from habeas.release.reading.formats import UNREAD, read_walls
from habeas.release.reading.instants import read_times
from habeas.release.reading.problems import Group

FORMAT = "format"


def is_day(column: str) -> bool:
    """Whether a column of bonds is of days, by its name; the others are of amounts."""
    return "date" in column.lower()


def days_of(
    mapping: Mapping, use: RuleUse, column: str, seen: Sequence[tuple[str, int, str, str, int]]
) -> tuple[list[str], list[int]]:
    """The texts of a column that say a day, and the moment of each. ``seen`` are text, count, file, sheet, first row.

    By the rule's option ``format``; without it by ISO 8601 and EDTF, then by the formats of the mapping's times.
    """
    marks = {mark.strip() for mark in (*mapping.withheld, *mapping.blank)}
    said = [one for one in seen if one[0].strip() and one[0].strip() not in marks]
    texts = pc.utf8_trim_whitespace(pa.array([one[0] for one in said], pa.string()))
    given = use.options.get(FORMAT, ())
    formats = given or tuple(dict.fromkeys(form for each in mapping.properties for form in each.formats))
    zone = "UTC"
    read = read_times(Mapped(column, "instant", (column,), formats=given, zone=zone), texts, mapping.about)
    moments = read.pin(np.arange(len(said)), zone, mapping.about).earliest
    bad = read.bad.copy()
    if bad.any() and not given:
        left = np.flatnonzero(bad)
        walls = read_walls(texts.take(pa.array(left)), formats)
        moments[left], bad[left] = walls.start, walls.form == UNREAD
    if bad.any():
        raise InputError(_unread(mapping, use, column, [said[at] for at in np.flatnonzero(bad)]))
    return [one[0] for one in said], moments.tolist()


def _unread(mapping: Mapping, use: RuleUse, column: str, bad: Sequence[tuple[str, int, str, str, int]]) -> Fault:
    what = "cannot be read as days, so the earliest is not known"
    mend = (
        f'Write how they are written, as {use.name}: {{format: "%m/%d/%Y"}}, or list marks under blank: or withheld:.'
    )
    group = Group(use.name, column, "unreadable-time", what, mend, use.line, wrong=True)
    for one in bad:
        group.add(*one)
    return group.fault(mapping.file)
