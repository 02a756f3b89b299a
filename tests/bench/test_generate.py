"""The releases that benchmarks read: of the size asked for, with the shares promised, the same for the same seed."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from bench.generate import COLUMNS, MINUTE, batches, generate, person_id
from habeas.release.built import Built

ROWS = 200_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return generate(tmp_path_factory.mktemp("bench") / "release", ROWS)


@pytest.fixture(scope="module")
def table(built: Built) -> pa.Table:
    return pa.Table.from_batches(built.batches())


def share(mask: pa.ChunkedArray) -> float:
    return float(pc.mean(pc.fill_null(mask, False).cast(pa.int8())).as_py())


def test_it_has_the_rows_and_columns_of_a_built_release(built: Built, table: pa.Table) -> None:
    assert table.num_rows == ROWS
    assert built.schema == COLUMNS
    assert built.meta["counts"]["kept"] == ROWS
    used = set(table["custody.place"].combine_chunks().dictionary.to_pylist())
    assert used <= set(built.meta["places"])


def test_rows_are_sorted_and_each_is_found_once(table: pa.Table) -> None:
    keys = table.append_column("person", table["custody.person"].cast(pa.string()))
    order = [("person", "ascending"), ("custody.start.earliest", "ascending")]
    assert keys.sort_by(order)["custody.start.earliest"] == keys["custody.start.earliest"]
    located = keys.append_column("at", keys["sheet"].cast(pa.string()))
    assert located.group_by(["at", "row"]).aggregate([]).num_rows == ROWS


def test_shares_are_those_promised(table: pa.Table) -> None:
    start = [table[f"custody.start.{bound}"].cast(pa.int64()) for bound in ("earliest", "latest")]
    end = [table[f"custody.end.{bound}"].cast(pa.int64()) for bound in ("earliest", "latest")]
    assert share(pc.greater(pc.subtract(start[1], start[0]), MINUTE)) == pytest.approx(0.08, abs=0.005)
    assert share(end[1].is_null()) == pytest.approx(0.02, abs=0.003)
    assert share(table["custody.ground"].is_null()) == pytest.approx(0.05, abs=0.005)
    assert share(pc.less(end[1], start[0])) == pytest.approx(0.001, abs=0.0005)
    people = pc.count_distinct(table["custody.person"].cast(pa.string())).as_py()
    assert ROWS / people == pytest.approx(3, abs=0.05)


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    one, same, other = (pa.Table.from_batches(batches(1_000, seed)) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_people_are_named_by_number(table: pa.Table) -> None:
    names = table["custody.person"].cast(pa.string()).unique().to_pylist()
    assert names == [person_id(number) for number in range(len(names))]
