"""One path through the worlds of a set of claims: what it has chosen so far, and how its times lie.

`explore` runs a program again and again. Whenever the program asks something that the claims leave open
(`State.choose`), the run takes one answer and the other answers are queued as further runs, until none is
left: that enumerates every world, lazily, so that only facts which are looked at are chosen.

Times are not enumerated point by point but by *cells*. Each time is a variable; whoever compares two of them
(`a + m <= b + n`) forks into "it is so" and "it is not", and either answer is added to a matrix of bounds on
differences, kept closed under shortest paths. Why that is exact: (1) a verdict looks at times only through
such comparisons and the ends of their intervals, all of them bounds on a difference of two variables, or of
one variable and zero; (2) over whole microseconds, "not x - y <= c" is "y - x <= -c-1", again such a bound; (3) a
system of such bounds has a whole-numbered solution exactly if its graph has no negative cycle, and in a closed
matrix any bound that is not excluded by its opposite entry may be added; (4) in a closed matrix every value
between a variable's own two bounds is taken by some solution. So each run ends in a cell that holds at least
one world, all worlds of a cell get one verdict, every world is in exactly one cell, and the values of one time
in a cell are exactly an interval (which `would_settle` needs). `points.py` enumerates points instead, on
a coarse clock, and the tests hold the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, TypeVar

from .text import INF, Bound, Interval, Region

Name = Hashable
Symbol = tuple[int, Bound]  # (variable, offset); variable 0 is zero itself
T = TypeVar("T")
EARLIEST: Symbol = (0, -INF)
NEVER: Symbol = (0, INF)


class Dead(Exception):
    """This path holds no world."""


class State:
    """Choices by name, and a closed matrix of differences: `gap[i][j]` bounds `v_i - v_j` from above."""

    def __init__(self, trace: tuple[int, ...], queue: list[tuple[int, ...]]) -> None:
        self._trace = trace
        self._queue = queue
        self._step = 0
        self._taken: list[int] = []
        self.values: dict[Name, Any] = {}
        self.options: dict[Name, tuple[Any, ...]] = {}
        self.times: dict[Name, Symbol] = {}
        self.gap: list[list[Bound]] = [[0]]
        self.joined: set[Name] = set()
        self.touched: set[tuple[str, str]] = set()  # the (subject, property) pairs that were looked at

    # ---- choices

    def choose(self, count: int) -> int:
        """One of `count` answers; the others are queued as runs of their own."""
        if count == 1:
            return 0
        if self._step < len(self._trace):
            answer = self._trace[self._step]
        else:
            answer = 0
            self._queue.extend((*self._taken, other) for other in range(1, count))
        self._step += 1
        self._taken.append(answer)
        return answer

    def ask(self, name: Name, options: tuple[Any, ...]) -> Any:
        """The value of that fact in this world."""
        if name not in self.values:
            if not options:
                raise Dead
            self.options[name] = options
            self.values[name] = options[self.choose(len(options))]
        return self.values[name]

    # ---- times

    def moment(self, name: Name, regions: tuple[Region, ...]) -> Symbol:
        """A time of that name, somewhere in one of the intervals of one of the regions."""
        if name not in self.times:
            intervals = tuple(interval for region in regions for interval in region)
            if not intervals:
                raise Dead
            self.times[name] = self.place(intervals[self.choose(len(intervals))])
        return self.times[name]

    def place(self, interval: Interval) -> Symbol:
        """A new variable within that interval."""
        low, high = interval
        new = len(self.gap)
        above = [high + self.gap[0][j] for j in range(new)]  # v_new - v_j <= high + (0 - v_j)
        for i in range(new):
            self.gap[i].append(self.gap[i][0] - low)
        self.gap.append([*above, 0])
        return (new, 0)

    def leq(self, a: Symbol, b: Symbol) -> bool:
        """Whether a is at or before b in this world."""
        (i, m), (j, n) = a, b
        if m == -INF or n == INF:
            return True
        if m == INF or n == -INF:
            return False
        if i == j:
            return m <= n
        limit = n - m
        if self.gap[i][j] <= limit:
            return True
        if self.gap[j][i] <= -limit - 1:
            return False
        if self.choose(2) == 0:
            self._bound(i, j, limit)
            return True
        self._bound(j, i, -limit - 1)
        return False

    def less(self, a: Symbol, b: Symbol) -> bool:
        """Whether a is before b in this world."""
        return not self.leq(b, a)

    def must_leq(self, a: Symbol, b: Symbol, strict: bool = False) -> None:
        """Only worlds in which a is at or before b (strictly before it) go on."""
        (i, m), (j, n) = a, b
        limit = n - m - (1 if strict else 0)
        if i == j:
            if limit < 0:
                raise Dead
            return
        if self.gap[j][i] + limit < 0:
            raise Dead
        self._bound(i, j, limit)

    def _bound(self, i: int, j: int, limit: Bound) -> None:
        if limit >= self.gap[i][j]:
            return
        size = range(len(self.gap))
        to_i = [self.gap[a][i] + limit for a in size]
        from_j = self.gap[j]
        for a in size:
            row, first = self.gap[a], to_i[a]
            for b in size:
                row[b] = min(row[b], first + from_j[b])

    def span(self, symbol: Symbol) -> Interval:
        """All values that it takes in the worlds of this path (an interval, since the matrix is closed)."""
        variable, offset = symbol
        return (offset - self.gap[0][variable], offset + self.gap[variable][0])

    # ---- parts of a world that were worked out before

    def merge(self, part: State) -> None:
        """Take over another path's choices and times; the two share no fact."""
        base = len(self.gap) - 1
        old, new = len(self.gap), len(part.gap) - 1
        for i in range(old):
            self.gap[i].extend(self.gap[i][0] + part.gap[0][j + 1] for j in range(new))
        for i in range(new):
            to_zero = part.gap[i + 1][0]
            self.gap.append([to_zero + self.gap[0][j] for j in range(old)] + part.gap[i + 1][1:])
        self.values.update(part.values)
        self.options.update(part.options)
        self.times.update({name: (v + base if v else 0, offset) for name, (v, offset) in part.times.items()})


def explore(program: Callable[[State], T], make: Callable[..., State] = State) -> Iterator[tuple[State, T]]:
    """Every path of the program that holds a world, with what the program says there."""
    queue: list[tuple[int, ...]] = [()]
    while queue:
        state = make(queue.pop(), queue)
        try:
            found = program(state)
        except Dead:
            continue
        yield state, found
