"""The kernel against the oracle: two readings of one text that share no code, on matters drawn at random.

``make prove`` draws 20,000 matters, for outcomes and for reasons; the ordinary run some hundreds.
"""

from __future__ import annotations

import os

import pytest

from tests.law import engine
from tests.law.compared import compare_reasons
from tests.law.oracle import Oracle
from tests.law.strategies import random_matter

MATTERS = int(os.environ.get("HABEAS_EXAMPLES", "300"))
CHUNK = 100
# matters on which the two once differed
ONCE_APART = (
    *(2321, 2833, 2914, 3201, 3211, 4033, 4805, 5666, 6272, 7474, 8208, 9122, 11219, 11887, 12305, 12597, 12657, 12772),
    *(7439, 13102, 13394, 14854, 15578, 16443, 18340, 19987, 57633),
)


@pytest.mark.parametrize("start", range(0, MATTERS, CHUNK))
def test_outcomes_agree(start: int) -> None:
    for seed in range(start, min(start + CHUNK, MATTERS)):
        matter = random_matter(seed)
        ours, theirs = engine.outcomes(matter), Oracle(matter).outcomes()
        assert ours == theirs, f"matter {seed}"


@pytest.mark.parametrize("seed", [*range(MATTERS), *ONCE_APART])
def test_reasons_agree(seed: int) -> None:
    compare_reasons(random_matter(seed))
