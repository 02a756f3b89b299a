"""When each duty falls due, with its finding: the earliest first.

The outcome is the kernel's and the due time ``law.kernel.due_times``'s; a term that can be renewed comes with its next
date of renewal (``renewals``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from habeas.core.finding import Finding
from habeas.core.instant import MAX
from habeas.law.findings.clause_by_clause import clause_by_clause, lines_of
from habeas.law.findings.examination import Examination
from habeas.law.findings.renewals import Renewal, clause_renewal
from habeas.law.instruments.model import Instrument, Reading
from habeas.law.kernel.due_times import due_times, falls_due
from habeas.law.worlds.shift import Domain


@dataclass(frozen=True, slots=True)
class Deadline:
    """One line with its due time: ``low`` to ``high``; None where nobody says from when it runs."""

    finding: Finding
    low: int | None
    high: int | None
    renewal: Renewal | None = None


def deadlines(
    examination: Examination,
    readings: Iterable[tuple[Instrument, Reading]],
    on: int,
    told: Callable[[str], None] = lambda what: None,
) -> tuple[Deadline, ...]:
    """Every line that has a due time, the earliest first; what nobody can date comes last. ``told`` hears how far it
    is.
    """
    found = []
    clauses = clause_by_clause(readings)
    for number, asked in enumerate(clauses, 1):
        told(f"{number} of {len(clauses)} clauses")
        for line in lines_of(examination, asked):
            duty = examination.duties.duty(line.instrument, line.clause, line.reading.choices)
            if not falls_due(duty):
                continue
            due = _hull(due_times(examination.facts, examination.kernel, duty, line.subject))
            renewal = clause_renewal(examination, line, duty, on)
            found.append(Deadline(examination.finding(line), *due, renewal))
    return tuple(sorted(found, key=_order))


def _order(deadline: Deadline) -> tuple[object, ...]:
    finding = deadline.finding
    subject = finding.act or finding.custody or ""
    when = (MAX, MAX) if deadline.low is None or deadline.high is None else (deadline.low, deadline.high)
    return (*when, finding.instrument, finding.clause, subject, finding.reading)


def _hull(domain: Domain) -> tuple[int | None, int | None]:
    return (domain[0][0], domain[-1][1]) if domain else (None, None)
