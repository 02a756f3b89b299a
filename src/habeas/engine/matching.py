"""Arrests matched to stays, one to one: the nearest pair first, whatever the engine.

Of all pairs that are possible the nearest in time is taken, then the nearest of those of which neither side is taken,
and so on. The order is total (distance, then book-in, stay, arrest, its file, sheet and row), so the result is one. It
is found in rounds: a pair to which both sides are nearest is taken sooner or later, so all such are taken at once.
"""

from collections.abc import Callable
from typing import TypeVar

Relation = TypeVar("Relation")


def match_arrests(
    run: Callable[[str, dict[str, Relation]], Relation],
    size: Callable[[Relation], int],
    candidates: Relation,
) -> list[Relation]:
    """The pairs, a relation for each round. ``candidates`` is the result of ``sql/arrest_candidates.sql``; ``run``
    gives the result of a named text over the relations given, whole, and ``size`` its number of rows.
    """
    rounds = []
    while size(candidates):
        matched = run("arrest_round", {"candidates": candidates})
        assert size(matched), "the nearest pair of all is nearest to both its sides"
        rounds.append(matched)
        candidates = run("arrest_left", {"candidates": candidates, "matched": matched})
    return rounds
