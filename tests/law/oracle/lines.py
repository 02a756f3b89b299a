"""Lines with all that the contract says of them (semantics 29 and 30), but for `because`.

In: a matter. Out: plain dicts, sorted. `rests_on` and `would_settle` are None where the search was given up at its
bound.
"""

from __future__ import annotations

from typing import Any

from .answer import Line, Oracle
from .matter import Matter
from .why import group_turns_on, rests_on, strength, turns_on, would_settle


def findings(matter: Matter) -> list[dict[str, Any]]:
    """Every line of a matter with its reasons."""
    oracle = Oracle(matter)
    return [_finding(oracle, line, outcome) for line, outcome in sorted(oracle.outcomes().items())]


def groups(matter: Matter, by: str) -> list[dict[str, Any]]:
    """Every line of a group of acts, with its outcome and what it turns on."""
    oracle = Oracle(matter)
    return [
        {"instrument": line.instrument, "clause": line.clause, "group": line.entity, "reading": line.reading,
         "outcome": outcome, "turns_on": group_turns_on(oracle, line, by)}
        for line, outcome in sorted(oracle.grouped(by).items())
    ]  # fmt: skip


def _finding(oracle: Oracle, line: Line, outcome: str) -> dict[str, Any]:
    opened = would_settle(oracle, line)
    act = line.entity.startswith("act:")
    return {
        "instrument": line.instrument,
        "clause": line.clause,
        "act": line.entity if act else None,
        "custody": None if act else line.entity,
        "reading": line.reading,
        "outcome": outcome,
        "rests_on": rests_on(oracle, line),
        "strength": strength(oracle, line),
        "turns_on": turns_on(oracle, line),
        "would_settle": None if opened is None else [
            {"fact": one.fact, "open_because": one.open_because, "decisive": one.decisive, "toward": list(one.toward)}
            for one in opened if one.named
        ],
    }  # fmt: skip
