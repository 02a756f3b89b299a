"""Stays of a joined release whose identifiers do not carry over: which of them may go on across a seam.

In come the stays of each part, made within it; out comes one tally. A stay that nothing of another part can belong to
is certain. Any other may be the first, the middle or the last piece of one stay, of a person who has another
identifier there: it is possible in its lines, and in those that it may have together with other pieces. It never says
which pieces belong together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from habeas.core.instant import MAX
from habeas.measure.bins import Bins, Class, Classes, joined, parted
from habeas.measure.dimensions import Dimension, TimeDimension
from habeas.measure.tally import Tally

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
NEEDED = ("custody.start.earliest", "custody.start.latest", "custody.end.latest")
_STARTS = ("custody.start", "stay.start")
_UNNAMED = np.iinfo(np.int64).min  # the key of a stay that the release does not name


@dataclass(frozen=True)
class _Stays:
    """The stays of one part, or of several: first and last moment at which each may begin, the last at which it may
    end, the key by which the release names it, and what it says of each dimension.
    """

    first: Whole
    latest: Whole
    end: Whole
    key: Whole
    codes: Whole

    def where(self, flags: Flags) -> _Stays:
        return _Stays(*(each[..., flags] for each in (self.first, self.latest, self.end, self.key, self.codes)))


def tally_stays(parts: Sequence[Iterable[pa.RecordBatch]], by: Sequence[Dimension], key: str, gap: int) -> Tally:
    """``parts`` are batches of stays with the columns ``NEEDED``, those of ``by`` and ``key`` (empty: the release names
    no stays); ``gap`` is the longest gap within a stay that has no name.
    """
    read = [_read(batches, by, key) for batches in parts]
    groups = [_group(one) for one in by]
    found = Tally(Classes.none(len(by)), Classes.none(len(by)))
    singles = Bins()
    for at, ours in enumerate(read):
        others = [stays for place, stays in enumerate(read) if place != at]
        joins, follows = _across(ours, _together(others, len(by)), gap)
        # What follows nothing is the first piece of its stay: counted by its beginning alone, it is in no doubt.
        sure = ~joins if any(groups) else ~follows
        singles.add(ours.codes[:, sure], [max(len(one.values), 1) for one in by], int(sure.sum()))
        found.doubtful.update(_doubtful(ours.codes[:, ~sure], by, groups))
        found.rows += len(sure)
        found.bases += int(sure.sum())
        found.first += int((~sure & ~follows).sum())
    classes = singles.classes()
    found.single = classes if len(classes) else found.single
    return found


def _read(batches: Iterable[pa.RecordBatch], by: Sequence[Dimension], key: str) -> _Stays:
    first, latest, end = NEEDED
    read = [
        _Stays(
            _moments(batch, first, MAX), _moments(batch, latest, MAX), _moments(batch, end, MAX),
            _moments(batch, key, _UNNAMED) if key else np.full(batch.num_rows, _UNNAMED),
            np.stack([one.codes(batch) for one in by]) if by else np.empty((0, batch.num_rows), np.int64),
        )
        for batch in batches
    ]  # fmt: skip
    return _together(read, len(by))


def _together(read: Sequence[_Stays], dimensions: int) -> _Stays:
    nothing = np.empty(0, np.int64)
    none = _Stays(nothing, nothing, nothing, nothing, np.empty((dimensions, 0), np.int64))
    held = [none, *read]
    return _Stays(
        np.concatenate([one.first for one in held]), np.concatenate([one.latest for one in held]),
        np.concatenate([one.end for one in held]), np.concatenate([one.key for one in held]),
        np.concatenate([one.codes for one in held], axis=1),
    )  # fmt: skip


def _moments(batch: pa.RecordBatch, name: str, unsaid: int) -> Whole:
    whole: Whole = batch.column(name).cast(pa.int64()).fill_null(unsaid).to_numpy(zero_copy_only=False)
    return whole


def _across(ours: _Stays, others: _Stays, gap: int) -> tuple[Flags, Flags]:
    """Which of our stays something of another part may belong to, and which it may come before."""
    named, theirs = ours.key != _UNNAMED, others.key != _UNNAMED
    joins, follows = np.zeros(len(named), np.bool_), np.zeros(len(named), np.bool_)
    joins[named], follows[named] = _of_one_name(ours.where(named), others.where(theirs))
    joins[~named], follows[~named] = _near(ours.where(~named), others.where(~theirs), gap)
    return joins, follows


def _of_one_name(ours: _Stays, others: _Stays) -> tuple[Flags, Flags]:
    keys, which = np.unique(others.key, return_inverse=True)
    if not len(keys):
        return np.zeros(len(ours.key), np.bool_), np.zeros(len(ours.key), np.bool_)
    first = np.full(len(keys), MAX)
    np.minimum.at(first, which, others.first)
    at = np.minimum(np.searchsorted(keys, ours.key), len(keys) - 1)
    joins: Flags = keys[at] == ours.key
    return joins, joins & (first[at] <= ours.latest)


def _near(ours: _Stays, others: _Stays, gap: int) -> tuple[Flags, Flags]:
    """The same of stays without a name: no more than the gap lies between them."""
    order = np.argsort(others.first, kind="stable")
    first, end = others.first[order], np.maximum.accumulate(others.end[order])

    def any_until(last: Whole) -> Flags:
        """Whether any of theirs that begins by then goes on until ours begins, or nearly so."""
        at = np.searchsorted(first, last, side="right") - 1
        there: Flags = at >= 0
        if len(end):
            there &= end[np.maximum(at, 0)] >= ours.first - gap
        return there

    return any_until(np.minimum(ours.end, MAX - gap) + gap), any_until(ours.latest)


def _doubtful(codes: Whole, by: Sequence[Dimension], groups: Sequence[int]) -> Counter[frozenset[Class]]:
    """What each piece may be counted as: by its own values; and by those of the first kind together with any of the
    others, for a stay has its beginning from one piece, its end and what else is said of it from others.
    """
    sizes = [max(len(one.values), 1) for one in by]
    numbers, counts = np.unique(joined(codes, sizes, codes.shape[1]), return_counts=True)
    classes = zip(*(each.tolist() for each in parted(numbers, sizes)), strict=True) if by else [()] * len(numbers)
    mixed = len(set(groups)) > 1
    anything = [one.anything() if mixed and group != min(groups) else -1 for one, group in zip(by, groups, strict=True)]
    found: Counter[frozenset[Class]] = Counter()
    for own, count in zip(classes, counts.tolist(), strict=True):
        other = tuple(free if free >= 0 else code for code, free in zip(own, anything, strict=True))
        found[frozenset({own, other})] += count
    return found


def _group(one: Dimension) -> int:
    """From which piece of a stay it comes: 0, the first; 1, that which ends last; 2, the last."""
    if not isinstance(one, TimeDimension):
        return 2
    return 0 if one.instant in _STARTS else 1 if one.instant == "custody.end" else 2
