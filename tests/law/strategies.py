"""Small matters at random, and their files.

`matters()` is a Hypothesis strategy; `random_matter(seed)` draws from the same recipe without Hypothesis, for long
runs. Both give the oracle's `Matter`; `write(matter, folder)` writes it as the folder that a person would keep, so
that the engine reads the same facts from files.

All times lie within ten minutes of the first of January 2025, so that acts meet, touch and overlap often.
Texts are canonical: two texts never mean one set of moments.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, Protocol, TypeVar

import yaml
from hypothesis import strategies as st

from tests.law.oracle import Matter, Row

T = TypeVar("T")
ACT_KINDS = ("departs", "leaves_airspace", "lands", "hands_over", "hears", "books_in", "releases", "gives_notice", "arrives")
PEOPLE = ("person:p", "person:q")
GROUPS = ("group:class", "group:flight", "group:other")
CARRIERS = ("carrier:c1", "carrier:c2")
PLACES = ("place:jail", "place:zone")
SOURCES = {"s1": "s1", "s2": "s2", "s3": "s1", "s4": "s4"}  # s3 reproduces s1
SPEAKERS = ("org:ice", "org:court", "person:witness")
MOST_ROWS = 14


class Draw(Protocol):
    """What a recipe needs of a source of chance. The first option is the simplest one."""

    def below(self, count: int) -> int: ...


class FromHypothesis:
    def __init__(self, draw: Any) -> None:
        self._draw = draw

    def below(self, count: int) -> int:
        return int(self._draw(st.integers(0, count - 1)))


class FromRandom:
    def __init__(self, random: Random) -> None:
        self._random = random

    def below(self, count: int) -> int:
        return self._random.randrange(count)


@st.composite
def matters(draw: Any) -> Matter:
    """Any small matter."""
    return Recipe(FromHypothesis(draw)).matter()


def random_matter(seed: int) -> Matter:
    """The matter of that number."""
    return Recipe(FromRandom(Random(seed))).matter()


class Recipe:
    """One matter in the making."""

    def __init__(self, source: Draw) -> None:
        self._source = source
        self.rows: list[tuple[str, str, str, bool]] = []
        self.acts: list[str] = []
        self.kinds: list[str] = []
        self.custodies: list[str] = []
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

    # ---- the matter

    def matter(self) -> Matter:
        self.tidy = not self.chance(40)
        self.orders()
        self.memberships()
        held = self.pick((0, 0, 0, 1, 2))
        for number in range(held):
            self.custody(f"custody:k{number}")
        for number in range(self.pick((2, 2, 3, 3, 4)) if not held else 2):
            self.act(f"act:a{number}")
        self.ties()
        instruments = tuple(self.instrument(f"order-{n}") for n in range(1 + self.chance(30) + self.chance(10)))
        return Matter(self.spoken(), instruments, self.day_asked())

    def day_asked(self) -> int | None:
        return 1_735_689_600_000_000 + self.number(0, 12) * 60_000_000 if self.chance(15) else None

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
            source = self.pick(tuple(SOURCES))
            out.append(Row(f"c.csv:{number}", subject, prop, value, against, source, SOURCES[source], self.pick(SPEAKERS)))
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
        who = self.pick((PEOPLE[0], PEOPLE[0], PEOPLE[0], GROUPS[1]) if self.tidy else (*PEOPLE, PEOPLE[0], *GROUPS[:2], ""))
        if who:
            self.say(act, "act.person", who)
        if self.flaw(10):
            self.say(act, "act.person", self.pick((*PEOPLE, *GROUPS)), self.chance(35))
        if self.chance(30):
            self.say(act, "act.carrier", self.pick((*CARRIERS[:1] * 3, CARRIERS[1])))
        if self.flaw(16):
            self.say(act, "act.happened", *self.pick((("true", True), ("false", False), ("true", False), ("true", True))))
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
            self.say(custody, "custody.end", f"ongoing {day}" if self.chance(15) else self.instant(4 * self.tidy), self.flaw(3))
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
                one, other = self.pick((("flight", "class"), ("other", "class"), ("flight", "other"), ("class", "other")))
                prop = self.pick(("group.part_of", "group.part_of", "group.some_in"))
                self.say(f"group:{one}", prop, f"group:{other}", self.chance(25))
            else:
                who = self.pick((PEOPLE[0], PEOPLE[0], PEOPLE[1]))
                self.say(who, "person.member_of", self.pick((GROUPS[0], GROUPS[0], GROUPS[1], GROUPS[2])), self.chance(25))
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

    # ---- instruments

    def instrument(self, name: str) -> dict[str, Any]:
        self.terms: dict[str, Any] = {}
        out: dict[str, Any] = {"instrument": name, "title": name}
        force = self.force("in_force", most=True)
        if force:
            out["in_force"] = force
        if not self.chance(15):
            out["protects"] = self.protects()
        ways = [self.clause(f"c{number}") for number in range(1 + self.chance(35))]
        if "requires" in ways[0] and self.chance(25):
            ways.append({"id": "failing", "failing": "c0", "requires": self.condition(), "within": self.duration()})
        out["clauses"] = ways
        if self.terms:
            out["terms"] = self.terms
            out["readings"] = {
                f"reading-{number}": {term: self.pick(tuple(meanings)) for term, meanings in self.terms.items()}
                for number in range(self.number(1, 3))
            }
        return out

    def force(self, path: str, most: bool = False) -> dict[str, Any]:
        out: dict[str, Any] = {}
        if most and len(self.terms) < 3 and self.chance(20):
            out["from"] = {"spoken": "act:order", "written": self.pick(("act:written", self.minute()))}
            self.terms[f"{path}.from"] = ["spoken", "written"]
        elif not self.chance(8):
            out["from"] = self.minute() if self.chance(12) else "act:order"
        if self.chance(40):
            out["until"] = self.pick(("act:end", "act:end", "act:end", self.minute(), self.acts[0]))
            if "from" in out and self.chance(25):
                out["until"] = {"after": self.duration()}
        if self.chance(12):
            gap: dict[str, Any] = {}
            if self.chance(70):
                gap["from"] = self.pick(("act:written", self.minute(), self.acts[-1]))
            if self.chance(70) or not gap:
                gap["until"] = {"after": self.duration()} if "from" in out and self.chance(40) else self.pick(("act:end", self.minute()))
            out["except"] = [gap]
        return out

    def duration(self) -> str:
        return self.pick(("PT2M", "PT1M", "PT3M", "PT5M", "PT0S", "PT90S"))

    def member(self) -> str:
        group = self.pick((GROUPS[0],) * (8 if self.tidy else 3) + GROUPS[1:])
        return f"person.member_of = '{group}'"

    def protects(self) -> str:
        if len(self.terms) < 3 and self.chance(15):
            self.terms["those"] = {
                "any": "person.member_of = 'group:class'",
                "solely": "person.member_of = 'group:class' AND NOT person.member_of = 'group:other'",
                "nobody": "FALSE",
            }
            return "those"
        form = self.pick("one one one one one one and or not status".split() if self.tidy else "one one one and or not status".split())
        if form == "one":
            return self.member()
        if form == "status":
            return f"{self.member()} AND person.status <> 'final_order'"
        if form == "not":
            return f"NOT {self.member()}"
        return f"{self.member()} {form.upper()} {'NOT ' if self.chance(50) else ''}{self.member()}"

    def kind(self, beside: str = "") -> str:
        options = [kind for kind in self.kinds if kind != beside] or [*self.kinds]
        return f"act.kind = '{self.pick((*options * 4, *([] if self.tidy else self.kinds), 'hears'))}'"

    def condition(self, beside: str = "") -> str:
        """Which acts; seldom those of the condition beside it."""
        rare = "in time" if self.tidy else "in time not place within by member"
        form = self.pick(("plain plain plain plain plain plain " + rare).split())
        kind = self.kind(beside.split("'")[1] if beside else "")
        if form == "in":
            return f"act.kind IN ('{self.pick(self.kinds)}', 'hears')"
        if form == "time":
            op = self.pick(("<", ">=", "<=", ">", "="))
            return f"{kind} AND act.time {op} TIMESTAMP '2025-01-01 00:{self.number(0, 9):02d}:00'"
        more = {
            "not": f"act.kind <> '{self.pick(ACT_KINDS)}'",
            "place": f"act.from.kind {self.pick(('=', '<>'))} 'jail'",
            "within": "within(act.to, 'place:zone')",
            "by": "(act.by = 'org:us') IS NOT TRUE" if self.chance(40) else "act.by = 'org:us'",
            "member": self.member(),
        }
        return f"{kind} AND {more[form]}" if form in more else kind

    def clause(self, name: str) -> dict[str, Any]:
        forms = "forbids forbids forbids forbids within within within by before before any_of".split()
        if self.custodies:
            forms += "limits limits limits permits permits".split()
        form = self.pick(forms)
        out = {"id": name, **(self.any_of(name) if form == "any_of" else self.duty(form, name))}
        if len(self.terms) < 3 and self.chance(10):
            self.terms["duty"] = ["some", "none"]
            out["when"] = {"duty": "some"}
        if self.chance(8):
            own = self.force(f"{name}.in_force")
            if own:
                out["in_force"] = own
        return out

    def duty(self, form: str, name: str) -> dict[str, Any]:
        if form == "forbids":
            return {"forbids": self.removal() if self.chance(20) and len(self.terms) < 3 else self.condition()}
        if form == "limits":
            kind = "custody.kind = 'stint'"
            if self.chance(20):
                kind = self.pick(("custody.ground = 'instrument:act'", "custody.kind IN ('stint', 'hold')"))
            return {"limits": kind, "to": self.length(f"{name}.to")}
        if form == "permits":
            return {"permits": self.pick(("custody.ground = 'instrument:act'", "custody.kind = 'stint'"))}
        trigger = self.kind()
        required = self.condition(trigger)
        if form == "before":
            return {"requires": required, "before": trigger, "at_least": self.length(f"{name}.at_least")}
        if form == "by":
            return {"requires": required, "after": trigger, "by": self.minute(2, 9)}
        return {"requires": required, "after": trigger, "within": self.length(f"{name}.within")}

    def any_of(self, name: str) -> dict[str, Any]:
        trigger = self.kind()
        first = {"id": f"{name}-one", "requires": self.condition(trigger), "after": trigger, "within": self.duration()}
        other = self.pick((
            {"id": f"{name}-two", "requires": self.condition(trigger), "after": trigger, "within": self.duration()},
            {"id": f"{name}-two", "failing": f"{name}-one", "requires": self.kind(), "within": self.duration()},
        ))  # fmt: skip
        return {"any_of": [first, other]}

    def removal(self) -> str:
        kinds = [self.kinds[0], *ACT_KINDS]
        self.terms["removal"] = {
            "first": f"act.kind = '{self.pick(self.kinds)}'",
            "second": f"act.kind = '{self.pick(kinds)}'",
        }
        return "removal"

    def length(self, path: str) -> Any:
        if len(self.terms) < 3 and self.chance(12):
            self.terms[path] = ["short", "long"]
            return {"short": "PT1M", "long": self.pick(("PT3M", "PT5M"))}
        return self.duration()


def write(matter: Matter, folder: Path) -> None:
    """The same matter as files. The day asked is not part of a matter: whoever runs the engine gives it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "claims").mkdir(exist_ok=True)
    (folder / "instruments").mkdir(exist_ok=True)
    settings = {"id": "small", "title": "A small matter", "zone": "UTC", "about": matter.about, "labels": [], "parties": {}}
    (folder / "matter.yaml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    sources = {row.source: row.origin for row in matter.rows}
    for origin in list(sources.values()):
        sources.setdefault(origin, origin)
    with (folder / "sources.csv").open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow("id kind publisher date url label file sha256 origin".split())
        for source, origin in sorted(sources.items()):
            lines.writerow([source, "test", "", "", "", "", "", "", origin if origin != source else ""])
    with (folder / "claims" / "c.csv").open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow("subject property value source locator speaker stance said label note not".split())
        for row in matter.rows:
            # both ways of speaking against a claim are used, by the number of the row
            plain = int(row.row.split(":")[1]) % 2
            stance = "denies" if row.against and plain else "asserts"
            turned = "yes" if row.against and not plain else ""
            lines.writerow([row.subject, row.property, row.value, row.source, "", row.speaker, stance, "", "", "", turned])
    for number, instrument in enumerate(matter.instruments, start=1):
        text = yaml.safe_dump(instrument, sort_keys=False, allow_unicode=True)
        (folder / "instruments" / f"i{number}.yaml").write_text(text, encoding="utf-8")
