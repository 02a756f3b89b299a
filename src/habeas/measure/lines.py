"""The lines of a count as columns: a line is made only where somebody looks at it.

In come the words of each dimension and, for each line, which word and which numbers; out come lines, one by one, or
a table. It works out nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Whole = npt.NDArray[np.int64]
Bounds = tuple[Whole, Whole]  # for certain, and at most


@dataclass(frozen=True)
class Line:
    """``key`` names the line, a word for each dimension. ``of`` is how many there are of which these are a part, where
    findings are counted: for certain, and at most.
    """

    key: tuple[str, ...]
    certain: int
    possible: int
    of: tuple[int, int] | None = None


@dataclass(frozen=True, eq=False)
class Lines(Sequence[Line]):
    """``words`` has the words of each dimension, ``codes`` an array for each dimension: which of them a line has."""

    words: tuple[tuple[str, ...], ...]
    codes: tuple[Whole, ...]
    certain: Whole
    possible: Whole
    beside: Bounds | None = None

    @classmethod
    def of(cls, lines: Iterable[Line], dimensions: int) -> Lines:
        """The same lines as columns. Either all or none say what they are a part of."""
        held = tuple(lines)
        words, codes = [], []
        for at in range(dimensions):
            said = [line.key[at] for line in held]
            number = {word: place for place, word in enumerate(dict.fromkeys(said))}
            words.append(tuple(number))
            codes.append(np.array([number[word] for word in said], dtype=np.int64))
        parts = [line.of for line in held if line.of is not None]
        beside = (_whole(low for low, _ in parts), _whole(high for _, high in parts)) if parts else None
        certain, possible = _whole(line.certain for line in held), _whole(line.possible for line in held)
        return cls(tuple(words), tuple(codes), certain, possible, beside)

    def table(self, names: Sequence[str]) -> pa.Table:
        """A row a line: words in columns of those names, ``certain``, ``possible`` (and ``of_certain``,
        ``of_possible`` where the lines are parts of something).
        """
        columns: dict[str, pa.Array] = {
            name: pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(words, pa.string()))
            for name, words, codes in zip(names, self.words, self.codes, strict=True)
        }
        columns |= {"certain": pa.array(self.certain), "possible": pa.array(self.possible)}
        if self.beside is not None:
            columns |= {"of_certain": pa.array(self.beside[0]), "of_possible": pa.array(self.beside[1])}
        return pa.table(columns)

    def __len__(self) -> int:
        return len(self.certain)

    @overload
    def __getitem__(self, at: int) -> Line: ...

    @overload
    def __getitem__(self, at: slice) -> Lines: ...

    def __getitem__(self, at: int | slice) -> Line | Lines:
        if isinstance(at, slice):
            beside = None if self.beside is None else (self.beside[0][at], self.beside[1][at])
            codes = tuple(each[at] for each in self.codes)
            return Lines(self.words, codes, self.certain[at], self.possible[at], beside)
        key = tuple(words[codes[at]] for words, codes in zip(self.words, self.codes, strict=True))
        of = None if self.beside is None else (int(self.beside[0][at]), int(self.beside[1][at]))
        return Line(key, int(self.certain[at]), int(self.possible[at]), of)

    def __iter__(self) -> Iterator[Line]:
        keys = self.keys()
        numbers = zip(self.certain.tolist(), self.possible.tolist(), strict=True)
        if self.beside is None:
            for key, (certain, possible) in zip(keys, numbers, strict=True):
                yield Line(key, certain, possible)
            return
        parts = zip(self.beside[0].tolist(), self.beside[1].tolist(), strict=True)
        for key, (certain, possible), of in zip(keys, numbers, parts, strict=True):
            yield Line(key, certain, possible, of)

    def keys(self) -> Iterator[tuple[str, ...]]:
        """The key of each line, in order."""
        said = [[words[at] for at in codes.tolist()] for words, codes in zip(self.words, self.codes, strict=True)]
        return zip(*said, strict=True) if said else iter([()] * len(self))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def _whole(numbers: Iterable[int]) -> Whole:
    return np.fromiter(numbers, dtype=np.int64)
