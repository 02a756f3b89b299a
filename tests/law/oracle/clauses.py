"""Each kind of clause in one world (semantics 18 to 21): is the act of its kind, is it out of scope, is it broken.

A broken clause gives the moment at which it breaks (a symbol); one that is not broken gives None.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .condition import Node, parse
from .people import People
from .rules import Clause, Rules
from .state import EARLIEST, NEVER, Symbol
from .text import read_period


class Clauses(Rules):
    """The clauses of one instrument under one reading, in one world."""

    def __init__(
        self, instrument: Mapping[str, Any], choices: Mapping[str, str], world: People, acts: tuple[str, ...],
        asked: int | None,
    ) -> None:  # fmt: skip
        super().__init__(instrument, choices, world)
        self.acts = acts
        self.asked = asked

    # ---- scope and kind

    def off(self, clause: Clause) -> bool:
        """Switched off by `when`; a clause of several ways is off where each way is."""
        if any(self.choices[term] != meaning for term, meaning in (clause.get("when") or {}).items()):
            return True
        return "any_of" in clause and all(self.off(part) for part in clause["any_of"])

    def out(self, clause: Clause, entity: str) -> bool:
        """Out of scope: switched off, or nobody whom the instrument protects."""
        if self.off(clause):
            return True
        protects = self.instrument.get("protects")
        return protects is not None and not self.condition(protects, entity)

    def speaks_of(self, clause: Clause, entity: str) -> bool:
        """Whether the act or custody is, here, of the kind that the clause speaks of."""
        if "any_of" in clause:
            return any(self.speaks_of(part, entity) for part in clause["any_of"])
        if "failing" in clause:
            return self.speaks_of(self.named(clause["failing"]), entity)
        if "permits" in clause:
            return entity.startswith("custody:")
        for key in ("forbids", "limits", "after", "before"):
            if key in clause:
                of_custody = key == "limits"
                if entity.startswith("custody:") is not of_custody:
                    return False
                return self.condition(self.meaning(clause[key], f"{clause['id']}.{key}"), entity)
        raise ValueError(f"a clause of no kind: {clause!r}")

    def named(self, name: str) -> Clause:
        """The clause of that id, wherever in the instrument."""
        for clause in self.instrument["clauses"]:
            for one in (clause, *clause.get("any_of", ())):
                if one.get("id") == name:
                    return self._offered(clause, one)
        raise ValueError(f"no clause {name!r}")

    def _offered(self, clause: Clause, part: Clause) -> Clause:
        """A way of a clause, with the clause's time in force where it has none of its own: written once, there."""
        if part is clause or "in_force" not in clause or "in_force" in part:
            return part
        owner = clause.get("offered by", clause["id"])
        return {**part, "in_force": clause["in_force"], "offered by": owner}

    # ---- broken

    def breaks(self, clause: Clause, entity: str) -> Symbol | None:
        """The moment at which this act or custody breaks the clause; None if it does not. The clause is on, the act
        of its kind and in scope."""
        if "any_of" in clause:
            return self._any_of(clause, entity)
        if "forbids" in clause:
            if not self.world.happened(entity):
                return None
            moment = self.world.time(entity, "act.time")
            return moment if self.in_force(moment, clause) else None
        if "limits" in clause:
            start = self._later(self.world.time(entity, "custody.start"), self._length(clause, "to"))
            return self._first_in_force(start, self.world.time(entity, "custody.end"), clause)
        if "permits" in clause:
            return self._no_ground(clause, entity)
        if "failing" in clause:
            first = self.named(clause["failing"])
            arises = None
            if not self.off(first) and self.speaks_of(first, entity):
                arises = self.breaks(first, entity)
        else:
            arises = self.world.time(entity, "act.time") if self.world.happened(entity) else None
        return None if arises is None else self._required(clause, entity, arises)

    def _any_of(self, clause: Clause, entity: str) -> Symbol | None:
        """Kept if one way is kept; ways that are switched off, or not about this act, are no ways."""
        moments = []
        for part in clause["any_of"]:
            if self.off(part) or not self.speaks_of(part, entity):
                continue
            moment = self.breaks(self._offered(clause, part), entity)
            if moment is None:
                return None
            moments.append(moment)
        last: Symbol | None = None
        for moment in moments:
            last = moment if last is None or self.state.less(last, moment) else last
        return last

    def _first_in_force(self, start: Symbol, end: Symbol, clause: Clause) -> Symbol | None:
        """The first moment from start on, and before end, at which the clause is in force. If there is one, it is
        start itself, or a moment at which something begins or an exception ends."""
        begins, _, gaps = self.force(clause)
        first: Symbol | None = None
        for moment in (start, begins, *(b for _, b in gaps)):
            if moment in (EARLIEST, NEVER):
                continue
            if not (self.state.leq(start, moment) and self.state.less(moment, end) and self.in_force(moment, clause)):
                continue
            if first is None or self.state.less(moment, first):
                first = moment
        return first

    def _no_ground(self, clause: Clause, entity: str) -> Symbol | None:
        """`permits`: broken by a custody of which the conditions do not hold, or with a moment not in force."""
        start, end = (self.world.time(entity, f"custody.{edge}") for edge in ("start", "end"))
        if not self.condition(self.meaning(clause["permits"], f"{clause['id']}.permits"), entity):
            return start
        _, ends, gaps = self.force(clause)
        first: Symbol | None = None
        for moment in (start, ends, *(a for a, _ in gaps)):
            if moment in (EARLIEST, NEVER):
                continue
            if not (self.state.leq(start, moment) and self.state.less(moment, end)) or self.in_force(moment, clause):
                continue
            if first is None or self.state.less(moment, first):
                first = moment
        return first

    # ---- required acts

    def _required(self, clause: Clause, entity: str, arises: Symbol) -> Symbol | None:
        backwards = "before" in clause
        if backwards:
            due, low = arises, EARLIEST
            high = self._later(arises, -self._length(clause, "at_least"))
        elif "by" in clause:
            due = self.literal(self.meaning(clause["by"], f"{clause['id']}.by"), f"{clause['id']}.by")
            low, high = arises, due
        else:
            due = self._later(arises, self._length(clause, "within"))
            low, high = arises, due
        if not self.in_force(due, clause):
            return None
        required = self.meaning(clause["requires"], f"{clause['id']}.requires")
        spoken = False
        for act in self.acts:
            if act == entity or not self.condition(required, act) or not self.world.facts.exists(act):
                continue
            if not self.world.same_people(entity, act):
                continue
            spoken = True
            if self.world.happened(act):
                moment = self.world.time(act, "act.time")
                if self.state.leq(low, moment) and self.state.leq(moment, high):
                    return None
        name = (str(self.instrument["instrument"]), str(clause["id"]), entity)
        if self.asked is not None and self.state.less((0, self.clock.moment(self.asked)), due):
            return due if self.state.ask(("not due", *name), (True, False)) else None
        if spoken or self._covered(required, entity, low, high):
            return due
        return due if self.state.ask(("silent", *name), (True, False)) else None

    def _covered(self, required: str, entity: str, low: Symbol, high: Symbol) -> bool:
        """Whether logs that are claimed to be complete say that there was no such act: for every kind that it could
        be of, for all of these people, and from the first moment to the last at which it would have counted."""
        kinds = self._kinds(required)
        if kinds is None:
            return False
        people = self.world.persons(entity)
        logs = [
            (log, text) for log, said in self.world.facts.everyone("log.covers")
            for text in said.values if self.world.holds(log, "log.covers", text)
        ]  # fmt: skip
        return bool(logs) and all(
            self._spanned(low, high, [
                self.period(text.split(";")[-1]) for _, text in logs
                if kind in [word.strip() for word in text.split(";")[0].split(",")] and self._whom(text, who)
            ])
            for kind in kinds for who in people
        )  # fmt: skip

    def _whom(self, text: str, who: str) -> bool:
        parts = [part.strip() for part in text.split(";")]
        if len(parts) == 2:
            return True
        return parts[1] in self.world.alike(who) or (parts[1].startswith("group:") and self.world.member(who, parts[1]))

    def _spanned(self, low: Symbol, high: Symbol, periods: list[tuple[float, float]]) -> bool:
        if periods and self.state.less(high, low):
            return True  # no moment counts, and so none is left out
        at = low
        for first, last in sorted(periods):
            if self.state.leq((0, first), at) and self.state.leq(at, (0, last)):
                if self.state.leq(high, (0, last)):
                    return True
                at = (0, last + 1)
        return False

    def _kinds(self, required: str) -> set[str] | None:
        """The kinds of act that could meet a condition; None if any kind could."""
        return _kinds_of(parse(required), self._word)

    def _word(self, name: str) -> Node:
        return parse(self.instrument["terms"][name][self.choices[name]])

    # ---- lengths

    def _length(self, clause: Clause, key: str) -> int:
        return self.length(self.meaning(clause[key], f"{clause['id']}.{key}"))

    def _later(self, moment: Symbol, length: int) -> Symbol:
        return (moment[0], moment[1] + length)

    def period(self, text: str) -> tuple[float, float]:
        first, last = read_period(text)
        return (self.clock.moment(first), self.clock.moment(last))


def _kinds_of(node: Node, word: Any) -> set[str] | None:
    """Kinds for which the condition can be true when anything else may be so; None stands for any."""
    named = {literal for path, literal in _compared(node, word) if path == "act.kind"}
    if _may(node, "?", word)[0]:
        return None
    return {kind for kind in named if _may(node, kind, word)[0]}


def _compared(node: Node, word: Any) -> list[tuple[str, Any]]:
    if node[0] == "word":
        return _compared(word(node[1]), word)
    found = [(node[1], node[3])] if node[0] == "cmp" else []
    return found + [pair for part in node[1:] if isinstance(part, tuple) for pair in _compared(part, word)]


def _may(node: Node, kind: str, word: Any) -> tuple[bool, bool]:
    """(can be true, can be otherwise) of an act of that kind."""
    what = node[0]
    if what == "word":
        return _may(word(node[1]), kind, word)
    if what == "const":
        return (node[1], not node[1])
    if what == "cmp" and node[1] == "act.kind":
        return (node[3] == kind, node[3] != kind)
    if what == "not":
        yes, no = _may(node[1], kind, word)
        return (no, yes)
    if what == "is":
        yes, no = _may(node[1], kind, word)
        return (yes, no) if node[2] else (no, yes)
    if what in ("and", "or"):
        (a, b), (c, d) = _may(node[1], kind, word), _may(node[2], kind, word)
        return (a and c, b or d) if what == "and" else (a or c, b and d)
    return (True, True)
