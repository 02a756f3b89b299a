"""Descriptions of one act: joined by claims, taken apart by their denial or where they are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from habeas.core.claim import Claim
from habeas.core.edtf import read_instant
from habeas.core.finding import Finding
from habeas.core.located import read_documents
from habeas.core.matter import Matter
from habeas.law import read_instrument
from habeas.law import test as held_against
from habeas.law.findings.run import examine, run_examples
from habeas.law.instruments.model import Instrument
from habeas.law.instruments.resolve import readings_of
from habeas.law.worlds.one_act import OneAct
from tests.custody.saying import SCHEMA, ZONE, say

FLIGHT = ("act:flight act.kind departs", "act:flight act.time 2025-03-15", "act:flight act.person person:p")
TAKEOFF = ("act:takeoff act.time 2025-03-15T18:48 (B)",)
SAME = "act:takeoff act.same_as act:flight"
ORDER = """
instrument: order
in_force: {from: 2025-03-15T18:00}
clauses: [{id: stay, forbids: "act.kind = 'departs'"}]
examples: [{act: act:takeoff, expect: breach}]
"""


def instrument(text: str = ORDER) -> Instrument:
    (node,) = read_documents(text, "order.yaml")
    return read_instrument(node, SCHEMA, ZONE, 5)


def matter(claims: Sequence[Claim]) -> Matter:
    return Matter(Path(), "m", "A matter", ZONE, 5, (), {}, {}, {}, tuple(claims))


def findings(*lines: str, text: str = ORDER) -> dict[str, Finding]:
    claims = say(*lines)
    return {str(one.act): one for one in held_against(matter(claims), claims, [instrument(text)])}


def test_two_descriptions_are_one_act_in_one_line() -> None:
    assert {act: one.outcome for act, one in findings(*FLIGHT, *TAKEOFF).items()} == {"act:flight": "undetermined"}
    found = findings(*FLIGHT, *TAKEOFF, SAME)
    assert {act: one.outcome for act, one in found.items()} == {"act:flight": "breach"}


def test_a_support_has_the_claim_by_which_it_is_about_this_act() -> None:
    (support,) = findings(*FLIGHT, *TAKEOFF, SAME)["act:flight"].rests_on
    assert sorted(row for one in support for row in one.rows) == ["c.csv:2", "c.csv:5", "c.csv:6"]


def test_a_support_that_needs_no_other_description_stays_as_it_is() -> None:
    known = [line.replace("2025-03-15", "2025-03-15T18:48") for line in FLIGHT]
    found = findings(*known, *TAKEOFF, SAME)["act:flight"]
    assert [[row for one in support for row in one.rows] for support in found.rests_on] == [
        ["c.csv:2", "c.csv:3", "c.csv:5"]
    ]


def test_whoever_says_that_they_are_one_counts_for_the_strength() -> None:
    twice = [f"{line}{who}" for line in FLIGHT[:1] for who in ("", " (B)")]
    times = [f"act:takeoff act.time 2025-03-15T18:48 ({who})" for who in "BC"]
    alone = findings(*twice, *times, f"{SAME} (D)")["act:flight"]
    assert (alone.outcome, alone.strength) == ("breach", 1)
    both = findings(*twice, *times, f"{SAME} (D)", f"{SAME} (E)")["act:flight"]
    assert (both.outcome, both.strength) == ("breach", 2)


@pytest.mark.parametrize("denial", [f"not {SAME} (C)", "not act:flight act.same_as act:takeoff (C)"])
def test_sameness_that_somebody_denies_joins_nothing(denial: str) -> None:
    assert findings(*FLIGHT, *TAKEOFF, SAME, denial)["act:flight"].outcome == "undetermined"


def test_several_candidates_at_once_widen_and_do_not_pick() -> None:
    claims = say(*FLIGHT, SAME, "act:takeoff act.same_as act:other")
    assert OneAct(claims).names == {}
    march = read_instant("2025-03-20", ZONE, 5)
    later = [replace(claim, said=march) if claim.value.key == "act:other" else claim for claim in claims]
    assert OneAct(later).names == {"act:other": "act:flight", "act:takeoff": "act:flight"}


def test_chains_join_and_an_instrument_may_name_any_of_them() -> None:
    order = """
instrument: order
in_force: {from: act:said-late, until: {early: 2025-03-16, late: act:said-late}, except: [{from: act:said-late}]}
clauses:
  - {id: stay, forbids: "act.kind = 'departs'", in_force: {from: act:said-late}}
  - {id: told, requires: "act.kind = 'gives_notice'", by: act:said-late}
readings: {only: {in_force.until: late}}
"""
    joined = OneAct(say("act:said-late act.same_as act:oral", "act:oral act.same_as act:hearing (B)"))
    assert joined.names == {"act:oral": "act:hearing", "act:said-late": "act:hearing"}
    assert [claim.row for claim in joined.chain("act:said-late")] == ["c.csv:2", "c.csv:3"]
    (one,) = joined.instruments([instrument(order)])
    assert "said-late" not in repr(replace(one, terms={}, readings={}))
    assert repr(one).count("act:hearing") == 5


def test_what_is_said_of_an_act_elsewhere_is_of_the_one_act_too() -> None:
    claims = say(SAME, "act:other act.before act:takeoff")
    assert [(claim.subject, claim.value.key) for claim in OneAct(claims).claims(claims)] == [
        ("act:other", "act:flight")
    ]
    assert len(OneAct(claims).shown(claims)) == 2


def test_an_example_may_name_either() -> None:
    claims = say(*FLIGHT, *TAKEOFF, SAME)
    assert [one.words for one in run_examples(matter(claims), claims, [instrument()])] == ["as expected"]


def test_claims_that_cannot_be_true_of_one_act_name_what_joined_them() -> None:
    claims = say(*FLIGHT, "act:takeoff act.before act:flight", SAME)
    (found,) = held_against(matter(claims), claims, [instrument()])
    assert (found.outcome, found.because) == ("undetermined", "conflict")
    assert [row for one in found.conflict for row in one.rows] == ["c.csv:5", "c.csv:6"]


@pytest.mark.parametrize("named", ["act:flight", "act:takeoff"])
def test_a_condition_that_names_a_description_goes_with_the_act(named: str) -> None:
    said = ("act:letter act.kind states", "act:letter act.about act:takeoff")
    text = f"""
instrument: order
clauses: [{{id: silence, forbids: "act.kind = 'states' AND about_it"}}]
terms: {{about_it: {{it: "act.about = '{named}'"}}}}
readings: {{one: {{about_it: it}}}}
"""
    assert findings(*FLIGHT, SAME, *said, text=text)["act:letter"].outcome == "breach"


MANY = "\n".join(
    ["terms:"]
    + [f"  word{n}: {{a: act.kind = 'departs', b: act.kind = 'departs', c: act.kind = 'departs'}}" for n in range(4)]
    + ["readings:", "  one: {" + ", ".join(f"word{n}: a" for n in range(4)) + "}"]
)
"""Terms with more choices of meanings (81) than are asked of every line."""


@pytest.mark.parametrize("terms", ["", MANY])
def test_a_joining_claim_stands_once_in_a_support(terms: str) -> None:
    forbidden = " AND ".join(f"word{n}" for n in range(4)) if terms else "act.kind = 'departs'"
    text = f"""
instrument: order
in_force: {{from: 2025-03-15T18:00}}
clauses: [{{id: stay, forbids: "{forbidden}"}}]
{terms}
"""
    claims = say(*FLIGHT, *TAKEOFF, SAME)
    joined = examine(matter(claims), claims)
    read = [instrument(text)]
    together = [one for one in held_against(matter(claims), claims, read) if one.act == "act:flight"]
    alone = [joined.finding(line) for reading in readings_of(read[0]).values()
             for line in joined.lines(read[0], reading)]  # fmt: skip
    assert together == alone
    assert sorted(row for one in together[0].rests_on[0] for row in one.rows) == ["c.csv:2", "c.csv:5", "c.csv:6"]
