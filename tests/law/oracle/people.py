"""Who belongs to what in one world (semantics 10), whose act it is, and whether two acts are of the same people.

Membership is asked of pairs (who, group). Edges are what is claimed: `person.member_of` and `group.part_of`
(one meaning, read together), and `person.same_as` both ways. A pair

- reached by a chain of edges that hold, and not denied, holds;
- reached, and denied (of itself, or of a group on the way: "what is denied of a group holds of nobody in it"),
  is open;
- not reached, and denied, does not hold;
- not reached, and not denied, is open: nobody spoke of it. Such a pair still obeys the edges that hold: in a
  world where it is so, so are the pairs that follow from it, and none that is denied.

What nobody spoke of makes no chain: that Q may be P, or that one group may lie in another, is not assumed to
carry a membership.
"""

from __future__ import annotations

from .state import State
from .world import ANYONE, Frame, World

EDGES = ("person.member_of", "group.part_of")
SOME = "some of them in"  # open where `group.some_in` is claimed and the membership of the group denied


class People(World):
    """A world that also knows groups."""

    def __init__(self, state: State, frame: Frame) -> None:
        super().__init__(state, frame)
        self._pairs: dict[tuple[str, str], bool] = {}  # pairs chosen freely, of which nobody spoke

    # ---- edges

    def alike(self, who: str) -> tuple[str, ...]:
        """The ids of the same person, by claims that hold; the first by name stands for them all."""
        seen, todo = {who}, [who]
        while todo:
            one = todo.pop()
            for left, said in self.facts.everyone("person.same_as"):
                for right in said.values:
                    if one not in (left, right):
                        continue
                    other = right if one == left else left
                    if other not in seen and self._same(left, right):
                        seen.add(other)
                        todo.append(other)
        return tuple(sorted(seen))

    def _same(self, left: str, right: str) -> bool:
        """`same_as` is claimed one way round and meant both ways; either denial speaks against it."""
        found = [self.facts.said(a, "person.same_as").status(b) for a, b in ((left, right), (right, left))]
        claimed = any(status in "TC" for status in found)
        denied = any(status in "FC" for status in found)
        if claimed and denied:
            ways = sorted([(left, right), (right, left)])
            a, b = next((a, b) for a, b in ways if self.facts.said(a, "person.same_as").status(b) != "U")
            return bool(self.state.ask((a, "person.same_as", b), (True, False)))
        return claimed

    def edge(self, who: str, group: str) -> str:
        """What is said of one pair directly, of any id of that person: `T`, `F` or `U` in this world, and `C` where
        it is claimed and denied (the caller asks `_contested`)."""
        found = [self.facts.said(one, prop).status(group) for one in self.alike(who) for prop in EDGES]
        claimed = any(status in "TC" for status in found)
        denied = any(status in "FC" for status in found)
        return "C" if claimed and denied else "T" if claimed else "F" if denied else "U"

    def _name(self, who: str, group: str) -> tuple[str, str, str]:
        """The fact that a pair is: as it was spoken of, else as a condition speaks of it."""
        for one in self.alike(who):
            for prop in EDGES:
                if self.facts.said(one, prop).status(group) != "U":
                    return (one, prop, group)
        return (self.alike(who)[0], "person.member_of", group)

    def _contested(self, who: str, group: str) -> bool:
        return bool(self.state.ask(self._name(who, group), (True, False)))

    def _holds(self, who: str, group: str) -> bool:
        edge = self.edge(who, group)
        return edge == "T" or (edge == "C" and self._contested(who, group))

    def _denied(self, who: str, group: str) -> bool:
        edge = self.edge(who, group)
        return edge == "F" or (edge == "C" and not self._contested(who, group))

    def reach(self, who: str) -> tuple[str, ...]:
        """Every group that a chain of edges leads to in this world (who itself first)."""
        seen, todo = [who], [who]
        while todo:
            one = todo.pop(0)
            nexts = {g for a in self.alike(one) for prop in EDGES for g in self.facts.said(a, prop).values}
            for group in sorted(nexts):
                if group not in seen and self._holds(one, group):
                    seen.append(group)
                    todo.append(group)
        return tuple(seen)

    # ---- membership

    def member(self, who: str, group: str) -> bool:
        """Whether who belongs to the group; a group belongs to itself."""
        if who == group:
            return True
        known = self.settled(who, group)
        if known is not None:
            return known
        if self.edge(who, group) != "U" or group in self.reach(who):
            return bool(self.state.ask(self._name(who, group), (True, False)))
        if who.startswith(ANYONE):
            return bool(self.state.ask(("hidden", who, group), (True, False)))
        return self._free(who, group)

    def settled(self, who: str, group: str) -> bool | None:
        """The answer where the claims give one in this world; None where it is open."""
        if who == group:
            return True
        if self.edge(who, group) == "C":
            return None
        denied = self.edge(who, group) == "F" or self._denied_above(who, group)
        if group in self.reach(who):
            return None if denied else True
        return False if denied else None

    def _denied_above(self, who: str, group: str) -> bool:
        return any(self._denied(one, group) for one in self.reach(who) if one not in (who, group))

    def _free(self, who: str, group: str) -> bool:
        """A pair of which nobody spoke, and to which no claim leads: free, as far as the edges let it be."""
        who = self.alike(who)[0]
        if (who, group) not in self._pairs:
            yes, no = self._allowed(who, group)
            options = tuple(answer for answer, may in ((True, yes), (False, no)) if may)
            self._pairs[(who, group)] = bool(self.state.ask(self._name(who, group), options))
        return self._pairs[(who, group)]

    def _allowed(self, who: str, group: str) -> tuple[bool, bool]:
        """Whether it may hold, and whether it may not, beside what this world says already. A group's pair is whether
        some of it belong: others of it may be where nobody of the one group is in the other."""
        may = self._told(group, who) is not False
        after = self._following(group)
        may &= not any(self._told(one, other) is False for one in after for other in after)
        may &= all(self._belongs(who, other) is not False for other in after)
        new = [one for one in after if self._belongs(who, one) is None]  # beside them, all is answered
        need = False
        for other in sorted({pair[1] for pair in self._pairs if pair[0] == who} | set(self.reach(who))):
            if other in (who, group) or not self._belongs(who, other):
                continue
            before = self._following(other)
            need |= group in before
            if not who.startswith("group:") or self._told(who, other):
                are = [one for one in before if self._belongs(who, one) is not False]
                pairs = [pair for one in are for two in new for pair in ((one, two), (two, one))]
                may &= not any(self._told(one, two) is False for one, two in pairs)  # nobody is in both
        return may, not (need and may)

    def _following(self, group: str) -> set[str]:
        """The groups that whoever is in the group is in, by edges of this world."""
        found, todo = {group}, [group]
        while todo:
            one = todo.pop()
            new = {other for other in self.reach(one) if self._told(one, other)} - found
            found |= new
            todo += sorted(new)
        return found

    def _told(self, who: str, group: str) -> bool | None:
        """What claims say in this world, chosen where they say both; None where they say nothing."""
        if who != group and (self.edge(who, group) != "U" or group in self.reach(who)):
            return self.member(who, group)
        return self.settled(who, group)

    def _belongs(self, who: str, group: str) -> bool | None:
        known = self._told(who, group)
        return self._pairs.get((who, group)) if known is None else known

    def some(self, who: str, group: str) -> bool:
        """Whether somebody of a group is claimed to be in another (`group.some_in`), or in a group that lies in it."""
        for part in self.facts.said(who, "group.some_in").values:
            if group in self.reach(part) and self.holds(who, "group.some_in", part) and self._told(part, group):
                denied = self._denied(who, group) or self._denied_above(who, group)
                return not denied or bool(self.state.ask((who, SOME, group), (True, False)))
        return False

    # ---- what else is said of people

    def holds_of_one(self, who: str, prop: str, key: str) -> bool:
        """A value of a `many` property, where what is said of any id of a person, or of a group that claims lead to,
        is said of them."""
        ids = self.alike(who)
        said = {self.facts.said(one, prop).status(key) for one in ids}
        for group in self.reach(who):
            status = self.facts.said(group, prop).status(key)
            if group.startswith("group:") and group not in ids and status != "U" and self._told(who, group):
                said.add(status)
        said.discard("U")
        if said in ({"T"}, {"F"}):
            return said == {"T"}
        return bool(self.state.ask((ids[0], prop, key), (True, False)))

    # ---- acts

    def everybody(self, entity: str) -> tuple[str, ...]:
        """An act's people: those to whom it was done, whoever is claimed to be one of them and in this world is, and
        their other ids."""
        return tuple(dict.fromkeys(one for person in self.persons(entity) for one in self._those_of(person)))

    def _those_of(self, person: str) -> list[str]:
        found: list[str] = []
        todo = [person]
        while todo:
            one = todo.pop(0)
            if one in found:
                continue
            found.append(one)
            todo.extend(self.alike(one))
            if one.startswith("group:"):
                todo.extend(
                    who for prop in EDGES for who, said in self.facts.everyone(prop)
                    if one in said.values and self._holds(who, one)
                )  # fmt: skip
        return [one for one in found if not person.startswith("group:") or self._told(one, person) is not False]

    def any_in(self, entity: str, group: str) -> bool:
        """`person.member_of = group` of an act or a custody: true of at least one of its people."""
        people = self.everybody(entity)
        if any(self.settled(who, group) for who in people):
            return True  # nothing that is open matters then
        return any(self.some(who, group) or self.member(who, group) for who in people)

    def same_people(self, trigger: str, other: str) -> bool:
        """Whether the other act is of one of the same people, or of a group that they belong to."""
        people = self.everybody(trigger)
        theirs = self.persons(other)
        if any(who in people for who in theirs):
            return True
        for who in theirs:
            if who.startswith("group:") and any(self.some(one, who) or self.member(one, who) for one in people):
                return True
        nobody_says = [any(who.startswith(ANYONE) for who in side) for side in (people, theirs)]
        return all(nobody_says) and bool(self.state.ask(("hidden", trigger, other), (True, False)))
