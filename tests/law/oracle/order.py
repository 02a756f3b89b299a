"""Constraints on worlds (semantics 12), part by part.

A *part* is a set of acts tied together by what somebody claims of their order (`act.before`, `act.during`), by
one carrier, or a custody with its two ends. Parts share no time, so a part's worlds are worked out once and
taken over whole by any world that looks at one of its members; and the claims as a whole allow a world
exactly if each part does. A constraint binds only acts that took place in that world: what did not happen has
no time.
"""

from __future__ import annotations

from functools import partial
from itertools import permutations

from .matter import Facts
from .people import People
from .state import Dead, State, explore
from .world import OTHER, Frame

# the order of the acts of one journey, and of one custody (the same carrier, here): earlier ranks come first
JOURNEY = {"departs": 0, "leaves_airspace": 1, "lands": 2, "hands_over": 3}
HOLDING = {"books_in": 0, "releases": 1}
ENDS = ("lands", "arrives", "books_out")


def frame_of(facts: Facts, words: dict[str, tuple[str, ...]], make: type[State] = State) -> Frame | None:
    """The frame with every part's worlds; None where some part has none, so that the claims allow no world."""
    frame = Frame(facts, words)
    facts.touched = set()
    divided = parts(facts)
    frame.forming = facts.touched
    for members in divided:
        facts.touched = set()
        worlds = [state for state, _ in explore(partial(_constrain, frame, members), make)]
        if not worlds:
            return None
        frame.parts[members[0]], frame.looked_at[members[0]] = worlds, facts.touched
        # only now: while a part is worked out its members are not yet of a part
        for member in members:
            frame.part_of[member] = members[0]
    return frame


def parts(facts: Facts) -> list[tuple[str, ...]]:
    """The parts, each as its sorted members. Too large a part would do no harm but to speed."""
    groups: list[set[str]] = []
    for prop in ("act.before", "act.during"):
        for act, said in facts.everyone(prop):
            groups.extend(
                {act, other, *(_ends_near(facts, other) if prop == "act.during" else ())} for other in said.values
            )
    by_carrier: dict[str, set[str]] = {}
    for act, said in facts.everyone("act.carrier"):
        for carrier in said.forward:
            by_carrier.setdefault(carrier, set()).add(act)
    groups.extend(members for members in by_carrier.values() if len(members) > 1)
    timed = {custody for end in ("start", "end") for custody, _ in facts.everyone(f"custody.{end}")}
    groups.extend({custody} for custody in {*timed, *facts.subjects("custody")})
    joined: list[set[str]] = []
    for group in groups:
        apart = [other for other in joined if not other & group]
        joined = [*apart, group.union(*(other for other in joined if other & group))]
    return sorted(tuple(sorted(group)) for group in joined)


def _ends_near(facts: Facts, act: str) -> set[str]:
    """Acts that may be the end of that act: such a kind, and one carrier or one of the people in common."""

    def around(one: str) -> set[str]:
        return {*facts.said(one, "act.carrier").forward, *facts.said(one, "act.person").forward}

    return {
        other for other, said in facts.everyone("act.kind")
        if other != act and set(said.forward) & set(ENDS) and around(act) & around(other)
    }  # fmt: skip


def _constrain(frame: Frame, members: tuple[str, ...], state: State) -> None:
    world = People(state, frame)
    if members[0].startswith("custody:"):
        start, end = (world.time(members[0], f"custody.{edge}") for edge in ("start", "end"))
        world.state.must_leq(start, end)
        return
    for act, said in world.facts.everyone("act.before"):
        for other in said.values:
            if act in members and said.status(other) != "C":
                _before(world, act, other, said.status(other) == "T")
    for act, said in world.facts.everyone("act.during"):
        for other in said.values:
            if act in members and said.status(other) != "C":
                _during(world, act, other, said.status(other) == "T")
    for act, other in permutations(members, 2):
        if world.facts.said(act, "act.carrier").forward and world.facts.said(other, "act.carrier").forward:
            _natural(world, act, other)


def _before(world: People, act: str, other: str, claimed: bool) -> None:
    """Strict; denied alone it means "not before"."""
    if world.happened(act) and world.happened(other):
        one, two = world.time(act, "act.time"), world.time(other, "act.time")
        if claimed:
            world.state.must_leq(one, two, strict=True)
        else:
            world.state.must_leq(two, one)


def _during(world: People, act: str, other: str, claimed: bool) -> None:
    """After that act began, and before each act that ends it: one of such a kind, later, of the same carrier or
    people."""
    if not (world.happened(act) and world.happened(other)):
        return
    one, two = world.time(act, "act.time"), world.time(other, "act.time")
    inside = not world.state.leq(one, two)
    for end in sorted(_ends_near(world.facts, other) - {act}):
        if not inside:
            break
        if world.value(end, "act.kind") not in ENDS or not world.happened(end) or not _together(world, other, end):
            continue
        last = world.time(end, "act.time")
        if world.state.less(two, last):
            inside = world.state.less(one, last)
    if inside != claimed:
        raise Dead


def _together(world: People, act: str, other: str) -> bool:
    carriers = [
        world.value(one, "act.carrier") if world.facts.said(one, "act.carrier").forward else None
        for one in (act, other)
    ]
    if carriers[0] not in (None, OTHER) and carriers[0] == carriers[1]:
        return True
    if not all(world.facts.said(one, "act.person").forward for one in (act, other)):
        return False
    return bool(set(world.persons(act)) & set(world.persons(other)))


def _natural(world: People, act: str, other: str) -> None:
    """Of one carrier, the earlier kind strictly first."""
    ranks = [(table.get(str(world.value(act, "act.kind"))), table.get(str(world.value(other, "act.kind"))))
             for table in (JOURNEY, HOLDING)]  # fmt: skip
    if not any(a is not None and b is not None and a < b for a, b in ranks):
        return
    carrier = world.value(act, "act.carrier")
    if carrier != OTHER and carrier == world.value(other, "act.carrier"):
        _before(world, act, other, claimed=True)
