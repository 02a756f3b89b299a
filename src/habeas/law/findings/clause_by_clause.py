"""A test clause by clause, in the order of findings; and which clauses are alike, to be done together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from habeas.core.finding import Finding
from habeas.law.findings.examination import Examination, Line, own_clauses
from habeas.law.instruments.model import Clause, Instrument, Reading
from habeas.law.patterns.near import reach_of


@dataclass(frozen=True)
class ReadClause:
    """A clause and the readings under which it is asked about."""

    instrument: Instrument
    clause: Clause
    readings: tuple[Reading, ...]


def clause_by_clause(chosen: Iterable[tuple[Instrument, Reading]]) -> list[ReadClause]:
    """Every clause that is a duty of its own, in the order of findings."""
    instruments: dict[str, Instrument] = {}
    readings: dict[str, list[Reading]] = {}
    for instrument, reading in chosen:
        instruments[instrument.id] = instrument
        readings.setdefault(instrument.id, []).append(reading)
    found = [
        ReadClause(instrument, clause, tuple(sorted(readings[instrument.id], key=lambda reading: reading.id)))
        for instrument in instruments.values()
        for clause in own_clauses(instrument)
    ]
    return sorted(found, key=lambda one: (one.instrument.id, one.clause.id))


def lines_of(examination: Examination, asked: ReadClause) -> list[Line]:
    """The lines of one clause, in the order of findings."""
    return [
        Line(asked.instrument, asked.clause, subject, reading)
        for subject, readings in _readings_by_subject(examination, asked)
        for reading in readings
    ]


def findings_of(examination: Examination, asked: ReadClause) -> list[Finding]:
    """The findings of one clause, in order."""
    found: list[Finding] = []
    for subject, readings in _readings_by_subject(examination, asked):
        found += examination.findings(asked.instrument, asked.clause, subject, readings)
    return found


def custodies_of(examination: Examination, clauses: Iterable[ReadClause]) -> list[str]:
    """The custodies about which the clauses have lines, in order."""
    return sorted({
        line.subject
        for one in clauses
        for reading in one.readings
        for line in examination.lines_of(one.instrument, one.clause, reading)
        if line.subject is not None and line.subject.startswith("custody:")
    })  # fmt: skip


def _readings_by_subject(examination: Examination, asked: ReadClause) -> list[tuple[str | None, list[Reading]]]:
    """Whatever the clause has a line about, in order, and the readings under which it has one."""
    found: dict[str | None, list[Reading]] = {}
    for reading in asked.readings:
        for line in examination.lines_of(asked.instrument, asked.clause, reading):
            found.setdefault(line.subject, []).append(reading)
    return sorted(found.items(), key=lambda one: one[0] or "")


def alike_together(examination: Examination, clauses: Sequence[ReadClause]) -> list[ReadClause]:
    """The clauses in an order in which those stand together of which what is found out for one may do for another.

    The most of one kind come first, so that they are not the ones that are shared out in their middle: then each of
    two would find out the same. Those that name a person come last: most acts are out of their scope, so that there is
    least to find out.
    """
    kinds: dict[object, list[ReadClause]] = {}
    named: dict[object, bool] = {}
    for one in clauses:
        duties = examination.every(one.instrument, one.clause, one.readings[0])
        kind: object = (one.instrument.id, one.clause.id)
        if duties is not None:
            kind = frozenset(examination.alike.form_of(duty) for duty in duties)
        kinds.setdefault(kind, []).append(one)
        named[kind] = any(name.startswith("person:") for duty in duties or () for name in reach_of(duty).named)
    return [one for kind in sorted(kinds, key=lambda kind: (named[kind], -len(kinds[kind]))) for one in kinds[kind]]
