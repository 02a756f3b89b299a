"""In which unit of time the moments of rows lie, by the clock of the release or of each row's place.

In come batches of a built release; out come units as whole numbers, one a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from habeas.release.built import INSTANT
from habeas.release.facilities import every_zone
from habeas.release.units import MISSING, Calendar

Side = Literal["earliest", "latest"]
_calendar = lru_cache(maxsize=64)(Calendar)


@dataclass(frozen=True)
class RowUnits:
    """A unit of time of one instant. ``place`` is the column of places whose ``zones`` count (empty: none does);
    ``zone`` the clock of a row whose place has none, empty where it is not known.
    """

    instant: str
    unit: str
    zone: str
    place: str = ""
    zones: Mapping[str, str] = field(default_factory=dict)

    def numbers(self, batch: pa.RecordBatch, side: Side) -> npt.NDArray[np.int32]:
        """The unit of the first (``earliest``) or of the last moment of each row, ``MISSING`` where none is said."""
        cells = batch.column(f"{self.instant}.{side}")
        whole = (cells if cells.type == INSTANT else cells.cast(INSTANT)).view(pa.int64())
        known = np.ones(len(cells), dtype=np.bool_)
        if cells.null_count:
            known, whole = cells.is_valid().to_numpy(zero_copy_only=False), whole.fill_null(0)
        moments = whole.to_numpy()
        if not self.place:
            return self._in_zone(self.zone, moments, known, side)
        places = batch.column(self.place)
        coded = places if pa.types.is_dictionary(places.type) else places.dictionary_encode()
        zones = np.array([self.zones.get(word, self.zone) for word in coded.dictionary.to_pylist()] + [self.zone])
        of_row = zones[indices_of(coded)]
        out = np.full(len(moments), MISSING, dtype=np.int32)
        for zone in sorted(set(zones.tolist())):
            here = of_row == zone
            out[here] = self._in_zone(zone, moments[here], known[here], side)
        return out

    def _in_zone(
        self, zone: str, moments: npt.NDArray[np.int64], known: npt.NDArray[np.bool_], side: Side
    ) -> npt.NDArray[np.int32]:
        """Where the zone is not known, what was written was read in every zone, the first moment in the zone that is
        furthest ahead and the last in the one furthest behind: read back so, it is the day or hour that was written.
        """
        if zone:
            return _calendar(self.unit, zone).numbers(moments, known)
        each = [_calendar(self.unit, one).numbers(moments, known) for one in every_zone()]
        read: npt.NDArray[np.int32] = (np.max if side == "earliest" else np.min)(np.stack(each), axis=0)
        return read


def indices_of(coded: pa.DictionaryArray) -> npt.NDArray[np.int32]:
    """Which word of the dictionary stands in each row, -1 for none."""
    at = coded.indices.fill_null(-1) if coded.null_count else coded.indices
    return at.to_numpy()  # type: ignore[no-any-return]
