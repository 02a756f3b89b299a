"""Rows in, how many say the same of everything they are counted by: one pass, in whole numbers.

In come batches, sorted by person where people are counted; out goes a ``Tally``. It decides nothing about what is
uncertain: it only keeps apart what says different things.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import prod

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from habeas.measure.bins import Bins, Class
from habeas.measure.dimensions import Dimension

Matrix = npt.NDArray[np.int64]  # a row for each dimension, a column for each row of the release
_LARGEST = 1 << 62


@dataclass
class Tally:
    """``several`` counts what one base (a row, a person) says: a set of classes, and how many say just that.
    ``unnamed`` are rows without an identifier, where people are counted: each may be somebody else, or nobody new.
    """

    several: Counter[frozenset[Class]] = field(default_factory=Counter)
    unnamed: Counter[Class] = field(default_factory=Counter)
    rows: int = 0
    bases: int = 0  # how many rows, people or units of the sum there are without the unnamed


def tally_rows(batches: Iterable[pa.RecordBatch], by: Sequence[Dimension], weight: str = "") -> Tally:
    """Every row counts once, or as often as the column ``weight`` says."""
    found = Tally()
    bins = Bins()
    for batch in batches:
        found.rows += batch.num_rows
        weights = None
        if weight:
            weights = pc.fill_null(batch.column(weight), 0).cast(pa.int64()).to_numpy(zero_copy_only=False)
        bins.add([one.codes(batch) for one in by], _sizes(by), batch.num_rows, weights)
    singles = bins.counts()
    found.several = Counter({frozenset((places,)): count for places, count in singles.items()})
    found.bases = sum(singles.values())
    return found


def tally_people(batches: Iterable[pa.RecordBatch], by: Sequence[Dimension], person: str) -> Tally:
    """Every person counts once in each line that one of their rows is in. One person's rows come together."""
    found = Tally()
    singles: Counter[Class] = Counter()
    waiting, name = np.empty((len(by), 0), dtype=np.int64), None
    for batch in batches:
        found.rows += batch.num_rows
        matrix = _matrix(batch, by)
        cells = batch.column(person)
        coded = cells if pa.types.is_dictionary(cells.type) else pc.dictionary_encode(cells)
        places = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        named = places >= 0
        nobody = Bins()
        nobody.add(matrix[:, ~named], _sizes(by), int((~named).sum()))
        found.unnamed.update(nobody.counts())
        places, matrix = places[named], matrix[:, named]
        if not len(places):
            continue
        begins = np.flatnonzero(np.append(True, places[1:] != places[:-1]))
        goes_on = coded.dictionary[int(places[0])].as_py() == name
        numbers = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(places))) + int(not goes_on)
        last = numbers == numbers[-1]
        matrix = np.concatenate([waiting, matrix], axis=1)
        numbers = np.concatenate([np.zeros(waiting.shape[1], dtype=np.int64), numbers])
        last = numbers == numbers[-1]
        _people(found, singles, numbers[~last], matrix[:, ~last], by)
        waiting, name = matrix[:, last], coded.dictionary[int(places[-1])].as_py()
    _people(found, singles, np.zeros(waiting.shape[1], dtype=np.int64), waiting, by)
    found.several.update({frozenset((places,)): count for places, count in singles.items()})
    return found


def _people(
    found: Tally, singles: Counter[Class], numbers: npt.NDArray[np.int64], matrix: Matrix, by: Sequence[Dimension]
) -> None:
    """Take in whole people. Those who say nothing uncertain are counted class by class, the others as what they say
    altogether: what their rows leave possible may overlap, and a person is counted once.
    """
    if not len(numbers):
        return
    sizes = _sizes(by)
    classes, which = np.unique(_joined(matrix, sizes), return_inverse=True)
    pairs = np.unique(numbers * len(classes) + which)
    people, which = pairs // len(classes), pairs % len(classes)
    words = [_places(code, sizes) for code in classes.tolist()]
    exact = np.array([all(one.values[at].exact for one, at in zip(by, word, strict=True)) for word in words])
    found.bases += len(np.unique(people))
    mixed = np.bincount(people, weights=~exact[which]) > 0
    plain = ~mixed[people]
    counts = np.bincount(which[plain], minlength=len(classes))
    singles.update({words[at]: int(counts[at]) for at in np.flatnonzero(counts).tolist()})
    left = zip(people[~plain].tolist(), which[~plain].tolist(), strict=True)
    found.several.update(
        frozenset(words[at] for _, at in group) for _, group in groupby(left, key=lambda pair: pair[0])
    )


def _matrix(batch: pa.RecordBatch, by: Sequence[Dimension]) -> Matrix:
    if not by:
        return np.empty((0, batch.num_rows), dtype=np.int64)
    return np.stack([dimension.codes(batch) for dimension in by])


def _sizes(by: Sequence[Dimension]) -> list[int]:
    return [max(len(dimension.values), 1) for dimension in by]


def _joined(matrix: Matrix, sizes: Sequence[int]) -> npt.NDArray[np.int64]:
    """One number for the values of all dimensions; ``_places`` takes it apart again."""
    assert prod(sizes) < _LARGEST, "more combinations than there are whole numbers"
    joined = np.zeros(matrix.shape[1], dtype=np.int64)
    for codes, size in zip(matrix, sizes, strict=True):
        joined = joined * size + codes
    return joined


def _places(joined: int, sizes: Sequence[int]) -> Class:
    out = []
    for size in reversed(sizes):
        joined, place = divmod(joined, size)
        out.append(place)
    return tuple(reversed(out))
