"""Rows in, how many say the same of everything they are counted by: one pass, in whole numbers.

In come batches, sorted by person where people are counted; out goes a ``Tally``. It decides nothing about what is
uncertain: it only keeps apart what says different things.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from habeas.measure.bins import Bins, Class, Classes, distinct, joined, parted
from habeas.measure.dimensions import Dimension

Matrix = npt.NDArray[np.int64]  # a row for each dimension, a column for each row of the release


@dataclass
class Tally:
    """``single`` counts what bases (rows, people) say one by one: a class, and how many say it. ``several`` counts
    those who say several classes of which one is not exact, altogether: a set of classes, and how many say just that.
    ``unnamed`` are rows without an identifier, where people are counted: each may be somebody else, or nobody new.
    ``doubtful`` are pieces of stays that may belong to others, by the classes that each may be counted in, once in a
    line; ``first`` of them begin a stay for certain.
    """

    single: Classes
    unnamed: Classes
    several: Counter[frozenset[Class]] = field(default_factory=Counter)
    doubtful: Counter[frozenset[Class]] = field(default_factory=Counter)
    first: int = 0
    rows: int = 0
    bases: int = 0  # how many rows, people or units of the sum there are without the unnamed


def tally_rows(batches: Iterable[pa.RecordBatch], by: Sequence[Dimension], weight: str = "") -> Tally:
    """Every row counts once, or as often as the column ``weight`` says."""
    bins, rows = Bins(), 0
    for batch in batches:
        rows += batch.num_rows
        weights = None
        if weight:
            weights = batch.column(weight).fill_null(0).cast(pa.int64()).to_numpy(zero_copy_only=False)
        bins.add([one.codes(batch) for one in by], _sizes(by), batch.num_rows, weights)
    single = _classes(bins, by)
    return Tally(single, Classes.none(len(by)), rows=rows, bases=int(single.counts.sum()))


def tally_people(batches: Iterable[pa.RecordBatch], by: Sequence[Dimension], person: str) -> Tally:
    """Every person counts once in each line that one of their rows is in. One person's rows come together."""
    found = Tally(Classes.none(len(by)), Classes.none(len(by)))
    singles, nobody = Bins(), Bins()
    waiting, name = np.empty((len(by), 0), dtype=np.int64), None
    for batch in batches:
        found.rows += batch.num_rows
        matrix = _matrix(batch, by)
        cells = batch.column(person)
        coded = cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
        places = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        named = places >= 0
        nobody.add(matrix[:, ~named], _sizes(by), int((~named).sum()))
        places, matrix = places[named], matrix[:, named]
        if not len(places):
            continue
        begins = np.flatnonzero(np.append(True, places[1:] != places[:-1]))
        goes_on = coded.dictionary[int(places[0])].as_py() == name
        numbers = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(places))) + int(not goes_on)
        matrix = np.concatenate([waiting, matrix], axis=1)
        numbers = np.concatenate([np.zeros(waiting.shape[1], dtype=np.int64), numbers])
        last = numbers == numbers[-1]
        _people(found, singles, numbers[~last], matrix[:, ~last], by)
        waiting, name = matrix[:, last], coded.dictionary[int(places[-1])].as_py()
    _people(found, singles, np.zeros(waiting.shape[1], dtype=np.int64), waiting, by)
    found.single, found.unnamed = _classes(singles, by), _classes(nobody, by)
    return found


def _people(
    found: Tally, singles: Bins, numbers: npt.NDArray[np.int64], matrix: Matrix, by: Sequence[Dimension]
) -> None:
    """Take in whole people. Those who say nothing uncertain are counted class by class, the others as what they say
    altogether: what their rows leave possible may overlap, and a person is counted once.
    """
    if not len(numbers):
        return
    sizes = _sizes(by)
    classes, which = np.unique(joined(matrix, sizes, matrix.shape[1]), return_inverse=True)
    codes = parted(classes, sizes)
    exact = np.ones(len(classes), dtype=np.bool_)
    for one, each in zip(by, codes, strict=True):
        exact &= np.array([value.exact for value in one.values], dtype=np.bool_)[each]
    pairs = distinct(numbers * len(classes) + which)
    people, which = pairs // len(classes), pairs % len(classes)
    found.bases += len(distinct(people))
    mixed = np.bincount(people, weights=~exact[which]) > 0
    plain = ~mixed[people]
    singles.add([each[which[plain]] for each in codes], sizes, int(plain.sum()))
    words = list(zip(*(each[which[~plain]].tolist() for each in codes), strict=True))
    left = zip(people[~plain].tolist(), words, strict=True)
    found.several.update(frozenset(word for _, word in group) for _, group in groupby(left, key=lambda pair: pair[0]))


def _classes(bins: Bins, by: Sequence[Dimension]) -> Classes:
    found = bins.classes()
    return found if len(found) else Classes.none(len(by))


def _matrix(batch: pa.RecordBatch, by: Sequence[Dimension]) -> Matrix:
    if not by:
        return np.empty((0, batch.num_rows), dtype=np.int64)
    return np.stack([dimension.codes(batch) for dimension in by])


def _sizes(by: Sequence[Dimension]) -> list[int]:
    return [max(len(dimension.values), 1) for dimension in by]
