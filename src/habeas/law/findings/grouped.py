"""Findings of journeys or people: the acts of one group together. Semantics 30.

Each reading makes another act of the same journey the one that counts; so the outcome of the group under a
reading is that of its gravest line, and what it turns on is asked of the group as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from habeas.core.finding import Finding, Outcome
from habeas.law.findings.clause_by_clause import ReadClause
from habeas.law.findings.examination import Line
from habeas.law.findings.group_reasons import GroupReasons, gravest
from habeas.law.instruments.resolve import Duty


def grouped(together: GroupReasons, asked: ReadClause) -> list[Finding]:
    """The findings of one clause, in order: one for each group of acts and reading that has a line."""
    return [one for name in together.acts_of for one in _of_group(together, asked, name)]


def _of_group(together: GroupReasons, asked: ReadClause, name: str) -> Iterator[Finding]:
    instrument, clause, examination = asked.instrument, asked.clause, together.examination
    acts = together.acts_of[name]
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
            finding = together.finding(line, examination.turns(line, name, judged), name, outcomes)
            yield finding._replace(act=None, group=name, acts=tuple(outcomes))
