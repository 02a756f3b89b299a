"""Which contents could speak against one world: only those can help to rule it out.

A content that the world already agrees with rules out nothing, alone or with others, unless it closes something
that was open (who an act was about, whether it happened): those are always kept. Moments rule out together what
none of them does alone; so they are kept or passed over as one, by asking whether the narrowest bounds that all
claims and orders together could put on every moment would leave the world standing.
"""

from __future__ import annotations

from habeas.core.finding import Outcome
from habeas.core.instant import MAX, MIN
from habeas.law.kernel.kernel import Path
from habeas.law.worlds.belonging import upward
from habeas.law.worlds.facts import Entry, Facts, domain_of
from habeas.law.worlds.moments import Impossible, above, below, trim
from habeas.law.worlds.order import Link, disputed_links_of
from habeas.law.worlds.world import World

_EDGES = frozenset(("person.member_of", "group.part_of", "group.some_in", "person.same_as"))
_CLOSING = frozenset(("act.person", "custody.person", "act.happened", "log.covers"))


def path_options(facts: Facts, path: Path, outcome: Outcome, *, orders: bool) -> list[Entry]:
    """The contents of ``facts`` that could help to rule out the world of ``path``; with ``orders``, those too that
    only say what came before what, or when another act of the same journey was.

    For ``kept``, what only scope asks is passed over: a claim that puts every world out of scope gives ``not_bound``,
    and one that puts some out leaves the others as they are.
    """
    world = path.world
    clock = Clock(facts, world)
    goals = frozenset(group for _, group in world.memberships)
    keys = world.reads if outcome == "kept" else world.reads | world.scope_reads
    found = {entry.index: entry for key in keys for entry in facts.look(key)}
    chosen = [entry for entry in found.values() if _could(facts, entry, world, goals, clock)]
    if orders and clock.linked:
        order = {entry.index: entry for key in world.order_reads for entry in facts.look(key)}
        chosen += [
            entry for entry in order.values() if entry.index not in found and entry.content.subject in clock.linked
        ]
    return sorted(chosen, key=lambda entry: entry.index)


def _could(facts: Facts, entry: Entry, world: World, goals: frozenset[str], clock: Clock) -> bool:
    content = entry.content
    if entry.value.kind == "instant":
        return clock.could(entry)
    if content.property in _CLOSING:
        return True
    if content.property in _EDGES:
        return _membership_could(facts, entry, world, goals)
    if (content.subject, content.property) in world.flags or f"{content.subject} {content.property}" in _unnamed(world):
        return True  # the world says something of an unnamed value, and this names it
    state = world.singles.get((content.subject, content.property))
    if state is not None and not content.against:
        return content.key not in state.named and not (state.other and content.key not in state.excluded)
    held = world.flags.get((content.subject, content.property, content.key))
    return held is None or held == content.against


def _unnamed(world: World) -> set[str]:
    """What the world says something of by what it is of (``act:a act.to``), since nobody names it."""
    known = (*world.flags, *world.singles, *(fact for fact, *_ in world.time_why.values()))
    return {fact[0] for fact in known if " " in fact[0]}


def _membership_could(facts: Facts, entry: Entry, world: World, goals: frozenset[str]) -> bool:
    """An edge matters if it leads to a group that is asked for, or to one that some denial sets apart from it; or to a
    group that something was done to, since then it says who was among them.
    """
    content = entry.content
    above = upward(facts, content.key)
    if content.property == "person.same_as" or above & facts.memo("done to", lambda: _whom(facts)):
        return True
    if any(_told_of(facts, group) for group in above):
        return True  # what is said of the group is said of its members
    answers = set(world.memberships.values())
    apart = facts.memo(("apart", goals), lambda: _apart(facts, goals))
    if content.against:
        return True in answers and bool({content.key, content.subject} & apart)
    leads = upward(facts, content.key)
    if False in answers and (leads & goals or upward(facts, content.subject) & goals):
        return True  # it leads to a group that is asked for, or makes somebody of that group one of these people
    return True in answers and bool(leads & apart or content.subject in apart)


def _whom(facts: Facts) -> frozenset[str]:
    """The groups that some act or custody is said to be about."""
    found = (entry.content.key for name in ("act.person", "custody.person") for entry in facts.named(name))
    return frozenset(key for key in found if key.startswith("group:"))


def _told_of(facts: Facts, group: str) -> bool:
    """Whether anything else is said of a group's members than whom they belong to."""
    said = {entry.content.property for entry in facts.about(group)} - _EDGES
    return any(name.startswith("person.") for name in said)


def _apart(facts: Facts, goals: frozenset[str]) -> frozenset[str]:
    """The groups asked for, what they lie in, and whatever a denial keeps apart from any of these; if any does."""
    near = frozenset(goals).union(*(upward(facts, goal) for goal in goals))
    denied: set[str] = set()
    for name in ("person.member_of", "group.part_of"):
        for group in near:
            found = (*facts.of(group, name), *facts.saying(name, group))
            for other in found:
                if other.content.against:
                    denied |= {other.content.subject, other.content.key}
    return near | denied if denied else frozenset()


class Clock:
    """Which claims of moments, and whose orders, could leave a world no moment.

    Differences cannot be met exactly where one upper bound and one lower bound contradict each other. So one moment
    is given the bound in question, and all others their highest lower (or lowest upper) bounds, whoever is believed.
    """

    def __init__(self, facts: Facts, world: World) -> None:
        self.world = world
        domains = world.moments.domains
        self.acts = {var: var.partition(" ")[0] for var in domains if var.endswith(" act.time")}
        # of a claim with a hole, or of a denial, it is not only the bounds that rule out; nor where two steps of the
        # calendar are held against each other
        ends = {end for bound in world.moments.bounds for end in (bound.left, bound.right) if end.shift is not None}
        self.all = (
            (len(ends) > 1 and any(end.steps for end in ends))
            or any(var.startswith("custody:") for var in domains)
            or any(
                entry.content.against or len(domain_of(entry)) > 1
                for act in self.acts.values()
                for entry in facts.of(act, "act.time")
            )
        )
        links = {var: _narrowest(facts, act) for var, act in self.acts.items()}
        self.lows = {var: max(_extreme(facts, act, latest=True), links[var][0]) for var, act in self.acts.items()}
        self.highs = {var: min(_extreme(facts, act, latest=False), links[var][1]) for var, act in self.acts.items()}
        self.linked: frozenset[str] = frozenset().union(
            *(
                tied(facts, self.acts[var])
                for var, bounds in links.items()
                if bounds != (MIN, MAX) and (self.all or self._shuts(var, *bounds) or self._both(facts, self.acts[var]))
            )
        )

    def _both(self, facts: Facts, act: str) -> bool:
        """Whether orders tie the act to another one that the world has put somewhere: then they need no clock."""
        return len(set(tied(facts, act)) & set(self.acts.values())) > 1

    def could(self, entry: Entry) -> bool:
        """Whether this claim of a moment could help to leave the world none."""
        var = f"{entry.content.subject} {entry.content.property}"
        if self.all or var not in self.acts:
            return True
        domain = domain_of(entry)
        return self._shuts(var, domain[0][0], domain[-1][1])

    def _shuts(self, var: str, low: int, high: int) -> bool:
        others = [other for other in self.acts if other != var]
        return _shut(self.world, {var: high}, {other: self.lows[other] for other in others}) or _shut(
            self.world, {other: self.highs[other] for other in others}, {var: low}
        )


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


def tied(facts: Facts, act: str) -> tuple[str, ...]:
    """The acts that orders tie to ``act``, itself first."""
    group = [act]
    for member in group:
        group += [other for link in disputed_links_of(facts, member) for other in link.acts if other not in group]
    return tuple(group)


def _bounds_of(facts: Facts, act: str) -> tuple[int, int]:
    group = tied(facts, act)
    low = dict.fromkeys(group, MIN)
    high = dict.fromkeys(group, MAX)
    pairs = {_pair(link) for member in group for link in disputed_links_of(facts, member)}
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
