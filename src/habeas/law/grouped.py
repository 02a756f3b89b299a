"""Findings of journeys or people: the acts of one group together. Semantics 30.

Each reading makes another act of the same journey the one that counts; so the outcome of the group under a
reading is that of its gravest line, and what it turns on is asked of the group as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from habeas.core.errors import UseError
from habeas.core.finding import Finding, Outcome
from habeas.law.clause_by_clause import ReadClause
from habeas.law.examination import Examination, Line
from habeas.law.resolve import Duty

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


def grouped(examination: Examination, asked: ReadClause, acts_of: Mapping[str, Sequence[str]]) -> list[Finding]:
    """The findings of one clause, in order: one for each group of acts (``groups``) and reading that has a line."""
    return [one for name, acts in acts_of.items() for one in _of_group(examination, asked, name, acts)]


def _of_group(examination: Examination, asked: ReadClause, name: str, acts: Sequence[str]) -> Iterator[Finding]:
    instrument, clause = asked.instrument, asked.clause
    known: dict[Duty, Outcome | None] = {}

    def judged(duty: Duty) -> Outcome | None:
        if duty not in known:
            known[duty] = gravest([examination.judged(duty, act) for act in acts])
        return known[duty]

    for reading in asked.readings:
        duty = examination.duties.duty(instrument, clause, reading.choices)
        outcomes = {act: outcome for act in acts if (outcome := examination.judged(duty, act)) is not None}
        if outcomes:
            deciding = next(act for act, outcome in outcomes.items() if outcome == judged(duty))
            line = Line(instrument, clause, deciding, reading)
            finding = examination.finding(line, examination.turns(line, name, judged))
            yield finding._replace(act=None, group=name, acts=tuple(outcomes))


def gravest(outcomes: list[Outcome | None]) -> Outcome | None:
    """``breach`` if one line is, else ``undetermined``, else ``kept``, else ``not_bound``; None without a line."""
    return next((outcome for outcome in _GRAVITY if outcome in outcomes), None)
