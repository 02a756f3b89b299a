"""When each duty falls due, and when each renewable term is to be renewed.

The outcome is the kernel's; here only the due time is found, as a range: the earliest and the latest that the
claims leave it. Semantics 5, 19, 20. A duty that some other act must precede (``before`` + ``at_least``) is due at
the last moment that is early enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from habeas.core.duration import Duration
from habeas.core.finding import Finding
from habeas.core.instant import MAX, Interval
from habeas.core.schedule import due_range
from habeas.law.due_times import due_times, falls_due, moments_of
from habeas.law.examination import Examination, Line
from habeas.law.facts import Facts
from habeas.law.model import Instrument, Reading
from habeas.law.moments import Domain
from habeas.law.resolve import Duty

_CONCERNS = ("act.about", "act.person", "act.instrument")


@dataclass(frozen=True, slots=True)
class Renewed:
    """An act of which somebody claims that it renewed the term, and the rows that say so."""

    act: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """The first date after the day asked on which a term is to be renewed, and who claims that it was renewed.

    ``low`` and ``high`` None: nobody says from when it runs. ``lapsed``: what it is the term of ended before then.
    """

    term: Duration
    low: int | None
    high: int | None
    lapsed: bool
    renewed: tuple[Renewed, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One line with its due time: ``low`` to ``high``; None where nobody says from when it runs."""

    finding: Finding
    low: int | None
    high: int | None
    renewal: Renewal | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A custody's own term, as one speaker's claim gives it, whatever instruments say."""

    custody: str
    rows: tuple[str, ...]
    renewal: Renewal


def deadlines(
    examination: Examination, readings: Iterable[tuple[Instrument, Reading]], on: int
) -> tuple[Deadline, ...]:
    """Every line that has a due time, the earliest first; what nobody can date comes last."""
    found = []
    for instrument, reading in readings:
        for line in examination.lines(instrument, reading):
            duty = examination.duties.duty(instrument, line.clause, reading.choices)
            if not falls_due(duty):
                continue
            due = _hull(due_times(examination.facts, examination.kernel, duty, line.subject))
            renewal = _clause_renewal(examination.facts, line, duty, on)
            found.append(Deadline(examination.finding(line), *due, renewal))
    return tuple(sorted(found, key=_order))


@dataclass(frozen=True, slots=True)
class Renewable:
    """A clause's renewable term, counted for one act or custody; the readings that agree on it share it."""

    instrument: str
    clause: str
    subject: str
    readings: tuple[str, ...]
    renewal: Renewal


def renewables(
    examination: Examination, readings: Iterable[tuple[Instrument, Reading]], on: int
) -> tuple[Renewable, ...]:
    """The renewable terms that clauses give, by custody or act; no outcome is asked."""
    shared: dict[tuple[str, str, str, Renewal], list[str]] = {}
    for instrument, reading in readings:
        if not any(clause.renewable for clause in instrument.clauses):
            continue
        for line in examination.lines(instrument, reading):
            duty = examination.duties.duty(instrument, line.clause, reading.choices)
            renewal = _clause_renewal(examination.facts, line, duty, on)
            if renewal is not None and line.subject is not None:
                shared.setdefault((instrument.id, line.clause.id, line.subject, renewal), []).append(reading.id)
    return tuple(
        Renewable(instrument, clause, subject, tuple(names), renewal)
        for (instrument, clause, subject, renewal), names in shared.items()
    )


def terms(examination: Examination, zone: str, on: int) -> tuple[Term, ...]:
    """Every claimed term of a custody that somebody says can be renewed; rival terms stand side by side."""
    facts = examination.facts
    out = []
    for custody in examination.custodies:
        if not facts.claimed(custody, "custody.renewable"):
            continue
        for entry in facts.of(custody, "custody.term"):
            term = entry.value.data
            if entry.content.against or not isinstance(term, Duration):
                continue
            about = {custody, *facts.claimed(custody, "custody.person"), *facts.claimed(custody, "custody.ground")}
            out.append(Term(custody, entry.rows, _renewal(facts, custody, term, term, zone, on, about)))
    return tuple(out)


def _order(deadline: Deadline) -> tuple[object, ...]:
    finding = deadline.finding
    subject = finding.act or finding.custody or ""
    when = (MAX, MAX) if deadline.low is None or deadline.high is None else (deadline.low, deadline.high)
    return (*when, finding.instrument, finding.clause, subject, finding.reading)


def _hull(domain: Domain) -> tuple[int | None, int | None]:
    return (domain[0][0], domain[-1][1]) if domain else (None, None)


# ---- renewals -----------------------------------------------------------------------------------------------------


def _clause_renewal(facts: Facts, line: Line, duty: Duty, on: int) -> Renewal | None:
    first = duty.to or duty.within
    if duty.renewable is None or first is None or line.subject is None:
        return None
    about = {f"instrument:{line.instrument.id}", line.subject}
    for name in ("act.person", "custody.person", "custody.ground"):
        about |= set(facts.claimed(line.subject, name))
    return _renewal(facts, line.subject, first, duty.renewable, duty.zone, on, about)


def _renewal(
    facts: Facts, subject: str, first: Duration, each: Duration, zone: str, on: int, about: AbstractSet[str]
) -> Renewal:
    """The first after the day asked of ``first``, ``first`` + ``each``, ``first`` + twice ``each``, ...: all counted
    from the start, so that a short month does not shorten the terms after it.
    """
    renewed = _renewals(facts, about)
    starts = moments_of(facts, subject)
    if not starts or not (each.months or each.days or each.micros):
        return Renewal(each, None, None, False, renewed)

    def date(number: int) -> Interval:
        whole = Duration(
            first.months + number * each.months,
            first.days + number * each.days,
            first.micros + number * each.micros,
        )
        return due_range(starts[0][0], starts[-1][1], whole, zone)

    low, high = date(_first(lambda number: date(number)[1] > on))
    ends = facts.when(subject, "custody.end").domain if facts.claimed(subject, "custody.end") else ()
    return Renewal(each, low, high, bool(ends) and ends[-1][1] <= low, renewed)


def _first(holds: Callable[[int], bool]) -> int:
    """The least number from 0 on of which it holds; what holds of one holds of every greater one."""
    step = 1
    while not holds(step - 1):
        step *= 2
    low, high = step // 2, step - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _renewals(facts: Facts, about: AbstractSet[str]) -> tuple[Renewed, ...]:
    """The acts that somebody says renewed something, and that are about one of these or concern one of them."""
    out = []
    for entry in facts.saying("act.kind", "renews"):
        act = entry.content.subject
        concerns = {key for name in _CONCERNS for key in facts.claimed(act, name)}
        if not entry.content.against and concerns & about and facts.state(act, "act.happened", "true") != "-":
            out.append(Renewed(act, entry.rows))
    return tuple(sorted(out, key=lambda one: one.act))
