"""The people of an act or custody, and whether two acts are of the same people. Semantics 15 and 19."""

from __future__ import annotations

from collections.abc import Callable

from habeas.law.worlds.belonging import (
    UPWARD,
    belongs,
    contested,
    direct,
    holds,
    ids_of,
    reached,
    same,
    some_may_belong,
)
from habeas.law.worlds.world import Fact, World


def members(world: World, group: str) -> list[str]:
    """Whoever is claimed to belong to ``group``, through any chain downwards, and in this world does (itself first)."""
    facts = world.facts
    found = [group]
    for node in found:
        for name in UPWARD:
            for entry in facts.saying(name, node):
                member = entry.content.subject
                if member not in found and holds(world, *direct(facts, ids_of(world, member), node)):
                    found.append(member)
        for other, state, fact in same(facts, node):
            if other not in found and holds(world, state, fact):
                found.append(other)
    return [one for one in found if not contested(facts, one) or one == group or belongs(world, one, group)]


def people_of(world: World, subject: str) -> list[str] | None:
    """The people and groups that an act or custody is about in this world; None when nobody says whom.

    Closed once anyone is claimed (semantics 9). A custody is of one person or group.
    """
    name = f"{subject.partition(':')[0]}.person"
    claimed = sorted(set(world.facts.claimed(subject, name)))
    if not claimed:
        return None
    if name == "custody.person":
        one = world.value(subject, name)
        return [one] if one is not None else None
    return [person for person in claimed if world.many(subject, name, person)]


def some_person(
    world: World, subject: str, so: Callable[[str], bool], spoken: Callable[[str], bool], fact: Fact
) -> bool:
    """Whether ``so(person)`` for at least one of the subject's people, members of its groups included.

    A member of a group is asked only where ``spoken``: what nobody says of one member is already open for the
    group. Where nobody says whom the subject is about, the answer is open: ``fact`` names the question.
    """
    people = people_of(world, subject)
    if people is None:
        return world.flag(fact, "gap")
    for person in people:
        if so(person):
            return True
        if any(so(member) for member in members(world, person)[1:] if spoken(member)):
            return True
    return False


def _among(world: World, subject: str, groups: list[str]) -> bool:
    """Whether those whom nobody names are, in this world, of a group that belongs to one of these."""
    kind = subject.partition(":")[0]
    return any(
        reached(world, fact[2].removeprefix("person.member_of "), group)
        for fact, holds in list(world.flags.items())
        if holds and fact[:2] == (subject, f"{kind}.person") and fact[2].startswith("person.member_of group:")
        for group in groups
    )


def same_people(world: World, left: str, right: str) -> bool:
    """Whether ``right`` was done for somebody of ``left``'s people, or for a group that one of them belongs to.

    Semantics 19. Whether somebody belongs to a group is a fact of the world like any other, spoken of or not.
    """
    ours, theirs = people_of(world, left), people_of(world, right)
    if ours is None or theirs is None:
        # Nobody says whose act one of them was: they may be the same people.
        if ours is None and theirs is not None and _among(world, left, theirs):
            return True
        return world.flag((right if theirs is None else left, "act.person", left if theirs is None else right), "gap")
    everybody = {member: person for person in ours for member in members(world, person)}
    if any(person in everybody for person in theirs):
        return True
    groups = [person for person in theirs if person.startswith("group:")]
    return any(
        belongs(world, person, group)
        for group in groups
        for person in sorted(everybody)
        if person in ours or some_may_belong(world.facts, person, group)
    )
