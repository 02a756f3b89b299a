"""The oracle is trusted because of these: cases small enough to be worked by hand from the text, each with the
answer that the text gives, and two mechanical checks (points of time for its cells, all subsets for its search).

A matter is written one claim a line: subject, property, value; `not` before it speaks against. Times are minutes
past midnight: `:05`, `:02..:04`, `..:03`.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.law.oracle import Line, Matter, Open, Oracle, Row
from tests.law.oracle import why
from tests.law.oracle.points import PointOracle, TooMany
from tests.law.strategies import matters

MINUTE = 60_000_000
MIDNIGHT = 1_735_689_600_000_000
FLIGHT = """
act:a act.kind departs
act:a act.person person:p
person:p person.member_of group:class
"""
CLASS = "person.member_of = 'group:class'"
DEPARTS = "act.kind = 'departs'"


def said(text: str) -> tuple[Row, ...]:
    """Rows of a matter; `@s2` at the end of a line names the source, `@s3<s1` its origin too."""
    rows = []
    for number, line in enumerate((line for line in text.strip().splitlines() if line.strip()), start=2):
        against = line.startswith("not ")
        line, _, source = line.removeprefix("not ").partition("@")
        subject, prop, value = line.strip().split(" ", 2)
        name, _, origin = (source or "s1").partition("<")
        rows.append(Row(f"c.csv:{number}", subject, prop, instant(value), against, name, origin or name))
    return tuple(rows)


def instant(value: str) -> str:
    if not re.fullmatch(r"(:\d\d)?(\.\.)?(:\d\d)?", value):
        return value
    value = value.replace(":", "2025-01-01T00:")
    return f"[{value}]" if ".." in value else value


def order(clause: dict[str, Any], **more: Any) -> dict[str, Any]:
    out = {"instrument": "order", "in_force": {"from": "act:order"}, "protects": CLASS, **more}
    return {**out, "clauses": [{"id": "duty", **clause}]}


def ask(text: str, *instruments: dict[str, Any], asked: int | None = None) -> Oracle:
    return Oracle(Matter(said(text), instruments, None if asked is None else MIDNIGHT + asked * MINUTE))


def outcome(text: str, instrument: dict[str, Any], entity: str = "act:a", **more: Any) -> str | None:
    oracle = ask(text, instrument, **more)
    return oracle.outcome(Line("order", "duty", entity, next(iter(oracle.readings(instrument)))))


# ---- when: semantics 4, 17, 18 and 24

FORBIDS = order({"forbids": DEPARTS})


@pytest.mark.parametrize(
    ("act", "ordered", "expected"),
    [
        ("act:a act.time :06", "act:order act.time :05", "breach"),
        ("act:a act.time :05", "act:order act.time :05", "undetermined"),  # the same minute said of both
        ("act:a act.time :04", "act:order act.time :05", "kept"),  # the minute before
        ("act:a act.time :04..:06", "act:order act.time :05", "undetermined"),
        ("act:a act.time :04..:09\nact:a act.time :06", "act:order act.time :05", "breach"),  # read together
        ("act:a act.time :04\nact:a act.time :06", "act:order act.time :05", "undetermined"),  # rivals
        ("act:a act.time :07\nact:a act.time :06", "act:order act.time :05", "breach"),  # rivals, whichever
        ("act:a act.time :04\nnot act:a act.time :04", "act:order act.time :05", "undetermined"),  # another one, too
        ("act:a act.by org:us", "act:order act.time :05", "undetermined"),  # nobody says when
        ("act:a act.time ..:04", "act:order act.time :05", "kept"),
        ("act:a act.time ..:04", "act:order act.by org:us", "undetermined"),  # nobody says when it was ordered
        ("act:a act.time :06", "act:order act.time :05\nnot act:order act.happened true", "undetermined"),
        ("act:a act.time :06", "not act:order act.happened true", "kept"),  # no order, never in force
    ],
)
def test_an_act_against_the_moment_from_which_it_is_forbidden(act: str, ordered: str, expected: str) -> None:
    assert outcome(FLIGHT + act + "\n" + ordered, FORBIDS) == expected


@pytest.mark.parametrize(
    ("force", "more", "expected"),
    [
        ({}, "", "breach"),  # no `from`: always
        ({"from": "act:order", "until": "act:end"}, "act:end act.time :05", "kept"),  # ended before
        ({"from": "act:order", "until": "act:end"}, "act:end act.time :07", "breach"),
        ({"from": "act:order", "until": "act:end"}, "", "undetermined"),  # named, and nobody timed it
        ({"from": "act:order", "until": "act:end"}, "not act:end act.happened true", "breach"),  # never ended
        ({"from": "act:order", "until": "act:a"}, "", "kept"),  # one instant, and half-open
        ({"from": "act:order", "until": {"after": "PT3M"}}, "", "kept"),
        ({"from": "act:order", "until": {"after": "PT4M"}}, "", "undetermined"),  # exactly, by the clock
        ({"from": "act:order", "until": {"after": "PT5M"}}, "", "breach"),
        ({"from": "act:order", "except": [{"from": "act:stay", "until": "act:lift"}]},
         "act:stay act.time :04\nact:lift act.time :08", "kept"),
        ({"from": "act:order", "except": [{"from": "act:stay", "until": "act:lift"}]},
         "act:stay act.time :03\nact:lift act.time :05", "breach"),
        ({"from": "act:order", "except": [{"until": {"after": "PT1M"}}]}, "", "breach"),
        ({"from": "2025-01-01T00:05"}, "", "breach"),
        ({"from": "2025-01-01T00:06"}, "", "undetermined"),
    ],
)  # fmt: skip
def test_states_in_time(force: dict[str, Any], more: str, expected: str) -> None:
    text = FLIGHT + "act:a act.time :06\nact:order act.time :02\n" + more
    assert outcome(text, order({"forbids": DEPARTS}, in_force=force)) == expected


def test_a_clause_may_have_its_own_time() -> None:
    clause = {"forbids": DEPARTS, "in_force": {"from": "act:later"}}
    assert outcome(FLIGHT + "act:a act.time :06\nact:order act.time :02\nact:later act.time :08", order(clause)) == "kept"


# ---- whether: semantics 9, 11, 22 and 23

NOW = "\nact:a act.time :06\nact:order act.time :02\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FLIGHT + NOW, "breach"),
        (FLIGHT + NOW + "not act:a act.happened true", "undetermined"),  # denied, but given a time
        ("act:a act.kind departs\nact:a act.person person:p\nact:order act.time :02\nact:a act.happened false", "kept"),
        (FLIGHT + NOW + "act:a act.kind lands", "undetermined"),  # two kinds: at best open
        (FLIGHT + "act:a act.kind lands\nact:a act.time :01\nact:order act.time :02", "kept"),  # broken in no world
        (FLIGHT + NOW + "not act:a act.kind departs", "undetermined"),
        ("act:a act.kind lands\nact:a act.person person:p" + NOW, None),  # in no world of that kind: no line
        ("act:a act.person person:p" + NOW, None),  # nobody says of what kind
        ("act:a act.kind departs" + NOW, "undetermined"),  # nobody says whom
    ],
)
def test_whether_it_was_done_and_what_it_was(text: str, expected: str | None) -> None:
    assert outcome(text, FORBIDS) == expected


def test_switched_off_or_protecting_nobody_is_not_bound() -> None:
    off = order({"forbids": DEPARTS, "when": {"duty": "some"}}, terms={"duty": ["some", "none"]}, readings={"x": {"duty": "none"}})
    assert outcome(FLIGHT + NOW, off) == "not_bound"
    assert outcome(FLIGHT + NOW, order({"forbids": DEPARTS}, protects="FALSE")) == "not_bound"
    # out of scope comes first, but time alone never makes it so
    assert outcome(FLIGHT + "act:a act.time :01\nact:order act.time :02", FORBIDS) == "kept"


# ---- who: semantics 10 and 15


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("act:a act.person person:p\nperson:p person.member_of group:class", "breach"),
        ("act:a act.person person:p\nnot person:p person.member_of group:class", "not_bound"),
        ("act:a act.person person:p", "undetermined"),  # never spoken of
        ("act:a act.person person:p\nperson:p person.member_of group:class\nnot person:p person.member_of group:class",
         "undetermined"),
        ("act:a act.person person:p\nperson:p person.member_of group:x\ngroup:x group.part_of group:class", "breach"),
        ("act:a act.person person:p\nperson:p person.member_of group:x\nnot group:x group.part_of group:class", "not_bound"),
        ("act:a act.person person:p\nperson:p person.member_of group:x\ngroup:x group.part_of group:class\n"
         "not person:p person.member_of group:class", "undetermined"),  # reached, but denied
        ("act:a act.person person:p\nperson:p person.member_of group:x\nnot group:x group.part_of group:class\n"
         "person:p person.member_of group:class", "undetermined"),  # denied of the group, claimed of the person
        ("act:a act.person group:class", "breach"),  # a group belongs to itself
        ("act:a act.person group:f\ngroup:f group.some_in group:class", "breach"),  # of at least one of its people
        ("act:a act.person person:p\nperson:p person.member_of group:f\ngroup:f group.some_in group:class", "undetermined"),
        ("act:a act.person group:f\nperson:p person.member_of group:f\nperson:p person.member_of group:class", "breach"),
        ("act:a act.person group:f\nnot group:f group.part_of group:class", "not_bound"),
        ("act:a act.person person:q\nperson:q person.same_as person:p\nperson:p person.member_of group:class", "breach"),
        ("act:a act.person person:p\nperson:q person.same_as person:p\nperson:q person.member_of group:class", "breach"),
        ("act:a act.person person:p\nact:a act.person person:q\nnot person:p person.member_of group:class\n"
         "person:q person.member_of group:class", "breach"),
        ("act:a act.person person:p\nnot act:a act.person person:p\nperson:p person.member_of group:class", "undetermined"),
    ],
)  # fmt: skip
def test_whose_act_it_was(people: str, expected: str) -> None:
    assert outcome("act:a act.kind departs" + NOW + people, FORBIDS) == expected


def test_what_follows_from_a_denial_of_the_whole() -> None:
    """Whoever is not in the whole is in no part of it."""
    text = "act:a act.kind departs\nact:a act.person person:p\nnot person:p person.member_of group:class\ngroup:x group.part_of group:class"
    assert outcome(text + NOW, order({"forbids": DEPARTS}, protects="person.member_of = 'group:x'")) == "not_bound"


# ---- required acts: semantics 19

HEARING = order({"requires": "act.kind = 'hears'", "after": DEPARTS, "within": "PT3M"})
HEARD = FLIGHT + "act:a act.time :03\nact:order act.time :01\nact:h act.kind hears\nact:h act.person person:p\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEARD + "act:h act.time :05", "kept"),
        (HEARD + "act:h act.time :06", "undetermined"),  # the same minute as the deadline
        (HEARD + "act:h act.time :07", "breach"),
        (HEARD + "act:h act.time :02", "breach"),  # before the trigger
        (HEARD + "not act:h act.happened true", "breach"),  # spoken of, and denied
        (HEARD, "undetermined"),  # spoken of, and nobody says when
        (FLIGHT + "act:a act.time :03\nact:order act.time :01", "undetermined"),  # nobody speaks of one
        (HEARD.replace("act:h act.person person:p", "act:h act.person person:q") + "act:h act.time :05", "undetermined"),
        (HEARD.replace("act:h act.person person:p", "act:h act.person group:f\nperson:p person.member_of group:f")
         + "act:h act.time :05", "kept"),
        (HEARD.replace("person:p person.member_of group:class", "not person:p person.member_of group:class"), "not_bound"),
        (FLIGHT + "act:a act.time :03\nact:order act.time :07", "kept"),  # not in force at the deadline
        (FLIGHT + "act:a act.time :03\nact:order act.time :01\nlog:l log.covers hears; 2025-01-01..2025-01-02", "breach"),
        (FLIGHT + "act:a act.time :03\nact:order act.time :01\nlog:l log.covers files,hears; person:p; 2025-01-01..2025-01-02",
         "breach"),
        (FLIGHT + "act:a act.time :03\nact:order act.time :01\nlog:l log.covers hears; person:q; 2025-01-01..2025-01-02",
         "undetermined"),
        (FLIGHT + "act:a act.time :03\nact:order act.time :01\nlog:l log.covers files; 2025-01-01..2025-01-02",
         "undetermined"),
        (FLIGHT + "act:a act.time :03\nact:order act.time :01\n"
         "log:l log.covers hears; 2025-01-01T00:04..2025-01-02", "undetermined"),  # not the whole period
        (HEARD + "act:h act.time :05\nlog:l log.covers hears; 2025-01-01..2025-01-02", "kept"),
        (FLIGHT + "act:a act.time :03\nnot act:a act.happened true\nact:order act.time :09", "kept"),
    ],
)  # fmt: skip
def test_a_hearing_within_three_minutes(text: str, expected: str) -> None:
    assert outcome(text, HEARING) == expected


def test_what_is_not_due_is_open() -> None:
    late = HEARD + "not act:h act.happened true"
    assert outcome(late, HEARING, asked=7) == "breach"
    assert outcome(late, HEARING, asked=5) == "undetermined"
    assert outcome(HEARD + "act:h act.time :05", HEARING, asked=5) == "kept"


@pytest.mark.parametrize(("at", "expected"), [(":05", "breach"), (":03", "kept"), (":04", "undetermined")])
def test_notice_two_minutes_before(at: str, expected: str) -> None:
    clause = {"requires": "act.kind = 'gives_notice'", "before": DEPARTS, "at_least": "PT2M"}
    text = FLIGHT + f"act:a act.time :06\nact:order act.time :01\nact:n act.kind gives_notice\nact:n act.person person:p\nact:n act.time {at}"
    assert outcome(text, order(clause)) == expected


@pytest.mark.parametrize(("at", "expected"), [(":04", "kept"), (":05", "undetermined"), (":06", "breach"), (":02", "breach")])
def test_by_an_instant(at: str, expected: str) -> None:
    clause = {"requires": "act.kind = 'hears'", "after": DEPARTS, "by": "2025-01-01T00:05"}
    assert outcome(HEARD + f"act:h act.time {at}", order(clause)) == expected


# ---- custody, and clauses of clauses: semantics 3, 20 and 21

HELD = "custody:k custody.kind stint\ncustody:k custody.person person:p\nperson:p person.member_of group:class\nact:order act.time :00\n"


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ("custody:k custody.start :02\ncustody:k custody.end :04", "kept"),
        ("custody:k custody.start :02\ncustody:k custody.end :05", "undetermined"),  # exactly three minutes by the clock
        ("custody:k custody.start :02\ncustody:k custody.end :06", "breach"),
        ("custody:k custody.start :02", "undetermined"),
        ("custody:k custody.start :02\ncustody:k custody.end ongoing 2025-01-02", "breach"),
        ("custody:k custody.start :02\ncustody:k custody.end ongoing 2025-01-01", "undetermined"),
        ("custody:k custody.end :06", "undetermined"),
        ("custody:k custody.start :06\ncustody:k custody.end ..:09", "undetermined"),
    ],
)
def test_no_more_than_three_minutes(ends: str, expected: str) -> None:
    limits = order({"limits": "custody.kind = 'stint'", "to": "PT3M"}, in_force={})
    assert outcome(HELD + ends, limits, "custody:k") == expected


@pytest.mark.parametrize(
    ("force", "expected"),
    [
        ({"until": "2025-01-01T00:04"}, "kept"),
        ({"from": "2025-01-01T00:08"}, "breach"),  # it had lasted longer when the limit came
        ({"from": "2025-01-01T00:09"}, "undetermined"),
        ({"except": [{"from": "2025-01-01T00:03", "until": "2025-01-01T00:08"}]}, "breach"),
        ({"except": [{"from": "2025-01-01T00:04"}]}, "kept"),
    ],
)
def test_a_limit_that_came_or_went(force: dict[str, Any], expected: str) -> None:
    limits = order({"limits": "custody.kind = 'stint'", "to": "PT3M"}, in_force=force)
    assert outcome(HELD + "custody:k custody.start :02\ncustody:k custody.end :09", limits, "custody:k") == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [("custody:k custody.ground instrument:act", "kept"), ("not custody:k custody.ground instrument:act", "breach"),
     ("", "undetermined")],
)  # fmt: skip
def test_a_ground_in_force(more: str, expected: str) -> None:
    ground = order({"permits": "custody.ground = 'instrument:act'"})
    text = HELD + "custody:k custody.start :02\ncustody:k custody.end :04\n" + more
    assert outcome(text, ground, "custody:k") == expected
    assert outcome(text.replace("act:order act.time :00", "act:order act.time :03"), ground, "custody:k") != "kept"


@pytest.mark.parametrize(
    ("freed", "expected"),
    [("act:f act.time :05", "kept"), ("act:f act.time :09", "breach"), ("act:f act.time :07", "undetermined"),
     ("not act:f act.happened true", "breach"), ("", "undetermined")],
)  # fmt: skip
def test_a_hearing_or_failing_that_release(freed: str, expected: str) -> None:
    """No hearing by :06; release is then due within a minute of that, or counts at any time for the other duty."""
    either = {"any_of": [
        {"id": "hear", "requires": "act.kind = 'hears'", "after": DEPARTS, "within": "PT3M"},
        {"id": "free", "requires": "act.kind = 'releases'", "after": DEPARTS, "within": "PT4M"},
    ]}  # fmt: skip
    text = HEARD + "not act:h act.happened true\nact:f act.kind releases\nact:f act.person person:p\n" + freed
    assert outcome(text, order(either)) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [("act:h act.time :05", "kept"),  # heard in time: the other duty never arises
     ("not act:h act.happened true\nact:f act.time :09", "breach"),
     ("not act:h act.happened true\nact:f act.time :05", "breach"),  # before it arose, at :06
     ("not act:h act.happened true\nact:f act.time :06", "undetermined"),
     ("not act:h act.happened true\nact:f act.time :07", "undetermined")],
)  # fmt: skip
def test_a_duty_that_arises_when_another_is_broken(more: str, expected: str) -> None:
    instrument = order({"failing": "hear", "requires": "act.kind = 'releases'", "within": "PT1M"})
    instrument["clauses"].append({"id": "hear", "requires": "act.kind = 'hears'", "after": DEPARTS, "within": "PT3M"})
    text = HEARD + "act:f act.kind releases\nact:f act.person person:p\n" + more
    assert outcome(text, instrument) == expected


# ---- the order of things: semantics 12 and 13

TWO = FLIGHT + "act:b act.kind hears\nact:b act.time :05\nact:order act.time :05\n"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("act:a act.time :04..:06\nact:a act.before act:order", "kept"),
        ("act:a act.time :04..:06\nnot act:a act.before act:order", "breach"),  # not before the order
        ("act:a act.time :04..:06\nact:a act.before act:order\nnot act:a act.before act:order", "undetermined"),
        ("act:a act.time :05\nact:order act.before act:a", "breach"),  # the same minute, in that order
        ("act:a act.time :06\nact:a act.before act:order", "undetermined"),  # no world
    ],
)
def test_an_order_of_things_that_somebody_claims(more: str, expected: str) -> None:
    assert outcome(TWO + more, FORBIDS) == expected


def test_a_flight_lands_after_it_departs() -> None:
    lands = "act:l act.kind lands\nact:l act.time :04\n"
    carrier = "act:a act.carrier carrier:c\nact:l act.carrier carrier:c\n"
    text = FLIGHT + "act:a act.time :03..:08\nact:order act.time :05\n" + lands
    assert outcome(text, FORBIDS) == "undetermined"
    assert outcome(text + carrier, FORBIDS) == "kept"
    assert outcome(text + carrier.replace("act:l act.carrier carrier:c", "act:l act.carrier carrier:d"), FORBIDS) == "undetermined"


def test_during_is_after_it_began_and_before_it_ended() -> None:
    text = FLIGHT + "act:order act.time :02\nact:f act.kind departs\nact:f act.time :03\nact:f act.carrier carrier:c\nact:a act.during act:f\n"
    assert outcome(text, FORBIDS) == "breach"
    clause = order({"forbids": DEPARTS}, in_force={"from": "act:l"})
    ends = "act:l act.kind lands\nact:l act.time :06\nact:l act.carrier carrier:c\n"
    assert outcome(text + ends, clause) == "kept"


def test_claims_that_allow_no_world_are_a_conflict() -> None:
    text = FLIGHT + "act:a act.time :06\nact:order act.time :05\nact:a act.before act:order"
    oracle = ask(text, FORBIDS)
    assert oracle.conflict()
    assert oracle.outcomes() == {Line("order", "duty", "act:a", "as_written"): "undetermined"}
    assert why.cannot_all_be_true(oracle) == [[["c.csv:5"], ["c.csv:6"], ["c.csv:7"]]]
    custody = ask(HELD + "custody:k custody.start :06\ncustody:k custody.end :05", FORBIDS)
    assert custody.conflict()


# ---- places and words: semantics 14 to 16


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("act.kind IN ('lands', 'departs')", "breach"),
        ("act.kind <> 'lands'", "breach"),
        ("NOT act.kind = 'departs'", None),
        ("act.kind = 'departs' AND act.time < TIMESTAMP '2025-01-01 00:06'", None),
        ("act.kind = 'departs' AND act.time >= TIMESTAMP '2025-01-01 00:06:00'", "breach"),
        ("act.kind = 'departs' AND act.from = 'place:jail'", "breach"),
        ("act.kind = 'departs' AND act.from.kind = 'jail'", "undetermined"),
        ("act.kind = 'departs' AND within(act.from, 'place:texas')", "breach"),
        ("act.kind = 'departs' AND within(act.from, 'place:maine')", "undetermined"),
        ("act.kind = 'departs' AND act.by = 'org:us'", "undetermined"),
        ("(act.kind = 'departs') IS NOT TRUE", None),
        ("removal", "breach"),
    ],
)
def test_conditions(condition: str, expected: str | None) -> None:
    text = FLIGHT + NOW + "act:a act.from place:jail\nplace:jail place.in place:county\nplace:county place.in place:texas"
    instrument = order({"forbids": condition}, terms={"removal": {"one": DEPARTS}}, readings={"x": {"removal": "one"}})
    assert outcome(text, instrument) == expected


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
    plaintiffs, government = (Line("order", "duty", act, who) for act, who in (("act:l", "plaintiffs"), ("act:d", "government")))
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
    kept = ask("act:a act.kind departs @s1\nact:a act.kind departs @s2\nact:a act.time :01 @s1\nact:a act.time :01 @s3<s2\n"
               "act:order act.time :02 @s1\nact:order act.time :02 @s2", FORBIDS)  # fmt: skip
    assert kept.outcome(line) == "kept"
    assert why.strength(kept, line) == 2


def test_what_would_settle() -> None:
    oracle = ask("act:a act.kind departs\nact:a act.person person:p\nact:a act.time :06\nact:order act.time :05..:06", FORBIDS)
    member = "person:p person.member_of group:class"
    # no moment of the act, and none of the order, leaves the other on one side of it for certain
    assert why.would_settle(oracle, Line("order", "duty", "act:a", "as_written")) == [
        Open(member, "gap", decisive=False, toward=("not_bound",))
    ]
    settled = ask("act:a act.kind departs\nact:a act.person person:p\nact:a act.time :06\nact:order act.time :02", FORBIDS)
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
            assert why.would_settle(points, line) == why.would_settle(oracle, line)
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
            [sorted(tuple(content) for content in support) for support in why.rests_on(oracle, line) or []]
        )


@SLOW
@given(matters())
def test_neither_the_order_of_rows_nor_another_witness_changes_an_outcome(matter: Matter) -> None:
    again = [*reversed(matter.rows), *(Row(f"d.csv:{n}", r.subject, r.property, r.value, r.against)
                                       for n, r in enumerate(matter.rows[:3], start=2))]  # fmt: skip
    other = Matter(tuple(again), matter.instruments, matter.asked)
    assert Oracle(other).outcomes() == Oracle(matter).outcomes()
