"""Stays by SQL, on both engines: worked examples, and bounds that hold in every world drawn at random."""

from collections.abc import Callable
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.core.errors import InputError
from habeas.core.instant import MAX
from habeas.engine import duck as duck_engine
from tests.engine.small_release import BASE, CUTOFF, DAY, HOUR, MINUTE, Row, rows, table

Engine = Callable[..., pa.Table]
ORDER = ["custody.person", "stay"]


def stint(person: str | None, place: str | None, start: int, end: int | None, number: int, **more: Any) -> Row:
    """A stint with exact times in hours since the base; an end of ``None`` is open on the last day."""
    low = BASE + start * HOUR
    high = None if end is None else BASE + end * HOUR
    ended = CUTOFF - DAY + 1 if high is None else high
    bounds = {"start.earliest": low, "start.latest": low, "end.earliest": ended, "end.latest": high}
    row = {"file": "a.xlsx", "sheet": "", "row": number, "custody.person": person, "custody.place": place}
    return (
        row | {f"custody.{name}": value for name, value in bounds.items()} | {"stay.start": None, "reason": None} | more
    )


def stays(engine: Engine, *found: Row, **parameters: Any) -> list[Row]:
    out = engine("stays", {"rows": table(list(found))}, order=ORDER, cutoff=CUTOFF, **parameters)
    return [dict(row) for row in out.to_pylist()]


def test_stints_that_follow_each_other_within_the_gap_are_one_stay(engine: Engine) -> None:
    one, two = stays(
        engine,
        stint("person:a", "place:x", 0, 10, 2, reason="Transferred"),
        stint("person:a", "place:y", 12, 40, 3, reason="Transferred"),
        stint("person:a", "place:x", 41, 50, 4, reason="Removed"),
        stint("person:a", "place:z", 75, 80, 5),
        attributes=("reason",),
    )
    assert (one["stay"], one["stints"], one["places"]) == (1, 3, ["place:x", "place:y", "place:x"])
    assert (one["place_first"], one["custody.place"], one["place_longest"]) == ("place:x", "place:x", "place:y")
    assert (one["gaps_min"], one["gap_length_min"], one["gap_length_max"]) == (2, 3 * HOUR, 3 * HOUR)
    assert (one["length_min"], one["length_max"], one["reason"], one["row"]) == (50 * HOUR, 50 * HOUR, "Removed", 2)
    assert one["longest_certain"] is True
    assert (two["stay"], two["stints"], two["reason"]) == (4, 1, None)


def test_the_stays_own_key_goes_before_the_gap(engine: Engine) -> None:
    found = stays(
        engine,
        stint("person:a", "place:x", 0, 10, 2, **{"stay.start": "s1"}),
        stint("person:a", "place:y", 10, 12, 3, **{"stay.start": "s2"}),
        stint("person:a", "place:z", 200, 210, 4, **{"stay.start": "s1"}),
        stay="stay.start",
    )
    assert [(stay["stay"], stay["stints"]) for stay in found] == [(1, 2), (2, 1)]
    assert found[0]["gap_length_max"] == 190 * HOUR


def test_an_overlap_is_kept_and_measured(engine: Engine) -> None:
    (one,) = stays(engine, stint("person:a", "place:x", 0, 10, 2), stint("person:a", "place:y", 7, 9, 3))
    assert (one["overlaps_min"], one["overlap_length_min"], one["overlap_length_max"]) == (1, 2 * HOUR, 2 * HOUR)
    assert one["custody.place"] == "place:y"


def test_a_handover_in_the_same_minute_is_only_possibly_an_overlap(engine: Engine) -> None:
    first, second = stint("person:a", "place:x", 0, 10, 2), stint("person:a", "place:y", 10, 20, 3)
    for row, edge in ((first, "end"), (second, "start")):
        row[f"custody.{edge}.latest"] += MINUTE - 1
    (one,) = stays(engine, first, second)
    assert (one["overlaps_min"], one["overlaps_max"], one["overlap_length_max"]) == (0, 1, MINUTE - 1)
    assert (one["gaps_min"], one["gaps_max"], one["gap_length_max"]) == (0, 1, MINUTE - 1)


def test_a_link_that_days_do_not_settle_is_said_to_be_doubtful(engine: Engine) -> None:
    first, second = stint("person:a", "place:x", 0, 10, 2), stint("person:a", "place:y", 24, 48, 3)
    second["custody.start.latest"] = BASE + 48 * HOUR - 1  # some time on the second day
    (one,) = stays(engine, first, second)
    assert one["links_doubtful"] == 1
    assert (one["gap_length_min"], one["gap_length_max"]) == (14 * HOUR, 38 * HOUR - 1)


def test_an_open_end_is_counted_to_the_cutoff_and_bounds_nothing_above(engine: Engine) -> None:
    (one,) = stays(engine, stint("person:a", "place:x", 0, 100, 2), stint("person:a", "place:y", 100, None, 3))
    assert (one["place_longest"], one["longest_certain"]) == ("place:y", True)
    assert (one["length_max"], one["custody.end.latest"]) == (None, None)
    assert one["length_min"] == CUTOFF - DAY + 1 - BASE


def test_of_two_longest_the_last_counts(engine: Engine) -> None:
    (one,) = stays(engine, stint("person:a", "place:x", 0, 10, 2), stint("person:a", "place:y", 10, 20, 3))
    assert one["place_longest"] == "place:y"


def test_a_place_that_nobody_named_is_kept_in_the_list(engine: Engine) -> None:
    (one,) = stays(engine, stint("person:a", None, 0, 10, 2), stint("person:a", "place:y", 10, 12, 3))
    assert (one["places"], one["place_first"]) == ([None, "place:y"], None)


def test_rows_that_cannot_be_used_are_seen_with_their_fault(engine: Engine) -> None:
    unsaid = stint("person:a", "place:x", 0, 10, 3)
    unsaid["custody.start.earliest"] = unsaid["custody.start.latest"] = None
    found = [
        stint(None, "place:x", 0, 10, 2),
        unsaid,
        stint("person:a", "place:x", 5, 4, 4),
        stint("person:b", "place:x", 0, 1, 5),
    ]
    out = engine("stints", {"rows": table(found)}, order=["row"]).to_pylist()
    assert [(row["row"], row["fault"]) for row in out] == [
        (2, "no-person"), (3, "no-start"), (4, "end-before-start"), (5, None)
    ]  # fmt: skip
    assert [stay["row"] for stay in stays(engine, *found)] == [5]


@given(rows(keyed=True, least=30, most=60), st.sampled_from([0, HOUR, DAY]))
@settings(max_examples=4)
def test_spark_gives_the_rows_that_duckdb_gives(spark: Any, found: list[Row], gap: int) -> None:
    from habeas.engine import spark as spark_engine

    release: pa.Table = table(found)
    said: dict[str, Any] = {"order": ORDER, "cutoff": CUTOFF, "gap": gap, "stay": "stay.start"}
    said["attributes"] = ("reason",)
    ours = duck_engine.run("stays", {"rows": release}, **said).read_all()
    theirs = spark_engine.run(spark, "stays", {"rows": release}, **said).read_all()
    assert theirs.to_pylist() == ours.to_pylist()
    assert [str(f.type) for f in theirs.schema if f.name != "places"] == [
        str(f.type) for f in ours.schema if f.name != "places"
    ]


def test_a_missing_column_is_named_with_the_nearest(engine: Engine) -> None:
    release = table([]).rename_columns(
        [name.replace("custody.place", "custody.places") for name in table([]).schema.names]
    )
    with pytest.raises(InputError) as raised:
        engine("stays", {"rows": release}, cutoff=CUTOFF)
    assert str(raised.value) == (
        'The release has no column "custody.place". Nearest: "custody.places". [release-lacks-column]'
    )


def test_a_relation_that_was_not_given_is_named(engine: Engine) -> None:
    with pytest.raises(InputError, match=r'No rows were given for "rows"\. .*\[unknown-relation\]'):
        engine("stays", {}, cutoff=CUTOFF)


# ---- bounds hold in every world


def _point(random: Random, low: int, high: int) -> int:
    return random.choice([low, high, random.randint(low, high)])


def _world(random: Random, members: list[Row]) -> list[tuple[int, int]]:
    """One choice of exact times for the stints of a stay, each end after its start."""
    out = []
    for row in members:
        s0, s1, e0, e1 = (
            row[f"custody.{name}"] for name in ("start.earliest", "start.latest", "end.earliest", "end.latest")
        )
        e1 = BASE + 40 * DAY if e1 is None else e1
        start = _point(random, s0, min(s1 if s1 is not None else e1, e1))
        out.append((start, _point(random, max(e0 if e0 is not None else start, start), e1)))
    return out


def _union(spans: list[tuple[int, int]]) -> int:
    covered, upto = 0, -MAX
    for start, end in sorted(spans):
        covered += max(0, end - max(start, upto))
        upto = max(upto, end)
    return covered


@given(rows(), st.randoms(use_true_random=False))
@settings(max_examples=settings().max_examples // 5)
def test_bounds_hold_whatever_the_times_are_in_truth(found: list[Row], random: Random) -> None:
    release = {"rows": table(found)}
    by_row = {row["row"]: row for row in found}
    members: dict[tuple[str, int], list[Row]] = {}
    connection = duck_engine.connect()
    for row in duck_engine.run("stints", release, connection=connection).read_all().to_pylist():
        if row["fault"] is None:
            members.setdefault((row["custody.person"], row["stay"]), []).append(by_row[row["row"]])
    for stay in duck_engine.run("stays", release, connection=connection, cutoff=CUTOFF).read_all().to_pylist():
        mine = members[stay["custody.person"], stay["stay"]]
        for _ in range(6):
            spans = _world(random, mine)
            whole = max(end for _, end in spans) - min(start for start, _ in spans)
            covered = _union(spans)
            said = {
                "length": whole,
                "gap_length": whole - covered,
                "overlap_length": sum(e - s for s, e in spans) - covered,
            }
            for name, truth in said.items():
                most = stay[f"{name}_max"]
                assert stay[f"{name}_min"] <= truth <= (MAX if most is None else most), (name, stay, spans)
            if stay["longest_certain"]:
                longest = max(end - start for start, end in spans)
                at = {row["custody.place"] for row, (s, e) in zip(mine, spans, strict=True) if e - s == longest}
                assert stay["place_longest"] in at
