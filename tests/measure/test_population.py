"""Daily population across the seam of a joined release whose identifiers do not carry over."""

from datetime import date
from pathlib import Path

import pytest

from habeas.measure.population import population
from tests.measure.small import Row, release

ROWS = [
    Row("p", "2025-01-30T08:00", "2025-02-03T08:00"),
    Row("q", "2025-01-31T08:00", "2025-02-02T08:00"),
    Row("p", "2025-02-01T08:00", "2025-02-02T08:00"),
    Row("r", "2025-02-02T08:00", "2025-02-03T08:00", place="fsf"),
    Row(None, "2025-02-02T08:00", "2025-02-03T08:00", place="fsf"),
]
APART = {"supplied": {"2025-01": "a", "2025-02": "b"}}
ONE = {**APART, "identified": {"2025-01": "a", "2025-02": "a"}}


@pytest.mark.parametrize(("meta", "held"), [(APART, (2, 3)), (ONE, (2, 2)), ({}, (2, 2))])
def test_people_of_two_parts_may_be_one_or_two(tmp_path: Path, meta: dict[str, object], held: tuple[int, int]) -> None:
    found = population(release(tmp_path / "r", ROWS, "r", row="stint", **meta), date(2025, 2, 1), date(2025, 2, 2))
    days = {(row["custody.place"], row["day"].day): tuple(row.values())[2:4] for row in found.to_pylist()}
    assert days == {
        ("place:fsf", 1): (0, 0), ("place:fsf", 2): (1, 2), ("place:tuchold", 1): held, ("place:tuchold", 2): held,
    }  # fmt: skip
