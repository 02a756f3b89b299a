"""The outcome under every choice of meanings, for ``habeas why``: as a table, and as an object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from habeas.cli.shown import counted, show_table
from habeas.law.findings.decision import LIMIT, Decision
from habeas.law.findings.decision import Row as DecisionRow
from habeas.law.instruments.model import Reading

ANY = "any"
NO_FINDING = "no finding"


def show_decision(found: Decision | None, readings: Sequence[Reading]) -> None:
    """A row for each case that matters, with the named readings that are of it."""
    if found is None:
        print(f"Under all combinations of meanings: more than {LIMIT:,}, so no table is made.")
        return
    count = counted(found.combinations, "combination")
    if not found.terms:
        (row,) = found.rows
        print(f"Under every choice of meanings ({count}): {_outcome(row)}.")
        return
    print(f"Under every choice of meanings ({count}; what is not named does not matter):")
    show_table((*found.terms, "outcome", "readings"), _rows(found, readings))


def _rows(found: Decision, readings: Sequence[Reading]) -> Iterator[tuple[str, ...]]:
    for row in found.rows:
        named = dict(row.when)
        cells = (" or ".join(named[term]) if term in named else ANY for term in found.terms)
        yield (*cells, _outcome(row), ", ".join(_of(row, readings)) or "-")


def _outcome(row: DecisionRow) -> str:
    return NO_FINDING if row.outcome is None else row.outcome


def _of(row: DecisionRow, readings: Sequence[Reading]) -> list[str]:
    return [reading.id for reading in readings if row.holds(reading.choices)]


def decision_json(found: Decision | None, readings: Sequence[Reading]) -> dict[str, object] | None:
    """None where there are more combinations than the bound. ``outcome`` null: no line."""
    if found is None:
        return None
    return {
        "terms": list(found.terms),
        "combinations": found.combinations,
        "rows": [
            {
                "when": {term: list(meanings) for term, meanings in row.when},
                "outcome": row.outcome,
                "readings": _of(row, readings),
            }
            for row in found.rows
        ],
    }
