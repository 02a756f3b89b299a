"""Theirs beside ours: where a published table and our count part, and what would bring ours nearest.

In come a release and a published table; out go the pairs, and for each thing that the field is known to do otherwise
(another base, another day, a rule left out, an earlier cut-off) how far apart the two would be then. It never says that
either is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from habeas.measure.count import Counted, count
from habeas.measure.published import Published
from habeas.release.built import Built
from habeas.release.units import UNITS

Bounds = tuple[int, int]
Variants = Callable[[], Iterator[tuple[str, Built]]]


@dataclass(frozen=True)
class Pair:
    """One line: their number, our bounds, and how far ours is from theirs (0 where theirs is within ours)."""

    key: tuple[str, ...]
    theirs: int | None
    ours: Bounds | None

    @property
    def difference(self) -> int | None:
        if self.theirs is None or self.ours is None:
            return None
        low, high = self.ours
        if low <= self.theirs <= high:
            return 0
        return low - self.theirs if self.theirs < low else high - self.theirs


@dataclass(frozen=True)
class Tried:
    """One way to count: in words, how far apart from theirs in sum, and how many of their lines are equal."""

    words: str
    apart: int
    equal: int
    lines: int


@dataclass(frozen=True)
class Compared:
    """``tried`` begins with ours as asked for; the rest come nearest first."""

    by: tuple[str, ...]
    pairs: tuple[Pair, ...]
    tried: tuple[Tried, ...]
    sentence: str


def compare(
    release: Built,
    published: Published,
    variants: Variants = lambda: iter(()),
    *,
    base: str = "rows",
    day: str = "",
    told: Callable[[str], None] = lambda what: None,
) -> Compared:
    """Compare, and try what may have been done otherwise. ``variants`` gives the release built without each of its
    rules, one after the other; ``told`` hears what is being counted.
    """
    names = _names(release)
    instants = [
        name for name, kind in release.meta["columns"].items() if kind == "instant" and not name.startswith("person.")
    ]
    timed = any(word in UNITS for word in published.by)
    told("ours")
    ours = count(release, published.by, base=base, day=day)
    pairs = _pairs(published, _numbers(ours, names))
    first = _tried(f"{base}, by {ours.day}" if timed else base, pairs)
    tried = []
    for other in ("rows", "people", *(("stays",) if release.meta["row"] == "stint" else ())):
        if other != base and (other != "people" or _has_people(release)):
            told(other)
            tried.append(_try(f"{other} instead of {base}", release, published, names, other, day))
    for instant in instants:
        if timed and instant != ours.day:
            told(instant)
            tried.append(
                _try(f"by the day of {instant} instead of {ours.day}", release, published, names, base, instant)
            )
    for rule, other_release in variants():
        told(f"without {rule}")
        tried.append(_try(f"without the rule {rule}", other_release, published, names, base, day))
    if timed and ours.day:
        told("earlier cut-offs")
        tried += _cutoff(release, published, names, base, day, ours.day)
    tried.sort(key=lambda one: (one.apart, -one.equal))
    return Compared(published.by, pairs, (first, *tried), _sentence(first, tried))


def _try(words: str, release: Built, published: Published, names: Mapping[str, str], base: str, day: str) -> Tried:
    return _tried(words, _pairs(published, _numbers(count(release, published.by, base=base, day=day), names)))


def _numbers(counted: Counted, names: Mapping[str, str]) -> dict[tuple[str, ...], Bounds]:
    return {tuple(names.get(word, word) for word in line.key): (line.certain, line.possible) for line in counted.lines}


def _names(release: Built) -> dict[str, str]:
    """Our id of a place by the code that others write."""
    return {place: place.partition(":")[2].upper() for place in release.meta["places"]}


def _pairs(published: Published, ours: Mapping[tuple[str, ...], Bounds]) -> tuple[Pair, ...]:
    """Their lines beside ours, by key whatever the case of its letters; a line of theirs that we lack is our 0."""
    folded = {_fold(key): (key, bounds) for key, bounds in ours.items()}
    theirs = {_fold(key): (key, number) for key, number in published.numbers.items()}
    pairs = []
    for fold in sorted({*folded, *theirs}):
        key = theirs[fold][0] if fold in theirs else folded[fold][0]
        number = theirs[fold][1] if fold in theirs else None
        bounds = folded[fold][1] if fold in folded else (0, 0) if fold in theirs else None
        pairs.append(Pair(key, number, bounds))
    return tuple(pairs)


def _fold(key: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.casefold().removeprefix("place:").removeprefix("person:") for word in key)


def _tried(words: str, pairs: Sequence[Pair]) -> Tried:
    differences = [pair.difference for pair in pairs if pair.difference is not None]
    return Tried(words, sum(map(abs, differences)), differences.count(0), len(differences))


def _cutoff(
    release: Built, published: Published, names: Mapping[str, str], base: str, day: str, instant: str
) -> list[Tried]:
    """The earlier cut-off that comes nearest, found from one count by day; none where an earlier one moves nothing."""
    if base != "rows" or "day" in published.by:
        return []
    daily = count(release, [*published.by, "day"], day=day)
    at = daily.by.index("day")
    left = {key: list(bounds) for key, bounds in _numbers(count(release, published.by, day=day), names).items()}
    per_day: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for line in daily.lines:
        key = tuple(names.get(word, word) for place, word in enumerate(line.key) if place != at)
        if line.certain and line.key[at][:1].isdigit():
            per_day.setdefault(line.key[at], []).append((key, line.certain))
    best: Tried | None = None
    for last in sorted(per_day, reverse=True)[:400]:
        for key, number in per_day[last]:
            left[key] = [max(bound - number, 0) for bound in left[key]]
        now = _tried(
            f"only what {instant} puts before {last}",
            _pairs(published, {key: (low, high) for key, (low, high) in left.items()}),
        )
        if best is None or now.apart < best.apart:
            best = now
    return [best] if best is not None else []


def _has_people(release: Built) -> bool:
    return any(name in release.schema.names for name in ("custody.person", "act.person"))


def _sentence(first: Tried, tried: Sequence[Tried]) -> str:
    if not first.apart:
        return f"Theirs and ours agree in all {first.lines:,} lines."
    text = f"Theirs and ours agree in {first.equal:,} of {first.lines:,} lines, and are {first.apart:,} apart in sum."
    nearer = [one for one in tried if one.apart < first.apart]
    if not nearer:
        return f"{text} Nothing that was tried brings ours nearer."
    best = nearer[0]
    near = f"{best.apart:,} apart, {best.equal:,} of {best.lines:,} lines equal"
    return f"{text} What brings ours nearest: {best.words} ({near})."
