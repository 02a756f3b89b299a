"""How few origins keep the claims of a matter from contradicting each other. Semantics 13 and 26.

Where what is left without some origins allows no world, every outcome is undetermined: so no settled outcome of the
matter is firmer than that, whatever it rests on itself, and what is undetermined stays so. It is worked out once for
the matter, group by group of acts that orders tie together; a custody, whose start is no later than its end, is a
group of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from habeas.law.why.against import tied
from habeas.law.why.strength import WORK
from habeas.law.worlds.facts import Entry, Facts
from habeas.law.worlds.order import disputed_links_of, impossible_acts

_ORDERING = ("act.time", "act.happened", "act.kind", "act.carrier", "act.person", "act.before", "act.during",
             "custody.start", "custody.end")  # fmt: skip


@dataclass(frozen=True)
class Contradicted:
    """``origins``: the fewest without whose claims no world is left; None if no number is known. ``unsure``: from how
    many on that is not exact, since the bound on work was reached.
    """

    origins: int | None
    unsure: int | None


def fewest_to_contradict(facts: Facts, subjects: Iterable[str]) -> Contradicted:
    """For these acts and custodies, which allow a world as they are."""
    best: int | None = None
    unsure: int | None = None
    for group in _groups(facts, subjects):
        found, sure = _fewest(facts, group, best)
        if sure:
            best = found or best
        elif unsure is None or found < unsure:
            unsure = found
        if best == 1:
            break
    return Contradicted(best, unsure)


def _groups(facts: Facts, subjects: Iterable[str]) -> Iterator[tuple[str, ...]]:
    seen: set[str] = set()
    for subject in subjects:
        if subject.startswith("custody:"):
            yield (subject,)
        elif subject not in seen and disputed_links_of(facts, subject):
            group = tied(facts, subject)
            seen.update(group)
            yield group


def contradicts(facts: Facts, subjects: Iterable[str], disbelieved: frozenset[str]) -> bool:
    """Whether no world is left without the claims of these origins."""
    for group in _groups(facts, subjects):
        entries = _ordering(facts, group)
        removed = _only_by(entries, disbelieved)
        if removed & _pressing(entries) and impossible_acts(facts.without(removed), group):
            return True
    return False


def _fewest(facts: Facts, group: Sequence[str], below: int | None) -> tuple[int, bool]:
    """For one group, and only if it takes fewer than ``below``; 0 if it does not. False, and the size that was reached,
    where ``WORK`` sets did not tell.
    """
    entries = _ordering(facts, group)
    pressing = _pressing(entries)
    origins = sorted({origin for entry in pressing for origin in entry.origins})
    tried: set[frozenset[Entry]] = set()
    most = len(origins) if below is None else min(len(origins), below - 1)
    for size in range(1, most + 1):
        for some in combinations(origins, size):
            removed = _only_by(entries, frozenset(some))
            if not removed & pressing or removed in tried:
                continue
            if len(tried) >= WORK:
                return size, False
            tried.add(removed)
            if impossible_acts(facts.without(removed), group):
                return size, True
    return 0, True


def _ordering(facts: Facts, group: Sequence[str]) -> list[Entry]:
    return [entry for subject in group for name in _ORDERING for entry in facts.apart(subject, name)]


def _only_by(entries: Sequence[Entry], origins: frozenset[str]) -> frozenset[Entry]:
    return frozenset([entry for entry in entries if entry.origins <= origins])


def _pressing(entries: Sequence[Entry]) -> frozenset[Entry]:
    """The contents without which less is possible: one of several rivals, or a denial. Where nothing else is said of a
    fact, leaving it out leaves it open.
    """
    said = Counter((entry.content.subject, entry.content.property) for entry in entries)
    denied = {(entry.content.subject, entry.content.property) for entry in entries if entry.content.against}

    def presses(entry: Entry) -> bool:
        fact = (entry.content.subject, entry.content.property)
        return fact in denied or (said[fact] > 1 and not entry.many)

    return frozenset(filter(presses, entries))
