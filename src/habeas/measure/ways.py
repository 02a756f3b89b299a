"""What may have been counted otherwise: another base, another day, a rule left out, an earlier cut-off; one, or two.

In come a release and a published table; out goes how far apart the two are for each way that was tried. Two changes at
a time are looked at where no single one explains theirs. How many there are is bounded (``NEAREST``), and said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from habeas.measure.count import count
from habeas.measure.pairs import Sums, Tried, folded, numbers
from habeas.measure.published import Published
from habeas.release.built import Built
from habeas.release.units import UNITS

Rules = tuple[str, ...]
Variants = Callable[[Sequence[Rules]], Iterator[tuple[Rules, Built]]]
"""The release built without the rules of each tuple; for none given, without each rule alone."""

NEAREST = 3  # so many rules are left out two at a time: each pair is another build
SHOWN = 5  # so many pairs of changes are listed
LAST_DAYS = 400


@dataclass(frozen=True)
class Way:
    """A base, the instant that units of time are of, and the rules that are left out."""

    base: str
    day: str
    without: Rules = ()

    def words(self, usual: Way) -> str:
        said = []
        if self.base != usual.base:
            said.append(f"{self.base} instead of {usual.base}")
        if self.day != usual.day:
            said.append(f"by the day of {self.day} instead of {usual.day}")
        said += [f"without the rule {rule}" for rule in self.without]
        return ", and ".join(said)

    def changes(self, usual: Way) -> frozenset[str]:
        """What is otherwise than usual."""
        of_base = {self.base} if self.base != usual.base else set()
        of_day = {self.day} if self.day != usual.day else set()
        return frozenset(of_base | of_day | set(self.without))


class Trying:
    """All ways of one comparison; ``found`` has what came of each."""

    def __init__(
        self, release: Built, published: Published, names: Mapping[str, str], usual: Way, told: Callable[[str], None]
    ) -> None:
        self.release, self.published, self.names, self.usual, self.told = release, published, names, usual, told
        self.theirs = folded(published)
        self.timed = any(word in UNITS for word in published.by)
        self.found: dict[Way, Tried] = {}

    def otherwise(self, variants: Variants) -> list[Tried]:
        """Every single change, nearest first, and then the pairs that come nearer than each of their changes alone."""
        self._count(self.release, ())
        for left, release in variants(()):
            self._count(release, left)
        if not any(one.apart == 0 for one in self._singles().values()):
            near = sorted((way for way in self._singles() if way.without), key=lambda way: _rank(self.found[way]))
            two = [(one.without[0], other.without[0]) for one, other in combinations(near[:NEAREST], 2)]
            for left, release in variants(two) if two else ():
                self.told(f"without {' and '.join(left)}")
                self._try(release, Way(self.usual.base, self.usual.day, left))
        singles = list(self._singles().values()) + self._cutoff()
        return sorted(singles, key=_rank) + self._pairs(singles)

    def _singles(self) -> dict[Way, Tried]:
        return {way: one for way, one in self.found.items() if len(way.changes(self.usual)) == 1}

    def _pairs(self, singles: Sequence[Tried]) -> list[Tried]:
        if any(one.apart == 0 for one in singles):
            return []
        alone = {change: one for way, one in self._singles().items() for change in way.changes(self.usual)}
        nearer = [
            one
            for way, one in self.found.items()
            if len(way.changes(self.usual)) == 2
            and all(change not in alone or one.apart < alone[change].apart for change in way.changes(self.usual))
        ]
        return sorted(nearer, key=_rank)[:SHOWN]

    def _count(self, release: Built, left: Rules) -> None:
        """Every base with every day, as far as no more than two things are otherwise."""
        for base in self._bases():
            for day in self._days(base):
                way = Way(base, day, left)
                if 0 < len(way.changes(self.usual)) <= 2:
                    self.told(way.words(self.usual))
                    self._try(release, way)

    def _bases(self) -> list[str]:
        bases = [self.usual.base]
        if self.usual.base != "people" and any(f"{each}.person" in self.release.schema.names for each in _SUBJECTS):
            bases.append("people")
        others = ["rows"] + (["stays"] if self.release.meta["row"] == "stint" else [])
        return bases + [base for base in others if base != self.usual.base]

    def _days(self, base: str) -> list[str]:
        columns = self.release.meta["columns"].items()
        days = [name for name, kind in columns if kind == "instant" and not name.startswith("person.")]
        other = [day for day in days if day != self.usual.day] if self.timed and base != "stays" else []
        return [self.usual.day, *other]

    def _try(self, release: Built, way: Way) -> None:
        counted = count(release, self.published.by, base=way.base, day=way.day)
        sums = Sums(self.theirs, numbers(counted, self.names))
        self.found[way] = sums.tried(way.words(self.usual), len(way.changes(self.usual)))

    def _cutoff(self) -> list[Tried]:
        """The earlier cut-off that comes nearest, found from one count by day; none where an earlier one moves
        nothing.
        """
        day = self.usual.day
        if not (self.timed and day and self.usual.base == "rows") or "day" in self.published.by:
            return []
        self.told("earlier cut-offs")
        daily = count(self.release, [*self.published.by, "day"], day=day)
        at = daily.by.index("day")
        whole = count(self.release, self.published.by, day=day)
        left = numbers(whole, self.names)
        sums = Sums(self.theirs, left)
        per_day: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for line in daily.lines:
            key = tuple(self.names.get(word, word) for place, word in enumerate(line.key) if place != at)
            if line.certain and line.key[at][:1].isdigit():
                per_day.setdefault(line.key[at], []).append((key, line.certain))
        best: Tried | None = None
        for last in sorted(per_day, reverse=True)[:LAST_DAYS]:
            for key, number in per_day[last]:
                low, high = left[key]
                left[key] = max(low - number, 0), max(high - number, 0)
                sums.put(key, left[key])
            now = sums.tried(f"only what {day} puts before {last}")
            if best is None or now.apart < best.apart:
                best = now
        return [best] if best is not None else []


_SUBJECTS = ("custody", "act")


def _rank(one: Tried) -> tuple[int, int]:
    return one.apart, -one.equal
