"""A small matter as the oracle takes it: rows, instruments, the day asked; and its contents.

In: `Row`s whose values are texts, instruments as plain dicts in the shape of the YAML. Out: `Content`s (what is
said, with its rows) and `Facts`, the index of a set of contents by subject and property. It checks nothing
else, and knows no world.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .text import EVER, Clock, Region, common, outside, read_instant

INSTANTS = frozenset({"act.time", "custody.start", "custody.end"})
FLAGS = frozenset({"act.happened", "custody.renewable"})
MANY = frozenset(
    "act.person act.by act.authority act.about act.during act.before act.same_as act.breaches act.complies "
    "person.member_of person.same_as person.citizenship person.status person.office person.called "
    "group.part_of group.some_in custody.ground log.covers carrier.flight".split()
)
PLACES = frozenset({"act.place", "act.from", "act.to", "custody.place", "place.in"})


@dataclass(frozen=True, slots=True)
class Row:
    """One claim. `row` is its name (`c.csv:7`); `origin` is the source that its source goes back to."""

    row: str
    subject: str
    property: str
    value: str
    against: bool = False
    source: str = "s1"
    origin: str = "s1"
    speaker: str = "org:x"


@dataclass(frozen=True, slots=True)
class Content:
    """What is said, whoever says it. `key` is a region for an instant, else the text."""

    subject: str
    property: str
    key: Any
    against: bool
    rows: tuple[str, ...]
    origins: frozenset[str]

    def fact(self) -> tuple[str, str, Any]:
        """One-valued properties are one fact a subject, `many` ones one fact a value (semantics 8)."""
        return (self.subject, self.property, self.key if self.property in MANY else None)


@dataclass(frozen=True)
class Matter:
    """Rows and instruments; `asked` in UTC microseconds, None where everything is due."""

    rows: tuple[Row, ...]
    instruments: tuple[dict[str, Any], ...]
    asked: int | None = None
    about: int = 5
    extra: dict[str, Any] = field(default_factory=dict, compare=False)

    @cached_property
    def contents(self) -> tuple[Content, ...]:
        return contents_of(self.rows, self.about)


def row_order(name: str) -> tuple[str, int]:
    """`c.csv:9` before `c.csv:10`."""
    file, _, number = name.rpartition(":")
    return (file, int(number))


def contents_of(rows: Iterable[Row], about: int) -> tuple[Content, ...]:
    """Rows that say the same thing are witnesses of one content; in the order of the first row of each."""
    found: dict[tuple[str, str, Any, bool], list[Row]] = {}
    for row in rows:
        key: Any = row.value
        against = row.against
        if row.property in INSTANTS:
            key = read_instant(row.value, about)
        elif row.property in FLAGS:  # a flag that is `false` is a denial of `true` (semantics 7)
            against = against != (row.value == "false")
            key = "true"
        found.setdefault((row.subject, row.property, key, against), []).append(row)
    return tuple(
        Content(*said, tuple(sorted((r.row for r in rows), key=row_order)), frozenset(r.origin for r in rows))
        for said, rows in found.items()
    )


class Said:
    """What is said of one subject's property: each value with (put forward, denied)."""

    __slots__ = ("values",)

    def __init__(self) -> None:
        self.values: dict[Any, tuple[bool, bool]] = {}

    def add(self, key: Any, against: bool) -> None:
        forward, denied = self.values.get(key, (False, False))
        self.values[key] = (forward or not against, denied or against)

    @property
    def forward(self) -> list[Any]:
        return [key for key, (forward, _) in self.values.items() if forward]

    @property
    def denied(self) -> list[Any]:
        return [key for key, (_, denied) in self.values.items() if denied]

    def status(self, key: Any) -> str:
        """`T` claimed only, `F` denied only, `C` both, `U` never spoken of."""
        return {(True, False): "T", (False, True): "F", (True, True): "C", (False, False): "U"}[
            self.values.get(key, (False, False))
        ]


NOTHING = Said()


class Facts:
    """An index of contents. `touched` gathers every (subject, property) that anyone looked at since it was
    emptied, so that what was never looked at can be left out of a question (`*` for any subject)."""

    def __init__(self, contents: Iterable[Content], clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.contents = tuple(contents)
        self.touched: set[tuple[str, str]] = set()
        self._said: dict[tuple[str, str], Said] = {}
        self._subjects: dict[str, dict[str, Said]] = {}
        for content in self.contents:
            at = (content.subject, content.property)
            said = self._said.get(at)
            if said is None:
                said = self._said[at] = Said()
                self._subjects.setdefault(content.property, {})[content.subject] = said
            said.add(content.key, content.against)

    def said(self, subject: str, prop: str) -> Said:
        self.touched.add((subject, prop))
        return self._said.get((subject, prop), NOTHING)

    def everyone(self, prop: str) -> Iterator[tuple[str, Said]]:
        """Each subject of which that property is said."""
        self.touched.add(("*", prop))
        yield from self._subjects.get(prop, {}).items()

    def exists(self, subject: str) -> bool:
        """Whether anything at all is said of it."""
        if self.said(subject, f"{subject.split(':', maxsplit=1)[0]}.kind").values:
            return True
        self.touched.add((subject, "*"))
        return any(content.subject == subject for content in self.contents)

    def region(self, subject: str, prop: str) -> tuple[Region, ...]:
        """The maximal consistent sets of claims of one instant, each as the moments in all of them (semantics
        4 and 9). A denial is read as a claim of every other moment, which gives rule 9 as it stands: where all
        that is claimed is denied, another moment too."""
        said = self.said(subject, prop)
        sets = [*said.forward, *(outside(key) for key in said.denied)]
        return tuple(self.clock.region(region) for region in maximal(sets))

    def subjects(self, kind: str) -> list[str]:
        """The ids of that type that are subjects of these contents, sorted."""
        return sorted({c.subject for c in self.contents if c.subject.startswith(kind + ":")})


def maximal(sets: list[Region]) -> tuple[Region, ...]:
    """The intersections of the maximal subsets with a common point; all of time where there are none."""
    if not sets:
        return (EVER,)
    points = {bound for region in sets for interval in region for bound in interval}
    points |= {bound + step for bound in points for step in (-1, 1) if abs(bound) != float("inf")}
    held = {frozenset(i for i, region in enumerate(sets) if _has(region, point)) for point in points}
    best = [chosen for chosen in held if chosen and not any(chosen < other for other in held)]
    out = []
    for chosen in sorted(best, key=sorted):
        region = EVER
        for i in chosen:
            region = common(region, sets[i])
        out.append(region)
    return tuple(out)


def _has(region: Region, point: float) -> bool:
    return any(low <= point <= high for low, high in region)


__all__ = ["FLAGS", "INSTANTS", "MANY", "PLACES", "Content", "Facts", "Matter", "Row", "Said", "maximal"]
