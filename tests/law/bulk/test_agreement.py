"""The bulk part against the exact kernel, on matters drawn at random whose acts and custodies have the shape of rows.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from habeas.core.edtf import read_instant
from habeas.core.errors import InputError
from habeas.core.finding import OUTCOMES
from habeas.law.bulk import Shape, compile_release
from habeas.law.bulk.compiled import Counted
from habeas.law.resolve import readings_of
from tests.law.bulk.exported import Exported, exported
from tests.law.engine import SCHEMA, claims_of, examine, instruments_of, outcomes
from tests.law.oracle import Matter
from tests.law.strategies import random_matter

MATTERS = int(os.environ.get("HABEAS_EXAMPLES", "300"))
CHUNK = 100

Lines = dict[tuple[str, str, str, str], str]


def bulk_outcomes(given: Exported) -> Lines:
    """Every line of every row by the bulk part."""
    matter = given.matter
    instruments = instruments_of(matter)
    asked = [(one, reading) for one in instruments for reading in readings_of(one).values()]
    claims = claims_of(Matter(given.rest, matter.instruments, matter.asked, matter.about))
    shape = Shape.of(given.table.schema, SCHEMA)
    compiled = compile_release(asked, claims, lambda source: source, SCHEMA, "UTC", shape)
    counted = Counted()
    found: Lines = {}
    for batch in given.table.combine_chunks().to_batches():
        for part in compiled.test(batch, counted, everything=True):
            for line in part.to_pylist():
                key = (line["instrument"], line["clause"], given.subjects[line["row"] - 2], line["reading"])
                assert key not in found
                found[key] = line["outcome"]
    _same_counts(compiled.outcomes(counted), compiled.lines, found)
    return found


def _same_counts(counts: dict[tuple[int, tuple[str | None, ...]], tuple[int, int, int, int]],
                 lines: list[tuple[str, str, str]], found: Lines) -> None:  # fmt: skip
    """What is counted without being looked at is what is found by looking at each."""
    looked = Counter(
        (instrument, clause, reading, outcome) for (instrument, clause, _, reading), outcome in found.items()
    )
    told = Counter({(*lines[line], outcome): number for (line, _), row in counts.items()
                    for outcome, number in zip(OUTCOMES, row, strict=True) if number})  # fmt: skip
    assert looked == told


@pytest.mark.parametrize("kind", ["act", "custody"])
@pytest.mark.parametrize("start", range(0, MATTERS, CHUNK))
def test_a_matter_exported_as_a_release_has_the_same_outcomes(start: int, kind: str) -> None:
    wrong, same, given_up = [], 0, 0
    for seed in range(start, start + CHUNK):
        given = exported(random_matter(seed), kind)
        if not given.subjects or examine(given.matter).impossible:
            continue
        try:
            ours = bulk_outcomes(given)
        except InputError as error:
            assert {fault.code for fault in error.faults} == {"release-lacks-property"}
            continue
        exact = {
            (line.instrument, line.clause, line.entity, line.reading): outcome
            for line, outcome in outcomes(given.matter).items()
            if line.entity in given.subjects
        }
        for key, outcome in exact.items():
            if ours.get(key) == outcome:
                same += 1
            elif ours.get(key) == "undetermined":
                given_up += 1
            else:
                wrong.append((seed, key, outcome, ours.get(key)))
        wrong += [(seed, key, "no line", outcome) for key, outcome in ours.items() if key not in exact]
    assert not wrong
    assert given_up <= same
    print(kind, same, given_up)
    assert read_instant("2025", "UTC", 0)
