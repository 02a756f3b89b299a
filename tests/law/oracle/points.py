"""The same answers by enumerating points of time, to hold the cells of `state.py` against (tests only; slow).

A coarse clock stands for microseconds: a minute has `per` ticks instead of sixty million. Why that is exact,
where everything that is written is a whole minute, an end of one, or a length of whole minutes, and `per` is
greater than the number n of times that one verdict looks at: write each time as (minute, offset into it). A
comparison of two times moved by whole minutes depends on their minutes and on how their offsets compare; a
comparison with the first or last microsecond of a minute depends on the minute, and on whether the offset is
the first (or the last) one. So only the order of the n offsets among themselves and against the two ends
matters, and every such order of n offsets in sixty million occurs among n + 2 ticks as well (the lowest tick for
the first, the highest for the last, at most n between them). Open ends are cut where nothing that is written
can reach, any sum of lengths included.
"""

from __future__ import annotations

from itertools import count

from .answer import Oracle
from .matter import Content, Facts, Matter
from .state import Name, State, Symbol
from .text import INF, MINUTE, Bound, Clock, Region, read_instant

_ORIGIN = int(read_instant("2025-01-01")[0][0])
FIRST, LAST = -16, 26  # minutes: the grid is 0 to 9, and lengths in one verdict sum to no more than 15
MOST = 4000


class TooMany(Exception):
    """Not a matter for points: too many of them, or something that is no whole minute."""


class Coarse(Clock):
    """`per` ticks a minute."""

    def __init__(self, per: int) -> None:
        self.per = per

    def moment(self, at: Bound) -> Bound:
        if at == -INF:
            return FIRST * self.per
        if at == INF:
            return LAST * self.per + self.per - 1
        minute, offset = divmod(int(at) - _ORIGIN, MINUTE)
        if offset not in (0, MINUTE - 1):
            raise TooMany
        return minute * self.per + (self.per - 1 if offset else 0)

    def region(self, region: Region) -> Region:
        ends = [bound for interval in super().region(region) for bound in interval]
        if not all(FIRST * self.per <= bound < (LAST + 1) * self.per for bound in ends):
            raise TooMany
        return super().region(region)

    def length(self, length: int) -> int:
        if length % MINUTE:
            raise TooMany
        return length // MINUTE * self.per


class Points(State):
    """A path on which every time is one point."""

    runs = count()  # replaced for each oracle

    def moment(self, name: Name, regions: tuple[Region, ...]) -> Symbol:
        if name not in self.times:
            points = [p for region in regions for low, high in region for p in range(int(low), int(high) + 1)]
            if next(self.runs) > MOST or len(points) > MOST:
                raise TooMany
            self.times[name] = (0, points[self.choose(len(points))])
        return self.times[name]


class PointOracle(Oracle):
    """The oracle, point by point."""

    def __init__(self, matter: Matter, per: int) -> None:
        super().__init__(matter)
        self._clock = Coarse(per)
        self.make_state = type("Points", (Points,), {"runs": count()})

    def facts(self, contents: list[Content]) -> Facts:
        return Facts(contents, self._clock)
