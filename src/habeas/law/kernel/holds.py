"""Whether a condition holds of an act or custody in one world. Semantics 14, 15."""

from __future__ import annotations

from habeas.core.edtf import read_instant
from habeas.core.schema import Schema
from habeas.law.instruments.condition_paths import type_of
from habeas.law.instruments.model import All, Any, Compare, Condition, Const, Not, Within
from habeas.law.worlds.belonging import belongs, contested, ids_of, some_may_belong, whose
from habeas.law.worlds.facts import Facts
from habeas.law.worlds.moments import Moment
from habeas.law.worlds.order import settle_order
from habeas.law.worlds.people import members, people_of, some_person
from habeas.law.worlds.places import inside
from habeas.law.worlds.world import World, explore


class Tester:
    """Evaluates conditions; knows the vocabulary and the zone in which a bare time of a condition is read."""

    def __init__(self, schema: Schema, zone: str) -> None:
        self.schema, self.zone = schema, zone

    def holds(self, world: World, condition: Condition, subject: str) -> bool:
        if isinstance(condition, Const):
            return condition.value
        if isinstance(condition, Not):
            return not self.holds(world, condition.inner, subject)
        if isinstance(condition, All):
            return all(self.holds(world, part, subject) for part in condition.parts)
        if isinstance(condition, Any):
            return any(self.holds(world, part, subject) for part in condition.parts)
        if isinstance(condition, Compare | Within):
            return self._atom(world, condition, subject)
        raise AssertionError(condition)  # a Word is replaced before (law.instruments.resolve)

    def _atom(self, world: World, atom: Compare | Within, subject: str) -> bool:
        head, *steps = atom.path
        kind = subject.partition(":")[0]
        if head == "person":
            return self._of_people(world, atom, subject, tuple(steps))
        if head == "place":
            return self._walk(world, atom, subject, ("place", *steps), kind)
        if head != kind:
            return False
        return self._walk(world, atom, subject, tuple(steps), kind)

    def _walk(self, world: World, atom: Compare | Within, subject: str, steps: tuple[str, ...], kind: str) -> bool:
        """Follow a path from property to property; a step that is open leaves the atom open."""
        name = f"{kind}.{steps[0]}"
        if steps[0] == "person" and len(steps) > 1:
            return self._of_people(world, atom, subject, steps[1:])
        last = len(steps) == 1
        if last and isinstance(atom, Compare):
            return self._compare(world, atom, subject, name)
        known = self.schema.properties[name]
        if known.many:
            targets = sorted(set(world.facts.claimed(subject, name)))
            if any(
                world.many(subject, name, target) and self._onward(world, atom, target, steps) for target in targets
            ):
                return True
            # Beside those that are claimed another one may hold, of which nobody speaks (semantics 9).
            return world.flag((subject, name, _asked_of(atom, steps)), "gap")
        value = world.value(subject, name)
        if value is None:
            # Some value that nobody has named: it goes by what it is of, and nobody says anything of it.
            return self._onward(world, atom, f"{subject} {name}", steps)
        return self._onward(world, atom, value, steps)

    def _onward(self, world: World, atom: Compare | Within, target: str, steps: tuple[str, ...]) -> bool:
        if len(steps) == 1:
            assert isinstance(atom, Within)
            return inside(world, target, atom.place)
        # a code, and a value that nobody names, say no type: then it is that which the property has
        named = ":" in target and " " not in target
        kind = target.partition(":")[0] if named else type_of(steps[0])
        return self._walk(world, atom, target, steps[1:], kind)

    def _of_people(self, world: World, atom: Compare | Within, subject: str, steps: tuple[str, ...]) -> bool:
        name = f"person.{steps[0]}"
        fact = (subject, f"{subject.partition(':')[0]}.person", f"{name} {_words(atom)}")
        if name == "person.member_of" and len(steps) == 1 and isinstance(atom, Compare):
            group = atom.literal
            return some_person(
                world, subject,
                lambda person: belongs(world, person, group),
                lambda member: some_may_belong(world.facts, member, group) or contested(world.facts, member),
                fact,
            )  # fmt: skip
        return some_person(
            world, subject,
            lambda person: self._walk(world, atom, person, steps, "person"),
            lambda member: bool(world.facts.of(member, name)),
            fact,
        )  # fmt: skip

    def _compare(self, world: World, atom: Compare, subject: str, name: str) -> bool:
        known = self.schema.properties[name]
        if known.kinds[0] == "instant":
            when = world.time_of(subject, name)
            if name.startswith("person."):
                when = world.time_of_one(ids_of(world, subject), name)
            return self._ordered(world, atom, when, read_instant(atom.literal, self.zone, 0).low)
        if known.kinds[0] == "quantity":
            return self._ordered(world, atom, world.time_of(subject, name), int(atom.literal))
        if known.kinds[0] == "flag":
            wanted = atom.literal == "true"
            return (world.happened(subject) if name == "act.happened" else world.many(subject, name, "true")) == wanted
        if name in {"act.person", "custody.person"}:
            people = people_of(world, subject)
            if people is None:
                return world.flag((subject, name, atom.literal), "gap")
            return any(atom.literal in members(world, person) for person in people)
        if name.startswith("person.") and known.many:
            return world.many_of_one(whose(world, subject, name), name, atom.literal)
        if known.many:
            return world.many(subject, name, atom.literal)
        return world.equals(subject, name, atom.literal)

    def _ordered(self, world: World, atom: Compare, moment: Moment, point: int) -> bool:
        """Semantics 6: a time in a condition is its first microsecond. A quantity is compared as a whole number."""
        fixed = world.moment(f"at {point}", ((point, point),))
        if atom.op == "<":
            return world.before(moment, fixed)
        if atom.op == "<=":
            return world.before(moment, fixed, strict=False)
        if atom.op == ">":
            return world.before(fixed, moment)
        if atom.op == ">=":
            return world.before(fixed, moment, strict=False)
        return world.before(moment, fixed, strict=False) and world.before(fixed, moment, strict=False)


def _asked_of(atom: Compare | Within, steps: tuple[str, ...]) -> str:
    """What is asked of a value that nobody names: what it is, or what a path from it leads to."""
    return _words(atom) if len(steps) == 1 else f"{'.'.join((type_of(steps[0]), *steps[1:]))} {_words(atom)}"


def _words(atom: Compare | Within) -> str:
    if isinstance(atom, Within):
        return f"within {atom.place}"
    return f"{atom.op} {atom.literal}" if atom.op != "=" else atom.literal


def possible(facts: Facts, tester: Tester, condition: Condition, subject: str) -> bool:
    """Whether the condition holds of the subject in some world; where there is none, by what is said of it alone."""

    def alone(world: World) -> bool:
        return tester.holds(world, condition, subject)

    def ordered(world: World) -> bool:
        held = alone(world)
        settle_order(world, [subject])  # an order of acts may leave no such world
        return held

    def work() -> bool:
        ways = [world for held, world in explore(facts, alone) if held]
        if not ways or any(not world.trace and not world.moments.domains for world in ways):
            return bool(ways)  # it never holds, or whatever is open
        return any(held for held, _ in explore(facts, ordered)) or not any(True for _ in explore(facts, ordered))

    return facts.memo(("possible", condition, subject), work)
