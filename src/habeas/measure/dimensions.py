"""What rows are counted by: a column of the release, or a unit of time of one of its instants.

In come batches; out come small whole numbers, one a row, each standing for a ``Value``: what is said there, and what
it leaves possible. Nobody said, withheld and undetermined leave everything possible; a time wider than its unit leaves
the units that it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from habeas.release.row_units import RowUnits, Side, indices_of
from habeas.release.units import MISSING, unit_name

NOBODY, WITHHELD, UNDETERMINED, OPEN = "nobody said", "withheld", "undetermined", "not ended"
NO_LATEST = "no latest time said"
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Value:
    """``label`` names its line (empty: it has none of its own). ``units`` is the span of units that it leaves possible,
    ``anything`` says that every value is. Neither: it is exactly what it says. ``unit`` orders lines of time.
    """

    label: str
    anything: bool = False
    units: tuple[int, int] | None = None
    unit: int | None = None

    @property
    def exact(self) -> bool:
        return not self.anything and self.units is None


class Dimension(Protocol):
    """One thing that rows are counted by; ``values`` grows as batches are read."""

    name: str
    values: list[Value]
    usual: list[int]

    @property
    def columns(self) -> tuple[str, ...]: ...

    def codes(self, batch: pa.RecordBatch) -> Codes: ...

    def between(self, span: tuple[int, int]) -> list[int]: ...

    def anything(self) -> int:
        """The number of a value that has no line of its own, and may be any."""
        ...


@dataclass
class CodeDimension:
    """A column of words, numbers or flags. ``told`` turns what stands there into its label; ``open`` are words that
    leave every value possible, and ``always`` values that have a line even if only such words may mean them.
    """

    name: str
    column: str
    withheld: str = ""
    told: Callable[[str], str] = str
    open: frozenset[str] = frozenset()
    always: tuple[str, ...] = ()
    values: list[Value] = field(default_factory=list)
    usual: list[int] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)
    _of: dict[object, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.usual = [self._code(word) for word in self.always]

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column, self.withheld) if self.withheld else (self.column,)

    def codes(self, batch: pa.RecordBatch) -> Codes:
        cells = batch.column(self.column)
        coded = cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
        words = coded.dictionary.to_pylist()
        table = np.array([self._of.get(word, -1) for word in words] or [0], dtype=np.int64)
        for new in np.flatnonzero(table < 0).tolist():
            table[new] = self._of[words[new]] = self._code(_text(words[new]))
        places = indices_of(coded)
        out: Codes = table[places]
        if cells.null_count:
            missing = places < 0
            out[missing] = self._code(None)
            if self.withheld:
                taken = batch.column(self.withheld).fill_null(False).to_numpy(zero_copy_only=False)
                out[missing & taken] = self._code(None, WITHHELD)
        return out

    def _code(self, word: str | None, otherwise: str = NOBODY) -> int:
        label = otherwise if word is None else self.told(word)
        anything = word is None or word in self.open
        key = f"{int(anything)}{label}"
        if key not in self._known:
            self._known[key] = len(self.values)
            self.values.append(Value(label, anything))
        return self._known[key]

    def between(self, span: tuple[int, int]) -> list[int]:
        raise AssertionError(f"only times span units: {span}")

    def anything(self) -> int:
        return self._code(None, "")


@dataclass
class TimeDimension:
    """A unit of time of one instant, in the zone of the release or of each row's place. Where ``zone`` is empty, the
    zone of a row whose place is not in ``zones`` is not known.
    """

    name: str
    instant: str
    unit: str
    zone: str
    place: str = ""
    zones: Mapping[str, str] = field(default_factory=dict)
    withheld: str = ""
    values: list[Value] = field(default_factory=list)
    usual: list[int] = field(default_factory=list)
    _units: dict[int, int] = field(default_factory=dict)
    _others: dict[tuple[str, int, int], int] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        more = (self.place,) if self.place else ()
        return (
            f"{self.instant}.earliest",
            f"{self.instant}.latest",
            *more,
            *((self.withheld,) if self.withheld else ()),
        )

    def codes(self, batch: pa.RecordBatch) -> Codes:
        low, high = self.numbers(batch, "earliest"), self.numbers(batch, "latest")
        if not self.zone:
            turned = (low > high) & (high != MISSING)  # a moment that is no clock time of its place: any zone's unit
            low, high = np.where(turned, high, low), np.where(turned, low, high)
        same = (low == high) & (low != MISSING)
        if same.all():
            return self._exact(low)
        out = np.empty(len(low), dtype=np.int64)
        out[same] = self._exact(low[same])
        rest = np.flatnonzero(~same)
        lows, low_at = np.unique(low[rest], return_inverse=True)
        highs, high_at = np.unique(high[rest], return_inverse=True)
        pairs, which = np.unique((low_at * len(highs) + high_at) * 2 + self._taken(batch)[rest], return_inverse=True)
        codes = [
            self._other(int(lows[pair // 2 // len(highs)]), int(highs[pair // 2 % len(highs)]), bool(pair % 2))
            for pair in pairs.tolist()
        ]
        out[rest] = np.array(codes, dtype=np.int64)[which]
        return out

    def _taken(self, batch: pa.RecordBatch) -> npt.NDArray[np.bool_]:
        """Where the instant is withheld."""
        if not self.withheld:
            return np.zeros(batch.num_rows, dtype=np.bool_)
        flags: npt.NDArray[np.bool_] = batch.column(self.withheld).fill_null(False).to_numpy(zero_copy_only=False)
        return flags

    def numbers(self, batch: pa.RecordBatch, side: Side) -> npt.NDArray[np.int32]:
        """The unit of the first (``earliest``) or of the last moment of each row, ``MISSING`` where none is said."""
        return RowUnits(self.instant, self.unit, self.zone, self.place, self.zones).numbers(batch, side)

    def _exact(self, numbers: npt.NDArray[np.int32]) -> Codes:
        if not len(numbers):
            return np.empty(0, dtype=np.int64)
        least = int(numbers.min())
        from_least = numbers - least
        table = np.full(int(from_least.max()) + 1, -1, dtype=np.int64)
        for number in np.flatnonzero(np.bincount(from_least)).tolist():
            table[number] = self._unit(least + number)
        out: Codes = table[from_least]
        return out

    def _unit(self, number: int) -> int:
        if number not in self._units:
            self._units[number] = len(self.values)
            self.values.append(Value(unit_name(number, self.unit), unit=number))
        return self._units[number]

    def _other(self, low: int, high: int, taken: bool) -> int:
        key = (WITHHELD if taken and low == high else "", low, high)
        if key not in self._others:
            self._others[key] = len(self.values)
            if low == high:
                self.values.append(Value(WITHHELD if taken else NOBODY, anything=True))
            elif high == MISSING:
                label = OPEN if self.instant.endswith(".end") else NO_LATEST
                self.values.append(Value(label, units=(low, _FAR)))
            else:
                self.values.append(Value("", units=(low if low != MISSING else -_FAR, high)))
        return self._others[key]

    def anything(self) -> int:
        self._others.setdefault(_ANYTHING, len(self.values))
        if self._others[_ANYTHING] == len(self.values):
            self.values.append(Value("", anything=True))
        return self._others[_ANYTHING]

    def between(self, span: tuple[int, int]) -> list[int]:
        """The values of the units in the span; of one that is open to a side, only those that occur."""
        low, high = span
        if low == -_FAR or high == _FAR or high - low > _MANY:
            return [code for number, code in self._units.items() if low <= number <= high]
        return [self._unit(number) for number in range(low, high + 1)]


_FAR = 1 << 40
_ANYTHING = ("anything", 0, 0)
_MANY = 10_000


def _text(word: object) -> str:
    if isinstance(word, bool):
        return "yes" if word else "no"
    return str(word)
