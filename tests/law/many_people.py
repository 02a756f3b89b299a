"""A matter of one order and many people to whom much the same happened at other times, drawn at random: so that
questions have patterns in common, and differ in what a pattern must not leave out.
"""

from __future__ import annotations

from random import Random
from typing import Any

from tests.law.oracle import Matter, Row

DURATIONS = ("PT1M", "PT2M", "PT3M", "PT5M", "PT90S")


def many_people(seed: int, people: int = 40) -> Matter:
    """The matter of that number."""
    return _Many(Random(seed), people).matter()


class _Many:
    def __init__(self, random: Random, people: int) -> None:
        self.random, self.people = random, people
        self.said: dict[tuple[str, str, str, bool], None] = {}
        self.minute: int | None = None  # of what was done last, where things were done in turn
        self.precise = True

    def matter(self) -> Matter:
        for act in ("act:order", "act:end"):
            for _ in range(1 + self.chance(20)):
                self.say(act, "act.time", self.when())
        self._people()
        rows = [
            Row(f"c.csv:{number}", *one[:3], against=one[3], source=self.random.choice(("s1", "s2")))
            for number, one in enumerate(self.said, start=2)
        ]
        return Matter(tuple(rows), (self._order(),))

    def chance(self, percent: int) -> bool:
        return self.random.random() * 100 < percent

    def say(self, subject: str, name: str, value: str, *, against: bool = False) -> None:
        self.said[subject, name, value, against] = None

    def when(self) -> str:
        if self.minute is None:
            minute = self.random.randrange(20)
        else:
            minute = self.minute = self.minute + self.random.choice((1, 1, 2, 2, 3, 4, 5))
        plain, later = f"2025-01-01T00:{minute:02d}", f"2025-01-01T00:{minute + self.random.randrange(1, 6):02d}"
        if self.precise or self.chance(70):
            return plain
        return self.random.choice((f"[{plain}..{later}]", f"{plain}:30", f"[{plain},{later}]"))

    # ---- facts

    def _people(self) -> None:
        self.held = self.chance(25)
        self.precise = self.chance(60)
        told_twice, in_turn = self.chance(30), self.chance(80)
        kinds = ["arrests", "hears", "releases"]
        self.random.shuffle(kinds)
        for number in range(self.people):
            self.minute = self.random.choice((3, 3, 4)) if in_turn else None
            if self.held:
                self._custody(number)
            for kind in kinds[: 1 if self.held else 1 + self.random.randrange(3)]:
                self._act(f"act:{kind[:2]}-{number}", kind, number, told_twice=told_twice)
            if told_twice and self.chance(30):
                self.say(f"act:ar-{number}", "act.before", f"act:he-{number}")
        self.minute = None

    def _custody(self, number: int) -> None:
        custody = f"custody:c-{number}"
        self.say(custody, "custody.person", f"person:p-{number}")
        self.say(custody, "custody.kind", "hold")
        self.say(custody, "custody.start", self.when())
        self.say(custody, "custody.end", self.when())

    def _act(self, act: str, kind: str, number: int, *, told_twice: bool) -> None:
        self.say(act, "act.kind", kind)
        self.say(act, "act.person", f"person:p-{number}")
        if self.chance(95):
            self.say(act, "act.time", self.when())
        if told_twice and self.chance(30):
            self.say(act, "act.time", self.when())
        if self.chance(5):
            self.say(act, "act.time", self.when(), against=True)

    # ---- the order

    def _order(self) -> dict[str, Any]:
        force: dict[str, Any] = {}
        if self.chance(60):
            force["from"] = self._edge()
        if self.chance(60):
            force["until"] = self._end(counted="from" in force)
        if self.chance(20):
            force["except"] = [{"from": self._edge(), "until": self._edge()}]
        clauses = self._clauses(counted="from" in force)
        return {"instrument": "o", "title": "o", "in_force": force, "protects": "TRUE", "clauses": clauses}

    def _edge(self) -> str:
        return self.random.choice(("act:order", "act:end", f"2025-01-01T00:{self.random.randrange(20):02d}"))

    def _end(self, *, counted: bool) -> str | dict[str, str]:
        return {"after": self.random.choice(DURATIONS)} if counted and self.chance(50) else self._edge()

    def _clauses(self, *, counted: bool) -> list[dict[str, Any]]:
        clauses: list[dict[str, Any]] = []
        if self.held:
            limit = {"limits": "custody.kind = 'hold'", "to": self.random.choice(DURATIONS)}
            clauses.append({"id": "limit", **limit, "per": self.random.choice(("stint", "stint", "stay"))})
            clauses.append({"id": "ground", "permits": "custody.kind = 'hold'"})
        first = self._first(counted=counted)
        clauses.append({"id": "first", **first})
        release = {"requires": "act.kind = 'releases'", "within": self.random.choice(DURATIONS)}
        if self.chance(50):
            clauses.append({"id": "then", **release, "failing": "first"})
        elif "after" in first:
            clauses.append({"id": "second", **release, "after": first["after"]})
            clauses.append({"id": "either", "any_of": ["first", "second"]})
            clauses.append({"id": "then", **release, "failing": "either"})
        return clauses

    def _first(self, *, counted: bool) -> dict[str, Any]:
        length = self.random.choice(DURATIONS)
        heard, arrest = "act.kind = 'hears'", "act.kind = 'arrests'"
        return self.random.choice(
            (
                {"requires": heard, "after": arrest, "within": length},
                {"requires": heard, "after": arrest, "within": length},
                {"requires": heard, "after": arrest, "by": self._end(counted=counted)},
                {"requires": heard, "before": "act.kind = 'releases'", "at_least": length},
                {"forbids": arrest},
            )
        )
