"""From when until when a duty can fall due: the earliest and the latest moments that the claims leave it.

Semantics 5, 19, 20. A duty that some other act must precede (``before`` + ``at_least``) is due at the last moment that
is early enough; a limit falls due when the custody has lasted so long, with the stints before it where they count.
"""

from __future__ import annotations

from functools import lru_cache

from habeas.core.duration import Duration
from habeas.core.schedule import due_range
from habeas.law.instruments.model import Edge
from habeas.law.instruments.resolve import Duty
from habeas.law.kernel.chain import whole_custody
from habeas.law.kernel.kernel import Kernel
from habeas.law.worlds.facts import Facts
from habeas.law.worlds.moments import joined
from habeas.law.worlds.order import settle_order
from habeas.law.worlds.shift import Domain
from habeas.law.worlds.world import World, explore


def falls_due(duty: Duty) -> bool:
    """Whether the clause has a due time at all."""
    if duty.kind == "any_of":
        return any(falls_due(part) for part in duty.any_of)
    return duty.kind in ("requires", "limits")


def due_times(facts: Facts, kernel: Kernel, duty: Duty, subject: str | None) -> Domain:
    """The moments at which the duty can fall due; empty where nothing says from when it runs."""
    if duty.kind == "any_of":
        return _last_of(facts, kernel, duty, subject)
    if duty.by is not None:
        return _edge(facts, duty, duty.by)
    duration = duty.at_least if duty.before is not None else duty.within or duty.to
    if duty.kind == "limits" and duty.per != "stint" and subject is not None:
        runs_from, _ = held(facts, kernel, duty, subject)
    elif duty.failing is not None:
        runs_from = _failed(facts, kernel, duty.failing, subject)
    else:
        runs_from = moments_of(facts, subject)
    if duration is None or not runs_from:
        return runs_from
    back = duty.before is not None
    due = _shifted(runs_from, duration, duty.zone, duty.count, duty.excluding, duty.holidays, back=back)
    return _once_in_force(facts, duty, subject, due) if duty.kind == "limits" and subject is not None else due


def _once_in_force(facts: Facts, duty: Duty, custody: str, due: Domain) -> Domain:
    """Of whoever had been held too long before it began to bind, and still is, a limit falls due when it begins."""
    begins = () if duty.force.start is None else _edge(facts, duty, duty.force.start)
    if not begins or facts.when(custody, "custody.end").domain[-1][1] < begins[0][0]:
        return due
    (first, _), (_, last) = begins[0], begins[-1]
    return joined([(max(low, first), max(high, last)) for low, high in due])


def _failed(facts: Facts, kernel: Kernel, first: Duty, subject: str | None) -> Domain:
    """When a clause fails: at the moments at which it can be broken, or else when it would have fallen due."""
    known = due_times(facts, kernel, first, subject) if falls_due(first) else moments_of(facts, subject)
    return known and (kernel.broken_when(facts, first, subject) or known)


def _last_of(facts: Facts, kernel: Kernel, duty: Duty, subject: str | None) -> Domain:
    """Of alternatives: as long as one is open the duty is, so the last of them counts."""
    parts = [part for part in duty.any_of if falls_due(part) and kernel.has_line(facts, part, subject)]
    found = [due_times(facts, kernel, part, subject) for part in parts]
    if not found or not all(found):
        return ()
    return ((max(part[0][0] for part in found), max(part[-1][1] for part in found)),)


def moments_of(facts: Facts, subject: str | None) -> Domain:
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
    return facts.memo(
        ("moments", subject), lambda: joined([interval for found, _ in explore(facts, run) for interval in found])
    )


def held(facts: Facts, kernel: Kernel, duty: Duty, custody: str) -> tuple[Domain, Domain]:
    """When the first of the stints began that count as one with this custody, and when the last ended; empty where
    nobody says when this one did.
    """

    def run(world: World) -> tuple[Domain, Domain]:
        ends = whole_custody(world, kernel.tester, duty, custody)
        settle_order(world, [custody, *(moment.var.partition(" ")[0] for moment in ends)])
        start, end = (world.moments.ranges(moment.var) for moment in ends)
        return start, end

    began, ended = (bool(facts.claimed(custody, f"custody.{edge}")) for edge in ("start", "end"))
    found = [spans for spans, _ in explore(facts, run)] if began or ended else []
    start = joined([interval for span, _ in found for interval in span]) if began else ()
    return start, joined([interval for _, span in found for interval in span]) if ended else ()


def _edge(facts: Facts, duty: Duty, edge: Edge) -> Domain:
    if edge.act is not None:
        return moments_of(facts, edge.act)
    if edge.instant is not None:
        return edge.instant.intervals
    assert edge.after is not None
    start = duty.force.start
    begun = () if start is None else _edge(facts, duty, start)
    return joined([due_range(low, high, edge.after, duty.zone) for low, high in begun])


@lru_cache(maxsize=4096)  # many clauses and readings give the same act the same time
def _shifted(
    domain: Domain, duration: Duration, zone: str, count: str, excluding: tuple[str, ...], holidays: str, *, back: bool
) -> Domain:
    return joined(
        [
            due_range(
                low, high, duration, zone,
                count=count, excluding=frozenset(excluding), holidays=holidays, back=back,
            )
            for low, high in domain
        ]
    )  # fmt: skip
