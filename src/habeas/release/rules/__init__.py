"""The cleaning rules: each has a name, says where it comes from, and can be left out.

In comes the name that a mapping gives; out goes what the rule needs and does. The rules over rows are SQL in the files
beside this one (the portable subset of DuckDB and Spark); those over one cell or one sheet are done while reading. A
rule that sets rows aside keeps them, under its name, in ``set-aside.parquet``; no rule deletes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Literal

Effect = Literal["reads", "widens", "sets_aside", "marks"]
_CUSTODY = frozenset({"stint", "stay"})
_ALL = frozenset({"act", "stint", "stay", "detainer", "count"})


@dataclass(frozen=True)
class Rule:
    """``needs`` are properties that the mapping must have, ``person`` that it must say whose rows they are. ``effect``:
    ``reads`` (how cells are read), ``widens`` (an instant becomes less precise), ``sets_aside`` (rows go to their own
    file), ``marks`` (rows get a word in ``doubts``).
    """

    name: str
    does: str
    source: str
    effect: Effect
    rows: frozenset[str] = _ALL
    needs: tuple[str, ...] = ()
    options: frozenset[str] = field(default=frozenset())
    person: bool = False

    @property
    def sql(self) -> str:
        return sql(self.name)


@lru_cache(maxsize=64)
def sql(name: str) -> str:
    """The text of one of the files beside this one."""
    return files("habeas.release.rules").joinpath(f"{name}.sql").read_text(encoding="utf-8")


_DDP = "Deportation Data Project, cleaning code of deportationdata/ice (533ccce9793b)"
_FAULTS = "known fault of the releases of 2012 to 2026"

_STINT = frozenset({"stint"})

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("footnotes", "rows under a table that fill only their first cell are notes: set aside", _FAULTS,
             "sets_aside"),
        Rule("blank-columns", "a column in which every cell is blank or withheld needs no mention: it is dropped, and "
             "named in the report", _DDP, "reads"),
        Rule("differing-columns", "a sheet may lack a column that others have: nobody said, for its rows", _FAULTS,
             "reads"),
        Rule("criminality-codes", "1 is a conviction, 2 a pending charge, 3 that none was recorded", _DDP, "reads",
             needs=("search.result",)),
        Rule("no-identifier", "a row that names nobody is set aside", _FAULTS, "sets_aside", person=True),
        Rule("days-only", "a column of clock times that are all midnight is a column of days", _DDP, "widens"),
        Rule("midnight-unknown", "where midnights far outnumber their neighbours, a midnight is an unknown time of "
             "that day", _DDP, "widens"),
        Rule("open-ends", "a custody without an end had not ended on the cut-off day", _DDP, "widens", _CUSTODY,
             ("custody.end",)),
        Rule("end-before-start", "a custody that ends before it starts is set aside", _FAULTS, "sets_aside", _CUSTODY,
             ("custody.start", "custody.end")),
        Rule("stint-duplicates-exact", "rows equal in everything but their place and their bond are one; the lowest "
             "bond and the earliest bond day are kept", _DDP, "sets_aside", _STINT, ("custody.start",),
             frozenset({"bond", "format"}), person=True),
        Rule("stint-duplicates-day", "stints of one person, in one facility, begun on one day, of one stay, are one: "
             "the last in order is kept", _DDP, "sets_aside", _STINT, ("custody.start", "custody.place"),
             frozenset({"order"}), person=True),
        Rule("arrest-duplicates", "arrests of one person less than 24 hours apart, chained, are one: the first is kept",
             _DDP, "sets_aside", frozenset({"act"}), ("act.time",), person=True),
        Rule("detainer-duplicates", "detainers for one person prepared on one day are one: the first is kept", _DDP,
             "sets_aside", frozenset({"detainer"}), ("act.time",), person=True),
        Rule("stint-outside-stay", "a stint that begins before its stay, or ends after it, is marked", _FAULTS, "marks",
             _STINT, ("custody.start", "custody.end", "stay.start", "stay.end")),
        Rule("stay-end-before-last-stint", "where a stay is said to end before its last stint does, its end is "
             "somewhere between the two", _FAULTS, "widens", _STINT, ("custody.end", "stay.start", "stay.end"),
             person=True),
        Rule("birth-years-disagree", "where rows of one person give different births, it is somewhere between them",
             _FAULTS, "widens", _ALL, ("person.birth",), person=True),
    )
}  # fmt: skip
