"""Who belongs to what: membership through chains, and the people of an act or custody. Semantics 10 and 15."""

from __future__ import annotations

from collections.abc import Callable

from habeas.core.finding import OpenBecause
from habeas.law.facts import Facts, State
from habeas.law.world import Fact, World

SOMEBODY_ELSE = "person:\0"  # whom nobody names
_UPWARD = ("person.member_of", "group.part_of")


def _merged(facts: Facts, left: str, right: str) -> tuple[State, Fact]:
    """Whether ``left`` belongs to ``right`` by a direct claim, under either name of the relation."""
    by_member, by_part = (facts.state(left, name, right) for name in _UPWARD)
    if not by_part or by_part == by_member:
        return by_member, (left, _UPWARD[0], right)
    state: State = by_part if not by_member else "±"
    name = _UPWARD[0] if by_member else _UPWARD[1]
    return state, (left, name, right)


def _edges(facts: Facts, node: str) -> list[tuple[str, State, Fact]]:
    """Where ``node`` belongs by a direct claim, and which records are the same person."""
    out: list[tuple[str, State, Fact]] = []
    targets = sorted({entry.content.key for name in _UPWARD for entry in facts.of(node, name)})
    for target in targets:
        state, fact = _merged(facts, node, target)
        out.append((target, state, fact))
    for other, fact in _same(facts, node):
        out.append((other, facts.state(*fact), fact))
    return out


def _same(facts: Facts, node: str) -> list[tuple[str, tuple[str, str, str]]]:
    pairs = [
        (entry.content.key, (node, "person.same_as", entry.content.key)) for entry in facts.of(node, "person.same_as")
    ]
    pairs += [(entry.content.subject, (entry.content.subject, "person.same_as", node))
              for entry in facts.saying("person.same_as", node)]  # fmt: skip
    return sorted(set(pairs))


def _holds(world: World, state: State, fact: Fact) -> bool:
    """An edge in this world: claimed and denied, it may hold or not."""
    return state == "+" or (state == "±" and world.flag(fact, "conflict"))


def _denied(world: World, left: str, right: str) -> bool:
    """Whether this world denies that ``left`` belongs to ``right``: then nobody of the one is of the other."""
    state, fact = _merged(world.facts, left, right)
    return state == "-" or (state == "±" and not _holds(world, state, fact))


def _cone(facts: Facts, start: str, *, whole: bool) -> frozenset[str]:
    """Everything that ``start`` could belong to if every disputed edge held."""
    return facts.memo(("cone", start, whole), lambda: _climb(facts, start, whole=whole))


def _climb(facts: Facts, start: str, *, whole: bool) -> frozenset[str]:
    found = {start}
    waiting = [start]
    if whole:
        waiting += [entry.content.key for entry in facts.of(start, "group.some_in") if not entry.content.against]
        found.update(waiting)
    while waiting:
        for target, state, _ in _edges(facts, waiting.pop()):
            if state in ("+", "±") and target not in found:
                found.add(target)
                waiting.append(target)
    return frozenset(found)


def belongs(world: World, node: str, group: str, *, whole: bool) -> bool:
    """Whether ``node`` belongs to ``group``; with ``whole``, whether at least some of the group ``node`` do."""
    if node == group:
        return True
    answer = world.memberships[node, group] = _belongs(world, node, group, whole=whole)
    return answer


def _belongs(world: World, node: str, group: str, *, whole: bool) -> bool:
    facts = world.facts
    cone = _cone(facts, node, whole=whole)
    direct, fact = _merged(facts, node, group)
    denied_above = sorted(
        member
        for member in cone
        if member not in (node, group) and "-" in _merged(facts, member, group)[0].replace("±", "-")
    )
    if group not in cone:
        if direct == "-" or any(_reached(world, node, above, whole=whole) for above in denied_above):
            return False
        return _unspoken(world, node, group, "gap")
    reached = _reached(world, node, group, whole=whole)
    denied = direct == "-" or (direct == "±" and not _holds(world, direct, fact))
    if not denied:
        denied = any(
            _merged(facts, above, group)[0] == "-" or not _holds(world, *_merged(facts, above, group))
            for above in denied_above
            if _reached(world, node, above, whole=whole)
        )
    if reached and denied:
        return world.flag((_first_id(facts, node), "person.member_of", group), "conflict")
    if reached or denied:
        return reached
    return _unspoken(world, node, group, "conflict")  # a chain that somebody denies leads there


def _first_id(facts: Facts, node: str) -> str:
    """The first of the ids that are claimed, and not denied, to be of the same person."""
    found = [node]
    for one in found:
        found += [other for other, fact in _same(facts, one) if facts.state(*fact) == "+" and other not in found]
    return min(found)


def _unspoken(world: World, node: str, group: str, why: OpenBecause) -> bool:
    """A membership of which no claim tells in this world: it may hold or not, as far as its other answers let it.

    The ids of one person have one answer, under the first of them.
    """
    if node == SOMEBODY_ELSE:
        return world.flag((node, "person.member_of", group), why)  # perhaps several people, one in each group
    node = _first_id(world.facts, node)
    fact = (node, "person.member_of", group)
    if fact in world.flags:
        return world.flags[fact]
    facts = world.facts
    others = _cone(facts, node, whole=False) - {node, group}
    reached = [other for other in others if _reached(world, node, other, whole=False)]
    # only now: what the chains turned on has been chosen on the way, and counts as well
    known = {key[2]: holds for key, holds in world.flags.items() if key[:2] == fact[:2] and key[2] != group}
    for other in reached:
        known.setdefault(other, True)
    for other in _cone(facts, group, whole=False) - {node, group}:
        if other not in known and _merged(facts, node, other)[0] == "-":
            known[other] = False
    for other, holds in sorted(known.items()):
        if holds and group in _cone(facts, other, whole=False) and _reached(world, other, group, whole=False):
            return True
        if holds and (_denied(world, other, group) or _denied(world, group, other)):
            return False
        if not holds and other in _cone(facts, group, whole=False) and _reached(world, group, other, whole=False):
            return False
    return world.flag(fact, why)


def _reached(world: World, start: str, goal: str, *, whole: bool) -> bool:
    """Whether a chain of edges that hold in this world leads from ``start`` to ``goal``."""
    facts = world.facts
    found = {start}
    waiting = [start]
    if whole:
        for entry in facts.of(start, "group.some_in"):
            key = entry.content.key
            if not entry.content.against and goal in _cone(facts, key, whole=False):
                state = facts.state(start, "group.some_in", key)
                if key not in found and _holds(world, state, (start, "group.some_in", key)):
                    found.add(key)
                    waiting.append(key)
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        for target, state, fact in _edges(facts, node):
            # Only edges that can lead to the goal are asked for, so that nothing else is chosen.
            leads = state in ("+", "±") and target not in found and goal in _cone(facts, target, whole=False)
            if leads and _holds(world, state, fact):
                found.add(target)
                waiting.append(target)
    return False


def members(world: World, group: str) -> list[str]:
    """Whoever is claimed to belong to ``group``, through any chain downwards (itself first)."""
    facts = world.facts
    found = [group]
    for node in found:
        for name in _UPWARD:
            for entry in facts.saying(name, node):
                member = entry.content.subject
                if member not in found and _holds(world, *_merged(facts, member, node)):
                    found.append(member)
        for other, fact in _same(facts, node):
            if other not in found and _holds(world, facts.state(*fact), fact):
                found.append(other)
    return found


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
    world: World, subject: str, holds: Callable[[str, bool], bool], spoken: Callable[[str], bool], fact: Fact
) -> bool:
    """Whether ``holds(person, whole)`` for at least one of the subject's people, members of its groups included.

    A member of a group is asked only where ``spoken``: what nobody says of one member is already open for the
    group. Where nobody says whom the subject is about, the answer is open: ``fact`` names the question.
    """
    people = people_of(world, subject)
    if people is None:
        return world.flag(fact, "gap")
    for person in people:
        if holds(person, True):
            return True
        if any(holds(member, False) for member in members(world, person)[1:] if spoken(member)):
            return True
    return False


def upward(facts: Facts, node: str) -> frozenset[str]:
    """``node`` and everything that it could belong to if every disputed claim held."""
    return _cone(facts, node, whole=False)


def may_belong(facts: Facts, node: str, group: str) -> bool:
    """Whether any claims, disputed or not, lead from ``node`` to ``group``."""
    return group in _cone(facts, node, whole=False)


def _among(world: World, subject: str, groups: list[str]) -> bool:
    """Whether those whom nobody names are, in this world, of a group that belongs to one of these."""
    kind = subject.partition(":")[0]
    return any(
        _reached(world, fact[2].removeprefix("person.member_of "), group, whole=False)
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
        belongs(world, person, group, whole=person in ours)
        for group in groups
        for person in sorted(everybody)
        if person in ours or may_belong(world.facts, person, group)
    )
