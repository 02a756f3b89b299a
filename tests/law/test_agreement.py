"""The kernel against the oracle: two readings of one text that share no code, on matters drawn at random.

``make prove`` draws 20,000 matters for outcomes and some hundreds for reasons; the ordinary run a few hundred.
"""

from __future__ import annotations

import os
from typing import Any

import pytest

from habeas.law import Examination
from habeas.law.resolve import readings_of
from tests.law import engine
from tests.law.oracle import Line, Oracle, why
from tests.law.strategies import random_matter

MATTERS = int(os.environ.get("HABEAS_EXAMPLES", "300"))
CHUNK = 100


@pytest.mark.parametrize("start", range(0, MATTERS, CHUNK))
def test_outcomes_agree(start: int) -> None:
    for seed in range(start, min(start + CHUNK, MATTERS)):
        matter = random_matter(seed)
        ours, theirs = engine.outcomes(matter), Oracle(matter).outcomes()
        assert ours == theirs, f"matter {seed}"


@pytest.mark.parametrize("seed", range(max(MATTERS // 30, 10)))
def test_reasons_agree(seed: int) -> None:
    matter = random_matter(seed)
    examination, oracle = engine.examine(matter), Oracle(matter)
    if oracle.conflict():
        assert examination.impossible
        return
    for instrument in engine.instruments_of(matter):
        for reading in readings_of(instrument).values():
            for line in examination.lines(instrument, reading):
                asked = Line(instrument.id, line.clause.id, line.subject or "", reading.id)
                _compare(examination, oracle, line, asked)


def _compare(examination: Examination, oracle: Oracle, line: Any, asked: Line) -> None:
    finding = examination.finding(line)
    assert finding.outcome == oracle.outcome(asked)
    supports = why.rests_on(oracle, asked)
    if supports is not None and "rests_on" not in finding.bounded:
        sets = [sorted(witnessed.rows for witnessed in support) for support in finding.rests_on]
        assert sorted(sets) == sorted(sorted(tuple(rows) for rows in support) for support in supports)
    if "strength" not in finding.bounded:
        assert finding.strength == why.strength(oracle, asked)
    assert sorted(finding.turns_on) == sorted(tuple(terms) for terms in why.turns_on(oracle, asked))
    open_facts = why.would_settle(oracle, asked)
    if open_facts is not None:  # None: too many moments for the oracle
        theirs = {(one.fact, one.open_because, one.decisive, one.toward) for one in open_facts if one.named}
        ours = {(one.fact, one.open_because, one.decisive, one.toward) for one in finding.would_settle}
        assert {one for one in ours if _comparable(one[0])} == {one for one in theirs if _comparable(one[0])}


def _comparable(fact: str) -> bool:
    """What the contract gives no name: a silence about a required act, and what is so of a place that nobody names."""
    return (
        not fact.endswith((" done", " act.from", " act.to", " act.place", " custody.place")) and "place:?" not in fact
    )
