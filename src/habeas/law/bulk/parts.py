"""A clause under a reading, taken apart by the columns that it looks at.

A condition is nearly always an AND of conditions on single columns. Each part is put to the law once for every
value of its column; parts that look at one column, or at the same facts of the matter through two columns, stay
together, so that what is open in both is one fact and not two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from habeas.core.schema import Schema
from habeas.law.bulk.shape import Shape
from habeas.law.instruments.model import All, Compare, Condition, Const, Within, atoms_of


@dataclass(frozen=True, order=True)
class Column:
    """A column as conditions see it. ``kind``: ``value`` (a word in the row's own column), ``who`` (is the person one
    whom a condition names), ``spoken`` (is it one of whom the matter speaks), ``person`` (a word about the person,
    pooled over the person's rows), ``time`` (which of the points that conditions name it lies between).
    """

    kind: str
    property: str


@dataclass(frozen=True)
class Group:
    """Parts of a condition and of the scope that look at the same columns."""

    columns: tuple[Column, ...]
    condition: tuple[Condition, ...]
    scope: tuple[Condition, ...]


NOTHING = (Group((), (Const(False),), (Const(False),)),)
"""The parts of a unit that speaks of nothing, and only fills up a word of bits."""


class Splitter:
    """Takes conditions apart for one release. ``spoken``: properties of persons that the matter's claims give."""

    def __init__(self, shape: Shape, schema: Schema, spoken: frozenset[str]) -> None:
        self.shape, self.schema, self.spoken = shape, schema, spoken
        self._columns: dict[tuple[str, ...], tuple[Column, ...]] = {}
        self._placed = frozenset(
            f"place.{key}" for said in shape.places.values() for key in ("kind", "in") if said.get(key)
        )

    def path(self, atom: Compare | Within) -> tuple[str, ...]:
        """The path as from the row: ``place.kind`` is of its own place, ``person.X`` of its person."""
        head, *steps = atom.path
        subject = self.shape.subject
        if head == "person":
            return (subject, "person", *steps)
        if head == "place":
            return (subject, "place", *steps)
        return atom.path

    def columns(self, atom: Compare | Within) -> tuple[Column, ...]:
        """What of the row the atom looks at. Empty: nothing (it is of another kind of subject, or open for all)."""
        found = self._columns.get(atom.path)
        if found is None:
            found = self._columns[atom.path] = self._columns_of(atom)
        return found

    def _columns_of(self, atom: Compare | Within) -> tuple[Column, ...]:
        head, *steps = self.path(atom)
        if head != self.shape.subject:
            return ()
        own = f"{head}.{steps[0]}"
        if steps[0] == "person":
            return self._of_person(steps)
        if own in self.shape.instants and len(steps) == 1:
            return (Column("time", own),)
        return (Column("value", own),) if own in self.shape.values else ()

    def _of_person(self, steps: list[str]) -> tuple[Column, ...]:
        if len(steps) == 1:
            return (Column("who", ""),)
        name = f"person.{steps[1]}"
        own = (Column("person", name),) if name in self.shape.properties else ()
        known = not own or name in self.spoken
        return (*own, Column("spoken", "")) if known else own

    def groups(self, condition: Condition | None, scope: Condition, *, whole: bool) -> tuple[Group, ...]:
        """The parts, joined where they share a column or walk through places. ``whole``: all in one group."""
        parts = [(part, 0) for part in _conjuncts(condition)] + [(part, 1) for part in _conjuncts(scope)]
        seen = [({*self._all_columns(part), *self._links(part)}, [(part, at)]) for part, at in parts]
        merged: list[tuple[set[Column], list[tuple[Condition, int]]]] = []
        for columns, members in seen:
            touching = [group for group in merged if whole or group[0] & columns]
            joined = (set(columns).union(*(group[0] for group in touching)),
                      [member for group in touching for member in group[1]] + members)  # fmt: skip
            merged = [group for group in merged if all(group is not one for one in touching)] + [joined]
        return tuple(
            Group(
                tuple(sorted(column for column in columns if column.kind != "link")),
                tuple(part for part, at in members if at == 0),
                tuple(part for part, at in members if at == 1),
            )
            for columns, members in merged
        )

    def _all_columns(self, condition: Condition) -> set[Column]:
        return {column for atom in atoms_of(condition) for column in self.columns(atom)}

    def _links(self, condition: Condition) -> set[Column]:
        """What two parts may have in common although they look at different columns: facts about places."""
        return {
            Column("link", "place")
            for atom in atoms_of(condition)
            if (isinstance(atom, Within) or len(self.path(atom)) > 2) and self.path(atom)[1] != "person"
        }

    def lacking(self, atom: Compare | Within, claimed: frozenset[str]) -> str:
        """The property that neither the release nor the matter gives, though the atom asks for it; else empty."""
        head, *steps = self.path(atom)
        if head != self.shape.subject:
            return ""
        have = self.shape.properties | claimed
        own = f"{head}.{steps[0]}"
        if own not in have and own not in self._given():
            return own
        target = {"person": "person"}.get(steps[0], "place" if isinstance(atom, Within) else "")
        if len(steps) == 1:
            return "place.in" if isinstance(atom, Within) and "place.in" not in have | self._placed else ""
        target = target or self._target(own)
        last = f"{target}.{steps[1]}"
        known = have | self._placed | self._given()
        return "" if not target or last in known else last

    def _target(self, own: str) -> str:
        entities = self.schema.properties[own].entities
        return entities[0] if entities else ""

    def _given(self) -> frozenset[str]:
        """What needs no column: an act that nobody denies happened, the kind of custody that every row is."""
        return frozenset({"act.happened"} | ({"custody.kind"} if self.shape.kind else set()))


def _conjuncts(condition: Condition | None) -> Iterable[Condition]:
    if condition is None or (isinstance(condition, Const) and condition.value):
        return ()
    if isinstance(condition, All):
        return [inner for part in condition.parts for inner in _conjuncts(part)]
    return (condition,)
