"""The oracle is trusted because of these: cases small enough to be worked by hand from the text, each with the
answer that the text gives. Its reasons are held by `test_oracle_reasons.py`.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.oracle import Line, why
from tests.law.oracle.notation import DEPARTS, FLIGHT, FORBIDS, HELD, ask, order, outcome

# ---- when: semantics 4, 17, 18 and 24


@pytest.mark.parametrize(
    ("act", "ordered", "expected"),
    [
        ("a at :06", "order at :05", "breach"),
        ("a at :05", "order at :05", "undetermined"),  # the same minute said of both
        ("a at :04", "order at :05", "kept"),  # the minute before
        ("a at :04..:06", "order at :05", "undetermined"),
        ("a at :04..:09 | a at :06", "order at :05", "breach"),  # read together
        ("a at :04 | a at :06", "order at :05", "undetermined"),  # rivals
        ("a at :07 | a at :06", "order at :05", "breach"),  # rivals, whichever
        ("a at :04 | not a at :04", "order at :05", "undetermined"),  # another one, too
        ("act:a act.by org:us", "order at :05", "undetermined"),  # nobody says when
        ("a at ..:04", "order at :05", "kept"),
        ("a at ..:04", "act:order act.by org:us", "undetermined"),  # nobody says when it was ordered
        ("a at :06", "order at :05 | not act:order act.happened true", "undetermined"),
        ("a at :06", "not act:order act.happened true", "kept"),  # no order, never in force
    ],
)
def test_an_act_against_the_moment_from_which_it_is_forbidden(act: str, ordered: str, expected: str) -> None:
    assert outcome(FLIGHT + act + "\n" + ordered, FORBIDS) == expected


@pytest.mark.parametrize(
    ("force", "more", "expected"),
    [
        ({}, "", "breach"),  # no `from`: always
        ({"from": "act:order", "until": "act:end"}, "end at :05", "kept"),  # ended before
        ({"from": "act:order", "until": "act:end"}, "end at :07", "breach"),
        ({"from": "act:order", "until": "act:end"}, "", "undetermined"),  # named, and nobody timed it
        ({"from": "act:order", "until": "act:end"}, "not act:end act.happened true", "breach"),  # never ended
        ({"from": "act:order", "until": "act:a"}, "", "kept"),  # one instant, and half-open
        ({"from": "act:order", "until": {"after": "PT3M"}}, "", "kept"),
        ({"from": "act:order", "until": {"after": "PT4M"}}, "", "undetermined"),  # exactly, by the clock
        ({"from": "act:order", "until": {"after": "PT5M"}}, "", "breach"),
        ({"from": "act:order", "except": [{"from": "act:stay", "until": "act:lift"}]},
         "stay at :04 | lift at :08", "kept"),
        ({"from": "act:order", "except": [{"from": "act:stay", "until": "act:lift"}]},
         "stay at :03 | lift at :05", "breach"),
        ({"from": "act:order", "except": [{"until": {"after": "PT1M"}}]}, "", "breach"),
        ({"from": "2025-01-01T00:05"}, "", "breach"),
        ({"from": "2025-01-01T00:06"}, "", "undetermined"),
    ],
)  # fmt: skip
def test_states_in_time(force: dict[str, Any], more: str, expected: str) -> None:
    text = FLIGHT + "a at :06 | order at :02\n" + more
    assert outcome(text, order({"forbids": DEPARTS}, in_force=force)) == expected


def test_a_clause_may_have_its_own_time() -> None:
    clause = {"forbids": DEPARTS, "in_force": {"from": "act:later"}}
    assert outcome(FLIGHT + "a at :06 | order at :02 | later at :08", order(clause)) == "kept"


# ---- whether: semantics 9, 11, 22 and 23

NOW = " | a at :06 | order at :02\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FLIGHT + NOW, "breach"),
        (FLIGHT + NOW + "not act:a act.happened true", "undetermined"),  # denied, but given a time
        ("act:a act.kind departs | a of person:p | order at :02 | act:a act.happened false", "kept"),
        (FLIGHT + NOW + "act:a act.kind lands", "undetermined"),  # two kinds: at best open
        (FLIGHT + "act:a act.kind lands | a at :01 | order at :02", "kept"),  # broken in no world
        (FLIGHT + NOW + "not act:a act.kind departs", "undetermined"),
        ("act:a act.kind lands | a of person:p" + NOW, None),  # in no world of that kind: no line
        ("a of person:p" + NOW, None),  # nobody says of what kind
        ("act:a act.kind departs" + NOW, "undetermined"),  # nobody says whom
    ],
)
def test_whether_it_was_done_and_what_it_was(text: str, expected: str | None) -> None:
    assert outcome(text, FORBIDS) == expected


def test_switched_off_or_protecting_nobody_is_not_bound() -> None:
    off = order(
        {"forbids": DEPARTS, "when": {"duty": "some"}},
        terms={"duty": ["some", "none"]},
        readings={"x": {"duty": "none"}},
    )
    assert outcome(FLIGHT + NOW, off) == "not_bound"
    assert outcome(FLIGHT + NOW, order({"forbids": DEPARTS}, protects="FALSE")) == "not_bound"
    # out of scope comes first, but time alone never makes it so
    assert outcome(FLIGHT + "a at :01 | order at :02", FORBIDS) == "kept"


# ---- who: semantics 10 and 15


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("a of person:p | p in class", "breach"),
        ("a of person:p | not p in class", "not_bound"),
        ("a of person:p", "undetermined"),  # never spoken of
        ("a of person:p | p in class | not p in class",
         "undetermined"),
        ("a of person:p | p in x | x part-of class", "breach"),
        ("a of person:p | p in x | not x part-of class", "not_bound"),
        ("a of person:p | p in x | x part-of class | not p in class", "undetermined"),  # reached, but denied
        ("a of person:p | p in x | not x part-of class | p in class", "undetermined"),  # denied of the group only
        ("a of group:class", "breach"),  # a group belongs to itself
        ("a of group:f | f some-in class", "breach"),  # of at least one of its people
        ("a of person:p | p in f | f some-in class", "undetermined"),
        ("a of group:f | p in f | p in class", "breach"),
        ("a of group:f | not f part-of class", "not_bound"),
        ("a of person:q | person:q person.same_as person:p | p in class", "breach"),
        ("a of person:p | person:q person.same_as person:p | q in class", "breach"),
        ("a of person:p | a of person:q | not p in class | q in class", "breach"),
        ("a of person:p | not a of person:p | p in class", "undetermined"),
    ],
)  # fmt: skip
def test_whose_act_it_was(people: str, expected: str) -> None:
    assert outcome("act:a act.kind departs" + NOW + people, FORBIDS) == expected


def test_what_follows_from_a_denial_of_the_whole() -> None:
    """Whoever is not in the whole is in no part of it."""
    text = "act:a act.kind departs | a of person:p | not p in class | x part-of class"
    assert outcome(text + NOW, order({"forbids": DEPARTS}, protects="person.member_of = 'group:x'")) == "not_bound"


# ---- the order of things: semantics 12 and 13

TWO = FLIGHT + "act:b act.kind hears | b at :05 | order at :05\n"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("a at :04..:06 | act:a act.before act:order", "kept"),
        ("a at :04..:06 | not act:a act.before act:order", "breach"),  # not before the order
        ("a at :04..:06 | act:a act.before act:order | not act:a act.before act:order", "undetermined"),
        ("a at :05 | act:order act.before act:a", "breach"),  # the same minute, in that order
        ("a at :06 | act:a act.before act:order", "undetermined"),  # no world
    ],
)
def test_an_order_of_things_that_somebody_claims(more: str, expected: str) -> None:
    assert outcome(TWO + more, FORBIDS) == expected


def test_a_flight_lands_after_it_departs() -> None:
    lands = "act:l act.kind lands | l at :04\n"
    carrier = "act:a act.carrier carrier:c | act:l act.carrier carrier:c\n"
    text = FLIGHT + "a at :03..:08 | order at :05\n" + lands
    assert outcome(text, FORBIDS) == "undetermined"
    assert outcome(text + carrier, FORBIDS) == "kept"
    assert (
        outcome(text + carrier.replace("act:l act.carrier carrier:c", "act:l act.carrier carrier:d"), FORBIDS)
        == "undetermined"
    )


def test_during_is_after_it_began_and_before_it_ended() -> None:
    text = (
        FLIGHT
        + "order at :02 | act:f act.kind departs | f at :03 | act:f act.carrier carrier:c | act:a act.during act:f\n"
    )
    assert outcome(text, FORBIDS) == "breach"
    clause = order({"forbids": DEPARTS}, in_force={"from": "act:l"})
    ends = "act:l act.kind lands | l at :06 | act:l act.carrier carrier:c\n"
    assert outcome(text + ends, clause) == "kept"


def test_claims_that_allow_no_world_are_a_conflict() -> None:
    text = FLIGHT + "a at :06 | order at :05 | act:a act.before act:order"
    oracle = ask(text, FORBIDS)
    assert oracle.conflict()
    assert oracle.outcomes() == {Line("order", "duty", "act:a", "as_written"): "undetermined"}
    assert why.cannot_all_be_true(oracle) == [[["c.csv:5"], ["c.csv:6"], ["c.csv:7"]]]
    custody = ask(HELD + "custody:k custody.start :06 | custody:k custody.end :05", FORBIDS)
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
    text = (
        FLIGHT
        + NOW
        + "act:a act.from place:jail | place:jail place.in place:county | place:county place.in place:texas"
    )
    instrument = order({"forbids": condition}, terms={"removal": {"one": DEPARTS}}, readings={"x": {"removal": "one"}})
    assert outcome(text, instrument) == expected
