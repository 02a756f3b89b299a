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

BEGIN = ("arrests", "books_in")
FREE = "releases"
LEAVE = ("books_out", FREE, "returns", "removes", "hands_over", "transfers")
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
    happened = [act for act in acts if act.happened is None or not act.happened.denied_by]
    held = _spans(custodies, happened)
    whole = _whole(held, happened)
    if whole is None:
        return []
    spans = [*held, *_free(held, happened)]
    place, ground = (_unclaimed([span for span in spans if kind in span.has], whole) for kind in BOTH)
    out = [_gap(part, BOTH) for hole in place for part in _common(hole, ground)]
    out += [_gap(part, ("place",)) for hole in place for part in _rest(hole, ground)]
    out += [_gap(part, ("ground",)) for hole in ground for part in _rest(hole, place)]
    return sorted(out, key=lambda gap: gap.low)


def _gap(hole: _Hole, missing: tuple[Missing, ...]) -> Gap:
    return Gap(missing, hole.low, hole.high, hole.earliest, hole.latest, hole.after, hole.before)


# ---- what is claimed ----------------------------------------------------------------------------------------------


def _spans(custodies: Sequence[Custody], acts: Sequence[Act]) -> list[_Span]:
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


def _until(begun: int, name: str, custodies: Sequence[Custody], acts: Sequence[Act]) -> tuple[int, int]:
    """Until when a custody without a claimed end counts."""
    others = _instants(row.start_instant for row in custodies if row.id != name)
    others += _instants(act.instant for act in acts if act.kind in LEAVE)
    later = [instant for instant in others if instant.low > begun]
    first = min(later, key=lambda instant: (instant.low, instant.high), default=None)
    return (MAX, MAX) if first is None else (first.low, first.high)


def _free(held: Sequence[_Span], acts: Sequence[Act]) -> list[_Span]:
    """From each release until they are held again, if they are."""
    begins = [(span.low, span.begun) for span in held]
    begins += [(act.instant.low, act.instant.high) for act in acts if act.instant and act.kind in BEGIN]
    out = []
    for act in acts:
        if act.kind == FREE and act.instant is not None:
            low, again = min((one for one in begins if one[0] > act.instant.high), default=(MAX, MAX))
            out.append(_Span(act.instant.low, act.instant.high, low, again, act.id, frozenset(BOTH)))
    return out


def _whole(held: Sequence[_Span], acts: Sequence[Act]) -> _Hole | None:
    """From when to when anybody says that they were held, and by which rows; None where nobody does."""
    begins = [(span.low, span.low, span.name) for span in held if span.low > MIN]
    ends = [(span.high, span.high, span.name) for span in held]
    for act in acts:
        if act.instant is None or act.instant.low == MIN or act.instant.high == MAX:
            continue
        begins.append((act.instant.high + 1, act.instant.low, act.id))
        ends.append((act.instant.low - 1, act.instant.high, act.id))
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
