"""A matter whose claims would contradict each other without some origins holds nothing firmer than that."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from habeas.law.why.contradicted import Contradicted, fewest_to_contradict
from tests.law import engine
from tests.law.oracle import Matter, Oracle, why
from tests.law.strategies import random_matter


def by_trying(matter: Matter) -> int | None:
    """The size of the smallest set of origins without which the oracle finds no world."""
    origins = sorted({row.origin for row in matter.rows})
    for size in range(1, len(origins) + 1):
        for some in combinations(origins, size):
            left = replace(matter, rows=tuple(row for row in matter.rows if row.origin not in some))
            if Oracle(left).conflict():
                return size
    return None


def test_the_number_is_that_of_trying_every_set_of_origins() -> None:
    told = 0
    for seed in range(400):
        matter = random_matter(seed)
        examination = engine.examine(matter)
        if not examination.impossible:
            found = fewest_to_contradict(examination.facts, [*examination.acts, *examination.custodies])
            assert found == Contradicted(by_trying(matter), None), f"matter {seed}"
            told += found.origins is not None
    assert told > 1


def test_a_settled_outcome_is_no_firmer() -> None:
    matter = random_matter(57633)  # without one origin, a custody that the line does not speak of ends before it starts
    examination = engine.examine(matter)
    instrument = engine.instruments_of(matter)[1]
    lines = [line for reading in instrument.readings.values() for line in examination.lines(instrument, reading)]
    (finding,) = [
        found for line in lines
        if line.subject == "custody:k1" and line.reading.id == "reading-0" and line.clause.id == "c1"
        for found in [examination.finding(line)]
    ]  # fmt: skip
    assert (finding.outcome, finding.strength) == ("not_bound", 1)


def test_no_smaller_set_of_claims_contradicts_itself() -> None:
    told = 0
    for seed in range(1500):
        matter = random_matter(seed)
        examination = engine.examine(matter)
        if examination.impossible is None:
            continue
        found = sorted(list(witnessed.rows) for witnessed in examination.impossible.claims)
        assert examination.impossible.sure
        assert found in [sorted(some) for some in why.cannot_all_be_true(Oracle(matter))], f"matter {seed}"
        told += 1
    assert told > 50
