"""The cut-off of a release, by the clock of each row.

In comes the cut-off as it was written, and the zone of the release; out come the moments that it stands for by one
clock. Where every facility has a clock of its own, one day began in Guam fourteen hours before it did in New York: read
by one clock for all, a custody there would be told over a limit hours too early.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from habeas.core.edtf import read_instant
from habeas.core.zones import local
from habeas.release.facilities import every_zone
from habeas.release.model import FACILITY


@dataclass(frozen=True)
class Cutoff:
    """``text`` is EDTF; ``zone`` an IANA name, or ``FACILITY``. Of a zone that is not known (empty), every bound covers
    all zones that a facility may have.
    """

    text: str
    zone: str
    about: int = 0

    def begins(self, zone: str = "") -> tuple[int, int]:
        """Its first moment, at which what was open had not ended: the earliest and the latest that it can be."""
        found = [read_instant(self.text, one, self.about).low for one in self._clocks(zone)]
        return min(found), max(found)

    def ends(self, zone: str = "") -> int:
        """The last moment that it may have."""
        return max(read_instant(self.text, one, self.about).high for one in self._clocks(zone))

    def first_day(self) -> date:
        """The day that it is, or the first of those that it may be, by any clock."""
        clocks = self._clocks("")
        return min(local(read_instant(self.text, one, self.about).low, one).date() for one in clocks)

    def _clocks(self, zone: str) -> tuple[str, ...]:
        if self.zone != FACILITY:
            return (self.zone or "UTC",)
        return (zone,) if zone else every_zone()
