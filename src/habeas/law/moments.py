"""Which moments can be: domains of integers, and constraints ``f(x) <= g(y)`` between them.

A domain is a sorted tuple of disjoint closed intervals of microseconds, holes allowed (rival claims). Every
constraint compares monotone functions of two variables, and every domain is a constraint on one. All of these
are closed under pointwise minimum and maximum, so trimming bounds until nothing changes decides whether a
solution exists: when no domain is empty, the tuple of all least values is one. (Simple temporal networks:
Dechter, Meiri, Pearl 1991; closure under min and max: Jeavons and Cooper 1995.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from habeas.core.duration import Duration
from habeas.core.instant import MAX, MIN, Interval
from habeas.core.schedule import due, rising
from habeas.core.zones import DAY

Domain = tuple[Interval, ...]
ALWAYS: Domain = ((MIN, MAX),)
_YEAR = 366 * 86_400_000_000


class Impossible(Exception):
    """No choice of moments satisfies the constraints: this world is none."""


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
            near = max(high - _YEAR, MIN)
            return ((low, near - 1), *self._parts(near, high)) if near > MIN else ((low, high),)
        if high >= MAX:
            near = min(low + _YEAR, MAX)
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


@dataclass(frozen=True)
class Moment:
    """A variable, or a monotone function of one."""

    var: str
    shift: Shift | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """``left < right`` (strict) or ``left <= right``."""

    left: Moment
    right: Moment
    strict: bool


class Moments:
    """The time variables of one world, trimmed by the constraints that it has taken on."""

    __slots__ = ("bounds", "domains")

    def __init__(self) -> None:
        self.domains: dict[str, Domain] = {}
        self.bounds: list[Bound] = []

    def range_of(self, moment: Moment) -> Interval:
        domain = self.domains[moment.var]
        low, high = domain[0][0], domain[-1][1]
        return (low, high) if moment.shift is None else (moment.shift(low), moment.shift(high))

    def compare(self, left: Moment, right: Moment, *, strict: bool) -> bool | None:
        """Whether ``left < right`` holds whatever the moments are (True), for none (False), or depends (None)."""
        if left == right:
            return not strict
        left_low, left_high = self.range_of(left)
        right_low, right_high = self.range_of(right)
        if left_high < right_low or (not strict and left_high == right_low):
            return True
        if left_low > right_high or (strict and left_low == right_high):
            return False
        return None

    def add(self, left: Moment, right: Moment, *, strict: bool) -> None:
        """Take on a constraint. Raises ``Impossible`` when nothing is left."""
        self.bounds.append(Bound(left, right, strict))
        trim(self.domains, self.bounds)

    def ranges(self, var: str) -> Domain:
        """The moments that ``var`` can take, exactly: holes of linked variables are tried one by one."""
        linked = [name for name in _linked(self.bounds, var) if len(self.domains[name]) > 1]
        pieces: list[Interval] = []
        for choice in product(*(self.domains[name] for name in linked)):
            domains = dict(self.domains)
            domains.update({name: (interval,) for name, interval in zip(linked, choice, strict=True)})
            try:
                trim(domains, self.bounds)
            except Impossible:
                continue
            pieces.extend(domains[var])
        return joined(pieces)


def _linked(bounds: list[Bound], var: str) -> list[str]:
    found = {var}
    size = 0
    while size != len(found):
        size = len(found)
        for bound in bounds:
            pair = {bound.left.var, bound.right.var}
            if pair & found:
                found |= pair
    return sorted(found)


def trim(domains: dict[str, Domain], bounds: list[Bound]) -> None:
    """Trim every domain to what the bounds leave. Raises ``Impossible`` when one is empty."""
    # A cycle of strict bounds would creep up by microseconds for ever; a network that can be satisfied is stable
    # after as many rounds as it has variables and pieces.
    rounds = 2 * len(bounds) + sum(len(domain) for domain in domains.values()) + 8
    for _ in range(rounds):
        changed = False
        for bound in bounds:
            changed |= _trim_one(domains, bound)
        if not changed:
            return
    raise Impossible


def _trim_one(domains: dict[str, Domain], bound: Bound) -> bool:
    gap = 1 if bound.strict else 0
    left, right = bound.left, bound.right
    left_domain, right_domain = domains[left.var], domains[right.var]
    least = left_domain[0][0] if left.shift is None else left.shift(left_domain[0][0])
    most = right_domain[-1][1] if right.shift is None else right.shift(right_domain[-1][1])
    floor = least + gap
    if right.shift is not None:
        floor = right.shift.earliest(floor, right_domain[0][0], right_domain[-1][1])
    roof = most - gap
    if left.shift is not None:
        roof = left.shift.latest(roof, left_domain[0][0], left_domain[-1][1])
    changed = False
    if floor > right_domain[0][0]:
        domains[right.var] = right_domain = above(right_domain, floor)
        changed = True
        if left.var == right.var:
            left_domain = right_domain
    if roof < left_domain[-1][1]:
        domains[left.var] = below(left_domain, roof)
        changed = True
    return changed


def above(domain: Domain, floor: int) -> Domain:
    """The part at or after ``floor``. Raises ``Impossible`` when there is none."""
    kept = tuple((max(low, floor), high) for low, high in domain if high >= floor)
    if not kept:
        raise Impossible
    return kept


def below(domain: Domain, roof: int) -> Domain:
    """The part at or before ``roof``. Raises ``Impossible`` when there is none."""
    kept = tuple((low, min(high, roof)) for low, high in domain if low <= roof)
    if not kept:
        raise Impossible
    return kept


def joined(pieces: list[Interval]) -> Domain:
    """The union of intervals as a domain (may be empty)."""
    out: list[Interval] = []
    for low, high in sorted(pieces):
        if out and low <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)


def common(left: Domain, right: Domain) -> Domain:
    """The intersection of two domains (may be empty)."""
    return tuple(
        (max(a, c), min(b, d)) for a, b in left for c, d in right if max(a, c) <= min(b, d)
    )  # fmt: skip


def without(left: Domain, right: Domain) -> Domain:
    """The part of ``left`` outside ``right`` (may be empty)."""
    rest = list(left)
    for low, high in right:
        cut: list[Interval] = []
        for a, b in rest:
            if high < a or low > b:
                cut.append((a, b))
                continue
            if a < low:
                cut.append((a, low - 1))
            if b > high:
                cut.append((high + 1, b))
        rest = cut
    return tuple(rest)
