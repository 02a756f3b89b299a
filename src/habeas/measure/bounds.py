"""From what is said to lines with bounds: how many are in a line for certain, and how many at most.

In comes a ``Tally``; out come lines. A line counts for certain what can be nowhere else, and as possible whatever may
be there. What "nobody said" or is withheld has a line of its own, and is possible in each of the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from habeas.measure.bins import Class
from habeas.measure.dimensions import Dimension, Value
from habeas.measure.tally import Tally

_ANY = -1


@dataclass(frozen=True)
class Line:
    """``key`` names the line, a word for each dimension. ``of`` is how many there are of which these are a part, where
    findings are counted: for certain, and at most.
    """

    key: tuple[str, ...]
    certain: int
    possible: int
    of: tuple[int, int] | None = None


def lines_of(tally: Tally, by: Sequence[Dimension]) -> tuple[Line, ...]:
    """The lines in order: times by time, words by letter, what is not said at the end."""
    certain: Counter[Class] = Counter()
    known: Counter[Class] = Counter()  # possible where the line is named outright
    open_: Counter[frozenset[Class]] = Counter()  # what else is possible, with _ANY in place of what may be anything
    exact = [[value.exact for value in one.values] for one in by]
    for classes, count in tally.several.items():
        if all(flags[at] for place in classes for flags, at in zip(exact, place, strict=True)):
            for place in classes:
                certain[place] += count
                known[place] += count
            continue
        sure = frozenset(place for place in classes if _own(place, by))
        for place in sure:
            certain[place] += count
        open_[sure.union(one for place in classes for one in _reach(place, by))] += count
    for place, count in tally.unnamed.items():
        open_[frozenset({place, *_reach(place, by)} if _own(place, by) else _reach(place, by))] += count
    keys = set(certain) | {one for reach in open_ for one in reach if _ANY not in one}
    possible = known
    patterns = _Patterns(keys, by)
    for reach, count in open_.items():
        for key in {key for one in sorted(reach) for key in patterns.reached(one)}:
            possible[key] += count
    labels = [[value.label for value in one.values] for one in by]
    ranks = [_ranks(one) for one in by]
    return tuple(
        Line(tuple(words[at] for words, at in zip(labels, key, strict=True)), certain[key], possible[key])
        for key in sorted(keys, key=lambda key: [rank[at] for rank, at in zip(ranks, key, strict=True)])
    )


def _ranks(one: Dimension) -> list[int]:
    """The place of each value in the order of lines: times by time, words by letter, what is not said at the end."""
    order = sorted(range(len(one.values)), key=lambda at: _order(one.values[at]))
    ranks = [0] * len(order)
    for rank, at in enumerate(order):
        ranks[at] = rank
    return ranks


def _order(value: Value) -> tuple[int, int, str]:
    return (0 if value.exact else 1, value.unit if value.unit is not None else 0, value.label)


def _own(place: Class, by: Sequence[Dimension]) -> bool:
    """Whether the class has a line of its own: nothing in it spans lines."""
    return all(one.values[at].label for one, at in zip(by, place, strict=True))


def _reach(place: Class, by: Sequence[Dimension]) -> Iterator[Class]:
    """The lines that a class leaves possible, ``_ANY`` standing for every ordinary value that occurs."""
    choices: list[list[int]] = []
    for one, at in zip(by, place, strict=True):
        value = one.values[at]
        if value.anything:
            choices.append([at, _ANY, *one.usual])
        elif value.units is not None:
            choices.append([*([at] if value.label else []), *one.between(value.units)])
        else:
            choices.append([at])
    yield from product(*choices)


class _Patterns:
    """Finds the lines that fit a class with ``_ANY`` in it."""

    def __init__(self, keys: Iterable[Class], by: Sequence[Dimension]) -> None:
        self._keys, self._by = tuple(keys), by
        self._all = frozenset(self._keys)
        self._found: dict[tuple[bool, ...], dict[Class, list[Class]]] = {}

    def reached(self, one: Class) -> Iterable[Class]:
        if _ANY not in one:
            return (one,) if one in self._all else ()
        free = tuple(at == _ANY for at in one)
        if free not in self._found:
            index: dict[Class, list[Class]] = {}
            for key in self._keys:
                if all(self._by[i].values[at].exact for i, at in enumerate(key) if free[i]):
                    index.setdefault(
                        tuple(_ANY if is_free else at for at, is_free in zip(key, free, strict=True)), []
                    ).append(key)
            self._found[free] = index
        return self._found[free].get(one, ())
