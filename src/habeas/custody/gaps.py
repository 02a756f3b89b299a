"""The time for which nobody claims a place, or a ground.

What is claimed by anybody counts, as wide as its claims allow: a gap is only what no claim at all speaks for. A
custody of which nobody claims an end counts until the first later row by which they certainly are elsewhere. From a
release until they are held again nobody need claim a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from habeas.core.instant import MAX, MIN, Instant
from habeas.custody.model import Act, Custody, Gap, Missing

BEGIN = frozenset({"arrests", "books_in"})
FREE = frozenset({"releases"})
LEAVE = FREE | {"books_out", "returns", "removes", "hands_over", "transfers"}
BOTH: tuple[Missing, ...] = ("place", "ground")


@dataclass(frozen=True, slots=True)
class _Span:
    """A custody as wide as anybody claims it: it began in ``low`` to ``begun`` and ended in ``ended`` to ``high``."""

    low: int
    begun: int
    ended: int
    high: int
    name: str
    has: frozenset[Missing]


@dataclass(frozen=True, slots=True)
class _Moved:
    """An act, as wide as its rival rows allow: its kinds, and between which moments it was."""

    name: str
    kinds: frozenset[str]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Hole:
    """Certainly unclaimed from ``low`` to ``high``; at most from ``earliest`` to ``latest``."""

    low: int
    high: int
    earliest: int
    latest: int
    after: str
    before: str


def gaps(custodies: Sequence[Custody], acts: Sequence[Act]) -> list[Gap]:
    """Gaps in order of time, from the first row that says that they were held to the last."""
    moved = _moved(acts)
    held = _spans(custodies, moved)
    whole = _whole(held, moved)
    if whole is None:
        return []
    spans = [*held, *_free(held, moved)]
    place, ground = (_unclaimed([span for span in spans if kind in span.has], whole) for kind in BOTH)
    out = [_gap(part, BOTH) for hole in place for part in _common(hole, ground)]
    out += [_gap(part, ("place",)) for hole in place for part in _rest(hole, ground)]
    out += [_gap(part, ("ground",)) for hole in ground for part in _rest(hole, place)]
    return sorted(out, key=lambda gap: gap.low)


def _gap(hole: _Hole, missing: tuple[Missing, ...]) -> Gap:
    return Gap(missing, hole.low, hole.high, hole.earliest, hole.latest, hole.after, hole.before)


# ---- what is claimed ----------------------------------------------------------------------------------------------


def _moved(acts: Sequence[Act]) -> list[_Moved]:
    """The acts that somebody times, and that nobody says did not take place."""
    rows: dict[str, list[Act]] = {}
    for act in acts:
        if act.happened is None or not act.happened.denied_by:
            rows.setdefault(act.id, []).append(act)
    out = []
    for name, same in rows.items():
        times = _instants(act.instant for act in same)
        if times and min(one.low for one in times) > MIN and max(one.high for one in times) < MAX:
            kinds = frozenset(act.kind for act in same)
            out.append(_Moved(name, kinds, min(one.low for one in times), max(one.high for one in times)))
    return out


def _spans(custodies: Sequence[Custody], acts: Sequence[_Moved]) -> list[_Span]:
    """One span for each custody, whatever its rival rows say: as wide as any of them."""
    by_name: dict[str, list[Custody]] = {}
    for custody in custodies:
        by_name.setdefault(custody.id, []).append(custody)
    out = []
    for name, rows in by_name.items():
        starts, ends = _instants(row.start_instant for row in rows), _instants(row.end_instant for row in rows)
        begun = max((one.high for one in starts), default=MAX)
        ended = (min(one.low for one in ends), max(one.high for one in ends)) if ends else None
        ended = ended or _until(begun, name, custodies, acts)
        has: set[Missing] = {"place"} if any("custody.place" in row.facts for row in rows) else set()
        if any(row.grounds for row in rows):
            has.add("ground")
        low = min((one.low for one in starts), default=MIN)
        out.append(_Span(low, begun, *ended, name, frozenset(has)))
    return out


def _instants(found: Iterable[Instant | None]) -> list[Instant]:
    return [instant for instant in found if instant is not None]


def _until(begun: int, name: str, custodies: Sequence[Custody], acts: Sequence[_Moved]) -> tuple[int, int]:
    """Until when a custody without a claimed end counts."""
    starts = _instants(row.start_instant for row in custodies if row.id != name)
    others = [(start.low, start.high) for start in starts]
    others += [(act.low, act.high) for act in acts if act.kinds & LEAVE]
    return min((one for one in others if one[0] > begun), default=(MAX, MAX))


def _free(held: Sequence[_Span], acts: Sequence[_Moved]) -> list[_Span]:
    """From each release until they are held again, if they are."""
    begins = [(span.low, span.begun) for span in held]
    begins += [(act.low, act.high) for act in acts if act.kinds & BEGIN]
    out = []
    for act in acts:
        if act.kinds & FREE:
            low, again = min((one for one in begins if one[0] > act.high), default=(MAX, MAX))
            out.append(_Span(act.low, act.high, low, again, act.name, frozenset(BOTH)))
    return out


def _whole(held: Sequence[_Span], acts: Sequence[_Moved]) -> _Hole | None:
    """From when to when anybody says that they were held, and by which rows; None where nobody does."""
    begins = [(span.low, span.low, span.name) for span in held if span.low > MIN]
    # of whom nobody says since when they were held, it is said that they were until this ended
    begins += [(span.high + 1, span.ended, span.name) for span in held if span.low == MIN and span.high < MAX]
    begins += [(act.high + 1, act.low, act.name) for act in acts]
    ends = [(span.high, span.high, span.name) for span in held]
    ends += [(act.low - 1, act.high, act.name) for act in acts]
    if not begins or not ends:
        return None
    (low, earliest, first), (high, latest, last) = min(begins), max(ends)
    return _Hole(low, high, earliest, latest, first, last)


# ---- what is not ----------------------------------------------------------------------------------------------------


def _unclaimed(spans: Iterable[_Span], whole: _Hole) -> list[_Hole]:
    """What no span covers of the whole, with what stands before and after it."""
    out = []
    reach, earliest, after = whole.low - 1, whole.earliest, whole.after
    for span in sorted(spans, key=lambda span: (span.low, span.high, span.name)):
        if span.low > whole.high:
            break
        if span.low > reach + 1:
            out.append(_Hole(reach + 1, span.low - 1, earliest, span.begun, after, span.name))
        if span.high > reach:
            reach, earliest, after = span.high, span.ended, span.name
    if whole.high > reach:
        out.append(_Hole(reach + 1, whole.high, earliest, whole.latest, after, whole.before))
    return out


def _common(hole: _Hole, others: Sequence[_Hole]) -> list[_Hole]:
    """The parts of the hole that lie in others, each edge with the doubt of the one that makes it."""
    out = []
    for other in others:
        if max(hole.low, other.low) <= min(hole.high, other.high):
            left = max(hole, other, key=lambda one: one.low)
            right = min(hole, other, key=lambda one: one.high)
            out.append(_Hole(left.low, right.high, left.earliest, right.latest, left.after, right.before))
    return out


def _rest(hole: _Hole, others: Sequence[_Hole]) -> list[_Hole]:
    """The parts of the hole that lie in no other."""
    rest = [hole]
    for other in others:
        cut: list[_Hole] = []
        for one in rest:
            if one.high < other.low or one.low > other.high:
                cut.append(one)
                continue
            if one.low < other.low:
                end = other.low - 1
                cut.append(_Hole(one.low, end, one.earliest, max(end, one.low), one.after, other.after))
            if one.high > other.high:
                start = other.high + 1
                cut.append(_Hole(start, one.high, start, one.latest, other.before, one.before))
        rest = cut
    return rest
