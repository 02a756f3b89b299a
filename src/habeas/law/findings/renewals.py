"""Terms that can be renewed: the next date of renewal, and whether anyone claims that they were.

A clause gives a term with ``renewable: P1Y`` beside its limit; a speaker gives one to a custody with ``custody.term``
and ``custody.renewable``. Nothing is assumed renewed: only an act of that kind that somebody claims says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from habeas.core.duration import Duration
from habeas.core.instant import Interval
from habeas.core.schedule import due_range
from habeas.law.findings.examination import Examination, Line
from habeas.law.instruments.model import Instrument, Reading
from habeas.law.instruments.resolve import Duty
from habeas.law.kernel.due_times import held, moments_of
from habeas.law.worlds.facts import Facts
from habeas.law.worlds.shift import Domain

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
class Term:
    """A custody's own term, as one speaker's claim gives it, whatever instruments say."""

    custody: str
    rows: tuple[str, ...]
    renewal: Renewal


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
            renewal = clause_renewal(examination, line, duty, on)
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
            renewal = _renewal(term, term, zone, on, _held(facts, custody), _renewals(facts, about))
            out.append(Term(custody, entry.rows, renewal))
    return tuple(out)


def clause_renewal(examination: Examination, line: Line, duty: Duty, on: int) -> Renewal | None:
    """The renewal of the term that a clause gives the subject of a line; None where it gives none."""
    facts, first = examination.facts, duty.to or duty.within
    if duty.renewable is None or first is None or line.subject is None:
        return None
    about = {f"instrument:{line.instrument.id}", line.subject}
    for name in ("act.person", "custody.person", "custody.ground"):
        about |= set(facts.claimed(line.subject, name))
    span = held(facts, examination.kernel, duty, line.subject) if duty.kind == "limits" else _held(facts, line.subject)
    return _renewal(first, duty.renewable, duty.zone, on, span, _renewals(facts, about))


def _held(facts: Facts, subject: str) -> tuple[Domain, Domain]:
    """When it began, and when it ended: empty where nobody says."""
    ended = facts.when(subject, "custody.end").domain if facts.claimed(subject, "custody.end") else ()
    return moments_of(facts, subject), ended


def _renewal(
    first: Duration, each: Duration, zone: str, on: int, span: tuple[Domain, Domain], renewed: tuple[Renewed, ...]
) -> Renewal:
    """The first after the day asked of ``first``, ``first`` + ``each``, ``first`` + twice ``each``, ...: all counted
    from the start, so that a short month does not shorten the terms after it.
    """
    starts, ends = span
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
