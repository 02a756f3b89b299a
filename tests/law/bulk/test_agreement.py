"""The bulk part against the exact kernel, on random matters whose acts and custodies have the shape of rows."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable

import pytest

from habeas.core.errors import InputError
from habeas.core.finding import OUTCOMES
from habeas.law.bulk import Shape, compile_release
from habeas.law.bulk.compiled import Counted
from habeas.law.instruments.resolve import readings_of
from tests.law.bulk.exported import Exported, exported
from tests.law.engine import SCHEMA, claims_of, examine, instruments_of, outcomes
from tests.law.oracle import Line, Matter, Oracle
from tests.law.strategies import random_matter

MATTERS = int(os.environ.get("HABEAS_EXAMPLES", "300"))
CHUNK = 100

Lines = dict[tuple[str, ...], str]


def bulk_outcomes(given: Exported) -> Lines | None:
    """Every line of every row by the bulk part; None where a clause asks for what the rows do not give."""
    matter = given.matter
    instruments = instruments_of(matter)
    asked = [(one, reading) for one in instruments for reading in readings_of(one).values()]
    claims = claims_of(Matter(given.rest, matter.instruments, matter.asked, matter.about))
    shape = Shape.of(given.table.schema, SCHEMA)
    try:
        compiled = compile_release(asked, claims, lambda source: source, SCHEMA, "UTC", shape)
    except InputError as error:
        if {fault.code for fault in error.faults} == {"release-lacks-property"}:
            return None
        raise
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


def compared(seeds: range, kind: str, exact: Callable[[Matter], dict[Line, str]]) -> tuple[int, int]:
    """How many lines have the same outcome, and how many the bulk part leaves open. Any other one is an error."""
    same = given_up = 0
    for seed in seeds:
        given = exported(random_matter(seed), kind)
        if not given.subjects or examine(given.matter).impossible:
            continue  # one impossible row leaves a matter no world; a release is tested row by row
        ours = bulk_outcomes(given)
        if ours is None:
            continue
        theirs = {
            tuple(line): outcome for line, outcome in exact(given.matter).items() if line.entity in given.subjects
        }
        assert ours.keys() == theirs.keys(), f"matter {seed}"
        for line, outcome in theirs.items():
            assert ours[line] in (outcome, "undetermined"), f"matter {seed}, {line}"
            same += ours[line] == outcome
            given_up += ours[line] != outcome
    return same, given_up


@pytest.mark.parametrize("kind", ["act", "custody"])
@pytest.mark.parametrize("start", range(0, MATTERS, CHUNK))
def test_a_matter_exported_as_a_release_has_the_same_outcomes(start: int, kind: str) -> None:
    same, given_up = compared(range(start, start + CHUNK), kind, outcomes)
    assert same > 5 * given_up, (same, given_up)


@pytest.mark.parametrize("kind", ["act", "custody"])
def test_and_those_of_the_enumeration(kind: str) -> None:
    same, _ = compared(range(max(MATTERS // 5, 60)), kind, lambda matter: Oracle(matter).outcomes())
    assert same > 10
