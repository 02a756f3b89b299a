"""Claims that allow no world at all: every outcome is then undetermined, because of the conflict. Semantics 13."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from habeas.core.finding import Outcome, Witnessed
from habeas.law.why.strength import WORK, Strength
from habeas.law.worlds.facts import Entry, Facts, Key
from habeas.law.worlds.order import impossible_acts


@dataclass(frozen=True)
class Impossibility:
    """``claims``: a smallest set that cannot all be true; ``acts``: those without a world; ``origins``: who speaks of
    when they were.
    """

    claims: tuple[Witnessed, ...]
    acts: tuple[str, ...]
    origins: frozenset[str]


def impossibility(facts: Facts, subjects: Iterable[str]) -> Impossibility | None:
    """None when some world is allowed."""
    acts = impossible_acts(facts, subjects)
    if not acts:
        return None
    entries = _about(facts, acts)
    origins = frozenset(origin for entry in entries for origin in entry.origins)
    return Impossibility(tuple(entry.witnessed for entry in _smallest(entries, acts)), tuple(acts), origins)


def still_impossible(facts: Facts, impossible: Impossibility, disbelieved: frozenset[str]) -> bool:
    """Whether what had no world has none without the claims of these origins."""
    removed = frozenset(entry for entry in facts.entries if entry.origins <= disbelieved)
    return bool(impossible_acts(facts.without(removed), impossible.acts))


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


def strength_of_line(
    impossible: Impossibility,
    origins: Iterable[str],
    left: Callable[[frozenset[str]], Outcome | None],
    allowed: Callable[[frozenset[str]], bool],
) -> Strength:
    """The fewest origins without which a line is no longer undetermined, or is none. ``origins``: whose claims the line
    turns on; ``left``: its outcome without some origins; ``allowed``: whether a world is left without them.
    """
    every = sorted(impossible.origins | frozenset(origins))
    tried = 0
    for size in range(1, len(every) + 1):
        for chosen in combinations(every, size):
            tried += 1
            if tried > WORK:
                return Strength(size, exact=False)
            disbelieved = frozenset(chosen)
            outcome = left(disbelieved)
            if outcome is None or (outcome != "undetermined" and allowed(disbelieved)):
                return Strength(size, exact=True)
    return Strength(None, exact=True)
