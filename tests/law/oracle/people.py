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
            a, b = (left, right) if found[0] != "U" else (right, left)
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
        reached = self.reach(who)
        denied = self.edge(who, group) == "F" or any(
            self._denied(on_the_way, group) for on_the_way in reached if on_the_way not in (who, group)
        )
        if group in reached:
            return None if denied else True
        return False if denied else None

    def _free(self, who: str, group: str) -> bool:
        """A pair of which nobody spoke, and to which no claim leads: free, as far as the edges let it be."""
        who = self.alike(who)[0]
        if (who, group) not in self._pairs:
            yes, no = self._allowed(who, group)
            options = tuple(answer for answer, may in ((True, yes), (False, no)) if may)
            self._pairs[(who, group)] = bool(self.state.ask(self._name(who, group), options))
        return self._pairs[(who, group)]

    def _allowed(self, who: str, group: str) -> tuple[bool, bool]:
        """Whether it may hold, and whether it may not, beside what this world says already."""
        may, need = True, False
        for other in [pair[1] for pair in self._pairs if pair[0] == who] + list(self.reach(who)):
            if other in (who, group) or not self._belongs(who, other):
                continue
            need |= group in self.reach(other)
            may &= not self._denied(other, group)  # nobody of that group is in this one
            may &= not any(self._denied(g, other) for g in self.reach(group))  # nor the other way round
        for above in self.reach(group):
            if above != group and self._belongs(who, above) is False:
                may = False
        return may, not (need and may)

    def _belongs(self, who: str, group: str) -> bool | None:
        if self.edge(who, group) != "U" or group in self.reach(who):
            return self.member(who, group)
        known = self.settled(who, group)
        return self._pairs.get((who, group)) if known is None else known

    def some(self, who: str, group: str) -> bool:
        """Whether somebody of a group is claimed to be in another (`group.some_in`), or in a group that lies in it."""
        for part in self.facts.said(who, "group.some_in").values:
            if group in self.reach(part) and self.holds(who, "group.some_in", part):
                if not self._denied(who, group):
                    return True
                return bool(self.state.ask((who, SOME, group), (True, False)))
        return False

    # ---- acts

    def everybody(self, entity: str) -> tuple[str, ...]:
        """An act's people: those to whom it was done, whoever is claimed to be one of them, and their other ids."""
        found: list[str] = []
        todo = list(self.persons(entity))
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
        return tuple(found)

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
            if who.startswith("group:") and any(self.member(one, who) for one in people):
                return True
        nobody_says = [any(who.startswith(ANYONE) for who in side) for side in (people, theirs)]
        return all(nobody_says) and bool(self.state.ask(("hidden", trigger, other), (True, False)))
