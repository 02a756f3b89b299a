"""Their lines beside ours, and how far apart they are in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from habeas.measure.count import Counted
from habeas.measure.published import Published

Bounds = tuple[int, int]


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
        low, high = self.ours
        if low <= self.theirs <= high:
            return 0
        return low - self.theirs if self.theirs < low else high - self.theirs


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
    return {tuple(names.get(word, word) for word in line.key): (line.certain, line.possible) for line in counted.lines}


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


def tried(words: str, pairs: Sequence[Pair], changes: int = 1) -> Tried:
    differences = [pair.difference for pair in pairs if pair.difference is not None]
    return Tried(words, sum(map(abs, differences)), differences.count(0), len(differences), changes)


def _fold(key: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.casefold().removeprefix("place:").removeprefix("person:") for word in key)
