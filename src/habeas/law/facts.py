"""Claims -> facts: for each (subject, property) the contents for and against it, and what they leave open.

A ``Facts`` is a function of a set of contents. ``subset`` gives the facts of fewer contents by the same code:
that is how every "why" is answered. Semantics 4, 7 to 11.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from habeas.core.claim import Claim, Content, Value
from habeas.core.finding import OpenBecause, Witnessed
from habeas.core.instant import Instant
from habeas.law.moments import ALWAYS, Domain, common

State = Literal["+", "-", "±", ""]


@dataclass(frozen=True, slots=True)
class Entry:
    """One content with its witnesses. ``origins`` has one set per witness row's origin."""

    index: int
    content: Content
    value: Value
    rows: tuple[str, ...]
    origins: frozenset[str]

    @property
    def witnessed(self) -> Witnessed:
        return Witnessed(self.content, self.rows)


def entries_of(claims: Iterable[Claim], origin_of: dict[str, str]) -> tuple[Entry, ...]:
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
            tuple(sorted({claim.row for claim in grouped[content]}, key=row_order)),
            frozenset(origin_of.get(claim.source, claim.source) for claim in grouped[content]),
        )
        for index, content in enumerate(ordered)
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


class Facts:
    """The contents that count, by subject and property, and what follows from them alone."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self._by: dict[tuple[str, str], list[Entry]] = {}
        self._valued: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            content = entry.content
            self._by.setdefault((content.subject, content.property), []).append(entry)
            self._valued.setdefault((content.property, content.key), []).append(entry)
        self._when: dict[tuple[str, str], When] = {}
        self.memo: dict[object, object] = {}

    def subset(self, chosen: Iterable[Entry]) -> Facts:
        return Facts(sorted(chosen, key=lambda entry: entry.index))

    def of(self, subject: str, name: str) -> Sequence[Entry]:
        """The contents about one property of one subject."""
        return self._by.get((subject, name), ())

    def saying(self, name: str, key: str) -> Sequence[Entry]:
        """The contents that give ``key`` as the value of the property ``name``, whatever the subject."""
        return self._valued.get((name, key), ())

    def subjects(self, kind: str) -> list[str]:
        """The ids of one type (``act``, ``custody``, ...) that anything is said of, sorted."""
        return sorted({subject for subject, _ in self._by if subject.startswith(f"{kind}:")})

    def claimed(self, subject: str, name: str) -> list[str]:
        """The keys that somebody puts forward (semantics 7), denied or not, in order."""
        return [entry.content.key for entry in self.of(subject, name) if not entry.content.against]

    def denied(self, subject: str, name: str) -> set[str]:
        return {entry.content.key for entry in self.of(subject, name) if entry.content.against}

    def state(self, subject: str, name: str, key: str) -> State:
        """``+`` claimed only, ``-`` denied only, ``±`` both, empty: nobody speaks of it."""
        found = {entry.content.against for entry in self.of(subject, name) if entry.content.key == key}
        if found == {False, True}:
            return "±"
        return "" if not found else "-" if True in found else "+"

    def when(self, subject: str, name: str) -> When:
        """The possible moments of an instant (semantics 4 and 9)."""
        known = self._when.get((subject, name))
        if known is None:
            known = self._when[subject, name] = _when(self.of(subject, name))
        return known


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
    put_forward = [entry for entry in entries if not entry.content.against]
    if not put_forward:
        return When(ALWAYS, "gap")
    denied = {entry.content.key for entry in entries if entry.content.against}
    if all(entry.content.key in denied for entry in put_forward):
        return When(ALWAYS, "conflict")
    groups = cliques([_instant(entry).intervals for entry in put_forward])
    moments = sorted(interval for _, meet in groups for interval in meet)
    domain: Domain = tuple(moments)
    if len(groups) > 1:
        return When(domain, "conflict")
    one_point = len(domain) == 1 and domain[0][0] == domain[0][1]
    return When(domain, None if one_point else "imprecise")


def _instant(entry: Entry) -> Instant:
    instant = entry.value.data
    assert isinstance(instant, Instant), entry.content
    return instant
