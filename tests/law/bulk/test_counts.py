"""Lines that nobody looks at are counted as if every row were: over any bits, columns and columns counted by."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.bulk.counts import Joint, spoken_of
from habeas.law.bulk.records import LINE, SCOPE


@given(st.integers(0, 2**32 - 1), st.integers(1, 3), st.integers(0, 2), st.integers(0, 40), st.floats(0, 1))
def test_counts_are_those_of_every_row(seed: int, own: int, groups: int, rows: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    units = sorted(rng.choice(70, int(rng.integers(1, 70)), replace=False).tolist())
    sizes = rng.integers(1, 5, own + groups).tolist()
    holds = [rng.random((8, size, 128)) < share for size in sizes[:own]]
    every = rng.random((8, 128)) < 0.9
    columns = [rng.integers(0, size, rows).astype(np.int32) for size in sizes]
    joint = Joint()
    for part in (slice(0, rows // 2), slice(rows // 2, rows)):
        joint.add([column[part] for column in columns], sizes)
    found = (
        spoken_of(joint, [_packed(one) for one in holds], _packed(every), units, groups)
        if rows
        else {unit: {} for unit in units}
    )
    for unit in units:
        expected: dict[tuple[int, ...], tuple[int, int]] = {}
        for row in range(rows):
            values = [int(column[row]) for column in columns]
            line = (
                all(hold[LINE, value, unit] for hold, value in zip(holds, values, strict=False)) and every[LINE, unit]
            )
            scope = all(hold[SCOPE, value, unit] for hold, value in zip(holds, values, strict=False))
            unbound = line and not (scope and every[SCOPE, unit])
            spoken, free = expected.get(tuple(values[own:]), (0, 0))
            expected[tuple(values[own:])] = (spoken + bool(line), free + bool(unbound))
        assert found[unit] == expected


def _packed(bits: np.ndarray) -> np.ndarray:
    return np.packbits(bits, axis=-1, bitorder="little").view(np.uint64)
