"""The instruments of a small random matter: every kind of clause, states in time, words in dispute, readings.

In: the facts in the making (so that conditions speak of kinds that occur). Out: plain dicts in the YAML's shape.
"""

from __future__ import annotations

from typing import Any

from tests.law.small_facts import ACT_KINDS, GROUPS, Facts


class Instruments(Facts):
    """Instruments about what is said."""

    def instrument(self, name: str) -> dict[str, Any]:
        self.terms = {}
        out: dict[str, Any] = {"instrument": name, "title": name}
        force = self.force("in_force", most=True)
        if force:
            out["in_force"] = force
        if not self.chance(15):
            out["protects"] = self.protects()
        ways = [self.clause(f"c{number}") for number in range(1 + self.chance(35))]
        if self.chance(25 if "requires" in ways[0] else 12):
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
                gap["until"] = self.pick(("act:end", self.minute()))
                if "from" in out and self.chance(40):
                    gap["until"] = {"after": self.duration()}
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
        form = self.pick([*["one"] * (6 if self.tidy else 3), "and", "or", "not", "status"])
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
        second = self.kind() if self.chance(25) else trigger
        other = self.pick((
            {"id": f"{name}-two", "requires": self.condition(second), "after": second, "within": self.duration()},
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
