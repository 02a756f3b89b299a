"""The seams of a joined release: whose rows stand in which month, and whether people are known across them.

In come a release, or batches of its rows; out come the months in which rows begin, and for each month the release whose
identifiers its rows have. An identifier tells people apart within one such set of identifiers only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from habeas.release.built import Built, Meta
from habeas.release.model import FACILITY
from habeas.release.row_units import RowUnits
from habeas.release.units import MISSING, unit_name

CARRY = "carry over"
_STARTS = ("custody.start", "act.time")


def start_of(release: Built) -> str:
    """The instant by which a row belongs to a month; empty where the release has none."""
    return next((one for one in _STARTS if f"{one}.earliest" in release.schema.names), "")


@dataclass(frozen=True)
class Months:
    """In which month each row of a release begins, by its clock, which may be that of the row's facility (``starts``;
    None where the release does not say when a row begins).
    """

    starts: RowUnits | None

    @classmethod
    def of(cls, release: Built, places: Mapping[str, Mapping[str, str]] | None = None) -> Months:
        """``places``: of a join that the release is to be a part of, what all its parts say of places."""
        start, meta = start_of(release), release.meta
        if not start:
            return cls(None)
        if meta["zone"] != FACILITY:
            return cls(RowUnits(start, "month", meta["zone"] or "UTC"))
        place = next((name for name in release.schema.names if name.rpartition(".")[2] == "place"), "")
        known = meta["places"] if places is None else places
        return cls(
            RowUnits(start, "month", "", place, {one: said["zone"] for one, said in known.items() if said["zone"]})
        )

    @property
    def columns(self) -> list[str]:
        """What a batch must have."""
        if self.starts is None:
            return []
        return [f"{self.starts.instant}.earliest", *([self.starts.place] if self.starts.place else [])]

    def numbers(self, batch: pa.RecordBatch) -> npt.NDArray[np.int32]:
        """The month of each row, ``MISSING`` where nobody says."""
        if self.starts is None:
            return np.full(batch.num_rows, MISSING, np.int32)
        return self.starts.numbers(batch, "earliest")

    def within(self, batch: pa.RecordBatch, months: set[str]) -> pa.RecordBatch:
        """The rows that begin in one of these months."""
        numbers = self.numbers(batch)
        ours = [number for number in np.unique(numbers).tolist() if month_name(number) in months]
        return batch.filter(pa.array(np.isin(numbers, ours)))


def month_name(number: int) -> str:
    """``2025-03``; empty for rows whose beginning nobody said."""
    return "" if number == MISSING else unit_name(number, "month")


def identified(meta: Meta) -> dict[str, str]:
    """For each month of a joined release the one whose identifiers its rows have; one that does not say so knows
    nobody across its seams. Empty for a release that is not joined.
    """
    return dict(meta.get("identified") or meta.get("supplied") or {})


def known_by(releases: Sequence[Built], verdicts: Sequence[str], supplied: dict[str, int]) -> dict[str, str]:
    """The same for the join of these. A release has the identifiers of the one before it where they carry over."""
    names = [release.meta["release"] for release in releases]
    inner = [identified(release.meta) for release in releases]
    whose = [name if names.count(name) == 1 else f"{name} ({at})" for at, name in enumerate(names, 1)]
    for at, verdict in enumerate(verdicts, 1):
        if verdict == CARRY and len({*inner[at - 1].values()}) < 2 and len({*inner[at].values()}) < 2:
            whose[at] = whose[at - 1]
    return {
        month: f"{inner[at][month]} in {whose[at]}" if len({*inner[at].values()}) > 1 else whose[at]
        for month, at in supplied.items()
    }


def seams_of(releases: Sequence[Built], verdicts: Sequence[str]) -> list[dict[str, str]]:
    """Every seam with its verdict, those within a part that is joined itself included."""
    within = [seam for release in releases for seam in release.meta.get("seams", [])]
    names = [release.meta["release"] for release in releases]
    return within + [
        {"old": old, "new": new, "identifiers": verdict}
        for (old, new), verdict in zip(pairwise(names), verdicts, strict=True)
    ]


def sets_of_months(meta: Meta) -> tuple[set[str], ...]:
    """The months whose rows share their identifiers, a set for each set of identifiers; empty where all do."""
    found: dict[str, set[str]] = {}
    for month, whose in identified(meta).items():
        found.setdefault(whose, set()).add(month)
    return tuple(found.values()) if len(found) > 1 else ()


@dataclass(frozen=True)
class Parts:
    """Which rows of a joined release share their identifiers: those of one part (``law.bulk.columns.Parts``)."""

    months: Months
    sets: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, release: Built) -> Parts | None:
        """None where identifiers tell people apart in all of the release."""
        found = sets_of_months(release.meta)
        return cls(Months.of(release), tuple(map(frozenset, found))) if found else None

    @property
    def columns(self) -> list[str]:
        """What a batch must have."""
        return self.months.columns

    def __len__(self) -> int:
        return len(self.sets) + 1

    def numbers(self, batch: pa.RecordBatch) -> npt.NDArray[np.int32]:
        """The part of each row; months of which the release does not say whose they are make up the last one."""
        months, inverse = np.unique(self.months.numbers(batch), return_inverse=True)
        names = map(month_name, months.tolist())
        part = [next((at for at, one in enumerate(self.sets) if name in one), len(self.sets)) for name in names]
        return np.array(part, np.int32)[inverse.reshape(-1)]
