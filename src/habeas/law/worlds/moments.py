"""Which moments can be: domains of integers, and constraints ``f(x) <= g(y)`` between them.

A domain is a sorted tuple of disjoint closed intervals of microseconds, holes allowed (rival claims). Every
constraint compares monotone functions of two variables, and every domain is a constraint on one. All of these
are closed under pointwise minimum and maximum, so trimming bounds until nothing changes decides whether a
solution exists: when no domain is empty, the tuple of all least values is one. Where that does not come to an end
soon, moments are tried. (Simple temporal networks: Dechter, Meiri, Pearl 1991; closure under min and max: Jeavons and
Cooper 1995.)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise, product

from habeas.core.instant import MAX, MIN, Interval
from habeas.core.zones import DAY, HOUR, day_start, local
from habeas.law.worlds.shift import YEAR, Domain, Shift

ALWAYS: Domain = ((MIN, MAX),)
_ANY_YEAR = 1_704_067_200_000_000  # the first of 2024, a leap year
_CENTURIES = 1000 * YEAR  # what lies as near to the ends of the calendar is there because nobody says when it was


class Impossible(Exception):
    """No choice of moments satisfies the constraints: this world is none."""


@dataclass(frozen=True)
class Moment:
    """A variable, or a monotone function of one."""

    var: str
    shift: Shift | None = None

    @property
    def steps(self) -> bool:
        """Whether it is a step of the calendar away that is not everywhere as long."""
        return self.shift is not None and self.shift.fixed is None


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
        if left.var == right.var and (known := _later(left.shift, right.shift)) is not None:
            return known
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


def _later(left: Shift | None, right: Shift | None) -> bool | None:
    """Of one moment and another a length away from it: whether the right one is later. Nothing of when they are tells
    that of what nobody dates, since the ends of the calendar stay where they are.
    """
    shift = right if left is None else left
    if shift is None or (left is not None and right is not None):
        return None
    length = shift.duration
    if not (length.months or length.days or length.micros):
        return None
    return (left is None) != shift.back


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
    if _trimmed(domains, bounds):
        # the ends of the calendar stay where they are when a step is taken: at them a cycle that leads on would hold
        if _open_ended(domains, bounds) and _none_at_any_length(bounds):
            raise Impossible
        return
    # It creeps on: because no moment is left (a cycle of strict bounds), or because one is far off, where two steps of
    # the calendar that mostly lead to one moment lead to two.
    if _none_at_any_length(bounds) or not any(_possible(domains, bounds, var) for var in _stepping(bounds)):
        raise Impossible


def _trimmed(domains: dict[str, Domain], bounds: list[Bound]) -> bool:
    """Trims the domains until nothing changes; False where that takes more rounds than there are variables and pieces,
    which is as many as a network of fixed distances takes if it can be satisfied.
    """
    rounds = 2 * len(bounds) + sum(len(domain) for domain in domains.values()) + 8
    for _ in range(rounds):
        changed = False
        for bound in bounds:
            changed |= _trim_one(domains, bound)
        if not changed:
            return True
    return False


def _open_ended(domains: dict[str, Domain], bounds: list[Bound]) -> bool:
    """Whether a step is taken from a moment that may be as early, or as late, as any."""
    stepping = {moment.var for bound in bounds for moment in (bound.left, bound.right) if moment.shift is not None}
    return any(domains[var][0][0] <= MIN or domains[var][-1][1] >= MAX for var in stepping)


def _stepping(bounds: list[Bound]) -> list[str]:
    """The variables of which a step of the calendar is taken that is not everywhere as long."""
    ends = [moment for bound in bounds for moment in (bound.left, bound.right)]
    return sorted({moment.var for moment in ends if moment.steps})


def _none_at_any_length(bounds: list[Bound]) -> bool:
    """Whether the bounds would leave nothing however long each step of the calendar were, within its own limits: if
    some cycle of them leads to a later moment than itself (Bellman and Ford).
    """
    ahead = dict.fromkeys((moment.var for bound in bounds for moment in (bound.left, bound.right)), 0)
    for _ in range(len(ahead) + 1):
        changed = False
        for bound in bounds:
            least = ahead[bound.left.var] + _lengths(bound.left)[0] + bound.strict - _lengths(bound.right)[1]
            if least > ahead[bound.right.var]:
                ahead[bound.right.var], changed = least, True
        if not changed:
            return False
    return True


def _lengths(moment: Moment) -> Interval:
    """No step to the moment is shorter or longer (microseconds)."""
    if moment.shift is None:
        return 0, 0
    fixed, duration = moment.shift.fixed, moment.shift.duration
    if fixed is not None:
        return fixed, fixed
    counted = moment.shift.count != "clock" or bool(moment.shift.excluding)
    least = (duration.months * 28 + duration.days - 1) * DAY + duration.micros
    most = MAX if counted else (duration.months * 31 + duration.days + 1) * DAY + duration.micros
    return (-most, -least) if moment.shift.back else (least if not counted else 0, most)


def _possible(domains: dict[str, Domain], bounds: list[Bound], var: str) -> bool:
    """Whether the bounds leave something with ``var`` at one of the moments between which its steps are even."""
    ends = [moment for bound in bounds for moment in (bound.left, bound.right) if moment.var == var]
    steps = frozenset(moment.shift for moment in ends if moment.shift is not None)
    own = frozenset(bound for bound in bounds if bound.left.var == bound.right.var == var)
    for t in (t for interval in domains[var] for t in _turns(interval, steps, own)):
        tried = {**domains, var: ((t, t),)}
        with suppress(Impossible):
            if _trimmed(tried, bounds):
                return True
    return False


@lru_cache(maxsize=1024)
def _turns(interval: Interval, steps: frozenset[Shift], own: frozenset[Bound]) -> tuple[int, ...]:
    """The moments of an interval between which each step moves all alike, and that meet the bounds on them alone: its
    ends, the first and the last of each day on which a step is uneven and of the days beside it, and every hour where
    the clock is changed.
    """
    low, high = interval
    zone = next(iter(steps)).zone
    found = [low, high]
    for first, last in _looked_at(low, high):
        day, until = local(first, zone).date(), local(last, zone).date() + timedelta(days=1)
        starts = [day_start(day + timedelta(days=number), zone) for number in range((until - day).days + 1)]
        for start, after in pairwise(starts):
            gaps = [step(after) - step(start) - (after - start) for step in steps]
            if any(gaps) or len(starts) < 32:
                found += (start - 1, start, after - 1, after)
            if after - start != DAY or any(gap % DAY for gap in gaps):
                found += (*range(start, after, HOUR), *range(start + HOUR - 1, after, HOUR))
    inside = sorted({t for t in found if low <= t <= high})
    return tuple(t for t in inside if all(_at(b.left, t) + b.strict <= _at(b.right, t) for b in own))


def _looked_at(low: int, high: int) -> Iterator[Interval]:
    """All of an interval of some years; of a longer one the years beside its ends, and four from 2024 on. Nothing near
    the ends of the calendar: no day follows the last one.
    """
    pieces = [(low, high)]
    if high - low > 4 * YEAR:
        pieces = [(low, low + YEAR), (_ANY_YEAR, _ANY_YEAR + 4 * YEAR), (high - YEAR, high)]
    for first, last in pieces:
        if first > MIN + _CENTURIES and last < MAX - _CENTURIES and low <= first and last <= high:
            yield first, last


def _at(moment: Moment, t: int) -> int:
    return t if moment.shift is None else moment.shift(t)


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
