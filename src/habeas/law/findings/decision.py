"""The outcome under every choice of meanings, as the shortest table that says it. Semantics 27.

``turns_on`` starts from one reading; this does not. Every combination of meanings is tried, terms that never matter
are left out, and meanings that never differ share a row. The rows exclude each other and cover every combination.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from habeas.core.finding import Outcome
from habeas.law.findings.examination import Examination, Line

LIMIT = 4096  # combinations of meanings: above it there is no table
SHORTEST = 5  # up to so many terms that matter the table is the shortest; above, terms are asked in their order

Picked = tuple[str, ...]
Outcomes = Mapping[Picked, Outcome | None]


@dataclass(frozen=True, slots=True)
class Row:
    """``when``: each term on which it depends here, with the meanings that lead to the outcome (None: no line)."""

    when: tuple[tuple[str, tuple[str, ...]], ...]
    outcome: Outcome | None

    def holds(self, choices: Mapping[str, str]) -> bool:
        """Whether these choices of meanings are of this row."""
        return all(choices[term] in meanings for term, meanings in self.when)


@dataclass(frozen=True, slots=True)
class Decision:
    """``terms``: those that matter at all, in the order of the clause's terms. ``combinations`` were tried."""

    terms: tuple[str, ...]
    rows: tuple[Row, ...]
    combinations: int

    def row_of(self, choices: Mapping[str, str]) -> Row:
        return next(row for row in self.rows if row.holds(choices))


def decision(
    terms: Mapping[str, Sequence[str]], outcome: Callable[[Mapping[str, str]], Outcome | None]
) -> Decision | None:
    """The table of all combinations of meanings; None where there are more of them than ``LIMIT``.

    ``terms`` gives the meanings of each term that could matter; ``outcome`` says what a full choice of them gives.
    """
    count = 1
    for meanings in terms.values():
        count *= len(meanings)
    if count > LIMIT:
        return None
    names = tuple(terms)
    found: Outcomes = {
        picked: outcome(dict(zip(names, picked, strict=True))) for picked in product(*(terms[name] for name in names))
    }
    names, found = _that_matter(names, found)
    rows = _rows(names, {name: tuple(terms[name]) for name in names}, found, exact=len(names) <= SHORTEST)
    return Decision(names, tuple(rows), count)


def decision_of(examination: Examination, line: Line) -> Decision | None:
    """The table of a clause and an act (or custody), whatever the line's reading; None above ``LIMIT``."""
    meanings = {
        term: tuple(line.instrument.terms[term].meanings)
        for term in examination.duties.terms(line.instrument, line.clause)
    }
    return decision(meanings, lambda choices: examination.outcome(line, choices))


def _that_matter(names: Picked, found: Outcomes) -> tuple[Picked, Outcomes]:
    """The terms of which some change of meaning alone changes the outcome; what the others mean is left out."""
    for name in names:
        at = names.index(name)
        less: dict[Picked, Outcome | None] = {}
        if all(less.setdefault(picked[:at] + picked[at + 1 :], one) == one for picked, one in found.items()):
            names, found = names[:at] + names[at + 1 :], less
    return names, found


def _rows(names: Picked, meanings: Mapping[str, Picked], found: Outcomes, *, exact: bool) -> list[Row]:
    """Ask one term, put the meanings together after which all else is alike, and go on in each group."""
    outcomes = set(found.values())
    if len(outcomes) == 1:
        return [Row((), outcomes.pop())]
    best: list[Row] | None = None
    for at, name in enumerate(names):
        groups: dict[tuple[tuple[Picked, Outcome | None], ...], list[str]] = {}
        for meaning in meanings[name]:
            rest = tuple((p[:at] + p[at + 1 :], one) for p, one in found.items() if p[at] == meaning)
            groups.setdefault(rest, []).append(meaning)
        if len(groups) == 1:
            continue  # here it makes no difference
        rows = [
            Row(((name, tuple(together)), *row.when), row.outcome)
            for rest, together in groups.items()
            for row in _rows(names[:at] + names[at + 1 :], meanings, dict(rest), exact=exact)
        ]
        if best is None or _size(rows) < _size(best):
            best = rows
        if not exact:
            break
    assert best is not None  # two outcomes, so some term tells them apart
    return best


def _size(rows: Sequence[Row]) -> tuple[int, int]:
    return len(rows), sum(len(row.when) for row in rows)
