"""From when to when a custody counts where stints that follow each other count as one. Semantics 20.

``per: stint`` counts each custody by itself. ``per: consecutive`` sums stints that each meet the condition and
follow each other without a break; ``per: stay`` sums the whole unbroken custody. Each stint of a sum has the
finding of the sum. Custodies follow each other in a world where one begins no later than the other ends and ends no
earlier than it begins; at minute precision that can be open.
"""

from __future__ import annotations

from habeas.law.instruments.resolve import Duty
from habeas.law.kernel.holds import Tester
from habeas.law.worlds.belonging import upward
from habeas.law.worlds.facts import Facts
from habeas.law.worlds.moments import Moment
from habeas.law.worlds.people import same_people
from habeas.law.worlds.world import World


def whole_custody(world: World, tester: Tester, duty: Duty, custody: str) -> tuple[Moment, Moment]:
    """The first start and the last end of the unbroken chain that this custody is part of."""
    start, end = world.time_of(custody, "custody.start"), world.time_of(custody, "custody.end")
    if duty.per == "stint":
        return start, end
    left = [other for other in stints_of_same_person(world.facts, custody) if same_people(world, custody, other)]
    grown = True
    while grown:
        grown = False
        for other in left:
            began, ended = world.time_of(other, "custody.start"), world.time_of(other, "custody.end")
            if not _counts(world, tester, duty, other) or not _meets(world, (began, ended), (start, end)):
                continue
            start = began if world.before(began, start) else start
            end = ended if world.before(end, ended) else end
            left.remove(other)
            grown = True
            break
    return start, end


def _counts(world: World, tester: Tester, duty: Duty, other: str) -> bool:
    assert duty.condition is not None
    return duty.per == "stay" or tester.holds(world, duty.condition, other)


def _meets(world: World, one: tuple[Moment, Moment], other: tuple[Moment, Moment]) -> bool:
    return world.before(one[0], other[1], strict=False) and world.before(other[0], one[1], strict=False)


def stints_of_same_person(facts: Facts, custody: str) -> list[str]:
    """The other custodies that could be of the same people: under any of their ids, or of a group that they are in."""
    found = {
        entry.content.subject
        for person in facts.claimed(custody, "custody.person")
        for who in upward(facts, person)
        for entry in facts.saying("custody.person", who)
        if not entry.content.against
    }
    return sorted(found - {custody})
