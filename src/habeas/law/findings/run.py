"""The two ways in: test everything, and run the examples that instruments bring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from habeas.core.claim import Claim
from habeas.core.errors import InputError, UseError
from habeas.core.finding import Finding
from habeas.core.matter import Matter
from habeas.core.schema import Schema, load_schema
from habeas.core.values import ValueFault, read_value
from habeas.law.findings.clause_by_clause import ReadClause, clause_by_clause, findings_of
from habeas.law.findings.examination import Examination, Line, chosen_readings, own_clauses
from habeas.law.findings.group_reasons import GroupReasons
from habeas.law.findings.grouped import grouped
from habeas.law.findings.joined import JoinedExamination
from habeas.law.instruments.examples import NO_LINE
from habeas.law.instruments.model import Example, Instrument, Reading
from habeas.law.instruments.resolve import readings_of
from habeas.law.worlds.one_act import SAME, OneAct


def examine(matter: Matter, claims: Sequence[Claim], asked: int | None = None) -> Examination:
    """The claims of one asker, ready to be held against instruments, with what is one act put under one id."""
    if any(claim.property == SAME for claim in claims):
        return JoinedExamination(matter, claims, asked)
    return Examination(claims, matter.origin_of, load_schema(matter.codes), matter.zone, asked)


def test(
    matter: Matter,
    claims: Sequence[Claim],
    instruments: Sequence[Instrument],
    *,
    readings: Sequence[str] | None = None,
    all_readings: bool = False,
    by: str | None = None,
    asked: int | None = None,
) -> tuple[Finding, ...]:
    """Every finding, sorted. ``readings`` None: every named one; ``by``: grouped lines instead (semantics 30).

    Raises ``UseError`` for an unknown reading or grouping.
    """
    examination, chosen = ready(matter, claims, instruments, readings=readings, all_readings=all_readings, asked=asked)
    found = finder(examination, by)
    return tuple([finding for one in clause_by_clause(chosen) for finding in found(one)])


def finder(examination: Examination, by: str | None) -> Callable[[ReadClause], list[Finding]]:
    """What gives the findings of a clause: of each act and custody, or of each group of acts (as ``test``)."""
    if by is None:
        return partial(findings_of, examination)
    return partial(grouped, GroupReasons(examination, by))


def ready(
    matter: Matter,
    claims: Sequence[Claim],
    instruments: Sequence[Instrument],
    *,
    readings: Sequence[str] | None = None,
    all_readings: bool = False,
    asked: int | None = None,
) -> tuple[Examination, list[tuple[Instrument, Reading]]]:
    """The claims ready to be held against instruments, and the instruments with the readings asked for: as ``test``."""
    instruments = OneAct(claims).instruments(instruments)
    return examine(matter, claims, asked), chosen_readings(instruments, readings, every=all_readings)


@dataclass(frozen=True, slots=True)
class Ran:
    """One example of an instrument, as it came out."""

    instrument: str
    file: str
    line: int
    ok: bool
    words: str


def run_examples(matter: Matter, claims: Sequence[Claim], instruments: Sequence[Instrument]) -> list[Ran]:
    """Run every example. An example that brings facts of its own is tested on those and the matter's places alone."""
    schema = load_schema(matter.codes)
    whole = examine(matter, claims)
    out = []
    for instrument in OneAct(claims).instruments(instruments):
        for example in instrument.examples:
            own = example_claims(example, instrument, schema)
            examination = whole if not own else examine(matter, [*_settled(claims), *own])
            words = _run(examination, instrument, example)
            out.append(Ran(instrument.id, instrument.file, example.line, not words, words or "as expected"))
    return out


def _settled(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.subject.startswith("place:")]


def example_claims(example: Example, instrument: Instrument, schema: Schema) -> list[Claim]:
    """The facts that an example brings, as claims of a source of its own for each."""
    out = []
    for number, (subject, name, text, *turned) in enumerate(example.claims, 1):
        try:
            value = read_value(schema.property(name), text, instrument.zone, 0)
        except ValueFault as error:
            raise InputError(error.at(instrument.file, line=example.line)) from error
        row = f"example:{number}"
        out.append(Claim(subject, name, value, bool(turned), "example", "asserts", row, row))
    return out


def _run(examination: Examination, instrument: Instrument, example: Example) -> str:
    """Empty when the example comes out as it says; else what came out instead."""
    reading = readings_of(instrument).get(example.reading)
    if reading is None:
        return f'the reading "{example.reading}" does not exist'
    subject = example.act or example.custody
    got = []
    for clause in own_clauses(instrument):
        if example.clause in (None, clause.id):
            outcome = examination.outcome(Line(instrument, clause, subject, reading))
            if outcome is not None or example.clause:
                got.append((clause.id, outcome or NO_LINE))
    if not got:
        got = [("-", NO_LINE)]
    if all(outcome == example.expect for _, outcome in got):
        return ""
    said = ", ".join(f"{clause}: {outcome}" for clause, outcome in got)
    return f"{subject} under {example.reading}: expected {example.expect}, got {said}"


__all__ = ["Ran", "UseError", "examine", "finder", "ready", "run_examples", "test"]
