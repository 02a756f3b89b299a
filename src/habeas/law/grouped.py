"""Findings of journeys or people: the acts of one group together. Semantics 30.

Each reading makes another act of the same journey the one that counts; so the outcome of the group under a
reading is that of its gravest line, and what it turns on is asked of the group as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from habeas.core.errors import UseError
from habeas.core.finding import Finding, Outcome
from habeas.law.examination import Examination, Line, order_of, own_clauses
from habeas.law.model import Clause, Instrument, Reading
from habeas.law.turns import turns_on

GROUPINGS = ("act.carrier", "act.person")
_GRAVITY: tuple[Outcome, ...] = ("breach", "undetermined", "kept", "not_bound")


def groups(examination: Examination, by: str) -> dict[str, tuple[str, ...]]:
    """The acts of each carrier (or person or group), by the claims. An act without any is a group by itself."""
    if by not in GROUPINGS:
        raise UseError(f'findings are grouped by {" or ".join(GROUPINGS)}, not by "{by}".')
    found: dict[str, list[str]] = {}
    for act in examination.acts:
        for name in sorted(set(examination.facts.claimed(act, by))) or [act]:
            found.setdefault(name, []).append(act)
    return {name: tuple(acts) for name, acts in sorted(found.items())}


def grouped(examination: Examination, instrument: Instrument, reading: Reading, by: str) -> list[Finding]:
    """One finding for each clause and group that has a line under the reading."""
    out = []
    for clause in own_clauses(instrument):
        for name, acts in groups(examination, by).items():
            lines = [Line(instrument, clause, act, reading) for act in acts]
            kept = [line for line in lines if examination.outcome(line) is not None]
            if kept:
                out.append(_finding(examination, instrument, clause, name, lines, kept, reading))
    return sorted(out, key=order_of)


def _finding(
    examination: Examination,
    instrument: Instrument,
    clause: Clause,
    name: str,
    lines: list[Line],
    with_line: list[Line],
    reading: Reading,
) -> Finding:
    def outcome(choices: Mapping[str, str]) -> Outcome | None:
        return gravest([examination.outcome(line, choices) for line in lines])

    here = outcome(reading.choices)
    deciding = next(line for line in with_line if examination.outcome(line) == here)
    terms = {term: tuple(instrument.terms[term].meanings) for term in examination.duties.terms(instrument, clause)}
    turned, whole = turns_on(terms, reading.choices, outcome)
    finding = examination.finding(deciding)
    bounded = tuple(word for word in finding.bounded if word != "turns_on") + (() if whole else ("turns_on",))
    acts = tuple(line.subject for line in with_line if line.subject is not None)
    return replace(finding, act=None, group=name, turns_on=turned, bounded=bounded, acts=acts)


def gravest(outcomes: list[Outcome | None]) -> Outcome | None:
    """``breach`` if one line is, else ``undetermined``, else ``kept``, else ``not_bound``; None without a line."""
    return next((outcome for outcome in _GRAVITY if outcome in outcomes), None)
