"""Which contents could speak against one world: only those can help to rule it out.

A content that the world already agrees with rules out nothing, alone or with others, unless it closes something
that was open (who an act was about, whether it happened): those are always kept. Moments rule out together what
none of them does alone; so they are kept or passed over as one, by asking whether the narrowest bounds that all
claims and orders together could put on every moment would leave the world standing.
"""

from __future__ import annotations

from collections.abc import Iterator

from habeas.core.instant import MAX, MIN
from habeas.law.facts import Entry, Facts, domain_of
from habeas.law.kernel import Path
from habeas.law.model import All, Any, Compare, Condition, Not
from habeas.law.moments import Impossible, above, below, trim
from habeas.law.order import Link, links_of
from habeas.law.people import upward
from habeas.law.resolve import Duty
from habeas.law.world import World

_EDGES = frozenset(("person.member_of", "group.part_of", "group.some_in", "person.same_as"))
_CLOSING = frozenset(("act.person", "custody.person", "act.happened", "log.covers"))


def path_options(facts: Facts, path: Path, duty: Duty) -> list[Entry]:
    """The contents of ``facts`` that could help to rule out the world of ``path``."""
    world = path.world
    moments, orders = _moments_could(facts, world)
    keys = world.reads | world.order_reads if orders else world.reads
    found = {entry.index: entry for key in keys for entry in facts.look(key)}
    required = duty.kind in ("requires", "any_of")
    goals = facts.memo(("goals", duty), lambda: frozenset(_groups(duty.protects)).union(_groups(duty.condition)))
    return [
        found[index]
        for index in sorted(found)
        if _could(facts, found[index], world, goals, required=required, moments=moments or orders)
    ]


def _groups(condition: Condition | None) -> Iterator[str]:
    """The groups that a condition names."""
    if isinstance(condition, Not):
        yield from _groups(condition.inner)
    elif isinstance(condition, All | Any):
        for part in condition.parts:
            yield from _groups(part)
    elif isinstance(condition, Compare) and condition.path[-1] == "member_of":
        yield condition.literal


def _could(
    facts: Facts, entry: Entry, world: World, goals: frozenset[str], *, required: bool, moments: bool
) -> bool:
    content = entry.content
    if entry.value.kind == "instant":
        return moments or content.subject.startswith("custody:")
    if content.property in _CLOSING:
        return True
    if content.property in _EDGES:
        # Who belongs to whom also says which acts count as done for these people.
        return required or _membership_could(facts, entry, world, goals)
    if (content.subject, content.property) in world.flags:
        return True  # the world says something of an unnamed value, and this names it
    state = world.singles.get((content.subject, content.property))
    if state is not None and not content.against:
        return content.key not in state.named and not (state.other and content.key not in state.excluded)
    held = world.flags.get((content.subject, content.property, content.key))
    return held is None or held == content.against


def _membership_could(facts: Facts, entry: Entry, world: World, goals: frozenset[str]) -> bool:
    """An edge matters if it leads to a group that is asked for, or to one of which that is denied."""
    answers = {holds for fact, holds in world.flags.items() if fact[1] == "person.member_of"} or {True, False}
    target = entry.content.key
    if entry.content.against:
        return True in answers and target in goals
    leads, shut = facts.memo(("leads", target, goals), lambda: _leads(facts, target, goals))
    return (False in answers and leads) or (True in answers and shut)


def _leads(facts: Facts, target: str, goals: frozenset[str]) -> tuple[bool, bool]:
    above = upward(facts, target)
    shut = any(
        other.content.against and other.content.key in goals
        for node in above
        for name in ("person.member_of", "group.part_of")
        for other in facts.of(node, name)
    )
    return bool(above & goals), shut


def _moments_could(facts: Facts, world: World) -> tuple[bool, bool]:
    """Whether claims of the moments asked for, and whether orders of acts, could leave this world no moment.

    Differences cannot be met exactly where one upper bound and one lower bound contradict each other. So each
    moment is given its lowest upper bound (by its own claims, or by orders) and all others their highest lower
    bounds; and the other way round.
    """
    domains = world.moments.domains
    if any(var.startswith("custody:") for var in domains):
        return True, True
    acts = {var: var.partition(" ")[0] for var in domains if var.endswith(" act.time")}
    own = {var: (_extreme(facts, act, latest=True), _extreme(facts, act, latest=False)) for var, act in acts.items()}
    linked = {var: _narrowest(facts, act) for var, act in acts.items()}
    lows = {var: max(own[var][0], linked[var][0]) for var in acts}
    highs = {var: min(own[var][1], linked[var][1]) for var in acts}

    def shuts(var: str, low: int, high: int) -> bool:
        others = [other for other in acts if other != var]
        return _shut(world, {var: high}, {other: lows[other] for other in others}) or _shut(
            world, {other: highs[other] for other in others}, {var: low}
        )

    moments = any(shuts(var, *own[var]) for var in acts)
    return moments, any(linked[var] != (MIN, MAX) and shuts(var, *linked[var]) for var in acts)


def _shut(world: World, uppers: dict[str, int], lowers: dict[str, int]) -> bool:
    """Whether the world has no moments left under these bounds."""
    domains = dict(world.moments.domains)
    try:
        for var, high in uppers.items():
            domains[var] = below(domains[var], high)
        for var, low in lowers.items():
            domains[var] = above(domains[var], low)
        trim(domains, world.moments.bounds)
    except Impossible:
        return True
    return False


def _narrowest(facts: Facts, act: str) -> tuple[int, int]:
    """The latest lower and the earliest upper bound that orders could put on an act, whoever is believed."""
    return facts.memo(("narrowest", act), lambda: _bounds_of(facts, act))


def _bounds_of(facts: Facts, act: str) -> tuple[int, int]:
    group = [act]
    for member in group:
        group += [other for link in links_of(facts, member) for other in link.acts if other not in group]
    low = dict.fromkeys(group, MIN)
    high = dict.fromkeys(group, MAX)
    pairs = {_pair(link) for member in group for link in links_of(facts, member)}
    for _ in group:
        for earlier, later in pairs:
            low[later] = max(low[later], max(low[earlier], _extreme(facts, earlier, latest=True)) + 1)
            high[earlier] = min(high[earlier], min(high[later], _extreme(facts, later, latest=False)) - 1)
    return max(MIN, low[act]), min(MAX, high[act])


def _pair(link: Link) -> tuple[str, str]:
    """(earlier, later) as the link would have it if it held."""
    return (link.right, link.end) if link.kind == "inside" else (link.left, link.right)


def _extreme(facts: Facts, act: str, *, latest: bool) -> int:
    """The latest first moment (or the earliest last one) that any single claim gives the act."""
    domains = [domain_of(entry) for entry in facts.of(act, "act.time") if not entry.content.against]
    if latest:
        return max((domain[0][0] for domain in domains), default=MIN)
    return min((domain[-1][1] for domain in domains), default=MAX)
