"""Conditions, and what is in force, in one world under one reading (semantics 6, 14 to 17).

In: an instrument as the dict of its YAML, a choice of meanings, a world. Out: Kleene's three values for a
condition (None is SQL's NULL: an act without a kind, a property that such a subject has not), symbols for
times.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .condition import Node, parse
from .matter import INSTANTS, MANY
from .people import EDGES, People
from .state import EARLIEST, NEVER, Symbol
from .text import read_duration, read_instant

Clause = Mapping[str, Any]


class Rules:
    """One instrument under one reading, in one world."""

    def __init__(self, instrument: Mapping[str, Any], choices: Mapping[str, str], world: People) -> None:
        self.instrument = instrument
        self.choices = choices
        self.world = world
        self.state = world.state
        self.clock = world.facts.clock

    # ---- words in dispute

    def meaning(self, value: Any, path: str) -> Any:
        """A value, or the one that the reading chooses from a map of meanings; its term is its path."""
        if isinstance(value, Mapping) and set(value) != {"after"}:
            return value[self.choices[path]]
        return value

    def condition(self, text: str, entity: str) -> bool:
        """Whether a condition is TRUE; SQL's unknown is not."""
        return self._is(parse(text), entity, True)

    def _is(self, node: Node, entity: str, wanted: bool) -> bool:
        """Whether the condition is TRUE (or FALSE) by Kleene's tables. Asking for one value at a time looks at no more
        than is needed: of `unknown AND x` it is known that it is not TRUE."""
        kind = node[0]
        if kind == "const":
            return node[1] is wanted
        if kind in ("and", "or"):
            both = (kind == "and") is wanted
            first = self._is(node[1], entity, wanted)
            return self._is(node[2], entity, wanted) if first is both else first
        if kind == "not":
            return self._is(node[1], entity, not wanted)
        if kind == "is":
            return (self._is(node[1], entity, True) is node[2]) is wanted
        if kind == "word":
            return self._is(parse(self.instrument["terms"][node[1]][self.choices[node[1]]]), entity, wanted)
        return self._leaf(node, entity) is wanted

    def _leaf(self, node: Node, entity: str) -> bool | None:
        if node[0] == "within":
            place = self._one(node[1], entity)
            return None if place is None else self.world.within(place, node[2])
        if node[0] == "flag":
            return self._compare(node[1], "=", True, entity)
        return self._compare(node[1], node[2], node[3], entity)

    # ---- properties

    def _compare(self, path: str, op: str, literal: Any, entity: str) -> bool | None:
        root = path.split(".", maxsplit=1)[0]
        if root == "person":
            return self._of_people(path, literal, entity)
        if path in INSTANTS:
            return self._when(path, op, literal, entity)
        if path == "act.happened":
            return self.world.happened(entity) is literal if entity.startswith("act:") else None
        if path in ("act.person", "custody.person"):
            return literal in self.world.everybody(entity) if entity.startswith(root + ":") else None
        if path in MANY:
            return self.world.holds(entity, path, literal) if entity.startswith(root + ":") else None
        value = self._one(path, entity)
        if value is None and path == "act.kind" and root == entity.split(":", maxsplit=1)[0]:
            return False  # it has no kind, and so not this one
        return None if value is None else value == literal

    def _of_people(self, path: str, literal: str, entity: str) -> bool | None:
        """True if it is true of at least one of the act's people (15)."""
        if path in EDGES:
            return self.world.any_in(entity, literal)
        return any(self.world.holds_of_one(who, path, literal) for who in self.world.everybody(entity))

    def _when(self, path: str, op: str, literal: int, entity: str) -> bool | None:
        if not entity.startswith(path.split(".", maxsplit=1)[0] + ":"):
            return None
        moment, mark, state = self.world.time(entity, path), (0, self.clock.moment(literal)), self.state
        if op == "=":
            return state.leq(moment, mark) and state.leq(mark, moment)
        found = {"<": state.less, "<=": state.leq}.get(op)
        if found is not None:
            return found(moment, mark)
        return not (state.leq if op == ">" else state.less)(moment, mark)

    def _one(self, path: str, entity: str) -> str | None:
        """A property of one value, along a path: `act.from.kind` is the kind of the place that it began in, and
        `place.kind` that of the act's or custody's own place."""
        root, *rest = path.split(".")
        own = entity.split(":", maxsplit=1)[0]
        if root == "place":
            root, rest = own, ["place", *rest]
        if root != own:
            return None
        subject: str | None = entity
        for part in rest:
            if subject is None or ":" not in subject:
                return None
            subject = self.world.value(subject, f"{subject.split(':')[0]}.{part}")
        return subject

    # ---- in force

    def in_force(self, moment: Symbol, clause: Clause) -> bool:
        """Half-open, and outside every exception."""
        start, end, excepted = self.force(clause)
        if not (self.state.leq(start, moment) and self.state.less(moment, end)):
            return False
        return not any(self.state.leq(a, moment) and self.state.less(moment, b) for a, b in excepted)

    def force(self, clause: Clause) -> tuple[Symbol, Symbol, list[tuple[Symbol, Symbol]]]:
        """From, until, and the exceptions; a clause's own `in_force` stands in place of the instrument's."""
        owner = clause if "in_force" in clause else self.instrument
        path = f"{clause.get('offered by', clause['id'])}.in_force" if "in_force" in clause else "in_force"
        force = owner.get("in_force") or {}
        start = self._edge(force.get("from"), f"{path}.from", EARLIEST, EARLIEST)
        end = self._edge(force.get("until"), f"{path}.until", NEVER, start)
        gaps = []
        for number, gap in enumerate(force.get("except") or ()):
            at = f"{path}.except.{number}"
            a = self._edge(gap.get("from"), f"{at}.from", EARLIEST, start)
            gaps.append((a, self._edge(gap.get("until"), f"{at}.until", NEVER, start)))
        return start, end, gaps

    def _edge(self, value: Any, path: str, missing: Symbol, start: Symbol) -> Symbol:
        """An act, an instant, or `{after: DURATION}` counted from `from`. What did not happen begins nothing and
        ends nothing."""
        value = self.meaning(value, path)
        if value is None:
            return missing
        if isinstance(value, Mapping):
            length = self.meaning(value["after"], f"{path}.after")
            return (start[0], start[1] + self.length(length))
        if not value.startswith("act:"):
            return self.literal(value, path)
        return self.world.time(value, "act.time") if self.world.happened(value) else NEVER

    def literal(self, text: str, path: str) -> Symbol:
        """An instant that the instrument itself writes: one moment somewhere in it."""
        region = self.clock.region(read_instant(text))
        return self.state.moment(("hidden", str(self.instrument["instrument"]), path), (region,))

    def length(self, text: str) -> int:
        return self.clock.length(read_duration(text))
