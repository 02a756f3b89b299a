"""Steps of the calendar: from a moment to when something falls due, or had to be done at the latest. Semantics 5."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from habeas.core.duration import Duration
from habeas.core.instant import MAX, MIN, Interval
from habeas.core.schedule import due, rising
from habeas.core.zones import DAY

Domain = tuple[Interval, ...]
YEAR = 366 * DAY


@dataclass(frozen=True)
class Shift:
    """A function of a moment: the due time after it, or (``back``) the last time early enough before.

    It never falls on the parts that ``rising`` gives; a world keeps to one of them.
    """

    duration: Duration
    zone: str
    count: str = "clock"
    excluding: tuple[str, ...] = ()
    holidays: str = "US"
    back: bool = False
    known: dict[int, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    parted: dict[Domain, Domain] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __call__(self, t: int) -> int:
        if t <= MIN or t >= MAX:
            return t
        found = self.known.get(t)
        if found is None:
            found = self.known[t] = _due(t, self)
        return found

    @property
    def fixed(self) -> int | None:
        """The shift as a number of microseconds where it is the same at every moment: days too where no clock is
        ever changed.
        """
        duration = self.duration
        if duration.months or (duration.days and self.zone != "UTC") or self.count != "clock" or self.excluding:
            return None
        micros = duration.days * DAY + duration.micros
        return -micros if self.back else micros

    def earliest(self, y: int, low: int, high: int) -> int:
        """The least t in ``[low, high]`` with f(t) >= y; ``high + 1`` if there is none. f must not fall in between."""
        fixed = self.fixed
        if fixed is not None and MIN < y < MAX:
            return min(max(y - fixed, low), high + 1)
        if self(low) >= y:
            return low
        if self(high) < y:
            return high + 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self(middle) >= y else (middle, high)
        return high

    def latest(self, y: int, low: int, high: int) -> int:
        """The greatest t in ``[low, high]`` with f(t) <= y; ``low - 1`` if none. f must not fall in between."""
        fixed = self.fixed
        if fixed is not None and MIN < y < MAX:
            return max(min(y - fixed, high), low - 1)
        if self(high) <= y:
            return high
        if self(low) > y:
            return low - 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self(middle) <= y else (low, middle)
        return low

    def rising(self, domain: Domain) -> Domain:
        """The domain in parts on each of which f never falls: at a month's end a later start can fall due earlier."""
        if self.fixed is not None:
            return domain
        if domain not in self.parted:
            self.parted[domain] = tuple(part for interval in domain for part in self._parts(*interval))
        return self.parted[domain]

    def _parts(self, low: int, high: int) -> Domain:
        # Of a side that is open, only the year beside the bound is looked at: beyond it nothing is close to a bound.
        if low <= MIN and high >= MAX:
            return ((low, high),)
        if low <= MIN:
            near = max(high - YEAR, MIN)
            return ((low, near - 1), *self._parts(near, high)) if near > MIN else ((low, high),)
        if high >= MAX:
            near = min(low + YEAR, MAX)
            return (*self._parts(low, near), (near + 1, high)) if near < MAX else ((low, high),)
        return rising(
            low, high, self.duration, self.zone,
            count=self.count, excluding=frozenset(self.excluding), holidays=self.holidays, back=self.back,
        )  # fmt: skip


@lru_cache(maxsize=4096)
def shift_by(
    duration: Duration, zone: str, count: str = "clock", excluding: tuple[str, ...] = (), holidays: str = "US",
    *, back: bool = False,
) -> Shift:  # fmt: skip
    """The one shift of these words, so that what it has worked out is worked out once."""
    return Shift(duration, zone, count, excluding, holidays, back)


def _due(t: int, shift: Shift) -> int:
    fixed = shift.fixed
    if fixed is not None:
        return min(max(t + fixed, MIN), MAX)
    return due(
        t, shift.duration, shift.zone, shift.count, frozenset(shift.excluding), shift.holidays, back=shift.back
    )  # fmt: skip
