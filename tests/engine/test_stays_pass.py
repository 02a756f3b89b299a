"""The compiled pass gives the very rows that the SQL gives, however the batches are cut."""

from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.engine import duck
from habeas.engine.stays_pass import Counted, Rule, stays_of
from tests.engine.small_release import CUTOFF, DAY, HOUR, Row, rows, table

ORDER = ["custody.person", "stay"]


def passed(release: pa.Table, rule: Rule, size: int, counted: Counted | None = None) -> tuple[list[Row], list[Row]]:
    stays, apart = [], []
    for whole, bad in stays_of(release.to_batches(max_chunksize=size), rule, counted):
        stays += whole.to_pylist()
        apart += bad.to_pylist()
    return stays, apart


@given(st.booleans().flatmap(rows), st.integers(1, 6), st.sampled_from([0, HOUR, DAY]), st.booleans())
@settings(max_examples=settings().max_examples // 5)
def test_the_pass_gives_the_rows_of_the_sql(found: list[Row], size: int, gap: int, by_key: bool) -> None:
    release = table(found)
    key = "stay.start" if by_key else None
    counted = Counted()
    stays, apart = passed(release, Rule(CUTOFF, gap, key, ("reason",)), size, counted)
    said: dict[str, Any] = {"stay": key, "attributes": ("reason",), "gap": gap}
    assert stays == duck.run("stays", {"rows": release}, order=ORDER, cutoff=CUTOFF, **said).read_all().to_pylist()
    every = duck.run("stints", {"rows": release}, **said).read_all().to_pylist()
    faults = sorted((r["file"], r["sheet"], r["row"], r["fault"]) for r in every if r["fault"])
    assert sorted((r["file"], r["sheet"], r["row"], r["fault"]) for r in apart) == faults
    assert counted.rows == len(found) == sum(stay["stints"] for stay in stays) + sum(counted.set_apart.values())
