"""Which answers a page shows where there are more than it can hold.

Every clause shows something: its gravest answers first, and of each clause the first before the second of any. What
no reading binds comes last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from habeas.core.finding import Outcome
from habeas.report.bounds import LINES
from habeas.report.lines import Key
from habeas.report.natural import natural

Outcomes = tuple[Outcome | None, ...]  # of one row, under each named reading
_GRAVE: tuple[Outcome, ...] = ("breach", "undetermined", "kept")


def chosen_lines(found: Sequence[Mapping[Key, Outcomes]], most: int = LINES) -> tuple[frozenset[Key], ...] | None:
    """The rows that are shown of each instrument; None where all of them are."""
    if sum(map(len, found)) <= most:
        return None
    clauses: dict[tuple[int, str], list[Key]] = {}
    for place, rows in enumerate(found):
        for key in rows:
            clauses.setdefault((place, key[0]), []).append(key)
    ranked = []
    for (place, clause), keys in clauses.items():
        for at, key in enumerate(sorted(keys, key=lambda key: _gravity(found[place][key], key))):
            ranked.append((not _bound(found[place][key]), at, place, clause, key))
    out: list[set[Key]] = [set() for _ in found]
    for *_, place, _, key in sorted(ranked)[:most]:
        out[place].add(key)
    return tuple(map(frozenset, out))


def _gravity(outcomes: Outcomes, key: Key) -> tuple[tuple[int, ...], list[tuple[int, str]]]:
    return tuple(-outcomes.count(grave) for grave in _GRAVE), natural(key[1])


def _bound(outcomes: Outcomes) -> bool:
    return any(outcome in _GRAVE for outcome in outcomes)
