"""Claims of one instant that can all be true are read together; those that cannot are rivals. Semantics 4."""

from __future__ import annotations

from collections.abc import Sequence

from habeas.core.instant import MAX, MIN, Instant, Interval

Spans = tuple[Interval, ...]


def together(instants: Sequence[Instant]) -> list[tuple[tuple[int, ...], Instant]]:
    """The maximal sets of instants with a point in common: who is in it, and what they have in common.

    Every maximal set is the set of instants that hold at some endpoint, so only endpoints are looked at.
    """
    points = sorted({edge for instant in instants for interval in instant.intervals for edge in interval})
    holding = {frozenset(i for i, instant in enumerate(instants) if _holds(instant, point)) for point in points}
    out = []
    for group in sorted(sorted(one) for one in holding if not any(one < other for other in holding)):
        spans: Spans = ((MIN, MAX),)
        for i in group:
            spans = common(spans, instants[i].intervals)
        out.append((tuple(group), _named([instants[i] for i in group], spans)))
    return out


def common(left: Spans, right: Spans) -> Spans:
    """What lies in both (may be empty)."""
    return tuple((max(a, c), min(b, d)) for a, b in left for c, d in right if max(a, c) <= min(b, d))


def _holds(instant: Instant, point: int) -> bool:
    return any(low <= point <= high for low, high in instant.intervals)


def _named(instants: Sequence[Instant], spans: Spans) -> Instant:
    """The common part; it keeps the text (and its doubt) of the claim that already says as much, if one does."""
    for instant in instants:
        if instant.intervals == spans:
            return instant
    return Instant(spans, "", all(instant.uncertain for instant in instants))
