"""Which place lies within which, by ``place.in`` through any chain; and what of it nobody says.

A place of which nobody says where it lies may lie anywhere that the claims allow: what lies in a place lies in all that
contains it, of two places that both contain a third one contains the other, and none lies within what it contains.
What is denied of a place is denied of all that lies in it; reached by one chain and denied by another claim is open.
"""

from __future__ import annotations

from habeas.law.worlds.world import World

IN = "place.in"


def inside(world: World, place: str, container: str) -> bool:
    """Whether ``place`` is ``container`` or lies in it."""
    if place == container:
        return True
    told, top = _told(world, place, container)
    if told is not None:
        return told
    if world.facts.claimed(top, IN):
        return world.flag((top, IN, container), "conflict")  # all that is claimed of it is denied, and it is elsewhere
    # a place of which a wide one is claimed may still lie in a narrow one within that
    return _unspoken(world, place if _surely(world, container, top) else top, container)


def _told(world: World, place: str, container: str) -> tuple[bool | None, str]:
    """What claims say of it in this world, None where they do not; and the last place of the chain."""
    way = _upward(world, place)
    top = way[-1]
    denied = [one for one in way if one != container and container in world.facts.denied(one, IN)]
    if container in way:
        before = way[: way.index(container)]
        # of the last one before it, the world has picked the claim: a denial of that very claim is answered
        against = [one for one in before[:-1] if one in denied]
        return (world.flag((against[0], IN, container), "conflict") if against else True), top
    if denied or top in way[:-1]:  # a circle leads nowhere
        return False, top
    return None, top


def _upward(world: World, place: str) -> list[str]:
    """The place and what it lies in, one after another, as far as this world's claims lead."""
    way = [place]
    while world.facts.claimed(way[-1], IN):
        above = world.value(way[-1], IN)
        if above is None:
            break
        way.append(above)
        if above in way[:-1]:
            break
    return way


def _unspoken(world: World, place: str, container: str) -> bool:
    """Nobody says where ``place`` lies: free, as far as claims and this world's other answers about it let it be."""
    fact = (place, IN, container)
    if fact in world.flags:
        return world.flags[fact]
    if _surely(world, container, place):
        return False
    if any(_surely(world, container, other) for other in sorted(world.facts.denied(place, IN))):
        return False
    answers = [(known[2], held) for known, held in world.flags.items() if known[:2] == fact[:2]]
    for other, held in answers:
        if not held:
            if _surely(world, container, other):
                return False
        elif _surely(world, other, container):
            return True
        elif _surely_not(world, other, container) and _surely_not(world, container, other):
            return False
    return world.flag(fact, "gap")


def _surely(world: World, place: str, container: str) -> bool:
    return place == container or _told(world, place, container)[0] is True


def _surely_not(world: World, place: str, container: str) -> bool:
    return place != container and _told(world, place, container)[0] is False
