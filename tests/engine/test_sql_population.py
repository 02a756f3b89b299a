"""Daily population by SQL, on both engines, against a count by hand of every person, place and day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
from hypothesis import given, settings

from habeas.core.instant import MAX
from habeas.core.zones import DAY
from habeas.engine import duck as duck_engine
from habeas.engine.days import base_of, day_table
from tests.engine.small_release import BASE, HOUR, LAST, Row, rows, table
from tests.engine.test_sql_stays import stint

Engine = Callable[..., pa.Table]
ZONES = {"place:x": "UTC", "place:y": "America/Phoenix", "place:z": "Pacific/Auckland"}
DEFAULT = "America/New_York"
FIRST = date(2025, 1, 1)
DAYS = day_table([*ZONES.values(), DEFAULT], FIRST, FIRST + timedelta(days=LAST - 1))
PLACES = pa.table({"place": list(ZONES), "zone": list(ZONES.values())})
COUNTS = ("held_min", "held_max", "midnight_min", "midnight_max")


def population(engine: Engine, found: list[Row], **more: Any) -> dict[tuple[str | None, date], tuple[int, ...]]:
    inputs = {"rows": table(found), "places": PLACES, "days": DAYS}
    out = engine("population", inputs, base=base_of(DAYS), zone=DEFAULT, **more).to_pylist()
    return {(row["custody.place"], row["day"]): tuple(row[name] for name in COUNTS) for row in out}


def by_hand(found: list[Row]) -> dict[tuple[str | None, date], tuple[int, ...]]:
    """For each place and day the people whom some row surely, or possibly, has there: straight from the definition."""
    counted: dict[tuple[str | None, date], list[set[object]]] = {}
    for row in found:
        s0, s1, e0, e1 = (row[f"custody.{n}"] for n in ("start.earliest", "start.latest", "end.earliest", "end.latest"))
        s1 = e1 if s1 is None else s1 if e1 is None else min(s1, e1)
        if s0 is None or s1 is None or (e1 is not None and e1 < s0):
            continue
        e0, e1 = max(s0, s0 if e0 is None else e0), MAX if e1 is None else e1
        place, person = row["custody.place"], row["custody.person"]
        for day in DAYS.to_pylist():
            if day["zone"] != ZONES.get(place, DEFAULT):
                continue
            first, midnight = day["first"], day["last"] + 1
            sure = (s1 < midnight and e0 >= first, s1 <= midnight < e0)
            possible = (s0 < midnight and e1 >= first, s0 <= midnight < e1)
            sets = counted.setdefault((place, day["day"]), [set(), set(), set(), set()])
            for number in (0, 1):
                if sure[number] and person is not None:
                    sets[2 * number].add(person)
                if possible[number]:
                    sets[2 * number + 1].add(person if person is not None else row["row"])
    return {at: tuple(len(people) for people in sets) for at, sets in counted.items()}


def nonzero(counts: dict[tuple[str | None, date], tuple[int, ...]]) -> dict[tuple[str | None, date], tuple[int, ...]]:
    return {at: numbers for at, numbers in counts.items() if any(numbers)}


@given(rows(most=16))
@settings(max_examples=settings().max_examples // 5)
def test_the_population_is_what_a_count_by_hand_gives(found: list[Row]) -> None:
    def duck(name: str, inputs: dict[str, Any], **more: Any) -> pa.Table:
        return duck_engine.run(name, inputs, **more).read_all()

    assert nonzero(population(duck, found)) == nonzero(by_hand(found))


@given(rows(least=40, most=60))
@settings(max_examples=2)
def test_spark_counts_the_same(spark: Any, found: list[Row]) -> None:
    from habeas.engine import spark as spark_engine

    def run(name: str, inputs: dict[str, Any], **more: Any) -> pa.Table:
        return spark_engine.run(spark, name, inputs, **more).read_all()

    assert nonzero(population(run, found)) == nonzero(by_hand(found))


def test_a_person_who_comes_back_counts_once_a_day(engine: Engine) -> None:
    found = [stint("person:a", "place:x", 1, 2, 2), stint("person:a", "place:x", 5, 30, 3)]
    counts = population(engine, found)
    assert counts["place:x", FIRST] == (1, 1, 1, 1)
    assert counts["place:x", FIRST + timedelta(days=1)] == (1, 1, 0, 0)
    assert counts["place:x", FIRST + timedelta(days=2)] == (0, 0, 0, 0)


def test_an_open_stint_counts_to_the_last_day_and_not_beyond(engine: Engine) -> None:
    counts = population(engine, [stint("person:a", "place:x", 30, None, 2)])
    assert max(day for _, day in counts) == FIRST + timedelta(days=LAST - 1)
    assert counts["place:x", FIRST + timedelta(days=LAST - 1)] == (1, 1, 0, 1)


def test_a_day_without_a_clock_time_leaves_the_midnight_open(engine: Engine) -> None:
    row = stint("person:a", "place:x", 0, 48, 2)
    row["custody.end.earliest"], row["custody.end.latest"] = (
        BASE + DAY,
        BASE + 2 * DAY - 1,
    )  # some time on the second day
    counts = population(engine, [row])
    assert [counts["place:x", FIRST + timedelta(days=n)] for n in (0, 1, 2)] == [
        (1, 1, 0, 1),
        (1, 1, 0, 0),
        (0, 0, 0, 0),
    ]


def test_the_day_is_that_of_the_facilitys_zone(engine: Engine) -> None:
    counts = population(engine, [stint("person:a", "place:y", 2, 3, 2), stint("person:a", "place:y", 26, 27, 3)])
    assert counts["place:y", FIRST] == (1, 1, 0, 0)  # 02:00 UTC on the second is 19:00 of the first in Arizona
    assert counts["place:y", FIRST + timedelta(days=1)] == (0, 0, 0, 0)


def test_rows_without_an_identifier_may_each_be_somebody_else(engine: Engine) -> None:
    counts = population(engine, [stint(None, "place:x", 0, 2, 2), stint(None, "place:x", 0, 2, 3)])
    assert counts["place:x", FIRST] == (0, 2, 0, 0)


def test_days_are_those_of_the_zone_even_where_one_was_skipped() -> None:
    days = day_table(["Pacific/Apia"], date(2011, 12, 29), date(2011, 12, 31)).to_pylist()
    assert [(day["day"].day, day["nth"]) for day in days] == [(29, 0), (31, 1)]
    assert days[1]["first"] == days[0]["last"] + 1


def test_the_hours_of_a_clock_change_belong_to_their_day() -> None:
    (day,) = day_table(["America/New_York"], date(2025, 3, 9), date(2025, 3, 9)).to_pylist()
    assert day["last"] + 1 - day["first"] == 23 * HOUR
