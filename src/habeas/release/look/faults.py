"""Faults that rows of a file show by themselves, under what the names of its columns suggest.

In come batches with the clock on the wall of each time column; out come faults with their count and the first rows.
It never corrects a row, and never says that a row is wrong: two columns that cannot both be right are named together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from habeas.release.look.names import Supposed
from habeas.release.look.times import DAY, NO_TIME

SHOWN = 5
_OLDEST = 110  # years


@dataclass(frozen=True)
class LookFault:
    """One kind of fault in one sheet: in words, how often, and the first rows as the spreadsheet counts them."""

    what: str
    count: int
    rows: tuple[int, ...]


@dataclass(slots=True)
class RowChecks:
    """The running counts of what is wrong with rows."""

    supposed: Supposed
    found: dict[str, tuple[int, list[int]]] = field(default_factory=dict)
    keys: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    waiting: list[npt.NDArray[np.int64]] = field(default_factory=list)
    keyed: int = 0

    def see(self, batch: pa.RecordBatch, clocks: Mapping[str, npt.NDArray[np.int64]]) -> None:
        """Check one batch; ``clocks`` has the moments of each column, ``NO_TIME`` where a cell is none."""
        rows = batch.column("row").to_numpy(zero_copy_only=False)
        for start, end in self.supposed.pairs:
            self._earlier(rows, clocks, end, start, f"{end} is before {start}")
        for stay, stint in self.supposed.within:
            ends = any(stay == end for _, end in self.supposed.pairs)
            first, second = (stay, stint) if ends else (stint, stay)
            self._earlier(rows, clocks, first, second, f"{first} is before {second}")
        if self.supposed.person:
            missing = pc.is_null(batch.column(self.supposed.person)).to_numpy(zero_copy_only=False)
            self._note(f"no {self.supposed.person}", rows, missing)
        if self.supposed.birth_year and self.supposed.start:
            self._ages(batch, rows, clocks)
        self._repeats(batch)

    def _earlier(
        self, rows: npt.NDArray[np.int64], clocks: Mapping[str, npt.NDArray[np.int64]], one: str, other: str, what: str
    ) -> None:
        a, b = clocks[one], clocks[other]
        bad = (a < b) & (a != NO_TIME) & (b != NO_TIME)
        if bad.any():  # a cell without a clock time is a whole day, which may hold the other time
            same = (a // DAY == b // DAY) & ((a % DAY == 0) | (b % DAY == 0))
            bad &= ~same
        self._note(what, rows, bad)

    def _ages(
        self, batch: pa.RecordBatch, rows: npt.NDArray[np.int64], clocks: Mapping[str, npt.NDArray[np.int64]]
    ) -> None:
        cells = batch.column(self.supposed.birth_year)
        born = pc.if_else(pc.match_substring_regex(cells, r"^\d{4}$"), cells, pa.scalar(None, pa.string()))
        years = born.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
        start = clocks[self.supposed.start]
        year = start.astype("datetime64[s]").astype("datetime64[Y]").astype(np.int64) + 1970
        known = (years > 0) & (start != NO_TIME)
        bad = known & ((years > year) | (years < year - _OLDEST))
        self._note(f"{self.supposed.birth_year} after {self.supposed.start}, or {_OLDEST} years before it", rows, bad)

    def _repeats(self, batch: pa.RecordBatch) -> None:
        names = (self.supposed.person, self.supposed.start, self.supposed.place)
        if not all(names):
            return
        columns = [batch.column(name) for name in names]
        joined = pc.binary_join_element_wise(*columns, "\x1f", null_handling="emit_null").drop_null().to_pylist()
        self.keyed += len(joined)
        self.waiting.append(np.fromiter(map(hash, joined), dtype=np.int64, count=len(joined)))
        if sum(map(len, self.waiting)) > len(self.keys):
            self._gather()

    def _gather(self) -> None:
        self.keys = np.unique(np.concatenate([self.keys, *self.waiting]))
        self.waiting = []

    def _note(self, what: str, rows: npt.NDArray[np.int64], bad: npt.NDArray[np.bool_]) -> None:
        count, shown = self.found.get(what, (0, []))
        if len(shown) < SHOWN:
            shown += rows[bad][: SHOWN - len(shown)].tolist()
        self.found[what] = (count + int(bad.sum()), shown)

    def forget(self, notes: int) -> None:
        """Take back rows that turned out to be notes under the table: they name nobody, and say nothing else."""
        missing = f"no {self.supposed.person}"
        if missing in self.found:
            count, rows = self.found[missing]
            self.found[missing] = (count - notes, rows[: count - notes])

    def seen(self) -> tuple[LookFault, ...]:
        """What was found, the most frequent first; a check that found nothing is listed with 0."""
        self._gather()
        faults = [LookFault(what, count, tuple(rows)) for what, (count, rows) in self.found.items()]
        if self.keyed:
            names = f"{self.supposed.person}, {self.supposed.start}, {self.supposed.place}"
            faults.append(LookFault(f"rows that repeat another in {names}", self.keyed - len(self.keys), ()))
        return tuple(sorted(faults, key=lambda fault: (-fault.count, fault.what)))
