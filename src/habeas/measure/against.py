"""Theirs beside ours: where a published table and our count part, and what would bring ours nearest.

In come a release and a published table; out go the pairs, and for each thing that the field is known to do otherwise
(another base, another day, a rule left out, an earlier cut-off, or two of them) how far apart the two would be then. It
never says that either is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from habeas.measure.count import count
from habeas.measure.pairs import Pair, Sums, Tried, numbers, paired
from habeas.measure.published import Published
from habeas.measure.ways import NEAREST, Trying, Variants, Way
from habeas.release.built import Built

__all__ = ["Compared", "Pair", "Tried", "compare"]


@dataclass(frozen=True)
class Compared:
    """``tried`` begins with ours as asked for; single changes follow, nearest first, then pairs of them."""

    by: tuple[str, ...]
    pairs: tuple[Pair, ...]
    tried: tuple[Tried, ...]
    sentence: str


def compare(
    release: Built,
    published: Published,
    variants: Variants = lambda left: iter(()),
    *,
    base: str = "rows",
    day: str = "",
    told: Callable[[str], None] = lambda what: None,
) -> Compared:
    """Compare, and try what may have been done otherwise. ``variants`` gives the release built without some of its
    rules; ``told`` hears what is being counted.
    """
    names = {place: place.partition(":")[2].upper() for place in release.meta["places"]}  # as others write them
    told("ours")
    ours = count(release, published.by, base=base, day=day)
    pairs = paired(published, numbers(ours, names))
    trying = Trying(release, published, names, Way(base, ours.day), told)
    first = Sums(trying.theirs, numbers(ours, names)).tried(f"{base}, by {ours.day}" if trying.timed else base, 0)
    others = trying.otherwise(variants)
    return Compared(published.by, pairs, (first, *others), _sentence(first, others))


def _sentence(first: Tried, others: Sequence[Tried]) -> str:
    if not first.apart:
        return f"Theirs and ours agree in all {first.lines:,} lines."
    text = f"Theirs and ours agree in {first.equal:,} of {first.lines:,} lines, and are {first.apart:,} apart in sum."
    nearest = min(others, key=lambda one: (one.apart, -one.equal), default=first)
    if nearest.apart >= first.apart:
        text += " Nothing that was tried brings ours nearer."
    else:
        near = f"{nearest.apart:,} apart, {nearest.equal:,} of {nearest.lines:,} lines equal"
        text += f" What brings ours nearest: {nearest.words} ({near})."
    if any(one.apart == 0 and one.changes == 1 for one in others):
        return text
    return (
        f"{text} No single change explains theirs; two at a time were tried as well: a base, a day and a rule with "
        f"each other, and the {NEAREST} rules that come nearest two by two."
    )
