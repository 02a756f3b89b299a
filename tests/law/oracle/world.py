"""What is so in one world: values, times, happening, people, places (semantics 8 to 11 and 15).

In: a `State` (the choices of one path), the `Facts`, and the words of the conditions (so that "any value" can
be played by the values that anybody could tell apart, and one more, `?`). Out: answers. It imposes nothing:
constraints are `order.py`'s, and are taken over here part by part when an act or custody of a part is first
looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .matter import MANY, PLACES, Facts
from .state import Name, State, Symbol

ANYONE = "person:?"
OTHER = "?"


class Frame:
    """What does not change between worlds: the facts, the words of the matter, the parts.

    `words` maps a property to the literals that conditions compare it with, and `person` and `place` to all people
    (and groups) and places that the matter names: what stands for "any value".
    """

    def __init__(self, facts: Facts, words: dict[str, tuple[str, ...]]) -> None:
        self.facts = facts
        self.words = words
        self.parts: dict[str, list[State]] = {}  # act or custody -> the worlds of its part (order.py)
        self.part_of: dict[str, str] = {}
        self.looked_at: dict[str, set[tuple[str, str]]] = {}  # part -> what its worlds depend on
        self.forming: set[tuple[str, str]] = set()  # what the division into parts depends on

    def people(self) -> tuple[str, ...]:
        return self.words.get("person", ())

    def places(self) -> tuple[str, ...]:
        return self.words.get("place", ())


class World:
    """The facts as they are on one path."""

    def __init__(self, state: State, frame: Frame) -> None:
        self.state = state
        self.frame = frame
        self.facts = frame.facts

    def join(self, subject: str) -> None:
        """The part of the matter that constraints tie this act or custody to, once, before anything of it is asked."""
        part = self.frame.part_of.get(subject)
        if part is None or part in self.state.joined:
            return
        self.state.joined.add(part)
        worlds = self.frame.parts[part]
        self.state.merge(worlds[self.state.choose(len(worlds))])

    # ---- one value

    def value(self, subject: str, prop: str) -> str | None:
        """The value of a property of one value; None only for the kind of an act whose kind nobody claims."""
        self.join(subject)
        said = self.facts.said(subject, prop)
        forward, denied = said.forward, said.denied
        if prop == "act.kind" and not forward:
            return None
        options: list[str] = list(forward)
        if not forward or all(key in denied for key in forward):
            options += [key for key in self._any(subject, prop) if key not in forward and key not in denied]
        chosen: str = self.state.ask((subject, prop), tuple(options))
        return chosen

    def _any(self, subject: str, prop: str) -> list[str]:
        """Values that stand for "any": those that some condition or claim could tell from the rest, and another."""
        if prop in PLACES:
            return [*(place for place in self.frame.places() if place != subject), f"place:?{subject}"]
        return [*self.frame.words.get(prop, ()), OTHER]

    # ---- many values

    def holds(self, subject: str, prop: str, key: str) -> bool:
        """Whether a value of a `many` property holds."""
        self.join(subject)
        status = self.facts.said(subject, prop).status(key)
        if status in "TF":
            return status == "T"
        return bool(self.state.ask((subject, prop, key), (True, False)))

    def happened(self, act: str) -> bool:
        """Semantics 11."""
        self.join(act)
        status = self.facts.said(act, "act.happened").status("true")
        if status in "TU":
            return True
        timed = bool(self.facts.said(act, "act.time").forward)
        return bool(self.state.ask((act, "act.happened"), (True, False) if timed or status == "C" else (False,)))

    def persons(self, entity: str) -> tuple[str, ...]:
        """To whom an act was done, or who is held. An act of which nobody says to whom was done to any one person
        or group that is named, or to somebody else; once anyone is claimed the list is closed."""
        self.join(entity)
        if entity.startswith("custody:"):
            return self._held(entity)
        said = self.facts.said(entity, "act.person")
        if said.forward:
            return tuple(sorted(key for key in said.forward if self.holds(entity, "act.person", key)))
        options = [key for key in self.frame.people() if key not in said.denied]
        return (self.state.ask((entity, "act.person"), (*options, ANYONE + entity)),)

    def _held(self, custody: str) -> tuple[str, ...]:
        """Closed, too, once anyone is claimed: where all who are claimed are denied, perhaps nobody."""
        said = self.facts.said(custody, "custody.person")
        if said.forward:
            nobody = ("",) if set(said.forward) <= set(said.denied) else ()
            who = self.state.ask((custody, "custody.person"), (*said.forward, *nobody))
        else:
            options = [key for key in self.frame.people() if key not in said.denied]
            who = self.state.ask((custody, "custody.person"), (*options, ANYONE + custody))
        return (who,) if who else ()

    # ---- times

    def time(self, subject: str, prop: str) -> Symbol:
        """When: one choice in a world, wherever it is used."""
        self.join(subject)
        return self.state.moment((subject, prop), self.facts.region(subject, prop))

    # ---- places

    def within(self, place: str | None, outer: str) -> bool:
        """Whether a place is, or lies somewhere in, another; one of which nobody says where it lies may lie in any."""
        seen: set[str] = set()
        while place is not None and place not in seen:
            if place == outer:
                return True
            if place.startswith("place:?"):  # a place that nobody names: free, but the same for the whole world
                return bool(self.state.ask(("hidden", place, outer), (True, False)))
            seen.add(place)
            place = self.value(place, "place.in")
            if place is not None and place.startswith("place:?"):
                return False  # it lies in none of the places that anyone names
        return False


def is_many(prop: str) -> bool:
    return prop in MANY


def names(facts: Iterable[Name]) -> list[str]:
    """`<subject> <property> [<value>]`, as `would_settle` shows facts."""
    return [" ".join(str(part) for part in fact) if isinstance(fact, tuple) else str(fact) for fact in facts]


__all__ = ["ANYONE", "OTHER", "Any", "Frame", "World", "is_many", "names"]
