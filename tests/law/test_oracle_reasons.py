"""Reasons of the oracle, worked by hand; and two mechanical checks: points of time for its cells, all subsets of the
claims for its search.
"""

from __future__ import annotations

from itertools import combinations

from hypothesis import HealthCheck, given, settings

from tests.law.oracle import Line, Matter, Open, Oracle, Row, why
from tests.law.oracle.notation import DEPARTS, FLIGHT, FORBIDS, ask, order
from tests.law.oracle.points import PointOracle, TooMany
from tests.law.strategies import matters

# ---- reasons: semantics 25 to 28 and 30

READ = {
    "terms": {
        "removal": {"departure": DEPARTS, "landing": "act.kind = 'lands'"},
        "in_force.from": ["spoken", "written"],
    },
    "in_force": {"from": {"spoken": "act:spoken", "written": "act:written"}},
    "readings": {
        "plaintiffs": {"removal": "landing", "in_force.from": "spoken"},
        "government": {"removal": "departure", "in_force.from": "written"},
    },
}
NIGHT = """
act:d act.kind departs
act:d act.time :03
act:d act.person person:p
act:d act.carrier carrier:c
act:l act.kind lands
act:l act.time :06
act:l act.person person:p
act:l act.carrier carrier:c
act:spoken act.time :05
act:written act.time :08
person:p person.member_of group:class
"""


def test_each_reading_makes_another_act_count() -> None:
    oracle = ask(NIGHT, order({"forbids": "removal"}, **READ))
    plaintiffs, government = (
        Line("order", "duty", act, who) for act, who in (("act:l", "plaintiffs"), ("act:d", "government"))
    )
    assert oracle.outcomes() == {plaintiffs: "breach", government: "kept"}
    assert why.turns_on(oracle, plaintiffs) == [["in_force.from"], ["removal"]]
    assert why.turns_on(oracle, government) == [["removal"]]  # no line: another outcome
    grouped = oracle.grouped("act.carrier")
    assert {(line.entity, line.reading): outcome for line, outcome in grouped.items()} == {
        ("carrier:c", "plaintiffs"): "breach", ("carrier:c", "government"): "kept",
    }  # fmt: skip
    government = government._replace(entity="carrier:c")
    assert why.group_turns_on(oracle, government, "act.carrier") == [["in_force.from", "removal"]]


def test_supports_and_strength() -> None:
    text = """
        act:a act.kind departs @s1
        act:a act.kind departs @s2
        act:a act.person person:p @s1
        act:a act.time :06 @s1
        act:a act.time :07 @s3<s2
        act:order act.time :02 @s4
        person:p person.member_of group:class @s4
    """.replace("        ", "")
    oracle = ask(text, FORBIDS)
    line = Line("order", "duty", "act:a", "as_written")
    assert oracle.outcome(line) == "breach"
    kind, person, order_, member = ["c.csv:2", "c.csv:3"], ["c.csv:4"], ["c.csv:7"], ["c.csv:8"]
    assert why.rests_on(oracle, line) == [
        [kind, person, ["c.csv:5"], order_, member],
        [kind, person, ["c.csv:6"], order_, member],
    ]
    assert why.strength(oracle, line) == 1  # whom: only s1 says so
    twice = "act:a act.kind departs @s1 | act:a act.kind departs @s2 | a at :01 @s1 | a at :01 @s3<s2"
    kept = ask(f"{twice} | order at :02 @s1 | order at :02 @s2", FORBIDS)
    assert kept.outcome(line) == "kept"
    assert why.strength(kept, line) == 2


def test_what_would_settle() -> None:
    oracle = ask(
        "act:a act.kind departs\nact:a act.person person:p\nact:a act.time :06\nact:order act.time :05..:06", FORBIDS
    )
    member = "person:p person.member_of group:class"
    # no moment of the act, and none of the order, leaves the other on one side of it for certain
    assert why.would_settle(oracle, Line("order", "duty", "act:a", "as_written")) == [
        Open(member, "gap", decisive=False, toward=("not_bound",))
    ]
    settled = ask(
        "act:a act.kind departs\nact:a act.person person:p\nact:a act.time :06\nact:order act.time :02", FORBIDS
    )
    assert why.would_settle(settled, Line("order", "duty", "act:a", "as_written")) == [
        Open(member, "gap", decisive=True, toward=("breach", "not_bound"))
    ]
    rivals = ask(FLIGHT + "act:a act.time :06\nact:a act.time :01\nact:order act.time :02", FORBIDS)
    assert why.would_settle(rivals, Line("order", "duty", "act:a", "as_written")) == [
        Open("act:a act.time", "conflict", decisive=True, toward=("breach", "kept"))
    ]
    vague = ask(FLIGHT + "act:a act.time :04..:06\nact:order act.time :05", FORBIDS)
    assert why.would_settle(vague, Line("order", "duty", "act:a", "as_written")) == [
        Open("act:a act.time", "imprecise", decisive=False, toward=("breach", "kept"))
    ]


# ---- two mechanical checks, and laws

MANY = 100_000  # no search is given up
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(matters())
def test_cells_say_what_points_say(matter: Matter) -> None:
    """Enumerating every point of time gives the same outcomes and the same open facts."""
    oracle = Oracle(matter)
    for line, expected in list(oracle.outcomes().items())[:4]:
        points = PointOracle(matter, per=5)
        try:
            assert points.outcome(line) == expected
            assert why.would_settle(points, line, bound=MANY) == why.would_settle(oracle, line, bound=MANY)
        except TooMany:
            continue


@SLOW
@given(matters())
def test_the_search_finds_every_minimal_support(matter: Matter) -> None:
    """Trying all subsets of the contents finds the same supports."""
    matter = Matter(matter.rows[:8], matter.instruments, matter.asked)
    oracle = Oracle(matter)
    for line, expected in list(oracle.outcomes().items())[:4]:
        if expected == "undetermined":
            continue
        found: list[frozenset[int]] = []
        for size in range(len(oracle.contents) + 1):
            for chosen in map(frozenset, combinations(range(len(oracle.contents)), size)):
                if any(support <= chosen for support in found) or not why.can_all_be_true(oracle, chosen):
                    continue
                if oracle.answer(line, chosen).outcome == expected:
                    found.append(chosen)
        rows = [sorted(oracle.contents[i].rows for i in support) for support in found]
        assert sorted(rows) == sorted(
            [sorted(tuple(content) for content in support) for support in why.rests_on(oracle, line, bound=MANY) or []]
        )


@SLOW
@given(matters())
def test_neither_the_order_of_rows_nor_another_witness_changes_an_outcome(matter: Matter) -> None:
    again = [*reversed(matter.rows), *(Row(f"d.csv:{n}", r.subject, r.property, r.value, r.against)
                                       for n, r in enumerate(matter.rows[:3], start=2))]  # fmt: skip
    other = Matter(tuple(again), matter.instruments, matter.asked)
    assert Oracle(other).outcomes() == Oracle(matter).outcomes()
