"""Claims that allow no world at all: every outcome is then undetermined, because of the conflict. Semantics 13."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from habeas.core.finding import Witnessed
from habeas.law.facts import Entry, Facts, Key
from habeas.law.order import impossible_acts

LIMIT = 4  # origins left out at once


@dataclass(frozen=True)
class Impossibility:
    """``claims``: a smallest set that cannot all be true; ``strength``: the fewest origins without which a world is."""

    claims: tuple[Witnessed, ...]
    strength: int | None


def impossibility(facts: Facts, subjects: Iterable[str]) -> Impossibility | None:
    """None when some world is allowed."""
    acts = impossible_acts(facts, subjects)
    if not acts:
        return None
    entries = _about(facts, acts)
    return Impossibility(tuple(entry.witnessed for entry in _smallest(entries, acts)), _strength(facts, entries, acts))


def _about(facts: Facts, acts: Sequence[str]) -> list[Entry]:
    facts.reads = asked = set[Key]()
    impossible_acts(facts.without(frozenset()), acts)
    less = facts.without(frozenset())
    less.reads = asked
    impossible_acts(less, acts)
    found = {entry for key in asked for entry in facts.look(key)}
    return sorted(found, key=lambda entry: entry.index)


def _smallest(entries: list[Entry], acts: Sequence[str]) -> list[Entry]:
    """Leave out whatever is not needed for the contradiction; a smaller set, if one exists, is then searched for."""
    needed = list(entries)
    for entry in entries:
        rest = [other for other in needed if other is not entry]
        if impossible_acts(Facts(rest), acts):
            needed = rest
    if len(entries) <= 24:  # small enough to be sure that none is smaller
        for size in range(1, len(needed)):
            for chosen in combinations(entries, size):
                if impossible_acts(Facts(chosen), acts):
                    return list(chosen)
    return needed


def _strength(facts: Facts, entries: list[Entry], acts: Sequence[str]) -> int | None:
    origins = sorted({origin for entry in entries for origin in entry.origins})
    for size in range(1, min(LIMIT, len(origins)) + 1):
        for disbelieved in combinations(origins, size):
            removed = frozenset(entry for entry in entries if entry.origins <= set(disbelieved))
            if removed and not impossible_acts(facts.without(removed), acts):
                return size
    return None
