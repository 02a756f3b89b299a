"""Claims -> facts: for each (subject, property) the contents for and against it, and what they leave open.

A ``Facts`` is a function of a set of contents. ``subset`` gives the facts of fewer contents by the same code:
that is how every "why" is answered. Semantics 4, 7 to 11.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from habeas.core.claim import Claim, Content, Value
from habeas.core.finding import OpenBecause, Witnessed
from habeas.core.instant import MAX, MIN, Instant
from habeas.core.schema import Schema
from habeas.core.values import Quantity
from habeas.law.worlds.moments import ALWAYS, common, without
from habeas.law.worlds.shift import Domain

R = TypeVar("R")

State = Literal["+", "-", "±", ""]

BELONGING = ("person.member_of", "group.part_of", "group.some_in", "person.same_as")  # what makes groups of people


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One content with its witnesses. ``many``: several values of its property may hold at once.

    ``origins`` are those of its witnesses; ``witnessed`` is the content as a reason.
    """

    index: int
    content: Content
    value: Value
    rows: tuple[str, ...]
    witnesses: tuple[tuple[str, str], ...]  # (row, origin of its source)
    many: bool
    origins: frozenset[str] = field(init=False)
    witnessed: Witnessed = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "origins", frozenset(origin for _, origin in self.witnesses))
        object.__setattr__(self, "witnessed", Witnessed(self.content, self.rows))


def entries_of(claims: Iterable[Claim], origin_of: Callable[[str], str], schema: Schema) -> tuple[Entry, ...]:
    """The contents of ``claims``, each once, with all its witnesses; in a fixed order, whatever theirs is."""
    grouped: dict[Content, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(claim.content, []).append(claim)
    ordered = sorted(grouped, key=lambda content: (content.subject, content.property, content.key, content.against))
    return tuple(
        Entry(
            index,
            content,
            grouped[content][0].value,
            *_witnesses(grouped[content], origin_of),
            schema.properties[content.property].many,
        )
        for index, content in enumerate(ordered)
    )


def _witnesses(
    claims: list[Claim], origin_of: Callable[[str], str]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The rows of the claims, and each with the origin of its source."""
    if len(claims) == 1:
        return (claims[0].row,), ((claims[0].row, origin_of(claims[0].source)),)
    return (
        tuple(sorted({claim.row for claim in claims}, key=row_order)),
        tuple(sorted({(claim.row, origin_of(claim.source)) for claim in claims})),
    )


def row_order(row: str) -> tuple[str, int]:
    """Sort ``c.csv:9`` before ``c.csv:10``."""
    file, _, number = row.rpartition(":")
    return file, int(number) if number.isdigit() else 0


@dataclass(frozen=True, slots=True)
class When:
    """What the claims leave of one instant: its possible moments, and why it is open (None: it is not)."""

    domain: Domain
    open_because: OpenBecause | None


Key = tuple[
    str, str, str
]  # ("of", subject, property), ("saying", property, key), ("named", property, ""), ("about", subject, ""),
# ("origin", id, ""), and WHOM
WHOM: Key = ("whom", "", "")  # what acts there are of a kind, and for whom: noted, and never looked at


class Facts:
    """The contents that count, by subject and property, and what follows from them alone.

    What is asked of it is noted in ``reads``, so that a reason can be looked for only where it can lie.
    """

    def __init__(self, entries: Iterable[Entry] = (), less: _Less | None = None, base: Facts | None = None) -> None:
        """``less`` in place of ``entries``: facts that differ little from ``base`` take over what is known there,
        where nothing of it was asked that has changed.
        """
        self.entries = tuple(entries)  # empty where they are those of ``base``, but for some
        self._index: Mapping[Key, tuple[Entry, ...]] = _indexed(self.entries) if less is None else less
        self._changed: frozenset[Key] = frozenset(less or ())
        self._base = base
        self._when: dict[tuple[str, str], When] = {}
        self._memo: dict[object, tuple[object, frozenset[Key]]] = {}
        self.reads: set[Key] = set()

    def without(self, removed: frozenset[Entry]) -> Facts:
        """The facts when these contents are left out; nothing else is built anew."""
        return Facts(less=_Less(self._index, removed), base=self)

    def with_one(self, entry: Entry) -> Facts:
        """The facts when this is said too."""
        more = _Less(self._index, frozenset())
        more.update({key: (*self._index.get(key, ()), entry) for key in keys_of(entry) if key != WHOM})
        more.setdefault(WHOM, ())
        return Facts(less=more, base=self)

    def look(self, key: Key) -> tuple[Entry, ...]:
        self.reads.add(key)
        return self._index.get(key, ())

    def asked(self) -> frozenset[Entry]:
        """The contents that were asked about so far."""
        return frozenset([entry for key in self.reads for entry in self._index.get(key, ())])

    def of(self, subject: str, name: str) -> tuple[Entry, ...]:
        """The contents about one property of one subject."""
        key = ("of", subject, name)
        self.reads.add(key)
        return self._index.get(key, ())

    def saying(self, name: str, key: str) -> tuple[Entry, ...]:
        """The contents that give ``key`` as the value of the property ``name``, whatever the subject."""
        return self.look(("saying", name, key))

    def named(self, name: str) -> tuple[Entry, ...]:
        """The contents about one property, whatever the subject."""
        return self.look(("named", name, ""))

    def about(self, subject: str) -> tuple[Entry, ...]:
        """Everything that is said of a subject."""
        return self.look(("about", subject, ""))

    def memo(self, key: object, make: Callable[[], R]) -> R:
        """``make()`` once; what it asked counts as asked each time it is used."""
        known = self._memo.get(key)
        if known is None and self._base is not None:
            there = self._base._memo.get(key)  # noqa: SLF001 - the same class
            known = there if there is not None and there[1].isdisjoint(self._changed) else None
        if known is None:
            outer, self.reads = self.reads, set()
            try:
                known = make(), frozenset(self.reads)
            finally:
                self.reads = outer
            self._memo[key] = known
        self.reads |= known[1]
        return known[0]  # type: ignore[return-value]

    def apart(self, subject: str, name: str) -> tuple[Entry, ...]:
        """As ``of``, where the answer cannot turn on these contents (``WHOM`` is noted in their place)."""
        self.reads.add(WHOM)
        return self._index.get(("of", subject, name), ())

    def claimed(self, subject: str, name: str) -> list[str]:
        """The keys that somebody puts forward (semantics 7), denied or not, in order."""
        return [entry.content.key for entry in self.of(subject, name) if not entry.content.against]

    def denied(self, subject: str, name: str) -> set[str]:
        return {entry.content.key for entry in self.of(subject, name) if entry.content.against}

    def state(self, subject: str, name: str, key: str) -> State:
        """``+`` claimed only, ``-`` denied only, ``±`` both, empty: nobody speaks of it."""
        said: State = ""
        for entry in self.of(subject, name):
            if entry.content.key == key:
                sign: State = "-" if entry.content.against else "+"
                if said and said != sign:
                    return "±"
                said = sign
        return said

    def when(self, subject: str, name: str) -> When:
        """The possible moments of an instant, or the possible values of a quantity (semantics 4 and 9)."""
        entries = self.of(subject, name)
        known = self._when.get((subject, name))
        if known is None and self._base is not None and ("of", subject, name) not in self._changed:
            known = self._when[subject, name] = self._base.when(subject, name)
        if known is None:
            known = self._when[subject, name] = _when(entries)
        return known

    def when_of_one(self, subjects: tuple[str, ...], name: str) -> When:
        """As ``when``, where several subjects are one."""
        return _when([entry for subject in subjects for entry in self.of(subject, name)])


def _indexed(entries: Iterable[Entry]) -> dict[Key, tuple[Entry, ...]]:
    index: dict[Key, list[Entry]] = {}
    for entry in entries:
        for key in keys_of(entry):
            if key != WHOM:
                index.setdefault(key, []).append(entry)
    return {key: tuple(found) for key, found in index.items()}


class _Less(dict[Key, tuple[Entry, ...]]):
    """An index that differs little from another: only the places that changed are held."""

    def __init__(self, base: Mapping[Key, tuple[Entry, ...]], removed: frozenset[Entry]) -> None:
        super().__init__()
        self._base = base
        for key in {key for entry in removed for key in keys_of(entry)}:
            self[key] = tuple(entry for entry in base.get(key, ()) if entry not in removed)

    def get(self, key: Key, default: tuple[Entry, ...] = ()) -> tuple[Entry, ...]:  # type: ignore[override]
        found = super().get(key)
        return self._base.get(key, default) if found is None else found


def keys_of(entry: Entry) -> tuple[Key, ...]:
    """Where one content is found."""
    content = entry.content
    return (
        ("of", content.subject, content.property),
        ("saying", content.property, content.key),
        ("named", content.property, ""),
        ("about", content.subject, ""),
        *(("origin", origin, "") for origin in sorted(entry.origins)),
        *((WHOM,) if content.property in ("act.kind", "act.person", *BELONGING) else ()),
    )


def cliques(domains: Sequence[Domain]) -> list[tuple[frozenset[int], Domain]]:
    """The maximal sets of claims that have a point in common, each with that intersection (semantics 4).

    Every maximal set is the set of claims that hold at some endpoint, so only endpoints are looked at.
    """
    points = sorted({edge for domain in domains for interval in domain for edge in interval})
    holding = {
        frozenset(i for i, domain in enumerate(domains) if any(low <= point <= high for low, high in domain))
        for point in points
    }
    maximal = [group for group in holding if not any(group < other for other in holding)]
    out = []
    for group in sorted(maximal, key=sorted):
        meet: Domain = ALWAYS
        for i in group:
            meet = common(meet, domains[i])
        out.append((group, meet))
    return out


def _when(entries: Sequence[Entry]) -> When:
    claims = [allowed for entry in entries if (allowed := allowed_by(entry))]
    if not claims:
        return When(ALWAYS, "gap")
    groups = cliques(claims)
    domain: Domain = tuple(sorted(interval for _, meet in groups for interval in meet))
    if all(entry.content.against for entry in entries):
        return When(domain, "gap")
    if len(groups) > 1:
        return When(domain, "conflict")
    one_point = len(domain) == 1 and domain[0][0] == domain[0][1]
    return When(domain, None if one_point else "imprecise")


def allowed_by(entry: Entry) -> Domain:
    """The moments that one content leaves possible: a denial leaves every other one (it may leave none)."""
    return without(ALWAYS, domain_of(entry)) if entry.content.against else domain_of(entry)


def domain_of(entry: Entry) -> Domain:
    """The moments (or the whole numbers) that one content speaks of."""
    data = entry.value.data
    if isinstance(data, Instant):
        return data.intervals
    if isinstance(data, Quantity):
        return ((MIN if data.low is None else data.low, MAX if data.high is None else data.high),)
    raise AssertionError(entry.content)
