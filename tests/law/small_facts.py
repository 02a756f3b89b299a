"""What a small random matter says: acts, custodies, groups, who says it and where.

In: a source of chance. Out: rows. All times lie within ten minutes of the first of January 2025, so that acts
meet, touch and overlap often. Texts are canonical: two texts never mean one set of moments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from tests.law.oracle import Row

T = TypeVar("T")
ACT_KINDS = (
    *("departs", "leaves_airspace", "lands", "hands_over", "hears"),
    *("books_in", "releases", "gives_notice", "arrests", "arrives"),
)
PEOPLE = ("person:p", "person:q")
GROUPS = ("group:class", "group:flight", "group:other")
CARRIERS = ("carrier:c1", "carrier:c2")
PLACES = ("place:jail", "place:zone")
SOURCES = {"s1": "s1", "s2": "s2", "s3": "s1", "s4": "s4"}  # s3 reproduces s1
SPEAKERS = ("org:ice", "org:court", "person:witness")
HAPPENED = (("true", True), ("false", False), ("true", False), ("true", True))
PARTS = (("flight", "class"), ("other", "class"), ("flight", "other"), ("class", "other"))
MOST_ROWS = 14
MIDNIGHT = 1_735_689_600_000_000


class Draw(Protocol):
    """What a recipe needs of a source of chance. The first option is the simplest one."""

    def below(self, count: int) -> int: ...


class Facts:
    """What is said, in the making."""

    def __init__(self, source: Draw) -> None:
        self._source = source
        self.rows: list[tuple[str, str, str, bool]] = []
        self.acts: list[str] = []
        self.kinds: list[str] = []
        self.custodies: list[str] = []
        self.terms: dict[str, Any] = {}
        self.tidy = True

    # ---- chance

    def pick(self, options: Sequence[T]) -> T:
        return options[self._source.below(len(options))]

    def chance(self, percent: int) -> bool:
        return self._source.below(100) >= 100 - percent

    def flaw(self, percent: int) -> bool:
        """A chance of something amiss; in a tidy matter it is rare, so that more outcomes are settled."""
        return self.chance(percent // 4 if self.tidy else percent)

    def number(self, low: int, high: int) -> int:
        return low + self._source.below(high - low + 1)

    def day_asked(self) -> int | None:
        return MIDNIGHT + self.number(0, 12) * 60_000_000 if self.chance(15) else None

    def say(self, subject: str, prop: str, value: str, against: bool = False) -> None:
        self.rows.append((subject, prop, value, against))

    def spoken(self) -> tuple[Row, ...]:
        """Rows with who says them and where; some of them said twice, and no more than so many."""
        said = []
        for one in self.rows[: MOST_ROWS - 1]:
            said.append(one)
            if self.chance(8) and len(said) < MOST_ROWS:
                said.append(one)
        out = []
        for number, (subject, prop, value, against) in enumerate(said, start=2):
            source, speaker = self.pick(tuple(SOURCES)), self.pick(SPEAKERS)
            out.append(Row(f"c.csv:{number}", subject, prop, value, against, source, SOURCES[source], speaker))
        return tuple(out)

    # ---- facts

    def minute(self, low: int = 0, high: int = 9) -> str:
        return f"2025-01-01T00:{self.number(low, high):02d}"

    def instant(self, first_minute: int = 0) -> str:
        vague = "range range by from second set" if not self.tidy else "minute range second"
        form = self.pick(("minute minute minute minute " + vague).split())
        if form == "minute":
            return self.minute(first_minute)
        if form == "second":
            return self.minute() + ":30"
        if form == "by":
            return f"[..{self.minute()}]"
        if form == "from":
            return f"[{self.minute()}..]"
        low = self.number(0, 7)
        later = self.minute(low + 1, min(9, low + 3) if form == "range" else 9)
        first = f"2025-01-01T00:{low:02d}"
        if form == "set" and later > first[:-2] + f"{low + 1:02d}":
            return f"[{first},{later}]"
        return f"[{first}..{later}]"

    def act(self, act: str) -> None:
        kind = self.pick(ACT_KINDS)
        self.acts.append(act)
        self.kinds.append(kind)
        if not self.flaw(4):
            self.say(act, "act.kind", kind)
        if self.flaw(9):
            self.say(act, "act.kind", self.pick(ACT_KINDS), self.chance(25))
        for _ in range(1 if self.tidy else self.pick((1, 1, 1, 2, 2, 0))):
            self.say(act, "act.time", self.instant(), self.flaw(4))
        tidy = (PEOPLE[0], PEOPLE[0], PEOPLE[0], GROUPS[1])
        who = self.pick(tidy if self.tidy else (*PEOPLE, PEOPLE[0], *GROUPS[:2], ""))
        if who:
            self.say(act, "act.person", who)
        if self.flaw(10):
            self.say(act, "act.person", self.pick((*PEOPLE, *GROUPS)), self.chance(35))
        if self.chance(30):
            self.say(act, "act.carrier", self.pick((*CARRIERS[:1] * 3, CARRIERS[1])))
        if self.flaw(16):
            self.say(act, "act.happened", *self.pick(HAPPENED))
        if self.flaw(4):
            self.say(act, "act.happened", "true", self.chance(50))
        if self.chance(6):
            self.say(act, "act.by", self.pick(("org:us", "org:mx")), self.chance(20))
        if self.chance(6):
            self.say(act, self.pick(("act.to", "act.from", "act.place")), self.pick(PLACES))

    def custody(self, custody: str) -> None:
        self.custodies.append(custody)
        self.say(custody, "custody.kind", self.pick(("stint", "stint", "hold")))
        if not self.flaw(8):
            self.say(custody, "custody.person", self.pick((*PEOPLE[:1] * 3, PEOPLE[1], GROUPS[1])))
        for _ in range(1 if self.tidy else self.pick((1, 1, 2, 0))):
            self.say(custody, "custody.start", self.minute(0, 4) if self.tidy else self.instant(), self.flaw(3))
        for _ in range(1 if self.tidy else self.pick((1, 1, 2, 0))):
            day = self.pick(("2025-01-01", "2025-01-02"))
            end = f"ongoing {day}" if self.chance(15) else self.instant(4 * self.tidy)
            self.say(custody, "custody.end", end, self.flaw(3))
        if self.chance(25):
            self.say(custody, "custody.ground", self.pick(("instrument:act", "instrument:warrant")), self.chance(25))

    def orders(self) -> None:
        """The acts by which instruments begin and end."""
        self.say("act:order", "act.time", self.minute(0, 3) if self.tidy else self.instant())
        if self.flaw(12):
            self.say("act:order", "act.time", self.instant())
        if self.chance(30):
            self.say("act:written", "act.time", self.instant())
        if self.chance(50):
            self.say("act:end", "act.time", self.instant())
        if self.flaw(10):
            self.say(self.pick(("act:end", "act:order")), "act.happened", "true", True)

    def memberships(self) -> None:
        if self.tidy:
            for who in (PEOPLE[0], GROUPS[1]):
                if not self.chance(15):
                    self.say(who, "person.member_of" if who in PEOPLE else "group.part_of", GROUPS[0], self.chance(15))
        for _ in range(self.pick((0, 0, 1) if self.tidy else (1, 2, 1, 0, 3))):
            if self.chance(30):
                one, other = self.pick(PARTS)
                prop = self.pick(("group.part_of", "group.part_of", "group.some_in"))
                self.say(f"group:{one}", prop, f"group:{other}", self.chance(25))
            else:
                who = self.pick((PEOPLE[0], PEOPLE[0], PEOPLE[1]))
                group = self.pick((GROUPS[0], *GROUPS))
                self.say(who, "person.member_of", group, self.chance(25))
        if self.chance(6):
            self.say("person:p", "person.same_as", "person:q", self.chance(30))
        if self.chance(6):
            self.say(self.pick(PEOPLE), "person.status", "final_order", self.chance(30))
        if self.chance(4):
            self.say("place:jail", "place.in", "place:zone", self.chance(30))
        if self.chance(4):
            self.say("place:jail", "place.kind", self.pick(("jail", "airport")))

    def ties(self) -> None:
        """Orders of things that somebody claims, and logs that are said to be complete."""
        if self.chance(18):
            one, other = self.pick([(a, b) for a in (*self.acts, "act:order") for b in self.acts if a != b])
            self.say(one, "act.before", other, self.chance(25))
            if self.chance(10):
                self.say(one, "act.before", other, True)
        if self.chance(8):
            one, other = self.pick([(a, b) for a in self.acts for b in self.acts if a != b])
            self.say(one, "act.during", other)
        if self.chance(12):
            kinds = self.pick((self.pick(self.kinds), "hears,releases", "hears,releases,gives_notice,hands_over"))
            whom = self.pick(("", "person:p; ", "group:class; "))
            period = self.pick(("2025-01-01..2025-01-02", f"{self.minute(0, 3)}..{self.minute(4, 9)}"))
            self.say("log:docket", "log.covers", f"{kinds}; {whom}{period}", self.chance(10))
