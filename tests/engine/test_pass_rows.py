"""Batches cut between people: the same rows in the same order, and as they came wherever nobody goes on."""

from __future__ import annotations

from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.engine.pass_rows import whole_people

NAME = "custody.person"
runs = st.lists(st.tuples(st.booleans(), st.integers(1, 9)), min_size=1, max_size=12)


def batch(names: list[str | None], first: int) -> pa.RecordBatch:
    people = pa.array(names, pa.string()).dictionary_encode()
    return pa.RecordBatch.from_arrays([people, pa.array(range(first, first + len(names)))], names=[NAME, "row"])


@given(runs, st.lists(st.integers(0, 7), max_size=20))
def test_no_person_is_cut_and_no_row_lost(told: list[tuple[bool, int]], sizes: list[int]) -> None:
    names = [f"person:{number}" if known else None for number, (known, rows) in enumerate(told) for _ in range(rows)]
    batches, at = [], 0
    for size in [*sizes, len(names)]:
        batches.append(batch(names[at : at + size], at))
        at += batches[-1].num_rows
    found = [piece.to_pydict() for piece in whole_people(batches, NAME)]
    assert [row for piece in found for row in piece["row"]] == list(range(len(names)))
    assert [name for piece in found for name in piece[NAME]] == names
    for before, after in pairwise(found):
        assert before[NAME][-1] is None or before[NAME][-1] != after[NAME][0]


@pytest.mark.parametrize("nobody", [None, "person:c"])
def test_what_ends_between_two_people_is_handed_on_as_it_is(nobody: str | None) -> None:
    given = [batch(["person:a", "person:a", "person:b"], 0), batch([nobody], 3), batch([nobody and "person:d"], 4)]
    assert all(one is other for one, other in zip(whole_people(given, NAME), given, strict=True))
