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
from habeas.law.examination import Examination, Line
from habeas.law.facts import Facts
from habeas.law.model import Edge, Instrument, Reading
from habeas.law.moments import Domain, joined
from habeas.law.order import settle_order
from habeas.law.resolve import Duty
from habeas.law.world import World, explore

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
            if not _falls_due(duty):
                continue
            due = _hull(due_times(examination, duty, line.subject))
            renewal = _clause_renewal(examination.facts, line, duty, on)
            found.append(Deadline(examination.finding(line), *due, renewal))
    return tuple(sorted(found, key=_order))


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


# ---- due times ----------------------------------------------------------------------------------------------------


def _falls_due(duty: Duty) -> bool:
    if duty.kind == "any_of":
        return any(_falls_due(part) for part in duty.any_of)
    return duty.kind in ("requires", "limits")


def due_times(examination: Examination, duty: Duty, subject: str | None) -> Domain:
    """The moments at which the duty can fall due; empty where nothing says from when it runs."""
    facts = examination.facts
    if duty.kind == "any_of":
        return _last_of(examination, duty, subject)
    if duty.by is not None:
        return _edge(facts, duty, duty.by)
    duration = duty.at_least if duty.before is not None else duty.within or duty.to
    runs_from = _moments(facts, subject)
    if duty.failing is not None and _falls_due(duty.failing):
        runs_from = due_times(examination, duty.failing, subject)
    if duration is None or not runs_from:
        return runs_from
    return _shifted(runs_from, duration, duty, back=duty.before is not None)


def _last_of(examination: Examination, duty: Duty, subject: str | None) -> Domain:
    """Of alternatives: as long as one is open the duty is, so the last of them counts."""
    facts, kernel = examination.facts, examination.kernel
    parts = [part for part in duty.any_of if _falls_due(part) and kernel.has_line(facts, part, subject)]
    found = [due_times(examination, part, subject) for part in parts]
    if not found or not all(found):
        return ()
    return ((max(part[0][0] for part in found), max(part[-1][1] for part in found)),)


def _moments(facts: Facts, subject: str | None) -> Domain:
    """When the subject was (a custody: began), as far as claims and the order of things leave it open."""
    if subject is None:
        return ()
    name = "custody.start" if subject.startswith("custody:") else "act.time"

    def run(world: World) -> Domain:
        world.time_of(subject, name)
        settle_order(world, [subject])
        return world.moments.ranges(f"{subject} {name}")

    if not facts.claimed(subject, name):
        return ()
    return joined([interval for found, _ in explore(facts, run) for interval in found])


def _edge(facts: Facts, duty: Duty, edge: Edge) -> Domain:
    if edge.act is not None:
        return _moments(facts, edge.act)
    if edge.instant is not None:
        return edge.instant.intervals
    assert edge.after is not None
    start = duty.force.start
    begun = () if start is None else _edge(facts, duty, start)
    return joined([due_range(low, high, edge.after, duty.zone) for low, high in begun])


def _shifted(domain: Domain, duration: Duration, duty: Duty, *, back: bool) -> Domain:
    return joined(
        [
            due_range(
                low, high, duration, duty.zone,
                count=duty.count, excluding=frozenset(duty.excluding), holidays=duty.holidays, back=back,
            )
            for low, high in domain
        ]
    )  # fmt: skip


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
    starts = _moments(facts, subject)
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
