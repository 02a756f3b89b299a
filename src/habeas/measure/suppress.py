"""Small numbers withheld from what is published, so that no line singles out a person.

In comes a ``Counted``; out goes what may be published, ``None`` standing for a number below the threshold. It checks
that no withheld number follows from those shown: in every sum that a reader can know (the total, and each total over
one dimension), at least two numbers are withheld or none, and together they reach the threshold. What is in no line for
certain counts as a number that nobody is told. Upper bounds hold what is not known of others, so they are withheld
where anything is, or where how far they reach is a small number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from habeas.core.errors import UseError
from habeas.measure.count import Counted
from habeas.measure.lines import Line

THRESHOLD = 10
_PEOPLE = frozenset(
    "custody.person act.person person stay_id file sheet row unique_identifier anonymized_identifier".split()
)


@dataclass(frozen=True)
class PublicLine:
    """A line as published: ``None`` where the number is withheld; only ``possible``, where the upper bound alone is."""

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
    unbounded: bool  # upper bounds are withheld

    @property
    def total(self) -> tuple[int | None, int | None]:
        """How many there are in all: for certain, and at most."""
        return _bounds(self.counted.total, self.threshold)


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
            sure = sum(line.certain for line in lines)
            if total and total < threshold:
                more = {line.key for line in lines if line.possible}
            else:
                more = _complement(lines, hidden, threshold, total - sure)
            if more - hidden:
                hidden |= more
                changed = True
    unbounded = bool(counted.bounded and (hidden or _telling(counted, threshold)))
    shown = tuple(_public(line, line.key in hidden, unbounded, threshold) for line in counted.lines)
    return Public(counted, shown, threshold, len(hidden), unbounded)


def _telling(counted: Counted, threshold: int) -> bool:
    """Whether upper bounds tell of few: how far one reaches, or farther than another, is below the threshold."""
    reach = sorted({0, *(line.possible - line.certain for line in counted.lines)})
    return any(after - before < threshold for before, after in pairwise(reach))


def _bounds(both: tuple[int, int], threshold: int) -> tuple[int | None, int | None]:
    """Two numbers as published: not if they are small, nor the upper one if it tells of few."""
    low, high = both
    if any(0 < number < threshold for number in both):
        return None, None
    return low, None if 0 < high - low < threshold else high


def _small(line: Line, threshold: int) -> bool:
    return any(0 < number < threshold for number in (line.certain, line.possible))


def _margins(counted: Counted) -> Iterator[tuple[list[Line], int]]:
    """Each set of lines whose sum a reader may know: all of them, and those that agree in all but one dimension."""
    sure = sum(line.certain for line in counted.lines)
    parts = counted.base != "people" and all(
        line.of is None for line in counted.lines
    )  # then lines add up to the total
    yield list(counted.lines), max(counted.total[0], sure) if parts else sure
    if len(counted.by) < 2:
        return
    for place in range(len(counted.by)):
        groups: dict[tuple[str, ...], list[Line]] = {}
        for line in counted.lines:
            groups.setdefault((*line.key[:place], *line.key[place + 1 :]), []).append(line)
        for lines in groups.values():
            yield lines, sum(line.certain for line in lines)


def _complement(lines: Sequence[Line], hidden: set[tuple[str, ...]], threshold: int, rest: int) -> set[tuple[str, ...]]:
    """The further lines to withhold, the smallest first, so that the withheld do not follow from their sum. ``rest`` is
    what the sum has beyond the lines.
    """
    taken = [line.certain for line in lines if line.key in hidden]
    if not taken and not 0 < rest < threshold:
        return set()
    taken += [rest] if rest else []
    left = sorted(
        (line for line in lines if line.key not in hidden and line.certain), key=lambda line: (line.certain, line.key)
    )
    more: set[tuple[str, ...]] = set()
    while left and (len(taken) < 2 or sum(taken) < threshold):
        taken.append(left[0].certain)
        more.add(left.pop(0).key)
    return more


def _public(line: Line, hidden: bool, unbounded: bool, threshold: int) -> PublicLine:
    of = None if line.of is None else _bounds(line.of, threshold)
    if hidden:
        return PublicLine(line.key, None, None, of)
    return PublicLine(line.key, line.certain, None if unbounded and line.possible > line.certain else line.possible, of)
