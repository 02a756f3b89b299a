from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from habeas.measure.bins import Bins

batches = st.lists(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(-5, 5)), max_size=20), min_size=1, max_size=5
)


@given(given=batches, room=st.sampled_from([1, 8, 64, 1 << 20]), weighted=st.booleans())
def test_counts_are_those_of_a_counter_however_little_room_there_is(
    given: list[list[tuple[int, int, int]]], room: int, weighted: bool
) -> None:
    bins, expected = Bins(room), Counter[tuple[int, ...]]()
    sizes = [1, 1]
    for batch in given:
        cells = np.array(batch, dtype=np.int64).reshape(-1, 3)
        sizes = [max(size, int(cells[:, at].max(initial=0)) + 1) for at, size in enumerate(sizes)]
        bins.add(cells[:, :2].T, sizes, len(cells), cells[:, 2] if weighted else None)
        for first, second, weight in batch:
            expected[first, second] += weight if weighted else 1
    assert bins.counts() == dict(expected)


def test_without_a_dimension_rows_are_counted() -> None:
    bins = Bins()
    assert bins.counts() == {}
    bins.add([], [], 5)
    bins.add([], [], 2)
    assert bins.counts() == {(): 7}
