"""Arrests matched to stays: the window, the nearest first, one to one; both engines against a greedy one by hand."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.engine import duck as duck_engine
from tests.engine.small_release import BASE, DAY, HOUR, INSTANT, Row, moments

ARRESTS = pa.schema(
    [("file", pa.string()), ("sheet", pa.string()), ("row", pa.int64()), ("act.person", pa.string())]
    + [(f"act.time.{side}", pa.int64()) for side in ("earliest", "latest")]
)
STAYS = pa.schema(
    [("custody.person", pa.string()), ("stay", pa.int32())]
    + [(f"custody.start.{side}", pa.int64()) for side in ("earliest", "latest")]
)
Match = Callable[[pa.Table, pa.Table], list[Row]]


@pytest.fixture(scope="session", params=["duck", "spark"])
def match(request: pytest.FixtureRequest) -> Match:
    if request.param == "duck":
        return lambda arrests, stays: list(duck_engine.match(arrests, stays).to_pylist())
    session = request.getfixturevalue("spark")
    from habeas.engine import spark as spark_engine

    return lambda arrests, stays: list(spark_engine.match(session, arrests, stays).toArrow().to_pylist())


def instants(found: list[Row], schema: pa.Schema) -> pa.Table:
    plain = pa.Table.from_pylist(found, schema=schema)
    timed = [pa.field(f.name, INSTANT) if f.name.endswith(("earliest", "latest")) else f for f in schema]
    return plain.cast(pa.schema(timed))


def arrests(*times: tuple[int, int], person: str = "person:a") -> pa.Table:
    return instants(
        [
            {
                "file": "a",
                "sheet": "",
                "row": n,
                "act.person": person,
                "act.time.earliest": t[0],
                "act.time.latest": t[1],
            }
            for n, t in enumerate(times, 2)
        ],
        ARRESTS,
    )


def held(*times: tuple[int, int], person: str = "person:a") -> pa.Table:
    return instants(
        [
            {"custody.person": person, "stay": n, "custody.start.earliest": t[0], "custody.start.latest": t[1]}
            for n, t in enumerate(times, 1)
        ],
        STAYS,
    )


def at(hours: int) -> tuple[int, int]:
    return BASE + hours * HOUR, BASE + hours * HOUR


def pairs(found: list[Row]) -> list[tuple[int, int]]:
    return sorted((row["row"], row["stay"]) for row in found)


def test_ten_days_before_and_five_days_after_are_within(match: Match) -> None:
    assert pairs(match(arrests(at(0)), held(at(240)))) == [(2, 1)]
    assert pairs(match(arrests(at(0)), held(at(241)))) == []
    assert pairs(match(arrests(at(120)), held(at(0)))) == [(2, 1)]
    assert pairs(match(arrests(at(121)), held(at(0)))) == []


def test_the_nearest_pair_is_taken_first_and_each_once(match: Match) -> None:
    found = match(arrests(at(0), at(10)), held(at(12), at(30)))
    assert pairs(found) == [(2, 2), (3, 1)]  # 10 to 12 is nearest; what is left is 0 to 30
    assert {row["row"]: row["distance_min"] for row in found} == {2: 30 * HOUR, 3: 2 * HOUR}


def test_of_equally_near_ones_the_earlier_stay_then_the_earlier_arrest(match: Match) -> None:
    assert pairs(match(arrests(at(10)), held(at(5), at(15)))) == [(2, 1)]
    assert pairs(match(arrests(at(5), at(15)), held(at(10)))) == [(2, 1)]


def test_somebody_elses_stay_is_no_match(match: Match) -> None:
    assert match(arrests(at(0)), held(at(1), person="person:b")) == []


def test_a_day_that_lies_across_the_edge_is_a_doubtful_match(match: Match) -> None:
    (row,) = match(arrests((BASE, BASE + DAY - 1)), held(at(10 * 24 + 5)))
    assert row["certain"] is False
    (row,) = match(arrests((BASE, BASE + DAY - 1)), held(at(9 * 24)))
    assert (row["certain"], row["distance_min"], row["distance_max"]) == (True, 8 * DAY + 1, 9 * DAY)


def greedy(arrested: list[tuple[int, int]], begun: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The definition: again and again the first pair of the order, until none is left."""
    order = []
    for row, (a0, a1) in enumerate(arrested, 2):
        for stay, (s0, s1) in enumerate(begun, 1):
            if a1 >= s0 - 10 * DAY and a0 <= s1 + 5 * DAY:
                order.append((max(0, a0 - s1, s0 - a1), max(a1 - s0, s1 - a0), s0, stay, a0, a1, row))
    out: list[tuple[int, int]] = []
    for *_, stay, _a0, _a1, row in sorted(order):
        if all(row != r and stay != s for r, s in out):
            out.append((row, stay))
    return sorted(out)


TIMES = st.lists(moments().map(lambda m: (m[0] or 0, m[1] or 0)), max_size=6)


@given(TIMES, TIMES)
@settings(max_examples=settings().max_examples // 5)
def test_rounds_give_what_taking_one_pair_after_another_gives(
    arrested: list[tuple[int, int]], begun: list[tuple[int, int]]
) -> None:
    found: Any = duck_engine.match(arrests(*arrested), held(*begun)).to_pylist()
    assert pairs(found) == greedy(arrested, begun)
