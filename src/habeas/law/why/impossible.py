"""Claims that allow no world at all: every outcome is then undetermined, because of the conflict. Semantics 13."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from habeas.core.finding import Outcome, Witnessed
from habeas.law.why.strength import WORK, Strength
from habeas.law.worlds.facts import Entry, Facts, Key, keys_of
from habeas.law.worlds.order import impossible_acts, impossible_groups

MOST = 4000  # sets of claims looked at for a contradiction smaller than the first one found


@dataclass(frozen=True)
class Impossibility:
    """``claims``: a smallest set that cannot all be true (``sure``: surely none is smaller); ``acts``: those without a
    world, whichever contradiction they are in; ``origins``: who speaks of when they were.
    """

    claims: tuple[Witnessed, ...]
    sure: bool
    acts: tuple[str, ...]
    origins: frozenset[str]


def impossibility(facts: Facts, subjects: Iterable[str]) -> Impossibility | None:
    """None when some world is allowed."""
    groups = list(impossible_groups(facts, subjects))
    if not groups:
        return None
    about = [_about(facts, group) for group in groups]
    least = min((_needed(entries, group) for entries, group in zip(about, groups, strict=True)), key=len)
    entries = sorted({entry for some in about for entry in some}, key=lambda entry: entry.index)
    least, sure = _smallest(entries, least)
    acts = tuple(sorted(act for group in groups for act in group))
    origins = frozenset(origin for entry in entries for origin in entry.origins)
    return Impossibility(tuple(entry.witnessed for entry in least), sure, acts, origins)


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


def _needed(entries: list[Entry], acts: Sequence[str]) -> list[Entry]:
    """What is left of a contradiction when whatever it does not need is left out: none of it can be."""
    needed = list(entries)
    for entry in entries:
        rest = [other for other in needed if other is not entry]
        if impossible_acts(Facts(rest), acts):
            needed = rest
    return needed


def _smallest(entries: Sequence[Entry], known: list[Entry]) -> tuple[list[Entry], bool]:
    """A smaller contradiction than the one known, if there is one; False where it is not sure that none is smaller.

    Sets are looked at by size. One that allows a world is part of a contradiction only with a content that was asked
    about when that world was looked for; so it grows by these alone.
    """
    level = {frozenset([entry]) for entry in entries}
    seen = 0
    for _ in range(1, len(known)):
        grown: set[frozenset[Entry]] = set()
        for some in sorted(level, key=lambda some: sorted(entry.index for entry in some)):
            seen += 1
            if seen > MOST:
                return known, False
            facts = Facts(some)
            if impossible_acts(facts, sorted(_acts_of(some))):
                return sorted(some, key=lambda entry: entry.index), True
            grown |= {some | {entry} for entry in entries if not facts.reads.isdisjoint(keys_of(entry))}
        level = grown - level
    return known, True


def _acts_of(entries: Iterable[Entry]) -> set[str]:
    """The acts and custodies that contents are about, or name."""
    names = {name for entry in entries for name in (entry.content.subject, entry.content.key)}
    return {name for name in names if name.startswith(("act:", "custody:"))}


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
