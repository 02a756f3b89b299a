"""Where what is said may be: the lines that each value leaves possible, and those that it names.

In come dimensions whose values are all known; out come, for each, its lines in order and, for each value, the lines
that it reaches, ``ANY`` standing for every ordinary value that occurs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from habeas.measure.bins import Classes, Whole
from habeas.measure.dimensions import Dimension, Value

ANY = -1
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Axis:
    """One dimension. ``words`` are its lines in order (times by time, words by letter, what is not said at the end);
    ``ordinary`` says which lines are of what is exactly said. For each value: ``line`` (``ANY``: it has none of its
    own), ``exact``, and what it reaches and names: numbers of lines.
    """

    words: tuple[str, ...]
    ordinary: Flags
    line: Whole
    exact: Flags
    reaches: tuple[tuple[int, ...], ...]
    names: tuple[tuple[int, ...], ...]


def axes_of(by: Sequence[Dimension]) -> tuple[Axis, ...]:
    return tuple(_axis(one) for one in by)


def spread(classes: Classes, axes: Sequence[Axis], named: bool = False) -> Classes:
    """Each class as often as it reaches lines (or, with ``named``, names them), with its count each time."""
    at = np.arange(len(classes))
    out: list[Whole] = []
    for axis, codes in zip(axes, classes.codes, strict=True):
        choices = axis.names if named else axis.reaches
        sizes = np.array([len(each) for each in choices], dtype=np.int64)
        flat = np.array([line for each in choices for line in each], dtype=np.int64)
        begins = np.cumsum(sizes) - sizes
        values = codes[at]
        times = sizes[values]
        firsts = np.repeat(np.cumsum(times) - times, times)
        chosen = flat[np.repeat(begins[values], times) + np.arange(len(firsts)) - firsts]
        at = np.repeat(at, times)
        out = [np.repeat(each, times) for each in out] + [chosen]
    return Classes(tuple(out), classes.counts[at])


def _axis(one: Dimension) -> Axis:
    spans = _spans(one)  # first, for it may add values
    order = sorted({_order(value) for value in one.values if value.label})
    number = {said: at for at, said in enumerate(order)}
    line = [number[_order(value)] if value.label else ANY for value in one.values]
    reaches, names = [], []
    for at, value in enumerate(one.values):
        own = [line[at]] if value.label else []
        if value.anything:
            reaches.append((*own, ANY))
            names.append(tuple(dict.fromkeys([*own, *(line[usual] for usual in one.usual)])))
        else:
            among = (*own, *(line[unit] for unit in spans[at])) if at in spans else tuple(own)
            reaches.append(among)
            names.append(among)
    return Axis(
        tuple(label for _, _, label in order),
        np.array([rank == 0 for rank, _, _ in order], dtype=np.bool_),
        np.array(line, dtype=np.int64),
        np.array([value.exact for value in one.values], dtype=np.bool_),
        tuple(reaches),
        tuple(names),
    )


def _spans(one: Dimension) -> dict[int, list[int]]:
    """The values of the units that each span touches; spans without an end come last, for they touch what occurs."""
    wide = [(at, value.units) for at, value in enumerate(one.values) if value.units is not None]
    wide.sort(key=lambda each: each[1][1] - each[1][0])
    return {at: one.between(units) for at, units in wide}


def _order(value: Value) -> tuple[int, int, str]:
    return (0 if value.exact else 1, value.unit if value.unit is not None else 0, value.label)
