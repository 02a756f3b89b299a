"""Which clauses bear on the rows of a release, taken apart into what is asked of columns and what of times.

It refuses a clause that asks for a property which neither the release nor the matter gives: such a clause could only
say ``undetermined`` of every row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from habeas.core.duration import Duration
from habeas.core.errors import Fault, InputError
from habeas.law.bulk.forces import ALWAYS, NEVER, End, Piece, end_of, pieces_of
from habeas.law.bulk.intervals import LIMITS, OPEN, WITHIN
from habeas.law.bulk.parts import NOTHING, Column, Group, Splitter
from habeas.law.bulk.plan import Line, Test, Unit, kind_of
from habeas.law.bulk.shifts import Table
from habeas.law.findings.examination import own_clauses
from habeas.law.instruments.model import Any, Clause, Condition, Const, Instrument, Reading, Within, atoms_of
from habeas.law.instruments.resolve import Duties, Duty
from habeas.law.worlds.facts import Facts
from habeas.law.worlds.shift import Shift

_TRUE = Const(True)
WORD = 64
Asked = Sequence[tuple[Instrument, Reading]]


@dataclass
class Made:
    """``groups``: the parts of each unit's condition and scope; ``ways``: for each way in which stints are put together
    the number of the unit whose condition says which stints count (-1: all, or each by itself).
    """

    units: list[Unit]
    groups: list[tuple[Group, ...]]
    lines: list[Line]
    tables: list[Table]
    ways: list[tuple[str, int]]
    grounds: set[int]


def root_of(duty: Duty) -> Duty:
    while duty.failing is not None:
        duty = duty.failing
    return duty


def bears_on(duty: Duty, subject: str) -> bool:
    """Whether the duty has lines about such rows (semantics 18 to 23)."""
    root = root_of(duty)
    if root.kind == "any_of":
        return any(bears_on(part, subject) for part in root.any_of)
    if root.kind in ("limits", "permits"):
        return subject == "custody"
    return subject == "act" and (root.kind == "forbids" or root.after is not None or root.before is not None)


def speaks_of(duty: Duty, subject: str) -> Condition:
    """The condition that makes a line: which rows the clause speaks of."""
    root = root_of(duty)
    if root.kind == "any_of":
        return Any(tuple(speaks_of(part, subject) for part in root.any_of if bears_on(part, subject)))
    if root.kind in ("limits", "forbids", "permits"):
        assert root.condition is not None
        return root.condition
    return root.before or root.after or _TRUE


def asks_for_ground(duty: Duty) -> bool:
    """Whether every custody has a line, of whatever kind it is: it is asked whether it had the ground."""
    root = root_of(duty)
    return root.kind == "permits" or any(asks_for_ground(part) for part in root.any_of)


def _alike_together(made: Made) -> Made:
    """The same units in an order in which those that ask the same of a column stand together, and each set of columns
    begins a word of bits: most words are then zero for most rows. What fills up a word speaks of nothing.
    """

    def key(unit: int) -> tuple[list[tuple[Column, ...]], list[str]]:
        parts = sorted(made.groups[unit], key=lambda group: group.columns)
        return [group.columns for group in parts], [repr((group.scope, group.condition)) for group in parts]

    out = Made([], [], made.lines, made.tables, [], set())
    at: dict[int, int] = {}
    before: list[tuple[Column, ...]] = []
    for (columns, _), unit in sorted((key(unit), unit) for unit in range(len(made.units))):
        while columns != before and len(out.units) % WORD:
            out.units.append(Unit([]))
            out.groups.append(NOTHING)
        before = columns
        at[unit] = len(out.units)
        out.units.append(made.units[unit])
        out.groups.append(made.groups[unit])
    out.ways += [(per, at.get(unit, -1)) for per, unit in made.ways]
    out.grounds |= {at[unit] for unit in made.grounds}
    return out


class Maker:
    """Makes units for one release."""

    def __init__(self, splitter: Splitter, facts: Facts, claimed: frozenset[str]) -> None:
        self.splitter, self.facts, self.claimed = splitter, facts, claimed
        self.subject = splitter.shape.subject
        self.duties = Duties()
        self.made = Made([], [], [], [], [("stint", -1)], set())
        self._by_id: dict[int, tuple[Condition, Condition]] = {}
        self._by_value: dict[Condition, Condition] = {}
        self._shifts: dict[tuple[Duration, str, str, tuple[str, ...], str], int] = {}
        self._ways: dict[tuple[str, Condition | None], int] = {("stint", None): 0}
        self._lacks: dict[tuple[tuple[str, ...], bool], str] = {}

    def make(self, asked: Asked) -> Made:
        """Raises ``InputError`` with every property that is lacking, clause by clause."""
        found: dict[tuple[str, str], list[tuple[Clause, Reading, Duty]]] = {}
        faults: list[Fault] = []
        checked: set[tuple[str, str, int, int]] = set()
        for instrument, reading in asked:
            for clause in own_clauses(instrument):
                duty = self.duties.duty(instrument, clause, reading.choices)
                if bears_on(duty, self.subject):
                    condition = self._known(speaks_of(duty, self.subject))
                    key = (instrument.id, clause.id, id(condition), id(self._known(duty.protects)))
                    if key not in checked:
                        checked.add(key)
                        faults += self._lacking(instrument, clause, duty)
                    found.setdefault((instrument.id, clause.id), []).append((clause, reading, duty))
        if faults:
            raise InputError(dict.fromkeys(faults))
        for (instrument_id, clause_id), members in sorted(found.items()):
            self._clause(instrument_id, clause_id, sorted(members, key=lambda member: member[1].id))
        return _alike_together(self.made)

    def _known(self, condition: Condition) -> Condition:
        """The first condition that is equal to it: to look through all of its parts again and again takes long."""
        found = self._by_id.get(id(condition))
        if found is None:
            found = (self._by_value.setdefault(condition, condition), condition)  # held, so that its id stays its own
            self._by_id[id(condition)] = found
        return found[0]

    def _clause(self, instrument: str, clause: str, members: list[tuple[Clause, Reading, Duty]]) -> None:
        units: dict[tuple[int, int, bool], Unit] = {}
        for _, reading, duty in members:
            condition = self._known(speaks_of(duty, self.subject))
            scope = self._known(duty.protects if duty.on else Const(False))
            permits = asks_for_ground(duty)
            key = (id(condition), id(scope), permits)
            if key not in units:
                units[key] = Unit([], ground=permits)
                if permits:
                    self.made.grounds.add(len(self.made.units))
                self.made.units.append(units[key])
                self.made.groups.append(self.splitter.groups(condition, scope, whole=permits))
            unit = units[key]
            line = len(self.made.lines)
            self.made.lines.append(Line(instrument, clause, reading.id))
            known = next((test for test in unit.tests if test.duty is duty), None)
            if known is None:
                unit.tests.append(self._test(duty, line))
            else:
                known.lines.append(line)

    def _test(self, duty: Duty, line: int) -> Test:
        kind = kind_of(duty)
        pieces = pieces_of(self.facts, duty)
        if kind == OPEN:  # its ways have times in force of their own
            pieces = (Piece(End(ALWAYS, ALWAYS), End(NEVER, NEVER)),)
        due = None if duty.by is None or kind != WITHIN else end_of(self.facts, duty, duty.by)
        return Test(duty, kind, self._shift(duty, kind), self._way(duty, kind), pieces, [line], due)

    def _shift(self, duty: Duty, kind: int) -> int:
        duration = duty.to if kind == LIMITS else duty.within if kind == WITHIN else None
        if duration is None:
            return -1
        key = (duration, duty.zone, duty.count, tuple(sorted(duty.excluding)), duty.holidays)
        if key not in self._shifts:
            self._shifts[key] = len(self.made.tables)
            self.made.tables.append(Table(Shift(*key)))
        return self._shifts[key]

    def _way(self, duty: Duty, kind: int) -> int:
        if kind != LIMITS or duty.per == "stint":
            return 0
        key = (duty.per, duty.condition if duty.per == "consecutive" else None)
        if key not in self._ways:
            unit = -1
            if duty.per == "consecutive":
                assert duty.condition is not None
                unit = len(self.made.units)  # a unit without tests: only its bits are asked for
                self.made.units.append(Unit([]))
                self.made.groups.append(self.splitter.groups(duty.condition, _TRUE, whole=False))
            self._ways[key] = len(self.made.ways)
            self.made.ways.append((duty.per, unit))
        return self._ways[key]

    def _lacking(self, instrument: Instrument, clause: Clause, duty: Duty) -> Iterator[Fault]:
        conditions = [duty.protects, speaks_of(duty, self.subject)] if duty.on else []
        for condition in conditions:
            for atom in atoms_of(condition):
                asked = (atom.path, isinstance(atom, Within))
                lacking = self._lacks.get(asked)
                if lacking is None:
                    lacking = self._lacks[asked] = self.splitter.lacking(atom, self.claimed)
                if lacking:
                    yield Fault(
                        "release-lacks-property",
                        f'the clause "{clause.id}" of "{instrument.id}" asks for {lacking}, which neither the release '
                        f'"{self.splitter.shape.release}" nor the matter says of anything.',
                        "Map a column or a value to it in the release's file, or name the instruments to be tested "
                        "with --instrument.",
                        instrument.file,
                        line=clause.line,
                        property=lacking,
                    )
