"""Their lines beside ours, and how far apart they are in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import starmap

from habeas.measure.count import Counted
from habeas.measure.lines import Lines
from habeas.measure.published import Published

Bounds = tuple[int, int]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """One line: their number, our bounds, and how far ours is from theirs (0 where theirs is within ours)."""

    key: tuple[str, ...]
    theirs: int | None
    ours: Bounds | None

    @property
    def difference(self) -> int | None:
        if self.theirs is None or self.ours is None:
            return None
        return _difference(self.theirs, self.ours)


@dataclass(frozen=True)
class Tried:
    """One way to count: in words, how far apart from theirs in sum, how many of their lines are equal, and how many
    changes it makes.
    """

    words: str
    apart: int
    equal: int
    lines: int
    changes: int = 0


def numbers(counted: Counted, names: Mapping[str, str]) -> dict[tuple[str, ...], Bounds]:
    """Our bounds by key; ``names`` are the words of others for ours."""
    lines = counted.lines if isinstance(counted.lines, Lines) else Lines.of(counted.lines, len(counted.by))
    theirs = replace(lines, words=tuple(tuple(names.get(word, word) for word in words) for words in lines.words))
    return dict(zip(theirs.keys(), zip(lines.certain.tolist(), lines.possible.tolist(), strict=True), strict=True))


def paired(published: Published, ours: Mapping[tuple[str, ...], Bounds]) -> tuple[Pair, ...]:
    """Their lines beside ours, by key whatever the case of its letters; a line of theirs that we lack is our 0."""
    folded = {_fold(key): (key, bounds) for key, bounds in ours.items()}
    theirs = {_fold(key): (key, number) for key, number in published.numbers.items()}
    pairs = []
    for fold in sorted({*folded, *theirs}):
        key = theirs[fold][0] if fold in theirs else folded[fold][0]
        number = theirs[fold][1] if fold in theirs else None
        bounds = folded[fold][1] if fold in folded else (0, 0) if fold in theirs else None
        pairs.append(Pair(key, number, bounds))
    return tuple(pairs)


def folded(published: Published) -> dict[Key, int]:
    """Their numbers by keys that are one whatever the case of their letters."""
    return {_fold(key): number for key, number in published.numbers.items()}


class Sums:
    """How far apart ours and theirs are in all: the sum of what ``paired`` lays out, which costs many times as much.
    ``put`` gives one line of ours other bounds, and costs no more than that line.
    """

    def __init__(self, theirs: Mapping[Key, int], ours: Mapping[Key, Bounds]) -> None:
        """``theirs`` are as ``folded`` has them."""
        self._theirs = theirs
        self._key = {fold: key for key in ours if (fold := _fold(key)) in theirs}
        bounds = ((number, ours[self._key[fold]] if fold in self._key else (0, 0)) for fold, number in theirs.items())
        self._differences = dict(zip(theirs, starmap(_difference, bounds), strict=True))
        self._apart = sum(map(abs, self._differences.values()))
        self._equal = sum(not each for each in self._differences.values())

    def put(self, key: tuple[str, ...], bounds: Bounds) -> None:
        fold = _fold(key)
        if self._key.get(fold) == key:
            self._set(fold, bounds)

    def tried(self, words: str, changes: int = 1) -> Tried:
        return Tried(words, self._apart, self._equal, len(self._theirs), changes)

    def _set(self, fold: tuple[str, ...], bounds: Bounds) -> None:
        before, now = self._differences[fold], _difference(self._theirs[fold], bounds)
        self._apart += abs(now) - abs(before)
        self._equal += (now == 0) - (before == 0)
        self._differences[fold] = now


def _difference(theirs: int, ours: Bounds) -> int:
    low, high = ours
    if low <= theirs <= high:
        return 0
    return low - theirs if theirs < low else high - theirs


@lru_cache(maxsize=1 << 17)
def _fold(key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.casefold().removeprefix("place:").removeprefix("person:") for word in key)
