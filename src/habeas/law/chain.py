"""Where a custody's time is counted from when stints that follow each other count as one. Semantics 20.

``per: stint`` counts each custody by itself. ``per: consecutive`` sums stints that each meet the condition and
follow each other without a break; ``per: stay`` sums whatever unbroken custody led up to this one. Custodies
follow each other in a world where one begins no later than the other ends; at minute precision that can be open.
"""

from __future__ import annotations

from habeas.law.facts import Facts
from habeas.law.holds import Tester
from habeas.law.moments import Moment
from habeas.law.people import same_people
from habeas.law.resolve import Duty
from habeas.law.world import World


def chain_start(world: World, tester: Tester, duty: Duty, custody: str) -> Moment:
    """The start of the earliest custody in the unbroken chain that leads up to this one."""
    start = world.time_of(custody, "custody.start")
    left = [other for other in _of_same_person(world.facts, custody) if same_people(world, custody, other)]
    grown = True
    while grown:
        grown = False
        for other in left:
            if not _leads_up(world, tester, duty, other, start):
                continue
            start = world.time_of(other, "custody.start")
            left.remove(other)
            grown = True
            break
    return start


def _leads_up(world: World, tester: Tester, duty: Duty, other: str, start: Moment) -> bool:
    if duty.per == "consecutive":
        assert duty.condition is not None
        if not tester.holds(world, duty.condition, other):
            return False
    began, ended = world.time_of(other, "custody.start"), world.time_of(other, "custody.end")
    return world.before(began, start, strict=False) and world.before(start, ended, strict=False)


def _of_same_person(facts: Facts, custody: str) -> list[str]:
    found = {
        entry.content.subject
        for person in facts.claimed(custody, "custody.person")
        for entry in facts.saying("custody.person", person)
        if not entry.content.against
    }
    return sorted(found - {custody})
