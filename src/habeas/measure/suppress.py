"""Small numbers withheld from what is published, so that no line singles out a person.

In comes a ``Counted``; out goes what may be published, ``None`` standing for a number below the threshold. It checks
that no withheld number follows from those shown: in every sum that a reader can know (the total, and each total over
one dimension), at least two numbers are withheld or none, and together they reach the threshold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from habeas.core.errors import UseError
from habeas.measure.count import Counted
from habeas.measure.lines import Line

THRESHOLD = 10
_PEOPLE = frozenset(
    "custody.person act.person person stay_id file sheet row unique_identifier anonymized_identifier".split()
)


@dataclass(frozen=True)
class PublicLine:
    """A line as published: ``None`` where the number is withheld."""

    key: tuple[str, ...]
    certain: int | None
    possible: int | None
    of: tuple[int | None, int | None] | None = None


@dataclass(frozen=True)
class Public:
    """What may be published, with the threshold and how many lines were withheld."""

    counted: Counted
    lines: tuple[PublicLine, ...]
    threshold: int
    withheld: int


def suppress(counted: Counted, threshold: int = THRESHOLD) -> Public:
    """Withhold numbers from 1 to below the threshold, and as many more as keep them from being worked out.

    Raises ``UseError`` where what is counted by names people, or where a sum could be one person's.
    """
    if threshold < 2:
        raise UseError("a threshold below 2 withholds nothing: write --threshold 10, say.")
    named = [name for name in counted.by if name in _PEOPLE or name.rpartition(".")[2] in _PEOPLE]
    if named:
        raise UseError(f"a public count by {named[0]} would have a line for each person. Count by something wider.")
    if counted.base == "sum" and counted.row != "count":
        raise UseError("a public sum over people's rows may be one person's. Count rows or people instead.")
    hidden = {line.key for line in counted.lines if _small(line, threshold)}
    margins = list(_margins(counted))
    changed = True
    while changed:
        changed = False
        for lines, total in margins:
            if total and total < threshold:
                more = {line.key for line in lines if line.possible}
            else:
                more = _complement(lines, hidden, threshold)
            if more - hidden:
                hidden |= more
                changed = True
    shown = tuple(_public(line, line.key in hidden, threshold) for line in counted.lines)
    return Public(counted, shown, threshold, len(hidden))


def _small(line: Line, threshold: int) -> bool:
    return any(0 < number < threshold for number in (line.certain, line.possible))


def _margins(counted: Counted) -> Iterator[tuple[list[Line], int]]:
    """Each set of lines whose sum a reader may know: all of them, and those that agree in all but one dimension."""
    yield list(counted.lines), sum(line.certain for line in counted.lines)
    if len(counted.by) < 2:
        return
    for place in range(len(counted.by)):
        groups: dict[tuple[str, ...], list[Line]] = {}
        for line in counted.lines:
            groups.setdefault((*line.key[:place], *line.key[place + 1 :]), []).append(line)
        for lines in groups.values():
            yield lines, sum(line.certain for line in lines)


def _complement(lines: Sequence[Line], hidden: set[tuple[str, ...]], threshold: int) -> set[tuple[str, ...]]:
    """The further lines to withhold, the smallest first, so that the withheld do not follow from their sum."""
    taken = [line for line in lines if line.key in hidden]
    left = sorted(
        (line for line in lines if line.key not in hidden and line.certain), key=lambda line: (line.certain, line.key)
    )
    more: set[tuple[str, ...]] = set()
    while taken and left and (len(taken) < 2 or sum(line.certain for line in taken) < threshold):
        taken.append(left.pop(0))
        more.add(taken[-1].key)
    return more


def _public(line: Line, hidden: bool, threshold: int) -> PublicLine:
    of = None
    if line.of is not None:
        low, high = line.of
        small = any(0 < number < threshold for number in line.of)
        of = (None, None) if small else (low, high)
    return PublicLine(line.key, None if hidden else line.certain, None if hidden else line.possible, of)
