"""What would settle a group of acts, by what would settle its open lines. Semantics 28 and 30.

One value of one fact settles the group if it breaks one line, or leaves none open. Each line tells where the values of
a fact lead, and not which value leads where: so of several open lines only what follows for sure is listed.
"""

from __future__ import annotations

from collections.abc import Sequence

from habeas.core.finding import OUTCOMES, OpenFact, Outcome


def settling(lines: Sequence[Sequence[OpenFact]], *, kept: bool, firmly: bool) -> tuple[tuple[OpenFact, ...], bool]:
    """The facts, and whether these are all. ``lines``: what would settle each open line; ``kept``: whether another line
    of the group is kept, and ``firmly``: also where a fact takes others out of scope.
    """
    facts = list(dict.fromkeys(fact.fact for line in lines for fact in line))
    by_line = [{fact.fact: fact for fact in line} for line in lines]
    made = [_of_one([line[name] for line in by_line if name in line], len(lines), kept=kept) for name in facts]
    found = [fact for fact in made if fact is not None]
    whole = len(lines) == 1 and (firmly or not kept or not any("not_bound" in one.toward for one in lines[0]))
    return tuple(sorted(found, key=lambda fact: (not fact.decisive, -len(fact.toward), fact.fact))), whole


def _of_one(told: Sequence[OpenFact], lines: int, *, kept: bool) -> OpenFact | None:
    """One fact, by what the lines that list it tell of it."""
    one = told[0]
    breaks = [fact for fact in told if "breach" in fact.toward]
    toward: set[Outcome] = {"breach"} if breaks else set()
    decisive = any(fact.decisive and fact.toward == ("breach",) for fact in told)
    if lines == 1:
        toward |= {"kept" if kept and way == "not_bound" else way for way in one.toward}
        decisive = one.decisive
    elif not decisive and len(told) == lines and all(fact.decisive for fact in told) and len(breaks) < 2:
        # one line at most can be broken: where it is not, none is open, and none is broken
        ways = [set(fact.toward) - {"breach"} for fact in told]
        if kept or {"kept"} in ways:
            toward, decisive = toward | {"kept"}, True
        elif all(way == {"not_bound"} for way in ways):
            toward, decisive = toward | {"not_bound"}, True
    if not toward:
        return None
    return OpenFact(one.fact, one.open_because, decisive, tuple(way for way in OUTCOMES if way in toward))
