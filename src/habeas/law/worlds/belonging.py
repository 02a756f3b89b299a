"""Who belongs to what: membership through chains of claims, and what of it nobody says. Semantics 10."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from habeas.core.finding import OpenBecause
from habeas.law.worlds.facts import Facts, State
from habeas.law.worlds.world import Fact, World

SOMEBODY_ELSE = "person:\0"  # whom nobody names
UPWARD = ("person.member_of", "group.part_of")

Direct = tuple[State, Fact]  # what is said of one link of a chain, and its name


# ---- what is said of one link ---------------------------------------------------------------------------------------


def _joined(said: Iterable[State]) -> State:
    found = {state for state in said if state}
    return "±" if len(found) > 1 else next(iter(found), "")


def same(facts: Facts, node: str) -> tuple[tuple[str, State, Fact], ...]:
    """The ids of which somebody says, or denies, that they are of the same person: said one way round, meant both."""
    return facts.memo(("same", node), lambda: tuple(_same(facts, node)))


def _same(facts: Facts, node: str) -> Iterator[tuple[str, State, Fact]]:
    others = {entry.content.key for entry in facts.of(node, "person.same_as")}
    others |= {entry.content.subject for entry in facts.saying("person.same_as", node)}
    for other in sorted(others - {node}):
        ways = [(one, "person.same_as", two) for one, two in sorted([(node, other), (other, node)])]
        yield other, _joined(facts.state(*way) for way in ways), next(way for way in ways if facts.state(*way))


def holds(world: World, state: State, fact: Fact) -> bool:
    """A link in this world: claimed and denied, it may hold or not."""
    return state == "+" or (state == "±" and world.flag(fact, "conflict"))


def ids_of(world: World, node: str) -> tuple[str, ...]:
    """The ids that in this world are of the same person; what is said of one is said of all."""
    if not same(world.facts, node):
        return (node,)
    found = [node]
    for one in found:
        for other, state, fact in same(world.facts, one):
            if other not in found and holds(world, state, fact):
                found.append(other)
    return tuple(sorted(found))


def direct(facts: Facts, ids: tuple[str, ...], group: str) -> Direct:
    """What is said of these ids and the group, under either name of the relation; named as it is spoken of."""
    facts_ = [(one, name, group) for one in ids for name in UPWARD]
    spoken = [(state, fact) for fact in facts_ if (state := facts.state(*fact))]
    if not spoken:
        return "", facts_[0]
    return _joined(state for state, _ in spoken), spoken[0][1]


def _denied(world: World, left: str, right: str) -> bool:
    """Whether this world denies that ``left`` belongs to ``right``: then nobody of the one is of the other."""
    return _fails(world, *direct(world.facts, ids_of(world, left), right))


def _fails(world: World, state: State, fact: Fact) -> bool:
    return state == "-" or (state == "±" and not holds(world, state, fact))


# ---- chains ---------------------------------------------------------------------------------------------------------


def upward(facts: Facts, node: str) -> frozenset[str]:
    """``node`` and everything that it could belong to if every disputed claim held."""
    return facts.memo(("upward", node), lambda: _climb(facts, node))


def _climb(facts: Facts, start: str) -> frozenset[str]:
    found = [start]
    for node in found:
        above = [entry.content.key for name in UPWARD for entry in facts.of(node, name) if not entry.content.against]
        above += [other for other, state, _ in same(facts, node) if state in ("+", "±")]
        found += [one for one in dict.fromkeys(above) if one not in found]
    return frozenset(found)


def may_belong(facts: Facts, node: str, group: str) -> bool:
    """Whether any claims, disputed or not, lead from ``node`` to ``group``."""
    return group in upward(facts, node)


def some_may_belong(facts: Facts, node: str, group: str) -> bool:
    """As ``may_belong``, or from a group of which some of ``node`` are."""
    return may_belong(facts, node, group) or any(may_belong(facts, part, group) for part in _parts(facts, node))


def _parts(facts: Facts, node: str) -> list[str]:
    return facts.claimed(node, "group.some_in") if node.startswith("group:") else []


def reached(world: World, start: str, goal: str) -> bool:
    """Whether a chain of links that hold in this world leads from ``start`` to ``goal``."""
    facts = world.facts
    found: set[str] = set()
    waiting = [start]
    while waiting:
        ids = ids_of(world, waiting.pop())
        found.update(ids)
        if goal in ids:
            return True
        above = {entry.content.key for one in ids for name in UPWARD for entry in facts.of(one, name)} - found
        # Only links that can lead to the goal are asked for, so that nothing else is chosen.
        leading = [target for target in sorted(above) if goal in upward(facts, target)]
        waiting += [target for target in leading if holds(world, *direct(facts, ids, target))]
    return False


def _said(world: World, node: str, group: str) -> tuple[bool, bool]:
    """Whether a chain leads to the group in this world, and whether a denial speaks against it, of whatever lies on the
    way.
    """
    facts = world.facts
    ids, above = ids_of(world, node), upward(facts, node)
    there = group in above and reached(world, node, group)
    if _fails(world, *direct(facts, ids, group)):
        return there, True
    for one in sorted(above.difference(ids, (group,))):
        if _speaks_against(facts, one, group) and reached(world, node, one) and _denied(world, one, group):
            return there, True
    return there, False


def _speaks_against(facts: Facts, node: str, group: str) -> bool:
    """Whether anybody denies it of what could be an id of the node."""
    ids = [node]
    for one in ids:
        ids += [other for other, state, _ in same(facts, one) if state != "-" and other not in ids]
    return any(facts.state(one, name, group) in ("-", "±") for one in ids for name in UPWARD)


def contested(facts: Facts, node: str) -> bool:
    """Whether claims lead from ``node`` to a group that somebody denies of it, or of what lies on the way: then what
    follows for others of its groups may not follow for it.
    """
    return facts.memo(("contested", node), lambda: _contested(facts, node))


def _contested(facts: Facts, node: str) -> bool:
    above = upward(facts, node)
    return any(_speaks_against(facts, one, group) for group in above - {node} for one in above if one != group)


def _told(world: World, node: str, group: str) -> bool | None:
    """What claims say of a membership in this world, reached and denied being open; None where they say nothing."""
    there, denied = _said(world, node, group)
    if there and denied:
        return world.flag(direct(world.facts, ids_of(world, node), group)[1], "conflict")
    return there if there or denied else None


def whose(world: World, node: str, name: str) -> tuple[str, ...]:
    """Of whom a property is said where it is said of this person: of any of their ids, or of a group that claims lead
    to. The ids stand first.
    """
    ids, facts = ids_of(world, node), world.facts
    above = sorted(one for one in upward(facts, node).difference(ids) if one.startswith("group:"))
    return (*ids, *(one for one in above if facts.of(one, name) and _told(world, node, one)))


# ---- memberships ----------------------------------------------------------------------------------------------------


def belongs(world: World, node: str, group: str) -> bool:
    """Whether ``node`` belongs to ``group``; of a group, whether at least some of it do."""
    if node == group:
        return True
    answer = world.memberships[node, group] = _belongs(world, node, group)
    return answer


def _belongs(world: World, node: str, group: str) -> bool:
    there, denied = _said(world, node, group)
    if there and not denied:
        return True
    if _some(world, node, group):
        return not denied or world.flag((ids_of(world, node)[0], UPWARD[0], group), "conflict")
    if there:
        return world.flag(direct(world.facts, ids_of(world, node), group)[1], "conflict")
    if denied:
        return False
    # where claims lead to the group, somebody denies one of the links
    return _unspoken(world, node, group, "conflict" if may_belong(world.facts, node, group) else "gap")


def _some(world: World, node: str, group: str) -> bool:
    """Whether some of the group ``node`` are, by what is said of them (``group.some_in``), of ``group``."""
    for part in _parts(world.facts, node):
        fact = (node, "group.some_in", part)
        if not may_belong(world.facts, part, group) or not holds(world, world.facts.state(*fact), fact):
            continue
        if part == group or _told(world, part, group):
            return True
    return False


def _unspoken(world: World, node: str, group: str, why: OpenBecause) -> bool:
    """A membership of which no claim tells in this world: it may hold or not, as far as its other answers let it.

    The ids of one person have one answer, under the first of them. Of a group the answer is whether some of it belong:
    others of it may belong where nobody of the one group is of the other.
    """
    if node == SOMEBODY_ELSE:
        return world.flag((node, UPWARD[0], group), why)  # perhaps several people, one in each group
    ids = ids_of(world, node)
    fact = (ids[0], UPWARD[0], group)
    if fact in world.flags:
        return world.flags[fact]
    if node.startswith("group:") and _told(world, group, node) is False:
        return False  # nobody of the one group is of the other
    implied = _implied(world, group)
    if any(_told(world, one, other) is False for one in implied for other in implied if one != other):
        return False  # nobody belongs to it at all
    near = (upward(world.facts, node) | upward(world.facts, group)).difference(ids, (group,))
    told = {other: answer for other in sorted(near) if (answer := _told(world, node, other)) is not None}
    # only now: what the chains turned on has been chosen on the way, and counts as well
    chosen = {key[2]: answer for key, answer in world.flags.items() if key[:2] == fact[:2]}
    answers = {**told, **chosen}
    if any(not answers.get(other, True) for other in implied):
        return False
    held = [other for other, answer in sorted(answers.items()) if answer]
    whole = told if node.startswith("group:") else answers  # others of a group may be those of whom that was chosen
    for one in dict.fromkeys(one for other in held if other in whole for one in _implied(world, other)):
        if answers.get(one, True) and any(_apart(world, one, other) for other in implied if not answers.get(other)):
            return False
    if any(group in _implied(world, other) for other in held):
        return True
    return world.flag(fact, why)


def _implied(world: World, group: str) -> list[str]:
    """What follows in this world for whoever belongs to the group: that, and every group to which claims lead."""
    found = [group]
    for one in found:
        above = sorted(upward(world.facts, one).difference(found))
        found += [other for other in above if _told(world, one, other)]
    return found


def _apart(world: World, one: str, other: str) -> bool:
    """Whether nobody of the one group is of the other, by claims and in this world."""
    return one != other and (_told(world, one, other) is False or _told(world, other, one) is False)
